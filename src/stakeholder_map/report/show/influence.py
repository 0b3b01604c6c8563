"""Notebook 02: who moves others, and the ratings of partners."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from stakeholder_map.influence import MEASURES, Ranking, Ratings
from stakeholder_map.phrases import listed, spelt
from stakeholder_map.report.figures import plot_ranking
from stakeholder_map.report.kinds import Block, Note, Table
from stakeholder_map.report.show.verbs import (
    HEADLINES,
    answer_of,
    doubt_of,
    evidence_of,
    method_of,
    sentences,
)

_NOTES = {
    "rank": "1 is the most central in what others report",
    "score": "mean over all readings, 0 to 1; more is more central",
    "rank_low": "best place in nine of ten readings",
    "rank_high": "worst place in nine of ten readings",
    "top_ten": "share of the readings that put it among the first ten",
    "first": "share of the readings that put it first",
    "tier": "organisations of one tier cannot be told apart",
    "raters": "organisations that said anything of it",
}


@answer_of.register
def _(result: Ranking) -> Iterable[Block]:
    return sentences("influence", result.sentences[:HEADLINES], tier="analyst")


@evidence_of.register
def _(result: Ranking) -> Iterable[Block]:
    if result.table.empty or not result.layers:
        return
    scores = result.table.set_index("name")
    shown = scores.assign(
        value=scores["score"],
        low=np.minimum(result.scores.quantile(0.05).to_numpy(), scores["score"]),
        high=np.maximum(result.scores.quantile(0.95).to_numpy(), scores["score"]),
        group=scores["tier"],
    )
    yield plot_ranking(
        shown[["value", "low", "high", "group"]],
        name="influence-ranking",
        title="Influence, with the range of nine of ten readings",
        unit="influence score (more is more central)",
        tier="analyst",
    )
    ranking = scores[["key_group", *_NOTES]].assign(key_group=scores["key_group"].map(spelt))
    yield Table(
        "influence",
        ranking,
        title="Ranking by influence, with the places that nine of ten readings give",
        tier="analyst",
        notes=_NOTES,
    )
    yield Table(
        "measures",
        scores[[name for name in MEASURES if name in scores.columns]],
        title="Each measure on the expected graph; a blank is not defined",
        tier="analyst",
        decimals=3,
    )


@doubt_of.register
def _(result: Ranking) -> Iterable[Block]:
    yield from sentences(
        "influence-doubt", result.sentences[HEADLINES:], tier="analyst", tone="caution"
    )


@method_of.register
def _(result: Ranking) -> Iterable[Block]:
    if not result.layers:
        return
    weights = listed(f"{spelt(name)} {weight:.2f}" for name, weight in result.weights.items())
    layers = listed(map(spelt, result.layers))
    text = (
        f"Weights of the measures: {weights}. Layers read, each with the same weight: {layers}. "
        f"{result.draws} readings of the evidence were drawn from seed {result.seed}."
    )
    yield Note("influence-method", text, tier="analyst")


@answer_of.register
def _(result: Ratings) -> Iterable[Block]:
    return sentences("ratings", result.sentences, tier="analyst")


@evidence_of.register
def _(result: Ratings) -> Iterable[Block]:
    yield from answer_of(result)
    if len(result.table):
        yield Table(
            "ratings",
            result.table.set_index("name")[["value", "value_raters", "trust", "trust_raters"]],
            title="Value and trust, each with the number of organisations that rated it",
            tier="analyst",
            notes={
                "value": "0 to 4, more is better; mean of influence, involvement and resources",
                "trust": "0 to 4, more is better; mean of reliability, mission and openness",
            },
        )
        yield Table(
            "ratings-by-dimension",
            result.table.set_index("name").drop(
                columns=["key_group", "value", "value_raters", "trust", "trust_raters"]
            ),
            title="Each dimension of value and trust, with its raters",
            tier="analyst",
        )
