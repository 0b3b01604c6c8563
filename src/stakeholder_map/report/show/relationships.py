"""Notebook 05: the state of our relations and the calls to make."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_map.relationships import CallList, ContactState
from stakeholder_map.report.kinds import Block, Table
from stakeholder_map.report.show.verbs import (
    HEADLINES,
    answer_of,
    doubt_of,
    evidence_of,
    named,
    sentences,
)

_RELATION = (
    "last_contact",
    "days_since",
    "contacts_year",
    "our_people",
    "their_people",
    "single_contact",
    "they_owe_late",
    "we_owe_late",
)
"""Columns of our relations that a page shows."""


@answer_of.register
def _(result: ContactState) -> Iterable[Block]:
    return sentences("relations", result.sentences[:HEADLINES], tier="analyst")


@evidence_of.register
def _(result: ContactState) -> Iterable[Block]:
    if len(result.organisations):
        yield Table(
            "relations",
            named(result.organisations),
            title="Where our relation with each organisation stands",
            tier="analyst",
            page=_RELATION,
            notes={
                "strength": "contacts, each losing weight with its age",
                "single_contact": "the relation hangs on one person on either side",
            },
        )
    if len(result.commitments):
        yield Table(
            "commitments", result.commitments, title="What is promised and open", tier="analyst"
        )
    if len(result.promised):
        yield Table(
            "commitments-what",
            result.promised,
            title="What is promised and open, in the words of the log",
            tier="restricted",
        )
    if len(result.persons):
        yield Table("persons", result.persons, title="Who knows whom", tier="restricted")


@doubt_of.register
def _(result: ContactState) -> Iterable[Block]:
    yield from sentences(
        "relations-more", result.sentences[HEADLINES:], tier="analyst", tone="caution"
    )


@answer_of.register
def _(result: CallList) -> Iterable[Block]:
    return sentences("calls", result.sentences, tier="analyst")


@evidence_of.register
def _(result: CallList) -> Iterable[Block]:
    if len(result.organisations):
        yield Table(
            "calls",
            result.organisations.set_index("name"),
            title="Calls to make, the most pressing first",
            tier="analyst",
        )
    if len(result.callers):
        yield Table("callers", result.callers, title="Who last spoke with whom", tier="restricted")
