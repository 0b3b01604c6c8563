"""Notebook 04: who could be a founding partner, and who can stop this."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_map.partners import Candidates
from stakeholder_map.report.figures import plot_ranking
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

_PAGE = (
    "influence",
    "willingness",
    "people_served",
    "unused_assets",
    "would_move",
    "capacity_hours",
    "load_hours",
)
"""Columns of the candidates that a page shows; the table beside it has all."""


@answer_of.register
def _(result: Candidates) -> Iterable[Block]:
    return sentences("candidates", result.sentences[:HEADLINES], tier="analyst")


@evidence_of.register
def _(result: Candidates) -> Iterable[Block]:
    yield from sentences("candidates-more", result.sentences[HEADLINES:], tier="analyst")
    eligible = result.eligible.sort_values("influence", ascending=False, kind="stable")
    if len(eligible):
        shown = eligible.rename(
            columns={"influence": "value", "influence_low": "low", "influence_high": "high"}
        ).set_index("name")
        yield plot_ranking(
            shown[["value", "low", "high"]],
            name="candidates-influence",
            title="Candidates by influence, with the range of at least nine of ten readings",
            unit="share of the others that stand below",
            tier="analyst",
        )
    table = result.table.drop(columns=["family", "must_have"])
    if len(table):
        yield Table(
            "candidates",
            named(table.sort_values("influence", ascending=False, kind="stable")),
            title="Candidates for a founding partnership",
            tier="analyst",
            page=_PAGE,
            notes={k: v for k, v in result.sources.items() if k in table.columns},
        )
    out = result.table[result.table["ruled_out"] != ""]
    if len(out):
        yield Table(
            "ruled-out",
            named(out[["name", "key_group", "ruled_out"]]),
            title="Who is ruled out, and why",
            tier="analyst",
        )
    if len(result.stoppers):
        yield Table(
            "stoppers",
            result.stoppers.drop(columns="areas").set_index("name"),
            title="Who can stop this: influential, and against it or with something at stake",
            tier="analyst",
        )


@doubt_of.register
def _(result: Candidates) -> Iterable[Block]:
    unknown = result.eligible["willingness_low"] < result.eligible["willingness_high"]
    names = list(result.eligible.loc[unknown, "name"])
    if names:
        said = f"Nobody knows yet whether these would join, which is not a no: {', '.join(names)}."
        yield from sentences("candidates-unknown", [said], tier="analyst", tone="caution")


@method_of.register
def _(result: Candidates) -> Iterable[Block]:  # noqa: ARG001
    yield Note(
        "candidates-method",
        "What rules a candidate out is a gate with its reason, not a low score. A figure that "
        "nobody knows is missing, not 0. Every column of the table names its source.",
        tier="analyst",
    )
