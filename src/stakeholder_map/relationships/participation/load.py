"""Load: the hours a month that bodies, surveys and meetings with us take, against what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar

import numpy as np
import pandas as pd

from stakeholder_map.phrases import Missing, count_of, lacking
from stakeholder_map.read import Region
from stakeholder_map.relationships.log import in_office, our_organisations
from stakeholder_map.tables.spans import holding
from stakeholder_map.template import survey_minutes

CHANNEL_HOURS: Mapping[str, float] = {"mail": 0.1, "call": 0.25, "meeting": 1.0, "visit": 2.0}
"""Hours of one contact by a word in its channel; .25 where none of these words is in it."""

OTHER_HOURS, EVENT_HOURS, UNSTATED_HOURS = 0.25, 2.0, 2.0
"""Hours of a contact of another channel, of an event, and a month of a seat without hours."""

YEAR_DAYS, MONTHS = 365, 12
CLOSE, OVER = 0.8, 1.0
"""Shares of capacity from which a load is close to the limit, and above it."""

HEAVY_HOURS = 16.0
"""Hours a month from which a person's load is called heavy: no capacity of persons is on record."""

ALIKE = 0.5
"""Share of members in common from which two bodies are told as candidates for merging."""


@dataclass(frozen=True, eq=False)
class Load:
    """Who carries how much.

    Parameters
    ----------
    organisations : DataFrame
        Indexed by stakeholder id, ours too: ``name``; ``bodies``, ``survey`` and ``with_us`` (hours
        a month), ``hours`` in all, ``capacity`` (hours a month, missing where nothing is given),
        ``share`` of it, ``verdict``: "over", "close", "within" or "not known".
    people : DataFrame
        One row per person in office with a heavy load, the heaviest first; persons as roles:
        ``organisation``, ``role``, ``bodies`` (how many), ``hours``.
    persons : DataFrame
        Everybody's hours, by name. **Restricted**.
    merge : DataFrame
        Pairs of bodies with many members in common: ``body``, ``other_body``, ``in_common``,
        ``share`` (of those who sit on either), ``hours`` a month that the smaller one takes of
        those who sit on both.
    drop : DataFrame
        Second seats: bodies on which several people of one organisation sit: ``name``, ``body``,
        ``seats``, ``hours`` of all but one of them.
    sentences : tuple of str
        What it says, in words; no persons.
    missing : tuple of Missing
        Tables that would show more.
    """

    RESTRICTED: ClassVar[tuple[str, ...]] = ("persons",)
    """Fields that only the restricted tier may show."""

    organisations: pd.DataFrame
    people: pd.DataFrame
    persons: pd.DataFrame
    merge: pd.DataFrame
    drop: pd.DataFrame
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def load(region: Region, *, log: pd.DataFrame) -> Load:
    """Hours a month by organisation and person, against capacity.

    Seats on bodies as given (a seat without hours counts 2), the survey's minutes once a year for
    each who was asked, contacts and events with us over the last 365 days.

    Parameters
    ----------
    region : Region
        Its tables `memberships`, `events`, `people`, `invitations` and the survey are read.
    log : DataFrame
        As `our_contacts` gives it.

    Returns
    -------
    Load

    Notes
    -----
    The hours of contacts, events and answers are our conventions. Bodies that we do not know of
    are not in it: every load is a lower bound.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> from stakeholder_map.relationships.log import our_contacts
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> region = read_region(folder)
    >>> found = load(region, log=our_contacts(region)).organisations
    >>> bool((found["hours"] >= found["bodies"]).all())
    True
    """
    seats = _seats(region)
    spent = pd.concat([seats, _with_us(region, log=log), _survey(region)], ignore_index=True)
    spent["stakeholder_id"] = spent["party"].map(_homes(region))
    organisations = _by_organisation(spent, region=region)
    seats = spent[spent["kind"] == "bodies"]
    persons = _by_person(spent, region=region)
    heavy = persons[persons["hours"] >= HEAVY_HOURS]
    merge, drop = _to_merge(seats), _to_drop(seats, region=region)
    return Load(
        organisations=organisations,
        people=heavy.drop(columns=["person_id", "person"]).reset_index(drop=True),
        persons=persons,
        merge=merge,
        drop=drop,
        sentences=tuple(_told(organisations, heavy=heavy, merge=merge, drop=drop)),
        missing=lacking(region.has, "memberships", "events", "people"),
    )


