"""The engine of the measures: compiled kernels, and the one place that knows about them.

Everything here takes and gives plain arrays. Importing it is light; numba and the kernels are
loaded at the first call, from what was compiled once and kept on disk. To compile ahead, run
``python -m stakeholder_map.influence.engine``.

Several readings (graphs on the same n stakeholders) are passed as one: `start` has a row for each
stakeholder of each reading and one more, `end` counts from 0 within its reading.
"""

from __future__ import annotations

import numpy as np

from stakeholder_map.influence.engine.fan import count_cores, fan_out
from stakeholder_map.influence.engine.types import Arcs, Bits, Floats, Short, Ties, Whole

__all__ = [
    "best_cover",
    "best_cut",
    "cohesion",
    "count_cores",
    "find_cores",
    "find_holes",
    "find_nearness",
    "find_roles",
    "sweep_ways",
]

PIECES = 8
"""Pieces that the sources of a single large reading are shared out in, on any machine."""


def sweep_ways(
    arcs: Arcs, *, n: int, count: int, sources: Whole | None = None, weighed: bool = False
) -> Floats:
    """Sums over shortest ways: see :func:`stakeholder_map.influence.engine.ways.sweep`.

    Parameters
    ----------
    arcs : (start, end, length)
        The readings.
    n, count : int
        Stakeholders, readings.
    sources : ndarray, optional
        Where ways begin; by default at everyone.
    weighed : bool
        Whether a pair counts 1 / length.

    Returns
    -------
    ndarray
        Shape (4, count, n): pair shares through each stakeholder and their squares by source,
        sums of 1 / length of the ways to it and of its squares.

    Examples
    --------
    >>> line = np.array([0, 1, 2, 2]), np.array([1, 2], np.int32), np.array([1, 1])
    >>> sweep_ways(line, n=3, count=1)[[0, 2], 0].tolist()
    [[0.0, 1.0, 0.0], [0.0, 1.0, 1.5]]
    """
    from stakeholder_map.influence.engine.ways import ROWS, sweep

    _, end, _ = arcs
    begin = np.arange(n) if sources is None else sources
    steps = len(begin) * (len(end) + count * n)
    if count > 1 or len(begin) < PIECES:
        out = np.zeros((ROWS, count, n))
        fan_out(lambda span: sweep(arcs, begin, span, out, weighed), count=count, steps=steps)
        return out
    pieces = np.array_split(begin, PIECES)
    parts = np.zeros((PIECES, ROWS, count, n))

    def sweep_pieces(span: tuple[int, int]) -> None:
        for piece in range(*span):
            sweep(arcs, pieces[piece], (0, 1), parts[piece], weighed)

    fan_out(sweep_pieces, count=PIECES, steps=steps)
    total: Floats = parts.sum(axis=0)
    return total


def find_holes(ties: Ties, *, n: int, count: int) -> Floats:
    """Constraint and effective size, shape (2, count, n); of symmetric ties.

    Examples
    --------
    >>> pair = np.array([0, 1, 2]), np.array([1, 0], np.int32), np.array([1.0, 1.0])
    >>> find_holes(pair, n=2, count=1)[:, 0].tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    from stakeholder_map.influence.engine.holes import holes

    out = np.empty((2, count, n))
    fan_out(lambda span: holes(ties, span, out), count=count, steps=_two_steps(ties[0]))
    return out


def find_cores(start: Whole, end: Short, *, n: int, count: int) -> Floats:
    """Core numbers, shape (count, n); of symmetric ties.

    Examples
    --------
    >>> find_cores(np.array([0, 1, 2, 2]), np.array([1, 0], np.int32), n=3, count=1).tolist()
    [[1.0, 1.0, 0.0]]
    """
    from stakeholder_map.influence.engine.cores import cores

    out = np.empty((1, count, n))
    fan_out(lambda span: cores(start, end, span, out), count=count, steps=len(end) + count * n)
    return np.asarray(out[0])


def find_roles(start: Whole, end: Short, *, groups: Whole, count: int) -> Floats:
    """Two-paths without a short cut that each brokers, by role, shape (5, count, n).

    Examples
    --------
    >>> line = np.array([0, 1, 2, 2]), np.array([1, 2], np.int32)
    >>> find_roles(*line, groups=np.array([0, 1, 2]), count=1)[:, 0, 1].tolist()
    [0.0, 0.0, 0.0, 0.0, 1.0]
    """
    from stakeholder_map.influence.engine.roles import roles

    out = np.zeros((5, count, len(groups)))
    steps = _two_steps(start)
    fan_out(lambda span: roles(start, end, groups, span, out), count=count, steps=steps)
    return out


def cohesion(start: Whole, end: Short, *, left: Short) -> tuple[float, float]:
    """Sum of 1 / steps over the joined ordered pairs of those who are left, and their number.

    Examples
    --------
    >>> line = np.array([0, 1, 2, 2]), np.array([1, 2], np.int32)
    >>> cohesion(*line, left=np.array([0, 1, 2], np.int32))
    (2.5, 3.0)
    >>> cohesion(*line, left=np.array([0, 2], np.int32))
    (0.0, 0.0)
    """
    from stakeholder_map.influence.engine import hops

    near, joined = hops.cohesion(start, end, left)
    return near, joined


def find_nearness(start: Whole, end: Short) -> Floats:
    """One over the steps from each (row) to everyone (column), 1 to itself; of a single graph.

    Examples
    --------
    >>> line = np.array([0, 1, 2, 2]), np.array([1, 2], np.int32)
    >>> find_nearness(*line).tolist()
    [[1.0, 1.0, 0.5], [0.0, 1.0, 1.0], [0.0, 0.0, 1.0]]
    """
    from stakeholder_map.influence.engine.hops import nearness

    n = len(start) - 1
    out = np.empty((n, n))
    nearness(start, end, np.arange(n, dtype=np.int32), out)
    return out


def best_cut(ways_to: Bits, ways_from: Bits, *, known: float, guess: Whole) -> tuple[float, Whole]:
    """Set whose going leaves the others least joined, and what it leaves.

    Examples
    --------
    >>> middle = np.array([2, 5, 2], np.uint64)
    >>> left, chosen = best_cut(middle, middle, known=5.0, guess=np.array([0]))
    >>> left, chosen.tolist()
    (0.0, [1])
    """
    from stakeholder_map.influence.engine import sets

    chosen = guess.copy()
    return float(sets.best_cut(ways_to, ways_from, known, chosen)), chosen


def best_cover(near: Floats, *, known: float, guess: Whole) -> tuple[float, Whole]:
    """Set that everyone is nearest to, and the sum of what each is near it.

    Examples
    --------
    >>> near = np.array([[1, 1, 0.5], [1, 1, 1], [0.5, 1, 1]])
    >>> value, chosen = best_cover(near, known=2.5, guess=np.array([0]))
    >>> value, chosen.tolist()
    (3.0, [1])
    """
    from stakeholder_map.influence.engine import sets

    chosen = guess.copy()
    return float(sets.best_cover(near, known, chosen)), chosen


def _two_steps(start: Whole) -> int:
    """About how many two-paths there are."""
    degree = np.diff(start)
    return int((degree * degree).sum())
