"""How low frustration can go at all: a lower bound, and its proof where it takes seconds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stakeholder_map.coopetition.blocs.search.branch import branch
from stakeholder_map.coopetition.blocs.search.cycles import Violations, relax
from stakeholder_map.influence.engine.types import Whole

SLACK = 1e-6
"""What the solver may be off by, in units of the mean tie."""


@dataclass(frozen=True)
class Bound:
    """What a proof came to.

    Parameters
    ----------
    value : float
        No groups leave less violated than this.
    group : ndarray or None
        Groups that leave as little as was found; None where the solver found none.
    """

    value: float
    group: Whole | None


def bound_below(problem: Violations, *, groups: int, known: Whole, nodes: int) -> Bound:
    """A lower bound on frustration, and better groups than those known where it finds any.

    Parameters
    ----------
    problem : Violations
        The ties.
    groups : int
        How many groups there may be.
    known : ndarray
        Groups that a search has found.
    nodes : int
        Most nodes of branch and bound.

    Returns
    -------
    Bound
    """
    best = problem.cost(known)
    step = problem.step
    cuts, value, _ = relax(problem, double=groups == 2)
    value = _rounded(value, step=step)
    if value >= best - SLACK or nodes == 0:
        return Bound(min(value, best), None)
    below = best - (step / 2 if step else SLACK)
    branched, found = branch(problem, cuts, groups=groups, below=below, nodes=nodes)
    if found is not None:
        best = min(best, problem.cost(found))
    value = max(value, _rounded(branched, step=step) if np.isfinite(branched) else best)
    return Bound(min(value, best), found)


def _rounded(value: float, *, step: float) -> float:
    """The bound as a multiple of what all strengths are multiples of."""
    return float(np.ceil((value - SLACK) / step) * step) if step else value
