"""Promises: next contacts that were announced, and commitments in both directions."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from stakeholder_map.read import Region

GRACE_DAYS = 7
"""A promised contact still counts as kept this many days late."""


def next_dates(log: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Announced next contacts: kept, missed or still open.

    Kept: a later contact with the organisation took place at most a week after the promised day
    (an earlier one keeps the promise too). Missed: none did, and the week is over. Open: else.

    Parameters
    ----------
    log : DataFrame
        As `our_contacts` gives it.
    as_of : Timestamp
        The day the scan speaks of.

    Returns
    -------
    DataFrame
        One row per promise: ``stakeholder_id``, ``made`` (day), ``promised`` (day), ``state``,
        and ``met``: whether any contact followed, in time or late.
    """
    promised = log[log["next_date"].notna()]
    made = promised[["stakeholder_id", "date", "next_date"]].rename(
        columns={"date": "made", "next_date": "promised"}
    )
    made = made.drop_duplicates().sort_values(["made", "stakeholder_id", "promised"])
    contacts = log[["date", "stakeholder_id"]].sort_values("date").assign(after=log["date"])
    found = pd.merge_asof(
        made,
        contacts,
        left_on="made",
        right_on="date",
        by="stakeholder_id",
        direction="forward",
        allow_exact_matches=False,
    )
    limit = found["promised"] + timedelta(days=GRACE_DAYS)
    kept = found["after"].notna() & (found["after"] <= limit)
    state = pd.Series("open", index=found.index, dtype="str")
    state = state.mask(~kept & (limit < as_of), "missed").mask(kept, "kept")
    table = found[["stakeholder_id", "made", "promised"]].assign(
        state=state, met=found["after"].notna()
    )
    return table.sort_values(["stakeholder_id", "made", "promised"]).reset_index(drop=True)


def open_commitments(region: Region) -> pd.DataFrame:
    """What they owe us and we owe them that was not done by the day of the scan.

    Parameters
    ----------
    region : Region
        Its table `commitments` is read.

    Returns
    -------
    DataFrame
        One row per open commitment, the latest first: ``stakeholder_id``, ``name``, ``direction``
        (they_owe or we_owe), ``kind``, ``what``, ``due``, ``days_late`` (whole days since it was
        due, 0 where it still has time).
    """
    as_of = pd.Timestamp(region.as_of)
    commitments = region.table("commitments")
    still = commitments[~(commitments["done"] <= as_of)]
    late = (as_of - still["due"]).dt.days.clip(lower=0).astype("int64")
    names = still["stakeholder_id"].map(region.name_of).astype("str")
    columns = ["stakeholder_id", "name", "direction", "kind", "what", "due", "days_late"]
    table = still.assign(days_late=late, name=names)[columns]
    order = ["days_late", "due", "stakeholder_id", "direction", "kind", "what"]
    return table.sort_values(order, ascending=[False] + [True] * 5).reset_index(drop=True)
