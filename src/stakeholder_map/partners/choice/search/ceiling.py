"""What no group of many candidates can exceed: thresholds of cover that cost least."""

from __future__ import annotations

import numpy as np

from stakeholder_map.influence.engine.types import Floats
from stakeholder_map.partners.choice.search.problem import Problem

ROUNDS = 150
"""Times that the thresholds are moved."""

PATIENCE = 8
"""Moves without gain after which the steps are halved."""

UNKNOWN = 0.2
"""Share of a bound that is taken to lie above the best, where no group is known."""

GAIN = 1e-5
"""Least gain of a move."""


def ceiling(problem: Problem, project: int, *, known: float) -> float:
    """A bound on all groups with a project.

    For every threshold t of at least what is covered already, max(x) <= t + sum(max(x - t, 0)). So
    the thresholds, and the best scores at them, bound every group: own gain, half of the best
    shares with others, and what is covered above the thresholds. The bound is convex in the
    thresholds; they are moved along its slope, by as much as would bring it to what is known.

    Parameters
    ----------
    problem : Problem
        What to choose from.
    project : int
        Place of a project.
    known : float
        Benefit of a group that is known; the bound need not be lower.

    Returns
    -------
    float
        No group that meets the constraints has more; minus infinity where nobody may be a member.

    References
    ----------
    Held, M., Wolfe, P. & Crowder, H. P. (1974). Validation of subgradient optimization.
    Mathematical Programming 6, 62-88.

    Examples
    --------
    >>> three = Problem(
    ...     own=np.array([[0.1, 0.2, 0.3]]), worth=np.zeros(1),
    ...     cover=(np.array([[0.4], [0.4], [0.4]]),), base=np.zeros((1, 1)),
    ...     pairs=np.zeros((1, 3, 3)), field=np.zeros(1, np.int64),
    ...     brings=np.zeros(3, np.uint64), required=np.zeros(1, np.uint64),
    ...     classes=np.full(3, -1), class_count=0, hours=np.zeros(3), needed=np.zeros(1),
    ...     family=np.arange(3), allowed=np.ones(3, bool), must=(), seats=2,
    ...     possible=np.ones(1, bool),
    ... )
    >>> round(ceiling(three, 0, known=0.9), 6)  # 0.5 by themselves, and 0.4 covered once
    0.9
    """
    base = problem.base[project]
    alone, cover = _alone(problem, project)
    if not len(alone):
        return -np.inf
    seats = min(problem.seats, len(alone))
    best, kept, length, idle = np.inf, base.copy(), 1.0, 0
    at = kept
    for _ in range(ROUNDS):
        score = alone + np.maximum(cover - at, 0.0).sum(axis=1)
        chosen = np.argpartition(-score, seats - 1)[:seats]
        chosen = chosen[score[chosen] > 0]
        value = float(problem.worth[project] + (at - base).sum() + score[chosen].sum())
        if value < best - GAIN:
            best, kept, idle = value, at, 0
        else:
            idle += 1
        if idle > PATIENCE:
            length, idle, at = length / 2, 0, kept
            continue
        slope = 1.0 - (cover[chosen] > at).sum(axis=0)
        slope[(at <= base) & (slope > 0)] = 0.0
        steep = float((slope**2).sum())
        if best <= known or not steep:
            break
        over = value - known if np.isfinite(known) else abs(value) * UNKNOWN
        at = np.maximum(base, at - length * over / steep * slope)
    return best


def _alone(problem: Problem, project: int) -> tuple[Floats, Floats]:
    """Own gain and half of the best shares of those who may be members; what they cover."""
    inside = problem.allowed.copy()
    inside[list(problem.must)] = True
    pairs = np.maximum(problem.pairs[problem.field[project]], 0.0)
    others = min(problem.seats - 1, problem.n - 1)
    shared = np.partition(pairs, problem.n - others, axis=1)[:, problem.n - others :].sum(axis=1)
    alone = problem.own[project] + shared / 2
    return alone[inside], problem.cover[project][inside]
