"""Notebook 05: the working list of whoever looks after the coalition.

Persons stand in restricted tables only. Leadership sees counts per organisation.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from stakeholder_map.partners import Reliance
from stakeholder_map.relationships import (
    CallList,
    ContactState,
    Dealings,
    Depth,
    SecondContacts,
    Turnover,
)
from stakeholder_map.report.kinds import Block, Note
from stakeholder_map.report.show.obligations import table_of
from stakeholder_map.report.show.verbs import (
    HEADLINES,
    answer_of,
    doubt_of,
    evidence_of,
    in_words,
    named,
    sentences,
)

_COUNTS = ("contacts_year", "our_people", "their_people", "they_owe_late", "we_owe_late")
"""Columns of a relation that leadership sees."""

_RELATION = ("role", "state", "overdue_days", "last_contact", "usual_interval", "strength")
_CALL = ("reasons", "about", "who", "value_at_risk")
NOT_CHOSEN_AGAIN = (
    "Whether another group would then be proposed is not worked out on this page, because all "
    "evidence must be weighed anew for each person: `stakeholder-map leaving` does it for one."
)
_NOTES = {
    "strength": "contacts, each losing weight with its age",
    "usual_interval": "median days between days with a contact",
    "overdue_days": "beyond the days after which a call is due, by role; none without a contact",
}


@answer_of.register
def _(result: ContactState) -> Iterable[Block]:
    yield from sentences("relations", result.sentences[:1], tier="leadership")
    yield from sentences("relations-next", result.sentences[1:HEADLINES], tier="analyst")


@evidence_of.register
def _(result: ContactState) -> Iterable[Block]:
    table = named(result.organisations)
    notes = {"single_contact": "the relation hangs on one person on either side", **_NOTES}
    yield from table_of(
        "relations",
        _longest_overdue_first(table),
        title="Where our relation with each organisation stands, the longest overdue first",
        tier="analyst",
        page=_RELATION,
        notes=notes,
        decimals={"usual_interval": 1, "strength": 1},
    )
    yield from table_of(
        "relations-counts",
        table[list(_COUNTS)],
        tier="leadership",
        title="Our relation with each organisation in counts",
        notes={"contacts_year": "contacts in the last 365 days"},
    )
    yield from table_of(
        "commitments-what",
        result.promised,
        tier="restricted",
        title="What is promised and open, in the words of the log",
    )
    yield from table_of("persons", result.persons, title="Who knows whom", tier="restricted")


def _longest_overdue_first(table: pd.DataFrame) -> pd.DataFrame:
    """Relations in the order of care that they need, in words and whole days."""
    told = in_words(table, "role").assign(cadence_days=table["cadence_days"].astype("Int64"))
    told = told.sort_values("overdue_days", ascending=False, kind="stable")
    return told[[*_RELATION, *told.columns.difference(list(_RELATION), sort=False)]]


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
    notes = {
        "value_at_risk": "how central the organisation is, times the share of the relation's "
        "strength that is lost by the time of the call; 0 to 1",
        "who": "those who know each other best, by role",
    }
    yield from table_of(
        "calls",
        result.organisations.set_index("name"),
        tier="analyst",
        title="Calls to make, by value at risk",
        page=_CALL,
        notes=notes,
    )
    yield from table_of("callers", result.callers, title="Who should call whom", tier="restricted")


@answer_of.register
def _(result: Dealings) -> Iterable[Block]:
    return sentences("dealings", result.sentences[:1], tier="analyst")


@evidence_of.register
def _(result: Dealings) -> Iterable[Block]:
    yield from sentences("favours-told", result.sentences[1:], tier="analyst")
    tensions = result.tensions.drop(columns="stakeholder_id").set_index("name")
    yield from table_of(
        "tensions",
        tensions[tensions["open"]].drop(columns="open"),
        tier="analyst",
        title="Tensions on record that no calm contact has followed",
    )
    yield from table_of(
        "favours",
        named(result.favours),
        tier="analyst",
        title="Favours given and received",
        notes={"balance": "given less received"},
    )
    yield from table_of(
        "tensions-words",
        result.words,
        tier="restricted",
        title="All tensions on record, with the words of the log",
    )


@answer_of.register
def _(result: Depth) -> Iterable[Block]:
    return sentences("depth", result.sentences, tier="analyst")


@evidence_of.register
def _(result: Depth) -> Iterable[Block]:
    fewest = ["pairs", "on_record"]
    yield from table_of(
        "depth",
        named(result.organisations.sort_values(fewest, kind="stable")),
        tier="analyst",
        title="How many people know each other, the fewest pairs first",
        page=("our_people", "their_people", "executive", "on_record", "rests_on"),
        notes={
            "executive": "executives of theirs who know one of ours; other levels in the CSV",
            "on_record": "people of theirs on record",
        },
    )


@answer_of.register
def _(result: Turnover) -> Iterable[Block]:
    return sentences("turnover", result.sentences, tier="analyst")


@evidence_of.register
def _(result: Turnover) -> Iterable[Block]:
    yield from sentences("turnover", result.sentences, tier="analyst")
    notes = {
        "lost": "relations that would end",
        "founding_lost": "founding members among them",
        "single": "relations that would newly rest on one person",
        "strength_share": "share of the strength of all relations, by the log",
    }
    people = result.people.set_index("organisation")
    yield from table_of(
        "turnover-roles",
        people,
        tier="analyst",
        page=("side", "role", *notes, "leaves_on"),
        notes=notes,
        title="What would go if one person left",
    )
    yield from table_of(
        "tenure",
        result.tenure.set_index("side"),
        tier="analyst",
        title="Years in the role so far; no forecast of anybody",
    )
    yield from table_of(
        "turnover-persons",
        result.persons,
        tier="restricted",
        title="What would go if one person left, by name",
    )


@evidence_of.register
def _(result: Reliance) -> Iterable[Block]:
    yield from sentences("reliance", result.sentences, tier="analyst")
    notes = {
        "would_go": "where it is the best way, the next best is longer or less sure",
        "uncovered": "key groups of which no member could be reached any more",
    }
    yield from table_of(
        "reliance-roles",
        result.people.set_index("organisation"),
        tier="analyst",
        page=("role", *notes),
        notes=notes,
        title="What the proposed group would lose if one person left",
    )
    yield from table_of(
        "reliance-persons",
        result.persons,
        tier="restricted",
        title="What the proposed group would lose if one person left, by name",
    )
    if len(result.people):
        yield Note("reliance-not-chosen-again", NOT_CHOSEN_AGAIN, tier="analyst")


@answer_of.register
def _(result: SecondContacts) -> Iterable[Block]:
    return sentences("second", result.sentences, tier="analyst")


@evidence_of.register
def _(result: SecondContacts) -> Iterable[Block]:
    yield from sentences("second", result.sentences, tier="analyst")
    yield from table_of(
        "second-contacts",
        named(result.organisations),
        tier="analyst",
        title="The second relationship to build",
        page=("person", "through", "probability"),
        notes={"probability": "of the whole chain of introductions"},
    )
    yield from table_of(
        "second-persons",
        result.persons,
        tier="restricted",
        title="Chains of introductions, by name",
    )
