"""The people of the example: ours, theirs, whom they know, on what bodies they sit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from stakeholder_map.example.dice import Dice
from stakeholder_map.example.ground import Row
from stakeholder_map.example.names import person_names
from stakeholder_map.example.roster import CONVENER, Organisation
from stakeholder_map.example.world import AS_OF, LOG_START, World

_ROLES = {
    "executive": ("chief executive", "executive director", "president"),
    "clinical": ("medical director", "nurse manager", "chief nursing officer"),
    "quality": ("quality director", "improvement lead"),
    "operations": ("operations manager", "program manager", "data manager"),
    "liaison": ("community liaison", "external affairs lead"),
}
LEAVING_ROLE = "regional liaison"
"""Role of the one of ours who is about to leave."""

_OUR_ROLES = (
    ("executive director", "executive"),
    ("partnerships director", "liaison"),
    ("quality improvement lead", "quality"),
    (LEAVING_ROLE, "liaison"),
)
_DEPARTMENT_ROLES = (
    ("data office manager", "operations"),
    ("community program manager", "liaison"),
)

_BODIES = (
    ("Regional Health Council", 6.0),
    ("County Board of Health", 4.0),
    ("Emergency Services Committee", 3.0),
    ("Perinatal Task Force", 2.0),
    ("School Health Advisory Committee", 2.0),
    ("Hospital Community Benefit Roundtable", 4.0),
    ("Opioid Settlement Board", 8.0),
    ("Aging and Transport Commission", 3.0),
    ("Employer Health Roundtable", 2.0),
    ("Medicaid Advisory Committee", 5.0),
)


@dataclass(frozen=True)
class Person:
    """A person; `place` is that of the organisation among all organisations."""

    person_id: str
    place: int
    name: str
    role: str
    seniority: str
    since: date
    until: date | None = None
    champion: bool = False
    known_by: tuple[str, ...] = ()

    def there_on(self, day: date) -> bool:
        """Whether the person is in this role on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


def build_people(world: World) -> tuple[Person, ...]:
    """Everybody: two and a half a stakeholder; six of ours come first.

    Parameters
    ----------
    world : World
        The region.

    Returns
    -------
    tuple of Person
        One of the leading organisations has a new chief executive; one of our liaisons will leave;
        those whom only one of ours knows are common.
    """
    dice = world.dice("people")
    places = [place for place, count in enumerate(_heads(world, dice)) for _ in range(count)]
    names = person_names(dice, len(places) + 1)
    people: list[Person] = []
    for number, (place, name) in enumerate(zip(places, names, strict=False), start=1):
        nth = number - 1 - places.index(place)
        role, seniority = _role(world.organisations[place], nth, dice=dice)
        since = dice.day(date(2014, 1, 6), date(2024, 6, 28))
        people.append(Person(f"p{number:03d}", place, name, role, seniority, since))
    people = _turnover(world, people, name=names[-1])
    return tuple(_acquaint(world, people, dice=dice))


def _heads(world: World, dice: Dice) -> list[int]:
    """How many people of each organisation we have on record."""
    wanted = round(2.5 * (world.latest.n - 1)) - 1
    gone = world.change.gone
    counts = [1] * world.latest.n
    counts[CONVENER] = len(_OUR_ROLES)
    theirs = [
        place for place, one in enumerate(world.organisations) if not one.ours and place != gone
    ]
    while sum(counts) - counts[gone] < wanted:
        open_places = [place for place in theirs if counts[place] < 5]
        weights = [float(world.latest.popularity[place]) for place in open_places]
        counts[dice.pick(open_places, weights=weights)] += 1
    return counts


def _role(organisation: Organisation, nth: int, *, dice: Dice) -> tuple[str, str]:
    if organisation.part == "convener":
        return _OUR_ROLES[nth]
    if organisation.part == "department":
        return _DEPARTMENT_ROLES["community" in organisation.stakeholder_id]
    seniority = ("executive", "quality", "operations", "clinical", "liaison")[nth]
    if organisation.part == "family" and nth == 0:
        seniority = "clinical"
    return dice.pick(_ROLES[seniority]), seniority


def _turnover(world: World, people: list[Person], *, name: str) -> list[Person]:
    """The chief executive of the second rival system has left, and one of our liaisons will."""
    rival = world.latest.influential[1]
    left = date(2026, 5, 29)
    changed = []
    for person in people:
        if person.place == rival and person.seniority == "executive":
            successor = f"p{len(people) + 1:03d}"
            changed.append(replace(person, person_id=successor, name=name, since=date(2026, 6, 15)))
            changed.append(replace(person, until=left))
        elif person.role == LEAVING_ROLE:
            changed.append(replace(person, until=date(2026, 12, 18)))
        else:
            changed.append(person)
    return sorted(changed, key=lambda person: person.person_id)


