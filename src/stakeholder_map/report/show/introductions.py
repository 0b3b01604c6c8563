"""Notebook 04: who can introduce us to whom. Persons stand as roles below the restricted tier."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from stakeholder_map.relationships.introductions import PURPOSES, Introductions
from stakeholder_map.relationships.introductions.find import FIRST
from stakeholder_map.report.figures.chains import plot_chains
from stakeholder_map.report.kinds import Block, Note, Table
from stakeholder_map.report.show.verbs import (
    HEADLINES,
    answer_of,
    evidence_of,
    method_of,
    named,
    sentences,
)

_ROUTES = ("purpose", "way", "probability", "runner_up_probability")
_STEPS = ("step_by_step", "grounds", "probability", "cost")
_NAMED = ("by_name", "grounds", "probability")


@answer_of.register
def _(result: Introductions) -> Iterable[Block]:
    return sentences("introductions", result.sentences[:1], tier="analyst")


@evidence_of.register
def _(result: Introductions) -> Iterable[Block]:
    yield from sentences("introductions-warmest", result.sentences[1:HEADLINES], tier="analyst")
    rest = result.sentences[HEADLINES:]
    yield from sentences("introductions-more", rest, tier="analyst", tone="caution")
    if result.routes.empty:
        return
    chains = _to_deciders(result.steps)
    if chains:
        yield plot_chains(
            chains,
            name="introductions-chains",
            title="The warmest way to a senior decider, with the probability of each step",
            tier="analyst",
        )
    yield Table(
        "introductions",
        named(_readable(result.routes)),
        title="The warmest introduction, and how warm a second is that shares nothing with it",
        tier="analyst",
        page=_ROUTES,
        notes={
            "probability": "joint over all steps",
            "runner_up_probability": "no intermediary, body or event in common with the first",
        },
    )
    if len(result.steps):
        yield Table(
            "introductions-steps",
            _by_way(result.steps, ends=("leaves", "reaches"), called="step_by_step"),
            title="Each step of each way, with its grounds and its cost",
            tier="analyst",
            page=_STEPS,
            notes={"cost": "-log of the probability: the costs of a way add up"},
        )
        yield Table(
            "introductions-by-name",
            _by_way(result.persons, ends=("leaves_name", "reaches_name"), called="by_name"),
            title="Each step of each way, by name",
            tier="restricted",
            page=_NAMED,
        )


def _readable(routes: pd.DataFrame) -> pd.DataFrame:
    """Routes with the chain, or why there is none, in one column."""
    lacking = routes["state"] + ": " + routes["nearest"]
    way = routes["through"].where(routes["state"] == "found", lacking)
    table = routes.drop(columns="stakeholder_id")
    table.insert(2, "way", way)
    return table


def _by_way(steps: pd.DataFrame, *, ends: tuple[str, str], called: str) -> pd.DataFrame:
    """Steps named by the way that they belong to."""
    short = steps["purpose"].map({purpose: purpose.split(" in ")[0] for purpose in PURPOSES})
    to = steps["name"] + ", " + short + ", " + steps["way"]
    words = steps[ends[0]] + " → " + steps[ends[1]]
    table = steps.drop(columns=["stakeholder_id", *ends])
    table.insert(0, called, words)
    return table.set_index(to.rename("to"))


def _to_deciders(steps: pd.DataFrame) -> list[tuple[list[str], list[float]]]:
    """Parties and probabilities of the warmest way to each decider."""
    decider = next(iter(PURPOSES))
    first = steps[(steps["way"] == FIRST) & (steps["purpose"] == decider)]
    return [
        (
            [str(chain["leaves"].iloc[0]), *chain["reaches"]],
            [float(p) for p in chain["probability"]],
        )
        for _, chain in first.groupby("stakeholder_id", sort=False)
    ]


@method_of.register
def _(result: Introductions) -> Iterable[Block]:
    if len(result.routes):
        yield Note(
            "introductions-method",
            "A way's probability is the product of its steps. Recent contacts count more than old "
            "ones, those from both sides more than those from one. How readily an acquaintance "
            "passes one on is our judgement, not measured: it orders the ways.",
            tier="analyst",
        )
