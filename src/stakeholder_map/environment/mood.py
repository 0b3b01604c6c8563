"""How competitive and how collaborative the climate is, in counts and in people's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from stakeholder_map.environment.heard import (
    SIDES,
    STILL_OPEN,
    area_states,
    systems_heard,
    wave_is_open,
)
from stakeholder_map.environment.mood_told import tell_answers, tell_records
from stakeholder_map.environment.voices import open_layers, pair_strengths, voices
from stakeholder_map.phrases import Missing
from stakeholder_map.tables import TABLES

if TYPE_CHECKING:
    from stakeholder_map.evidence import Evidence
    from stakeholder_map.read import Region
    from stakeholder_map.scan import Scan

LOGGED = ("area", "contacts", "tensions", "unsaid")
"""Columns that leaders see: what was answered reaches them in bands, on a page of its own."""


@dataclass(frozen=True)
class Climate:
    """How much the organisations of a region cooperate and compete, never netted.

    Parameters
    ----------
    by_area : DataFrame
        Index `area_id`; the first row, with the index ``""``, is the relation as a whole. Columns
        `area` (name), `organisations` (that reported), and for each of cooperation and competition
        `<layer>_systems` (that reported, members of one parent counted once), `<layer>_pairs`
        (pairs that somebody reported on), `<layer>_high` (of these, strength at least the region's
        threshold) and `<layer>_share` (high / pairs, 0 to 1; missing where nothing was reported);
        then `both_pairs` (reported on both layers), `both_systems` (that reported on these, on the
        layer with fewer), `both_high`, `contacts` (on
        record), `tensions` (contacts with tension) and `unsaid` (contacts that do not say whether
        there was any), these three missing without `contacts`. Analyst tier.
    by_area_leadership : DataFrame
        Of these the columns of our own log. What was answered is told to leaders in bands, see
        :mod:`stakeholder_map.privacy.climate`.
    observations_leadership : DataFrame
        Columns `theme`, `area`, `text`: what people allowed leadership to read. No organisation and
        no day is named.
    observations_analyst : DataFrame
        Columns `theme`, `area`, `organisation`, `source`, `date`, `text`, `consent`: everything.
    findings : tuple of str
        Sentences that everybody may read: no counts of answers, nothing on layers for analysts
        only, nothing that rests on the answers of fewer than five systems.
    findings_analyst : tuple of str
        The other sentences.
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
    states = area_states(scan.evidence, areas=by_area.index)
    heard = systems_heard(scan.evidence, region=region)
    surveyed = region.has("survey")
    said = tell_answers(by_area, asked=asked, states=states, heard=heard) if surveyed else ()
    # a layer that nobody was asked about has no answers to protect
    closed = tuple(sorted(asked & set(SIDES) - set(open_layers(region))))
    return Climate(
        by_area,
        by_area[list(LOGGED)],
        heard_by_all[["theme", "area", "text"]].reset_index(drop=True),
        observed,
        findings=(
            *((STILL_OPEN,) if wave_is_open(region) else ()),
            *(one.text for one in said if one.for_all(closed)),
            *tell_records(by_area, observed=observed),
        ),
        findings_analyst=tuple(one.text for one in said if not one.for_all(closed)),
        missing=_missing(region),
    )


def _by_area(evidence: Evidence, region: Region) -> pd.DataFrame:
    spoken = voices(evidence, layers=SIDES)
    pairs = pair_strengths(spoken)
    areas = region.table("areas").set_index("area_id")["name"].sort_index()
    index = pd.Index(["", *areas.index], name="area_id", dtype="str")
    table = pd.DataFrame({"area": ["all areas together", *areas]}, index=index)
    table["organisations"] = spoken.groupby("area")["speaker"].nunique()
    spoken = spoken.assign(system=spoken["speaker"].map(region.root_of))
    high = pairs["strength"] >= round(region.settings.high, 9)
    for layer in SIDES:
        mine = pairs["layer"] == layer
        of_layer = spoken[spoken["layer"] == layer].groupby("area")
        table[f"{layer}_systems"] = of_layer["system"].nunique()
        table[f"{layer}_pairs"] = pairs[mine].groupby("area").size()
        table[f"{layer}_high"] = pairs[mine & high].groupby("area").size()
    keys = ["area", "first", "second"]
    together = pairs.assign(high=high).groupby(keys)["high"].agg(["size", "sum"]).reset_index()
    both = together[together["size"] == len(SIDES)]
    on_both = spoken.merge(both[keys], on=keys).groupby(["area", "layer"])["system"].nunique()
    table["both_systems"] = on_both.groupby("area").min()
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
    counts = table.astype("Int64")
    return counts if region.has("contacts") else counts.mask(counts >= 0)


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


def _missing(region: Region) -> tuple[Missing, ...]:
    would_show = {
        "survey": "how much organisations cooperate and compete",
        "areas": "how the climate differs from area to area",
        "contacts": "where there was tension",
        "observations": "the climate in people's own words",
    }
    given = {"survey"} if wave_is_open(region) else set()
    return tuple(
        Missing(name, what)
        for name, what in would_show.items()
        if name not in given and not region.has(name)
    )
