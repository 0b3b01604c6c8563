"""Notebook 01: who is here, who answered, what is needed, the climate, the data."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from stakeholder_map.environment import Climate, DataQuality, Landscape, NeedsMap, Response
from stakeholder_map.phrases import percent, spelt
from stakeholder_map.report.figures import plot_parts, plot_side_by_side
from stakeholder_map.report.kinds import Block, Note, Table
from stakeholder_map.report.show.verbs import (
    HEADLINES,
    answer_of,
    doubt_of,
    evidence_of,
    in_words,
    method_of,
    sentences,
)


@answer_of.register
def _(result: Landscape) -> Iterable[Block]:
    return sentences("here", result.findings[:HEADLINES], tier="leadership")


@evidence_of.register
def _(result: Landscape) -> Iterable[Block]:
    yield from sentences("here-more", result.findings[HEADLINES:], tier="leadership")
    table = result.by_group.rename_axis("key group").rename(index=spelt)
    present = table[table["organisations"] > 0]
    if len(present):
        yield plot_parts(
            present[["organisations"]],
            name="who-is-here",
            title="Organisations in each key group",
            unit="organisations",
            tier="leadership",
        )
    yield Table(
        "key-groups",
        table,
        title="Organisations, systems and our own departments in each key group",
        tier="leadership",
        notes={"systems": "organisations of one parent count once"},
    )


@answer_of.register
def _(result: Response) -> Iterable[Block]:
    return sentences("heard", result.findings[:HEADLINES], tier="leadership")


@evidence_of.register
def _(result: Response) -> Iterable[Block]:
    yield from sentences("heard-more", result.findings[HEADLINES:], tier="leadership")
    if not result.asked:
        return
    pooled = result.pooled.rename_axis("key group").rename(index=spelt)
    yield plot_parts(
        pooled[["answered", "silent"]],
        name="who-answered",
        title="Who answered and who stayed silent, by key group",
        unit="organisations asked",
        tier="leadership",
    )
    notes = {
        "rate": "share of the organisations asked that answered, 0 to 1",
        "low": "lower end of its 90 % interval (Wilson)",
        "high": "upper end",
    }
    yield Table(
        "response",
        pooled,
        title="Response by key group; groups of fewer than three systems are put together",
        tier="leadership",
        notes=notes,
    )
    by_group = result.by_group.rename_axis("key group").rename(index=spelt)
    yield Table(
        "response-each-group",
        by_group,
        title="Response by key group, no group put together",
        tier="analyst",
        notes=notes,
    )


@doubt_of.register
def _(result: Response) -> Iterable[Block]:
    if result.asked:
        rate = result.answered / result.asked
        text = (
            f"{result.answered} of {result.asked} organisations asked were heard ({percent(rate)})."
        )
        yield from sentences("heard-share", (text,), tier="leadership", tone="caution")


@answer_of.register
def _(result: NeedsMap) -> Iterable[Block]:
    return sentences("needs", result.findings[:HEADLINES], tier="leadership")


@evidence_of.register
def _(result: NeedsMap) -> Iterable[Block]:
    yield from sentences("needs-more", result.findings[HEADLINES:], tier="leadership")
    if result.needs.empty:
        return
    table = result.needs.loc[list(result.by_urgency)].set_index("need")
    yield plot_side_by_side(
        table[["people_affected"]].rename(columns={"people_affected": "people affected"}),
        name="needs-people",
        title="People affected by each need, most pressing need on top",
        unit="people",
        tier="leadership",
    )
    yield Table(
        "needs",
        table.drop(columns="finding"),
        title="Needs, and how many organisations meet them already",
        tier="leadership",
        decimals=0,
        notes={
            "urgency": "0 to 4",
            "serving": "organisations with a service that names the need",
            "capacity_month": "people a month that these can serve",
            "nearby": "other organisations with a service in the area",
            "unused_assets": "assets of the area that are said not to be in use",
        },
    )
    yield from sentences("needs-served", tuple(_served(table)), tier="leadership")
    yield from _who_and_what(result)


def _who_and_what(result: NeedsMap) -> Iterable[Table]:
    """Who serves each need, and what is there that nobody uses."""
    if len(result.serving):
        yield Table(
            "services-for-needs",
            result.serving,
            title="Who serves each need",
            tier="analyst",
            decimals=0,
            notes={"capacity_month": "people a month that it can serve"},
        )
    if len(result.unused):
        yield Table(
            "unused-assets",
            in_words(result.unused, "kind"),
            title="Assets that are said not to be in use, by the needs of their area",
            tier="analyst",
        )


def _served(needs: pd.DataFrame) -> Iterable[str]:
    """Which needs nobody serves, and which somebody does; each by its name."""
    already = "Somebody serves these already; talk to them before creating a service: {}."
    for chosen, words in (
        (needs["serving"] == 0, "Nobody reported serving: {}."),
        (needs["serving"] > 0, already),
        (needs["serving"].isna(), "Who serves was not asked for: {}."),
    ):
        names = [str(name) for name in needs.index[chosen.fillna(value=False)]]
        if names:
            yield words.format("; ".join(names))


@answer_of.register
def _(result: Climate) -> Iterable[Block]:
    yield from sentences("climate", result.findings[:HEADLINES], tier="leadership")
    yield from sentences("climate-analyst", result.findings_analyst[:1], tier="analyst")


_SIDES = {
    "pairs": "pairs that somebody reported on",
    "high": "of these, at or above the line for high",
    "share": "high / pairs, 0 to 1",
}


@evidence_of.register
def _(result: Climate) -> Iterable[Block]:
    yield from sentences("climate-more", result.findings[HEADLINES:], tier="leadership")
    yield from sentences("climate-analyst-more", result.findings_analyst[1:], tier="analyst")
    table = result.by_area.replace({"area": {"": "the relation as a whole"}}).set_index("area")
    yield Table(
        "climate-by-area",
        table,
        title="How collaborative and how competitive each area is; the two are never netted",
        tier="analyst",
        notes={
            f"{layer}_{part}": text
            for layer in ("cooperation", "competition")
            for part, text in _SIDES.items()
            if f"{layer}_{part}" in table.columns
        },
    )
    logged = result.by_area_leadership.set_index("area")
    if logged["contacts"].notna().any():
        yield Table(
            "climate-for-leadership",
            logged,
            title="Contacts in our own log, and tensions noted there, by area",
            tier="leadership",
            notes={"unsaid": "contacts that do not say whether there was any tension"},
        )
    if len(result.observations_leadership):
        yield Table(
            "in-their-words",
            result.observations_leadership.set_index("theme"),
            title="What people said, where they agreed to be quoted",
            tier="leadership",
        )
    if len(result.observations_analyst):
        yield Table(
            "observations",
            result.observations_analyst.set_index("theme"),
            title="Everything heard or read",
            tier="analyst",
        )


@answer_of.register
def _(result: DataQuality) -> Iterable[Block]:
    return sentences("data", result.findings, tier="leadership")


@evidence_of.register
def _(result: DataQuality) -> Iterable[Block]:
    return answer_of(result)


@doubt_of.register
def _(result: DataQuality) -> Iterable[Block]:
    yield from answer_of(result)
    if len(result.two_sides):
        yield Table(
            "two-sides",
            result.two_sides.rename(index=spelt),
            title="How often the two sides of a tie agree",
            tier="analyst",
            notes={
                "differ": "both say tied, at least half the scale apart",
                "one_says_none": "one side says tied, the other not",
                "one_sided": "the other side was silent, left it blank or was not asked",
                "disagree_share": "of the pairs that have two sides, 0 to 1",
            },
        )


@method_of.register
def _(result: DataQuality) -> Iterable[Block]:
    yield Table(
        "balance",
        result.balance,
        title="Rows read = rows used + rows left out, table by table",
        tier="analyst",
        notes={"why": "named reasons, each with its count"},
    )
    if len(result.answers):
        yield Table(
            "answers",
            result.answers,
            title="Answers by question: above zero, zero, blank",
            tier="analyst",
        )
    for place, text in enumerate(result.warnings, start=1):
        yield Note(f"warning-{place}", text, tier="restricted")
