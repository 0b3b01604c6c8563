"""Notebook 03: cooperation and competition by area and by pair, never netted."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from stakeholder_map.coopetition import PairTypes
from stakeholder_map.report.figures import plot_network, plot_pair_matrix
from stakeholder_map.report.kinds import Block, Note, Table
from stakeholder_map.report.show.verbs import (
    HEADLINES,
    answer_of,
    doubt_of,
    evidence_of,
    method_of,
    sentences,
)

_AREA = {
    "kind": "",
    "field": "",
    "field_share": "share of the readings that give the same kind of field",
    "pairs": "pairs that somebody spoke of",
    "partnering": "of these, working together only",
    "contending": "competing only",
    "adapting": "both: coopetition proper",
    "isolating": "neither",
}
"""Columns of the table of areas, and what to know of them."""

_PAIR = ("target_name", "area", "cooperation", "competition", "type", "likely", "witnesses")
"""Columns of a pair that a page shows beside its first end."""

MOST_PAIRS = 24
"""Rows of the matrix: the pairs with most to say."""

MOST_TIES = 90
"""Lines of the map: the strongest ties."""


@answer_of.register
def _(result: PairTypes) -> Iterable[Block]:
    return sentences("coopetition", result.sentences[:HEADLINES], tier="analyst")


@evidence_of.register
def _(result: PairTypes) -> Iterable[Block]:
    yield from sentences("coopetition-more", result.sentences[HEADLINES:], tier="analyst")
    if len(result.areas):
        yield Table(
            "areas",
            result.areas.set_index("name")[[name for name in _AREA if name in result.areas]],
            title="Each area: what kind of field it is, and its pairs by their likely type",
            tier="analyst",
            notes={name: text for name, text in _AREA.items() if text},
        )
    matrix = _matrix(result)
    if len(matrix):
        yield plot_pair_matrix(
            matrix,
            name="pair-by-area",
            title="Pairs and areas: working together, competing, both, by most readings",
            tier="analyst",
        )
    ties = _strongest(result)
    if len(ties):
        yield plot_network(
            ties,
            stakeholders=_names(result),
            name="map",
            title="Who works together (solid) and who competes (dashed)",
            seed=1,
            tier="analyst",
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


def _matrix(result: PairTypes) -> pd.DataFrame:
    """Types of the pairs with most areas to speak of: a row a pair, a column an area."""
    here = result.pairs[result.pairs["area"] != ""]
    area_names = result.areas["name"]
    here = here[here["area"].isin(area_names.index)]
    if here.empty:
        return pd.DataFrame()
    here = here.assign(shown=here["likely"].where(here["likely"] != "", "cannot tell"))
    telling = here["shown"].isin(["partnering", "contending", "adapting"])
    weight = telling.groupby([here["source_name"], here["target_name"]]).sum()
    first = weight.sort_values(ascending=False, kind="stable").index[:MOST_PAIRS]
    wide = pd.pivot_table(
        here, index=["source_name", "target_name"], columns="area", values="shown", aggfunc="first"
    )
    return pd.DataFrame(wide.loc[first]).rename(columns=dict(area_names))


def _strongest(result: PairTypes) -> pd.DataFrame:
    """The strongest ties of both layers of the relation as a whole."""
    whole = result.pairs[result.pairs["area"] == ""]
    ties = whole.melt(
        ["source", "target"], ["cooperation", "competition"], "layer", "strength"
    ).dropna()
    ties = ties[ties["strength"] >= result.high]
    order = ["strength", "source", "target", "layer"]
    return ties.sort_values(order, ascending=[False, True, True, True]).head(MOST_TIES)


def _names(result: PairTypes) -> pd.Series[str]:
    """Names by id of everybody in a pair of the relation as a whole."""
    whole = result.pairs[result.pairs["area"] == ""]
    names = {
        **dict(zip(whole["source"], whole["source_name"], strict=True)),
        **dict(zip(whole["target"], whole["target_name"], strict=True)),
    }
    return pd.Series(names, dtype="str").sort_index()


def _readable(result: PairTypes) -> pd.DataFrame:
    """Pairs with the names of areas, the most telling first."""
    names = {"": "as a whole", **result.areas["name"].to_dict()}
    table = result.pairs.assign(area=result.pairs["area"].map(names))
    both = table[["cooperation", "competition"]].min(axis=1).fillna(-1.0)
    order = both.round(9).sort_values(ascending=False, kind="stable").index
    return table.loc[order].set_index("source_name")
