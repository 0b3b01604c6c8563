"""Moves of all rates at once, with the ties of listed pairs integrated out.

A step that changes one rate, or the number of ties, while the ties are held can only change it a
little: ties, rates and number hold each other. These steps move the number of ties, or the hits of
all reporters, or their alarms, and weigh each listed pair both ways.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from stakeholder_map.posterior.chain import Chain, Found, njit
from stakeholder_map.posterior.popularity import prior_rate
from stakeholder_map.posterior.problem import Bools, Floats, Problem
from stakeholder_map.posterior.rates import (
    ALARM_PRIOR,
    HIT_PRIOR,
    LEAST_ALARM,
    LEAST_GAP,
    LEAST_HIT,
    MOST_ALARM,
    MOST_HIT,
)
from stakeholder_map.posterior.ties import MOST_TIES, log_denied, teaches


class Held(NamedTuple):
    """What stays the same.

    Parameters
    ----------
    loops : (2,) float array
        Ties of stakeholders with themselves, which only fill up the Poisson number of ties, and
        the share of all that they are expected to be, with what the prior adds.
    meetings : (P,) float array
        Log likelihood ratio of a tie by the meetings of each listed pair.
    passed : (W,) float array
        Pairs that are not listed, of which a reporter said nothing.
    """

    loops: Floats
    meetings: Floats
    passed: Floats


class Rates(NamedTuple):
    """What is moved: see `Chain`."""

    total: float
    hits: Floats
    alarms: Floats
    outlook: Floats


@njit
def move_together(  # noqa: C901 - a step in one piece compiles faster
    problem: Problem, chain: Chain, found: Found, gain: float, rng: np.random.Generator
) -> None:
    """Move all three; with a `gain` above 0 the steps learn how they hang together.

    Robust adaptive Metropolis (Vihola 2012, Statistics and Computing 22, 997).
    """
    loops, meetings = chain.degree.sum() / 2, np.zeros(len(problem.source))
    passed: Floats = (problem.pairs * problem.implies).astype(np.float64)
    log_more, more = np.log(chain.together / chain.apart), chain.together - chain.apart
    for k in range(len(problem.source)):
        u, v = problem.source[k], problem.target[k]
        if teaches(problem.heard, True, u, v):
            loops -= chain.number[k]
        for m in range(len(more)):
            exposure = chain.exposure[m, u] * chain.exposure[m, v]
            meetings[k] += problem.meetings[m, k] * log_more[m] - exposure * more[m]
        for r in range(problem.begins[k], problem.begins[k + 1]):
            passed[problem.witness[r]] -= problem.implies[problem.witness[r]]
    for k in range(len(found.number)):
        if teaches(problem.heard, True, found.source[k], found.target[k]):
            loops -= found.number[k]
    expected = (chain.source[problem.heard] ** 2).sum() + prior_rate(problem.n)
    held = Held(np.array([loops, expected]), meetings, passed)
    rates = Rates(chain.total[0], chain.hits, chain.alarms, chain.outlook)
    now = _log_density(problem, chain, held, rates)
    frame, step = chain.frame, np.zeros(3)
    for _ in range(2):
        dice = rng.standard_normal(3)
        for i in range(3):
            step[i] = (frame[i] * dice).sum()
        other, chance = _moved(rates, step), 0.0
        if _allowed(other):
            then = _log_density(problem, chain, held, other)
            chance = math.exp(min(then - now, 0.0))
            if rng.random() < chance:
                rates, now = other, then
        if gain > 0.0:
            _adapt(frame, step, gain * (chance - 0.3) / (dice**2).sum())
    chain.total[0] = rates.total
    chain.hits[:], chain.alarms[:], chain.outlook[:] = rates.hits, rates.alarms, rates.outlook


@njit
def _adapt(frame: Floats, step: Floats, scale: float) -> None:
    """Give the lower triangle of ``frame frame' + scale step step'``."""
    whole = np.zeros((3, 3))
    for i in range(3):
        for j in range(3):
            whole[i, j] = (frame[i] * frame[j]).sum() + scale * step[i] * step[j]
    for i in range(3):
        for j in range(i + 1):
            rest = whole[i, j] - (frame[i, :j] * frame[j, :j]).sum()
            frame[i, j] = math.sqrt(max(rest, 1e-12)) if i == j else rest / frame[j, j]


@njit
def _moved(rates: Rates, step: Floats) -> Rates:
    outlook = rates.outlook.copy()
    outlook[0], outlook[2] = _shifted(outlook[0], step[1]), _shifted(outlook[2], step[2])
    hits, alarms = np.empty_like(rates.hits), np.empty_like(rates.alarms)
    for w in range(len(hits)):
        hits[w], alarms[w] = _shifted(rates.hits[w], step[1]), _shifted(rates.alarms[w], step[2])
    return Rates(rates.total * math.exp(step[0]), hits, alarms, outlook)


@njit
def _shifted(rate: float, step: float) -> float:
    """A rate whose logit is moved."""
    return 1.0 / (1.0 + (1.0 / rate - 1.0) * math.exp(-step))


@njit
def _allowed(rates: Rates) -> bool:
    for w in range(len(rates.hits)):
        hit, alarm = rates.hits[w], rates.alarms[w]
        if not (LEAST_HIT <= hit <= MOST_HIT and LEAST_ALARM <= alarm <= MOST_ALARM):
            return False
        if hit <= alarm + LEAST_GAP:
            return False
    return True


@njit
def _log_density(problem: Problem, chain: Chain, held: Held, rates: Rates) -> float:
    """Log posterior density of logarithms and logits of the rates, but for a constant."""
    value = (1.0 + held.loops[0]) * math.log(rates.total) - rates.total * held.loops[1]
    value += _log_prior(rates.hits, problem.usual, rates.outlook[:2])
    value += _log_prior(rates.alarms, problem.usual, rates.outlook[2:])
    value += HIT_PRIOR[0] * math.log(rates.outlook[0])
    value += HIT_PRIOR[1] * math.log(1.0 - rates.outlook[0])
    value += ALARM_PRIOR[0] * math.log(rates.outlook[2])
    value += ALARM_PRIOR[1] * math.log(1.0 - rates.outlook[2])
    denied = log_denied(problem.speaks_for, problem.implies, rates.hits, rates.alarms, problem.n)
    value += _log_silence(problem, chain, rates.total, np.exp(denied))
    hit, miss = np.log(rates.hits), np.log(1.0 - rates.hits)
    alarm, passed = np.log(rates.alarms), np.log(1.0 - rates.alarms)
    value += (held.passed * passed).sum()
    for k in range(len(problem.source)):
        u, v = problem.source[k], problem.target[k]
        if not teaches(problem.heard, True, u, v):
            continue
        without, ratio = 0.0, held.meetings[k]
        for r in range(problem.begins[k], problem.begins[k + 1]):
            w = problem.witness[r]
            without += passed[w] if problem.level[r] == 0 else alarm[w]
            ratio += miss[w] - passed[w] if problem.level[r] == 0 else hit[w] - alarm[w]
        mean = 2.0 * rates.total * chain.source[u] * chain.source[v]
        value += without + _log_mixture(mean, math.exp(ratio))
    return float(value)


@njit
def _log_mixture(mean: float, ratio: float) -> float:
    """``log(exp(-mean) + (1 - exp(-mean)) * ratio)``: a pair without or with a tie."""
    if mean < 0.05 and ratio <= 1.0:
        spread = ratio * (1.0 - ratio)
        skew = mean * (1.0 - 2.0 * ratio) / 3.0
        return mean * (ratio - 1.0 + 0.5 * mean * spread * (1.0 + skew))
    mean = min(mean, MOST_TIES)
    return float(math.log1p(math.expm1(mean) * ratio) - mean)


@njit
def _log_silence(problem: Problem, chain: Chain, total: float, denial: Floats) -> float:
    """Log probability of what was left out, over all pairs that are not listed."""
    value, place = 0.0, 0
    for u in range(problem.n):
        pull = 2.0 * total * chain.source[u]
        for v in range(u + 1, problem.n):
            while place < len(problem.source) and (
                problem.source[place] < u
                or (problem.source[place] == u and problem.target[place] < v)
            ):
                place += 1
            if (
                place < len(problem.source)
                and problem.source[place] == u
                and problem.target[place] == v
            ) or not (problem.heard[u] or problem.heard[v]):
                continue
            ratio = (denial[u] if problem.shown[v] else 1.0) * (
                denial[v] if problem.shown[u] else 1.0
            )
            for m in range(len(problem.meetings)):
                more = chain.together[m] - chain.apart[m]
                ratio *= math.exp(-more * chain.exposure[m, u] * chain.exposure[m, v])
            value += _log_mixture(pull * chain.source[v], ratio)
    return value


@njit
def _log_prior(rates: Floats, usual: Bools, outlook: Floats) -> float:
    """Log density of the logits of rates, drawn towards the outlook where usual."""
    a, b = outlook[0] * outlook[1], (1.0 - outlook[0]) * outlook[1]
    norm = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    value = 0.0
    for w in range(len(rates)):
        hit, miss = math.log(rates[w]), math.log(1.0 - rates[w])
        value += norm + a * hit + b * miss if usual[w] else hit + miss
    return value
