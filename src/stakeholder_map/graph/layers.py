"""The two tables of a graph and the sparse matrix of each of its layers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import FrozenInstanceError
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_array, csr_array

from stakeholder_map.errors import UsageError
from stakeholder_map.graph.check import check_layer, check_stakeholders, check_ties
from stakeholder_map.tables import LAYERS

_NO_ROWS = slice(0, 0)


class LayeredGraph:
    """What a graph holds and how its layers read as matrices; use `StakeholderGraph`."""

    ids: tuple[str, ...]
    layers: tuple[str, ...]
    areas: tuple[str, ...]
    _stakeholders: pd.DataFrame
    _ties: pd.DataFrame
    _matrices: dict[tuple[str, str, str], csr_array]

    def __init__(
        self,
        stakeholders: pd.DataFrame,
        ties: pd.DataFrame,
        *,
        layers: Sequence[str] = (),
        areas: Sequence[str] = (),
    ) -> None:
        nodes = check_stakeholders(stakeholders)
        self._fill(nodes, check_ties(ties, ids=nodes.index), layers=layers, areas=areas)

    def _fill(
        self,
        stakeholders: pd.DataFrame,
        ties: pd.DataFrame,
        *,
        layers: Iterable[str],
        areas: Iterable[str],
    ) -> None:
        spoken = {*layers, *ties["layer"].unique()}
        for layer in sorted(spoken):
            check_layer(layer)
        self.__dict__.update(
            _stakeholders=stakeholders,
            _ties=ties,
            _matrices={},
            ids=tuple(stakeholders.index),
            layers=tuple(name for name in LAYERS if name in spoken),
            areas=tuple(sorted({*areas, *ties["area"].unique()} - {""})),
        )

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"a graph does not change; tried to set {name!r}")

    @classmethod
    def _of_checked(cls, stakeholders: pd.DataFrame, ties: pd.DataFrame, **spoken: Any) -> Self:
        self = cls.__new__(cls)
        self._fill(stakeholders, ties, **spoken)
        return self

    @property
    def stakeholders(self) -> pd.DataFrame:
        """The stakeholders, indexed and sorted by id; a copy, so that changing it is harmless."""
        return self._stakeholders.copy(deep=False)

    @property
    def ties(self) -> pd.DataFrame:
        """The ties, one row each, in canonical order; a copy, so that changing it is harmless."""
        return self._ties.copy(deep=False)

    @property
    def n(self) -> int:
        """Number of stakeholders, isolates included."""
        return len(self.ids)

    @property
    def isolates(self) -> tuple[str, ...]:
        """Ids of the stakeholders without a tie in any layer or area, sorted."""
        tied = {*self._ties["source"].unique(), *self._ties["target"].unique()}
        return tuple(each for each in self.ids if each not in tied)

    def matrix(self, layer: str, *, area: str = "") -> csr_array:
        """Strengths of the ties of one layer.

        Parameters
        ----------
        layer : str
            A declared layer.
        area : str
            An area id; ``""`` is the relation as a whole.

        Returns
        -------
        csr_array
            (n, n) float64, entry [i, j] in [0, 1] is the tie from the i-th to the j-th id; more is
            stronger; an absent entry is no tie. Symmetric where the layer is.

        Raises
        ------
        UsageError
            A layer that is not declared.

        Examples
        --------
        >>> from stakeholder_map.graph import StakeholderGraph
        >>> graph = StakeholderGraph.from_ties([("a", "b", "trust_mission", 0.5)])
        >>> graph.matrix("trust_mission").toarray().tolist()
        [[0.0, 0.5], [0.0, 0.0]]
        """
        return self._cached(layer, area, "strength").copy()

    def levels(self, layer: str, *, area: str = "") -> csr_array:
        """Whole-number levels of the ties of one layer, for exact distances.

        Parameters
        ----------
        layer, area : str
            As in `matrix`.

        Returns
        -------
        csr_array
            (n, n) int64, 1 to `highest`; more is stronger. A tie without a level is left out.

        Raises
        ------
        UsageError
            A layer that is not declared, or whose ties are measured on no scale of whole numbers
            (such as `contact`).

        Examples
        --------
        >>> from stakeholder_map.graph import StakeholderGraph
        >>> graph = StakeholderGraph.from_ties([("a", "b", "cooperation", 0.25)])
        >>> graph.levels("cooperation").toarray().tolist()
        [[0, 1], [1, 0]]
        """
        self.highest(layer, area=area)
        return self._cached(layer, area, "level").copy()

    def highest(self, layer: str, *, area: str = "") -> int:
        """The end of the scale of a layer: the level of the strongest tie that could be reported.

        Raises
        ------
        UsageError
            As in `levels`. A layer without ties has the end of its construct's usual scale.
        """
        rows = self._rows(layer, area)
        if rows == _NO_ROWS:
            return LAYERS[layer].highest
        ends = self._ties["highest"].iloc[rows].dropna()
        if ends.empty:
            raise UsageError(f"layer {layer!r} has strengths but no whole-number levels")
        return int(ends.iloc[0])

    def combined(self, weights: Mapping[str, float], *, area: str = "") -> csr_array:
        """Weighted mean of positive layers.

        ``sum(w[l] * matrix(l)) / sum(w)``: an absent tie counts as 0 in its layer.

        Parameters
        ----------
        weights : mapping of str to float
            Layers and their weights, above 0; they need not add up to 1.
        area : str
            An area id; ``""`` is the relation as a whole.

        Returns
        -------
        csr_array
            (n, n) float64, entries in [0, 1]; more is stronger.

        Raises
        ------
        UsageError
            No layer, a layer that is negative or not in this graph, a weight that is no finite
            number above 0.

        Examples
        --------
        >>> from stakeholder_map.graph import StakeholderGraph
        >>> graph = StakeholderGraph.from_ties(
        ...     [("a", "b", "value_influence", 1.0), ("a", "b", "value_resources", 0.5)])
        >>> mean = graph.combined({"value_influence": 3, "value_resources": 1})
        >>> float(mean[0, 1])
        0.875
        """
        if not weights:
            raise UsageError(f"expected at least one layer to combine, found {dict(weights)}")
        for layer, weight in weights.items():
            if check_layer(layer, among=self.layers).sign == "negative":
                raise UsageError(f"only positive layers are combined; {layer!r} is negative")
            if not (weight > 0 and np.isfinite(weight)):
                raise UsageError(f"weight of layer {layer!r} must be above 0, found {weight!r}")
        ordered = [layer for layer in self.layers if layer in weights]
        total = float(sum(weights[layer] for layer in ordered))
        mean = csr_array((self.n, self.n), dtype=np.float64)
        for layer in ordered:
            mean = mean + self._cached(layer, area, "strength") * (weights[layer] / total)
        return csr_array(mean)

    @cached_property
    def _codes(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        index = self._stakeholders.index
        source = index.get_indexer(pd.Index(self._ties["source"]))
        return source, index.get_indexer(pd.Index(self._ties["target"]))

    @cached_property
    def _parts(self) -> dict[tuple[str, str], slice]:
        """Rows of each layer and area; they stand together, as ties are sorted by both."""
        layer, area = self._ties["layer"].to_numpy(), self._ties["area"].to_numpy()
        changes = np.flatnonzero((layer[1:] != layer[:-1]) | (area[1:] != area[:-1])) + 1
        ends = [0, *changes.tolist(), len(layer)] if len(layer) else []
        return {(layer[i], area[i]): slice(i, j) for i, j in pairwise(ends)}

    def _rows(self, layer: str, area: str) -> slice:
        check_layer(layer)
        return self._parts.get((layer, area), _NO_ROWS)

    def _cached(self, layer: str, area: str, column: Literal["strength", "level"]) -> csr_array:
        key = (layer, area, column)
        if key not in self._matrices:
            self._matrices[key] = self._built(layer, area, column)
        return self._matrices[key]

    def _built(self, layer: str, area: str, column: Literal["strength", "level"]) -> csr_array:
        rows = self._rows(layer, area)
        values = self._ties[column].iloc[rows]
        there = values.notna().to_numpy()
        data = values[there].to_numpy(dtype="float64" if column == "strength" else "int64")
        source, target = (codes[rows][there] for codes in self._codes)
        if not LAYERS[layer].directed:
            data = np.concatenate([data, data])
            source, target = np.concatenate([source, target]), np.concatenate([target, source])
        matrix = csr_array(coo_array((data, (source, target)), shape=(self.n, self.n)))
        matrix.sort_indices()
        return matrix
