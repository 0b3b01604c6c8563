"""Kernel of correlation clustering: each goes where most speaks for it, or stays alone."""

from __future__ import annotations

import numpy as np

from stakeholder_map.influence.engine.compiled import compiled, part
from stakeholder_map.influence.engine.types import Floats, Short, Ties, Whole

ROUNDS = 50
"""Most rounds in which everyone may move."""


@part
def _gather(ties: Ties, one: int, group: Short, pull: Floats, seen: Whole) -> int:
    """What speaks for each cluster that a node is tied to, its own first; how many there are."""
    start, end, net = ties
    seen[0] = group[one]
    pull[group[one]] = 1e-12
    count = 1
    for arc in range(start[one], start[one + 1]):
        there = group[end[arc]]
        if pull[there] == 0.0:
            pull[there] = 1e-12
            seen[count] = there
            count += 1
        pull[there] += net[arc]
    return count


@part
def _choose(pull: Floats, seen: Whole, push: Floats, total: Floats) -> tuple[int, float]:
    """The best of the clusters seen, and what speaks for it; forgets what was gathered."""
    best, most = seen[0], -np.inf
    for there in seen:
        gain = pull[there] - push[0] * total[0, there] + push[1] * total[1, there]
        pull[there] = 0.0
        if gain > most + 1e-9:
            best, most = there, gain
    return best, most


@compiled("i8(Tuple((i8[::1], i4[::1], f8[::1])), f8[:, ::1], f8[::1], i4[::1])")
def join(ties: Ties, mass: Floats, expected: Floats, group: Short) -> int:
    """Local moves of correlation clustering, until nobody moves.

    Parameters
    ----------
    ties : (start, end, net)
        The graph; no node is tied to itself.
    mass : ndarray
        Shape (2, n): strength of the cooperation and of the competition of each node.
    expected : ndarray
        What a product of two masses of each kind takes off (first) and adds (second).
    group : ndarray
        Each node by itself, from 0; changed.

    Returns
    -------
    int
        How many moves were made.
    """
    n = len(group)
    total, size = mass.copy(), np.ones(n, np.int64)
    pull, seen, push = np.zeros(n), np.empty(n + 1, np.int64), np.empty(2)
    moves, before = 0, -1
    for _ in range(ROUNDS):
        if moves == before:
            break
        before = moves
        for one in range(n):
            own = group[one]
            count = _gather(ties, one, group, pull, seen)
            total[:, own] -= mass[:, one]
            size[own] -= 1
            push[0], push[1] = expected[0] * mass[0, one], expected[1] * mass[1, one]
            best, most = _choose(pull, seen[:count], push, total)
            if most < -1e-9 and size[own] > 0:
                best = 0
                while size[best] > 0:
                    best += 1
            total[:, best] += mass[:, one]
            size[best] += 1
            moves += best != own
            group[one] = best
    return moves
