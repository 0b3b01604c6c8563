"""Notebook 02: who moves others, how firm the places are, and the ratings of partners."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from stakeholder_map.influence import (
    MEASURES,
    Ranking,
    Ratings,
    TreatmentComparison,
    WeightStudy,
)
from stakeholder_map.influence.weights import Range
from stakeholder_map.phrases import listed, spelt
from stakeholder_map.report.figures import plot_acceptability, plot_ranking
from stakeholder_map.report.kinds import Block, Note, Table
from stakeholder_map.report.show.verbs import (
    HEADLINES,
    answer_of,
    doubt_of,
    evidence_of,
    method_of,
    named,
    sentences,
)
from stakeholder_map.tables import TRUST, VALUE

_NOTES = {
    "rank": "1 is the most central in what others report",
    "score": "mean over all readings, 0 to 1; more is more central",
    "rank_low": "best place in nine of ten readings",
    "rank_high": "worst place in nine of ten readings",
    "ahead": "share of the readings in which it stands above the next",
    "top_ten": "share of the readings that put it among the first ten",
    "tier": "two of different tiers are told apart; who cannot be told apart shares a tier",
    "raters": "organisations that said anything of it",
}

_WIDEST = 7
"""Measures in the table of a page; the CSV holds all."""

_SPANS = {
    "place_1": (1, 1),
    "place_2": (2, 2),
    "place_3": (3, 3),
    "place_4_to_5": (4, 5),
    "place_6_to_10": (6, 10),
    "place_11_to_20": (11, 20),
}
"""Places put together in the table of shares: first and last."""

_FIRST_ROWS = 20
"""So many of the ranking are in the table of shares, as in its figure."""


@answer_of.register
def _(result: Ranking) -> Iterable[Block]:
    return sentences("influence", result.sentences[:HEADLINES], tier="analyst")


@evidence_of.register
def _(result: Ranking) -> Iterable[Block]:
    if result.table.empty or not result.layers:
        return
    scores = named(result.table)
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
    above = np.append(np.diagonal(result.ahead.to_numpy(), offset=1), np.nan)
    yield Table(
        "influence",
        scores.assign(ahead=above)[["key_group", *_NOTES]],
        title="Ranking by influence, with the places that nine of ten readings give",
        tier="analyst",
        notes=_NOTES,
    )
    yield from _measures(scores, weighted=result.weights)


def _measures(scores: pd.DataFrame, *, weighted: Iterable[str]) -> Iterable[Block]:
    """Every measure; on the page those that count come first, and so many as it holds."""
    counted = list(weighted)
    names = [*counted, *(name for name in MEASURES if name not in counted)]
    asked = ["reputation"] if scores["reputation"].notna().any() else []
    yield Table(
        "measures",
        scores[[*names, *asked]],
        title="Measures on the expected graph; a dash is not defined",
        tier="analyst",
        notes={name: MEASURES[name].meaning for name in names}
        | dict.fromkeys(asked, "sum of what others say of its influence, in full ratings"),
        page=[*names[: _WIDEST - len(asked)], *asked],
        decimals=3,
    )


@doubt_of.register
def _(result: Ranking) -> Iterable[Block]:
    yield from sentences(
        "influence-doubt", result.sentences[HEADLINES:], tier="analyst", tone="caution"
    )
    if len(result.table) < 2 or not result.layers:
        return
    shares = result.acceptability.set_axis(pd.Index(result.table["name"], name="name"))
    yield plot_acceptability(
        shares,
        name="rank-acceptability",
        title="Which place each takes, in how many of 100 readings",
        tier="analyst",
    )
    shown = shares.head(_FIRST_ROWS)
    spans = {word: shown.loc[:, low:high].sum(axis=1) for word, (low, high) in _SPANS.items()}
    yield Table(
        "rank-shares",
        pd.DataFrame(spans).assign(later=shown.loc[:, 21:].sum(axis=1)),
        title="Share of the readings in which each of the first takes each place",
        tier="analyst",
    )


@method_of.register
def _(result: Ranking) -> Iterable[Block]:
    if not result.layers:
        return
    layers = listed(map(spelt, result.layers))
    text = (
        f"{_weights(result)}. Layers read, each with the same weight: {layers}. {result.draws} "
        f"readings of the evidence were drawn from seed {result.seed}."
    )
    yield Note("influence-method", text, tier="analyst")


def _weights(result: Ranking) -> str:
    by = f" (set by: {result.set_by})" if result.set_by else ""
    if result.within:
        return f"Weights drawn anew in each reading, evenly from {_spans(result.within)}{by}"
    fixed = listed(f"{spelt(name)} {weight:.2f}" for name, weight in result.weights.items())
    return f"Weights of the measures: {fixed}{by}"


def _spans(within: Range) -> str:
    return listed(f"{spelt(k)} {low:.2f} to {high:.2f}" for k, (low, high) in within.items())


@doubt_of.register
def _(result: WeightStudy) -> Iterable[Block]:
    yield from sentences("weights", result.sentences, tier="analyst", tone="caution")
    ever = result.table[result.table["first"] >= 0.005]
    if len(result.within) > 1 and len(ever) > 1:
        yield Table(
            "weights",
            named(ever).drop(columns="rank"),
            title="Who is ever first, and under which weights",
            tier="analyst",
            page=("first_as_weighted", "first", "confidence", *result.within),
            notes={
                "rank_low": "best place in nine of ten pairs of weights and a reading",
                "rank_high": "worst place",
                "first_as_weighted": "share of the readings in which it is first as weighted",
                "first": "share of the pairs of weights and a reading in which it is first",
                "confidence": "share of the readings in which its own central weights put it first",
                **dict.fromkeys(result.within, "mean weight where it is first"),
            },
        )


@method_of.register
def _(result: WeightStudy) -> Iterable[Block]:
    if len(result.within) < 2:
        return
    text = (
        f"Weights were also drawn evenly from a range ({_spans(result.within)}): {result.pairs} "
        f"pairs of weights and a reading, seed {result.seed}."
    )
    yield Note("weights-method", text, tier="analyst")


@answer_of.register
def _(result: TreatmentComparison) -> Iterable[Block]:
    return sentences("treatments", result.sentences[:1], tier="analyst")


@doubt_of.register
def _(result: TreatmentComparison) -> Iterable[Block]:
    yield from sentences("treatments-more", result.sentences[1:], tier="analyst", tone="caution")
    if result.sentences:
        yield Table(
            "treatments",
            named(result.ranks),
            title="Place of each under simple treatments of reports that disagree",
            tier="analyst",
            notes={
                "this_scan": f"over all readings; evidence weighed by: {spelt(result.treatment)}",
                "as_stated": "every report counts, their mean is the strength",
                "either_side": "one side that reports a tie is enough",
                "both_sides": "only what both sides confirm",
                "depends": "whether a simple treatment lies outside nine of ten readings",
            },
        )


@answer_of.register
def _(result: Ratings) -> Iterable[Block]:
    return sentences("ratings", result.sentences, tier="analyst")


@evidence_of.register
def _(result: Ratings) -> Iterable[Block]:
    yield from answer_of(result)
    if len(result.table):
        yield Table(
            "ratings",
            named(result.table)[["value", "value_raters", "trust", "trust_raters"]],
            title="Value and trust, each with the number of organisations that rated it",
            tier="analyst",
            notes={
                "value": "0 to 4, more is better; mean of influence, involvement and resources",
                "trust": "0 to 4, more is better; mean of reliability, mission and openness",
            },
        )
    asked = [
        name
        for name in (*VALUE, *TRUST)
        if name in result.table and result.table[name].notna().any()
    ]
    if len(asked) > 2:
        yield Table(
            "ratings-by-dimension",
            named(result.table)[[part for name in asked for part in (name, f"{name}_raters")]],
            title="Each dimension of value and trust that was asked",
            tier="analyst",
            page=asked,
        )
