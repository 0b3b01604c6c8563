"""Notebook 04: first partners and the first project."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_map.partners import PartnerList, ProjectList
from stakeholder_map.phrases import listed, spelt
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

_CANDIDATE = (
    "rank",
    "score",
    "share_in_group",
    "willingness",
    "influence",
    "competition_with_others",
    "raters",
)
"""Columns of the candidates that a page shows."""

GROUNDS = 12
"""Candidates whose grounds stand on the page; the rest is in the table of figures."""


@answer_of.register
def _(result: PartnerList) -> Iterable[Block]:
    return sentences("partners", result.sentences[:HEADLINES], tier="analyst")


@evidence_of.register
def _(result: PartnerList) -> Iterable[Block]:
    if len(result.group):
        yield Table(
            "founding-group",
            named(result.group),
            title="A first founding group, taken one by one; not yet proven best",
            tier="analyst",
            notes={"share_in_group": "share of the readings in which it stands in the group"},
        )
    if len(result.candidates):
        table = named(result.candidates)
        shown = table.rename(columns={"score": "value", "score_low": "low", "score_high": "high"})
        yield plot_ranking(
            shown[["value", "low", "high"]],
            name="candidates-ranking",
            title="Candidates, with the range of nine of ten readings",
            unit="score of the candidate (more fits better)",
            tier="analyst",
        )
        figures = table.drop(columns=["grounds", "key_group", "family"])
        yield Table(
            "grounds",
            table.head(GROUNDS)[["rank", "grounds"]],
            title="The leading candidates, and on what grounds",
            tier="analyst",
        )
        yield Table(
            "candidates",
            figures,
            title="Candidates for a founding partnership",
            tier="analyst",
            page=_CANDIDATE,
            notes={k: v for k, v in result.sources.items() if k in figures.columns},
        )
    if len(result.ruled_out):
        yield Table(
            "ruled-out",
            named(result.ruled_out),
            title="Who is not a candidate, and why",
            tier="analyst",
        )


@doubt_of.register
def _(result: PartnerList) -> Iterable[Block]:
    yield from sentences(
        "partners-doubt", result.sentences[HEADLINES:], tier="analyst", tone="caution"
    )


@method_of.register
def _(result: PartnerList) -> Iterable[Block]:
    weights = listed(f"{spelt(name)} {weight:.2f}" for name, weight in result.weights.items())
    yield Note("partners-method", f"Weights of the aims: {weights}.", tier="analyst")


@answer_of.register
def _(result: ProjectList) -> Iterable[Block]:
    return sentences("project", result.sentences[:HEADLINES], tier="analyst")


@evidence_of.register
def _(result: ProjectList) -> Iterable[Block]:
    if len(result.projects):
        yield Table(
            "projects",
            result.projects.set_index("name"),
            title="Candidate first projects",
            tier="analyst",
            page=("rank", "months", "effort_hours", "score", "score_low", "score_high", "lacks"),
            notes={"score": "mean of the criteria, 0 to 1; what is missing may lie anywhere"},
        )


@doubt_of.register
def _(result: ProjectList) -> Iterable[Block]:
    yield from sentences(
        "project-doubt", result.sentences[HEADLINES:], tier="analyst", tone="caution"
    )
