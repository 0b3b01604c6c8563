"""One model for all evidence of a tie, sampled: see `fit_evidence`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
import pandas as pd

from stakeholder_map.errors import UsageError
from stakeholder_map.evidence import Evidence, evidence_from_answers
from stakeholder_map.posterior.candidates import (
    ACCOUNT_TYPES,
    CONVERGENCE_TYPES,
    POOL_TYPES,
    TIE_TYPES,
    Part,
)
from stakeholder_map.posterior.chain import Kept, start_chain
from stakeholder_map.posterior.convergence import judge
from stakeholder_map.posterior.draws import Draws
from stakeholder_map.posterior.gather import gather
from stakeholder_map.posterior.model import Posterior
from stakeholder_map.posterior.part import PartDraws, PartTies
from stakeholder_map.posterior.summary import Summary, summarise
from stakeholder_map.posterior.weigh import parts_of, recorded_ties, stacked
from stakeholder_map.tables import LAYERS

if TYPE_CHECKING:
    from stakeholder_map.posterior.problem import Problem

MODEL = "model"
"""The treatment of draws that the model made."""

CHAINS = 4
"""Chains of each layer and area."""


@dataclass(frozen=True)
class Plan:
    """How long a chain runs.

    Parameters
    ----------
    warm : int
        Sweeps of which nothing is kept.
    least : int
        Sweeps that are traced at the least, for the diagnostics.
    thin : int
        One sweep of so many is a draw.
    """

    warm: int
    least: int
    thin: int


WHOLE, INSIDE, DIRECTED = Plan(300, 600, 12), Plan(200, 600, 12), Plan(60, 120, 2)
"""Plans of a symmetric layer as a whole and in an area, and of a directed layer, in which each
sweep is all but a fresh start."""

MANY, LONG = 1000, Plan(600, 1600, 32)
"""Beyond so many stakeholders a symmetric layer as a whole takes longer: its rates wander slowly,
for the step that moves them together is left out of most sweeps there."""


def fit_evidence(evidence: Evidence, *, draws: int, seed: int) -> Draws:
    """Draws of all ties from one model of all evidence.

    A pair has a tie with the probability that follows from how popular both are, from what either
    side reports, weighed by how reliably each respondent reports, and from how often both met.
    Nothing is known beforehand: popularity and reliability are learned together with the ties,
    those of who was not heard too, by Gibbs sampling. Silence is no report. In a directed layer
    the answer of the source is the tie; there the model fills in only what the silent would say.
    See ``docs/METHODS.md`` for the formulas and for how often the intervals hold the truth.

    Parameters
    ----------
    evidence : Evidence
        What `collect_evidence` gives.
    draws : int
        How many, at least 1. The first are the same however many are made.
    seed : int
        At least 0; the same seed gives the same draws.

    Returns
    -------
    Draws
        `candidates.ties` holds every tie that stands in any draw; its `probability` is the share
        of the draws, its `strength` the mean where it is there. `candidates.convergence` says for
        each layer and area how well the sampling went: `chains`, `sweeps` (kept, over all chains),
        `r_hat` (1 is best; above 1.1 the chains have not found the same), `ess` (effective sample
        size) and `settled` (share of the ties with a probability below .05 or above .95).

    Raises
    ------
    UsageError
        Fewer than one draw, a negative seed.

    Examples
    --------
    >>> from stakeholder_map.evidence import evidence_from_answers
    >>> evidence = evidence_from_answers(
    ...     [("a", "b", "cooperation", 4), ("b", "a", "cooperation", 4),
    ...      ("c", "a", "cooperation", 2)], silent=["d"])
    >>> draws = fit_evidence(evidence, draws=100, seed=1)
    >>> ties = draws.candidates.ties.set_index(["source", "target"])["probability"]
    >>> bool(ties["a", "b"] > 0.9 > ties["a", "d"])
    True
    """
    if draws < 1:
        raise UsageError(f"expected at least 1 draw, found {draws!r}")
    if seed < 0:
        raise UsageError(f"expected a seed of at least 0, found {seed!r}")
    # Chains run beside this thread, which gathers the next part or sums up the one before.
    with ThreadPoolExecutor(_threads()) as pool:
        asked = {}
        for part in parts_of(evidence):
            found = gather(evidence, layer=part[0], area=part[1])
            if found is not None:
                own = [seed, crc32(f"{part[0]} {part[1]}".encode())]
                plan = plan_of(part, stakeholders=found.problem.n)
                running = _begin(pool, found.problem, plan=plan, draws=draws, seed=own)
                asked[part] = found, running
        chains, summaries = {}, []
        for part, (found, running) in asked.items():
            chains[part] = [chain.result() for chain in running]
            summaries.append(summarise(evidence, part, found, chains[part], draws=draws))
    return _drawn(evidence, summaries, chains, draws=draws, seed=seed)


def compile_model() -> None:
    """Fit a handful of answers, so that the sampler is compiled, where it is not kept yet."""
    fit_evidence(evidence_from_answers([("a", "b", "cooperation", 1)]), draws=1, seed=0)


def plan_of(part: Part, *, stakeholders: int = 0) -> Plan:
    """How long the chains of a layer and area run, with so many stakeholders."""
    if LAYERS[part[0]].directed:
        return DIRECTED
    if part[1]:
        return INSIDE
    return LONG if stakeholders > MANY else WHOLE


def run_chains(problem: Problem, *, plan: Plan, draws: int, seed: Sequence[int]) -> list[Kept]:
    """All chains of one problem, side by side.

    Parameters
    ----------
    problem : Problem
        What was reported.
    plan : Plan
        How long.
    draws : int
        Draws over all chains.
    seed : sequence of int
        Of the random numbers; each chain adds its own number.

    Returns
    -------
    list of Kept
        One a chain.
    """
    with ThreadPoolExecutor(_threads()) as pool:
        running = _begin(pool, problem, plan=plan, draws=draws, seed=seed)
        return [chain.result() for chain in running]


def _threads() -> int:
    return min(CHAINS, os.cpu_count() or 1)


def _begin(
    pool: ThreadPoolExecutor, problem: Problem, *, plan: Plan, draws: int, seed: Sequence[int]
) -> list[Future[Kept]]:
    """The chains of one problem, on their way."""
    return [
        pool.submit(_run_chain, problem, plan=plan, draws=draws, seed=[*seed, chain])
        for chain in range(CHAINS)
    ]


def _run_chain(problem: Problem, *, plan: Plan, draws: int, seed: Sequence[int]) -> Kept:
    from stakeholder_map.posterior.kernel import run_chain

    rng = np.random.default_rng(seed)
    sweeps = max(-(-draws // CHAINS) * plan.thin, plan.least)
    steps = np.array([plan.warm, sweeps, plan.thin], dtype=np.int64)
    return run_chain(_plain(problem), start_chain(problem, rng), steps, rng)


def _plain(problem: Problem) -> Problem:
    """The same in arrays of one kind, contiguous and writable, so that one compilation will do."""
    fields: list[Any] = [
        np.array(each) if isinstance(each, np.ndarray) else each for each in problem
    ]
    return type(problem)(*fields)


def _drawn(
    evidence: Evidence,
    summaries: list[Summary],
    chains: Mapping[Part, list[Kept]],
    *,
    draws: int,
    seed: int,
) -> Draws:
    convergence = [judge(part, kept) for part, kept in chains.items()]
    settled = {each.part: each.settled for each in summaries}
    for row in convergence:
        row["settled"] = settled[row["layer"], row["area"]]
    candidates = Posterior(
        stakeholders=evidence.stakeholders,
        ties=stacked(
            [*(each.ties for each in summaries), recorded_ties(evidence.reports)], TIE_TYPES
        ),
        pools=stacked([each.pool for each in summaries], POOL_TYPES),
        account=stacked([pd.DataFrame([each.account]) for each in summaries], ACCOUNT_TYPES),
        convergence=stacked([pd.DataFrame(convergence)], CONVERGENCE_TYPES),
        layers=evidence.layers(),
        areas=evidence.areas(),
        treatment=MODEL,
    )
    parts: dict[Part, PartDraws] = {
        part: PartTies.of(candidates, part).draw(part, draws=draws, seed=seed)
        for part in candidates.parts
        if part not in chains
    }
    parts |= {each.part: each.draws for each in summaries if len(each.ties)}
    return Draws(candidates, seed, parts, draws)
