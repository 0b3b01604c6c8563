"""Notebook 03: blocs of organisations that report similar partners and rivals."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_map.coopetition.blocs import AreaBlocs, Blocs
from stakeholder_map.coopetition.blocs.chance import LEVEL
from stakeholder_map.report.figures.bloc_panels import BlocPanel, plot_bloc_panels
from stakeholder_map.report.figures.signed_map import plot_signed_map
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

_MEMBER = {
    "bloc": "the largest bloc is A",
    "steady": "share of the readings in which it stands there",
    "next_bloc": "where else it stands most often",
    "cooperation_inside": "strength of its cooperation with its own bloc",
    "cooperation_between": "and with all others",
    "competition_inside": "strength of its competition with its own bloc",
    "competition_between": "and with all others",
    "between": "not steady in 9 of 10 readings, or works more with others than with its own",
}
"""Columns of the table of members, and what to know of them."""

MOST_IN_SQUARES = 150
"""Organisations up to which a square of all pairs can be read."""

_BREAKING = ("target_name", "layer", "source_bloc", "target_bloc", "strength", "share")
"""Columns of a tie against the blocs beside its first end."""


def _slug(result: Blocs) -> str:
    """What tells the blocks of one result from those of another."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in result.where.lower()).split()
    return "-".join(["blocs", *words])[:60].rstrip("-")


@answer_of.register
def _(result: Blocs) -> Iterable[Block]:
    yield from sentences(_slug(result), result.sentences[:1], tier="analyst")
    yield from sentences(f"{_slug(result)}-firm", result.sentences[1:HEADLINES], tier="analyst")


@evidence_of.register
def _(result: Blocs) -> Iterable[Block]:
    slug = _slug(result)
    yield from sentences(f"{slug}-more", result.sentences[HEADLINES:], tier="analyst")
    yield from sentences(f"{slug}-named", result.named, tier="analyst")
    if result.count:
        yield plot_signed_map(
            result.members,
            ties=result.high_ties,
            name=f"{slug}-map",
            title=_title(result),
            tier="analyst",
        )
        yield Table(
            f"{slug}-members",
            named(result.members).sort_values(["bloc", "steady"], ascending=[True, False]),
            title="Each organisation: its bloc, how steady, and whom it works and competes with",
            tier="analyst",
            notes=_MEMBER,
        )
    if len(result.breaking):
        yield Table(
            f"{slug}-bridges",
            result.breaking.set_index("source_name"),
            title="High ties that run against the blocs; a bridge across is worth a conversation",
            tier="analyst",
            page=_BREAKING,
            notes={"share": "share of the readings in which the tie is high"},
        )
    if int(result.triads["count"].sum()):
        yield Table(
            f"{slug}-triads",
            result.triads,
            title="Triads of high ties, beside the same ties with signs by lot",
            tier="analyst",
            notes={
                "balanced": "whether structural balance expects it",
                "low": "nine of ten shuffled graphs lie between this and high",
            },
        )


@doubt_of.register
def _(result: Blocs) -> Iterable[Block]:
    slug = _slug(result)
    if len(result.numbers):
        yield Table(
            f"{slug}-numbers",
            result.numbers,
            title="Numbers of blocs that were tried",
            tier="analyst",
            notes={
                "behind": "logarithm of the evidence behind the best: below 1 it is as good, "
                "above 5 it is out of the running"
            },
        )
    elif result.chance.draws:
        text = (
            "That no separate groups show does not mean that there are none: few answers hide them."
        )
        yield from sentences(f"{slug}-hidden", (text,), tier="analyst", tone="caution")


@method_of.register
def _(result: Blocs) -> Iterable[Block]:
    text = (
        "Blocs are claimed only where signs fall into groups better than in at least "
        f"{1 - LEVEL:.0%} of graphs with the same ties and signs by lot. Who belongs where is "
        f"estimated from where ties are dense and how their signs fall, and found anew on "
        f"{result.readings} readings. Cooperation and competition are never netted: either kind "
        "counts against the blocs by itself."
    )
    yield Note(f"{_slug(result)}-method", text, tier="analyst")


@answer_of.register
def _(result: AreaBlocs) -> Iterable[Block]:
    yield from sentences("blocs-by-area", result.sentences[:1], tier="analyst")


@evidence_of.register
def _(result: AreaBlocs) -> Iterable[Block]:
    yield from sentences("blocs-by-area-more", result.sentences[1:], tier="analyst")
    if result.letters and len(result.areas) and len(result.order) <= MOST_IN_SQUARES:
        yield plot_bloc_panels(
            _panels(result),
            blocs=result.letters,
            name="blocs-by-area-squares",
            title="The blocs of the whole, area by area and in each kind of areas",
            tier="analyst",
        )
    if len(result.areas):
        yield Table(
            "blocs-by-area-table",
            result.areas.set_index("name"),
            title="Each area: whether the blocs of the whole hold there",
            tier="analyst",
            notes={
                "cooperation": "expected strength of all pairs",
                "competition": "expected strength of all pairs",
                "against": "share of the two that runs against the blocs",
                "against_by_chance": "the same where the organisations there change places",
                "holds": "whether it is lower than in 95 of 100 of these",
                "own": "how many blocs the answers there fall into by themselves; 1: none",
            },
        )


def _panels(result: AreaBlocs) -> list[BlocPanel]:
    """A square for the whole, and for each area and group of areas that was reported on."""
    panels, told = [], result.areas["holds"].notna()
    for key, pair in result.strengths.items():
        works, competes = (matrix.toarray() for matrix in pair)
        title, words = "The relation as a whole", f"{len(set(result.letters) - {''})} blocs"
        if key:
            row = result.areas.loc[key]
            title, words = str(row["name"]), "too little reported to say"
            if told[key]:
                words = f"{row['against']:.0%} against; by chance {row['against_by_chance']:.0%}"
        panels.append(BlocPanel(title, words, works, competes))
    return panels


def _title(result: Blocs) -> str:
    where = f" in {result.where}" if result.where else ""
    return (
        f"Blocs{where}: cooperation (solid) and competition (dashed); heavy lines run against the "
        "blocs, hollow points stand between"
    )
