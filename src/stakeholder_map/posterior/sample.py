"""Chains of the sampler, side by side, run until they agree."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from stakeholder_map.posterior.candidates import Part
from stakeholder_map.posterior.chain import Chain, Kept, start_chain
from stakeholder_map.posterior.convergence import agreement
from stakeholder_map.posterior.problem import Ints, Problem
from stakeholder_map.tables import LAYERS

CHAINS = 4
"""Chains of each layer and area."""

AGREED, ENOUGH = 1.08, 40.0
"""Split R-hat below which chains agree, and independent draws that they need at least."""


@dataclass(frozen=True)
class Plan:
    """How long a chain runs.

    Parameters
    ----------
    warm : int
        Sweeps of which nothing is kept.
    least : int
        Sweeps that are traced at the least. As long as the chains do not agree they run twice as
        long, and every second draw is dropped.
    most : int
        Sweeps after which they stop even so.
    thin : int
        At first, one sweep of so many is a draw.
    """

    warm: int
    least: int
    most: int
    thin: int


WHOLE, INSIDE = Plan(300, 600, 2400, 12), Plan(200, 600, 2400, 12)
DIRECTED = Plan(60, 120, 480, 2)
"""Plans of a symmetric layer as a whole and in an area, and of a directed layer, in which each
sweep is all but a fresh start."""


def plan_of(part: Part) -> Plan:
    """How long the chains of a layer and area run."""
    if LAYERS[part[0]].directed:
        return DIRECTED
    return INSIDE if part[1] else WHOLE


class Sampling:
    """All chains of one problem, on their way in a pool of threads.

    Parameters
    ----------
    pool : ThreadPoolExecutor
        Where they run.
    problem : Problem
        What was reported.
    plan : Plan
        How long.
    draws : int
        Draws over all chains. How long they run until they agree does not depend on it.
    seed : sequence of int
        Of the random numbers; each chain adds its own number.
    """

    def __init__(
        self,
        pool: ThreadPoolExecutor,
        problem: Problem,
        *,
        plan: Plan,
        draws: int,
        seed: Sequence[int],
    ) -> None:
        self._pool, self._plan, self._draws, self._thin = pool, plan, -(-draws // CHAINS), plan.thin
        self._chains = [_Running.begin(problem, [*seed, number]) for number in range(CHAINS)]
        self._kept: list[Kept] = []
        self._agreed = False
        self._go_on(plan.least, warm=plan.warm)

    def result(self) -> list[Kept] | None:
        """Wait for the chains; None where they have to run on, and are on their way again."""
        found = [each.result() for each in self._coming]
        if not self._kept:
            self._kept = found
        else:
            self._kept = [_joined(*both) for both in zip(self._kept, found, strict=True)]
            if not self._agreed:
                self._kept, self._thin = (
                    [_every_second(each) for each in self._kept],
                    2 * self._thin,
                )
        sweeps = len(self._kept[0].trace)
        self._agreed = self._agreed or sweeps >= self._plan.most or _agree(self._kept)
        missing = self._draws - (len(self._kept[0].ends) - 1)
        if self._agreed and missing <= 0:
            return self._kept
        self._go_on(missing * self._thin if self._agreed else sweeps)
        return None

    def _go_on(self, sweeps: int, *, warm: int = 0) -> None:
        self._coming: list[Future[Kept]] = [
            self._pool.submit(each.run, warm, sweeps, self._thin) for each in self._chains
        ]


def run_chains(problem: Problem, *, plan: Plan, draws: int, seed: Sequence[int]) -> list[Kept]:
    """All chains of one problem, to their end; see `Sampling`."""
    with chain_pool() as pool:
        sampling = Sampling(pool, problem, plan=plan, draws=draws, seed=seed)
        while (kept := sampling.result()) is None:
            pass
        return kept


def chain_pool() -> ThreadPoolExecutor:
    """Threads for chains, as many as can run at once; they change no figure."""
    return ThreadPoolExecutor(_threads())


def _threads() -> int:
    return min(CHAINS, os.cpu_count() or 1)


@dataclass(frozen=True, eq=False)
class _Running:
    """One chain, wherever it stands."""

    problem: Problem
    chain: Chain
    rng: np.random.Generator

    @classmethod
    def begin(cls, problem: Problem, seed: Sequence[int]) -> Self:
        rng = np.random.default_rng(seed)
        return cls(_plain(problem), start_chain(problem, rng), rng)

    def run(self, warm: int, sweeps: int, thin: int) -> Kept:
        from stakeholder_map.posterior.kernel import run_chain

        plan = np.array([warm, sweeps, thin], dtype=np.int64)
        return run_chain(self.problem, self.chain, plan, self.rng)


def _plain(problem: Problem) -> Problem:
    """The same in arrays of one kind, contiguous and writable, so that one compilation will do."""
    fields: list[Any] = [
        np.array(each) if isinstance(each, np.ndarray) else each for each in problem
    ]
    return type(problem)(*fields)


def _agree(kept: Iterable[Kept]) -> bool:
    r_hat, size = agreement([each.trace for each in kept])
    return r_hat <= AGREED and size >= ENOUGH


def _joined(one: Kept, more: Kept) -> Kept:
    return Kept(
        np.concatenate([one.keys, more.keys]),
        np.concatenate([one.levels, more.levels]),
        np.concatenate([one.ends, one.ends[-1] + more.ends[1:]]),
        np.concatenate([one.trace, more.trace]),
    )


def _every_second(kept: Kept) -> Kept:
    """The second draw, the fourth and so on."""
    size = np.diff(kept.ends)
    second: Ints = np.arange(len(size)) % 2
    stay = np.repeat(second == 1, size)
    ends = np.concatenate([[0], np.cumsum(size[second == 1])]).astype(np.int64)
    return Kept(kept.keys[stay], kept.levels[stay], ends, kept.trace)
