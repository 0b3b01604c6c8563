"""Strength: how much comes in."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.measures.readings import (
    Floats,
    Layers,
    Readings,
    as_column,
    read_graph,
)


def strength(graph: StakeholderGraph, *, layers: Layers | None = None) -> pd.Series[float]:
    r"""Sum of the strengths of the ties that come in: what others report of a stakeholder.

    .. math:: s_j = \sum_{i \ne j} a_{ij}

    Parameters
    ----------
    graph : StakeholderGraph
        Positive layers are read; a tie i -> j is what i says of j, and counts for j.
    layers : sequence of str, or mapping of str to float, optional
        Layers to take the mean of, each with the same weight or with its own; by default those of
        `influence_layers`.

    Returns
    -------
    Series
        ``strength``, float64, indexed by stakeholder id in the graph's order; in full-strength
        ties, from 0 to n - 1. More is more. A stakeholder without incoming ties gets 0; nothing
        is missing.

    Raises
    ------
    UsageError
        A layer is negative or not in the graph, a weight is no number above 0.

    Notes
    -----
    It counts how many speak, not who they are. Two stakeholders who were shown on different
    rosters cannot be compared.

    References
    ----------
    Barrat, A., Barthelemy, M., Pastor-Satorras, R. & Vespignani, A. (2004). The architecture of
    complex weighted networks. PNAS 101, 3747-3752.

    Examples
    --------
    >>> graph = StakeholderGraph.from_ties(
    ...     [("a", "b", "value_influence", 1.0), ("c", "b", "value_influence", 0.5)])
    >>> strength(graph).to_dict()
    {'a': 0.0, 'b': 1.5, 'c': 0.0}
    """
    return as_column(strength_over(read_graph(graph, layers=layers)), graph, name="strength")


def strength_over(readings: Readings) -> Floats:
    """Strength in every reading.

    Parameters
    ----------
    readings : Readings
        Graphs side by side.

    Returns
    -------
    ndarray
        Shape (count, n), as `strength` defines it.
    """
    return readings.by_reading(np.asarray(readings.ties.sum(axis=0)))
