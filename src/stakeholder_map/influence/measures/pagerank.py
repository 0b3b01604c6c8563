"""PageRank: named by those who are named themselves."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from stakeholder_map.errors import ScanError
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.measures.readings import (
    Floats,
    Layers,
    Readings,
    as_column,
    read_graph,
)

DAMPING = 0.85
TOLERANCE = 1e-14
MOST_ROUNDS = 1000


def pagerank(graph: StakeholderGraph, *, layers: Layers | None = None) -> pd.Series[float]:
    r"""Share of a walk's time spent with each stakeholder, the walk following incoming ties.

    Whoever walks goes from i to one of those i reports on, in proportion to strength, and with
    probability .15 starts anew anywhere; from someone who reports on nobody it always does.

    .. math:: x_j = \frac{1 - d}{n} + d \Big(\sum_i \frac{a_{ij}}{\sum_k a_{ik}} x_i
              + \frac{1}{n} \sum_{i:\, \sum_k a_{ik} = 0} x_i\Big), \qquad d = .85

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
        ``pagerank``, float64, indexed by stakeholder id in the graph's order; a share: the values
        sum to 1. More is more. A stakeholder without ties gets the least; nothing is missing.

    Raises
    ------
    UsageError
        A layer is negative or not in the graph, a weight is no number above 0.

    Notes
    -----
    Iterated until the values change by less than 1e-14 in all. Each one's report weighs the same
    in all, however many it names: naming few gives each of them more.

    References
    ----------
    Brin, S. & Page, L. (1998). The anatomy of a large-scale hypertextual web search engine.
    Computer Networks 30, 107-117.

    Examples
    --------
    >>> star = StakeholderGraph.from_ties(
    ...     [("hub", end, "cooperation", 1.0) for end in ("one", "two", "three")])
    >>> pagerank(star).round(4).to_dict()
    {'hub': 0.4797, 'one': 0.1734, 'three': 0.1734, 'two': 0.1734}
    """
    return as_column(pagerank_over(read_graph(graph, layers=layers)), graph, name="pagerank")


def pagerank_over(readings: Readings) -> Floats:
    """PageRank in every reading.

    Parameters
    ----------
    readings : Readings
        Graphs side by side.

    Returns
    -------
    ndarray
        Shape (count, n), as `pagerank` defines it; each row sums to 1.

    Raises
    ------
    ScanError
        No convergence, which damping rules out.
    """
    if readings.n == 0:
        return readings.by_reading(np.empty(0))
    out = np.asarray(readings.ties.sum(axis=1), dtype=np.float64)
    share = np.divide(1.0, out, out=np.zeros_like(out), where=out > 0)
    steps = sparse.csr_array((sparse.diags_array(DAMPING * share) @ readings.ties).T)
    silent = readings.by_reading(out) == 0
    rank: Floats = np.full((readings.count, readings.n), 1 / readings.n)
    for _ in range(MOST_ROUNDS):
        lost = np.where(silent, rank, 0.0).sum(axis=1, keepdims=True)
        after = readings.by_reading(np.asarray(steps @ rank.ravel()))
        after += (1 - DAMPING + DAMPING * lost) / readings.n
        change = np.abs(after - rank).sum(axis=1).max(initial=0.0)
        rank = after / after.sum(axis=1, keepdims=True)
        if change < TOLERANCE:
            return rank
    raise ScanError(f"PageRank still changes by {change} after {MOST_ROUNDS} rounds")
