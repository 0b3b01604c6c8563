"""Core number: standing in the thick of it."""

from __future__ import annotations

import pandas as pd

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.engine import find_cores
from stakeholder_map.influence.measures.readings import (
    Floats,
    Layers,
    Readings,
    as_column,
    read_graph,
)


def core_number(graph: StakeholderGraph, *, layers: Layers | None = None) -> pd.Series[float]:
    """The largest k for which a stakeholder stands in a circle whose members each know k of it.

    The k-core is what is left when those with fewer than k contacts are taken away, again and
    again. A contact is anyone with a tie in either direction; strengths do not count.

    Parameters
    ----------
    graph : StakeholderGraph
        Positive layers are read, both directions of a tie alike.
    layers : sequence of str, or mapping of str to float, optional
        Layers of which any tie counts; by default those of `influence_layers`.

    Returns
    -------
    Series
        ``core_number``, float64, indexed by stakeholder id in the graph's order; whole numbers
        from 0 to n - 1. More is more. A stakeholder without ties gets 0; nothing is missing.

    Raises
    ------
    UsageError
        A layer is negative or not in the graph, a weight is no number above 0.

    Notes
    -----
    It says in what company one stands, not who leads it: many share the highest number.

    References
    ----------
    Seidman, S. B. (1983). Network structure and minimum degree. Social Networks 5, 269-287.
    Batagelj, V. & Zaversnik, M. (2003). An O(m) algorithm for cores decomposition of networks.
    arXiv:cs/0310049.

    Examples
    --------
    >>> graph = StakeholderGraph.from_ties(
    ...     [(one, two, "cooperation", 1.0) for one, two in ("ab", "bc", "ac", "cd")])
    >>> core_number(graph).to_dict()
    {'a': 2.0, 'b': 2.0, 'c': 2.0, 'd': 1.0}
    """
    return as_column(core_over(read_graph(graph, layers=layers)), graph, name="core_number")


def core_over(readings: Readings) -> Floats:
    """Core number in every reading.

    Parameters
    ----------
    readings : Readings
        Graphs side by side.

    Returns
    -------
    ndarray
        Shape (count, n), as `core_number` defines it.
    """
    start, end, _ = readings.bonds
    return find_cores(start, end, n=readings.n, count=readings.count)
