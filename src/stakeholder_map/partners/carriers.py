"""On which persons the proposed coalition rests: what it would lose with each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from stakeholder_map.partners.choice.result import Choice
from stakeholder_map.phrases import count_of, listed, spelt
from stakeholder_map.read import Region
from stakeholder_map.relationships import (
    ContactState,
    in_office,
    our_organisations,
    without_person,
)
from stakeholder_map.relationships.introductions import PURPOSES, Way, right_people, warmest_ways
from stakeholder_map.relationships.introductions.acquaintances import CROWD, bodies, build_net
from stakeholder_map.relationships.introductions.ways import Net

LOSSES = {
    "cut_off": "the only contact with {}",
    "no_way": "the only introduction to {}",
    "no_voice": "the only champion at {}",
    "weaker": "the best way to {}",
}
"""What may be lost of a member, the gravest first, in words."""

_WHO = ("side", "organisation", "role", "seniority")


@dataclass(frozen=True, eq=False)
class Reliance:
    """What a proposed coalition would lose with each person.

    Parameters
    ----------
    people : DataFrame
        One row per person with whom anything would be lost, the gravest first; persons as roles:
        ``side`` ("ours" or "theirs"), ``organisation``, ``role``, ``seniority``; then names of the
        members of which each is true, joined by semicolons: ``cut_off`` (nobody of ours would know
        anybody there any more), ``no_way`` (no introduction would lead there), ``no_voice``
        (nobody on record would speak for it there), ``weaker`` (the way would be longer or less
        sure); ``would_go``, the same in words; ``uncovered``, key groups of which no member could
        be reached any more.
    persons : DataFrame
        The same with ``person_id`` and ``person``. **Restricted**: it names persons.
    sentences : tuple of str
        What it says, in words; no persons.
    """

    RESTRICTED: ClassVar[tuple[str, ...]] = ("persons",)
    """Fields that only the restricted tier may show."""

    people: pd.DataFrame
    persons: pd.DataFrame
    sentences: tuple[str, ...]


def reliance(choice: Choice, *, region: Region, state: ContactState) -> Reliance:
    """What the proposed coalition would lose if one person left, for each person in turn.

    For every person the same as `footing` tells of the region without that person's rows (see
    `without_person`). Whether another group would then be proposed takes weighing the evidence
    anew, and is not looked at here: see `if_person_leaves_coalition`.

    Parameters
    ----------
    choice : Choice
        What `choose` gave.
    region : Region
        The same region.
    state : ContactState
        State of our relations in it.

    Returns
    -------
    Reliance
        Empty without `people` or a proposed group.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.partners.choice.choose import choose
    >>> from stakeholder_map.relationships import contact_state
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> scan = open_scan(folder, draws=2, seed=1)
    >>> found = reliance(choose(scan), region=scan.region, state=contact_state(scan.region))
    >>> "person" in found.people, found.RESTRICTED
    (False, ('persons',))
    """
    group = _Group(choice.members, region=region, state=state)
    rows = [row for person in group.carriers() for row in group.losses_with(person)]
    lists = [*LOSSES, "uncovered"]
    rows.sort(key=lambda row: (*(-len(row[each]) for each in LOSSES), row["person_id"]))
    told = [
        {**row, "would_go": _would_go(row), **{each: "; ".join(row[each]) for each in lists}}
        for row in rows
    ]
    columns = ["person_id", *_WHO, "would_go", *lists, "person"]
    persons = pd.DataFrame(told, columns=columns).astype("str")
    return Reliance(
        people=persons.drop(columns=["person_id", "person"]),
        persons=persons,
        sentences=tuple(_told(rows, members=len(choice.members))) if region.has("people") else (),
    )


class _Group:
    """The members of a group, and who holds our way to each."""

    def __init__(self, members: tuple[str, ...], *, region: Region, state: ContactState) -> None:
        self.region, self.members = region, sorted(members)
        self.people = in_office(region)
        ours = our_organisations(region)
        here = self.people["stakeholder_id"].isin(ours)
        self.us = frozenset(self.people.index[here]) | ours
        self.net = build_net(region, people=self.people)
        self.pairs = state.persons[state.persons["stakeholder_id"].isin(members)]
        voice = self.people["champion"].fillna(value=False).astype(bool)
        voices = self.people.loc[voice & self.people["stakeholder_id"].isin(members)]
        self.voices = voices["stakeholder_id"]
        self.ways = self._ways(self.net, people=self.people, members=self.members)
        who = region.table("stakeholders").set_index("stakeholder_id")
        self.key_group = who["key_group"]

    def carriers(self) -> list[str]:
        """Persons in office with whom something may go: all others stand on no way of ours."""
        on_the_way = {party for way in self.ways.values() for party in way.parties}
        met = {*self.pairs["ours"], *self.pairs["theirs"]}
        return sorted((on_the_way | met | {*self.voices.index}) & {*self.people.index})

    def losses_with(self, person: str) -> Iterator[dict[str, str | list[str]]]:
        """What goes with a person; nothing where nothing does."""
        left = self.pairs[(self.pairs[["ours", "theirs"]] != person).all(axis=1)]
        ways = self._ways_without(person)
        known = ({*self.pairs["stakeholder_id"]}, {*left["stakeholder_id"]})
        heard = ({*self.voices}, {*self.voices.drop(person, errors="ignore")})
        lost: dict[str, set[str]] = {
            "cut_off": known[0] - known[1],
            "no_way": {*self.ways} - {*ways},
            "no_voice": heard[0] - heard[1],
            "weaker": {
                each for each, way in ways.items() if way.probability < self.ways[each].probability
            },
        }
        before, after = known[0] | {*self.ways}, known[1] | {*ways}
        groups = {spelt(self.key_group[each]) for each in before}
        uncovered = groups - {spelt(self.key_group[each]) for each in after}
        if any(lost.values()):
            names = {what: sorted(map(self.region.name_of, ids)) for what, ids in lost.items()}
            yield {**self._described(person), **names, "uncovered": sorted(uncovered)}

    def _described(self, person: str) -> dict[str, str]:
        row = self.people.loc[person]
        return {
            "person_id": person,
            "side": "ours" if person in self.us else "theirs",
            "organisation": self.region.name_of(str(row["stakeholder_id"])),
            **{column: str(row[column]) for column in ("role", "seniority")},
            "person": str(row["name"]),
        }

    def _ways_without(self, person: str) -> Mapping[str, Way]:
        touched = [member for member, way in self.ways.items() if person in way.parties]
        if not touched:
            return self.ways
        people = self.people.drop(person)
        if self._crowded_by(person):
            net = build_net(without_person(self.region, person), people=people)
            return self._ways(net, people=people, members=self.members)
        others = {member: way for member, way in self.ways.items() if member not in touched}
        return others | self._ways(self.net, people=people, members=touched, without=[person])

    def _crowded_by(self, person: str) -> bool:
        """Whether a body or event is one too many for introductions because of the person."""
        places = [
            *self.region.table("events")["attendees"],
            *(members for _, members in bodies(self.region).values()),
        ]
        return any(len(there) == CROWD + 1 and person in there for there in places)

    def _ways(
        self,
        net: Net,
        *,
        people: pd.DataFrame,
        members: Sequence[str],
        without: Sequence[str] = (),
    ) -> dict[str, Way]:
        """The warmest way between a right person of each member and one of ours, if there is one.

        Looked for from the far end, which for a handful of members is much the shorter search.
        """
        found: dict[str, Way] = {}
        for member in members:
            right = {
                each
                for purpose in PURPOSES
                for each in right_people(people, stakeholder=member, purpose=purpose)
            }
            ways = warmest_ways(net, ours=right, barred=without, until=self.us)
            way = next((way for party, way in ways.items() if party in self.us), None)
            if way is not None:
                found[member] = way
        return found


def _told(rows: list[dict[str, str | list[str]]], *, members: int) -> Iterator[str]:
    if not members:
        return
    if not rows:
        yield (
            "Nobody's leaving would cost the proposed group a contact, an introduction or a "
            "champion."
        )
        return
    first = rows[0]
    who = f"our {first['role']}"
    if first["side"] != "ours":
        who = f"the {first['role']} of {first['organisation']}"
    yield (
        f"{count_of(len(rows), 'person', plural='people')} "
        f"{'carries' if len(rows) == 1 else 'carry'} a contact, an introduction or a voice that "
        f"the proposed group of {members} would miss; most {who}: {_would_go(first)}."
    )


def _would_go(row: Mapping[str, str | list[str]]) -> str:
    return "; ".join(words.format(listed(row[what])) for what, words in LOSSES.items() if row[what])
