"""The contact log of the example: what our own people noted, of our own relations."""

from __future__ import annotations

from datetime import date, timedelta

from stakeholder_map.example.ground import Row
from stakeholder_map.example.people import Person
from stakeholder_map.example.roster import CONVENER
from stakeholder_map.example.world import AS_OF, LOG_START, WAVES, World

_CHANNELS = ("call", "mail", "meeting", "video call", "visit")
_OUTCOMES = (
    "agreed to meet again",
    "sent us the figures",
    "will ask the board",
    "no answer yet",
    "asked for the agreement",
    "introduced a colleague",
)
_NOTES = (
    "Prefers mail before nine.",
    "Ask about the new clinic next time.",
    "Bring the one-page summary.",
    "Likes to see other counties' figures first.",
    "Never on Mondays.",
)


class _Log:
    """Draws contacts between our people and theirs, no two alike."""

    def __init__(self, world: World, people: tuple[Person, ...]) -> None:
        self.world = world
        self.dice = world.dice("contacts")
        self.ours = [one for one in people if world.organisations[one.place].ours]
        self.staff: dict[int, list[Person]] = {}
        for one in people:
            if not world.organisations[one.place].ours:
                self.staff.setdefault(one.place, []).append(one)
        self.places = sorted(self.staff)
        self.quiet = set(_quiet(world, self.places))
        near = world.latest.strongest("cooperation", place=CONVENER)
        self.weights = [
            0.35
            + 0.8 * float(near[place] > 0)
            + 0.35 * float(world.latest.popularity[place])
            + 0.7 * float(place in world.latest.founding)
            for place in self.places
        ]

    def span(self, place: int) -> tuple[date, date]:
        """First and last day of contacts with an organisation."""
        first, last = LOG_START, AS_OF[WAVES[-1]]
        if place in self.world.change.newcomers:
            first = date(2025, 11, 3)
        if place == self.world.change.gone:
            last = date(2026, 2, 27)
        if place in self.quiet:
            last = date(2026, 1, 30)
        return first, last

    def contact(self) -> Row:
        """One contact; the liaison of an organisation makes most of them."""
        dice = self.dice
        place = dice.pick(self.places, weights=self.weights)
        day = dice.day(*self.span(place))
        them, known_by = self._them(place, day=day)
        known = [one for one in self.ours if one.person_id in known_by and one.there_on(day)]
        us = dice.pick(known) if known and dice.chance(0.85) else dice.pick(self.ours)
        outward = dice.chance(0.62)
        return {
            "date": day.isoformat(),
            "from_id": us.person_id if outward else them,
            "to_id": them if outward else us.person_id,
            "channel": dice.pick(_CHANNELS, weights=(3.0, 4.0, 2.0, 1.5, 0.7)),
            "area_id": self._area(place),
            "outcome": dice.pick(_OUTCOMES) if dice.chance(0.35) else "",
            "tension": "yes" if dice.chance(self._tension(place)) else "",
            "favour": dice.pick(("given", "received")) if dice.chance(0.06) else "",
            "next_date": self._next(day) if dice.chance(0.14) else "",
            "notes": dice.pick(_NOTES) if dice.chance(0.1) else "",
        }

    def _them(self, place: int, *, day: date) -> tuple[str, tuple[str, ...]]:
        """Who of theirs it was, and whom of ours that person knows.

        The front desk answers where a post is vacant, and often where we know nobody by name.
        """
        desk = self.world.organisations[place].stakeholder_id
        staff = [one for one in self.staff[place] if one.there_on(day)]
        if not staff:
            return desk, ()
        weights = [3.0 if one.known_by else 1.0 for one in staff]
        theirs = self.dice.pick(staff, weights=weights)
        if not theirs.known_by and self.dice.chance(0.4):
            return desk, ()
        return theirs.person_id, theirs.known_by

    def _area(self, place: int) -> str:
        areas = [
            area
            for area, levels in self.world.latest.cooperation.items()
            if levels[place].any() and self.dice.chance(0.8)
        ]
        return self.dice.pick(areas) if areas and self.dice.chance(0.45) else ""

    def _tension(self, place: int) -> float:
        return 0.1 if place in self.world.latest.influential[:2] else 0.015

    def _next(self, day: date) -> str:
        return (day + timedelta(days=7 * self.dice.whole(2, 12))).isoformat()


def _quiet(world: World, places: list[int]) -> list[int]:
    """A twelfth of the organisations has not been in touch since winter."""
    leading = {*world.latest.founding, *world.latest.influential}
    plain = [
        place
        for place in places
        if place not in leading and place not in (*world.change.newcomers, world.change.gone)
    ]
    return world.dice("quiet").sample(plain, max(2, world.latest.n // 12))


def quiet_organisations(world: World) -> tuple[str, ...]:
    """Ids of those whose contacts with us ended in January 2026."""
    places = [place for place, one in enumerate(world.organisations) if not one.ours]
    return tuple(world.organisations[place].stakeholder_id for place in _quiet(world, places))


def contact_rows(world: World, people: tuple[Person, ...], *, count: int) -> list[Row]:
    """Table `contacts`: `count` different contacts of those who are there at the latest wave.

    Contacts with the organisation that has gone come on top.
    """
    log = _Log(world, people)
    gone = world.organisations[world.change.gone].stakeholder_id
    left = {gone, *(one.person_id for one in people if one.place == world.change.gone)}
    rows: dict[tuple[str, ...], Row] = {}
    kept = 0
    while kept < count:
        row = log.contact()
        key = tuple(row[name] for name in ("date", "from_id", "to_id", "channel", "area_id"))
        if key not in rows:
            rows[key] = row
            kept += not {row["from_id"], row["to_id"]} & left
    return list(rows.values())
