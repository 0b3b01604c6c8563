"""What is needed, who serves it already, and what lies unused: look before creating anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from stakeholder_map.phrases import Missing, count_of, is_or_are

if TYPE_CHECKING:
    from stakeholder_map.read import Region

_NEED_COLUMNS = (
    "need",
    "area",
    "people_affected",
    "urgency",
    "serving",
    "capacity_month",
    "nearby",
    "unused_assets",
    "finding",
)


@dataclass(frozen=True)
class NeedsMap:
    """Needs against the services and assets that exist.

    Parameters
    ----------
    needs : DataFrame
        Index `need_id`. Columns `need`, `area` (names), `people_affected` (people), `urgency`
        (0 to 4), `serving` (organisations with a service that names the need; missing without
        `services`), `capacity_month` (people a month that these can serve in all; missing where
        none of them says), `nearby` (other organisations with a service in the area that names no
        need), `unused_assets` (assets of the area that are said not to be in use; missing without
        `assets`), `finding` (a sentence). Ordered by id.
    serving : DataFrame
        One row per need and service that names it: `need`, `organisation`, `population`, `people`,
        `capacity_month`, `eligibility`.
    unused : DataFrame
        One row per need and unused asset of its area: `need`, `organisation`, `asset`, `kind`.
    by_urgency, by_people : tuple of str
        Ids of the needs in two orders of priority: needs that nobody serves first, then the most
        urgent, or those that affect most people.
    findings : tuple of str
        The answer in sentences.
    missing : tuple of Missing
        Tables that would show more.
    """

    needs: pd.DataFrame
    serving: pd.DataFrame
    unused: pd.DataFrame
    by_urgency: tuple[str, ...]
    by_people: tuple[str, ...]
    findings: tuple[str, ...]
    missing: tuple[Missing, ...]


def needs_and_services(region: Region) -> NeedsMap:
    """Hold the region's needs against its services and assets.

    Parameters
    ----------
    region : Region
        The region; `needs`, `areas`, `services` and `assets` are read, each may be absent.

    Returns
    -------
    NeedsMap
        Empty tables and a sentence on what is missing where the region has no `needs`.

    Notes
    -----
    A service counts for a need only where it names it. A service in the same area that names no
    need is counted as nearby. A department of our own counts as the convener.
    """
    serving, unused = _serving(region), _unused(region)
    needs = _describe_needs(region, serving=serving, unused=unused)
    rank = needs.assign(
        id=needs.index,
        served=needs["serving"].fillna(0).gt(0),
        urgent=-needs["urgency"],
        many=-needs["people_affected"],
    )
    return NeedsMap(
        needs=needs,
        serving=serving.drop(columns=["need_id", "stakeholder_id"]),
        unused=unused.drop(columns=["need_id", "stakeholder_id"]),
        by_urgency=tuple(rank.sort_values(["served", "urgent", "many", "id"]).index),
        by_people=tuple(rank.sort_values(["served", "many", "urgent", "id"]).index),
        findings=_findings(region, needs),
        missing=_missing(region),
    )


def _organisation(region: Region, stakeholders: pd.Series[str]) -> pd.Series[str]:
    """Stakeholders as organisations: a department of our own is the convener."""
    table = region.table("stakeholders")
    ours = set(table.loc[table["internal"].fillna(value=False).astype(bool), "stakeholder_id"])
    return stakeholders.where(~stakeholders.isin(ours), region.settings.convener)


def _serving(region: Region) -> pd.DataFrame:
    services = region.table("services").dropna(subset=["need_id"])
    needs = region.table("needs")[["need_id", "name"]].rename(columns={"name": "need"})
    rows = services.merge(needs, on="need_id", how="inner")
    rows["organisation"] = rows["stakeholder_id"].map(region.name_of)
    rows["stakeholder_id"] = _organisation(region, rows["stakeholder_id"])
    shown = ["need", "organisation", "population", "people", "capacity_month", "eligibility"]
    ordered = rows.sort_values(["need_id", "organisation", "population"], kind="stable")
    return ordered[["need_id", "stakeholder_id", *shown]].reset_index(drop=True)


def _unused(region: Region) -> pd.DataFrame:
    assets = region.table("assets")
    idle = assets[assets["in_use"].eq(other=False).fillna(value=False).astype(bool)]
    needs = region.table("needs")[["need_id", "name", "area_id"]].rename(columns={"name": "need"})
    rows = idle.dropna(subset=["area_id"]).merge(needs, on="area_id", how="inner")
    rows["organisation"] = rows["stakeholder_id"].map(region.name_of)
    ordered = rows.sort_values(["need_id", "organisation", "asset"], kind="stable")
    shown = ["need_id", "stakeholder_id", "need", "organisation", "asset", "kind"]
    return ordered[shown].reset_index(drop=True)


def _describe_needs(region: Region, *, serving: pd.DataFrame, unused: pd.DataFrame) -> pd.DataFrame:
    needs = region.table("needs").set_index("need_id").sort_index()
    areas = region.table("areas").set_index("area_id")["name"]
    by_need = serving.groupby("need_id")
    table = pd.DataFrame(
        {
            "need": needs["name"],
            "area": needs["area_id"].map(areas),
            "people_affected": needs["people_affected"],
            "urgency": needs["urgency"],
            "serving": by_need["stakeholder_id"].nunique(),
            "capacity_month": by_need["capacity_month"].sum(min_count=1),
            "nearby": _nearby(region, serving),
            "unused_assets": unused.groupby("need_id").size(),
        },
        index=needs.index,
    )
    whole = ["serving", "nearby", "unused_assets"]
    table[whole] = table[whole].fillna(0).astype("Int64")
    table["capacity_month"] = table["capacity_month"].astype("float64")
    if not region.has("services"):
        table[["serving", "nearby"]] = pd.NA
    if not region.has("assets"):
        table["unused_assets"] = pd.NA
    table["finding"] = [_sentence(number) for number in table["serving"]]
    return table[list(_NEED_COLUMNS)]


def _nearby(region: Region, serving: pd.DataFrame) -> pd.Series[int]:
    """Per need: organisations with a service in its area that names no need, and none that does."""
    services = region.table("services")
    open_ones = services[services["need_id"].isna()].dropna(subset=["area_id"])
    needs = region.table("needs")[["need_id", "area_id"]]
    pairs = open_ones.assign(
        stakeholder_id=_organisation(region, open_ones["stakeholder_id"])
    ).merge(needs, on="area_id", suffixes=("_named", ""))[["need_id", "stakeholder_id"]]
    already = serving[["need_id", "stakeholder_id"]].drop_duplicates()
    marked = pairs.drop_duplicates().merge(already, how="left", indicator=True)
    return marked[marked["_merge"] == "left_only"].groupby("need_id").size()


def _sentence(serving: object) -> str:
    if pd.isna(serving):  # type: ignore[call-overload]
        return "Who serves this need was not asked."
    number = int(str(serving))
    if number == 0:
        return "Nobody reported serving this need."
    if number == 1:
        return "1 organisation already serves this need; talk to it before creating a service."
    return (
        f"{number} organisations already serve this need; talk to them before creating a service."
    )


def _findings(region: Region, needs: pd.DataFrame) -> tuple[str, ...]:
    if not len(needs):
        return ()
    said = [f"{count_of(len(needs), 'need')} {is_or_are(len(needs))} on record."]
    if region.has("services"):
        unmet = needs[needs["serving"] == 0]
        served = len(needs) - len(unmet)
        people = int(unmet["people_affected"].sum())
        said.append(
            f"{count_of(served, 'need')} {is_or_are(served)} already served by at least one "
            f"organisation; for {len(unmet)} nobody reported a service"
            + (f" ({people:,} people affected, some perhaps by several)." if people else ".")
        )
    if region.has("assets"):
        idle = needs[needs["unused_assets"] > 0]
        said.append(
            f"In the areas of {count_of(len(idle), 'need')} partners have something to bring that "
            "is not in use."
        )
    return tuple(said)


def _missing(region: Region) -> tuple[Missing, ...]:
    if not region.has("needs"):
        return (Missing("needs", "what is needed, and who serves it already"),)
    would_show = {
        "services": "which organisations already serve a need",
        "assets": "what partners could bring that lies unused",
    }
    return tuple(Missing(name, what) for name, what in would_show.items() if not region.has(name))
