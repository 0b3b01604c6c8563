"""Core numbers: how deep each stakeholder stands in the thick of the graph."""

from __future__ import annotations

import numpy as np

from stakeholder_map.influence.engine.compiled import compiled, part
from stakeholder_map.influence.engine.types import Floats, Short, Span, Whole


@part
def _by_degree(start: Whole, base: int, left: Whole, order: Whole, place: Whole) -> Whole:
    """Sort the stakeholders of a reading by degree; returns where each degree begins."""
    n = len(left)
    begins = np.zeros(n + 1, np.int64)
    for one in range(n):
        left[one] = start[base + one + 1] - start[base + one]
        begins[left[one] + 1] += 1
    for degree in range(n):
        begins[degree + 1] += begins[degree]
    filled = begins.copy()
    for one in range(n):
        place[one] = filled[left[one]]
        order[place[one]] = one
        filled[left[one]] += 1
    return begins


@part
def _lower(one: int, left: Whole, order: Whole, place: Whole, begins: Whole) -> None:
    """Take one tie off a stakeholder: it changes places with the first of its degree."""
    first = begins[left[one]]
    other = order[first]
    order[place[one]], order[first] = other, one
    place[other], place[one] = place[one], first
    begins[left[one]] += 1
    left[one] -= 1


@compiled("void(i8[::1], i4[::1], UniTuple(i8, 2), f8[:, :, ::1])")
def cores(start: Whole, end: Short, span: Span, out: Floats) -> None:
    """Core number of everyone in each reading (Batagelj & Zaversnik).

    Parameters
    ----------
    start, end : ndarray
        All readings, one after the other, symmetric, no stakeholder tied to itself.
    span : (int, int)
        First reading, and the one after the last.
    out : ndarray
        Shape (1, count, n), filled.
    """
    n = out.shape[2]
    left, order, place = np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.int64)
    for reading in range(span[0], span[1]):
        base = reading * n
        begins = _by_degree(start, base, left, order, place)
        for turn in range(n):
            one = order[turn]
            out[0, reading, one] = left[one]
            for arc in range(start[base + one], start[base + one + 1]):
                if left[end[arc]] > left[one]:
                    _lower(end[arc], left, order, place, begins)
