"""What groups that merely meet the constraints are worth on average: the zero of regret."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stakeholder_map.influence.engine.types import Floats
from stakeholder_map.partners.choice.search.best import Group
from stakeholder_map.partners.choice.search.problem import Problem

SAMPLE = 200
"""Groups that are drawn."""

MOST_TRIES = 20_000


@dataclass(frozen=True, eq=False)
class FeasibleMean:
    """How often each candidate, and each pair, stands in groups that meet the constraints.

    Parameters
    ----------
    groups : tuple of Group
        The sample.
    """

    groups: tuple[Group, ...]

    def benefit(self, problem: Problem) -> float:
        """Mean benefit of the sample in a problem."""
        from stakeholder_map.partners.choice.search.worths import benefits

        return float(benefits(problem, self.groups).mean()) if self.groups else 0.0


def sample_feasible(problem: Problem, *, seed: int, count: int = SAMPLE) -> FeasibleMean:
    """Groups with projects that meet all constraints, drawn at random.

    A project at random, one member at random for each thing that is still lacking, the other seats
    at random; groups that do not meet the constraints are thrown away.

    Parameters
    ----------
    problem : Problem
        Its constraints are read.
    seed : int
        At least 0.
    count : int
        How many.

    Returns
    -------
    FeasibleMean
        Perhaps of fewer, where hardly any group meets the constraints.
    """
    rng = np.random.default_rng([seed, 6])
    projects = np.flatnonzero(problem.possible)
    groups: list[Group] = []
    for _ in range(MOST_TRIES if len(projects) else 0):
        project = int(rng.choice(projects))
        members = _draw(problem, project, rng)
        if problem.meets(members, project):
            groups.append(Group(tuple(sorted(members)), project, np.nan))
        if len(groups) == count:
            break
    return FeasibleMean(tuple(groups))


def _draw(problem: Problem, project: int, rng: np.random.Generator) -> list[int]:
    members = list(problem.must)
    order = rng.permutation(np.flatnonzero(problem.allowed))
    families = set(problem.family[members].tolist())
    brought = int(np.bitwise_or.reduce(problem.brings[members])) if members else 0
    required = int(problem.required[project])
    for lacking_only in (True, False):
        for one in order.tolist():
            if len(members) >= problem.seats:
                return members
            lacking = required & ~brought
            if lacking_only and not int(problem.brings[one]) & lacking:
                continue
            if int(problem.family[one]) not in families and one not in members:
                members.append(one)
                families.add(int(problem.family[one]))
                brought |= int(problem.brings[one])
    return members


def regrets(optimum: Floats, chosen: Floats, mean: Floats) -> Floats:
    """(optimum - chosen) / (optimum - mean of feasible groups), 0 where all are equal.

    Examples
    --------
    >>> regrets(np.array([1.0]), np.array([0.9]), np.array([0.5])).round(3).tolist()
    [0.2]
    """
    span = optimum - mean
    lost = np.maximum(optimum - chosen, 0.0)
    share: Floats = np.divide(lost, span, out=np.zeros_like(lost), where=span > 1e-9)
    return share
