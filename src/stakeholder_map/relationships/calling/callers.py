"""Who of ours should call whom of theirs."""

from __future__ import annotations

import pandas as pd

from stakeholder_map.read import Region

LEAVING_DAYS = 90
"""Whoever of ours leaves within this many days calls only where nobody else knows anybody."""

_COLUMNS = ("stakeholder_id", "ours", "ours_name", "theirs", "theirs_name", "last_contact", "who")


def choose_callers(
    persons: pd.DataFrame, *, region: Region, organisations: pd.Index
) -> pd.DataFrame:
    """For each organisation the pair that knows each other best. Restricted.

    Best is the most contact, each losing weight with its age, then the latest contact, then the
    first by id; those of ours who stay go before those who leave within 90 days.

    Parameters
    ----------
    persons : DataFrame
        As `acquainted` gives it.
    region : Region
        Its table `people` is read.
    organisations : Index
        Ids of those to call.

    Returns
    -------
    DataFrame
        One row per organisation that anybody knows, sorted by id: ``stakeholder_id``, ``ours``,
        ``ours_name``, ``theirs``, ``theirs_name``, ``last_contact``, ``who`` (the same by roles,
        without names).
    """
    people = region.table("people").set_index("person_id")
    soon = pd.Timestamp(region.as_of) + pd.Timedelta(days=LEAVING_DAYS)
    known = persons[persons["stakeholder_id"].isin(organisations)].copy()
    known["leaves"] = (people["until"].reindex(known["ours"]) <= soon).to_numpy(dtype=bool)
    order = ["stakeholder_id", "leaves", "weight", "last_contact", "ours", "theirs"]
    known = known.sort_values(order, ascending=[True, True, False, False, True, True])
    best = known.drop_duplicates("stakeholder_id").reset_index(drop=True)
    for end in ("ours", "theirs"):
        best[f"{end}_name"] = people["name"].reindex(best[end]).to_numpy()
    role = people["role"].reindex(best["ours"]).to_numpy()
    who = "our " + pd.Series(role, dtype="str") + " to their " + best["role"].astype("str")
    return best.assign(who=who.astype("str"))[list(_COLUMNS)]
