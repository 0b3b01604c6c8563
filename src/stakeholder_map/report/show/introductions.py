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

_ROUTES = ("purpose", "state", "probability", "through", "runner_up_probability", "nearest")
_STEPS = ("purpose", "way", "step", "leaves", "reaches", "probability", "cost", "grounds")
_NAMED = ("purpose", "way", "step", "leaves_name", "reaches_name", "probability", "grounds")


@answer_of.register
def _(result: Introductions) -> Iterable[Block]:
    return sentences("introductions", result.sentences[:HEADLINES], tier="analyst")


@evidence_of.register
def _(result: Introductions) -> Iterable[Block]:
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
        named(result.routes.drop(columns="stakeholder_id")),
        title="The warmest introduction, and a second that shares nothing with it",
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
            named(result.steps.drop(columns="stakeholder_id")),
            title="Each step of each way, with its cost",
            tier="analyst",
            page=_STEPS,
            notes={"cost": "-log of the probability: the costs of a way add up"},
        )
        yield Table(
            "introductions-by-name",
            named(result.persons.drop(columns="stakeholder_id")),
            title="Each step of each way, by name",
            tier="restricted",
            page=_NAMED,
        )


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
