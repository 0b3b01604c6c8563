"""Best sets of a given size, searched through with bounds: exact, for few stakeholders."""

from __future__ import annotations

import numpy as np

from stakeholder_map.influence.engine.compiled import compiled, part
from stakeholder_map.influence.engine.types import Bits, Floats, Whole

SLACK = 1e-9
"""Values nearer than this are the same."""

ONE = np.uint64(1)
NONE = np.uint64(0)


@part
def _count(bits: np.uint64) -> np.int64:
    """How many bits are set."""
    word = np.uint64(bits)
    word -= (word >> np.uint64(1)) & np.uint64(0x5555555555555555)
    word = (word & np.uint64(0x3333333333333333)) + (
        (word >> np.uint64(2)) & np.uint64(0x3333333333333333)
    )
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@part
def _lowest(bits: np.uint64) -> np.int64:
    """Which is the lowest bit that is set."""
    word = np.uint64(bits)
    return _count((word & (~word + ONE)) - ONE)


@part
def _left(ways_to: Bits, alive: np.uint64) -> float:
    """Sum of 1 / steps over the ordered pairs of those alive that a way joins."""
    total, sources = 0.0, alive
    while sources:
        seen = sources & (~sources + ONE)
        sources ^= seen
        front, steps = seen, 0
        while front:
            steps += 1
            arrived = NONE
            while front:
                arrived |= ways_to[_lowest(front)]
                front &= front - ONE
            front = arrived & alive & ~seen
            seen |= front
            total += _count(front) / steps
    return total


@part
def _most(values: Floats, first: int, seats: int) -> np.float64:
    """Sum of the greatest values from `first` on, as many as there are seats."""
    taken = np.sort(values[first:])
    most: np.float64 = taken[max(len(taken) - seats, 0) :].sum()
    return most


@part
def _sure(ways_to: Bits, ways_from: Bits, alive: np.uint64, first: int, seats: int) -> float:
    """What is left at least when `seats` more go: pairs that are tied, or have more middlemen."""
    n = len(ways_to)
    held, total = np.zeros(n), 0.0
    for one in range(n):
        for other in range(n):
            both = (ONE << np.uint64(one)) | (ONE << np.uint64(other))
            if one == other or (alive & both) != both:
                continue
            worth = 0.0
            if (ways_to[one] >> np.uint64(other)) & ONE:
                worth = 1.0
            elif _count(ways_to[one] & ways_from[other] & alive) > seats:
                worth = 0.5
            held[one] += worth
            held[other] += worth
            total += worth
    return total - _most(held, first, seats)


@compiled("f8(u8[::1], u8[::1], f8, i8[::1])")
def best_cut(ways_to: Bits, ways_from: Bits, known: float, chosen: Whole) -> float:
    """Set whose going leaves the others least joined.

    Parameters
    ----------
    ways_to, ways_from : ndarray
        Bit sets of the ends and of the beginnings of everyone's ties; at most 64 stakeholders.
    known : float
        What the set in `chosen` leaves, a first guess.
    chosen : ndarray
        The guess, ascending; replaced by the best set where there is a better one.

    Returns
    -------
    float
        Sum of 1 / steps over ordered pairs of the others.
    """
    n, size = len(ways_to), len(chosen)
    alive = np.zeros(size + 1, np.uint64)
    for one in range(n):
        alive[0] |= ONE << np.uint64(one)
    tried, taken = np.zeros(size + 1, np.int64), np.zeros(size, np.int64)
    depth, best = 0, known
    while depth >= 0:
        one = tried[depth]
        if one > n - (size - depth):
            depth -= 1
            continue
        tried[depth] += 1
        taken[depth] = one
        alive[depth + 1] = alive[depth] & ~(ONE << np.uint64(one))
        seats = size - depth - 1
        if seats == 0:
            value = _left(ways_to, alive[size])
            if value < best - SLACK:
                best = value
                chosen[:] = taken
        elif _sure(ways_to, ways_from, alive[depth + 1], one + 1, seats) < best - SLACK:
            depth += 1
            tried[depth] = one + 1
    return best


@compiled("f8(f8[:, ::1], f8, i8[::1])")
def best_cover(near: Floats, known: float, chosen: Whole) -> float:
    """Set that everyone is nearest to.

    Parameters
    ----------
    near : ndarray
        Shape (n, n): how near everyone (column) is to each (row).
    known : float
        What the set in `chosen` covers, a first guess.
    chosen : ndarray
        The guess, ascending; replaced by the best set where there is a better one.

    Returns
    -------
    float
        Sum over everyone of its nearness to the nearest of the set.
    """
    n, size = len(near), len(chosen)
    cover, gains = np.zeros((size + 1, n)), np.zeros(n)
    tried, taken = np.zeros(size + 1, np.int64), np.zeros(size, np.int64)
    depth, best = 0, known
    while depth >= 0:
        one = tried[depth]
        if one > n - (size - depth):
            depth -= 1
            continue
        tried[depth] += 1
        taken[depth] = one
        cover[depth + 1] = np.maximum(cover[depth], near[one])
        value, seats = cover[depth + 1].sum(), size - depth - 1
        if seats == 0:
            if value > best + SLACK:
                best = value
                chosen[:] = taken
            continue
        for other in range(one + 1, n):
            gains[other] = np.maximum(near[other] - cover[depth + 1], 0.0).sum()
        if value + _most(gains, one + 1, seats) > best + SLACK:
            depth += 1
            tried[depth] = one + 1
    return best
