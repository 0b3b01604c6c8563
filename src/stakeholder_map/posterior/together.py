"""Moves of all rates at once, with the ties integrated out.

A step that changes one rate, or the number of ties, while the ties are held can only change it a
little: ties, rates and number hold each other. These steps move the number of ties, the hits of
all reporters, their alarms and the share of the silent, and weigh each pair both ways.
"""

from __future__ import annotations

import math

import numpy as np

from stakeholder_map.posterior.chain import Chain, njit
from stakeholder_map.posterior.density import Rates, hold, log_density
from stakeholder_map.posterior.popularity import share_out
from stakeholder_map.posterior.problem import Bools, Floats, Problem
from stakeholder_map.posterior.rates import (
    LEAST_ALARM,
    LEAST_GAP,
    LEAST_HIT,
    MOST_ALARM,
    MOST_HIT,
)

MOVED = 4
"""Number of ties, hits, alarms, share of the silent."""

TRIED = 2
"""Steps that are tried in a sweep."""


@njit
def move_together(problem: Problem, chain: Chain, gain: float, rng: np.random.Generator) -> None:
    """Move all of them; with a `gain` above 0 the steps learn how they hang together.

    Robust adaptive Metropolis (Vihola 2012, Statistics and Computing 22, 997).
    """
    held = hold(problem, chain)
    start = np.array([chain.total[0], chain.share[0]])
    now = Rates(start, chain.source, chain.hits, chain.alarms, chain.outlook)
    other = Rates(
        start.copy(), now.source.copy(), now.hits.copy(), now.alarms.copy(), now.outlook.copy()
    )
    density = log_density(problem, chain, now, held)
    frame, step, dice = chain.frame, np.zeros(MOVED), np.zeros(MOVED)
    for _ in range(TRIED):
        square = 0.0
        for i in range(MOVED):
            dice[i], step[i] = rng.standard_normal(), 0.0
            square += dice[i] ** 2
            for j in range(i + 1):
                step[i] += frame[i, j] * dice[j]
        chance = 0.0
        if _move(now, other, problem.heard, step):
            then = log_density(problem, chain, other, held)
            chance = math.exp(min(then - density, 0.0))
            if rng.random() < chance:
                density = then
                _copy(other, now)
        if gain > 0.0:
            _adapt(frame, step, gain * (chance - 0.3) / square)
    chain.total[0], chain.share[0] = now.scale


@njit
def _copy(one: Rates, into: Rates) -> None:
    into.scale[:], into.outlook[:] = one.scale, one.outlook
    into.source[:], into.hits[:], into.alarms[:] = one.source, one.hits, one.alarms


@njit
def _adapt(frame: Floats, step: Floats, scale: float) -> None:
    """Give the lower triangle of ``frame frame' + scale step step'``."""
    whole = np.zeros((MOVED, MOVED))
    for i in range(MOVED):
        for j in range(MOVED):
            whole[i, j] = scale * step[i] * step[j]
            for k in range(MOVED):
                whole[i, j] += frame[i, k] * frame[j, k]
    for i in range(MOVED):
        for j in range(i + 1):
            rest = whole[i, j]
            for k in range(j):
                rest -= frame[i, k] * frame[j, k]
            frame[i, j] = math.sqrt(max(rest, 1e-12)) if i == j else rest / frame[j, j]


@njit
def _move(now: Rates, other: Rates, heard: Bools, step: Floats) -> bool:
    """Write the rates after a step; whether they are allowed.

    The expected ties between those heard move by the first part of the step alone.
    """
    other.outlook[:], other.scale[:] = now.outlook, now.scale
    other.outlook[0] = _shifted(now.outlook[0], step[1])
    other.outlook[2] = _shifted(now.outlook[2], step[2])
    other.scale[0] *= math.exp(step[0])
    if now.scale[1] > 0.0:
        other.scale[1] = _shifted(now.scale[1], step[3])
        other.scale[0] *= ((1.0 - now.scale[1]) / (1.0 - other.scale[1])) ** 2
        other.source[:] = now.source
        share_out(other.source, heard, other.scale[1])
    up, down = math.exp(-step[1]), math.exp(-step[2])
    hits, alarms = other.hits, other.alarms
    for w in range(len(hits)):
        hit = 1.0 / (1.0 + (1.0 / now.hits[w] - 1.0) * up)
        alarm = 1.0 / (1.0 + (1.0 / now.alarms[w] - 1.0) * down)
        hits[w], alarms[w] = hit, alarm
        if not (LEAST_HIT <= hit <= MOST_HIT and LEAST_ALARM <= alarm <= MOST_ALARM):
            return False
        if hit <= alarm + LEAST_GAP:
            return False
    return True


@njit
def _shifted(rate: float, step: float) -> float:
    """A rate whose logit is moved."""
    return 1.0 / (1.0 + (1.0 / rate - 1.0) * math.exp(-step))
