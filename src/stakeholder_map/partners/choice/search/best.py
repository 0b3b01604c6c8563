"""The exact search: the best groups and projects, and what nothing can exceed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stakeholder_map.partners.choice.search.desk import Gains, Rules
from stakeholder_map.partners.choice.search.problem import Problem

MOST_STEPS = 2e8
"""Steps, shared out over the projects, after which a search tells its bound: some ten seconds."""

MANY = 500
"""Candidates from which on the search begins with groups that greed and swaps find."""

SAME = 2e-9
"""A start is put lower by this, so that the search finds it again in its own order."""


@dataclass(frozen=True)
class Group:
    """A group with a project.

    Parameters
    ----------
    members : tuple of int
        Places of the members, ascending.
    project : int
        Place of the project.
    benefit : float
        Its benefit.
    """

    members: tuple[int, ...]
    project: int
    benefit: float


@dataclass(frozen=True)
class Outcome:
    """What a search found.

    Parameters
    ----------
    best : tuple of Group
        The best distinct ones, falling; empty where none meets the constraints.
    bound : float
        No group that meets the constraints has more; minus infinity where there is none.
    steps : int
        How much the search looked at.
    """

    best: tuple[Group, ...]
    bound: float
    steps: int


def find_best(
    problem: Problem, *, count: int = 1, floor: float = -np.inf, most_steps: float = MOST_STEPS
) -> Outcome:
    """The best groups and projects.

    Parameters
    ----------
    problem : Problem
        What to choose from.
    count : int
        How many distinct ones to find.
    floor : float
        Groups of no more than this are not looked for: the benefit of one that is known.
    most_steps : float
        Steps that the search may take; each project still to come has an even share of the rest.

    Returns
    -------
    Outcome
        Projects are searched one by one, the most promising first. Of groups of the same benefit
        (to nine decimals) the first found is kept; the order of the search depends on the figures,
        and where these are equal on the places of the candidates. From `MANY` candidates on it
        begins with groups that greed and swaps find, so that there is a good one however soon the
        steps are spent.
    """
    best = _begun(problem, count=count, floor=floor) if problem.n >= MANY else []
    bound, steps = -np.inf, 0
    ceilings = _ceilings(problem, known=best[0].benefit if best else floor)
    order = sorted(ceilings, key=lambda at: (-ceilings[at], -problem.worth[at], at))
    for turn, project in enumerate(order):
        share = (most_steps - steps) / (len(order) - turn)
        known = best[count - 1].benefit - SAME if len(best) >= count else -np.inf
        found, open_bound, taken = search_project(
            problem, project, count=count, floor=max(floor, known), most_steps=share
        )
        best = _foremost([*best, *found], count=count)
        bound, steps = max(bound, min(open_bound, ceilings[project])), steps + taken
    top = best[0].benefit if best else floor if np.isfinite(floor) else -np.inf
    return Outcome(tuple(best), max(bound, top), steps)


def search_project(
    problem: Problem, project: int, *, count: int, floor: float, most_steps: float
) -> tuple[list[Group], float, int]:
    """The best groups for one project, the bound on those not looked at, and the steps."""
    from stakeholder_map.partners.choice.search.kernel import search

    must = np.array(sorted(problem.must), dtype=np.int64)
    taken = problem.family[must]
    if len(must) > problem.seats or len({*taken.tolist()}) < len(must):
        return [], -np.inf, 0
    free = np.flatnonzero(problem.allowed & ~np.isin(problem.family, taken))
    values = np.full(count, -np.inf)
    sets = np.full((count, problem.seats), -1)
    class_bits = (1 << problem.class_count) - 1
    start = (
        must,
        free,
        problem.base[project].copy(),
        np.array([problem.required[project], class_bits], dtype=np.uint64),
        np.array([problem.worth[project], problem.needed[project], most_steps, floor]),
    )
    bound, steps = search(_gains(problem, project), _rules(problem), start, (values, sets))
    groups = [
        Group(tuple(sorted(row[row >= 0].tolist())), project, float(value))
        for value, row in zip(values, sets, strict=True)
        if np.isfinite(value) and value > floor
    ]
    return groups, float(bound), int(steps)


def _ceilings(problem: Problem, *, known: float) -> dict[int, float]:
    """For each project what none of its groups can exceed, as far as is known beforehand."""
    from stakeholder_map.partners.choice.search.ceiling import ceiling

    possible = np.flatnonzero(problem.possible).tolist()
    if problem.n < MANY:
        return dict.fromkeys(possible, np.inf)
    return {at: ceiling(problem, at, known=known) for at in possible}


def _begun(problem: Problem, *, count: int, floor: float) -> list[Group]:
    """The best of the groups that greed and swaps find, above the floor."""
    from stakeholder_map.partners.choice.search.start import good_groups

    met = [
        Group(members, int(project), benefit)
        for project in np.flatnonzero(problem.possible)
        for benefit, members in good_groups(problem, int(project))
        if benefit > floor
    ]
    return _foremost(met, count=count)


def _foremost(groups: Sequence[Group], *, count: int) -> list[Group]:
    """The best distinct ones; of one that was found twice the first."""
    distinct = {(each.members, each.project): each for each in reversed(groups)}
    return sorted(distinct.values(), key=_rank)[:count]


def _rank(group: Group) -> tuple[float, int, int, Sequence[int]]:
    """Falling benefit; then fewer members, the earlier project and the earlier members."""
    return (-round(group.benefit, 9), len(group.members), group.project, group.members)


def _gains(problem: Problem, project: int) -> Gains:
    cover = problem.cover[project]
    above = cover * (cover > problem.base[project])
    rows, columns = np.nonzero(above)
    begin = np.searchsorted(rows, np.arange(problem.n + 1))
    return (
        np.ascontiguousarray(problem.own[project]),
        np.ascontiguousarray(problem.pairs[problem.field[project]]),
        begin.astype(np.int64),
        columns.astype(np.int64),
        np.ascontiguousarray(above[rows, columns]),
    )


def _rules(problem: Problem) -> Rules:
    return (problem.brings, problem.hours, problem.family, problem.classes)
