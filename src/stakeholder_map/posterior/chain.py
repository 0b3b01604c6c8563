"""Where one chain of the sampler stands, how it starts, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numba  # type: ignore[import-untyped, unused-ignore]
import numpy as np

from stakeholder_map.posterior.problem import Floats, Ints, Problem

Compiled = TypeVar("Compiled", bound=Callable[..., object])

OPTIONS: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}
"""Of steps that are called from compiled code only."""

njit = cast("Callable[[Compiled], Compiled]", numba.njit(**OPTIONS))
"""Compile a step of `run_chain`, into which it is built."""


class Chain(NamedTuple):
    """Where one chain stands; the steps of a sweep write into its arrays.

    Parameters
    ----------
    total : (1,) float array
        Expected number of ties, repeated ones counted.
    source, target : (n,) float arrays
        Popularity at either end, each with sum 1; one and the same array where symmetric.
    spread : (2,) float array
        Parameters of the Dirichlet distributions of both; where symmetric, of those heard and of
        the silent.
    hits, alarms : (W,) float arrays
        How often each witness reports a tie that is there, and one that is not.
    outlook : (4,) float array
        Mean and concentration of `hits`, and of `alarms`, over the witnesses.
    apart, together : (M,) float arrays
        How often pairs without and with a tie meet, for each unit of exposure.
    exposure : (M, n) float array
        How often each stakeholder can be met; that of a pair is the product.
    shares : (H,) float array
        Share of the ties at each level.
    slip : (1,) float array
        How often a report is at another level than its tie.
    number, level : (P,) int arrays
        Ties of each listed pair, repeated ones counted, and their level.
    degree : (2, n) float array
        Ends of ties at each stakeholder, repeated ones counted, as source and as target; but for
        pairs of which no answer can speak.
    pull : (M,) float array
        By which power popularity goes with attendance.
    share : (3,) float array
        Share of the silent in all popularity, where symmetric (0 where all were heard), and the
        parameters of its beta prior.
    frame : (4, 4) float array
        Steps of `move_together`: of the logarithm of `total`, the logits of `hits`, `alarms` and
        `share`.
    """

    total: Floats
    source: Floats
    target: Floats
    spread: Floats
    hits: Floats
    alarms: Floats
    outlook: Floats
    apart: Floats
    together: Floats
    exposure: Floats
    shares: Floats
    slip: Floats
    number: Ints
    level: Ints
    degree: Floats
    pull: Floats
    share: Floats
    frame: Floats


class Found(NamedTuple):
    """Ties of pairs that are not listed: both ends, and how many of each."""

    source: Ints
    target: Ints
    number: Ints


class Kept(NamedTuple):
    """Draws of one chain.

    Parameters
    ----------
    keys : (ties,) int array
        ``source * n + target`` of the ties of one draw after the other.
    levels : (ties,) int array
        Their levels.
    ends : (draws + 1,) int array
        Where the ties of each draw begin.
    trace : (sweeps, 4) float array
        After each sweep that may be kept: number of ties, mean of the hits, logarithms of
        the mean of the alarms and of the parameter of the popularity of sources.
    """

    keys: Ints
    levels: Ints
    ends: Ints
    trace: Floats


def start_chain(problem: Problem, rng: np.random.Generator) -> Chain:
    """A start that differs from chain to chain, spread wider than what is to be found."""
    n, kinds = problem.n, len(problem.meetings)
    width = len(problem.speaks_for)
    positive = problem.level != 0
    pair = np.repeat(np.arange(len(problem.source)), np.diff(problem.begins))
    named = (np.bincount(pair[positive], minlength=len(problem.source)) > 0) | (
        problem.settled == 1
    )
    ends = np.bincount(problem.target[named], minlength=n)
    if problem.symmetric:
        ends += np.bincount(problem.source[named], minlength=n)
    target = rng.gamma(1.0 + ends)
    target /= target.sum()
    seen = max(float(problem.heard.mean()), 0.2)
    met = problem.meetings.sum(axis=1)
    attended = problem.attended
    pairs = (attended.sum(axis=1) ** 2 - (attended**2).sum(axis=1)) / 2
    return Chain(
        total=np.array([max(named.sum(), 1) / seen * rng.uniform(0.7, 1.3)]),
        source=target if problem.symmetric else np.full(n, 1.0 / n),
        target=target,
        spread=np.ones(2),
        hits=rng.uniform(0.6, 0.9, width),
        alarms=rng.uniform(0.005, 0.05, width),
        outlook=np.array([0.75, 10.0, 0.03, 20.0]),
        apart=np.full(kinds, 0.8),
        together=np.full(kinds, 2.0),
        exposure=attended * np.sqrt(met / np.maximum(pairs, 1.0))[:, None],
        shares=np.full(problem.highest, 1.0 / problem.highest),
        slip=np.array([0.15]),
        number=np.zeros(len(problem.source), dtype=np.int64),
        level=np.ones(len(problem.source), dtype=np.int64),
        degree=np.zeros((2, n)),
        pull=np.zeros(kinds),
        share=np.array([1.0 - float(problem.heard.mean()), 1.0, 1.0]),
        frame=np.diag([0.05, 0.1, 0.15, 0.15]),
    )
