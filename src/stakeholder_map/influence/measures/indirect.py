"""Direct and indirect influence: who moves others, and through whom (MACTOR)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stakeholder_map.errors import UsageError
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.measures.through_others import add_through_others, sum_up

LAYER = "direct_influence"
FULL_MARKS = 4
"""Direct influence is told from 0 to 4; other scales are put on this one."""


@dataclass(frozen=True, eq=False)
class IndirectInfluence:
    """Influence of actors on one another, direct and through one other.

    Parameters
    ----------
    table : DataFrame
        Indexed by stakeholder id in the graph's order. ``influence`` (I) and ``dependence`` (D):
        sums over the others of what it exerts on them and they on it, from 0, more is more;
        ``competitiveness`` (r*): 1 is the mean of all, more is more; missing where nobody
        influences anybody.
    direct, total : DataFrame
        MID and MIDI: influence of the row's actor on the column's.
    stability : float
        H, from 0 (everybody depends as much as it influences) to 100 % (all influence or depend);
        missing where nobody influences anybody.
    """

    table: pd.DataFrame
    direct: pd.DataFrame
    total: pd.DataFrame
    stability: float

    @property
    def balance(self) -> pd.DataFrame:
        """What the row's actor exerts on the column's, less what it bears from it."""
        return self.total - self.total.T


def indirect_influence(
    graph: StakeholderGraph, *, actors: Iterable[str] | None = None
) -> IndirectInfluence:
    r"""Influence of actors on one another, direct and through one other, as MACTOR counts it.

    .. math:: MIDI_{ij} = MID_{ij} + \sum_k \min(MID_{ik}, MID_{kj}), \qquad
              r_i = \frac{I_i - MIDI_{ii}}{\sum_k I_k} \cdot \frac{I_i}{I_i + D_i}, \qquad
              r^*_i = \frac{n\, r_i}{\sum_k r_k}

    with I and D the sums of the rows and columns of MIDI without its diagonal, and
    :math:`H = 100 \sum_i |I_i - D_i| / (2 \sum_i I_i)`.

    Parameters
    ----------
    graph : StakeholderGraph
        The layer `direct_influence` is read: a tie r -> t says that t influences r.
    actors : iterable of str, optional
        Ids of those for whom it was asked; by default all who have a tie in that layer.

    Returns
    -------
    IndirectInfluence
        Without rows where the layer has no ties.

    Raises
    ------
    UsageError
        An id that the graph does not have.

    Notes
    -----
    For a handful of actors who were all asked: sums grow with the number of actors, and whoever
    was not asked seems to depend on nobody. The diagonal of MIDI, influence on oneself through
    others, is kept and taken off the competitiveness.

    References
    ----------
    Bourse, F. & Godet, M.: the method MACTOR, in Godet, M. (1994). From Anticipation to Action.
    UNESCO Publishing.

    Examples
    --------
    >>> graph = StakeholderGraph.from_ties(
    ...     [("b", "a", "direct_influence", 0.75), ("c", "b", "direct_influence", 0.5)])
    >>> found = indirect_influence(graph)
    >>> found.total.loc["a"].tolist(), found.table["influence"].tolist()
    ([0.0, 3.0, 2.0], [5.0, 2.0, 0.0])
    """
    direct = graph.matrix(LAYER).toarray().T * FULL_MARKS
    tied = (direct.sum(axis=0) + direct.sum(axis=1)) > 0
    wanted = _checked(graph, actors)
    chosen = [place for place, each in enumerate(graph.ids) if _in(each, wanted, tied[place])]
    among = direct[np.ix_(chosen, chosen)].round(9)
    index = pd.Index([graph.ids[place] for place in chosen], dtype="str", name="stakeholder_id")
    total = add_through_others(among)
    sums = sum_up(total)
    table = {
        "influence": sums.influence,
        "dependence": sums.dependence,
        "competitiveness": sums.weight,
    }
    return IndirectInfluence(
        table=pd.DataFrame(table, index=index, dtype="float64"),
        direct=pd.DataFrame(among, index=index, columns=index),
        total=pd.DataFrame(total, index=index, columns=index),
        stability=sums.stability,
    )


def _checked(graph: StakeholderGraph, actors: Iterable[str] | None) -> frozenset[str] | None:
    wanted = None if actors is None else frozenset(actors)
    unknown = sorted((wanted or frozenset()) - set(graph.ids))
    if unknown:
        raise UsageError(f"expected ids of stakeholders of the graph, found {unknown[0]!r}")
    return wanted


def _in(each: str, wanted: frozenset[str] | None, tied: object) -> bool:
    return bool(tied) if wanted is None else each in wanted
