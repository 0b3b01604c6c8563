"""Ties, given popularity and rates: of pairs nobody listed, of listed pairs, and their levels.

Only the steps themselves are given the whole problem and chain: each function to which so many
arrays are handed takes seconds to compile.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from stakeholder_map.posterior.chain import Chain, Found, njit
from stakeholder_map.posterior.problem import Bools, Floats, Ints, Problem

MOST_TIES = 50.0
_TINY = 1e-300


class Row(NamedTuple):
    """Where the search stands: pairs found so far, and marks on the stakeholders.

    Parameters
    ----------
    found : (3, size) int array
        Both ends and the number of ties of each pair.
    number : (n,) int array
        Ties that fell on the pairs of the row.
    seen : (n,) int array
        The last row in which the pair with each stakeholder is listed.
    """

    found: Ints
    number: Ints
    seen: Ints


@njit
def find_unlisted(problem: Problem, chain: Chain, rng: np.random.Generator) -> Found:
    """Ties of pairs that are not listed: scattered by popularity, kept as far as silence allows.

    The number of ties is Poisson, so that it is enough to look at the pairs on which one fell:
    never at all pairs of stakeholders.
    """
    n, symmetric, many, place = problem.n, problem.symmetric, 0, 0
    ends = np.append(0.0, np.cumsum(chain.target))
    denied = np.log(np.maximum(problem.left_out, _TINY))
    if symmetric:
        denied = log_denied(problem.speaks_for, problem.implies, chain.hits, chain.alarms, n)
    row = Row(np.empty((3, 1024), np.int64), np.zeros(n, np.int64), np.full(n, -1))
    for u in range(n):
        while place < len(problem.source) and problem.source[place] == u:
            row.seen[problem.target[place]] = u
            place += 1
        # Row u holds the pairs with those after it; a directed tie also goes to those before it.
        before = ends[u + 1] if symmetric else 0.0
        rate = (2.0 if symmetric else 1.0) * chain.total[0] * chain.source[u]
        size = rng.poisson(rate * max(ends[n] - before, 0.0))
        if many + size > row.found.shape[1]:
            room = np.empty((3, many + size), np.int64)
            row = Row(np.concatenate((row.found, room), axis=1), row.number, row.seen)
        last = many
        for _ in range(size):
            last = _scatter(row, ends, (u, last), before + rng.random() * (ends[n] - before))
        many = _keep(problem, chain, row, denied, (u, many, last), rng)
    found = row.found[:, :many]
    add_degrees(problem.heard, symmetric, chain.degree, found)
    if symmetric:
        loops = _loops(chain.total[0] * chain.source**2 * problem.heard, rng)
        chain.degree[:] += loops
    return Found(found[0], found[1], found[2])


@njit
def _scatter(row: Row, ends: Floats, at: tuple[int, int], dice: float) -> int:
    """Let one tie fall in row `u`, after the pairs found so far; how many these are then."""
    u, last = at
    v = min(int(np.searchsorted(ends, dice, side="right")) - 1, len(ends) - 2)
    if row.seen[v] == u or v == u:
        return last
    row.number[v] += 1
    if row.number[v] > 1:
        return last
    row.found[0, last], row.found[1, last] = u, v
    return last + 1


@njit
def _keep(  # noqa: PLR0917 - compiled functions take no keywords
    problem: Problem,
    chain: Chain,
    row: Row,
    denied: Floats,
    at: tuple[int, int, int],
    rng: np.random.Generator,
) -> int:
    """Keep pairs of row `u` on which ties fell with the odds that their silence leaves."""
    u, kept, last = at
    rate = (2.0 if problem.symmetric else 1.0) * chain.total[0] * chain.source[u]
    for k in range(kept, last):
        v = row.found[1, k]
        ratio = denied[u] if problem.shown[v] else 0.0
        if problem.symmetric and problem.shown[u]:
            ratio += denied[v]
        for m in range(len(problem.meetings)):
            more = chain.together[m] - chain.apart[m]
            ratio -= more * chain.exposure[m, u] * chain.exposure[m, v]
        likely = math.exp(min(ratio, 0.0))
        some = math.exp(min(rate * chain.target[v], MOST_TIES))
        if rng.random() < likely * some / (1.0 + likely * (some - 1.0)):
            row.found[0, kept], row.found[1, kept], row.found[2, kept] = u, v, row.number[v]
            kept += 1
        row.number[v] = 0
    return kept


@njit
def _loops(rates: Floats, rng: np.random.Generator) -> Floats:
    """Ties of stakeholders with themselves: they fill up the Poisson number of ties."""
    loops = np.zeros(len(rates))
    for u in range(len(rates)):
        loops[u] = rng.poisson(rates[u])
    return loops


@njit
def log_denied(speaks_for: Ints, implies: Bools, hits: Floats, alarms: Floats, n: int) -> Floats:
    """Log likelihood ratio of a tie that the answers for a stakeholder leave out."""
    ratio = np.zeros(n)
    for w in range(len(speaks_for)):
        if implies[w]:
            ratio[speaks_for[w]] += math.log((1 - hits[w]) / (1 - alarms[w]))
    return ratio


@njit
def teaches(heard: Bools, symmetric: bool, u: int, v: int) -> bool:  # noqa: FBT001
    """Whether an answer can speak of the pair; a tie of which none can says nothing of others."""
    return bool(heard[u] or (symmetric and heard[v]))


@njit
def add_degrees(heard: Bools, symmetric: bool, degree: Floats, ties: Ints) -> None:  # noqa: FBT001
    """Count ties at both of their ends."""
    for k in range(ties.shape[1]):
        u, v = ties[0, k], ties[1, k]
        if teaches(heard, symmetric, u, v):
            degree[0, u] += ties[2, k]
            degree[1, v] += ties[2, k]


@njit
def weigh_listed(problem: Problem, chain: Chain, rng: np.random.Generator) -> None:
    """Decide of each listed pair whether it has a tie, and how many."""
    seen = np.log(chain.hits / chain.alarms)
    denied = np.log((1 - chain.hits) / (1 - chain.alarms))
    ways = 2.0 if problem.symmetric else 1.0
    log_more, more = np.log(chain.together / chain.apart), chain.together - chain.apart
    ties = np.empty((3, len(problem.source)), np.int64)
    for k in range(len(problem.source)):
        u, v = problem.source[k], problem.target[k]
        mean = min(ways * chain.total[0] * chain.source[u] * chain.target[v], MOST_TIES)
        logit = math.log(max(math.expm1(mean), _TINY))
        for r in range(problem.begins[k], problem.begins[k + 1]):
            w = problem.witness[r]
            logit += seen[w] if problem.level[r] != 0 else denied[w]
        for m in range(len(more)):
            exposure = chain.exposure[m, u] * chain.exposure[m, v]
            logit += problem.meetings[m, k] * log_more[m] - exposure * more[m]
        there = problem.settled[k] == 1
        if problem.settled[k] < 0:
            there = rng.random() < 1.0 / (1.0 + math.exp(min(-logit, 700.0)))
        chain.number[k] = 0
        if there:
            arrival = -math.log1p(rng.random() * math.expm1(-mean))
            chain.number[k] = 1 + rng.poisson(max(mean - arrival, 0.0))
        ties[0, k], ties[1, k], ties[2, k] = u, v, chain.number[k]
    add_degrees(problem.heard, problem.symmetric, chain.degree, ties)


@njit
def move_levels(problem: Problem, chain: Chain, unlisted: int, rng: np.random.Generator) -> Ints:
    """Level of each tie, given what its reports say; returned are those of unlisted pairs."""
    highest, usual = problem.highest, np.cumsum(chain.shares)
    tally, kept, slipped = np.ones(highest), 5.0, 1.0
    levels = np.empty(unlisted, np.int64)
    right = (1 - chain.slip[0]) * max(highest - 1, 1) / chain.slip[0]
    for k in range(unlisted):
        levels[k] = _pick(usual, rng.random())
        tally[levels[k] - 1] += 1
    for k in range(len(problem.source)):
        if chain.number[k] == 0:
            continue
        chain.level[k] = problem.stated[k]
        if problem.settled[k] != 1:
            shares = chain.shares.copy()
            for r in range(problem.begins[k], problem.begins[k + 1]):
                if problem.level[r] > 0:
                    shares[problem.level[r] - 1] *= right
            chain.level[k] = _pick(np.cumsum(shares), rng.random())
        tally[chain.level[k] - 1] += 1
        for r in range(problem.begins[k], problem.begins[k + 1]):
            if problem.level[r] > 0:
                kept += problem.level[r] == chain.level[k]
                slipped += problem.level[r] != chain.level[k]
    for level in range(highest):
        chain.shares[level] = rng.gamma(tally[level])
    chain.shares[:] /= chain.shares.sum()
    chain.slip[0] = min(max(rng.beta(slipped, kept), 1e-4), 0.9)
    return levels


@njit
def _pick(ends: Floats, dice: float) -> int:
    """A level, from 1, by cumulative weights."""
    place = 0
    while place < len(ends) - 1 and dice * ends[-1] >= ends[place]:
        place += 1
    return place + 1
