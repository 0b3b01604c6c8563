"""Steps between stakeholders, sixty-four sources at a time."""

from __future__ import annotations

import numpy as np

from stakeholder_map.influence.engine.compiled import compiled, part
from stakeholder_map.influence.engine.types import Bits, Floats, Short, Whole

WORD = 64


@part
def _ones(bits: np.uint64) -> np.int64:
    """How many bits are set."""
    word = np.uint64(bits)
    word -= (word >> np.uint64(1)) & np.uint64(0x5555555555555555)
    word = (word & np.uint64(0x3333333333333333)) + (
        (word >> np.uint64(2)) & np.uint64(0x3333333333333333)
    )
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@part
def _step(start: Whole, end: Short, front: Bits, arrived: Bits) -> None:
    """Move everyone who stands on the front one step on."""
    for here in range(len(front)):
        if front[here]:
            for arc in range(start[here], start[here + 1]):
                arrived[end[arc]] |= front[here]


@part
def _first_time(front: Bits, arrived: Bits, seen: Bits) -> np.int64:
    """Make the new arrivals the front; returns how many there are."""
    found = np.int64(0)
    for here in range(len(front)):
        front[here] = arrived[here] & ~seen[here]
        arrived[here] = np.uint64(0)
        if front[here]:
            seen[here] |= front[here]
            found += _ones(front[here])
    return found


@compiled("UniTuple(f8, 2)(i8[::1], i4[::1], i4[::1])")
def cohesion(start: Whole, end: Short, left: Short) -> tuple[float, float]:
    """How close those who are left stand to one another, in all.

    Parameters
    ----------
    start, end : ndarray
        A single directed graph.
    left : ndarray
        Those who are left; no way leads through others.

    Returns
    -------
    (float, float)
        Sum of 1 / steps over all ordered pairs that a way joins; number of such pairs.
    """
    n = len(start) - 1
    front, arrived, seen = np.empty(n, np.uint64), np.zeros(n, np.uint64), np.empty(n, np.uint64)
    near, joined = 0.0, 0.0
    for first in range(0, len(left), WORD):
        front[:], seen[:] = np.uint64(0), ~np.uint64(0)
        seen[left] = np.uint64(0)
        for bit in range(first, min(first + WORD, len(left))):
            front[left[bit]] = np.uint64(1) << np.uint64(bit - first)
            seen[left[bit]] = front[left[bit]]
        steps, found = 0, np.int64(1)
        while found:
            steps += 1
            _step(start, end, front, arrived)
            found = _first_time(front, arrived, seen)
            near += found / steps
            joined += found
    return near, joined


@compiled("void(i8[::1], i4[::1], i4[::1], f8[:, ::1])")
def nearness(start: Whole, end: Short, sources: Short, out: Floats) -> None:
    """One over the steps from each source to everyone.

    Parameters
    ----------
    start, end : ndarray
        A single directed graph.
    sources : ndarray
        Where ways begin.
    out : ndarray
        Shape (sources, n), filled: 1 / steps, 0 where no way leads, 1 for the source itself.
    """
    n = len(start) - 1
    order = np.empty(n, np.int64)
    steps = np.empty(n, np.int64)
    for row in range(len(sources)):
        steps[:] = -1
        order[0], steps[sources[row]], found = sources[row], 0, 1
        place = 0
        while place < found:
            here = order[place]
            place += 1
            for arc in range(start[here], start[here + 1]):
                if steps[end[arc]] < 0:
                    steps[end[arc]] = steps[here] + 1
                    order[found] = end[arc]
                    found += 1
        for one in range(n):
            out[row, one] = 0.0 if steps[one] < 0 else 1.0 / max(steps[one], 1)
