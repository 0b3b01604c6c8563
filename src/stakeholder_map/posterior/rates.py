"""Rates, given the ties: how reporters report, and how often pairs meet."""

from __future__ import annotations

import math

import numpy as np

from stakeholder_map.posterior.chain import Chain, Found, njit
from stakeholder_map.posterior.problem import Bools, Floats, Ints, Problem
from stakeholder_map.posterior.ties import teaches

Triple = tuple[float, float, float]

HIT_PRIOR: Triple = (6.0, 2.0, 20.0)
ALARM_PRIOR: Triple = (1.0, 60.0, 40.0)
"""Beta parameters of the mean rate over reporters, and the median of its concentration."""

LEAST_HIT, MOST_HIT, LEAST_ALARM, MOST_ALARM, LEAST_GAP = 0.01, 1 - 1e-12, 1e-60, 0.9, 0.02


@njit
def move_reporters(problem: Problem, chain: Chain, found: Found, rng: np.random.Generator) -> None:
    """Rates of each reporter, drawn towards what is usual among them."""
    width = len(problem.speaks_for)
    left_out, true, hit = np.zeros(problem.n), np.zeros(width), np.zeros(width)
    for k in range(len(found.number)):
        u, v = found.source[k], found.target[k]
        left_out[u] += problem.shown[v]
        left_out[v] += problem.shown[u]
    for w in range(width):
        true[w] = left_out[problem.speaks_for[w]] if problem.implies[w] else 0.0
    for k in range(len(problem.source)):
        for r in range(problem.begins[k], problem.begins[k + 1]):
            if chain.number[k] > 0:
                true[problem.witness[r]] += 1
                hit[problem.witness[r]] += problem.level[r] != 0
    false, alarm, own = np.zeros(width), np.zeros(width), problem.usual
    for w in range(width):
        false[w] = max(problem.pairs[w] - true[w], 0.0)
        alarm[w] = problem.positives[w] - hit[w]
    _move_outlook(chain.outlook[:2], hit, true, own, HIT_PRIOR, rng)
    _move_outlook(chain.outlook[2:], alarm, false, own, ALARM_PRIOR, rng)
    usual, sure, rare, firm = chain.outlook
    for w in range(width):
        a, b = (usual * sure, (1 - usual) * sure) if own[w] else (1.0, 1.0)
        hits = rng.beta(a + hit[w], b + true[w] - hit[w])
        a, b = (rare * firm, (1 - rare) * firm) if own[w] else (1.0, 1.0)
        alarms = rng.beta(a + alarm[w], b + false[w] - alarm[w])
        if hits > alarms + LEAST_GAP:
            chain.hits[w] = min(max(hits, LEAST_HIT), MOST_HIT)
            chain.alarms[w] = min(max(alarms, LEAST_ALARM), MOST_ALARM)


@njit
def _move_outlook(  # noqa: PLR0917 - compiled functions take no keywords
    outlook: Floats,
    yes: Floats,
    of: Floats,
    own: Bools,
    prior: Triple,
    rng: np.random.Generator,
) -> None:
    """Mean and concentration of a rate over the reporters, each reporter's own integrated out."""
    counts = _counts(yes, of, own)
    now = _rate_evidence(counts, (outlook[0], outlook[1]), prior)
    for _ in range(3):
        logit = math.log(outlook[0] / (1 - outlook[0])) + 0.25 * rng.standard_normal()
        mean = 1.0 / (1.0 + math.exp(-logit))
        firm = outlook[1] * math.exp(0.4 * rng.standard_normal())
        then = _rate_evidence(counts, (mean, firm), prior)
        if math.log(rng.random()) < then - now:
            outlook[0], outlook[1], now = mean, firm, then


@njit
def _counts(yes: Floats, of: Floats, own: Bools) -> Ints:
    """How many reporters have more than k positive reports, negative ones, and reports at all."""
    most = 0
    for w in range(len(yes)):
        if own[w]:
            most = max(most, int(of[w]))
    counts = np.zeros((3, most + 1), np.int64)
    for w in range(len(yes)):
        if own[w] and of[w] > 0:
            for row, count in enumerate((yes[w], of[w] - yes[w], of[w])):
                if count > 0:
                    counts[row, int(count) - 1] += 1
    for k in range(most - 1, -1, -1):
        for row in range(3):
            counts[row, k] += counts[row, k + 1]
    return counts


@njit
def _rate_evidence(counts: Ints, outlook: tuple[float, float], prior: Triple) -> float:
    """Log of the beta-binomial probability of the counts, and of the prior of its parameters.

    The gamma functions of all reporters together are one product: of a + k over those who have
    more than k positive reports, and so on.
    """
    mean, firm = outlook
    a, b = mean * firm, (1 - mean) * firm
    evidence = prior[0] * math.log(mean) + prior[1] * math.log(1 - mean)
    evidence -= 0.5 * (math.log(firm / prior[2]) / 0.7) ** 2
    for row, start, sign in ((0, a, 1.0), (1, b, 1.0), (2, a + b, -1.0)):
        for k in range(counts.shape[1]):
            if counts[row, k] == 0:
                break
            evidence += sign * counts[row, k] * math.log(start + k)
    return evidence


@njit
def move_meetings(problem: Problem, chain: Chain, found: Found, rng: np.random.Generator) -> None:
    """How often pairs meet, without and with a tie."""
    for m in range(len(problem.meetings)):
        met = all_met = might = 0.0
        exposure = chain.exposure[m]
        for k in range(len(found.number)):
            if teaches(problem.heard, True, found.source[k], found.target[k]):
                might += exposure[found.source[k]] * exposure[found.target[k]]
        for k in range(len(problem.source)):
            if teaches(problem.heard, True, problem.source[k], problem.target[k]):
                all_met += problem.meetings[m, k]
                if chain.number[k] > 0:
                    met += problem.meetings[m, k]
                    might += exposure[problem.source[k]] * exposure[problem.target[k]]
        quiet = heard = square = 0.0
        for i in range(problem.n):
            if problem.heard[i]:
                heard += exposure[i]
                square += exposure[i] ** 2
            else:
                quiet += exposure[i]
        all_might = heard * quiet + (heard**2 - square) / 2
        together = rng.gamma(2.0 + met) / (1.0 + might)
        apart = rng.gamma(2.0 + all_met - met) / (2.0 + max(all_might - might, 0.0))
        if together > apart:
            chain.together[m], chain.apart[m] = together, apart
