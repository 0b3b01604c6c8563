"""The graph that every measure reads: immutable, isolates kept, the two signs apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.errors import UsageError
from stakeholder_map.graph.exchange import from_networkx, to_networkx
from stakeholder_map.graph.layers import LayeredGraph
from stakeholder_map.tables import LAYERS

if TYPE_CHECKING:
    import networkx as nx


class StakeholderGraph(LayeredGraph):
    """Stakeholders and the ties between them, in layers and areas.

    Two tables are all it holds; they are checked once and never change. A layer, as a whole or
    within an area, is a sparse matrix in which row `i` and column `j` stand for the ids in sorted
    order and an entry is the tie from `i` to `j`. Cooperation and competition are layers of their
    own: nothing here nets one against the other.

    Parameters
    ----------
    stakeholders : DataFrame
        Indexed by `stakeholder_id` (or with that column), one row each, any further columns.
        Those without ties stay: they are isolates.
    ties : DataFrame
        `source`, `target`, `layer` (declared in `stakeholder_map.tables.LAYERS`), `strength` in
        (0, 1]; optional: `area` (``""`` = the relation as a whole), `level` and `highest` (whole
        numbers: the answer and the end of its scale), `probability` in (0, 1]. A tie of a
        symmetric layer stands once, in either direction.
    layers, areas : sequence of str, optional
        Layers and areas that the graph speaks of even where it has no tie of them.

    Raises
    ------
    ValueError
        Unknown ids or layers, self-ties, numbers out of range, ties that stand twice; the values
        are listed.

    Examples
    --------
    >>> graph = StakeholderGraph.from_ties(
    ...     [("a", "b", "cooperation", 1.0), ("a", "b", "competition", 0.5)], isolates=["c"])
    >>> graph
    StakeholderGraph: 3 stakeholders (1 isolate), 2 layers, 2 ties
      cooperation (positive, symmetric): 1 tie
      competition (negative, symmetric): 1 tie
    >>> graph.matrix("cooperation").toarray().tolist()
    [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """

    @classmethod
    def from_ties(
        cls,
        ties: Iterable[tuple[Any, ...]],
        *,
        isolates: Iterable[str] = (),
        key_groups: Mapping[str, str] | None = None,
        highest: int = 4,
    ) -> Self:
        """A graph from plain values, for small examples.

        Parameters
        ----------
        ties : iterable of tuple
            ``(source, target, layer, strength)`` or ``(source, target, layer, strength, area)``.
        isolates : iterable of str
            Further stakeholders.
        key_groups : mapping of str to str, optional
            Key group of each stakeholder; adds the column `key_group`.
        highest : int
            End of the scale; a strength that is a whole number of its steps gets a `level`.

        Returns
        -------
        StakeholderGraph

        Examples
        --------
        >>> graph = StakeholderGraph.from_ties([("a", "b", "value_influence", 0.75)])
        >>> int(graph.levels("value_influence")[0, 1]), graph.highest("value_influence")
        (3, 4)
        """
        rows = [(*tie, "")[:5] for tie in ties]
        names = ["source", "target", "layer", "strength", "area"]
        table = pd.DataFrame(rows, columns=pd.Index(names)).astype({"strength": "float64"})
        steps = table["strength"] * highest
        whole = steps.round().where((steps - steps.round()).abs() < 1e-9)
        table["level"] = whole.astype("Int64")
        table["highest"] = pd.Series(highest, index=table.index, dtype="Int64")
        parties = {*table["source"], *table["target"], *isolates, *(key_groups or {})}
        nodes = pd.DataFrame(index=pd.Index(sorted(parties), name="stakeholder_id"))
        if key_groups is not None:
            nodes["key_group"] = pd.Series(dict(key_groups), dtype="str")
        return cls(nodes, table)

    @property
    def positive(self) -> StakeholderGraph:
        """The same stakeholders with the positive layers only."""
        return self._of_sign("positive")

    @property
    def negative(self) -> StakeholderGraph:
        """The same stakeholders with the negative layers only."""
        return self._of_sign("negative")

    def select(
        self,
        *,
        stakeholders: Iterable[str] | None = None,
        layers: Iterable[str] | None = None,
        areas: Iterable[str] | None = None,
    ) -> StakeholderGraph:
        """The part of the graph among some stakeholders, of some layers, in some areas.

        Parameters
        ----------
        stakeholders, layers, areas : iterable of str, optional
            What to keep; None keeps all. The area ``""`` is the relation as a whole.

        Returns
        -------
        StakeholderGraph
            Chosen stakeholders stay even where none of their ties do.

        Raises
        ------
        UsageError
            A stakeholder, layer or area that this graph does not have.

        Examples
        --------
        >>> graph = StakeholderGraph.from_ties(
        ...     [("a", "b", "cooperation", 1.0), ("b", "c", "cooperation", 1.0)])
        >>> graph.select(stakeholders=["a", "b"]).ids
        ('a', 'b')
        """
        kept = _chosen(stakeholders, self.ids, "stakeholder")
        chosen_layers = _chosen(layers, self.layers, "layer")
        chosen_areas = _chosen(areas, ("", *self.areas), "area")
        ties = self._ties
        inside = (
            ties["source"].isin(kept)
            & ties["target"].isin(kept)
            & ties["layer"].isin(chosen_layers)
            & ties["area"].isin(chosen_areas)
        )
        return self._of_checked(
            self._stakeholders.loc[list(kept)],
            ties.loc[inside].reset_index(drop=True),
            layers=chosen_layers,
            areas=chosen_areas,
        )

    def keep(
        self,
        rows: npt.NDArray[np.bool_] | npt.NDArray[np.intp],
        *,
        strength: npt.NDArray[np.float64] | None = None,
        level: npt.NDArray[np.int64] | None = None,
        probability: npt.NDArray[np.float64] | None = None,
    ) -> StakeholderGraph:
        """The same stakeholders, layers and areas with only some of the ties.

        This is how a draw is made from the candidates without checking everything again.

        Parameters
        ----------
        rows : array
            Which rows of `ties`: a mask, or ascending positions.
        strength, level, probability : array, optional
            What the kept ties hold instead; a level of 0 means none.

        Returns
        -------
        StakeholderGraph

        Raises
        ------
        ValueError
            A strength or probability out of (0, 1].

        Examples
        --------
        >>> graph = StakeholderGraph.from_ties([("a", "b", "cooperation", 1.0)])
        >>> graph.keep(np.array([False])).layers
        ('cooperation',)
        """
        ties = self._ties[rows] if rows.dtype == np.bool_ else self._ties.iloc[rows]
        ties = ties.reset_index(drop=True)
        for name, given in (("strength", strength), ("probability", probability)):
            if given is not None:
                bad = given[~((given > 0) & (given <= 1))]
                if len(bad):
                    raise ValueError(f"{name} must be above 0 and at most 1; found {bad[0]!r}")
                ties[name] = given
        if level is not None:
            ties["level"] = pd.arrays.IntegerArray(level.astype(np.int64), level == 0)
        return self._of_checked(self._stakeholders, ties, layers=self.layers, areas=self.areas)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """The graph for networkx: see :func:`stakeholder_map.graph.exchange.to_networkx`."""
        return to_networkx(
            {
                "stakeholders": self._stakeholders,
                "ties": self._ties,
                "layers": self.layers,
                "areas": self.areas,
            }
        )

    @classmethod
    def from_networkx(cls, graph: nx.MultiDiGraph[str]) -> Self:
        """What `to_networkx` gave away: :func:`stakeholder_map.graph.exchange.from_networkx`."""
        parts = from_networkx(graph)
        return cls(
            parts["stakeholders"], parts["ties"], layers=parts["layers"], areas=parts["areas"]
        )

    def __repr__(self) -> str:
        alone = len(self.isolates)
        parts = [_count(len(self.layers), "layer"), _count(len(self._ties), "tie")]
        parts += [_count(len(self.areas), "area")] if self.areas else []
        who = f"{_count(self.n, 'stakeholder')} ({_count(alone, 'isolate')})"
        lines = [f"StakeholderGraph: {', '.join([who, *parts])}"]
        for layer in self.layers:
            kind = "directed" if LAYERS[layer].directed else "symmetric"
            areas = self._ties.loc[self._ties["layer"] == layer, "area"]
            inside = f", {(areas != '').sum()} in areas" if (areas != "").any() else ""
            whole = _count(int((areas == "").sum()), "tie")
            lines.append(f"  {layer} ({LAYERS[layer].sign}, {kind}): {whole}{inside}")
        return "\n".join(lines)

    def _of_sign(self, sign: str) -> StakeholderGraph:
        return self.select(layers=[name for name in self.layers if LAYERS[name].sign == sign])


def _chosen(wanted: Iterable[str] | None, known: tuple[str, ...], noun: str) -> tuple[str, ...]:
    if wanted is None:
        return known
    distinct = tuple(dict.fromkeys(wanted))
    unknown = [each for each in distinct if each not in known]
    if unknown:
        listed = ", ".join(repr(each) for each in unknown)
        raise UsageError(f"expected a {noun} of this graph ({', '.join(known)}), found {listed}")
    return tuple(each for each in known if each in distinct)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
