"""Kernels that look for groups of little frustration: annealing, descent.

`ties` are the arcs of a symmetric graph: where those of each begin, whom they lead to, and what
each speaks for standing in one group (cooperation less competition). Frustration counts both kinds:
it is the cooperation of all less what the arcs inside groups speak for.
"""

from __future__ import annotations

import numpy as np

from stakeholder_map.influence.engine.compiled import compiled, part
from stakeholder_map.influence.engine.types import Floats, Short, Ties, Whole


@part
def _random(state: Whole) -> float:
    """The next number of [0, 1): splitmix64, the same on every machine."""
    state[0] += -7046029254386353131
    z = np.uint64(state[0])
    z = (z ^ (z >> np.uint64(30))) * np.uint64(13787848793156543929)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(10723151780598845931)
    z = z ^ (z >> np.uint64(31))
    return float(z >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@part
def _pull(ties: Ties, one: int, group: Short, pull: Floats) -> None:
    """What speaks for each group, for one stakeholder."""
    start, end, net = ties
    pull[:] = 0.0
    for arc in range(start[one], start[one + 1]):
        pull[group[end[arc]]] += net[arc]


@part
def _descend(ties: Ties, group: Short, pull: Floats) -> None:
    """Each in turn goes where most speaks for it, until nobody moves."""
    moved = True
    while moved:
        moved = False
        for one in range(len(group)):
            _pull(ties, one, group, pull)
            to = group[one]
            for other in range(len(pull)):
                if pull[other] > pull[to] + 1e-9:
                    to = other
            if to != group[one]:
                group[one] = to
                moved = True


@part
def _inside(ties: Ties, group: Short) -> float:
    start, end, net = ties
    total = 0.0
    for one in range(len(group)):
        for arc in range(start[one], start[one + 1]):
            if group[end[arc]] == group[one]:
                total += net[arc]
    return total / 2.0


@part
def _seat(pull: Floats, warm: float, state: Whole) -> int:
    """A group by lot, the likelier the more speaks for it."""
    most = pull.max()
    total = 0.0
    for other in range(len(pull)):
        pull[other] = np.exp((pull[other] - most) / warm)
        total += pull[other]
    left = _random(state) * total
    to = 0
    while to < len(pull) - 1 and left >= pull[to]:
        left -= pull[to]
        to += 1
    return to


@compiled("f8(Tuple((i8[::1], i4[::1], f8[::1])), i4[::1], i8)")
def descend(ties: Ties, group: Short, groups: int) -> float:
    """Move stakeholders one by one while that lessens the frustration.

    Parameters
    ----------
    ties : (start, end, net)
        The graph.
    group : ndarray
        Where each begins; changed.
    groups : int
        How many there may be.

    Returns
    -------
    float
        Net strength inside groups.
    """
    _descend(ties, group, np.empty(groups))
    return _inside(ties, group)


@compiled("f8(Tuple((i8[::1], i4[::1], f8[::1])), i4[::1], i8, Tuple((i8, f8)), i8)")
def anneal(ties: Ties, group: Short, groups: int, plan: tuple[int, float], seed: int) -> float:
    """Simulated annealing over the groups, then descent.

    Parameters
    ----------
    ties : (start, end, net)
        The graph.
    group : ndarray
        Where each begins; changed into what was found.
    groups : int
        How many there may be.
    plan : (int, float)
        How often everyone may move; temperature at the start, in units of strength, which falls
        evenly in its logarithm to a hundredth.
    seed : int
        Of the random numbers.

    Returns
    -------
    float
        Net strength inside groups.
    """
    pull = np.empty(groups)
    state = np.array([seed * 7919 + 104729])
    sweeps, heat = plan
    start = ties[0]
    for sweep in range(sweeps):
        warm = heat * 0.01 ** (sweep / max(1, sweeps - 1))
        for one in range(len(group)):
            if start[one] < start[one + 1]:
                _pull(ties, one, group, pull)
                group[one] = _seat(pull, warm, state)
    _descend(ties, group, pull)
    return _inside(ties, group)
