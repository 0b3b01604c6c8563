"""Betweenness: standing on the shortest ways between others, counted exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import lcm

import numpy as np
import pandas as pd
from scipy import sparse

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.readings import (
    Floats,
    Readings,
    Whole,
    as_column,
    read_graph,
)

FAR = 2**61
"""Longer than any path: two of it still fit a 64-bit whole number."""

CELLS_AT_ONCE = 2**16
"""Matrix cells worked on together: small enough to stay in the processor's cache."""


def distances(graph: StakeholderGraph, *, layers: Sequence[str] | None = None) -> sparse.csr_array:
    r"""Lengths of ties as whole numbers: the stronger a tie, the shorter.

    A strength is first put on the scale of whole levels that it was given on (with several layers:
    their mean, rounded to the nearest level of the finest scale; what is nearer to none than to
    the lowest level is no way to anybody), then

    .. math:: d_{ij} = \mathrm{lcm}(1, \ldots, h) / \mathrm{level}_{ij}

    so that three ties of level 3 are exactly as long as one of level 1, which 1/3 + 1/3 + 1/3 in
    floating point is not.

    Parameters
    ----------
    graph : StakeholderGraph
        Positive layers are read.
    layers : sequence of str, optional
        Layers to take the mean of; by default those of `influence_layers`.

    Returns
    -------
    csr_array
        Shape (n, n), int64, in the graph's order; no entry where there is no tie, or one whose
        level rounds to 0.

    Raises
    ------
    UsageError
        A layer is negative or not in the graph.

    Notes
    -----
    Scales finer than 20 levels are rounded to 20: beyond, the least common multiple leaves what
    a 64-bit whole number holds.

    Examples
    --------
    >>> graph = StakeholderGraph.from_ties(
    ...     [("a", "b", "value_influence", 0.25), ("b", "c", "value_influence", 0.75)])
    >>> distances(graph).toarray().tolist()
    [[0, 12, 0], [0, 0, 4], [0, 0, 0]]
    """
    return distances_over(read_graph(graph, layers=layers))


