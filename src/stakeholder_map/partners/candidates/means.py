"""What a candidate has and can give: people reached, assets, hours, papers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stakeholder_map.read import Region
from stakeholder_map.relationships import contact_state
from stakeholder_map.tables.spans import holding


def means_of(region: Region, ids: pd.Index) -> pd.DataFrame:
    """People reached, assets, hours and papers of each candidate.

    Parameters
    ----------
    region : Region
        Its tables `services`, `assets`, `projects`, `memberships`, `stakeholders`, `asks` and those
        of our contacts.
    ids : Index
        The candidates.

    Returns
    -------
    DataFrame
        Indexed like `ids`; missing where no table tells.
    """
    who = region.table("stakeholders").set_index("stakeholder_id").reindex(ids)
    state = contact_state(region).organisations
    return pd.DataFrame(
        {
            **_reach(region, ids),
            "members": who["members"],
            **_assets(region, ids),
            "capacity_hours": who["capacity"].astype("float64"),
            "load_hours": _load(region, ids),
            "lead_months_min": who["lead_months_min"].astype("float64"),
            "lead_months_max": who["lead_months_max"].astype("float64"),
            "data_sharing": last_answers(region, ask="data_sharing").reindex(ids),
            "single_contact": state["single_contact"].reindex(ids),
        },
        index=ids,
    )


def last_answers(region: Region, *, ask: str) -> pd.Series[str]:
    """The last answer of each who was asked something; `waiting` where none has come."""
    asks = region.table("asks")
    asked = asks[asks["ask"] == ask].sort_values(["stakeholder_id", "asked_on"])
    last = asked.drop_duplicates("stakeholder_id", keep="last").set_index("stakeholder_id")
    return last["answer"].astype("str")


def _reach(region: Region, ids: pd.Index) -> dict[str, pd.Series[int]]:
    """People and populations served; missing without the table, 0 of who is not in it."""
    by = region.table("services").groupby(["stakeholder_id", "population"])["people"].max()
    served = by.groupby("stakeholder_id")
    columns = {"people_served": served.sum(), "populations": served.size()}
    return {name: _counted(found, ids, region, "services") for name, found in columns.items()}


def _assets(region: Region, ids: pd.Index) -> dict[str, pd.Series[int]]:
    """Kinds of assets that a project takes, and those of them that lie unused."""
    taken = set[str]().union(*region.table("projects")["asset_kinds_required"])
    assets = region.table("assets")
    needed = assets[assets["kind"].isin(taken)]
    unused = needed[~needed["in_use"].fillna(value=True).astype(bool)]
    columns = {"needed_assets": needed, "unused_assets": unused}
    return {
        name: _counted(rows.groupby("stakeholder_id")["kind"].nunique(), ids, region, "assets")
        for name, rows in columns.items()
    }


def _counted(found: pd.Series[int], ids: pd.Index, region: Region, table: str) -> pd.Series[int]:
    count = found.reindex(ids).fillna(0).astype("Int64")
    return count if region.has(table) else count.mask(count >= 0)


def _load(region: Region, ids: pd.Index) -> pd.Series[float]:
    """Hours a month in bodies, of an organisation and its people, on the day of the scan."""
    if not region.has("memberships"):
        return pd.Series(np.nan, index=ids)
    now = holding(region.table("memberships"), region.as_of)
    who = now["member_id"].map(region.organisation_of)
    hours = now["hours_month"].astype("float64").groupby(who).sum()
    return hours.reindex(ids).fillna(0.0)
