"""What was asked, promised, heard and put right in the example."""

from __future__ import annotations

from datetime import date, timedelta

from stakeholder_map.example.ground import Row, content
from stakeholder_map.example.people import Person
from stakeholder_map.example.profiles import former_name
from stakeholder_map.example.roster import CONVENER
from stakeholder_map.example.world import AS_OF, LOG_START, WAVES, World

_ASKS = ("join", "sponsor", "board", "contract", "data_sharing")
_NO = ("no time this year", "the board wants to see results first", "not with them at the table")
_LATER = ("after the budget is through", "once the new director has settled")
_YES = ("it serves our families", "our members asked for it", "")

_PROMISES = (
    ("data", "emergency visits by school district"),
    ("data", "the quarterly discharge figures"),
    ("data", "the registry extract"),
    ("reply", "an answer to the draft agreement"),
    ("reply", "comments on the work plan"),
    ("introduction", "a meeting with the medical director"),
    ("introduction", "a word with the school superintendent"),
    ("favour", "a room for the spring workshop"),
    ("favour", "a speaker for the annual meeting"),
)


def ask_rows(world: World, people: tuple[Person, ...]) -> list[Row]:
    """Table `asks`: what we have asked before, and of whom."""
    dice = world.dice("asks")
    ours = [one.person_id for one in people if one.place == CONVENER]
    truth = world.latest
    asked = [(place, "join", "no") for place in truth.influential[:2]]
    asked += [(place, "data_sharing", "yes") for place in truth.founding[:3]]
    asked += [(truth.founding[3], "board", "yes"), (truth.founding[4], "join", "waiting")]
    plain = [
        place
        for place, one in enumerate(world.organisations)
        if not one.ours
        and place not in (*truth.founding, *truth.influential)
        and place not in (*world.change.newcomers, world.change.gone)
    ]
    for place in dice.sample(plain, 9):
        answer = dice.pick(("yes", "no", "later", "waiting"), weights=(2.0, 3.0, 3.0, 1.0))
        asked.append((place, dice.pick(_ASKS), answer))
    rows = []
    for place, ask, answer in asked:
        last = AS_OF[WAVES[-1]]
        first = date(2026, 8, 24) if answer == "waiting" else LOG_START + timedelta(days=60)
        day = dice.day(first, last - timedelta(days=14 if answer == "waiting" else 75))
        reasons = {"yes": _YES, "no": _NO, "later": _LATER}.get(answer, ("",))
        came = day + timedelta(days=dice.whole(6, 60))
        rows.append(
            {
                "stakeholder_id": world.organisations[place].stakeholder_id,
                "asked_on": day.isoformat(),
                "asked_by": dice.pick(ours),
                "ask": ask,
                "answer": answer,
                "answered_on": "" if answer == "waiting" else came.isoformat(),
                "reason": dice.pick(reasons),
            }
        )
    return rows


def commitment_rows(world: World, *, count: int) -> list[Row]:
    """Table `commitments`: kept in time, kept late, overdue, and not yet due."""
    dice = world.dice("commitments")
    last = AS_OF[WAVES[-1]]
    places = [
        place
        for place, one in enumerate(world.organisations)
        if not one.ours and place not in (world.change.gone, *world.change.newcomers)
    ]
    weights = [float(world.latest.popularity[place]) for place in places]
    rows = []
    for number in range(count):
        kind, what = dice.pick(_PROMISES)
        state = ("in time", "late", "overdue", "open", "in time")[number % 5]
        due = dice.day(LOG_START + timedelta(days=45), last - timedelta(days=40))
        done = ""
        if state == "in time":
            done = (due - timedelta(days=dice.whole(0, 12))).isoformat()
        elif state == "late":
            done = (due + timedelta(days=dice.whole(4, 38))).isoformat()
        elif state == "overdue":
            due = dice.day(date(2026, 3, 2), last - timedelta(days=10))
        else:
            due = dice.day(last + timedelta(days=4), last + timedelta(days=90))
        place = dice.pick(places, weights=weights)
        rows.append(
            {
                "stakeholder_id": world.organisations[place].stakeholder_id,
                "direction": dice.pick(("they_owe", "we_owe"), weights=(2.0, 1.0)),
                "kind": kind,
                "what": what,
                "due": due.isoformat(),
                "done": done,
            }
        )
    return rows


def observation_rows(world: World) -> list[Row]:
    """Table `observations`: people's words, most of them without a name."""
    dice = world.dice("observations")
    areas = {
        "need": ("child-asthma", "food-and-rides", "crisis-care"),
        "tension": ("heart-and-joint", "primary-care"),
    }
    places = [place for place, one in enumerate(world.organisations) if not one.ours]
    stable = [
        place for place in places if place not in (world.change.gone, *world.change.newcomers)
    ]
    rows = []
    for said in content("observations"):
        theme = said["theme"]
        named = said["source"] == "interview" and dice.chance(0.4)
        place = dice.pick(stable)
        area = dice.pick(areas[theme]) if theme in areas and dice.chance(0.6) else ""
        rows.append(
            {
                "date": dice.day(LOG_START, AS_OF[WAVES[-1]]).isoformat(),
                **said,
                "stakeholder_id": world.organisations[place].stakeholder_id if named else "",
                "area_id": area,
            }
        )
    return rows


def correction_rows() -> list[Row]:
    """Table `corrections`: one figure of the earlier scan was wrong."""
    return [
        {
            "scan": "2025-09-30-001",
            "figure": "People affected by the need 'A crisis bed within the county'",
            "was": "2,600",
            "now": "4,100",
            "why": "Two counties had been left out of the count",
            "told_on": "2025-12-05",
        }
    ]


def alias_rows(world: World, people: tuple[Person, ...]) -> list[Row]:
    """Table `aliases`: short forms, an old name, and people written the other way round."""
    dice = world.dice("aliases")
    steady = [
        place
        for place, one in enumerate(world.organisations)
        if one.part in ("independent", "system")
        and place not in (world.change.gone, *world.change.newcomers)
    ]
    rows = []
    for place in dice.sample(steady, 9):
        name = world.organisations[place].name
        short = "".join(word[0] for word in name.replace(",", "").split())
        rows.append((short, world.organisations[place].stakeholder_id))
    renamed = world.organisations[world.change.renamed]
    rows.append((former_name(renamed), renamed.stakeholder_id))
    known = [one for one in people if one.known_by and one.place in steady]
    for one in dice.sample(known, 4):
        given, family = one.name.split()
        rows.append((f"{family}, {given}", one.person_id))
    unique: dict[str, str] = {}
    for alias, target in rows:
        unique.setdefault(alias, target)
    return [{"alias": alias, "id": target} for alias, target in unique.items()]