def distances_over(readings: Readings) -> sparse.csr_array:
    """Lengths of the ties of every reading.

    Parameters
    ----------
    readings : Readings
        Graphs side by side.

    Returns
    -------
    csr_array
        Of the same shape as `readings.ties`, int64; without the entries whose level rounds to 0.
    """
    ties = readings.ties
    level = np.floor((ties.data * readings.steps).round(9) + 0.5).astype(np.int64)
    unit = lcm(*range(1, readings.steps + 1))
    length = np.where(level > 0, unit // np.maximum(level, 1), 0)
    lengths = sparse.csr_array((length, ties.indices, ties.indptr), shape=ties.shape, copy=True)
    lengths.eliminate_zeros()
    return lengths


def betweenness(
    graph: StakeholderGraph, *, layers: Sequence[str] | None = None
) -> pd.Series[float]:
    r"""Share of the shortest ways between two others that lead through a stakeholder.

    .. math:: b_v = \frac{1}{(n - 1)(n - 2)} \sum_{s \ne v \ne t}
              \frac{\sigma_{st}(v)}{\sigma_{st}}

    where sigma counts shortest paths, and those through v, in the lengths of `distances`.

    Parameters
    ----------
    graph : StakeholderGraph
        Positive layers are read, along the direction of the ties.
    layers : sequence of str, optional
        Layers to take the mean of; by default those of `influence_layers`.

    Returns
    -------
    Series
        ``betweenness``, float64, indexed by stakeholder id in the graph's order; a share from 0
        to 1. More is more. A stakeholder on no way between others gets 0, and so does everyone
        where there are fewer than three; nothing is missing.

    Raises
    ------
    UsageError
        A layer is negative or not in the graph.

    Notes
    -----
    Lengths are whole numbers, so paths that are equally long are found to be so. Path counts are
    exact up to 2**53 paths between two stakeholders. Of all measures this one suffers most from
    stakeholders who are missing.

    References
    ----------
    Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40,
    35-41. Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of
    Mathematical Sociology 25, 163-177.

    Examples
    --------
    >>> star = StakeholderGraph.from_ties(
    ...     [("hub", end, "cooperation", 1.0) for end in ("one", "two", "three")])
    >>> betweenness(star).to_dict()
    {'hub': 1.0, 'one': 0.0, 'three': 0.0, 'two': 0.0}
    """
    return as_column(betweenness_over(read_graph(graph, layers=layers)), graph, name="betweenness")


def betweenness_over(readings: Readings) -> Floats:
    """Betweenness in every reading.

    Parameters
    ----------
    readings : Readings
        Graphs side by side.

    Returns
    -------
    ndarray
        Shape (count, n), as `betweenness` defines it.
    """
    n = readings.n
    if n < 3:
        return np.zeros((readings.count, n))
    parts = [_dependency(lengths) for lengths in _blocks(distances_over(readings), readings)]
    return np.concatenate(parts) / ((n - 1) * (n - 2))


def _blocks(lengths: sparse.csr_array, readings: Readings) -> Iterator[Whole]:
    """The readings as dense arrays (count, n, n), some at a time; 0 where there is no tie."""
    n = readings.n
    at_once = max(1, CELLS_AT_ONCE // n**2)
    for start in range(0, readings.count, at_once):
        stop = min(start + at_once, readings.count)
        some = sparse.coo_array(lengths[start * n : stop * n])
        row, column = some.coords
        dense = np.zeros((stop - start, n, n), dtype=np.int64)
        dense[row // n, row % n, column % n] = some.data
        yield dense


def _dependency(lengths: Whole) -> Floats:
    """Sum over pairs of the share of their shortest paths through each stakeholder.

    The tight ties of every source make an acyclic graph on cells (reading, stakeholder, source)
    with step matrix A. Path counts are the sum of the powers of A' on the sources; the shares
    follow from Brandes' recursion, which is the sum of the powers of A on 1 / path counts.
    """
    count, n, _ = lengths.shape
    step = _tight(lengths, _shortest(lengths))
    source = np.zeros((count, n, n))
    source[:, np.arange(n), np.arange(n)] = 1
    paths = _sum_of_powers(sparse.csr_array(step.T), source.ravel())
    reached = paths > 0
    inverse = np.divide(1.0, paths, out=np.zeros_like(paths), where=reached)
    share = paths * _sum_of_powers(step, inverse) - reached
    through = share.reshape(count, n, n)
    through[:, np.arange(n), np.arange(n)] = 0
    total: Floats = through.sum(axis=2)
    return total


def _shortest(lengths: Whole) -> Whole:
    """Length of the shortest path between all pairs (Floyd and Warshall); FAR where none is."""
    n = lengths.shape[1]
    shortest = np.where(lengths > 0, lengths, FAR)
    shortest[:, np.arange(n), np.arange(n)] = 0
    for middle in range(n):
        by_way = shortest[:, :, middle, None] + shortest[:, None, middle, :]
        np.minimum(shortest, by_way, out=shortest)
    return shortest


def _tight(lengths: Whole, shortest: Whole) -> sparse.csr_array:
    """Steps u -> v that end a shortest path from s, as a matrix on cells (reading, u, s)."""
    count, n, _ = lengths.shape
    from_source = np.ascontiguousarray(shortest.swapaxes(1, 2))
    reading, before, after = np.nonzero(lengths)
    arrival = from_source[reading, after]
    by_way = from_source[reading, before] + lengths[reading, before, after][:, None]
    tie, source = np.nonzero((by_way == arrival) & (arrival < FAR))
    row = (reading[tie] * n + before[tie]) * n + source
    column = (reading[tie] * n + after[tie]) * n + source
    shape = (count * n * n, count * n * n)
    return sparse.csr_array((np.ones(len(tie)), (row, column)), shape=shape)


def _sum_of_powers(step: sparse.csr_array, start: Floats) -> Floats:
    """The sum start + A start + A A start + ..., which ends: A is of an acyclic graph."""
    total, moved = start.copy(), start
    while moved.any():
        moved = step @ moved
        total += moved
    return total
