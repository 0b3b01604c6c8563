"""Notebook 02: what a place hangs on; whose answers it is, only where single answers are read."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_map.influence import WeakPoints
from stakeholder_map.report.kinds import Block, Table
from stakeholder_map.report.show.verbs import doubt_of, named, sentences

_CHANGES = {
    "below": "who comes next",
    "ahead": "share of the readings in which it stands above the next",
    "tie_from": "from whom the tie comes; of those who answered only the key group",
    "source_state": "whether the organisation that the tie comes from answered",
    "there": "share of the readings with the tie",
    "ahead_with": "stands above the next, of the readings with the tie",
    "ahead_without": "the same, without the tie",
}

_RESTS_ON = {
    "respondent": "without whose answers it loses most places; nobody where it loses none",
    "share": "of all that comes in to it, what this respondent says",
    "places_lost": "on the expected graph without its answers",
}


@doubt_of.register
def _(result: WeakPoints) -> Iterable[Block]:
    yield from sentences("weak-points", result.sentences, tier="analyst", tone="caution")
    yield from _changes(result)
    yield from _rests_on(result)
    yield from _flags(result)


def _changes(result: WeakPoints) -> Iterable[Block]:
    told = result.changes.dropna(subset=["tie_from"])
    if told.empty:
        return
    shown = told.drop(columns="tie_from").rename(columns={"tie_from_told": "tie_from"})
    yield Table(
        "changes",
        named(shown),
        title="The single tie that matters most for who stands above the next",
        tier="analyst",
        notes=_CHANGES,
    )
    if (told["tie_from"] != told["tie_from_told"]).any():
        yield Table(
            "changes-by-name",
            named(told)[["below", "tie_from", "source_state"]],
            title="From whom these ties come, by name",
            tier="restricted",
        )


def _rests_on(result: WeakPoints) -> Iterable[Block]:
    if result.rests_on.empty:
        return
    shown = result.rests_on.drop(columns="respondent")
    yield Table(
        "rests-on",
        named(shown.rename(columns={"respondent_told": "respondent"})),
        title="How far the first ten places rest on the answers of one respondent",
        tier="analyst",
        notes=_RESTS_ON,
    )
    by_name = result.rests_on.dropna(subset=["respondent"])
    if len(by_name):
        yield Table(
            "rests-on-by-name",
            named(by_name)[["rank", "respondent", "places_lost"]],
            title="On whose answers they rest, by name",
            tier="restricted",
        )


def _flags(result: WeakPoints) -> Iterable[Block]:
    if result.flags.empty:
        return
    notes = {"rank_change": "greatest fall, in places, without the answers in question"}
    shown = result.flags.drop(columns="organisations").set_index("flag")
    yield Table(
        "flags",
        shown.rename(columns={"told": "organisations"}),
        title="Answers that look alike",
        tier="analyst",
        notes=notes,
    )
    yield Table(
        "flags-by-name",
        result.flags.drop(columns="told").set_index("organisations"),
        title="Whose answers look alike, by name",
        tier="restricted",
        notes=notes,
    )
