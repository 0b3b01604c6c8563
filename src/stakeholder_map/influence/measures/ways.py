"""Shortest ways: the lengths of ties, and one sweep over them for all measures that need it."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd, lcm
from weakref import WeakKeyDictionary

import numpy as np
from scipy import sparse

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.engine import sweep_ways
from stakeholder_map.influence.measures.readings import Floats, Layers, Readings, Whole, read_graph

MOST_EXACT = 2000
"""Up to so many stakeholders ways are followed from everyone; beyond, from a sample."""

SAMPLED = 500
"""Sources in the sample."""

UNSEEN = 10.0
"""Square of the lumps that a sample may have missed, in shares of one source: where none of k is a
lump, up to 3 / k of all may be, and where some are, this is what two standard errors lack."""

SAMPLE_SEED = 1977
"""Seed of the sample that is taken unasked: the same stakeholders every time."""


def distances(graph: StakeholderGraph, *, layers: Layers | None = None) -> sparse.csr_array:
    r"""Lengths of ties as whole numbers: the stronger a tie, the shorter.

    A strength is first put on a scale of whole levels, then

    .. math:: d_{ij} = \mathrm{lcm}(1, \ldots, h) / \mathrm{level}_{ij}

    so that three ties of level 3 are exactly as long as one of level 1, which 1/3 + 1/3 + 1/3 in
    floating point is not. The scale is that of the answers. Of several layers it is the one on
    which every mean of answers is a whole number: for two layers rated 0-4 it has 8 levels.

    Parameters
    ----------
    graph : StakeholderGraph
        Positive layers are read.
    layers : sequence of str, or mapping of str to float, optional
        Layers to take the mean of, each with the same weight or with its own; by default those of
        `influence_layers`.

    Returns
    -------
    csr_array
        Shape (n, n), int64, in the graph's order; no entry where there is no tie, or one whose
        strength is nearer to none than to the lowest level.

    Raises
    ------
    UsageError
        A layer is negative or not in the graph, a weight is no number above 0.

    Notes
    -----
    A scale must not have more levels than 64-bit whole numbers can tell lengths apart on: 40 for
    up to 860 stakeholders, 36 for up to 31,000. Strengths of a finer one, or of no scale at all
    (contacts that fade), are put on the nearest level of the finest that will do. Nothing but that
    rounding is inexact, and answers on one scale, or the mean of up to nine rated 0-4, need none.

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
    length = np.where(level > 0, full_length(readings) // np.maximum(level, 1), 0)
    lengths = sparse.csr_array((length, ties.indices, ties.indptr), shape=ties.shape, copy=True)
    lengths.eliminate_zeros()
    return lengths


def full_length(readings: Readings) -> int:
    """Length of a tie of the lowest level, which all the other levels divide."""
    return lcm(*range(1, readings.steps + 1))


@dataclass(frozen=True, eq=False)
class Sweep:
    """What the shortest ways from all sources, or from a sample, say of each stakeholder.

    Parameters
    ----------
    through : ndarray
        Shape (count, n): sum over ordered pairs of others of the share of their shortest ways that
        lead through it.
    near : ndarray
        Shape (count, n): sum over the others of 1 / distance from them to it, where a tie of full
        strength is 1 long.
    through_error, near_error : ndarray
        Standard errors of both; 0 where every source was followed.
    sources : int
        How many were followed.
    """

    through: Floats
    near: Floats
    through_error: Floats
    near_error: Floats
    sources: int


_SWEPT: WeakKeyDictionary[Readings, Sweep] = WeakKeyDictionary()


def sweep_over(readings: Readings) -> Sweep:
    """The sweep of a set of readings, made once: betweenness and closeness share it.

    Parameters
    ----------
    readings : Readings
        Graphs side by side.

    Returns
    -------
    Sweep
        From everyone up to `MOST_EXACT` stakeholders, beyond from a sample of `SAMPLED`.
    """
    if readings not in _SWEPT:
        sources = readings.n if readings.n <= MOST_EXACT else SAMPLED
        _SWEPT[readings] = sample_ways(readings, sources=sources, seed=SAMPLE_SEED)
    return _SWEPT[readings]


def sample_ways(readings: Readings, *, sources: int, seed: int) -> Sweep:
    """The sweep from a sample of sources drawn without replacement, the same in every reading.

    Parameters
    ----------
    readings : Readings
        Graphs side by side.
    sources : int
        How many to follow, at least 1; from `n` on everyone.
    seed : int
        What the sample is drawn from.

    Returns
    -------
    Sweep
    """
    n = readings.n
    followed = min(sources, n)
    begin: Whole = np.arange(n, dtype=np.int64)
    if followed < n:
        drawn = np.random.default_rng(seed).choice(n, size=followed, replace=False)
        begin = np.sort(drawn).astype(np.int64)
    lengths = distances_over(readings)
    common = gcd(*np.unique(lengths.data).tolist()) or 1
    arcs = (
        lengths.indptr.astype(np.int64),
        (lengths.indices % max(n, 1)).astype(np.int32),
        (lengths.data // common).astype(np.int64),
    )
    sums = sweep_ways(arcs, n=n, count=readings.count, sources=begin)
    unit = full_length(readings) / readings.steps / common
    near = sums[2:] * np.array([unit, unit**2])[:, None, None]
    (through, through_error), (near_sum, near_error) = (
        _estimate(pair, n=n, sources=followed) for pair in (sums[:2], near)
    )
    return Sweep(through, near_sum, through_error, near_error, followed)


def _estimate(sums: Floats, *, n: int, sources: int) -> tuple[Floats, Floats]:
    """Total over all sources, and its standard error, from sums and squares over a sample."""
    total, squares = sums
    if sources == n:
        return total, np.zeros_like(total)
    spread = np.maximum(squares - total**2 / sources, 0.0) / max(sources - 1, 1)
    error = n * np.sqrt((1 - sources / n) * spread / sources)
    return total * (n / sources), error


def largest_error(standard_error: Floats, *, sweep: Sweep) -> Floats:
    """How far a mean over sources may lie below the exact one, in nineteen of twenty samples.

    Parameters
    ----------
    standard_error : ndarray
        Of means to which one source adds at most 1 / n, so that they lie between 0 and 1.
    sweep : Sweep
        Whence they come.

    Returns
    -------
    ndarray
        In the unit of the means; 0 where every source was followed.
    """
    n = sweep.through.shape[1]
    unseen = UNSEEN * (1 - sweep.sources / max(n, 1)) / max(sweep.sources, 1) ** 2
    return np.asarray(np.sqrt(4 * standard_error**2 + unseen), dtype=np.float64)


def stated_error(standard_error: Floats, *, sweep: Sweep) -> dict[str, float]:
    """What the ``attrs`` of a sampled column tell: `sources`, `standard_error`, `error`."""
    return {
        "sources": sweep.sources,
        "standard_error": float(standard_error.max()),
        "error": float(largest_error(standard_error, sweep=sweep).max()),
    }
