"""Roles of brokers between groups."""

from __future__ import annotations

import numpy as np

from stakeholder_map.influence.engine.compiled import compiled, part
from stakeholder_map.influence.engine.types import Floats, Short, Span, Whole

COORDINATOR, ITINERANT, REPRESENTATIVE, GATEKEEPER, LIAISON = range(5)


@part
def _role(before: int, broker: int, after: int) -> int:
    """Role of a broker from the groups of the three."""
    if before == broker:
        return COORDINATOR if broker == after else REPRESENTATIVE
    if broker == after:
        return GATEKEEPER
    return ITINERANT if before == after else LIAISON


@compiled("void(i8[::1], i4[::1], i8[::1], UniTuple(i8, 2), f8[:, :, ::1])")
def roles(start: Whole, end: Short, groups: Whole, span: Span, out: Floats) -> None:
    """Count the two-paths without a short cut that each stakeholder brokers, by role.

    Parameters
    ----------
    start, end : ndarray
        All readings, one after the other; directed.
    groups : ndarray
        Group of each stakeholder.
    span : (int, int)
        First reading, and the one after the last.
    out : ndarray
        Shape (5, count, n), added to: coordinator, itinerant, representative, gatekeeper, liaison.
    """
    n = out.shape[2]
    known_by = np.full(n, -1, np.int64)
    for row in range(span[0] * n, span[1] * n):
        first = row % n
        base = row - first
        for arc in range(start[row], start[row + 1]):
            known_by[end[arc]] = row
        for arc in range(start[row], start[row + 1]):
            broker = end[arc]
            for step in range(start[base + broker], start[base + broker + 1]):
                last = end[step]
                if last != first and known_by[last] != row:
                    role = _role(groups[first], groups[broker], groups[last])
                    out[role, row // n, broker] += 1.0
