"""Reputation: whom others call influential, where they were asked."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.measures.readings import as_column
from stakeholder_map.influence.measures.strength import strength

LAYER = "value_influence"


def reputation(graph: StakeholderGraph) -> pd.Series[float]:
    r"""Sum of the ratings of a stakeholder's influence by the others.

    .. math:: s_j = \sum_{i \ne j} a_{ij}

    on the layer `value_influence` alone.

    Parameters
    ----------
    graph : StakeholderGraph
        The layer `value_influence` is read; a tie i -> j is what i says of the influence of j.

    Returns
    -------
    Series
        ``reputation``, float64, indexed by stakeholder id in the graph's order; in full ratings,
        from 0 to n - 1. More is more. Missing (NaN) for all where the graph has no such layer: it
        was not asked.

    Notes
    -----
    It is an opinion about influence, where the other measures read where ties lead.

    References
    ----------
    Knoke, D. (1998). Who steals my purse steals trash: the structure of organizational influence
    reputation. Journal of Theoretical Politics 10, 507-530.

    Examples
    --------
    >>> graph = StakeholderGraph.from_ties(
    ...     [("a", "b", "value_influence", 1.0), ("b", "c", "intensity", 0.5)])
    >>> reputation(graph).to_dict()
    {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    if LAYER not in graph.layers:
        return as_column(np.full((1, graph.n), np.nan), graph, name="reputation")
    return strength(graph, layers=[LAYER]).rename("reputation")
