"""Branch and bound over groups of few members, for one project."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from stakeholder_map.influence.engine.compiled import compiled, part
from stakeholder_map.partners.choice.search.bounds import (
    arrange,
    bound,
    last,
    left,
    offer,
    possible,
)
from stakeholder_map.partners.choice.search.desk import (
    ADDED,
    AT,
    BENEFIT,
    CLASS,
    FREE,
    HAVE,
    HOURS,
    LEFT,
    REQUIRED,
    SLACK,
    TURNS,
    Case,
    Desk,
    Found,
    Gains,
    Rules,
    Start,
)

SIGNATURE = (
    "UniTuple(f8, 2)("
    "Tuple((f8[::1], f8[:, ::1], i8[::1], i8[::1], f8[::1])), "
    "Tuple((u8[::1], f8[::1], i8[::1], i8[::1])), "
    "Tuple((i8[::1], i8[::1], f8[::1], u8[::1], f8[::1])), "
    "Tuple((f8[::1], i8[:, ::1])))"
)

PAIRS = 8
"""Pairs that are looked at in a step."""

Search = Callable[[Gains, Rules, Start, Found], tuple[float, float]]


@part
def _seat(gains: Gains, rules: Rules, desk: Desk, depth: int, one: int) -> None:
    """Add one to what stands at a depth: benefit, hours, what is covered and brought."""
    value = desk[2][BENEFIT, depth] + desk[3][ADDED, depth, one]
    for at in range(gains[2][one], gains[2][one + 1]):
        group, much = gains[3][at], gains[4][at]
        value += max(much - desk[4][depth, 1, group], 0.0)
        desk[4][depth, 1, group] = max(much, desk[4][depth, 1, group])
        desk[4][depth, 0, group] = max(much, desk[4][depth, 0, group])
    desk[2][BENEFIT, depth] = value
    desk[2][HOURS, depth] += rules[1][one]
    desk[5][depth, HAVE] |= rules[0][one]


@part
def _furnish(gains: Gains, rules: Rules, start: Start, seats: int) -> Desk:
    """The desk at the first node: those who are in for sure have their seats."""
    taken, free = start[0], start[1]
    n, depths = len(gains[0]), seats - len(taken) + 1
    desk = (
        np.zeros((depths, n), np.int64),
        np.zeros((4, depths), np.int64),
        np.zeros((5, depths)),
        np.zeros((3, depths, n)),
        np.zeros((depths, 2, len(start[2]))),
        np.zeros((depths, 3), np.uint64),
        np.full(seats, -1),
    )
    desk[0][0, : len(free)] = free
    desk[1][FREE, 0] = len(free)
    desk[3][ADDED, 0] = gains[0]
    desk[4][0, 0], desk[4][0, 1] = start[2], start[2]
    desk[5][:, REQUIRED], desk[5][:, CLASS] = start[3][0], start[3][1]
    desk[2][BENEFIT, 0] = start[4][0]
    for place in range(len(taken)):
        desk[6][place] = taken[place]
        _seat(gains, rules, desk, 0, taken[place])
        desk[3][ADDED, 0] += gains[1][taken[place]]
    return desk


@part
def _descend(gains: Gains, rules: Rules, desk: Desk, depth: int, forced: int) -> None:
    """Seat the one whose turn it is, one depth further down; those before it are out."""
    at, below = desk[1][AT, depth], depth + 1
    one, kept = desk[0][depth, at], 0
    pairs = gains[1][one]
    for place in range(at + 1, desk[1][FREE, depth]):
        other = desk[0][depth, place]
        if rules[2][other] != rules[2][one]:
            desk[0][below, kept] = other
            desk[3][ADDED, below, other] = desk[3][ADDED, depth, other] + pairs[other]
            kept += 1
    desk[1][FREE, below] = kept
    desk[1][AT, depth] += 1
    desk[3][ADDED, below, one] = desk[3][ADDED, depth, one]
    desk[2][BENEFIT, below], desk[2][HOURS, below] = desk[2][BENEFIT, depth], desk[2][HOURS, depth]
    desk[4][below] = desk[4][depth]
    desk[5][below, HAVE] = desk[5][depth, HAVE]
    desk[6][forced + depth] = one
    _seat(gains, rules, desk, below, one)


@part
def _enter(case: Case, desk: Desk, found: Found, depth: int) -> int:
    """Offer what stands at a depth, and say whose turn it is there; how many steps that took."""
    gains, rules, start = case
    needed = start[4][1]
    seats, count = len(desk[0]) - 1 - depth, len(start[0]) + depth
    desk[1][AT, depth], desk[1][TURNS, depth] = 0, 0
    lacking = desk[5][depth, REQUIRED] & ~desk[5][depth, HAVE]
    if count and not lacking and desk[2][HOURS, depth] >= needed - SLACK:
        offer(found, desk[2][BENEFIT, depth], desk[6], count, -1)
    if seats == 0 or not possible(rules, desk, depth, needed):
        return 1
    if seats == 1:
        last(case, desk, depth, found)
        return int(1 + desk[1][FREE, depth])
    free = desk[1][FREE, depth]
    steps, goal = free + free * free // PAIRS, max(start[4][3], found[0][-1]) + SLACK
    if bound(gains, rules, desk, depth, goal) > goal and desk[1][FREE, depth]:
        arrange(rules, desk, depth)
    return int(steps)


def _digest() -> int:
    """Of the other files, which numba does not look at when it uses what it has kept."""
    files = (Path(__file__).with_name(f"{name}.py") for name in ("bounds", "desk"))
    text = b"".join(file.read_bytes() for file in files)
    return int.from_bytes(hashlib.sha256(text).digest()[:6], "big")


def _build(digest: int) -> Search:
    @compiled(SIGNATURE)
    def search(gains: Gains, rules: Rules, start: Start, found: Found) -> tuple[float, float]:
        desk = _furnish(gains, rules, start, found[1].shape[1])
        depth, steps = 0, 0.0 * digest + _enter((gains, rules, start), desk, found, 0)
        while depth >= 0:
            goal = max(start[4][3], found[0][-1]) + SLACK
            if desk[1][AT, depth] < desk[1][TURNS, depth]:
                desk[2][LEFT, depth] = left(desk, depth)
                if desk[2][LEFT, depth] > goal:
                    if steps > start[4][2]:
                        return desk[2][LEFT, : depth + 1].max(), steps
                    _descend(gains, rules, desk, depth, len(start[0]))
                    depth += 1
                    steps += _enter((gains, rules, start), desk, found, depth)
                    continue
            depth -= 1
        return -np.inf, steps

    return search


search = _build(_digest())
"""Best groups for one project; see `stakeholder_map.partners.choice.search.best`.

Returns the bound on groups that were not looked at (minus infinity where all were) and the steps.
"""
