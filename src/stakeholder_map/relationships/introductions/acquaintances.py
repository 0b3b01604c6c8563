"""Who knows whom, among all people and organisations: the net that introductions run through."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from stakeholder_map.phrases import count_of
from stakeholder_map.read import Region
from stakeholder_map.relationships.introductions.grounds import Grounds, Place
from stakeholder_map.relationships.introductions.ways import Net
from stakeholder_map.tables.spans import holding

ACQUAINTED = 0.2
"""Two who know each other as well as 1 of 4: as 4 of 4 four times as much."""

USUALLY = 2
"""How well two know each other where nobody said."""

KNOWN_BY = 0.5
"""One of ours is entered as knowing the person."""

COLLEAGUES = 0.5
"""Two of one organisation."""

CONTACTS = 0.9
"""The most that contacts on record can add up to."""

MET = 0.2
"""Both came to an event of today; less with its age."""

SITS = 0.3
"""Both sit on a body."""

CROWD = 30
"""An event or a body with more than this is no place to be introduced at."""

_Pair = tuple[str, str]
_Steady = dict[_Pair, list[tuple[str, float]]]
_Places = dict[_Pair, list[Place]]


def build_net(region: Region, *, people: pd.DataFrame) -> Net:
    r"""Grounds of every step from one party to another.

    A party is a person in office, or an organisation: "somebody there", where a log or a list
    names no person. The probability of a ground:

    * named acquaintances: .2 x strength (1 to 4; 2 where nobody said), .5 by `known_by`;
    * colleagues: .5;
    * contacts: .9 (1 - exp(-s (1 + r) / 2)), s = \sum 2^{-age / half\_life}, and r, the
      reciprocity, twice the smaller of the two directions' shares of s: 0 where one side alone
      ever wrote or called, 1 where both did alike;
    * an event both came to: .2 x 2^{-age / half_life}; a body both sit on: .3; none where more
      than 30 came or sit.

    Parameters
    ----------
    region : Region
        Its tables `acquaintances`, `contacts`, `events` and `memberships` are read.
    people : DataFrame
        As `in_office` gives it.

    Returns
    -------
    mapping
        Grounds by the party left and the party reached.
    """
    parties = {*people.index, *people["stakeholder_id"]}
    parties |= {*region.table("stakeholders")["stakeholder_id"]}
    steady: _Steady = {}
    places: _Places = {}
    for one, other, words, chance in (
        *_acquainted(region, people=people),
        *_colleagues(people),
        *_in_touch(region),
    ):
        if one in parties and other in parties and one != other:
            steady.setdefault(_pair(one, other), []).append((words, chance))
    for place, members in (*_events(region), *_bodies(region)):
        present = sorted({*members} & parties)
        if len(members) <= CROWD:
            for one, other in combinations(present, 2):
                places.setdefault((one, other), []).append(place)
    net: dict[str, dict[str, Grounds]] = {}
    for pair in sorted({*steady, *places}):
        grounds = Grounds(tuple(steady.get(pair, ())), tuple(places.get(pair, ())))
        one, other = pair
        net.setdefault(one, {})[other] = grounds
        net.setdefault(other, {})[one] = grounds
    return net


def _pair(one: str, other: str) -> _Pair:
    return (one, other) if one < other else (other, one)


def _acquainted(region: Region, *, people: pd.DataFrame) -> Iterator[tuple[str, str, str, float]]:
    listed = region.table("acquaintances")
    # the same two may stand there both ways round: they know each other as well as either says
    best: dict[_Pair, int] = {}
    for one, other, strength in zip(
        listed["person_id"], listed["other_person_id"], listed["strength"], strict=True
    ):
        level = USUALLY if pd.isna(strength) else int(strength)
        best[_pair(one, other)] = max(level, best.get(_pair(one, other), 0))
    for (one, other), level in best.items():
        yield one, other, f"know each other ({level} of 4)", ACQUAINTED * level
    for person, others in people["known_by"].items():
        for other in dict.fromkeys(others):
            yield str(person), other, "entered as known to us", KNOWN_BY


def _colleagues(people: pd.DataFrame) -> Iterator[tuple[str, str, str, float]]:
    for home, here in people.groupby("stakeholder_id"):
        for person in here.index:
            yield str(person), str(home), "works there", COLLEAGUES
        for one, other in combinations(here.index, 2):
            yield str(one), str(other), "colleagues", COLLEAGUES


def _in_touch(region: Region) -> Iterator[tuple[str, str, str, float]]:
    log = region.table("contacts")
    log = log[log["from_id"] != log["to_id"]]
    if log.empty:
        return
    age = (pd.Timestamp(region.as_of) - log["date"]).dt.days.to_numpy(dtype=np.float64)
    forth = (log["from_id"] < log["to_id"]).to_numpy()
    weight = np.exp2(-age / region.settings.half_life_days)
    dated = pd.DataFrame(
        {
            "one": log["from_id"].where(forth, log["to_id"]),
            "other": log["to_id"].where(forth, log["from_id"]),
            "forth": np.where(forth, weight, 0.0),
            "back": np.where(forth, 0.0, weight),
            "date": log["date"],
            "count": 1,
        }
    )
    rules = {"forth": "sum", "back": "sum", "date": "max", "count": "sum"}
    for row in dated.groupby(["one", "other"]).agg(rules).reset_index().to_dict("records"):
        total = row["forth"] + row["back"]
        mutual = 2 * min(row["forth"], row["back"]) / total if total > 0 else 0.0
        chance = CONTACTS * -math.expm1(-total * (1 + mutual) / 2)
        sides = "from both sides" if mutual > 0 else "from one side only"
        told = f"{count_of(row['count'], 'contact')} {sides}, last {row['date'].date()}"
        yield row["one"], row["other"], told, chance


def _events(region: Region) -> Iterator[tuple[Place, tuple[str, ...]]]:
    events = region.table("events")
    age = (pd.Timestamp(region.as_of) - events["date"]).dt.days.to_numpy(dtype=np.float64)
    weights = np.exp2(-age / region.settings.half_life_days)
    for row, weight in zip(events.to_dict("records"), weights, strict=True):
        called = next((str(row[k]) for k in ("name", "kind") if pd.notna(row[k])), "an event")
        words = f"{called} ({row['date'].date()})"
        yield Place(f"event {row['event_id']}", words, MET * float(weight)), row["attendees"]


def _bodies(region: Region) -> Iterator[tuple[Place, tuple[str, ...]]]:
    for key, (body, members) in bodies(region).items():
        yield Place(f"body {key}", body, SITS), members


def bodies(region: Region) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Name and present members of each body, by its name in small letters, sorted.

    Parameters
    ----------
    region : Region
        Its table `memberships` is read.

    Returns
    -------
    mapping of str to (str, tuple of str)
        Members are persons or stakeholders, sorted.
    """
    sitting = holding(region.table("memberships"), region.as_of)
    key = pd.Series([" ".join(body.casefold().split()) for body in sitting["body"]], dtype="str")
    by = sitting.reset_index(drop=True).groupby(key)
    return {
        str(name): (str(rows["body"].iloc[0]), tuple(sorted({*rows["member_id"]})))
        for name, rows in by
    }
