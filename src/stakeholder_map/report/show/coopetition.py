"""Notebook 03: cooperation and competition by area and by pair, never netted."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from stakeholder_map.coopetition import AreaClusters, PairTypes
from stakeholder_map.coopetition.clusters.chance import LEVEL, WORLDS
from stakeholder_map.coopetition.pairs.told import COUNSEL
from stakeholder_map.report.figures import PlaneOf, plot_plane
from stakeholder_map.report.kinds import Block, Note, Table
from stakeholder_map.report.show.verbs import (
    answer_of,
    doubt_of,
    evidence_of,
    method_of,
    sentences,
)

_PAIR = ("target_name", "area", "cooperation", "competition", "type", "likely", "witnesses")
"""Columns of a pair that a page shows beside its first end."""

_SCALE = "0 to 1"
_AREA = {
    "kind": "",
    "belongs_to": "name of its group, or its own kind where areas fall into none",
    "firm": "of the other areas, the share it stands with or apart from in the resamples too",
    "cooperate": f"how strongly stakeholders work together there, on average, {_SCALE}",
    "compete": f"how strongly they compete there, {_SCALE}",
    "take_part": f"how many take part, {_SCALE}",
    "convergence": f"how far positions agree, {_SCALE}",
    "priority": f"how much it matters to those who said, {_SCALE}",
    "gain": "gain together less gain alone, -1 to 1",
    "first": "whether it suits a first project",
}
"""Columns of the table of areas, and what to know of them."""

_AREA_PAGE = ("belongs_to", "firm", "cooperate", "compete", "convergence", "gain", "first")

_ELSEWHERE = (
    "Leaders read on the page “How rated” how closely organisations work together in each area and "
    "how much they compete there, as far as that may be told."
)

_COUNTS = {
    "field": "by the rule, from its pairs alone",
    "field_share": "share of the readings that give the same kind of field",
    "pairs": "pairs that somebody spoke of",
    "partnering": "of these, working together only",
    "contending": "competing only",
    "adapting": "both: coopetition proper",
    "isolating": "neither",
    "sure": "pairs whose type the answers settle",
}


@answer_of.register
def _(result: AreaClusters) -> Iterable[Block]:
    yield from sentences("areas-open", result.sentences_leadership, tier="leadership")
    yield from sentences("areas-kinds", result.sentences, tier="analyst")


@evidence_of.register
def _(result: AreaClusters) -> Iterable[Block]:
    if result.areas.empty:
        return
    yield from _for_leadership(result)
    of = _area_map(result.areas)
    if of is not None:
        shown = result.areas.drop(columns="kind").rename(columns={"called": "kind"})
        shown = shown.assign(contest=1 - shown["convergence"]).sort_values("group", kind="stable")
        yield plot_plane(
            shown.set_index("name"),
            of=of,
            name="area-map",
            title="Areas: what is gained together, against how contested they are",
            tier="analyst",
        )
    yield Table(
        "areas",
        result.areas.set_index("name").rename(columns={"called": "belongs_to"})[list(_AREA)],
        title="What each area is like, and the group it belongs to",
        tier="analyst",
        page=_AREA_PAGE,
        notes={name: text for name, text in _AREA.items() if text},
    )


@doubt_of.register
def _(result: AreaClusters) -> Iterable[Block]:
    if not result.stability:
        return
    told = ", ".join(f"{count}: {value:.2f}" for count, value in result.stability.items())
    clear = "fewer than one in a hundred" if result.chance <= 0.01 else f"{result.chance:.0%}"
    text = (
        f"Of {WORLDS} worlds in which areas differ by chance alone, {clear} group as clearly as "
        f"these areas. How stable each number of groups is when others are asked again (1 never "
        f"changes): {told}."
    )
    if result.runner_up:
        text += f" The runner-up is {result.runner_up} groups."
    yield from sentences("areas-doubt", (text,), tier="analyst", tone="caution")


@method_of.register
def _(result: AreaClusters) -> Iterable[Block]:  # noqa: ARG001
    text = (
        "Areas are compared by who cooperates, who competes, how many take part, convergence, "
        "priority, and gain together less alone, each counting alike, and joined by average "
        f"linkage. Kinds are told of below a level of {LEVEL:g}. A group is common ground where at "
        "least three times as many of its pairs cooperate strongly as compete strongly, contested "
        "the other way round, coopetition between the two, unclaimed where nobody does either."
    )
    yield Note("areas-method", text, tier="analyst")


@answer_of.register
def _(result: PairTypes) -> Iterable[Block]:
    return sentences("coopetition", result.sentences[:1], tier="analyst")


@evidence_of.register
def _(result: PairTypes) -> Iterable[Block]:
    told = [sentence for sentence in result.sentences[1:] if sentence != COUNSEL]
    yield from sentences("coopetition-more", told, tier="analyst")
    if len(result.areas):
        yield Table(
            "pairs-by-area",
            result.areas.set_index("name")[list(_COUNTS)],
            title="Each area's pairs by their likely type",
            tier="analyst",
            notes=_COUNTS,
        )
    if len(result.pairs):
        yield Table(
            "pairs",
            _readable(result),
            title="Pairs: cooperation and competition side by side",
            tier="analyst",
            page=_PAIR,
            notes={
                "cooperation": "0 to 1, with the range of nine of ten readings",
                "competition": "0 to 1, with the range of nine of ten readings",
                "witnesses": "organisations that said anything of the pair",
                "tensions": "on record in our log of contacts",
            },
        )


@doubt_of.register
def _(result: PairTypes) -> Iterable[Block]:
    if len(result.pairs):
        unknown = int((result.pairs["type"] == "cannot tell").sum())
        text = (
            f"For {unknown} of {len(result.pairs)} pairs in an area, or as a whole, the plausible "
            "readings lie on both sides of the line: we cannot tell."
        )
        yield from sentences("pairs-doubt", (text,), tier="analyst", tone="caution")


@method_of.register
def _(result: PairTypes) -> Iterable[Block]:
    text = (
        f"High means at least {result.high:g} of the scale, for cooperation and for competition "
        "alike; region.toml can set another line."
    )
    yield Note("coopetition-method", text, tier="analyst")


def _for_leadership(result: AreaClusters) -> Iterable[Block]:
    """What everybody may read of areas."""
    if (result.areas["kind"] == "market").any():
        yield Note("counsel-areas", COUNSEL, tier="leadership")
    yield Table(
        "areas-for-leadership",
        result.leadership.set_index("name"),
        title="Areas: where organisations stand, and what they expect to gain",
        tier="leadership",
        notes={
            "positions": "organisations of which we know one",
            "convergence": f"how far positions agree, {_SCALE}; blank from few systems",
            "priority": f"how much it matters to those who said, {_SCALE}",
            "gain": "gain together less gain alone, -1 to 1",
        },
        decimals=1,
    )
    yield Note("areas-for-leadership-kinds", _ELSEWHERE, tier="leadership")


def _area_map(areas: pd.DataFrame) -> PlaneOf | None:
    """What to draw areas by: contest from answers, failing these from positions."""
    known = areas.dropna(subset=["gain"])
    across, label = "compete", "how strongly stakeholders compete"
    if known["compete"].isna().all():
        across, label = "contest", "how far positions differ"
    if known.empty:
        return None
    return PlaneOf(across, "gain", label, "gain together less alone", noun="areas")


def _readable(result: PairTypes) -> pd.DataFrame:
    """Pairs with the names of areas, the most telling first."""
    names = {"": "as a whole", **result.areas["name"].to_dict()}
    table = result.pairs.assign(area=result.pairs["area"].map(names))
    both = table[["cooperation", "competition"]].min(axis=1).fillna(-1.0)
    order = both.round(9).sort_values(ascending=False, kind="stable").index
    first = ["target_name", "area"]
    rest = table.columns.difference(["source_name", *first], sort=False)
    return table.loc[order].set_index("source_name")[[*first, *rest]]
