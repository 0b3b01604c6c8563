"""The meetings of the example: who works together is seen together."""

from __future__ import annotations

from datetime import date, timedelta

from stakeholder_map.example.ground import AREA_TYPES, Row
from stakeholder_map.example.people import Person
from stakeholder_map.example.roster import CONVENER
from stakeholder_map.example.world import AS_OF, LOG_START, WAVES, World

_KINDS = {"working group": 5.0, "workshop": 3.0, "board": 2.0, "community meeting": 2.0}
_ON_THE_LIST = 0.05
"""Chance that an organisation comes which has nothing to do with those who are there."""


class _Meetings:
    """Draws meetings from the true ties of the wave in which they fall."""

    def __init__(self, world: World, people: tuple[Person, ...]) -> None:
        self.world = world
        self.dice = world.dice("events")
        self.wholes = {wave: world.truths[wave].whole("cooperation") for wave in WAVES}
        self.staff: dict[int, list[Person]] = {}
        for one in people:
            self.staff.setdefault(one.place, []).append(one)

    def meeting(self, *, wave: str) -> Row:
        """One meeting: a host, its partners in an area, and a few others."""
        dice, truth = self.dice, self.world.truths[wave]
        first = LOG_START if wave == WAVES[0] else AS_OF[WAVES[0]] + timedelta(days=3)
        day = dice.day(first, AS_OF[wave] - timedelta(days=3))
        places = self._places(wave)
        host = dice.pick(places, weights=[float(truth.popularity[place]) for place in places])
        areas = [area for area in AREA_TYPES if truth.cooperation[area][host].any()]
        area = dice.pick(areas) if areas else ""
        guests = self._guests(host, places, area=area, wave=wave)
        ours = [one.person_id for one in self.staff[CONVENER] if dice.chance(0.4)]
        kind = dice.pick(tuple(_KINDS), weights=tuple(_KINDS.values()))
        topic = f" on {area.replace('-', ' ')}" if area else ""
        return {
            "date": day.isoformat(),
            "attendees": "|".join([*ours, *(self._delegate(place, day=day) for place in guests)]),
            "name": f"{kind}{topic}".capitalize(),
            "host": truth.organisations[host].stakeholder_id,
            "area_id": area,
            "kind": kind,
            "open": "yes" if kind == "community meeting" else "no",
        }

    def _places(self, wave: str) -> list[int]:
        absent = self.world.absent(wave) | self.world.absent(WAVES[-1])
        return [
            place
            for place, one in enumerate(self.world.organisations)
            if not one.ours and one.stakeholder_id not in absent
        ]

    def _guests(self, host: int, places: list[int], *, area: str, wave: str) -> list[int]:
        """Partners of the host in the area come often, other partners sometimes, at most twelve."""
        truth, whole = self.world.truths[wave], self.wholes[wave]
        here = truth.cooperation[area][host] if area else whole[host]
        came = [host]
        for place in self.dice.shuffled(places):
            known = sum(bool(whole[place, guest]) for guest in came) / len(came)
            chance = 0.75 if here[place] else 0.3 if whole[host, place] else _ON_THE_LIST
            chance *= 0.6 + 0.4 * known
            if place != host and len(came) < 12 and self.dice.chance(chance):
                came.append(place)
        return sorted(came)

    def _delegate(self, place: int, *, day: date) -> str:
        """A person of the organisation, or the organisation where the list names nobody."""
        staff = [one for one in self.staff[place] if one.there_on(day)]
        if not staff or self.dice.chance(0.12):
            return self.world.organisations[place].stakeholder_id
        return self.dice.pick(staff).person_id


def event_rows(world: World, people: tuple[Person, ...], *, count: int) -> list[Row]:
    """Table `events`: half of them in the year before the earlier wave closed, half since.

    Parameters
    ----------
    world : World
        The region.
    people : tuple of Person
        Who may come.
    count : int
        How many meetings.

    Returns
    -------
    list of rows
        Joint attendance follows the true ties of the time, with some chance company.
    """
    meetings = _Meetings(world, people)
    held = [meetings.meeting(wave=WAVES[2 * number >= count]) for number in range(count)]
    held.sort(key=lambda row: (row["date"], row["host"], row["attendees"]))
    return [{"event_id": f"e{number:03d}", **row} for number, row in enumerate(held, start=1)]
