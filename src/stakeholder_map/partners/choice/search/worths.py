"""What groups are worth: many at once, and by aim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from stakeholder_map.influence.engine.types import Floats
from stakeholder_map.partners.choice.aims import AIMS
from stakeholder_map.partners.choice.build import Frame
from stakeholder_map.partners.choice.reading import Reading
from stakeholder_map.partners.choice.search.best import Group
from stakeholder_map.partners.choice.search.problem import Problem


def benefits(problem: Problem, groups: Sequence[Group]) -> Floats:
    """Benefit of each of some groups with its project, in one problem.

    Parameters
    ----------
    problem : Problem
        Its figures are read, not its constraints.
    groups : sequence of Group
        Their own `benefit` is not read.

    Returns
    -------
    ndarray
        Shape (groups,).
    """
    out = np.zeros(len(groups))
    for project in sorted({each.project for each in groups}):
        rows = [row for row, each in enumerate(groups) if each.project == project]
        size = max(len(groups[row].members) for row in rows)
        # shorter groups are filled up with members of their own, who cover nothing more
        seats = np.array(
            [(*m, *(m[:1] * (size - len(m)))) for m in (groups[row].members for row in rows)]
        )
        inside = np.zeros((len(rows), problem.n))
        inside[np.arange(len(rows))[:, None], seats] = 1.0
        covered = problem.cover[project][seats].max(axis=1) - problem.base[project]
        shared = ((inside @ problem.pairs[problem.field[project]]) * inside).sum(axis=1) / 2
        out[rows] = problem.worth[project] + inside @ problem.own[project] + shared
        out[rows] += np.maximum(covered, 0.0).sum(axis=1)
    return out


def by_aim(frame: Frame, reading: Reading, groups: Sequence[Group]) -> Floats:
    """Value of groups for each aim.

    Parameters
    ----------
    frame : Frame
        Of the region.
    reading : Reading
        One reading.
    groups : sequence of Group
        Groups with their projects.

    Returns
    -------
    ndarray
        Shape (groups, aims), in the order of `AIMS`, in [0, 1]: share of what could be had. The
        benefit is their weighted sum.
    """
    values = np.empty((len(groups), len(AIMS)))
    for column, aim in enumerate(AIMS):
        problem = frame.problem(reading, weights=only(aim))
        values[:, column] = benefits(problem, groups)
    return values


def only(aim: str) -> Mapping[str, float]:
    """All weight on one aim."""
    return {each: float(each == aim) for each in AIMS}
