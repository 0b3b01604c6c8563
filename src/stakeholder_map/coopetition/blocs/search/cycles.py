"""Cycles that leave at least one tie violated, and the linear program over them (HiGHS)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from stakeholder_map.coopetition.blocs.signed import SignedTies
from stakeholder_map.influence.engine.types import Floats, Whole

PARTS = 60
"""Most parts of the least strength that all are looked for as multiples of."""

CUT_ROUNDS = 40
"""Rounds of cuts of the linear program."""

CUTS_A_ROUND = 4000
"""Violated cycles that one round adds at most."""


@dataclass(frozen=True, eq=False)
class Violations:
    """The ties that may be violated, one variable each, and the cycles found so far.

    Parameters
    ----------
    one, other : ndarray
        Ends of each tie.
    sign : ndarray
        1 of cooperation, -1 of competition.
    strength : ndarray
        Of each tie.
    n : int
        How many stakeholders.
    step : float
        What every strength is a whole multiple of, if a simple number is; else 0.
    """

    one: Whole
    other: Whole
    sign: Whole
    strength: Floats
    n: int
    step: float

    def cost(self, group: Whole) -> float:
        """Frustration of groups."""
        apart = group[self.one] != group[self.other]
        return float(self.strength[apart == (self.sign > 0)].sum())


def violations_of(ties: SignedTies) -> Violations:
    """The ties of both kinds, each once."""
    once = ties.tail < ties.end
    parts = []
    for sign, kind in ((1, ties.cooperation), (-1, ties.competition)):
        held = once & (kind > 0)
        parts.append((ties.tail[held], ties.end[held].astype(np.int64), kind[held], sign))
    strength = np.concatenate([part[2] for part in parts])
    return Violations(
        np.concatenate([part[0] for part in parts]),
        np.concatenate([part[1] for part in parts]),
        np.concatenate([np.full(len(part[0]), part[3]) for part in parts]),
        strength,
        ties.n,
        _step(strength),
    )


def _step(strength: Floats) -> float:
    """The largest number that every strength is a whole multiple of, if it is a simple one."""
    least = float(strength.min()) if len(strength) else 0.0
    for parts in range(1, PARTS + 1) if least else ():
        counts = strength / least * parts
        if np.abs(counts - np.round(counts)).max() < 1e-5:
            return least / parts * float(np.gcd.reduce(np.round(counts).astype(np.int64)))
    return 0.0


def relax(problem: Violations, *, double: bool) -> tuple[sparse.csr_array, float, Floats]:
    """The linear program over cycles, which are found where they are violated.

    Parameters
    ----------
    problem : Violations
        The ties.
    double : bool
        Whether there are two groups only: then every cycle with an odd number of ties of
        competition leaves one violated, otherwise only those with a single one.

    Returns
    -------
    (csr_array, float, ndarray)
        Cycles (rows) of ties (columns); a lower bound on frustration; to what share each tie is
        violated at that bound.
    """
    from scipy import optimize

    solve: Any = optimize.linprog

    size = len(problem.strength)
    cuts = sparse.csr_array((0, size))
    shares = np.zeros(size)
    value = 0.0
    for _ in range(CUT_ROUNDS):
        new = _two_sided(problem, shares) if double else _one_sided(problem, shares)
        if new.shape[0] == 0:
            break
        cuts = sparse.csr_array(sparse.vstack([cuts, new]))
        solved = solve(
            problem.strength,
            A_ub=-cuts,
            b_ub=-np.ones(cuts.shape[0]),
            bounds=(0, 1),
            method="highs",
        )
        shares, value = np.asarray(solved.x), float(solved.fun)
    return cuts, value, shares


def _one_sided(problem: Violations, shares: Floats) -> sparse.csr_array:
    """Violated cycles with one tie of competition: shortest ways of cooperation."""
    from scipy.sparse.csgraph import dijkstra

    works, competes = np.flatnonzero(problem.sign > 0), np.flatnonzero(problem.sign < 0)
    if not len(works) or not len(competes):
        return sparse.csr_array((0, len(shares)))
    n = problem.n
    length = shares[works] + 1e-7
    graph = sparse.csr_array((length, (problem.one[works], problem.other[works])), shape=(n, n))
    sources = np.unique(problem.one[competes])
    far, came = dijkstra(
        graph, directed=False, indices=sources, return_predecessors=True, limit=1.0
    )
    row = np.searchsorted(sources, problem.one[competes])
    gap = 1.0 - far[row, problem.other[competes]] - shares[competes]
    number = {
        (int(a), int(b)): int(tie)
        for tie, a, b in zip(works, problem.one[works], problem.other[works], strict=True)
    }
    found = []
    for place in np.argsort(-np.round(gap, 6), kind="stable")[:CUTS_A_ROUND]:
        if gap[place] < 1e-4:
            break
        at, home = int(problem.other[competes[place]]), int(problem.one[competes[place]])
        cycle = [int(competes[place])]
        while at != home:
            before = int(came[row[place], at])
            cycle.append(number[min(at, before), max(at, before)])
            at = before
        found.append(cycle)
    return _rows(found, size=len(shares))


def _two_sided(problem: Violations, shares: Floats) -> sparse.csr_array:
    """Violated cycles with an odd number of ties of competition: ways to one's own mirror image."""
    from scipy.sparse.csgraph import dijkstra

    n = problem.n
    one, other, length = problem.one, problem.other, shares + 1e-7
    turn = np.where(problem.sign < 0, n, 0)
    ends = [(one, other + turn), (one + n, other + n - turn)]
    tails = np.concatenate([a for a, _ in ends])
    heads = np.concatenate([b for _, b in ends])
    tie = np.tile(np.arange(len(shares)), 2)
    low, high = np.minimum(tails, heads), np.maximum(tails, heads)
    keep = np.lexsort((np.tile(length, 2), high, low))
    first = np.r_[True, np.diff(low[keep] * 2 * n + high[keep]) > 0] if len(keep) else keep > 0
    keep = keep[first]
    graph = sparse.csr_array(
        (np.tile(length, 2)[keep], (low[keep], high[keep])), shape=(2 * n, 2 * n)
    )
    number = dict(
        zip(
            zip(low[keep].tolist(), high[keep].tolist(), strict=True),
            tie[keep].tolist(),
            strict=True,
        )
    )
    far, came = dijkstra(
        graph, directed=False, indices=np.arange(n), return_predecessors=True, limit=1.0
    )
    gap = 1.0 - far[np.arange(n), np.arange(n) + n]
    found = []
    for home in np.argsort(-np.round(gap, 6), kind="stable")[:CUTS_A_ROUND]:
        if gap[home] < 1e-4:
            break
        at = int(home) + n
        cycle = []
        while at != home:
            before = int(came[home, at])
            cycle.append(number[min(at, before), max(at, before)])
            at = before
        odd = [each for each in set(cycle) if cycle.count(each) % 2]
        found.append(sorted(odd))
    return _rows(found, size=len(shares))


def _rows(cycles: list[list[int]], *, size: int) -> sparse.csr_array:
    distinct = sorted({tuple(sorted(cycle)) for cycle in cycles})
    rows = np.repeat(np.arange(len(distinct)), [len(cycle) for cycle in distinct])
    columns = np.array([tie for cycle in distinct for tie in cycle], dtype=np.int64)
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(distinct), size))
