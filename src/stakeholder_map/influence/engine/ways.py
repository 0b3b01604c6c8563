"""Shortest ways from each source: how many lead through each stakeholder, how near it is."""

from __future__ import annotations

import numpy as np

from stakeholder_map.influence.engine.compiled import compiled, part
from stakeholder_map.influence.engine.types import Arcs, Floats, Span, Whole, Workshop

FAR = 2**62
"""Longer than any way."""

ROWS = 4
"""Sums that a sweep gives: through, its squares, nearness, its squares."""

ARCS = "Tuple((i8[::1], i4[::1], i8[::1]))"


@part
def _furnish(n: int, length: Whole) -> Workshop:
    """Room for one reading: per stakeholder whole and real numbers; the buckets; their entries."""
    width, widest = FAR, 1
    for each in length:
        width, widest = min(width, each), max(widest, each)
    whole = np.empty((2, n), np.int64)
    real = np.zeros((3, n))
    buckets = np.empty(widest // width + 2, np.int64)
    entries = np.empty((2, len(length) + 1), np.int64)
    return whole, real, buckets, entries, width


@part
def _reach(arcs: Arcs, base: int, source: int, shop: Workshop) -> int:
    """Lengths and numbers of the shortest ways, and the order in which ends are reached."""
    start, end, length = arcs
    (distance, order), (paths, _, done), buckets, entries, width = (
        (shop[0][0], shop[0][1]),
        (shop[1][0], shop[1][1], shop[1][2]),
        shop[2],
        shop[3],
        shop[4],
    )
    distance[:], paths[:], done[:], buckets[:] = FAR, 0.0, 0.0, -1
    distance[source], paths[source], buckets[0] = 0, 1.0, 0
    entries[0, 0], entries[1, 0] = source, -1
    waiting, used, found, slot = 1, 1, 0, 0
    while waiting:
        while buckets[slot] < 0:
            slot = slot + 1 if slot + 1 < len(buckets) else 0
        here = entries[0, buckets[slot]]
        buckets[slot] = entries[1, buckets[slot]]
        waiting -= 1
        if done[here]:
            continue
        done[here] = 1.0
        order[found] = here
        found += 1
        so_far, ways = distance[here], paths[here]
        for arc in range(start[base + here], start[base + here + 1]):
            there, far = end[arc], so_far + length[arc]
            known = distance[there]
            if far > known:
                continue
            if far == known:
                paths[there] += ways
                continue
            distance[there], paths[there] = far, ways
            place = (far // width) % len(buckets)
            entries[0, used], entries[1, used] = there, buckets[place]
            buckets[place] = used
            used, waiting = used + 1, waiting + 1
    return found


@part
def _collect(arcs: Arcs, base: int, found: int, shop: Workshop, weighed: bool) -> None:  # noqa: FBT001
    """Shares of the ways of one source, from the far end back."""
    start, end, length = arcs
    distance, order = shop[0][0], shop[0][1]
    paths, share, through = shop[1][0], shop[1][1], shop[1][2]
    for place in range(found - 1, -1, -1):
        here = order[place]
        total, so_far = 0.0, distance[here]
        for arc in range(start[base + here], start[base + here + 1]):
            there = end[arc]
            total += share[there] if so_far + length[arc] == distance[there] else 0.0
        through[here] = paths[here] * total
        own = 1.0 / distance[here] if weighed and place else 1.0
        share[here] = (own + through[here]) / paths[here]


@part
def _add_up(source: int, found: int, shop: Workshop, out: Floats, weighed: bool) -> None:  # noqa: FBT001
    distance, order, through = shop[0][0], shop[0][1], shop[1][2]
    for place in range(1, found):
        here = order[place]
        near = 1.0 / distance[here]
        out[0, here] += through[here]
        out[1, here] += through[here] * through[here]
        out[2, here] += near
        out[3, here] += near * near
    if weighed:
        out[0, source] += through[source]


@compiled(f"void({ARCS}, i8[::1], UniTuple(i8, 2), f8[:, :, ::1], b1)")
def sweep(arcs: Arcs, sources: Whole, span: Span, out: Floats, weighed: bool) -> None:  # noqa: FBT001
    """Add up over sources what their shortest ways say of each stakeholder.

    Brandes' recursion over a queue of buckets as wide as the shortest arc: whoever stands in the
    first bucket that is not empty cannot be reached by a shorter way any more, so whole lengths
    are compared exactly and nothing is ever sorted.

    Parameters
    ----------
    arcs : (start, end, length)
        All readings, one after the other: `start` has a row for each stakeholder of each reading
        and one more; `end` counts within the reading; `length` is whole and at least 1.
    sources : ndarray
        Where ways begin, in every reading.
    span : (int, int)
        First reading, and the one after the last.
    out : ndarray
        Shape (4, count, n), added to: pair shares through each stakeholder, the sum of squares of
        each source's part of it, the sum of 1 / length of the ways to it, and of its squares.
    weighed : bool
        Whether a pair counts 1 / length instead of 1, with its source as one of those on the way.
    """
    n = out.shape[2]
    for reading in range(span[0], span[1]):
        base = reading * n
        first, last = arcs[0][base], arcs[0][base + n]
        shop = _furnish(n, arcs[2][first:last])
        for source in sources:
            found = _reach(arcs, base, source, shop)
            _collect(arcs, base, found, shop, weighed)
            _add_up(source, found, shop, out[:, reading], weighed)
