"""What one respondent ticks and answers, given what is true and how that person answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stakeholder_map.example.dice import Dice
from stakeholder_map.example.ground import AREA_TYPES, Row
from stakeholder_map.example.latent import Truth
from stakeholder_map.example.people import Person
from stakeholder_map.example.questionnaire import QUESTIONS
from stakeholder_map.example.world import World

MOST_ROWS_BY_AREA = 10
"""Follow-up rows by area that one respondent is shown: more would cost too many minutes."""

_BLANK = 0.04


@dataclass(frozen=True)
class Respondent:
    """One who is asked, with a way of answering that stays the same in both waves.

    Parameters
    ----------
    respondent_id : str
        As in `invitations`.
    place : int
        Place of the organisation that is spoken for.
    person : Person
        Who answers.
    hit_rate, false_alarm : float
        Chance to tick a true partner, and one that is none.
    leniency : float
        What is added to every rating.
    candour : float
        Chance that competition is owned up to.
    keen : float
        From 0 to 1: how ready to answer at all.
    """

    respondent_id: str
    place: int
    person: Person
    hit_rate: float
    false_alarm: float
    leniency: float
    candour: float
    keen: float


def answers(world: World, one: Respondent, *, wave: str, dice: Dice) -> list[Row]:
    """Rows of `survey` by one respondent: the relations as a whole, then those by area."""
    truth = world.truths[wave]
    whole, by_area = [], []
    for target in _ticked(world, one, wave=wave, dice=dice):
        areas = _by_area(truth, one, target=target, dice=dice)
        whole.append(_as_a_whole(world, one, target=target, wave=wave, areas=areas, dice=dice))
        by_area += areas
    kept = sorted(by_area, key=lambda row: -int(row["work_together"]) - int(row["compete"]))
    return whole + kept[:MOST_ROWS_BY_AREA]


def _ticked(world: World, one: Respondent, *, wave: str, dice: Dice) -> list[int]:
    """Whom the respondent ticks on the roster: weak ties are forgotten more easily."""
    truth = world.truths[wave]
    absent = world.absent(wave)
    works = truth.strongest("cooperation", place=one.place)
    competes = truth.strongest("competition", place=one.place)
    listed = []
    for target, organisation in enumerate(truth.organisations):
        strongest = max(int(works[target]), int(competes[target]))
        rate = min(1.0, one.hit_rate + 0.04 * (strongest - 2)) if strongest else one.false_alarm
        salience = strongest + dice.uniform(0.0, 2.0)
        ticked = dice.chance(rate)
        on_roster = organisation.part != "department" and organisation.stakeholder_id not in absent
        if ticked and on_roster and target != one.place:
            listed.append((salience, target))
    most = sorted(listed, reverse=True)[: world.noise.most_listed]
    return sorted(target for _, target in most)


def _by_area(truth: Truth, one: Respondent, *, target: int, dice: Dice) -> list[Row]:
    """Areas in which the respondent says the two work together or compete."""
    levels = {
        area: (
            int(truth.cooperation[area][one.place, target]),
            int(truth.competition[area][one.place, target]),
        )
        for area in AREA_TYPES
    }
    if not any(map(any, levels.values())):
        # Mistaken about the partner altogether.
        levels[dice.pick([area for area, kind in AREA_TYPES.items() if kind == "common"])] = (1, 0)
    rows = []
    for area, (works, competes) in levels.items():
        said_works = _about(works, leniency=one.leniency, dice=dice) if works else 0
        said_competes = _about(competes, leniency=0.0, dice=dice) if competes else 0
        if competes and not dice.chance(one.candour):
            said_competes = 0
        if said_works or said_competes:
            rows.append(
                {
                    "target_id": truth.organisations[target].stakeholder_id,
                    "area_id": area,
                    "work_together": str(said_works),
                    "compete": str(said_competes),
                }
            )
    return rows


def _as_a_whole(
    world: World, one: Respondent, *, target: int, wave: str, areas: Sequence[Row], dice: Dice
) -> Row:
    truth = world.truths[wave]
    row = {"target_id": truth.organisations[target].stakeholder_id, "area_id": ""}
    leaders = truth.influential[:8]
    for question in QUESTIONS:
        name, construct = question["question"], question["construct"]
        if construct in ("cooperation", "competition"):
            level = max((int(answer[name]) for answer in areas), default=0)
        elif construct == "direct_influence":
            power = float(truth.popularity[target] - truth.popularity[one.place])
            level = max(0, min(4, round(2.0 + 2.0 * power + dice.uniform(-1.2, 1.2))))
        else:
            true = int(world.ratings[wave][construct][one.place, target])
            level = _about(true or 2, leniency=one.leniency, dice=dice, lowest=question["lowest"])
        if question["reverse"]:
            level = 5 - level
        asked = construct != "direct_influence" or (one.place in leaders and target in leaders)
        blank = dice.chance(_BLANK)
        row[name] = str(level) if asked and not blank else ""
    return row


def _about(level: int, *, leniency: float, dice: Dice, lowest: str = "1") -> int:
    """The level as the respondent would put it."""
    said = round(level + leniency + dice.uniform(-0.75, 0.75))
    return max(int(lowest), min(4, said))
