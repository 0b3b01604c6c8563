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


@njit
def move_popularity(problem: Problem, chain: Chain, rng: np.random.Generator) -> None:
    """Popularity and the number of ties; those of which no answer can speak are integrated out."""
    silent = ~problem.heard
    if problem.symmetric:
        degree = chain.degree[0] + chain.degree[1]
        weights = _move_weights(problem.attended, chain.spread, chain.pull, degree, silent, rng)
        _draw_popularity(chain.source, degree, chain.spread[0] * weights, rng)
        share = 0.0
        if silent.any():
            share = _move_share(chain.share, degree, silent, weights, rng)
            _share_out(chain.source, silent, share)
        ties, known, grown = degree.sum() / 2, 1.0 - share**2, 1.0
    else:
        even = np.ones(problem.n)
        nobody = np.zeros(problem.n, np.bool_)
        _move_spread(chain.spread[1:], chain.degree[1], even, nobody, rng)
        _draw_popularity(chain.target, chain.degree[1], chain.spread[1] * even, rng)
        _move_spread(chain.spread[:1], chain.degree[0], even, silent, rng)
        _draw_popularity(chain.source, chain.degree[0], chain.spread[0] * even, rng)
        odds = silent.sum() / problem.heard.sum()
        odds *= math.exp(SILENT_ACTIVITY * rng.standard_normal())
        if silent.any():
            _share_out(chain.source, silent, odds / (1.0 + odds))
        ties, known, grown = chain.degree[0].sum(), 1.0, 1.0 + odds
    chain.total[0] = grown * rng.gamma(1.0 + ties) / (prior_rate(problem.n) + known)


@njit
def prior_rate(n: int) -> float:
    """Of the exponential prior of the number of ties: eight a stakeholder are expected."""
    return 0.25 / n


@njit
def _move_weights(  # noqa: PLR0917 - compiled functions take no keywords
    attended: Floats,
    spread: Floats,
    pull: Floats,
    degree: Floats,
    silent: Bools,
    rng: np.random.Generator,
) -> Floats:
    """How popularity goes with attendance, learned from those who were heard; weights of mean 1."""
    weights = _weights(attended, pull)
    _move_spread(spread, degree, weights, silent, rng)
    for m in range(len(pull)):
        other_pull = pull.copy()
        other_pull[m] += 0.3 * rng.standard_normal()
        other = _weights(attended, other_pull)
        gain = _evidence(degree, spread[0] * other, silent)
        gain -= _evidence(degree, spread[0] * weights, silent)
        gain -= 0.5 * (other_pull[m] ** 2 - pull[m] ** 2)
        if math.log(rng.random()) < gain:
            pull[m], weights = other_pull[m], other
    return weights


@njit
def _weights(attended: Floats, pull: Floats) -> Floats:
    weights = np.zeros(attended.shape[1])
    for m in range(len(pull)):
        weights += pull[m] * np.log1p(attended[m])
    weights = np.exp(weights - weights.max())
    even: Floats = np.maximum(weights / weights.mean(), 1e-3)
    return even


@njit
def _move_spread(
    spread: Floats, degree: Floats, weights: Floats, silent: Bools, rng: np.random.Generator
) -> None:
    now = _evidence(degree, spread[0] * weights, silent) - _doubt(spread[0])
    for _ in range(3):
        other = spread[0] * math.exp(0.4 * rng.standard_normal())
        then = _evidence(degree, other * weights, silent) - _doubt(other)
        if math.log(rng.random()) < then - now:
            spread[0], now = other, then


@njit
def _doubt(spread: float) -> float:
    """Minus the log of its lognormal prior: a median of 1.5, most of it from 0.2 to 11."""
    return 0.5 * (math.log(spread) - 0.4) ** 2


@njit
def _evidence(degree: Floats, prior: Floats, silent: Bools) -> float:
    """Log of the Dirichlet-multinomial probability of the degrees within heard and silent."""
    evidence, ends, size = 0.0, np.zeros(2), np.zeros(2)
    for i in range(len(degree)):
        group = 1 if silent[i] else 0
        size[group] += prior[i]
        ends[group] += degree[i]
        if degree[i] > 0:
            evidence += math.lgamma(prior[i] + degree[i]) - math.lgamma(prior[i])
    for group in range(2):
        if ends[group] > 0:
            evidence += math.lgamma(size[group]) - math.lgamma(size[group] + ends[group])
    return evidence


@njit
def _draw_popularity(
    popularity: Floats, degree: Floats, prior: Floats, rng: np.random.Generator
) -> None:
    for i in range(len(degree)):
        popularity[i] = max(rng.gamma(prior[i] + degree[i]), 1e-12)
    popularity /= popularity.sum()


@njit
def _move_share(
    share: Floats, degree: Floats, silent: Bools, weights: Floats, rng: np.random.Generator
) -> float:
    """The silent's share of all popularity, with the number of ties integrated out.

    Weakly drawn towards what their number and attendance would lead to expect: how popular the
    silent are is learned from those who were heard, so that it does not matter who stays silent.
    """
    expected = weights[silent].sum() / weights.sum()
    ends, ties = degree[silent].sum(), degree.sum() / 2
    weight = max(SILENT_WEIGHT, LEAST_HEARD / (1.0 - expected))
    a = weight * expected + ends
    b = weight * (1.0 - expected) + 2.0 * ties - ends
    # With all ties but those among the silent known, the share is a beta variable but for this.
    logit = math.log(share[0] / (1.0 - share[0]))
    for _ in range(4):
        other = logit + 2.4 * rng.standard_normal() * math.sqrt(1.0 / a + 1.0 / b)
        if math.log(rng.random()) < _log_share(other, a, b, ties) - _log_share(logit, a, b, ties):
            logit = other
    share[0] = 1.0 / (1.0 + math.exp(-logit))
    return float(share[0])


@njit
def _log_share(logit: float, a: float, b: float, ties: float) -> float:
    share = 1.0 / (1.0 + math.exp(-logit))
    log_rest = -math.log1p(math.exp(logit))
    return float(a * (logit + log_rest) + b * log_rest - (1.0 + ties) * math.log1p(1e-6 - share**2))


@njit
def _share_out(popularity: Floats, silent: Bools, share: float) -> None:
    quiet = popularity[silent].sum()
    for i in range(len(popularity)):
        popularity[i] *= share / quiet if silent[i] else (1.0 - share) / (1.0 - quiet)
