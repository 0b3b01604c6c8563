"""Ties, given popularity and rates: of pairs nobody listed, of listed pairs, and their levels.

Written in plain loops, and only the steps themselves are given the whole problem and chain: array
expressions and functions to which many arrays are handed take seconds to compile.
"""

from __future__ import annotations

import math

import numpy as np

from stakeholder_map.posterior.chain import Chain, Found, njit
from stakeholder_map.posterior.problem import Bools, Floats, Ints, Problem

MOST_TIES = 50.0
_TINY, _VAST = 1e-300, 1e300


@njit
def find_unlisted(problem: Problem, chain: Chain, rng: np.random.Generator) -> Found:
    """Ties of pairs that are not listed; their ends are counted.

    It is enough to look at the pairs on which one fell: never at all pairs of stakeholders.
    """
    found = _scatter(problem, chain, rng)
    add_degrees(problem.heard, problem.symmetric, chain.degree, found, found.shape[1])
    if problem.symmetric:
        _add_loops(chain.degree, chain.total[0], chain.source, problem.heard, rng)
    return Found(found[0], found[1], found[2])


@njit
def _scatter(problem: Problem, chain: Chain, rng: np.random.Generator) -> Ints:
    """Ties scattered by popularity about as far as silence allows, then thinned: see `_ends`."""
    n, symmetric, shown, popularity = problem.n, problem.symmetric, problem.shown, chain.target
    source, target, exposure = problem.source, problem.target, chain.exposure
    more, many, place = chain.together - chain.apart, 0, 0
    seen, found = np.full(n, -1), np.empty((3, 1024), np.int64)
    denied = problem.left_out.copy()
    deny(denied, problem.speaks_for, problem.implies, chain.hits, chain.alarms)
    ends, most = _ends(shown, popularity, denied)
    for u in range(n):
        while place < len(source) and source[place] == u:
            seen[target[place]] = u
            place += 1
        # Row u holds the pairs with those after it; a directed tie also goes to those before it.
        after, both = u + 1 if symmetric else 0, symmetric and shown[u]
        rate = (2.0 if symmetric else 1.0) * chain.total[0] * chain.source[u]
        peak = max(min(rate * most[after], MOST_TIES), 1e-9)
        for kind in range(0, 4, 2):  # those who could be ticked, those who could not
            own = denied[u] if kind == 0 else 1.0
            row, scale, lower = kind, rate, rate * own * odds_of(peak) / peak
            if lower * (ends[kind + both, n] - ends[kind + both, after]) < rate * (
                ends[kind, n] - ends[kind, after]
            ):
                row, scale = kind + both, lower
            width = ends[row, n] - ends[row, after]
            size = rng.poisson(scale * width) if scale * width > 0.0 else 0
            found = _with_room(found, many + size)
            for _ in range(size):
                v = _under(ends[row], ends[row, after] + rng.random() * width)
                if seen[v] == u or v == u:
                    continue
                seen[v] = u
                some = odds_of(min(rate * popularity[v], MOST_TIES))
                odds = own * some * (denied[v] if both else 1.0) * _apart(more, exposure, u, v)
                hit = -math.expm1(-scale * (ends[row, v + 1] - ends[row, v]))
                if rng.random() * hit * (1.0 + odds) < odds:
                    found[0, many], found[1, many] = u, v
                    found[2, many] = _several(rate * popularity[v], some * rng.random())
                    many += 1
    return found[:, :many].copy()


@njit
def _apart(more: Floats, exposure: Floats, u: int, v: int) -> float:
    """Likelihood ratio of a tie of a pair that never met."""
    decay = 0.0
    for m in range(len(more)):
        decay += more[m] * exposure[m, u] * exposure[m, v]
    return math.exp(-decay) if decay > 0.0 else 1.0


@njit
def _ends(shown: Bools, popularity: Floats, denied: Floats) -> tuple[Floats, Floats]:
    """Sums of popularity up to each stakeholder, and the most that comes from each on.

    Rows are those who could be ticked, the same times what they deny, those who could not, and
    the same times what these deny.

    With r how much likelier silence is with a tie than without, ties scattered with a mean of
    r (exp(M) - 1) m / M fall on a pair at least as often as it has one, for all means m up to M;
    so do ties scattered with a mean of m.
    """
    n = len(shown)
    ends, most = np.zeros((4, n + 1)), np.zeros(n + 1)
    for v in range(n):
        kind = 0 if shown[v] else 2
        for row in range(4):
            ends[row, v + 1] = ends[row, v]
        ends[kind, v + 1] += popularity[v]
        ends[kind + 1, v + 1] += popularity[v] * denied[v]
    for v in range(n - 1, -1, -1):
        most[v] = max(most[v + 1], popularity[v])
    return ends, most


@njit
def _several(mean: float, dice: float) -> int:
    """How many ties a pair has, if it has one; the dice are even up to `odds_of` the mean."""
    many, term = 1, mean
    while dice > term and many < 500:
        dice -= term
        many += 1
        term *= mean / many
    return many


@njit
def _under(ends: Floats, dice: float) -> int:
    """Between which two of the ascending ends the dice fell."""
    low, high = 0, len(ends) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if ends[middle] <= dice:
            low = middle
        else:
            high = middle
    return low


@njit
def _with_room(found: Ints, size: int) -> Ints:
    if size <= found.shape[1]:
        return found
    larger = np.empty((3, 2 * size), np.int64)
    larger[:, : found.shape[1]] = found
    return larger


