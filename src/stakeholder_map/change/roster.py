"""What is on record in two scans, and needs no test: who came and went, what was asked and told."""

from __future__ import annotations

from typing import Any

import pandas as pd

from stakeholder_map.change.ground import Ground


def roster(ground: Ground) -> pd.DataFrame:
    """Stakeholders come, gone and renamed, by id.

    Parameters
    ----------
    ground : Ground
        Two findings.

    Returns
    -------
    DataFrame
        ``stakeholder_id``, ``name``, ``change`` ("come", "gone" or "renamed"), ``was`` (the name
        before, where there was one); by change, then name.
    """
    one, other = (
        each.table("who").set_index("stakeholder_id")["name"]
        for each in (ground.before, ground.after)
    )
    rows = [(key, other[key], "come", "") for key in other.index.difference(one.index)]
    rows += [(key, one[key], "gone", one[key]) for key in one.index.difference(other.index)]
    both = one.index.intersection(other.index)
    rows += [(key, other[key], "renamed", one[key]) for key in both[one[both] != other[both]]]
    table = pd.DataFrame(rows, columns=["stakeholder_id", "name", "change", "was"]).astype("str")
    return table.sort_values(["change", "name"], ignore_index=True)


def departures(ground: Ground) -> pd.DataFrame:
    """People in office at the earlier scan who have left since, by organisation and level.

    Returns
    -------
    DataFrame
        ``name`` of the organisation, ``seniority``, ``until``; then organisations with fewer
        executives on record than before and no day of leaving (``until`` empty).
    """
    gone = ground.after.table("departures")
    since = gone[(gone["until"] >= ground.before.as_of) & (gone["until"] < ground.after.as_of)]
    rows = [
        (ground.name(str(row["stakeholder_id"])), row["seniority"], row["until"])
        for row in since.to_dict("records")
    ]
    one, other = (
        each.table("who").set_index("stakeholder_id")["executives"]
        for each in (ground.before, ground.after)
    )
    common = list(ground.common)
    fewer = one.reindex(common) > other.reindex(common)
    known = set(since.loc[since["seniority"] == "executive", "stakeholder_id"])
    rows += [
        (ground.name(each), "executive", "") for each in fewer.index[fewer] if each not in known
    ]
    table = pd.DataFrame(rows, columns=["name", "seniority", "until"]).astype("str")
    return table.sort_values(["name", "seniority", "until"], ignore_index=True)


def outcome(ground: Ground) -> pd.DataFrame:
    """What came of the earlier proposal: who of it was asked since, and who joined.

    Returns
    -------
    DataFrame
        One row per organisation proposed then, by name: ``name``, ``asked`` (any ask since the
        earlier scan), ``joined`` (the last answer to an invitation to join, at any time, is yes),
        ``last_ask``, ``last_answer`` (empty where there is none), ``proposed_again``. Where no ask
        at all is on record, ``asked`` and ``joined`` are missing, never no.
    """
    before, after = ground.before.table("proposal"), ground.after.table("proposal")
    members = list(before.loc[before["member"], "stakeholder_id"])
    again = set(after.loc[after["member"], "stakeholder_id"])
    asks = ground.after.table("asks").sort_values(["asked_on", "ask"])
    rows = []
    for each in members:
        mine = asks[asks["stakeholder_id"] == each]
        since = mine[mine["asked_on"] > ground.before.as_of]
        join = mine[mine["ask"] == "join"]
        last = since.iloc[-1] if len(since) else None
        rows.append(
            (
                ground.name(str(each)),
                len(since) > 0,
                bool(len(join)) and join.iloc[-1]["answer"] == "yes",
                "" if last is None else last["ask"],
                "" if last is None else last["answer"],
                each in again,
            )
        )
    columns = ["name", "asked", "joined", "last_ask", "last_answer", "proposed_again"]
    table = pd.DataFrame(rows, columns=columns).sort_values("name", ignore_index=True)
    if asks.empty:
        table = table.assign(asked=None, joined=None)
    return table.astype({"asked": "boolean", "joined": "boolean"})


def corrections(ground: Ground) -> pd.DataFrame:
    """Published figures that were wrong, told since the earlier scan or about it.

    Returns
    -------
    DataFrame
        ``scan`` since which it stood so, ``figure``, ``was``, ``now``, ``why``, ``told_on``; the
        latest first.
    """
    table = ground.after.table("corrections")
    new = (table["told_on"] > ground.before.as_of) | (table["scan"] == ground.before.scan)
    return table[new].sort_values(["told_on", "figure"], ascending=[False, True], ignore_index=True)


def measures(ground: Ground) -> pd.DataFrame:
    """Measures of success whose baseline, target or wording differs.

    Returns
    -------
    DataFrame
        ``area``, ``metric``, ``was`` and ``now``: baseline and target in words.
    """
    one, other = (
        each.table("areas").set_index("area_id") for each in (ground.before, ground.after)
    )
    rows = []
    for area in ground.areas():
        was, now = (_measure(each.loc[[area]].iloc[0]) for each in (one, other))
        if was != now:
            rows.append((str(other.loc[area, "name"]), str(other.loc[area, "metric"]), was, now))
    return pd.DataFrame(rows, columns=["area", "metric", "was", "now"]).astype("str")


def _measure(row: pd.Series[Any]) -> str:
    if not row["metric"]:
        return "no measure"
    ends = ["not given" if pd.isna(row[key]) else f"{row[key]:g}" for key in ("baseline", "target")]
    return f"{row['metric']}: from {ends[0]} to {ends[1]}"
