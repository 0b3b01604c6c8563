"""The survey of the example: who was asked, who answered, and what they ticked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from math import exp

from stakeholder_map.example.answers import Respondent, answers
from stakeholder_map.example.ground import Row
from stakeholder_map.example.people import Person
from stakeholder_map.example.world import CLOSED, OPENED, WAVES, World

_COMMENTS = (
    "Answered together with our director.",
    "Hard to say: we met only twice.",
    "Good people, slow contracts.",
    "This changed after the new director came.",
    "We meet at the same tables but never alone.",
)


def build_respondents(world: World, people: tuple[Person, ...]) -> tuple[Respondent, ...]:
    """One respondent of each organisation outside ours, and a second one of the largest."""
    dice = world.dice("respondents")
    style = world.answer_dice("styles")
    found: list[Respondent] = []
    for place, organisation in enumerate(world.organisations):
        staff = [one for one in people if one.place == place and one.until is None]
        if organisation.ours:
            continue
        for person in staff[: 2 if place in world.latest.influential[:3] else 1]:
            found.append(
                Respondent(
                    f"r{len(found) + 1:03d}",
                    place,
                    person,
                    style.uniform(*world.noise.hit_rates),
                    style.uniform(*world.noise.false_alarms),
                    style.uniform(-0.5, 0.5),
                    style.uniform(0.75, 1.0),
                    dice.uniform(),
                )
            )
    return tuple(found)


def answering(world: World, respondents: tuple[Respondent, ...]) -> dict[str, set[str]]:
    """Ids of those who answer, by wave; the share of those invited is the response rate."""
    truth = world.latest
    found = {}
    for wave in WAVES:
        dice = world.answer_dice(f"silence {wave}")
        absent = world.absent(wave)
        invited = [one for one in respondents if _id(world, one.place) not in absent]
        weights = [1.0] * len(invited)
        if world.noise.silence == "influential":
            weights = [
                exp(
                    1.0
                    + (2.0 if one.place in truth.founding else 0.0)
                    - 1.1 * float(truth.popularity[one.place])
                    + 1.5 * one.keen
                )
                for one in invited
            ]
        count = round(world.noise.response * len(invited))
        chosen = dice.sample(invited, count, weights=weights)
        found[wave] = {one.respondent_id for one in chosen}
    return found


def invitation_rows(
    world: World, respondents: tuple[Respondent, ...], *, answered: Mapping[str, set[str]]
) -> list[Row]:
    """Table `invitations`: those who stayed silent were reminded more often."""
    dice = world.dice("invitations")
    rows = []
    for wave in WAVES:
        for one in respondents:
            silent = one.respondent_id not in answered[wave]
            rows.append(
                {
                    "respondent_id": one.respondent_id,
                    "stakeholder_id": _id(world, one.place),
                    "person_id": one.person.person_id if one.person.since < OPENED[wave] else "",
                    "wave": wave,
                    "invited_on": OPENED[wave].isoformat(),
                    "role": one.person.role,
                    "reminders": str(3 if silent else dice.whole(0, 2)),
                    "shown": "roster",
                }
            )
    return rows


def late_respondent(
    world: World, respondents: tuple[Respondent, ...], *, answered: Mapping[str, set[str]]
) -> str:
    """Id of the one whose answers come too late; empty where nobody is silent."""
    absent = world.absent(WAVES[-1])
    silent = [
        one.respondent_id
        for one in respondents
        if one.respondent_id not in answered[WAVES[-1]] and _id(world, one.place) not in absent
    ]
    return world.answer_dice("late").pick(silent) if silent else ""


def survey_rows(
    world: World, respondents: tuple[Respondent, ...], *, answered: Mapping[str, set[str]]
) -> list[Row]:
    """Table `survey`, both waves; one of the silent answers the latest after it has closed."""
    late = late_respondent(world, respondents, answered=answered)
    rows = []
    for wave in WAVES:
        dice = world.answer_dice(f"answers {wave}")
        days = (CLOSED[wave] - OPENED[wave]).days
        for one in respondents:
            # Drawn for the silent too: who answers must not change what the others say.
            day = OPENED[wave] + timedelta(days=dice.whole(1, days))
            comment = dice.pick(_COMMENTS) if dice.chance(0.3) else ""
            said = answers(world, one, wave=wave, dice=dice)
            if one.respondent_id == late and wave == WAVES[-1]:
                day = CLOSED[wave] + timedelta(days=3)
            elif one.respondent_id not in answered[wave]:
                continue
            if said:
                said[0]["comment"] = comment
                fixed = {
                    "respondent_id": one.respondent_id,
                    "wave": wave,
                    "submitted_at": day.isoformat(),
                }
                rows += [{**fixed, **row} for row in said]
    return rows


def _id(world: World, place: int) -> str:
    return world.organisations[place].stakeholder_id