def _homes(region: Region) -> Mapping[str, str]:
    people, who = region.table("people"), region.table("stakeholders")["stakeholder_id"]
    return {
        **dict(zip(people["person_id"], people["stakeholder_id"], strict=True)),
        **dict(zip(who, who, strict=True)),
    }


def _seats(region: Region) -> pd.DataFrame:
    """Seats held on the day of the scan, one row each."""
    held = holding(region.table("memberships"), region.as_of)
    held = held.drop_duplicates(["member_id", "body"])
    return pd.DataFrame(
        {
            "party": held["member_id"],
            "kind": "bodies",
            "body": held["body"].str.split().str.join(" ").str.casefold(),
            "label": held["body"],
            "hours": held["hours_month"].fillna(UNSTATED_HOURS).astype("float64"),
        }
    )


def _with_us(region: Region, *, log: pd.DataFrame) -> pd.DataFrame:
    """Hours a month of contacts and events with us in the last year, one row per party."""
    as_of = pd.Timestamp(region.as_of)
    recent = log[(as_of - log["date"]).dt.days < YEAR_DAYS]
    hours = pd.Series(OTHER_HOURS, index=recent.index)
    channel = recent["channel"].fillna("").str.lower()
    for word, each in CHANNEL_HOURS.items():
        hours = hours.mask(channel.str.contains(word, regex=False), each)
    ends = [pd.DataFrame({"party": recent[end], "hours": hours}) for end in ("ours", "theirs")]
    events = region.table("events")
    events = events[(as_of - events["date"]).dt.days < YEAR_DAYS]
    came = events["attendees"].explode().dropna()
    us = came.map(_homes(region)).isin(our_organisations(region))
    ours = came[came.index.isin(us.index[us])]
    met = pd.DataFrame({"party": ours.to_numpy(), "hours": EVENT_HOURS})
    spent = pd.concat([*ends, met], ignore_index=True).groupby("party")["hours"].sum() / MONTHS
    return spent.reset_index().assign(kind="with_us")


def _survey(region: Region) -> pd.DataFrame:
    asked = region.table("invitations")
    party = asked["person_id"].fillna(asked["stakeholder_id"])
    hours = survey_minutes(region.tables) / 60 / MONTHS if region.has("survey") else 0.0
    return pd.DataFrame({"party": party, "kind": "survey", "hours": hours})


def _by_organisation(spent: pd.DataFrame, *, region: Region) -> pd.DataFrame:
    who = region.table("stakeholders").set_index("stakeholder_id").sort_index()
    table = who[["name"]].copy()
    sums = spent.pivot_table(index="stakeholder_id", columns="kind", values="hours", aggfunc="sum")
    for kind in ("bodies", "survey", "with_us"):
        hours = sums[kind] if kind in sums.columns else pd.Series(dtype="float64")
        table[kind] = hours.reindex(table.index).fillna(0.0).astype("float64").round(9)
    table["hours"] = table[["bodies", "survey", "with_us"]].sum(axis=1).round(9)
    table["capacity"] = who["capacity"].astype("float64")
    table["share"] = (table["hours"] / table["capacity"].where(table["capacity"] > 0)).round(9)
    share = np.where(table["capacity"] == 0, np.inf, table["share"])
    share = np.where((table["capacity"] == 0) & (table["hours"] == 0), 0.0, share)
    choices = [np.isnan(share), share >= OVER, share >= CLOSE]
    verdict = np.select(choices, ["not known", "over", "close"], "within")
    table["verdict"] = pd.Series(verdict, index=table.index, dtype="str")
    return table


