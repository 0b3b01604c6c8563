"""Why to call an organisation, and what to speak about; organisations and kinds, no persons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from stakeholder_map.phrases import listed
from stakeholder_map.read import Region
from stakeholder_map.relationships.state import ContactState


def reasons_of(chosen: pd.DataFrame) -> pd.Series[str]:
    """Why each organisation is on the list, in words.

    Parameters
    ----------
    chosen : DataFrame
        Rows of `ContactState.organisations` with ``overdue_days`` by the end of the days ahead.

    Returns
    -------
    Series of str
        Indexed as `chosen`.
    """
    reasons = ["; ".join(_reasons(row)) for row in chosen.to_dict("records")]
    return pd.Series(reasons, index=chosen.index, dtype="str")


def topics_of(chosen: pd.DataFrame, *, state: ContactState, region: Region) -> pd.Series[str]:
    """What to speak about with each organisation, in words.

    What we owe and what they owe (its kind), a tension that no calm contact followed, a favour of
    theirs that we have not returned, and the area last spoken about.

    Parameters
    ----------
    chosen : DataFrame
        Indexed by stakeholder id.
    state : ContactState
        State of our relations.
    region : Region
        Its table `areas` gives the names.

    Returns
    -------
    Series of str
        Indexed as `chosen`; empty where the log says nothing.
    """
    areas = region.table("areas").set_index("area_id")["name"]
    log = state.log[state.log["stakeholder_id"].isin(chosen.index)]
    parts = [
        _owed(state.commitments, direction="we_owe", words="our {} is due"),
        _owed(state.commitments, direction="they_owe", words="their {}"),
        _tense(log),
        _favours(log),
        _last_area(log, areas=areas),
    ]
    topics = ["; ".join(str(part[each]) for part in parts if each in part) for each in chosen.index]
    return pd.Series(topics, index=chosen.index, dtype="str")


def _reasons(row: Mapping[Any, Any]) -> Iterable[str]:
    if pd.notna(row["overdue_days"]) and row["overdue_days"] > 0:
        yield f"last contact {row['days_since']} days ago"
    if pd.notna(row["next_promised"]):
        yield f"promised for {row['next_promised'].date()}"
    if pd.notna(row["broken_promise"]):
        yield f"promised for {row['broken_promise'].date()}, which passed without it"
    if pd.notna(row["we_owe_late"]) and row["we_owe_late"]:
        yield f"we owe {row['we_owe_late']} late"
    if pd.notna(row["they_owe_late"]) and row["they_owe_late"]:
        yield f"they owe {row['they_owe_late']} late"


def _owed(commitments: pd.DataFrame, *, direction: str, words: str) -> dict[str, str]:
    side = commitments[commitments["direction"] == direction]
    kinds = side.groupby("stakeholder_id")["kind"].unique()
    return {str(key): words.format(listed(sorted(kind))) for key, kind in kinds.items()}


def _tense(log: pd.DataFrame) -> dict[str, str]:
    tense = log["tension"].fillna(value=False).astype(bool)
    last = log[tense].groupby("stakeholder_id")["date"].max()
    calm = log[~tense].groupby("stakeholder_id")["date"].max().reindex(last.index)
    still = last[~(calm > last)]
    return {str(key): f"the tension of {day.date()}" for key, day in still.items()}


def _favours(log: pd.DataFrame) -> dict[str, str]:
    sign = log["favour"].map({"given": 1.0, "received": -1.0})
    balance = sign.groupby(log["stakeholder_id"]).sum()
    return {str(key): "a favour to return" for key in balance.index[balance < 0]}


def _last_area(log: pd.DataFrame, *, areas: pd.Series[str]) -> dict[str, str]:
    last = log.dropna(subset=["area_id"]).groupby("stakeholder_id")["area_id"].last()
    return {str(key): str(areas[area]) for key, area in last.items() if area in areas.index}
