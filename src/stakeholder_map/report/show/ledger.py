"""Notebook 03: the ledger of pairs, and the alliances of actors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from stakeholder_map.coopetition import LITMUS, Alliances, Ledger
from stakeholder_map.report.figures import (
    Card,
    PairBars,
    PlaneOf,
    plot_agreement,
    plot_cards,
    plot_pair_matrix,
    plot_plane,
)
from stakeholder_map.report.figures.words import one_line
from stakeholder_map.report.kinds import Block, Note, Table
from stakeholder_map.report.show.verbs import (
    answer_of,
    doubt_of,
    evidence_of,
    method_of,
    sentences,
)

MOST_ROWS = 10
"""Rows of the matrix: the pairs most worth a conversation."""

CARDS = 2

_ROW = ("target_name", "together", "compete", "litmus", "area")
"""Columns of the ledger that a page shows beside its first end."""

_NOTES = {
    "together": "areas in which they most likely work together",
    "compete": "areas in which they most likely compete; described, not proposed",
    "litmus": "more together than alone: both said yes only where both stated it themselves",
    "area": "of the areas in which both have a position, the one a talk would begin with",
    "shared_goal": "of that area, where both stand for it",
    "ask": "what to ask of the kind of gain",
    "tensions": "on record and open",
}


@answer_of.register
def _(result: Ledger) -> Iterable[Block]:
    return sentences("ledger", result.sentences[:1], tier="analyst")


@evidence_of.register
def _(result: Ledger) -> Iterable[Block]:
    yield from sentences("ledger-more", result.sentences[1:], tier="analyst")
    if result.rows.empty:
        return
    if len(result.areas):
        yield plot_pair_matrix(
            _bars(result),
            name="pair-by-area",
            title="Pairs and areas: how strongly they work together, how strongly they compete",
            tier="analyst",
        )
    if (result.rows["area"] != "").any():
        yield plot_cards(
            [_card(row) for row in result.rows.head(CARDS).to_dict("records")],
            name="ledger-cards",
            title="The ledger of the pairs most worth a conversation",
            tier="analyst",
        )
    yield Table(
        "ledger",
        result.rows.set_index("source_name"),
        title="The ledger: where two work together, where they compete, what each says",
        tier="analyst",
        page=_ROW,
        notes=_NOTES,
    )


def _bars(result: Ledger) -> PairBars:
    """Figures of the first pairs in each area, areas by group."""
    rows = result.rows.head(MOST_ROWS)
    values = np.full((2, 3, len(rows), len(result.areas)), np.nan)
    for column, area in enumerate(result.areas.index):
        places = pd.MultiIndex.from_frame(
            rows[["source", "target"]].assign(area=area)[["area", "source", "target"]]
        )
        here = result.levels.reindex(places).to_numpy(dtype=float)
        values[..., column] = here.T.reshape(2, 3, len(rows))
    names = zip(rows["source_name"], rows["target_name"], strict=True)
    return PairBars(
        [f"{one_line(one, width=24)} – {one_line(other, width=24)}" for one, other in names],
        list(result.areas["name"]),
        list(result.areas["called"]),
        values,
    )


def _card(row: Mapping[Any, str]) -> Card:
    answers = f"{row['source_answer'] or '–'} / {row['target_answer'] or '–'}"
    told = row["litmus"] if row["litmus"] == LITMUS[0] else f"{row['litmus']} ({answers})"
    gaps = [f"{end}_{what}" for end in ("source", "target") for what in ("gives_up", "at_stake")]
    silent = "" if all(row[gap] for gap in gaps) else "What each gives up, and has at stake."
    return Card(
        f"{one_line(row['source_name'], width=28)} / {one_line(row['target_name'], width=28)}",
        {
            "work together": row["together"],
            "compete": row["compete"],
            "shared goal": row["shared_goal"],
            "more together": f"{told}, in {row['area']}" if row["area"] else told,
            "give up": f"{row['source_gives_up'] or '–'} / {row['target_gives_up'] or '–'}",
            "at stake": f"{row['source_at_stake'] or '–'} / {row['target_at_stake'] or '–'}",
            "to ask": row["ask"] or silent or "By when, and who leads.",
        },
    )


@answer_of.register
def _(result: Alliances) -> Iterable[Block]:
    return sentences("alliances", result.sentences[:1], tier="analyst")


@evidence_of.register
def _(result: Alliances) -> Iterable[Block]:
    yield from sentences("alliances-more", result.sentences[1:], tier="analyst")
    if len(result.pairs):
        yield plot_agreement(
            result.pairs,
            stakeholders=result.actors["name"],
            name="convergence-map",
            title="Who stands with whom over the areas, and who apart",
            tier="analyst",
        )
    asked = result.actors[result.actors["field"] != ""]
    if len(asked):
        middle = float(asked["dependence"].mean()), float(asked["influence"].mean())
        yield plot_plane(
            asked.sort_values("competitiveness", ascending=False, kind="stable").set_index("name"),
            of=PlaneOf(
                "dependence",
                "influence",
                "moved by others",
                "moves others",
                corners=("moves others and is moved", "moves others", "is moved", "by itself"),
                middle=middle,
            ),
            name="influence-and-dependence",
            title="Who moves whom, directly and through one other",
            tier="analyst",
        )
    yield from _tables(result)


def _tables(result: Alliances) -> Iterable[Block]:
    if len(result.actors):
        yield Table(
            "actors",
            result.actors.sort_values("competitiveness", ascending=False, kind="stable").set_index(
                "name"
            ),
            title="Actors: on how much they take sides, and what they move",
            tier="analyst",
            page=("areas", "ambivalence", "competitiveness", "field", "field_share"),
            notes={
                "areas": "on how many it takes a side",
                "ambivalence": "1: agrees as much with the same others as it differs",
                "competitiveness": "1 is the mean of those whose direct influence was asked about",
                "field_share": "share of the readings in this field of the plane",
            },
        )
    if len(result.pairs):
        yield Table(
            "alliances",
            result.pairs.drop(columns=["source", "target"]).set_index("source_name"),
            title="Agreement and difference of each two over all areas",
            tier="analyst",
            notes={
                "convergence": "sum over areas of one side, each the mean of two positions",
                "divergence": "the same over areas of opposite sides",
                "weighed_convergence": "positions times competitiveness, where both are known",
            },
        )


@doubt_of.register
def _(result: Alliances) -> Iterable[Block]:
    asked = result.actors[result.actors["field"] != ""]
    if len(asked):
        firm = int((asked["field_share"] >= 0.9).sum())
        text = (
            f"Of {len(asked)} whose direct influence was asked about, nine of ten readings agree "
            f"on the field of the plane for {firm}."
        )
        yield from sentences("alliances-doubt", (text,), tier="analyst", tone="caution")


@method_of.register
def _(result: Alliances) -> Iterable[Block]:
    text = (
        "Alliances follow MACTOR: two converge over an area where they stand on one side, by the "
        "mean of their positions, and diverge where they do not. A position that is our guess "
        "counts like one that was stated."
    )
    if np.isfinite(result.stability):
        text += (
            f" Stability of the influences is {result.stability:.0f} %: 0 where everybody depends "
            "as much as it influences."
        )
    yield Note("alliances-method", text, tier="analyst")