def _by_person(spent: pd.DataFrame, *, region: Region) -> pd.DataFrame:
    people = in_office(region)
    mine = spent[spent["party"].isin(people.index)]
    by = mine.groupby("party")["hours"].sum()
    bodies = mine[mine["kind"] == "bodies"].groupby("party").size()
    table = pd.DataFrame(
        {
            "organisation": people["stakeholder_id"].map(region.name_of).astype("str"),
            "role": people["role"],
            "bodies": bodies.reindex(people.index, fill_value=0).astype("int64"),
            "hours": by.reindex(people.index).fillna(0.0).astype("float64").round(9),
            "person": people["name"],
        }
    )
    table = table.reset_index()
    return table.sort_values(["hours", "person_id"], ascending=[False, True], ignore_index=True)


def _to_merge(seats: pd.DataFrame) -> pd.DataFrame:
    """Pairs of bodies whose members are largely the same organisations."""
    members = {str(body): here for body, here in seats.groupby("body")}
    homes = {body: set(here["stakeholder_id"]) for body, here in members.items()}
    rows = []
    for one, other in combinations(sorted(members), 2):
        both, either = homes[one] & homes[other], homes[one] | homes[other]
        if len(both) < 2 or len(both) / len(either) < ALIKE:
            continue
        spent = [
            float(members[body].loc[members[body]["stakeholder_id"].isin(both), "hours"].sum())
            for body in (one, other)
        ]
        labels = [str(members[body]["label"].iloc[0]) for body in (one, other)]
        rows.append((*labels, len(both), len(both) / len(either), min(spent)))
    columns = ["body", "other_body", "in_common", "share", "hours"]
    table = pd.DataFrame(rows, columns=columns)
    order = ["hours", "body", "other_body"]
    return table.sort_values(order, ascending=[False, True, True], ignore_index=True)


def _to_drop(seats: pd.DataFrame, *, region: Region) -> pd.DataFrame:
    """Bodies on which one organisation has more than one seat."""
    by = seats.groupby(["stakeholder_id", "body"])
    table = by.agg(
        label=("label", "first"),
        seats=("hours", "size"),
        hours=("hours", "sum"),
        most=("hours", "max"),
    ).reset_index()
    table = table[table["seats"] > 1].copy()
    table["hours"] = (table["hours"] - table["most"]).round(9)
    table["name"] = table["stakeholder_id"].map(region.name_of).astype("str")
    table["body"] = table["label"]
    table = table.sort_values(["hours", "name", "body"], ascending=[False, True, True])
    return table[["name", "body", "seats", "hours"]].reset_index(drop=True)


def _told(
    table: pd.DataFrame, *, heavy: pd.DataFrame, merge: pd.DataFrame, drop: pd.DataFrame
) -> Iterable[str]:
    tight = table[table["verdict"].isin(["over", "close"])].sort_values("share", ascending=False)
    known = int((table["verdict"] != "not known").sum())
    if known:
        names = "; ".join(list(tight["name"])[:3])
        more = f" and {len(tight) - 3} more" if len(tight) > 3 else ""
        found = f": {names}{more}" if len(tight) else ""
        yield (
            f"{len(tight)} of {known} organisations with a stated capacity are at or near its "
            f"end{found}."
        )
    if len(heavy):
        first = heavy.iloc[0]
        bodies = count_of(int(first["bodies"]), "body", plural="bodies")
        yield (
            f"{count_of(len(heavy), 'person', plural='people')} give at least "
            f"{HEAVY_HOURS:g} hours a month; most the {first['role']} of {first['organisation']}, "
            f"{first['hours']:.0f} hours on {bodies} and with us."
        )
    if len(merge) or len(drop):
        saved = float(drop["hours"].sum())
        yield (
            f"{count_of(len(merge), 'pair')} of bodies could be merged by their members; second "
            f"seats of one organisation on a body take {saved:.0f} hours a month."
        )
