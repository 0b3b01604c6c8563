"""Branch and bound over who stands in which group, with the cycles that are known."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from stakeholder_map.coopetition.blocs.search.cycles import Violations
from stakeholder_map.influence.engine.types import Floats, Whole


def branch(
    problem: Violations, cuts: sparse.csr_array, *, groups: int, below: float, nodes: int
) -> tuple[float, Whole | None]:
    """Look for groups of less frustration than is known.

    Parameters
    ----------
    problem : Violations
        The ties.
    cuts : csr_array
        Cycles (rows) of ties (columns) of which at least one is violated.
    groups : int
        How many groups there may be.
    below : float
        Only what is at most this is looked for.
    nodes : int
        Most nodes.

    Returns
    -------
    (float, ndarray or None)
        A lower bound, infinite where nothing is below; the groups found.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    size, n = len(problem.strength), problem.n
    placed = n if groups == 2 else n * groups
    pairs = _sides(problem) if groups == 2 else _seats(problem, groups=groups)
    upper = np.ones(size + placed)
    _break_symmetry(problem, upper=upper[size:], groups=groups)
    price = np.concatenate([problem.strength, np.zeros(placed)])
    wide = sparse.hstack([cuts, sparse.csr_array((cuts.shape[0], placed))])
    rules = [
        LinearConstraint(sparse.csr_array(wide), lb=1.0),
        LinearConstraint(pairs[0], lb=pairs[1]),
        LinearConstraint(sparse.csr_array(price[None, :]), ub=below),
    ]
    if groups > 2:
        seats = sparse.kron(sparse.eye_array(n), np.ones((1, groups)))
        whole = sparse.hstack([sparse.csr_array((n, size)), seats])
        rules.append(LinearConstraint(sparse.csr_array(whole), lb=1.0, ub=1.0))
    solved: Any = milp(
        price,
        integrality=np.r_[np.zeros(size), np.ones(placed)],
        bounds=Bounds(0.0, upper),
        constraints=rules,
        options={"node_limit": nodes, "mip_rel_gap": 0.0},
    )
    if solved.status == 2:
        return np.inf, None
    bound = float(solved.mip_dual_bound) if solved.mip_dual_bound is not None else 0.0
    if solved.x is None:
        return bound, None
    seat = np.round(solved.x[size:]).astype(np.int64)
    return bound, seat if groups == 2 else seat.reshape(n, groups).argmax(axis=1)


def _sides(problem: Violations) -> tuple[sparse.csr_array, Floats]:
    """Two groups: a tie is violated at least by how far its ends are from what it asks for."""
    size, tie = len(problem.strength), np.arange(len(problem.strength))
    sign = problem.sign.astype(np.float64)
    blocks = []
    for turn in (1.0, -1.0):
        rows, columns = (
            np.tile(tie, 3),
            np.concatenate([tie, size + problem.one, size + problem.other]),
        )
        values = np.concatenate([np.ones(size), np.full(size, turn), -turn * sign])
        blocks.append(sparse.csr_array((values, (rows, columns)), shape=(size, size + problem.n)))
    works = sign > 0
    low = np.concatenate([np.where(works, 0.0, 1.0), np.where(works, 0.0, -1.0)])
    return sparse.csr_array(sparse.vstack(blocks)), low


def _seats(problem: Violations, *, groups: int) -> tuple[sparse.csr_array, Floats]:
    """Several groups: the same for each group by itself."""
    size, n = len(problem.strength), problem.n
    width = size + n * groups
    works, competes = np.flatnonzero(problem.sign > 0), np.flatnonzero(problem.sign < 0)
    blocks, low = [], []
    for seat in range(groups):
        for tie, turns, least in (
            (works, (1.0, -1.0), 0.0),
            (works, (-1.0, 1.0), 0.0),
            (competes, (-1.0, -1.0), -1.0),
        ):
            row = np.tile(np.arange(len(tie)), 3)
            ends = [size + end[tie] * groups + seat for end in (problem.one, problem.other)]
            values = np.concatenate(
                [np.ones(len(tie)), np.full(len(tie), turns[0]), np.full(len(tie), turns[1])]
            )
            columns = np.concatenate([tie, *ends])
            blocks.append(sparse.csr_array((values, (row, columns)), shape=(len(tie), width)))
            low.append(np.full(len(tie), least))
    return sparse.csr_array(sparse.vstack(blocks)), np.concatenate(low)


def _break_symmetry(problem: Violations, *, upper: Floats, groups: int) -> None:
    """The one with most at stake stands in the first group, the next in the first two, ..."""
    ends = np.concatenate([problem.one, problem.other])
    stake = np.bincount(ends, np.tile(problem.strength, 2), minlength=problem.n)
    order = np.argsort(-np.round(stake, 9), kind="stable")
    if groups == 2:
        upper[order[:1]] = 0.0
        return
    for place, one in enumerate(order[: groups - 1]):
        upper[one * groups + place + 1 : (one + 1) * groups] = 0.0