@njit
def _add_loops(
    degree: Floats, total: float, popularity: Floats, heard: Bools, rng: np.random.Generator
) -> None:
    """Ties of stakeholders with themselves: they fill up the Poisson number of ties."""
    for u in range(len(heard)):
        if heard[u]:
            loops = rng.poisson(total * popularity[u] ** 2)
            degree[0, u] += loops
            degree[1, u] += loops


@njit
def deny(ratio: Floats, speaks_for: Ints, implies: Bools, hits: Floats, alarms: Floats) -> None:
    """Multiply by how much likelier answers for a stakeholder leave out a tie than none."""
    for w in range(len(speaks_for)):
        if implies[w]:
            ratio[speaks_for[w]] *= (1.0 - hits[w]) / (1.0 - alarms[w])


@njit
def odds_of(mean: float) -> float:
    """``exp(mean) - 1``: the odds of at least one tie."""
    if mean > 0.25:
        return math.expm1(mean)
    tail = 1 / 120 + mean * (1 / 720 + mean * (1 / 5040 + mean / 40320))
    return mean * (1.0 + mean * (1 / 2 + mean * (1 / 6 + mean * (1 / 24 + mean * tail))))


@njit
def add_degrees(
    heard: Bools,
    symmetric: bool,  # noqa: FBT001
    degree: Floats,
    ties: Ints,
    many: int,
) -> None:
    """Count the first ties at both of their ends, but for those of which no answer can speak."""
    for k in range(many):
        u, v = ties[0, k], ties[1, k]
        if heard[u] or (symmetric and heard[v]):
            degree[0, u] += ties[2, k]
            degree[1, v] += ties[2, k]


@njit
def weigh_listed(problem: Problem, chain: Chain, rng: np.random.Generator) -> None:
    """Decide of each listed pair whether it has a tie, and how many."""
    source, target, begins = problem.source, problem.target, problem.begins
    witness, level, settled, met = problem.witness, problem.level, problem.settled, chain.met
    rate = (2.0 if problem.symmetric else 1.0) * chain.total[0]
    width, of_source, of_target = len(problem.speaks_for), chain.source, chain.target
    ratios, ties = np.empty((2, width)), np.empty((3, len(source)), np.int64)
    for w in range(width):
        ratios[0, w] = (1.0 - chain.hits[w]) / (1.0 - chain.alarms[w])
        ratios[1, w] = chain.hits[w] / chain.alarms[w]
    for k in range(len(source)):
        mean = min(rate * of_source[source[k]] * of_target[target[k]], MOST_TIES)
        there = settled[k] == 1
        if settled[k] < 0:
            odds = max(odds_of(mean), _TINY) * met[k]
            for r in range(begins[k], begins[k + 1]):
                odds *= ratios[1 if level[r] != 0 else 0, witness[r]]
            odds = min(odds, _VAST)
            there = rng.random() < odds / (1.0 + odds)
        ties[0, k], ties[1, k], ties[2, k] = source[k], target[k], 0
        if there:
            ties[2, k] = _several(mean, odds_of(mean) * rng.random())
    chain.number[:] = ties[2]
    add_degrees(problem.heard, problem.symmetric, chain.degree, ties, len(source))


@njit
def weigh_meetings(problem: Problem, chain: Chain) -> None:
    """Write the likelihood ratio of a tie by the meetings of each listed pair."""
    source, target, meetings = problem.source, problem.target, problem.meetings
    exposure, met, kinds = chain.exposure, chain.met, len(chain.apart)
    more, log_more = chain.together - chain.apart, np.log(chain.together / chain.apart)
    for k in range(len(source) if kinds else 0):
        value = 0.0
        for m in range(kinds):
            value += meetings[m, k] * log_more[m]
            value -= more[m] * exposure[m, source[k]] * exposure[m, target[k]]
        met[k] = math.exp(min(value, 400.0))


@njit
def move_levels(problem: Problem, chain: Chain, unlisted: int, rng: np.random.Generator) -> Ints:
    """Level of each tie, given what its reports say; returned are those of unlisted pairs."""
    highest, weights, shares = problem.highest, chain.shares.copy(), chain.shares
    begins, said, settled, level = problem.begins, problem.level, problem.settled, chain.level
    tally, kept, slipped = np.ones(highest), 5.0, 1.0
    levels = np.empty(unlisted, np.int64)
    right = (1 - chain.slip[0]) * max(highest - 1, 1) / chain.slip[0]
    for k in range(unlisted):
        levels[k] = _pick(weights, rng.random())
        tally[levels[k] - 1] += 1
    for k in range(len(level)):
        if chain.number[k] == 0:
            continue
        level[k] = problem.stated[k]
        if settled[k] != 1:
            weights[:] = shares
            for r in range(begins[k], begins[k + 1]):
                if said[r] > 0:
                    weights[said[r] - 1] *= right
            level[k] = _pick(weights, rng.random())
        tally[level[k] - 1] += 1
        for r in range(begins[k], begins[k + 1]):
            if said[r] > 0:
                kept += said[r] == level[k]
                slipped += said[r] != level[k]
    whole = 0.0
    for each in range(highest):
        shares[each] = rng.gamma(tally[each])
        whole += shares[each]
    shares[:] /= whole
    chain.slip[0] = min(max(rng.beta(slipped, kept), 1e-4), 0.9)
    return levels


@njit
def _pick(weights: Floats, dice: float) -> int:
    """A level, from 1, by weights."""
    whole = 0.0
    for place in range(len(weights)):
        whole += weights[place]
    rest = dice * whole
    for place in range(len(weights) - 1):
        rest -= weights[place]
        if rest < 0.0:
            return place + 1
    return len(weights)
