"""Notebook 02: what a ranking owes to judgements: weights, and the treatment of disagreement."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_map.influence import TreatmentComparison, WeightStudy
from stakeholder_map.phrases import spelt
from stakeholder_map.report.kinds import Block, Note, Table
from stakeholder_map.report.show.influence import FIRST_ROWS, spans_of
from stakeholder_map.report.show.verbs import (
    answer_of,
    doubt_of,
    method_of,
    named,
    sentences,
)


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
                "rank_low": "best place in at least nine of ten pairs of weights and a reading",
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
        f"Weights were also drawn evenly from a range ({spans_of(result.within)}): {result.pairs} "
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
        first = result.ranks["this_scan"] <= FIRST_ROWS
        yield Table(
            "treatments",
            named(result.ranks[first | result.ranks["depends"]]),
            title="Place under simple treatments of reports that disagree: the first, and whoever "
            "they put outside the range of the scan",
            tier="analyst",
            notes={
                "this_scan": f"over all readings; evidence weighed by: {spelt(result.treatment)}",
                "as_stated": "every report counts, their mean is the strength",
                "either_side": "one side that reports a tie is enough",
                "both_sides": "only what both sides confirm",
                "depends": "whether a simple treatment lies outside the range of the readings",
            },
        )
