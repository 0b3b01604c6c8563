"""How popular each stakeholder is and how many ties there are, given the ties."""

from __future__ import annotations

import math

import numpy as np

from stakeholder_map.posterior.chain import Chain, njit
from stakeholder_map.posterior.problem import Bools, Floats, Problem

SILENT_WEIGHT = 3.0
"""How many ends of ties the expectation is worth that the silent are as popular as those heard."""

LEAST_HEARD = 1.5
"""How many ends those heard have beforehand, however few they are."""

SILENT_ACTIVITY = 0.4
"""Standard deviation of the log of how much the silent say compared with those heard."""

MANY = 60
"""Ends of ties from which gamma functions cost less than the product that they stand for."""


@njit
def move_popularity(problem: Problem, chain: Chain, rng: np.random.Generator) -> None:
    """Popularity and the number of ties; those of which no answer can speak are integrated out."""
    ties = chain.degree[0].sum()
    if problem.symmetric:
        _move_symmetric(problem, chain, rng)
        known, grown = 1.0 - chain.share[0] ** 2, 1.0
    else:
        known, grown = 1.0, _move_directed(problem, chain, rng)
    chain.total[0] = grown * rng.gamma(1.0 + ties) / (prior_rate(problem.n) + known)


@njit
def prior_rate(n: int) -> float:
    """Of the exponential prior of the number of ties: eight a stakeholder are expected."""
    return 0.25 / n


@njit
def _move_symmetric(problem: Problem, chain: Chain, rng: np.random.Generator) -> None:
    """Popularity of those heard and of the silent, each spread in its own way, and their shares."""
    heard = problem.heard
    degree, weights = np.empty(problem.n), np.empty(problem.n)
    for i in range(problem.n):
        degree[i] = chain.degree[0, i] + chain.degree[1, i]
    _move_weights(weights, problem, chain, degree, rng)
    quiet = False
    for i in range(problem.n):
        prior = weights[i] * chain.spread[0 if heard[i] else 1]
        chain.source[i] = max(rng.gamma(prior + degree[i]), 1e-12)
        quiet |= not heard[i]
    if quiet:
        _move_share(chain.share, degree, heard, weights, rng)
    share_out(chain.source, heard, chain.share[0])


@njit
def _move_directed(problem: Problem, chain: Chain, rng: np.random.Generator) -> float:
    """Popularity of targets, activity of sources; by what the silent multiply the ties."""
    even, all_of, silent = np.ones(problem.n), np.ones(problem.n, np.bool_), 0
    _move_spread(chain.spread, 1, chain.degree[1], even, all_of, rng)
    _move_spread(chain.spread, 0, chain.degree[0], even, problem.heard, rng)
    for i in range(problem.n):
        chain.target[i] = max(rng.gamma(chain.spread[1] + chain.degree[1, i]), 1e-12)
        chain.source[i] = max(rng.gamma(chain.spread[0] + chain.degree[0, i]), 1e-12)
        silent += not problem.heard[i]
    odds = silent / (problem.n - silent) * math.exp(SILENT_ACTIVITY * rng.standard_normal())
    share_out(chain.target, all_of, 0.0)
    share_out(chain.source, problem.heard, odds / (1.0 + odds))
    return 1.0 + odds


@njit
def _move_weights(
    weights: Floats, problem: Problem, chain: Chain, degree: Floats, rng: np.random.Generator
) -> None:
    """How popularity goes with attendance, learned with its spread; writes weights of mean 1."""
    heard, silent, other = problem.heard, ~problem.heard, np.empty(len(degree))
    spread, pull = chain.spread, chain.pull
    attended = np.empty(problem.attended.shape)
    for m in range(len(pull)):
        for i in range(problem.n):
            attended[m, i] = math.log1p(problem.attended[m, i])
    _weigh(weights, attended, pull)
    _move_spread(spread, 0, degree, weights, heard, rng)
    _move_spread(spread, 1, degree, weights, silent, rng)
    for m in range(len(pull)):
        before = pull[m]
        pull[m] += 0.3 * rng.standard_normal()
        _weigh(other, attended, pull)
        gain = 0.5 * (before**2 - pull[m] ** 2)
        gain += _evidence(degree, other, spread[0], heard)
        gain -= _evidence(degree, weights, spread[0], heard)
        gain += _evidence(degree, other, spread[1], silent)
        gain -= _evidence(degree, weights, spread[1], silent)
        if math.log(rng.random()) < gain:
            weights[:] = other
        else:
            pull[m] = before


