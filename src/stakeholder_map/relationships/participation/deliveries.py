"""Commitments in both directions: on time, late, missing; reminders; what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd

from stakeholder_map.phrases import Missing, count_of, lacking, percent
from stakeholder_map.read import Region
from stakeholder_map.relationships.log import partners_of
from stakeholder_map.relationships.state import ContactState

REMIND_DAYS = 14
"""A first reminder so many days before it is due, the next one so many days after the last."""

YEAR_DAYS = 365
FEWEST = 3
"""Deliveries in each of two years from which a trend is told."""

ASIDE = 0.25
"""Difference of the shares on time from which a trend is told."""

STATES = ("on_time", "late", "missing", "open")


@dataclass(frozen=True, eq=False)
class Deliveries:
    """What was promised, and what came of it.

    Parameters
    ----------
    organisations : DataFrame
        One row per organisation and direction that has any commitment: ``name``, ``direction``
        (they_owe or we_owe), ``on_time``, ``late``, ``missing`` (due and not done), ``open`` (not
        due yet), ``share_on_time`` of those due, ``median_days_late`` of those done late,
        ``reminders`` (days with a contact from us between the due day and the day of delivery),
        ``trend``: "better", "worse", "steady" or "too few to tell", by the last 365 days against
        those before.
    reminders : DataFrame
        What they owe and have not done, by the day of the next reminder: ``name``, ``kind``,
        ``due``, ``days_late``, ``reminded`` (times), ``last_reminder``, ``remind_on``.
    ours : DataFrame
        What we owe and have not done, the latest first: ``name``, ``kind``, ``due``,
        ``days_late``.
    sentences : tuple of str
        What it says, in words; no persons.
    missing : tuple of Missing
        Tables that would show more.
    """

    organisations: pd.DataFrame
    reminders: pd.DataFrame
    ours: pd.DataFrame
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def deliveries(region: Region, *, state: ContactState) -> Deliveries:
    """Commitments of both sides and the reminders that go with them.

    Parameters
    ----------
    region : Region
        Its table `commitments` is read.
    state : ContactState
        State of our relations in the same region: its log holds the reminders.

    Returns
    -------
    Deliveries

    Notes
    -----
    A contact of ours with the organisation between the due day and the delivery counts as a
    reminder, whatever else was spoken about: the log does not say.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> from stakeholder_map.relationships.state import contact_state
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> region = read_region(folder)
    >>> found = deliveries(region, state=contact_state(region))
    >>> set(found.organisations["trend"]) <= {"better", "worse", "steady", "too few to tell"}
    True
    """
    as_of = pd.Timestamp(region.as_of)
    each = _judged(region.table("commitments"), as_of=as_of)
    each["name"] = each["stakeholder_id"].map(partners_of(region)["name"]).astype("str")
    each = each[each["name"].notna()].join(_reminders(each, log=state.log, as_of=as_of))
    table = _by_organisation(each, as_of=as_of)
    still = each[each["done"].isna()]
    return Deliveries(
        organisations=table,
        reminders=_to_remind(still[still["direction"] == "they_owe"], as_of=as_of),
        ours=_owed(still[still["direction"] == "we_owe"]),
        sentences=tuple(_told(table)) if region.has("commitments") else (),
        missing=lacking(region.has, "commitments", "contacts"),
    )


def _judged(table: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    """Commitments with what became of each."""
    done, due = table["done"], table["due"]
    choices = [done.notna() & (done <= due), done.notna(), due < as_of]
    state = pd.Series(np.select(choices, STATES[:3], STATES[3]), index=table.index, dtype="str")
    late = (done.fillna(as_of) - due).dt.days.clip(lower=0).astype("int64")
    return table.assign(state=state, days_late=late)


def _reminders(each: pd.DataFrame, *, log: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """How often we were in touch while something was late, and when last."""
    ours = log[log["from_us"]][["stakeholder_id", "date"]].drop_duplicates()
    theirs = each[each["direction"] == "they_owe"].rename_axis("place").reset_index()
    met = theirs[["place", "stakeholder_id", "due", "done"]].merge(ours, on="stakeholder_id")
    during = (met["date"] > met["due"]) & (met["date"] < met["done"].fillna(as_of))
    by = met[during].groupby("place")["date"]
    table = pd.DataFrame(index=each.index)
    table["reminded"] = by.size().reindex(each.index, fill_value=0).astype("int64")
    table["last_reminder"] = by.max().reindex(each.index)
    return table


def _by_organisation(each: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    key = ["stakeholder_id", "name", "direction"]
    by = each.groupby(key)
    table = pd.DataFrame({state: (each["state"] == state).groupby([each[k] for k in key]).sum()
                          for state in STATES}).astype("int64")  # fmt: skip
    due = table[["on_time", "late", "missing"]].sum(axis=1)
    table["share_on_time"] = (table["on_time"] / due.where(due > 0)).round(9)
    late = each[each["state"] == "late"].groupby(key)["days_late"].median()
    table["median_days_late"] = late.reindex(table.index).astype("float64")
    table["reminders"] = by["reminded"].sum().astype("int64")
    table["trend"] = _trends(each, key=key, as_of=as_of).reindex(table.index)
    order = ["missing", "name", "direction"]
    table = table.reset_index().sort_values(order, ascending=[False, True, True])
    return table.drop(columns="stakeholder_id").reset_index(drop=True)


def _trends(each: pd.DataFrame, *, key: list[str], as_of: pd.Timestamp) -> pd.Series[str]:
    """Whether more came on time in the last year than before it."""
    due = each[each["state"] != "open"]
    recent = (as_of - due["due"]).dt.days < YEAR_DAYS
    good = (due["state"] == "on_time").astype("float64")
    shares = {}
    for name, some in (("now", recent), ("before", ~recent)):
        by = good[some].groupby([due.loc[some, k] for k in key])
        shares[name] = by.mean().where(by.size() >= FEWEST)
    change = (pd.DataFrame(shares)["now"] - pd.DataFrame(shares)["before"]).round(9)
    choices = [change >= ASIDE, change <= -ASIDE, change.notna()]
    words = np.select(choices, ["better", "worse", "steady"], "too few to tell")
    every = pd.MultiIndex.from_frame(each[key].drop_duplicates())
    trend = pd.Series(words, index=change.index, dtype="str")
    return trend.reindex(every).fillna("too few to tell")


def _to_remind(still: pd.DataFrame, *, as_of: pd.Timestamp) -> pd.DataFrame:
    first = still["due"] - timedelta(days=REMIND_DAYS)
    again = still["last_reminder"] + timedelta(days=REMIND_DAYS)
    on = first.where(again.isna(), again)
    on = on.mask(on < as_of, as_of)
    columns = ["name", "kind", "due", "days_late", "reminded", "last_reminder", "remind_on"]
    table = still.assign(remind_on=on)[columns]
    return table.sort_values(["remind_on", "due", "name", "kind"]).reset_index(drop=True)


def _owed(still: pd.DataFrame) -> pd.DataFrame:
    table = still[["name", "kind", "due", "days_late"]]
    return table.sort_values(["due", "name", "kind"]).reset_index(drop=True)


def _told(table: pd.DataFrame) -> Iterable[str]:
    for direction, who in (("they_owe", "they promised us"), ("we_owe", "we promised them")):
        side = table[table["direction"] == direction]
        total = side[list(STATES)].sum()
        due = int(total["on_time"] + total["late"] + total["missing"])
        if due:
            yield (
                f"Of {count_of(due, 'thing')} {who} and due by now, {total['on_time']} came on "
                f"time ({percent(total['on_time'] / due)}), {total['late']} late, "
                f"{total['missing']} {'is' if total['missing'] == 1 else 'are'} missing."
            )
    worse = sorted(table.loc[table["trend"] == "worse", "name"])
    if worse:
        yield f"Less on time than a year before: {'; '.join(worse[:3])}."
