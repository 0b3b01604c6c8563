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
    """Ties of pairs that are not listed: scattered by popularity, kept as far as silence allows.

    The number of ties is Poisson, so that it is enough to look at the pairs on which one fell:
    never at all pairs of stakeholders.
    """
    n, symmetric, many, place = problem.n, problem.symmetric, 0, 0
    ends, denied, seen = np.zeros(n + 1), np.zeros(n), np.full(n, -1)
    for u in range(n):
        ends[u + 1] = ends[u] + chain.target[u]
        denied[u] = 0.0 if symmetric else math.log(max(problem.left_out[u], _TINY))
    deny(denied, problem.speaks_for, problem.implies, chain.hits, chain.alarms)
    found, number = np.empty((3, 1024), np.int64), np.zeros(n, np.int64)
    for u in range(n):
        while place < len(problem.source) and problem.source[place] == u:
            seen[problem.target[place]] = u
            place += 1
        # Row u holds the pairs with those after it; a directed tie also goes to those before it.
        before = ends[u + 1] if symmetric else 0.0
        rate = (2.0 if symmetric else 1.0) * chain.total[0] * chain.source[u]
        size = rng.poisson(rate * max(ends[n] - before, 0.0))
        found, last = _with_room(found, many + size), many
        for _ in range(size):
            dice = before + rng.random() * (ends[n] - before)
            v = _under(ends, dice)
            if seen[v] != u and v != u:
                number[v] += 1
                if number[v] == 1:
                    found[1, last], last = v, last + 1
        for k in range(many, last):
            v = found[1, k]
            likely = _silence(problem, chain, denied, u, v)
            some = math.exp(min(rate * chain.target[v], MOST_TIES))
            if rng.random() < likely * some / (1.0 + likely * (some - 1.0)):
                found[0, many], found[1, many], found[2, many] = u, v, number[v]
                many += 1
            number[v] = 0
    add_degrees(problem.heard, symmetric, chain.degree, found, many)
    if symmetric:
        _add_loops(chain.degree, chain.total[0], chain.source, problem.heard, rng)
    return Found(found[0, :many], found[1, :many], found[2, :many])


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
def _silence(problem: Problem, chain: Chain, denied: Floats, u: int, v: int) -> float:
    """Likelihood ratio of a tie of which nothing was said and that showed at no meeting."""
    ratio = denied[u] if problem.shown[v] else 0.0
    if problem.symmetric and problem.shown[u]:
        ratio += denied[v]
    for m in range(len(chain.apart)):
        more = chain.together[m] - chain.apart[m]
        ratio -= more * chain.exposure[m, u] * chain.exposure[m, v]
    return math.exp(min(ratio, 0.0))


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
    """Add the log likelihood ratio of a tie that the answers for a stakeholder leave out."""
    for w in range(len(speaks_for)):
        if implies[w]:
            ratio[speaks_for[w]] += math.log((1 - hits[w]) / (1 - alarms[w]))


@njit
def teaches(heard: Bools, symmetric: bool, u: int, v: int) -> bool:  # noqa: FBT001
    """Whether an answer can speak of the pair; a tie of which none can says nothing of others."""
    return bool(heard[u] or (symmetric and heard[v]))


@njit
def add_degrees(
    heard: Bools,
    symmetric: bool,  # noqa: FBT001
    degree: Floats,
    ties: Ints,
    many: int,
) -> None:
    """Count the first ties at both of their ends."""
    for k in range(many):
        u, v = ties[0, k], ties[1, k]
        if teaches(heard, symmetric, u, v):
            degree[0, u] += ties[2, k]
            degree[1, v] += ties[2, k]


@njit
def weigh_listed(problem: Problem, chain: Chain, rng: np.random.Generator) -> None:
    """Decide of each listed pair whether it has a tie, and how many."""
    ways = 2.0 if problem.symmetric else 1.0
    width, met = len(problem.speaks_for), ratio_by_meetings(problem, chain)
    seen, denied = np.empty(width), np.empty(width)
    for w in range(width):
        seen[w] = chain.hits[w] / chain.alarms[w]
        denied[w] = (1 - chain.hits[w]) / (1 - chain.alarms[w])
    ties = np.empty((3, len(problem.source)), np.int64)
    for k in range(len(problem.source)):
        u, v = problem.source[k], problem.target[k]
        mean = min(ways * chain.total[0] * chain.source[u] * chain.target[v], MOST_TIES)
        there = problem.settled[k] == 1
        if problem.settled[k] < 0:
            odds = max(math.expm1(mean), _TINY) * met[k]
            for r in range(problem.begins[k], problem.begins[k + 1]):
                w = problem.witness[r]
                odds *= seen[w] if problem.level[r] != 0 else denied[w]
            odds = min(odds, _VAST)
            there = rng.random() < odds / (1.0 + odds)
        chain.number[k] = 0
        if there:
            arrival = -math.log1p(rng.random() * math.expm1(-mean))
            chain.number[k] = 1 + rng.poisson(max(mean - arrival, 0.0))
        ties[0, k], ties[1, k], ties[2, k] = u, v, chain.number[k]
    add_degrees(problem.heard, problem.symmetric, chain.degree, ties, len(problem.source))


@njit
def ratio_by_meetings(problem: Problem, chain: Chain) -> Floats:
    """Likelihood ratio of a tie by the meetings of each listed pair."""
    ratio = np.ones(len(problem.source))
    for m in range(len(chain.apart)):
        log_more = math.log(chain.together[m] / chain.apart[m])
        more, exposure = chain.together[m] - chain.apart[m], chain.exposure[m]
        for k in range(len(ratio)):
            both = exposure[problem.source[k]] * exposure[problem.target[k]]
            ratio[k] *= math.exp(min(problem.meetings[m, k] * log_more - more * both, 200.0))
    return ratio


@njit
def move_levels(problem: Problem, chain: Chain, unlisted: int, rng: np.random.Generator) -> Ints:
    """Level of each tie, given what its reports say; returned are those of unlisted pairs."""
    highest, weights = problem.highest, chain.shares.copy()
    tally, kept, slipped = np.ones(highest), 5.0, 1.0
    levels = np.empty(unlisted, np.int64)
    right = (1 - chain.slip[0]) * max(highest - 1, 1) / chain.slip[0]
    for k in range(unlisted):
        levels[k] = _pick(weights, rng.random())
        tally[levels[k] - 1] += 1
    for k in range(len(problem.source)):
        if chain.number[k] == 0:
            continue
        chain.level[k] = problem.stated[k]
        if problem.settled[k] != 1:
            weights[:] = chain.shares
            for r in range(problem.begins[k], problem.begins[k + 1]):
                if problem.level[r] > 0:
                    weights[problem.level[r] - 1] *= right
            chain.level[k] = _pick(weights, rng.random())
        tally[chain.level[k] - 1] += 1
        for r in range(problem.begins[k], problem.begins[k + 1]):
            if problem.level[r] > 0:
                kept += problem.level[r] == chain.level[k]
                slipped += problem.level[r] != chain.level[k]
    whole = 0.0
    for level in range(highest):
        chain.shares[level] = rng.gamma(tally[level])
        whole += chain.shares[level]
    chain.shares[:] /= whole
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
