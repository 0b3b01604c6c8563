"""How long the exact choice of partners and project takes, beside a mixed-integer program.

Random instances with every kind of constraint at work: seats, families, must-haves, candidates that
are ruled out, key groups and kinds of assets that a project takes, hours that the members must
bring, projects that are ruled out; overlapping populations, dense trust, competition by project.

* exact: the own branch and bound (`partners.choice.search.best`), best choice, one core
* six: the same with the next five choices
* HiGHS: the same instance as a mixed-integer program, one project at a time, all within so many
  seconds (only with --highs SECONDS). `pairs`: a variable for each pair; `compact`: one for each
  candidate (Glover 1975). Where both prove their best, it must be the same

    python benchmarks/partners.py [--sizes 60 200 2000] [--seeds 5] [--scenarios 1000] [--highs 60]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

import numpy as np
from scipy import sparse

from stakeholder_map.influence.engine.fan import fan_out
from stakeholder_map.partners.choice.search.best import find_best
from stakeholder_map.partners.choice.search.problem import Problem

KINDS = 7
GOALS = {60: 1.0, 200: 5.0, 2000: 30.0}
SCENARIOS_S = 60.0

MOST_PAIRED = 300
"""Candidates up to which HiGHS is given a variable for each pair; millions of them beyond."""


def random_problem(
    seed: int,
    *,
    n: int,
    projects: int = 8,
    groups: int = 12,
    seats: int = 6,
    listed: int = 0,
) -> Problem:
    """A random instance in which all constraints are at work.

    `listed` is how many others each speaks of; 0: of seven in ten, and of rivals one in four.
    """
    dense = (0.7, 0.25) if not listed else (min(0.7, listed / n), min(0.25, listed / n))
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.full(8, 3.0))
    group = rng.integers(0, groups, n)
    assets = rng.integers(1, 5, (n, KINDS)) / 4 * (rng.random((n, KINDS)) < 0.3)
    populations = 12 if n > 14 else 5
    people = rng.dirichlet(np.ones(populations))
    reach = rng.random((n, populations)) * (rng.random((n, populations)) < 0.25) * people
    own_assets = (rng.random(KINDS) < 0.2) * 0.5
    influence, willing = rng.random(n), rng.integers(1, 5, n) / 4
    trust = rng.random((n, n)) * (rng.random((n, n)) < dense[0])
    pairs = seats * (seats - 1) / 2
    cover, base, own, required, shared = [], [], [], [], []
    for _ in range(projects):
        kinds = rng.choice(KINDS, 2, replace=False)
        wanted = rng.choice(groups, min(3, seats - 2), replace=False)
        share = np.isin(np.arange(KINDS), kinds) / 2 * weights[4]
        unit = np.eye(groups)[group] * weights[3] / min(seats, groups)
        cover.append(np.hstack([reach * weights[2], unit, assets * share]))
        base.append(np.concatenate([np.zeros(populations + groups), own_assets * share]))
        backing, with_us = rng.integers(0, 5, n) / 4, rng.random(n) * (rng.random(n) < 0.3)
        own.append(
            (weights[0] * willing + weights[1] * influence + weights[7] * backing / 6) / seats
            - weights[6] * with_us / (pairs + seats)
        )
        rivalry = np.triu(rng.random((n, n)) * (rng.random((n, n)) < dense[1]), 1)
        rivalry = rivalry + rivalry.T
        shared.append(
            weights[5] * (trust + trust.T) / 2 / pairs - weights[6] * rivalry / (pairs + seats)
        )
        np.fill_diagonal(shared[-1], 0.0)
        lacking = [int(kind) for kind in kinds if not own_assets[kind]]
        required.append(
            sum(1 << int(each) for each in wanted) | sum(1 << (groups + kind) for kind in lacking)
        )
    brings = [
        (1 << int(group[one]))
        | sum(1 << (groups + kind) for kind in range(KINDS) if assets[one, kind])
        for one in range(n)
    ]
    family = np.where(rng.random(n) < 0.15, rng.integers(0, n, n), np.arange(n))
    possible = rng.random(projects) < 0.8
    possible[int(rng.integers(projects))] = True
    return Problem(
        own=np.array(own),
        worth=weights[7] * rng.random(projects) * 5 / 6,
        cover=tuple(cover),
        base=np.array(base),
        pairs=np.array(shared),
        field=np.arange(projects),
        brings=np.array(brings, dtype=np.uint64),
        required=np.array(required, dtype=np.uint64),
        classes=group.astype(np.int64),
        class_count=groups,
        hours=rng.uniform(-2, 18, n),
        needed=rng.uniform(4, 11, projects) * seats,
        family=family.astype(np.int64),
        allowed=rng.random(n) < 0.9,
        must=(int(rng.integers(n)),) if rng.random() < 0.5 else (),
        seats=seats,
        possible=possible,
    )


def time_sizes(sizes: Sequence[int], *, seeds: int, highs: float) -> bool:
    """Print the times of each size; whether all are proven, or told, within the goal."""
    good = True
    for n in sizes:
        spent, more, gaps = [], [], []
        for seed in range(seeds):
            problem = random_problem(seed, n=n)
            begun = time.process_time()
            found = find_best(problem)
            spent.append(time.process_time() - begun)
            begun = time.process_time()
            find_best(problem, count=6)
            more.append(time.process_time() - begun)
            top = found.best[0].benefit if found.best else found.bound
            gaps.append(found.bound - top if found.best else 0.0)
            if highs and found.best:
                beside(problem, seed=seed, ours=(spent[-1], top, found.bound), limit=highs)
        print(
            f"{n} candidates, 8 projects, 12 key groups: exact {np.median(spent):.3f} s (most "
            f"{max(spent):.3f}), six best {np.median(more):.3f} s (most {max(more):.3f}); "
            f"largest gap {max(gaps):.1e}",
            flush=True,
        )
        good &= max(*spent, *more) < GOALS.get(n, np.inf) and (n > 200 or max(gaps) < 1e-9)
    return good


def beside(problem: Problem, *, seed: int, ours: tuple[float, float, float], limit: float) -> None:
    """Print one instance by every method: CPU time, what was found, what nothing can exceed."""
    lines = {"exact": ours}
    for form in ("pairs", "compact") if problem.n <= MOST_PAIRED else ("compact",):
        begun = time.process_time()
        found = by_milp(problem, form=form, limit=limit)
        lines[f"HiGHS {form}"] = (time.process_time() - begun, *found)
    for name, (took, value, bound) in lines.items():
        gap = f"{bound - value:.4f}" if bound - value > 1e-6 else "0, proven"
        print(f"| {problem.n} | {seed} | {name} | {took:.2f} | {value:.6f} | {gap} |", flush=True)


def time_scenarios(count: int) -> bool:
    """Print how long so many scenarios of 60 candidates take; whether within the goal."""
    base = random_problem(1, n=60)
    rng = np.random.default_rng(1)
    problems = [
        base.changed(
            own=base.own * rng.uniform(0.5, 1.5, base.own.shape),
            pairs=base.pairs * (half := np.triu(rng.uniform(0.5, 1.5, base.pairs.shape[1:]), 1))
            + base.pairs * half.T,
        )
        for _ in range(count)
    ]
    wall, cpu = time.perf_counter(), time.process_time()
    fan_out(
        lambda span: [find_best(problems[at]) for at in range(*span)],
        count=count,
        steps=count * 1_000_000,
    )
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{count} scenarios of 60 candidates: {wall:.1f} s, {cpu:.1f} s of CPU")
    return wall < SCENARIOS_S


def by_milp(problem: Problem, *, form: str, limit: float) -> tuple[float, float]:
    """The best benefit by HiGHS, and its bound: one project at a time, within a time limit."""
    best = bound = -np.inf
    projects = np.flatnonzero(problem.possible)
    begun = time.perf_counter()
    for turn, project in enumerate(projects):
        rest = max(limit - (time.perf_counter() - begun), 0.1) / (len(projects) - turn)
        value, most = _milp(problem, int(project), form=form, limit=rest)
        best, bound = max(best, value), max(bound, most)
    return best, bound


def _milp(problem: Problem, project: int, *, form: str, limit: float) -> tuple[float, float]:
    from scipy.optimize import Bounds, LinearConstraint, milp

    n = problem.n
    gain = np.maximum(problem.cover[project] - problem.base[project], 0.0)
    who, what = np.nonzero(gain)
    rows = [
        [np.ones((1, n)), None, None, 1.0, problem.seats],
        [problem.hours[None], None, None, problem.needed[project], np.inf],
        [_brought(problem, project), None, None, 1.0, np.inf],
        [problem.family == np.unique(problem.family)[:, None], None, None, 0.0, 1.0],
        [-_picks(who, n), sparse.eye_array(len(who)), None, -np.inf, 0.0],
        [None, _picks(what, gain.shape[1]).T, None, -np.inf, 1.0],
    ]
    worth, more = (_paired if form == "pairs" else _compact)(problem, project)
    blocks = [
        [None if part is None else sparse.csr_array(part, dtype=float) for part in row[:3]]
        for row in [*rows, *more]
    ]
    least, most = (
        np.concatenate(
            [
                np.broadcast_to(row[side], next(p for p in block if p is not None).shape[0])
                for row, block in zip([*rows, *more], blocks, strict=True)
            ]
        )
        for side in (3, 4)
    )
    total = n + len(who) + len(worth)
    low, high = np.zeros(total), np.ones(total)
    high[:n] = problem.allowed
    low[list(problem.must)] = high[list(problem.must)] = 1.0
    low[n + len(who) :] = -np.inf
    found = milp(
        -np.concatenate([problem.own[project], gain[who, what], worth]),
        constraints=LinearConstraint(sparse.block_array(blocks, format="csr"), least, most),
        bounds=Bounds(low, high),
        integrality=np.arange(total) < n,
        options={"mip_rel_gap": 0.0, "time_limit": limit},
    )
    if found.status == 2:
        return -np.inf, -np.inf
    bound = found.mip_dual_bound if found.mip_dual_bound is not None else -np.inf
    value = -found.fun if found.x is not None else -np.inf
    return float(problem.worth[project] + value), float(problem.worth[project] - bound)


def _brought(problem: Problem, project: int) -> np.ndarray:
    bits = [bit for bit in range(64) if int(problem.required[project]) >> bit & 1]
    brings = [[int(each) >> bit & 1 for each in problem.brings] for bit in bits]
    return np.array(brings).reshape(len(bits), problem.n)


def _picks(columns: np.ndarray, width: int) -> sparse.csr_array:
    shape = (len(columns), width)
    return sparse.csr_array((np.ones(len(columns)), (np.arange(len(columns)), columns)), shape)


def _paired(problem: Problem, project: int) -> tuple[np.ndarray, list[list[object]]]:
    """A variable for each pair: at most either member, at least both less one."""
    pairs = np.triu(problem.pairs[problem.field[project]])
    one, other = np.nonzero(pairs)
    worth, every = pairs[one, other], sparse.eye_array(len(one), format="csr")
    gives = worth > 0
    ends = [_picks(end, problem.n) for end in (one, other)]
    rows: list[list[object]] = [[-end[gives], None, every[gives], -np.inf, 0.0] for end in ends]
    rows.append([-(ends[0] + ends[1])[~gives], None, every[~gives], -1.0, np.inf])
    rows.append([None, None, every, 0.0, np.inf])
    return worth, rows


def _compact(problem: Problem, project: int) -> tuple[np.ndarray, list[list[object]]]:
    """A variable for each candidate, half of what it shares with members (Glover 1975)."""
    half = problem.pairs[problem.field[project]] / 2
    falling = -np.sort(-half, axis=1)
    most = np.maximum(falling[:, : problem.seats - 1], 0.0).sum(axis=1)
    least = np.minimum(falling[:, 1 - problem.seats :], 0.0).sum(axis=1)
    every = sparse.eye_array(problem.n)
    return np.ones(problem.n), [
        [-sparse.diags_array(most), None, every, -np.inf, 0.0],
        [-half - np.diag(least), None, every, -np.inf, -least],
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[60, 200, 2000])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--scenarios", type=int, default=1000)
    parser.add_argument("--highs", type=float, default=0.0, help="seconds for each instance")
    parser.add_argument(
        "--check", action="store_true", help="exit code 1 when the goals are missed"
    )
    given = parser.parse_args(arguments)
    find_best(random_problem(0, n=12))  # loads the kernel
    good = time_sizes(given.sizes, seeds=given.seeds, highs=given.highs)
    good &= time_scenarios(given.scenarios) if given.scenarios else True
    return int(given.check and not good)


if __name__ == "__main__":
    sys.exit(main())
