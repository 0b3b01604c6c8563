"""Notebook 05: what weighs on partners, what was promised, who has gone quiet, what is success."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from stakeholder_map.privacy import Tier
from stakeholder_map.relationships import Deliveries, Load, Quiet, Success
from stakeholder_map.report.kinds import Block, Table
from stakeholder_map.report.show.verbs import (
    HEADLINES,
    answer_of,
    evidence_of,
    in_words,
    named,
    sentences,
)


def table_of(
    name: str, frame: pd.DataFrame, *, title: str, tier: Tier, **rest: Any
) -> Iterable[Table]:
    """A table where there is a row to show.

    Parameters
    ----------
    name, frame, title, tier
        As of :class:`~stakeholder_map.report.kinds.Table`.
    **rest
        The same.

    Yields
    ------
    Table
        One, or none.
    """
    if len(frame):
        yield Table(name, frame, title=title, tier=tier, **rest)


@answer_of.register
def _(result: Load) -> Iterable[Block]:
    return sentences("load", result.sentences[:1], tier="analyst")


@evidence_of.register
def _(result: Load) -> Iterable[Block]:
    yield from sentences("load", result.sentences, tier="analyst")
    order = ["share", "hours"]
    table = named(result.organisations.sort_values(order, ascending=False, kind="stable"))
    tight = table[table["verdict"].isin(["over", "close"])]
    yield from table_of(
        "load-tight",
        tight,
        tier="analyst",
        decimals=1,
        title="Organisations at or near the end of their capacity, hours a month",
        notes={"share": "hours known to us over the capacity stated"},
    )
    yield from table_of(
        "load", table, tier="restricted", decimals=1, title="Hours a month of every organisation"
    )
    yield from _seats(result)


def _seats(result: Load) -> Iterable[Block]:
    yield from table_of(
        "load-people",
        result.people.set_index("organisation"),
        tier="analyst",
        decimals=1,
        title="People with a heavy load, by role",
    )
    yield from table_of(
        "load-persons",
        result.persons,
        tier="restricted",
        decimals=1,
        title="Hours a month of every person",
    )
    yield from table_of(
        "bodies-to-merge",
        result.merge.set_index("body"),
        tier="analyst",
        title="Bodies with largely the same members: what could be merged",
    )
    yield from table_of(
        "seats-to-drop",
        result.drop.set_index("name"),
        tier="analyst",
        decimals=1,
        title="Second seats of one organisation: what could be dropped",
    )


@answer_of.register
def _(result: Deliveries) -> Iterable[Block]:
    return sentences("deliveries", result.sentences[:HEADLINES], tier="leadership")


@evidence_of.register
def _(result: Deliveries) -> Iterable[Block]:
    yield from sentences("deliveries-more", result.sentences[HEADLINES:], tier="analyst")
    yield from table_of(
        "reminders",
        result.reminders.set_index("name"),
        tier="analyst",
        title="What they owe us, by the day of the next reminder",
        notes={"reminded": "days with a contact from us while it was late"},
    )
    yield from table_of(
        "we-owe", result.ours.set_index("name"), title="What we owe", tier="analyst"
    )
    yield from table_of(
        "deliveries",
        in_words(result.organisations, "direction").set_index("name"),
        tier="analyst",
        title="What was promised, and what came of it",
        page=("direction", "on_time", "late", "missing", "open", "trend"),
    )


@answer_of.register
def _(result: Quiet) -> Iterable[Block]:
    return sentences("quiet", result.sentences, tier="analyst")


@evidence_of.register
def _(result: Quiet) -> Iterable[Block]:
    yield from sentences("quiet", result.sentences, tier="analyst")
    table = named(result.organisations)
    notes = {
        "before": "days in touch with us or at an event, in the 365 days before the last 180",
        "recent": "the same in the last 180 days",
        "expected": "in the last 180 days, at the pace before",
    }
    quiet = table[table["quiet"]].drop(columns=["quiet"])
    yield from table_of(
        "quiet-now",
        quiet,
        tier="analyst",
        title="Who has gone quiet",
        page=("before", "recent", "expected", "last_seen", "answered"),
        notes=notes,
    )
    yield from table_of(
        "participation",
        table,
        tier="restricted",
        notes=notes,
        title="Participation of every organisation",
    )


@answer_of.register
def _(result: Success) -> Iterable[Block]:
    return sentences("success", result.sentences[:HEADLINES], tier="leadership")


@evidence_of.register
def _(result: Success) -> Iterable[Block]:
    yield from sentences("success", result.sentences, tier="leadership")
    yield from table_of(
        "success",
        result.areas.set_index("name"),
        tier="leadership",
        title="Measures of success: baseline, now, target, and by when",
        page=("metric", "baseline", "current", "target", "due", "way", "state"),
        notes={"way": "share of the way from baseline to target"},
    )
