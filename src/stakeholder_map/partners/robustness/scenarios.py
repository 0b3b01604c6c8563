"""The choice made anew in every scenario: a reading of the evidence, with weights of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stakeholder_map.influence.engine.fan import fan_out
from stakeholder_map.influence.engine.types import Floats
from stakeholder_map.partners.choice.aims import AIMS
from stakeholder_map.partners.choice.build import Frame
from stakeholder_map.partners.choice.reading import Reading
from stakeholder_map.partners.choice.search.best import Group, find_best
from stakeholder_map.partners.choice.search.problem import Problem
from stakeholder_map.partners.choice.search.worths import benefits

STEPS_A_SCENARIO = 500_000
"""About what solving one scenario takes, for sharing the work out over the cores."""

SAME = 2e-9


@dataclass(frozen=True, eq=False)
class Solved:
    """The best choice of each scenario.

    Parameters
    ----------
    best : tuple of Group
        One a scenario.
    values : (scenarios, choices) float array
        Benefit of each distinct choice in each scenario.
    choices : tuple of Group
        The distinct choices: those that are the best in any scenario, and those asked for, which
        come first.
    """

    best: tuple[Group, ...]
    values: Floats
    choices: tuple[Group, ...]

    @property
    def optimum(self) -> Floats:
        """Benefit of the best choice of each scenario."""
        return np.array([each.benefit for each in self.best])


def scenario_problems(
    frame: Frame, readings: Sequence[Reading], *, weights: Sequence[Mapping[str, float]]
) -> list[Problem]:
    """The problem of each scenario."""
    return [
        frame.problem(reading, weights=each)
        for reading, each in zip(readings, weights, strict=True)
    ]


def weight_maps(drawn: Floats) -> list[Mapping[str, float]]:
    """Rows of weights as mappings by aim."""
    return [dict(zip(AIMS, row, strict=True)) for row in drawn.tolist()]


def solve(problems: Sequence[Problem], *, known: Sequence[Group]) -> Solved:
    """The best choice of each problem.

    Parameters
    ----------
    problems : sequence of Problem
        With the same constraints.
    known : sequence of Group
        Choices that meet these; the best of them is where each search starts.

    Returns
    -------
    Solved

    Notes
    -----
    Problems are solved side by side on all cores; each by itself, so that how many cores there are
    changes nothing.
    """
    started = np.array([benefits(each, known) for each in problems]).reshape(len(problems), -1)
    best: list[Group] = [Group((), 0, 0.0)] * len(problems)

    def work(span: tuple[int, int]) -> None:
        for at in range(*span):
            floor = float(started[at].max(initial=-np.inf))
            found = find_best(problems[at], floor=floor - SAME).best
            best[at] = found[0] if found else _first(known, started[at])

    fan_out(work, count=len(problems), steps=STEPS_A_SCENARIO * len(problems))
    choices = list(dict.fromkeys((each.members, each.project) for each in [*known, *best]))
    groups = tuple(Group(members, project, np.nan) for members, project in choices)
    values = np.array([benefits(each, groups) for each in problems])
    return Solved(tuple(best), values.reshape(len(problems), -1), groups)


def _first(known: Sequence[Group], values: Floats) -> Group:
    """The best of the known, where the search found none above it (to the last digits)."""
    at = int(values.argmax())
    return Group(known[at].members, known[at].project, float(values[at]))
