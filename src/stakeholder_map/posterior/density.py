"""How probable the rates are, with the ties of all pairs integrated out.

Pairs are weighed both ways. Those that nobody mentioned are not enumerated where nothing else
tells of them: what their silence says is a polynomial of products, so that sums over stakeholders
stand for sums over pairs.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from stakeholder_map.posterior.chain import Chain, njit
from stakeholder_map.posterior.popularity import prior_rate
from stakeholder_map.posterior.problem import Bools, Floats, Ints, Problem
from stakeholder_map.posterior.rates import (
    ALARM_PRIOR,
    HIT_PRIOR,
)
from stakeholder_map.posterior.ties import MOST_TIES, deny, odds_of

FEW = 0.5
"""Expected ties of a pair up to which four cumulants say what its silence tells.

What they leave out is below 0.00003 a pair."""

_WEIGHTS = (-0.5, 0.5, 1 / 4, -1 / 4, 1 / 12, -1 / 4, 1 / 6, 1 / 48, -7 / 48, 1 / 4, -1 / 8)
"""Of mean^k ratio^j in the cumulants, (k, j) = (1, 0), (1, 1), (2, 1) to (4, 4), in half pairs."""


class Rates(NamedTuple):
    """What is moved: see `Chain`; `scale` holds `total` and `share`."""

    scale: Floats
    source: Floats
    hits: Floats
    alarms: Floats
    outlook: Floats


class Held(NamedTuple):
    """What stays the same.

    Parameters
    ----------
    passed : (W,) float array
        Pairs that are not listed, of which a reporter said nothing.
    source, target : (N,) int arrays
        Where meetings are on record: all pairs that are not listed and of which an answer can
        speak. They never met.
    never_met : (N,) float array
        Likelihood ratio of a tie of each of these by that.
    """

    passed: Floats
    source: Ints
    target: Ints
    never_met: Floats


@njit
def hold(problem: Problem, chain: Chain) -> Held:
    """Work out what stays the same while rates are moved."""
    passed = np.zeros(len(problem.pairs))
    for w in range(len(passed)):
        passed[w] = problem.pairs[w] * problem.implies[w]
    for w in problem.witness:
        passed[w] -= problem.implies[w]
    n, heard, exposure = problem.n, problem.heard, chain.exposure
    kinds, more, many, place = len(chain.apart), chain.together - chain.apart, 0, 0
    listed_source, listed_target = problem.source, problem.target
    size = n * (n - 1) // 2 - len(listed_source) if kinds else 0
    source, target = np.empty(size, np.int64), np.empty(size, np.int64)
    never_met = np.empty(size)
    for u in range(n if kinds else 0):
        for v in range(u + 1, n):
            listed = place < len(listed_source) and listed_source[place] == u
            if listed and listed_target[place] == v:
                place += 1
            elif heard[u] or heard[v]:
                decay = 0.0
                for m in range(kinds):
                    decay += more[m] * exposure[m, u] * exposure[m, v]
                source[many], target[many], never_met[many] = u, v, math.exp(-decay)
                many += 1
    return Held(passed, source[:many], target[:many], never_met[:many])


@njit
def log_density(problem: Problem, chain: Chain, rates: Rates, held: Held) -> float:
    """Log posterior density of logarithms and logits of the rates, but for a constant."""
    outlook, share = rates.outlook, chain.share
    value = math.log(rates.scale[0]) - rates.scale[0] * prior_rate(problem.n)
    if rates.scale[1] > 0.0:
        value += share[1] * math.log(rates.scale[1]) + share[2] * math.log(1.0 - rates.scale[1])
    value += HIT_PRIOR[0] * math.log(outlook[0]) + HIT_PRIOR[1] * math.log(1.0 - outlook[0])
    value += ALARM_PRIOR[0] * math.log(outlook[2]) + ALARM_PRIOR[1] * math.log(1.0 - outlook[2])
    hit, miss = np.log(rates.hits), np.log(1.0 - rates.hits)
    alarm, quiet = np.log(rates.alarms), np.log(1.0 - rates.alarms)
    value += _log_prior(hit, miss, problem.usual, outlook[:2])
    value += _log_prior(alarm, quiet, problem.usual, outlook[2:])
    for w in range(len(quiet)):
        value += held.passed[w] * quiet[w]
    denial = np.ones(problem.n)
    deny(denial, problem.speaks_for, problem.implies, rates.hits, rates.alarms)
    value += _log_listed(problem, chain.met, rates, alarm, quiet)
    if len(chain.apart):
        return float(value + _log_apart(problem.shown, held, rates, denial))
    return float(value + _log_silence(problem, rates, denial))


@njit
def _log_prior(yes: Floats, no: Floats, usual: Bools, outlook: Floats) -> float:
    """Log density of the logits of rates, drawn towards the outlook where usual."""
    a, b = outlook[0] * outlook[1], (1.0 - outlook[0]) * outlook[1]
    norm, value = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b), 0.0
    for w in range(len(yes)):
        value += norm + a * yes[w] + b * no[w] if usual[w] else yes[w] + no[w]
    return value


@njit
def _log_listed(problem: Problem, met: Floats, rates: Rates, alarm: Floats, quiet: Floats) -> float:
    """Log probability of the reports on listed pairs."""
    heard, popularity, width = problem.heard, rates.source, len(rates.hits)
    source, target, begins = problem.source, problem.target, problem.begins
    witness, level, ratios = problem.witness, problem.level, np.empty((2, width))
    for w in range(width):
        ratios[0, w] = (1.0 - rates.hits[w]) / (1.0 - rates.alarms[w])
        ratios[1, w] = rates.hits[w] / rates.alarms[w]
    value, product, pull = 0.0, 1.0, 2.0 * rates.scale[0]
    for k in range(len(source)):
        u, v = source[k], target[k]
        if not (heard[u] or heard[v]):
            continue
        ratio = met[k]
        for r in range(begins[k], begins[k + 1]):
            w = witness[r]
            value += alarm[w] if level[r] != 0 else quiet[w]
            ratio *= ratios[1 if level[r] != 0 else 0, w]
        mean = min(pull * popularity[u] * popularity[v], MOST_TIES)
        product *= 1.0 + odds_of(mean) * min(ratio, 1e250)
        value -= mean
        if product > 1e30:  # one logarithm for many pairs
            value += math.log(product)
            product = 1.0
    return value + math.log(product)


@njit
def _log_mixture(mean: float, ratio: float) -> float:
    """``log(exp(-mean) + (1 - exp(-mean)) * ratio)``: a pair without or with a tie."""
    if mean < FEW:
        return _cumulants(mean, ratio)
    mean = min(mean, MOST_TIES)
    return float(math.log1p(odds_of(mean) * ratio) - mean)


@njit
def _cumulants(mean: float, ratio: float) -> float:
    """The cumulants of whether a pair that is not there would be seen, to the fourth."""
    spread, skew = ratio * (1.0 - ratio), mean * (1.0 - 2.0 * ratio) / 3.0
    tail = mean * mean * (1.0 - 6.0 * spread) / 12.0
    return mean * (ratio - 1.0 + 0.5 * mean * spread * (1.0 + skew + tail))


@njit
def _log_apart(shown: Bools, held: Held, rates: Rates, denial: Floats) -> float:
    """Log probability of what was left out, of all pairs that are not listed and never met."""
    source, target, never_met, popularity = held.source, held.target, held.never_met, rates.source
    value, pull = 0.0, 2.0 * rates.scale[0]
    for k in range(len(source)):
        u, v = source[k], target[k]
        ratio = never_met[k] * (denial[u] if shown[v] else 1.0)
        ratio *= denial[v] if shown[u] else 1.0
        value += _log_mixture(pull * popularity[u] * popularity[v], ratio)
    return float(value)


@njit
def _log_silence(problem: Problem, rates: Rates, denial: Floats) -> float:
    """Log probability of what was left out, of all pairs that are not listed.

    It is that of all pairs without that of the listed. Pairs of whom neither was heard add nothing.
    """
    pull, shown, popularity = 2.0 * rates.scale[0], problem.shown, rates.source
    source, target = problem.source, problem.target
    value, most = _all_pairs(pull, shown, popularity, denial), popularity.max()
    many, popular = 0, np.empty(problem.n, np.int64)
    for v in range(problem.n):
        if pull * popularity[v] * most < FEW:
            continue
        for k in range(many):
            u = popular[k]
            mean = pull * popularity[u] * popularity[v]
            if mean >= FEW:
                ratio = denial[u] if shown[v] else 1.0
                ratio *= denial[v] if shown[u] else 1.0
                value += _log_mixture(mean, ratio) - _cumulants(mean, ratio)
        popular[many], many = v, many + 1
    for k in range(len(source)):
        u, v = source[k], target[k]
        ratio = denial[u] if shown[v] else 1.0
        ratio *= denial[v] if shown[u] else 1.0
        value -= _log_mixture(pull * popularity[u] * popularity[v], ratio)
    return float(value)


@njit
def _all_pairs(pull: float, shown: Bools, source: Floats, denial: Floats) -> float:
    """Sum of `_cumulants` over all pairs of which at least one was shown.

    Of two that were shown the mean and the ratio are products, and so are their powers; where one
    was not shown only its own denial counts.
    """
    sums, squares, powers = np.zeros(11), np.zeros(11), np.zeros(4)
    for u in range(len(source)):
        if not shown[u]:
            continue
        power, place = 1.0, 0
        for k in range(4):
            power *= source[u]
            powers[k] += power
            term = power * denial[u] if k else power
            for _ in range(max(k + 1, 2)):
                sums[place] += term
                squares[place] += term * term
                term, place = term * denial[u], place + 1
    value, place, scale = 0.0, 0, 1.0
    for k in range(4):
        scale *= pull
        for _ in range(max(k + 1, 2)):
            value += scale * _WEIGHTS[place] * (sums[place] ** 2 - squares[place])
            place += 1
    for v in range(len(source)):
        if not shown[v]:
            mean, ratio = pull * source[v], denial[v]
            spread = ratio * (1.0 - ratio)
            tail = (1.0 - 2.0 * ratio) * powers[2] / 6.0
            tail += mean * (1.0 - 6.0 * spread) * powers[3] / 24.0
            tail = spread * (0.5 * powers[1] + mean * tail)
            value += mean * ((ratio - 1.0) * powers[0] + mean * tail)
    return value