def _acquaint(world: World, people: list[Person], *, dice: Dice) -> list[Person]:
    """Say which of ours know whom: each organisation has a liaison, some have a second one."""
    ours = [person.person_id for person in people if world.organisations[person.place].ours]
    known = []
    liaison = {place: dice.pick(ours) for place in range(world.latest.n)}
    for person in people:
        if world.organisations[person.place].ours:
            known.append(person)
            continue
        founding = person.place in world.latest.founding
        knows = [liaison[person.place]] if dice.chance(0.75) else []
        if dice.chance(0.5 if founding else 0.2):
            knows.append(dice.pick(ours))
        champion = founding and person.seniority in ("executive", "clinical") and dice.chance(0.7)
        new = person.since > AS_OF["2025"]
        known.append(
            replace(person, champion=champion, known_by=() if new else tuple(sorted(set(knows))))
        )
    return known


def people_rows(world: World, people: tuple[Person, ...]) -> list[Row]:
    """Table `people`."""
    return [
        {
            "person_id": person.person_id,
            "stakeholder_id": world.organisations[person.place].stakeholder_id,
            "name": person.name,
            "role": person.role,
            "seniority": person.seniority,
            "since": person.since.isoformat(),
            "until": person.until.isoformat() if person.until else "",
            "champion": "yes" if person.champion else "",
            "known_by": "|".join(person.known_by),
        }
        for person in people
    ]


def acquaintance_rows(world: World, people: tuple[Person, ...]) -> list[Row]:
    """Table `acquaintances`: people of organisations that work together know each other."""
    dice = world.dice("acquaintances")
    whole = world.latest.whole("cooperation")
    rows = []
    for one, other in combinations(people, 2):
        same = one.place == other.place
        level = int(whole[one.place, other.place])
        ours = world.organisations[one.place].ours or world.organisations[other.place].ours
        chance = 0.0 if same or ours else 0.004 + 0.03 * level
        if "executive" in (one.seniority, other.seniority):
            chance *= 1.6
        if dice.chance(chance):
            since = max(one.since, other.since, dice.day(date(2016, 1, 4), LOG_START))
            rows.append(
                {
                    "person_id": one.person_id,
                    "other_person_id": other.person_id,
                    "strength": str(max(1, min(4, level + dice.whole(-1, 1)))),
                    "since": since.isoformat(),
                    "source": dice.pick(("one of them told us", "seen together", "public record")),
                }
            )
    return rows


def membership_rows(world: World, people: tuple[Person, ...]) -> list[Row]:
    """Table `memberships`: bodies gather around an organisation and its partners."""
    dice = world.dice("memberships")
    by_place: dict[int, list[Person]] = {}
    for person in people:
        by_place.setdefault(person.place, []).append(person)
    theirs = [place for place, one in enumerate(world.organisations) if not one.ours]
    rows = []
    for body, hours in _BODIES:
        seed_place = dice.pick(theirs, weights=list(world.latest.popularity[theirs]))
        near = world.latest.strongest("cooperation", place=seed_place)
        weights = [0.05 + 0.5 * float(near[place] > 0) for place in theirs]
        members = sorted({seed_place, *dice.sample(theirs, dice.whole(6, 10), weights=weights)})
        ours = [dice.pick(by_place[CONVENER]).person_id] if dice.chance(0.6) else []
        seats = [
            dice.pick(by_place[place]).person_id
            if dice.chance(0.75)
            else world.organisations[place].stakeholder_id
            for place in members
        ]
        rows += [_seat(member, body, hours=hours, dice=dice) for member in [*ours, *seats]]
    return rows + _overload(by_place, world=world, seated=rows)


def _seat(member: str, body: str, *, hours: float, dice: Dice) -> Row:
    since = dice.day(date(2019, 1, 7), date(2025, 6, 27))
    until = date(2026, 3, 31) if dice.chance(0.06) else None
    word = "light" if hours < 4 else "medium" if hours < 8 else "heavy"
    return {
        "member_id": member,
        "body": body,
        "since": since.isoformat() if dice.chance(0.9) else "",
        "until": until.isoformat() if until else "",
        "hours_month": word if dice.chance(0.3) else f"{hours + dice.whole(-1, 2):g}",
    }


def _overload(by_place: dict[int, list[Person]], *, world: World, seated: list[Row]) -> list[Row]:
    """One person of the founding group sits on more bodies than anybody should."""
    place = world.latest.founding[4]
    person = by_place[place][0].person_id
    taken = {row["body"] for row in seated if row["member_id"] == person}
    return [
        {
            "member_id": person,
            "body": body,
            "since": "2024-01-15",
            "until": "",
            "hours_month": f"{hours:g}",
        }
        for body, hours in _BODIES[:6]
        if body not in taken
    ]
