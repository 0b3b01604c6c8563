"""Moves of all rates at once, with the ties integrated out.

A step that changes one rate, or the number of ties, while the ties are held can only change it a
little: ties, rates and number hold each other. These steps move the number of ties, the hits of
all reporters, their alarms and the share of the silent, and weigh each pair both ways.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from stakeholder_map.posterior.chain import Chain, njit
from stakeholder_map.posterior.popularity import prior_rate, share_out
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
from stakeholder_map.posterior.ties import MOST_TIES, deny, ratio_by_meetings, teaches

MOVED = 4
"""Number of ties, hits, alarms, share of the silent."""


class Held(NamedTuple):
    """What stays the same.

    Parameters
    ----------
    met : (P,) float array
        Likelihood ratio of a tie by the meetings of each listed pair.
    never_met : (n (n - 1) / 2,) float array
        The same of any pair that never met; empty without records of meetings.
    passed : (W,) float array
        Pairs that are not listed, of which a reporter said nothing.
    """

    met: Floats
    never_met: Floats
    passed: Floats


class Rates(NamedTuple):
    """What is moved: see `Chain`; `scale` holds `total` and `share`."""

    scale: Floats
    source: Floats
    hits: Floats
    alarms: Floats
    outlook: Floats


@njit
def move_together(problem: Problem, chain: Chain, gain: float, rng: np.random.Generator) -> None:
    """Move all four; with a `gain` above 0 the steps learn how they hang together.

    Robust adaptive Metropolis (Vihola 2012, Statistics and Computing 22, 997).
    """
    held = Held(ratio_by_meetings(problem, chain), _never_met(problem, chain), _passed(problem))
    start = np.array([chain.total[0], chain.share[0]])
    now = Rates(start, chain.source, chain.hits, chain.alarms, chain.outlook)
    density = _log_density(problem, chain.share, now, held)
    frame, step, dice = chain.frame, np.zeros(MOVED), np.zeros(MOVED)
    other = Rates(
        start.copy(), now.source.copy(), now.hits.copy(), now.alarms.copy(), now.outlook.copy()
    )
    for _ in range(2):
        square = 0.0
        for i in range(MOVED):
            dice[i], step[i] = rng.standard_normal(), 0.0
            square += dice[i] ** 2
            for j in range(i + 1):
                step[i] += frame[i, j] * dice[j]
        chance = 0.0
        if _move(now, other, problem.heard, step):
            then = _log_density(problem, chain.share, other, held)
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
    for w in range(len(now.hits)):
        hit, alarm = _shifted(now.hits[w], step[1]), _shifted(now.alarms[w], step[2])
        other.hits[w], other.alarms[w] = hit, alarm
        if not (LEAST_HIT <= hit <= MOST_HIT and LEAST_ALARM <= alarm <= MOST_ALARM):
            return False
        if hit <= alarm + LEAST_GAP:
            return False
    return True


@njit
def _shifted(rate: float, step: float) -> float:
    """A rate whose logit is moved."""
    return 1.0 / (1.0 + (1.0 / rate - 1.0) * math.exp(-step))


@njit
def _never_met(problem: Problem, chain: Chain) -> Floats:
    kinds, n, place = len(chain.apart), problem.n, 0
    ratio = np.empty(n * (n - 1) // 2 if kinds else 0)
    for u in range(n if kinds else 0):
        for v in range(u + 1, n):
            decay = 0.0
            for m in range(kinds):
                more = chain.together[m] - chain.apart[m]
                decay += more * chain.exposure[m, u] * chain.exposure[m, v]
            ratio[place] = math.exp(-decay)
            place += 1
    return ratio


@njit
def _passed(problem: Problem) -> Floats:
    passed = np.zeros(len(problem.pairs))
    for w in range(len(passed)):
        passed[w] = problem.pairs[w] * problem.implies[w]
    for r in range(len(problem.witness)):
        passed[problem.witness[r]] -= problem.implies[problem.witness[r]]
    return passed


@njit
def _log_density(problem: Problem, share: Floats, rates: Rates, held: Held) -> float:
    """Log posterior density of logarithms and logits of the rates, but for a constant."""
    value = math.log(rates.scale[0]) - rates.scale[0] * prior_rate(problem.n)
    if rates.scale[1] > 0.0:
        value += share[1] * math.log(rates.scale[1]) + share[2] * math.log(1.0 - rates.scale[1])
    value += _log_prior(rates.hits, problem.usual, rates.outlook[:2])
    value += _log_prior(rates.alarms, problem.usual, rates.outlook[2:])
    value += HIT_PRIOR[0] * math.log(rates.outlook[0])
    value += HIT_PRIOR[1] * math.log(1.0 - rates.outlook[0])
    value += ALARM_PRIOR[0] * math.log(rates.outlook[2])
    value += ALARM_PRIOR[1] * math.log(1.0 - rates.outlook[2])
    for w in range(len(held.passed)):
        value += held.passed[w] * math.log(1.0 - rates.alarms[w])
    value += _log_listed(problem, rates, held.met)
    return float(value + _log_silence(problem, rates, held.never_met))


@njit
def _log_listed(problem: Problem, rates: Rates, met: Floats) -> float:
    """Log probability of the reports on listed pairs."""
    width = len(rates.hits)
    seen, missed, logs = np.empty(width), np.empty(width), np.empty((2, width))
    for w in range(width):
        seen[w] = rates.hits[w] / rates.alarms[w]
        missed[w] = (1.0 - rates.hits[w]) / (1.0 - rates.alarms[w])
        logs[0, w] = math.log(1.0 - rates.alarms[w])
        logs[1, w] = math.log(rates.alarms[w])
    value, product = 0.0, 1.0
    for k in range(len(problem.source)):
        u, v = problem.source[k], problem.target[k]
        if not teaches(problem.heard, True, u, v):
            continue
        ratio = met[k]
        for r in range(problem.begins[k], problem.begins[k + 1]):
            w, named = problem.witness[r], problem.level[r] != 0
            value += logs[1 if named else 0, w]
            ratio *= seen[w] if named else missed[w]
        mean = min(2.0 * rates.scale[0] * rates.source[u] * rates.source[v], MOST_TIES)
        product *= 1.0 + _odds(mean) * min(ratio, 1e250)
        value -= mean
        if product > 1e30:  # one logarithm for many pairs
            value += math.log(product)
            product = 1.0
    return value + math.log(product)


@njit
def _odds(mean: float) -> float:
    """``exp(mean) - 1``: the odds of a tie."""
    if mean > 0.25:
        return math.expm1(mean)
    series = 1.0
    for k in range(10, 1, -1):
        series = 1.0 + series * mean / k
    return mean * series


@njit
def _log_mixture(mean: float, ratio: float) -> float:
    """``log(exp(-mean) + (1 - exp(-mean)) * ratio)``: a pair without or with a tie."""
    if mean < 0.25 and ratio <= 1.0:
        # The cumulants of whether a pair that is not there would be seen, to the fourth.
        spread, skew = ratio * (1.0 - ratio), mean * (1.0 - 2.0 * ratio) / 3.0
        tail = mean * mean * (1.0 - 6.0 * spread) / 12.0
        return mean * (ratio - 1.0 + 0.5 * mean * spread * (1.0 + skew + tail))
    mean = min(mean, MOST_TIES)
    return float(math.log1p(math.expm1(mean) * ratio) - mean)


@njit
def _log_silence(problem: Problem, rates: Rates, never_met: Floats) -> float:
    """Log probability of what was left out, over all pairs that are not listed."""
    value, place, pair, heard = 0.0, 0, -1, problem.heard
    denial = np.zeros(problem.n)
    deny(denial, problem.speaks_for, problem.implies, rates.hits, rates.alarms)
    for u in range(problem.n):
        denial[u] = math.exp(denial[u])
    for u in range(problem.n):
        pull = 2.0 * rates.scale[0] * rates.source[u]
        for v in range(u + 1, problem.n):
            pair += 1
            listed = place < len(problem.source) and problem.source[place] == u
            if listed and problem.target[place] == v:
                place += 1
            elif heard[u] or heard[v]:
                ratio = denial[u] if problem.shown[v] else 1.0
                ratio *= denial[v] if problem.shown[u] else 1.0
                if len(never_met):
                    ratio *= never_met[pair]
                value += _log_mixture(pull * rates.source[v], ratio)
    return float(value)


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
