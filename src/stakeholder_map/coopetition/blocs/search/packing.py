"""Kernel of a lower bound: cycles that share no strength, each with one tie of competition.

Whatever the groups, a cycle of cooperation closed by one tie of competition leaves at least one of
its ties violated. Cycles that take their strength from different ties add up.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from stakeholder_map.influence.engine.compiled import compiled, part
from stakeholder_map.influence.engine.types import Floats, Short, Whole

Arcs: TypeAlias = tuple[Whole, Short, Whole, Whole]
"""Where the arcs of each begin, whom each leads to, the arc back, whence it comes."""


@part
def _find(
    arcs: Arcs, left: Floats, ends: tuple[int, int], longest: int, work: tuple[Whole, Whole, Whole]
) -> int:
    """Shortest way of cooperation left between two: how many were visited, negative if in vain."""
    start, end, _, _ = arcs
    came, depth, queue = work
    queue[0] = ends[0]
    came[ends[0]] = -2
    depth[ends[0]] = 0
    head, filled = 0, 1
    while head < filled and depth[queue[head]] < longest:
        one = queue[head]
        head += 1
        for arc in range(start[one], start[one + 1]):
            other = end[arc]
            if left[arc] > 0.0 and came[other] == -1:
                came[other] = arc
                depth[other] = depth[one] + 1
                queue[filled] = other
                filled += 1
                if other == ends[1]:
                    return filled
    return -filled


@part
def _take(arcs: Arcs, left: Floats, ends: tuple[int, int], came: Whole, most: float) -> float:
    """Take as much as there is from all ties of the way that was found."""
    _, _, back, tail = arcs
    least, at = most, ends[1]
    while at != ends[0]:
        least = min(least, left[came[at]])
        at = tail[came[at]]
    at = ends[1]
    while at != ends[0]:
        step = came[at]
        left[step] -= least
        left[back[step]] -= least
        at = tail[step]
    return least


@compiled("f8(Tuple((i8[::1], i4[::1], i8[::1], i8[::1])), f8[::1], f8[::1], i8)")
def pack(arcs: Arcs, cooperation: Floats, competition: Floats, longest: int) -> float:
    """Strength that any groups must leave violated, by short cycles first.

    Parameters
    ----------
    arcs : (start, end, back, tail)
        The graph.
    cooperation, competition : ndarray
        Strength of each arc; used up.
    longest : int
        Most ties of cooperation in a cycle.

    Returns
    -------
    float
        Sum over the cycles of the strength that each takes from all of its ties.
    """
    start, end, _, tail = arcs
    n = len(start) - 1
    came, depth, queue = np.full(n, -1, np.int64), np.zeros(n, np.int64), np.empty(n + 1, np.int64)
    bound = 0.0
    for length in range(1, longest + 1):
        for arc in range(len(end)):
            ends = (int(tail[arc]), int(end[arc]))
            found = 1
            while ends[0] < ends[1] and competition[arc] > 0.0 and found > 0:
                found = _find(arcs, cooperation, ends, length, (came, depth, queue))
                if found > 0:
                    taken = _take(arcs, cooperation, ends, came, competition[arc])
                    competition[arc] -= taken
                    bound += taken
                came[queue[: abs(found)]] = -1
    return bound
