"""Notebook 02: who moves others, how firm the places are, and the ratings of partners."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from stakeholder_map.influence import (
    MEASURES,
    Ranking,
    Ratings,
)
from stakeholder_map.influence.ranking.interval import measure_range
from stakeholder_map.influence.ranking.standing import SURE
from stakeholder_map.influence.ranking.told import of_100
from stakeholder_map.influence.ranking.weights import Range
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
    "tier": "two of different tiers are told apart; who cannot be told apart shares a tier",
    "rank": "1 is the most central in what others report",
    "places": "that at least nine of ten readings give; the best reaches further, so that it also "
    "holds for those at the top",
    "level_with": "places of those from whom it cannot be told",
    "next": "whether it stands above the next, and in how many of 100 readings",
    "top_ten": "share of the readings that put it among the first ten",
    "raters": "organisations that said anything of it",
}

FIRST_ROWS = 20
"""So many of the ranking are in the tables beside it; its own CSV has all."""

DRAWN_ROWS = 12
"""So many of the ranking are drawn with the shares of their places."""

_WIDEST = 6
"""Measures in the table of a page; the CSV of the ranking holds all."""

_SPANS = {
    "place_1": (1, 1),
    "place_2": (2, 2),
    "place_3": (3, 3),
    "place_4_to_5": (4, 5),
    "place_6_to_10": (6, 10),
    "place_11_to_20": (11, 20),
}
"""Places put together in the table of shares: first and last."""


@answer_of.register
def _(result: Ranking) -> Iterable[Block]:
    yield from sentences("influence-open", result.still_open, tier="leadership", tone="caution")
    yield from sentences("influence", result.sentences[:HEADLINES], tier="analyst")


@evidence_of.register
def _(result: Ranking) -> Iterable[Block]:
    if result.table.empty or not result.layers:
        return
    scores = named(result.table)
    low, high = measure_range(result.scores.to_numpy(dtype=np.float64))
    shown = scores.assign(
        value=scores["score"],
        low=np.minimum(low, scores["score"]),
        high=np.maximum(high, scores["score"]),
        group=scores["tier"],
    )
    yield plot_ranking(
        shown[["value", "low", "high", "group"]],
        name="influence-ranking",
        title="Influence, with the range of at least nine of ten readings",
        unit="influence score (more is more central)",
        tier="analyst",
    )
    yield _ranks(result, scores)
    yield _measures(result, scores)


def _ranks(result: Ranking, scores: pd.DataFrame) -> Table:
    """The ranking: a page reads it in words, the CSV holds every figure and measure."""
    ahead = np.append(np.diagonal(result.ahead.to_numpy(), offset=1), np.nan)
    told = scores.assign(
        ahead=ahead,
        places=_spans(scores[["rank_low", "rank_high"]]),
        level_with=_spans(scores[["level_first", "level_last"]]),
        next=[_next(share) for share in ahead],
    )
    more = ["score", "rank_low", "rank_high", "ahead", "first", *_measured(result, scores)]
    return Table(
        "influence",
        told[["key_group", *_NOTES, *more]],
        title="Ranking by influence, with the places that at least nine of ten readings give",
        tier="analyst",
        notes=_NOTES | {"ahead": "share of the readings in which it stands above the next"},
        page=["key_group", *_NOTES],
    )


def _spans(ends: pd.DataFrame) -> list[str]:
    """First and last place in words: one, or from one to another."""
    return [f"{one}" if one == other else f"{one}–{other}" for one, other in ends.to_numpy()]


def _next(share: float) -> str:
    if np.isnan(share):
        return "last"
    if share >= SURE:
        return f"above ({of_100(share)})"
    return f"cannot tell ({min(of_100(share), round(100 * SURE) - 1)})"


def _measures(result: Ranking, scores: pd.DataFrame) -> Table:
    """The measures of the first; those that count come first, and so many as a page holds."""
    names = _measured(result, scores)
    asked = [name for name in names if name not in MEASURES]
    shown = [*names[: _WIDEST - len(asked)], *asked]
    few = len(scores) > FIRST_ROWS
    return Table(
        "measures",
        scores.head(FIRST_ROWS)[shown].rename(columns={"pagerank": "PageRank"}),
        title=(f"Measures, mean over the readings{f', of the first {FIRST_ROWS}' if few else ''}"),
        tier="analyst",
        notes={
            "PageRank" if name == "pagerank" else name: _MEANINGS.get(name, "") for name in shown
        },
        decimals={
            "PageRank" if name == "pagerank" else name: _DECIMALS.get(name, 3) for name in shown
        },
        downloads=False,
    )


def _measured(result: Ranking, scores: pd.DataFrame) -> list[str]:
    counted = list(result.weights)
    asked = ["reputation"] if scores["reputation"].notna().any() else []
    return [*counted, *(name for name in MEASURES if name not in counted), *asked]


_MEANINGS = {name: measure.meaning for name, measure in MEASURES.items()} | {
    "reputation": "sum of what others say of its influence, in full ratings"
}

_DECIMALS = {
    "strength": 1,
    "core_number": 0,
    "effective_size": 1,
    "brokerage": 0,
    "reputation": 1,
}


@doubt_of.register
def _(result: Ranking) -> Iterable[Block]:
    yield from sentences(
        "influence-doubt", result.sentences[HEADLINES:], tier="analyst", tone="caution"
    )
    if len(result.table) < 2 or not result.layers:
        return
    shares = result.acceptability.set_axis(pd.Index(result.table["name"], name="name"))
    yield plot_acceptability(
        shares.head(DRAWN_ROWS),
        name="rank-acceptability",
        title="Which place each takes, in how many of 100 readings",
        tier="analyst",
    )
    shown = shares.head(FIRST_ROWS)
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
        return f"Weights drawn anew in each reading, evenly from {spans_of(result.within)}{by}"
    fixed = listed(f"{spelt(name)} {weight:.2f}" for name, weight in result.weights.items())
    return f"Weights of the measures: {fixed}{by}"


def spans_of(within: Range) -> str:
    """Ranges of weights in words."""
    return listed(f"{spelt(k)} {low:.2f} to {high:.2f}" for k, (low, high) in within.items())


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
