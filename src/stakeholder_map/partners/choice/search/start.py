"""Good groups to begin with among many candidates: greedy, then swaps of one member for another."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from stakeholder_map.influence.engine.types import Bits, Floats, Whole
from stakeholder_map.partners.choice.search.problem import Problem

FIRSTS = 4
"""Candidates, the most promising ones, each of whom begins a group for each project."""

SWAPS = 40
"""Most swaps of a group; a few are enough."""

LACKING = 1.0
"""Taken off for each thing that a group lacks, and for each hour."""

NEVER = -np.inf
"""Worth of whoever cannot take a seat."""


def good_groups(problem: Problem, project: int) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Groups that meet the constraints and that no swap of one member makes better.

    A group grows by whoever adds most, begun by each of the most promising candidates in turn; then
    members give their seats to others as long as that adds anything. What a group lacks of the
    constraints is taken off its worth, so that it is filled up first.

    Parameters
    ----------
    problem : Problem
        What to choose from.
    project : int
        Place of a project.

    Yields
    ------
    (float, tuple of int)
        Benefit and members, ascending; also the best neighbours of each group. The same input gives
        the same groups.

    Examples
    --------
    >>> nobody = np.zeros((3, 0))
    >>> three = Problem(
    ...     own=np.array([[0.1, 0.2, 0.3]]), worth=np.zeros(1), cover=(nobody,),
    ...     base=np.zeros((1, 0)), pairs=np.zeros((1, 3, 3)), field=np.zeros(1, np.int64),
    ...     brings=np.zeros(3, np.uint64), required=np.zeros(1, np.uint64),
    ...     classes=np.full(3, -1), class_count=0, hours=np.zeros(3), needed=np.zeros(1),
    ...     family=np.arange(3), allowed=np.ones(3, bool), must=(), seats=2,
    ...     possible=np.ones(1, bool),
    ... )
    >>> max(good_groups(three, 0))
    (0.5, (1, 2))
    """
    for first in _firsts(problem, project):
        members = list(problem.must)
        if first not in members and len(members) < problem.seats:
            members.append(first)
        while len(members) < problem.seats:
            gain = _worths(problem, project, members)
            if gain.max() <= _worth(problem, project, members):
                break
            members.append(int(gain.argmax()))
        yield from _swapped(problem, project, members)


def _firsts(problem: Problem, project: int) -> list[int]:
    """Those who could add most by themselves and with the best of the others."""
    pairs = np.maximum(problem.pairs[problem.field[project]], 0.0)
    seats = min(problem.seats, problem.n)
    shared = np.partition(pairs, problem.n - seats, axis=1)[:, problem.n - seats :].sum(axis=1)
    covers = np.maximum(problem.cover[project] - problem.base[project], 0.0).sum(axis=1)
    outlook = np.where(problem.allowed, problem.own[project] + covers + shared / 2, NEVER)
    order = np.argsort(-outlook.round(9), kind="stable")[:FIRSTS]
    return [int(each) for each in order if np.isfinite(outlook[each])]


def _swapped(
    problem: Problem, project: int, members: list[int]
) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Swap one member for another as long as that adds anything; what was met on the way."""
    now = _worth(problem, project, members)
    for _ in range(SWAPS):
        best, better = now + 1e-9, members
        for seat in range(len(problem.must), len(members)):
            rest = members[:seat] + members[seat + 1 :]
            worth = _worths(problem, project, rest)
            other = int(worth.argmax())
            if np.isfinite(worth[other]):
                yield from _met(problem, project, [*rest, other])
            if worth[other] > best:
                best, better = float(worth[other]), [*rest, other]
        if better is members:
            break
        members, now = better, best
    yield from _met(problem, project, members)


def _met(
    problem: Problem, project: int, members: list[int]
) -> Iterator[tuple[float, tuple[int, ...]]]:
    if problem.meets(members, project):
        yield problem.benefit(members, project), tuple(sorted(members))


def _worth(problem: Problem, project: int, members: list[int]) -> float:
    """Benefit of a group, less what it lacks."""
    at = np.asarray(members, dtype=np.int64)
    have = np.bitwise_or.reduce(problem.brings[at]) if len(at) else np.uint64(0)
    hours = problem.hours[at].sum()
    lacks = _lacks(problem, project, have=np.array([have]), hours=np.array([hours]))
    return problem.benefit(members, project) - float(lacks[0])


def _worths(problem: Problem, project: int, members: list[int]) -> Floats:
    """The same of the group with each candidate in turn as one more."""
    at: Whole = np.asarray(members, dtype=np.int64)
    cover = problem.cover[project]
    covered = np.vstack([problem.base[project], cover[at]]).max(axis=0)
    gain = problem.own[project] + np.maximum(cover - covered, 0.0).sum(axis=1)
    gain += problem.pairs[problem.field[project]][at].sum(axis=0)
    have = np.bitwise_or.reduce(problem.brings[at]) if len(at) else np.uint64(0)
    hours = problem.hours[at].sum() + problem.hours
    gain += problem.benefit(members, project)
    gain -= _lacks(problem, project, have=have | problem.brings, hours=hours)
    barred = ~problem.allowed | np.isin(problem.family, problem.family[at])
    worth: Floats = np.where(barred, NEVER, gain)
    return worth


def _lacks(problem: Problem, project: int, *, have: Bits, hours: Floats) -> Floats:
    missing = np.bitwise_count(problem.required[project] & ~have).astype(np.float64)
    short = np.maximum(problem.needed[project] - hours, 0.0)
    lacks: Floats = LACKING * (missing + short)
    return lacks
