"""Warm introductions to the organisations that we mean to ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from stakeholder_map.phrases import Missing, lacking
from stakeholder_map.read import Region
from stakeholder_map.relationships.introductions.acquaintances import build_net
from stakeholder_map.relationships.introductions.nearest import name_nearest
from stakeholder_map.relationships.introductions.right_person import (
    PURPOSES,
    Parties,
    right_people,
)
from stakeholder_map.relationships.introductions.told import tell_introductions
from stakeholder_map.relationships.introductions.ways import (
    UNIT,
    Net,
    Way,
    cost_of,
    runner_up,
    warmest_ways,
)
from stakeholder_map.relationships.log import in_office, our_organisations

FIRST, SECOND = "warmest", "runner-up"
_ROUTE = ("stakeholder_id", "name", "purpose", "role", "state", "through", "meet", "nearest")
_SECOND = ("runner_up_through", "runner_up_meet")
_STEP = ("stakeholder_id", "name", "purpose", "way", "leaves", "reaches", "grounds", "meet")


@dataclass(frozen=True, eq=False)
class Introductions:
    """Who can introduce us to whom, at each organisation that was asked for.

    Parameters
    ----------
    routes : DataFrame
        One row per organisation and purpose, in the order asked for; persons stand as roles.
        ``stakeholder_id``, ``name``, ``purpose`` (see `PURPOSES`), ``role`` of the right person,
        ``state`` ("found", "no way" or "nobody on record"); ``probability`` in (0, 1), joint over
        all ``steps``, and ``through``, the chain in words; ``meet``, bodies and events at which
        its parties meet; the same with ``runner_up_`` before it for the second chain, missing
        where there is none; ``nearest``, where no way was found.
    steps : DataFrame
        One row per step of each chain: ``way`` ("warmest" or "runner-up"), ``step`` from 1,
        ``leaves`` and ``reaches`` (roles), ``probability``, ``cost`` (-log probability),
        ``grounds``, ``meet``.
    persons : DataFrame
        As `steps`, with ``leaves_name`` and ``reaches_name``. **Restricted**: it names persons.
    sentences : tuple of str
        What it says, in words; no persons.
    missing : tuple of Missing
        Tables that would show more.
    """

    RESTRICTED: ClassVar[tuple[str, ...]] = ("persons",)
    """Fields that only the restricted tier may show."""

    routes: pd.DataFrame
    steps: pd.DataFrame
    persons: pd.DataFrame
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def introductions(region: Region, *, to: Sequence[str]) -> Introductions:
    """The warmest introduction to a senior decider and to an expert at each organisation.

    Of several right persons the one who is reached with the greatest joint probability, of equals
    the first by id. The runner-up shares no intermediary with the first chain, nor a body or event
    at which two of its parties meet.

    Parameters
    ----------
    region : Region
        Its tables `people`, `acquaintances`, `contacts`, `events` and `memberships` are read.
    to : sequence of str
        Stakeholder ids, in the order to show.

    Returns
    -------
    Introductions
        Empty tables where `people` is absent.

    Raises
    ------
    UsageError
        An id that is no stakeholder's.

    Notes
    -----
    The probabilities are judgements on how readily an acquaintance passes one on (see
    `docs/METHODS.md`): they order the chains and were not measured.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> region = read_region(folder)
    >>> other = region.table("stakeholders")["stakeholder_id"].iloc[-1]
    >>> list(introductions(region, to=[other]).routes["purpose"])
    ['senior decider', 'expert in quality or operations']
    """
    finder = _Finder(region)
    known = region.has("people")
    found = [
        entry
        for stakeholder in to
        for purpose in PURPOSES
        for entry in finder.entries(stakeholder, purpose=purpose)
        if known
    ]
    routes = _typed(pd.DataFrame([row for row, _ in found]), text=(*_ROUTE, *_SECOND))
    persons = pd.DataFrame([step for _, steps in found for step in steps])
    persons = _typed(persons, text=(*_STEP, "leaves_name", "reaches_name"))
    return Introductions(
        routes=routes,
        steps=persons.drop(columns=["leaves_name", "reaches_name"]),
        persons=persons,
        sentences=tell_introductions(
            routes,
            names=[region.name_of(each) for each in to],
            leaving=finder.leaving(persons),
        ),
        missing=lacking(region.has, "people", "acquaintances", "contacts", "events", "memberships"),
    )


class _Finder:
    """Chains of one region."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.people = in_office(region)
        self.ours = our_organisations(region)
        here = self.people["stakeholder_id"].isin(self.ours)
        self.from_us = frozenset(self.people.index[here]) | self.ours
        self.net: Net = build_net(region, people=self.people)
        self.ways = warmest_ways(self.net, ours=self.from_us)
        self.parties = Parties(region, people=self.people, ours=self.ours)

    def entries(
        self, stakeholder: str, *, purpose: str
    ) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
        """The row of an organisation and purpose, with its steps."""
        row = {
            "stakeholder_id": stakeholder,
            "name": self.region.name_of(stakeholder),
            "purpose": purpose,
        }
        right = right_people(self.people, stakeholder=stakeholder, purpose=purpose)
        reached = [self.ways[person] for person in right if person in self.ways]
        if not reached:
            state = "no way" if right else "nobody on record"
            role = self.parties.role(right[0]) if right else ""
            near = self._somebody(stakeholder) or name_nearest(
                self.region, stakeholder=stakeholder, ways=self.ways, ours=self.ours
            )
            yield {**row, "role": role, "state": state, "nearest": near}, []
            return
        first = min(reached, key=lambda way: (way.cost, len(way.parties), way.parties))
        second = runner_up(self.net, first, ours=self.from_us)
        row |= {"role": self.parties.role(first.parties[-1]), "state": "found", "nearest": ""}
        row |= self._told(first)
        row |= {f"runner_up_{key}": value for key, value in self._told(second).items()}
        ways = [(FIRST, first)] + ([(SECOND, second)] if second else [])
        head = {key: row[key] for key in ("stakeholder_id", "name", "purpose")}
        yield row, [head | step for name, way in ways for step in self._steps(way, name=name)]

    def _somebody(self, stakeholder: str) -> str:
        """Whom else at an organisation we reach, most warmly; empty where nobody."""
        for party in self.ways:  # in the order of falling probability
            if self.region.organisation_of(party) == stakeholder:
                return f"there we reach: {self.parties.role(party)}"
        return ""

    def leaving(self, persons: pd.DataFrame) -> list[tuple[str, pd.Timestamp, int]]:
        """Those of ours with whom chains begin and who are about to leave: role, day, chains."""
        starts = persons.loc[persons["step"] == 1, "leaves"].value_counts()
        until = self.people.loc[self.people.index.isin(self.from_us), ["role", "until"]].dropna()
        return [
            (role, day, int(starts[f"our {role}"]))
            for role, day in until.sort_values(["until", "role"]).itertuples(index=False)
            if f"our {role}" in starts.index
        ]

    def _told(self, way: Way | None) -> dict[str, Any]:
        if way is None:
            return {"probability": float("nan"), "steps": pd.NA, "through": "", "meet": ""}
        meet = [self.net[one][other].meet(without=way.without) for one, other in way.steps]
        return {
            "probability": way.probability,
            "steps": len(way.steps),
            "through": " → ".join(self.parties.described(party) for party in way.parties),
            "meet": "; ".join(dict.fromkeys(filter(None, meet))),
        }

    def _steps(self, way: Way, *, name: str) -> Iterator[dict[str, Any]]:
        for place, (one, other) in enumerate(way.steps, start=1):
            grounds = self.net[one][other]
            chance = grounds.probability(without=way.without)
            yield {
                "way": name,
                "step": place,
                "leaves": self.parties.described(one),
                "reaches": self.parties.described(other),
                "probability": chance,
                "cost": round(cost_of(chance) * UNIT, 9),
                "grounds": grounds.words(without=way.without),
                "meet": grounds.meet(without=way.without),
                "leaves_name": self.parties.called(one),
                "reaches_name": self.parties.called(other),
            }


def _typed(frame: pd.DataFrame, *, text: Sequence[str]) -> pd.DataFrame:
    """The frame with every column there, texts as texts, also where it is empty."""
    route = "runner_up_through" in text
    numbers = ("probability", "runner_up_probability") if route else ("probability", "cost")
    whole = ("steps", "runner_up_steps") if route else ("step",)
    columns = {
        **dict.fromkeys(text, "str"),
        **dict.fromkeys(numbers, "float64"),
        **dict.fromkeys(whole, "Int64"),
    }
    frame = frame.reindex(columns=list(columns)).astype(dict.fromkeys(text, "str"))
    return frame.fillna(dict.fromkeys(text, "")).astype(columns)
