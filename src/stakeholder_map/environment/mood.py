"""How competitive and how collaborative the climate is, in counts and in people's own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import pandas as pd

from stakeholder_map.environment.voices import open_layers, pair_strengths, voices
from stakeholder_map.phrases import Missing, count_of, listed, percent, spelt
from stakeholder_map.tables import TABLES

if TYPE_CHECKING:
    from stakeholder_map.evidence import Evidence
    from stakeholder_map.read import Region
    from stakeholder_map.scan import Scan

SIDES = ("cooperation", "competition")
FEWEST_REPORTING = 5
"""Sentences name an area only where at least so many organisations reported on it."""


_FROM_THE_LOG = ("contacts", "tensions", "unsaid")


@dataclass(frozen=True)
class Climate:
    """How much the organisations of a region cooperate and compete, never netted.

    Parameters
    ----------
    by_area : DataFrame
        Index `area_id`; the first row, with the index ``""``, is the relation as a whole. Columns
        `area` (name), `organisations` (that reported), and for each of cooperation and competition
        `<layer>_pairs` (pairs that somebody reported on), `<layer>_high` (of these, strength at
        least the region's threshold) and `<layer>_share` (high / pairs, 0 to 1; missing where
        nothing was reported); then `both_pairs` (reported on both layers), `both_high`, `contacts`
        (on record), `tensions` (contacts with tension) and `unsaid` (contacts that do not say
        whether there was any). Analyst tier.
    by_area_leadership : DataFrame
        The same without the layers whose questions were answered for analysts only, and without
        what the survey says of areas on which fewer than five organisations reported (missing
        there).
    observations_leadership : DataFrame
        Columns `theme`, `area`, `text`: what people allowed leadership to read. No organisation and
        no day is named.
    observations_analyst : DataFrame
        Columns `theme`, `area`, `organisation`, `source`, `date`, `text`, `consent`: everything.
    findings : tuple of str
        Sentences that everybody may read: nothing on layers for analysts only, nothing on areas
        with few reports.
    findings_analyst : tuple of str
        The sentences on layers for analysts only.
    missing : tuple of Missing
        Tables that would show more.
    """

    by_area: pd.DataFrame
    by_area_leadership: pd.DataFrame
    observations_leadership: pd.DataFrame
    observations_analyst: pd.DataFrame
    findings: tuple[str, ...]
    findings_analyst: tuple[str, ...]
    missing: tuple[Missing, ...]


def climate(scan: Scan) -> Climate:
    """Describe how collaborative and how competitive a region is, as a whole and by area.

    The strength of a pair is the mean of what its organisations say, colleagues averaged first.
    High means at least `high` of region.toml.

    Parameters
    ----------
    scan : Scan
        The scan: its region and its evidence are read.

    Returns
    -------
    Climate
        What the region's tables allow; the rest in `missing`.

    Notes
    -----
    The shares are of pairs that somebody reported on. People tick whom they have to do with, so the
    shares are higher than among all pairs; compare areas and years, not with other regions.
    Tensions are counted in our own log: they are tensions that we noted.
    """
    region = scan.region
    by_area = _by_area(scan.evidence, region)
    observed = _observations(region)
    heard_by_all = observed[observed["consent"] == "leadership"]
    asked = frozenset(region.table("questions")["construct"].dropna())
    said = (
        [*_of_layers(by_area, asked), *_of_both(by_area), *_of_areas(by_area)]
        if region.has("survey")
        else []
    )
    # a layer that nobody was asked about has no answers to protect
    closed = tuple(sorted(asked & set(SIDES) - set(open_layers(region))))
    return Climate(
        by_area,
        _for_leadership(by_area, closed),
        heard_by_all[["theme", "area", "text"]].reset_index(drop=True),
        observed,
        findings=(
            *(text for layers, text in said if not set(layers) & set(closed)),
            *_of_records(by_area, observed),
        ),
        findings_analyst=tuple(text for layers, text in said if set(layers) & set(closed)),
        missing=_missing(region),
    )


def _for_leadership(by_area: pd.DataFrame, closed: tuple[str, ...]) -> pd.DataFrame:
    """The table by area without closed layers and without figures from few organisations."""
    shut = ("both", *closed) if closed else ()
    hidden = [name for name in by_area.columns if name.startswith(shut)] if shut else []
    table = by_area.drop(columns=hidden)
    survey = [name for name in table.columns if name not in {"area", *_FROM_THE_LOG}]
    few = table["organisations"] < FEWEST_REPORTING
    shown = table[survey].astype("float64").mask(few)
    return table.assign(**{str(name): shown[name] for name in survey})


def _by_area(evidence: Evidence, region: Region) -> pd.DataFrame:
    spoken = voices(evidence, layers=SIDES)
    pairs = pair_strengths(spoken)
    areas = region.table("areas").set_index("area_id")["name"].sort_index()
    index = pd.Index(["", *areas.index], name="area_id", dtype="str")
    table = pd.DataFrame({"area": ["all areas together", *areas]}, index=index)
    table["organisations"] = spoken.groupby("area")["speaker"].nunique()
    high = pairs["strength"] >= round(region.settings.high, 9)
    for layer in SIDES:
        mine = pairs["layer"] == layer
        table[f"{layer}_pairs"] = pairs[mine].groupby("area").size()
        table[f"{layer}_high"] = pairs[mine & high].groupby("area").size()
    keys = ["area", "first", "second"]
    together = pairs.assign(high=high).groupby(keys)["high"].agg(["size", "sum"]).reset_index()
    both = together[together["size"] == len(SIDES)]
    table["both_pairs"] = both.groupby("area").size()
    table["both_high"] = both[both["sum"] == len(SIDES)].groupby("area").size()
    counts = table.columns.drop("area")
    table[counts] = table[counts].fillna(0).astype("int64")
    for layer in SIDES:
        share = table[f"{layer}_high"] / table[f"{layer}_pairs"]
        table.insert(list(table.columns).index(f"{layer}_high") + 1, f"{layer}_share", share)
    return table.join(_tensions(region, index))


def _tensions(region: Region, index: pd.Index[str]) -> pd.DataFrame:
    log = region.table("contacts")
    marks = pd.DataFrame(
        {
            "contacts": 1,
            "tensions": log["tension"].fillna(value=False).astype("int64"),
            "unsaid": log["tension"].isna().astype("int64"),
        },
        index=log.index,
    )
    table = marks.groupby(log["area_id"]).sum().reindex(index, fill_value=0).astype("int64")
    table.loc[""] = marks.sum()
    return table


def _observations(region: Region) -> pd.DataFrame:
    """Everything heard, by theme as declared, then by day and text."""
    heard = region.table("observations")
    areas = region.table("areas").set_index("area_id")["name"]
    themes = TABLES["observations"].column("theme").allowed
    named = heard["stakeholder_id"].dropna().map(region.name_of)
    table = pd.DataFrame(
        {
            "theme": heard["theme"],
            "area": heard["area_id"].map(areas),
            "organisation": named.reindex(heard.index),
            "source": heard["source"],
            "date": heard["date"],
            "text": heard["text"],
            "consent": heard["consent"],
            "order": heard["theme"].map({theme: place for place, theme in enumerate(themes)}),
        }
    )
    ordered = table.sort_values(["order", "date", "text", "area", "organisation"], kind="stable")
    return ordered.drop(columns="order").reset_index(drop=True)


_Said: TypeAlias = tuple[tuple[str, ...], str]
"""The layers that a sentence tells of, and the sentence."""


def _of_layers(by_area: pd.DataFrame, asked: frozenset[str]) -> Iterator[_Said]:
    for layer in SIDES:
        if layer not in asked:
            yield (layer,), f"The survey did not ask about {layer}."
            continue
        pairs, high = _whole(by_area, f"{layer}_pairs"), _whole(by_area, f"{layer}_high")
        if not pairs:
            yield (layer,), f"Nobody reported on {layer}."
            continue
        reported = f"On {layer} somebody reported for {count_of(pairs, 'pair')} of organisations"
        yield (layer,), f"{reported}; it is high in {high:,} ({percent(high / pairs)})."


def _whole(by_area: pd.DataFrame, column: str) -> int:
    """Figure of the relations as a whole."""
    return int(by_area[column].iloc[0])


def _of_both(by_area: pd.DataFrame) -> Iterator[_Said]:
    both, high = _whole(by_area, "both_pairs"), _whole(by_area, "both_high")
    does = "does both: it works" if high == 1 else "do both: they work"
    also = "competes" if high == 1 else "compete"
    if both:
        pairs = count_of(both, "pair")
        yield SIDES, f"Of {pairs} with reports on both, {high:,} {does} together and {also}."


def _of_areas(by_area: pd.DataFrame) -> Iterator[_Said]:
    inside = by_area[by_area.index != ""]
    if len(inside) and not inside["organisations"].sum():
        yield (), "The survey did not ask area by area."
        return
    silent = inside.loc[inside["organisations"] == 0, "area"]
    if len(silent):
        yield (), f"Nobody reported working here: {listed(silent)}."
    heard = inside[inside["organisations"] >= FEWEST_REPORTING]
    for layer, word in zip(SIDES, ("collaborative", "competitive"), strict=True):
        shares = heard[heard[f"{layer}_pairs"] > 0]
        if len(shares) < 2:
            continue
        most = shares[f"{layer}_share"].max()
        first = shares[shares[f"{layer}_share"] == most]
        where = f"Most {word}: {listed(first['area'])}"
        yield (layer,), f"{where}, with high {layer} in {percent(most)} of the pairs reported on."


def _of_records(by_area: pd.DataFrame, observed: pd.DataFrame) -> list[str]:
    said = []
    contacts = _whole(by_area, "contacts")
    if contacts:
        tensions, unsaid = _whole(by_area, "tensions"), _whole(by_area, "unsaid")
        said.append(
            f"Tension was noted in {tensions:,} of {count_of(contacts, 'contact')} on record; "
            f"{unsaid:,} {'says' if unsaid == 1 else 'say'} nothing of it."
        )
    if len(observed):
        themes = observed.groupby("theme", sort=False).size()
        parts = [f"{number} on {spelt(str(theme))}" for theme, number in themes.items()]
        shared = int((observed["consent"] == "leadership").sum())
        said.append(
            f"{count_of(len(observed), 'observation')} on record: {listed(parts)}; leadership may "
            f"read {shared:,} of them."
        )
    return said


def _missing(region: Region) -> tuple[Missing, ...]:
    would_show = {
        "survey": "how much organisations cooperate and compete",
        "areas": "how the climate differs from area to area",
        "contacts": "where there was tension",
        "observations": "the climate in people's own words",
    }
    return tuple(Missing(name, what) for name, what in would_show.items() if not region.has(name))