@njit
def _weigh(weights: Floats, attended: Floats, pull: Floats) -> None:
    """Weights that go with the logarithm of attendance."""
    weights[:] = 0.0
    for m in range(len(pull)):
        for i in range(len(weights)):
            weights[i] += pull[m] * attended[m, i]
    most, whole = weights.max(), 0.0
    for i in range(len(weights)):
        weights[i] = math.exp(weights[i] - most)
        whole += weights[i]
    for i in range(len(weights)):
        weights[i] = max(weights[i] * len(weights) / whole, 1e-3)


@njit
def _move_spread(  # noqa: PLR0917 - compiled functions take no keywords
    spread: Floats,
    group: int,
    degree: Floats,
    weights: Floats,
    members: Bools,
    rng: np.random.Generator,
) -> None:
    """The spread of one group; its lognormal prior has a median of 1.5, most of it .2 to 11."""
    now = _evidence(degree, weights, spread[group], members)
    for _ in range(3):
        other = spread[group] * math.exp(0.4 * rng.standard_normal())
        then = _evidence(degree, weights, other, members)
        gain = 0.5 * ((math.log(spread[group]) - 0.4) ** 2 - (math.log(other) - 0.4) ** 2)
        if math.log(rng.random()) < then - now + gain:
            spread[group], now = other, then


@njit
def _evidence(degree: Floats, weights: Floats, spread: float, members: Bools) -> float:
    """Log of the Dirichlet-multinomial probability of the degrees within a group."""
    evidence, ends, size, product = 0.0, 0.0, 0.0, 1.0
    for i in range(len(degree)):
        if not members[i]:
            continue
        prior = spread * weights[i]
        size += prior
        ends += degree[i]
        if degree[i] > MANY:
            evidence += math.lgamma(prior + degree[i]) - math.lgamma(prior)
            continue
        for k in range(int(degree[i])):
            product *= prior + k
            if not 1e-200 < product < 1e200:  # one logarithm for many factors
                evidence += math.log(product)
                product = 1.0
    evidence += math.log(product)
    if ends > 0:
        evidence += math.lgamma(size) - math.lgamma(size + ends)
    return evidence


@njit
def _move_share(
    share: Floats,
    degree: Floats,
    heard: Bools,
    weights: Floats,
    rng: np.random.Generator,
) -> None:
    """The silent's share of all popularity, with the number of ties integrated out.

    Weakly drawn towards what their number and attendance would lead to expect: how popular the
    silent are is learned from those who were heard, so that it does not matter who stays silent.
    """
    expected = ends = ties = 0.0
    for i in range(len(heard)):
        ties += degree[i] / 2.0
        if not heard[i]:
            expected += weights[i] / len(weights)
            ends += degree[i]
    expected = min(expected, 1.0 - 1e-3)
    weight = max(SILENT_WEIGHT, LEAST_HEARD / (1.0 - expected))
    share[1], share[2] = weight * expected, weight * (1.0 - expected)
    logit = math.log(share[0] / (1.0 - share[0]))
    a, b = share[1] + ends, share[2] + 2.0 * ties - ends
    # With all ties but those among the silent known, the share is a beta variable but for this.
    for _ in range(4):
        other = logit + 2.4 * rng.standard_normal() * math.sqrt(1.0 / a + 1.0 / b)
        gain = _log_share(other, a, b, ties) - _log_share(logit, a, b, ties)
        if math.log(rng.random()) < gain:
            logit = other
    share[0] = 1.0 / (1.0 + math.exp(-logit))


@njit
def _log_share(logit: float, a: float, b: float, ties: float) -> float:
    share = 1.0 / (1.0 + math.exp(-logit))
    log_rest = -math.log1p(math.exp(logit))
    return float(a * (logit + log_rest) + b * log_rest - (1.0 + ties) * math.log1p(1e-6 - share**2))


@njit
def share_out(popularity: Floats, heard: Bools, share: float) -> None:
    """Scale popularity so that the silent have a share of a whole of 1."""
    said = quiet = 0.0
    for i in range(len(popularity)):
        if heard[i]:
            said += popularity[i]
        else:
            quiet += popularity[i]
    for i in range(len(popularity)):
        popularity[i] *= (1.0 - share) / said if heard[i] else share / quiet
