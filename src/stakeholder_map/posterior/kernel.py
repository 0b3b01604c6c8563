"""One chain of the Gibbs sampler, compiled."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from functools import cache
from pathlib import Path
from pickle import PickleError
from typing import Any, NamedTuple, cast

import numba  # type: ignore[import-untyped, unused-ignore]
import numpy as np
from numpy.random import Generator

from stakeholder_map.posterior.chain import Chain, Found, Kept, njit
from stakeholder_map.posterior.kept_code import reason_of, tell_not_kept
from stakeholder_map.posterior.popularity import move_popularity
from stakeholder_map.posterior.problem import Floats, Ints, Problem
from stakeholder_map.posterior.rates import move_meetings, move_reporters
from stakeholder_map.posterior.ties import find_unlisted, move_levels, weigh_listed
from stakeholder_map.posterior.together import move_together

PAIRS_A_SWEEP = 60_000
"""Pairs of stakeholders that `move_together` may look at: above, it is left out of most sweeps."""

_STEPS = ("chain", "popularity", "problem", "rates", "ties", "together")


def _digest() -> int:
    """Of the files of all steps.

    By itself numba looks at the file of the compiled function only, and would go on using stored
    code when a step has changed.
    """
    texts = [Path(__file__).with_name(f"{name}.py").read_bytes() for name in _STEPS]
    return int.from_bytes(hashlib.sha256(b"".join(texts)).digest()[:7], "big")


class Sheet(NamedTuple):
    """What is written down of a chain while it runs; see `Kept`."""

    keys: Ints
    levels: Ints
    ends: Ints
    trace: Floats


@njit
def _sweep(problem: Problem, chain: Chain, found: Found, gain: float, rng: Generator) -> Found:
    """All steps once; without `move_together` where the gain is negative."""
    if problem.symmetric and gain >= 0.0:
        move_together(problem, chain, gain, rng)
    chain.degree[:] = 0.0
    found = find_unlisted(problem, chain, rng)
    weigh_listed(problem, chain, rng)
    move_popularity(problem, chain, rng)
    if problem.symmetric:
        move_reporters(problem, chain, found, rng)
        move_meetings(problem, chain, found, rng)
    return found


@njit
def _ties(problem: Problem, chain: Chain, found: Found, unlisted: Ints) -> tuple[Ints, Ints]:
    """``source * n + target`` and level of all ties there are."""
    many, size = 0, len(problem.source) + len(unlisted)
    keys, levels = np.empty(size, np.int64), np.empty(size, np.int64)
    for k in range(len(problem.source)):
        if chain.number[k] > 0:
            keys[many] = problem.source[k] * problem.n + problem.target[k]
            levels[many] = chain.level[k]
            many += 1
    for k in range(len(unlisted)):
        keys[many] = found.source[k] * problem.n + found.target[k]
        levels[many] = unlisted[k]
        many += 1
    return keys[:many], levels[:many]


@njit
def _write(sheet: Sheet, keys: Ints, levels: Ints, k: int) -> Sheet:
    """Add draw `k` to the sheet."""
    begin, end = sheet.ends[k], sheet.ends[k] + len(keys)
    if end > len(sheet.keys):
        more, others = np.empty(2 * end, np.int64), np.empty(2 * end, np.int64)
        more[:begin], others[:begin] = sheet.keys[:begin], sheet.levels[:begin]
        sheet = Sheet(more, others, sheet.ends, sheet.trace)
    sheet.keys[begin:end] = keys
    sheet.levels[begin:end] = levels
    sheet.ends[k + 1] = end
    return sheet


def _build(digest: int) -> Callable[[Problem, Chain, Ints, Generator], Kept]:
    def compiled(problem: Problem, chain: Chain, plan: Ints, rng: Generator) -> Kept:
        warm, sweeps, thin = plan + 0 * digest
        every = 1 + problem.n**2 // PAIRS_A_SWEEP
        room, ends = np.empty(1024, np.int64), np.zeros(sweeps // thin + 1, np.int64)
        sheet = Sheet(room, room.copy(), ends, np.empty((sweeps, 4)))
        found = find_unlisted(problem, chain, rng)
        for sweep in range(-warm, sweeps):
            gain = min(0.9, 3.0 * (1.0 + sweep + warm) ** -0.6) if sweep < 0 else 0.0
            if (sweep + warm) % every > 0:
                gain = -1.0
            found = _sweep(problem, chain, found, gain, rng)
            unlisted = move_levels(problem, chain, len(found.number), rng)
            if sweep < 0:
                continue
            keys, levels = _ties(problem, chain, found, unlisted)
            sheet.trace[sweep, 0] = len(keys)
            sheet.trace[sweep, 1] = chain.outlook[0]
            sheet.trace[sweep, 2] = math.log(chain.outlook[2] + 0.01)
            sheet.trace[sweep, 3] = math.log(chain.spread[0])
            if sweep % thin == thin - 1:
                sheet = _write(sheet, keys, levels, sweep // thin)
        last = sheet.ends[-1]
        return Kept(sheet.keys[:last], sheet.levels[:last], sheet.ends, sheet.trace)

    return _compile(compiled, keep=True)


def _compile(
    function: Callable[[Problem, Chain, Ints, Generator], Kept], *, keep: bool
) -> Callable[[Problem, Chain, Ints, Generator], Kept]:
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
    if keep:
        try:
            kernel = numba.njit(cache=True, **options)(function)
        except (RuntimeError, OSError) as error:  # nowhere to keep it
            tell_not_kept(reason_of(error))
            return _compile(function, keep=False)
    else:
        kernel = numba.njit(**options)(function)
    return cast("Callable[[Problem, Chain, Ints, Generator], Kept]", kernel)


_compiled = _build(_digest())


@cache
def _unkept() -> Callable[[Problem, Chain, Ints, Generator], Kept]:
    return _compile(cast("Any", _compiled).py_func, keep=False)


def run_chain(problem: Problem, chain: Chain, plan: Ints, rng: Generator) -> Kept:
    """Sweep after sweep.

    Parameters
    ----------
    problem : Problem
        What was reported.
    chain : Chain
        Where to start; changed.
    plan : (3,) int array
        Sweeps of which nothing is kept, sweeps that are traced, and every how many of these one is
        kept as a draw.
    rng : Generator
        Random numbers.

    Returns
    -------
    Kept
    """
    try:
        return _compiled(problem, chain, plan, rng)
    except (OSError, EOFError, PickleError) as error:  # before the first sweep: no room, or cut off
        tell_not_kept(reason_of(error))
        return _unkept()(problem, chain, plan, rng)
