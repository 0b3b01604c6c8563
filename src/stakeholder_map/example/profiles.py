"""The organisations of the example as the `stakeholders` table tells of them."""

from __future__ import annotations

from stakeholder_map.example.dice import Dice
from stakeholder_map.example.ground import Row
from stakeholder_map.example.roster import Organisation
from stakeholder_map.example.world import WAVES, World

_NEEDS_CONTRACT = ("hospital", "health_plan", "purchaser_coalition", "payer_committee")
_NOTES = (
    "Board meets every other month.",
    "Merger talks were in the papers in spring.",
    "New building on Mill Street.",
    "Grant ends next summer.",
)
_OBSCURE = 0.85
_CAPACITY = ("light", "light", "medium", "2", "3", "4", "6", "")

FORMER_NAME = {"community_service": "Helping Hands of {}", "patient_rights": "{} Patients First"}


def former_name(organisation: Organisation) -> str:
    """What an organisation was called before it took its present name."""
    place = organisation.name.split()[0]
    return FORMER_NAME.get(organisation.key_group, "{} Collaborative").format(place)


def stakeholder_rows(world: World, *, wave: str) -> list[Row]:
    """Table `stakeholders`, of those who are there at a wave."""
    dice = world.dice("profiles")
    absent = world.absent(wave)
    rows = []
    for place, one in enumerate(world.organisations):
        row = _profile(world, place, dice=dice)
        if wave != WAVES[-1] and place == world.change.renamed:
            row["name"] = former_name(one)
        if one.stakeholder_id not in absent:
            rows.append(row)
    return rows


def _profile(world: World, place: int, *, dice: Dice) -> Row:
    one, truth = world.organisations[place], world.latest
    row = {
        "stakeholder_id": one.stakeholder_id,
        "name": one.name,
        "key_group": one.key_group,
        "parent_id": one.parent_id,
        "ownership": one.ownership,
        "internal": "yes" if one.part == "department" else "no",
        "region": one.region,
        "members": str(one.members) if one.members else "",
        "legal_relation": "owned" if one.part == "department" else "independent",
    }
    if one.ours:
        return row
    row["notes"] = dice.pick(_NOTES) if dice.chance(0.1) else ""
    if place in truth.founding:
        return {**row, **_member(world, place)}
    row |= _other(one, dice=dice)
    if row["willingness"] == "3" and truth.popularity[place] > _OBSCURE:
        # Outside the best group, those who are ready move few others.
        row["willingness"] = "2"
    if place in truth.influential[:2]:
        row |= {
            "willingness": "1",
            "contract_required": "yes",
            "lead_months_min": "6",
            "lead_months_max": "9",
            "capacity": "light",
        }
    elif place in truth.influential:
        row |= {"willingness": "1", "contract_required": "yes", "capacity": "light"}
        row |= {"lead_months_min": "5", "lead_months_max": "8"}
    return row


def _member(world: World, place: int) -> Row:
    """A member of the best founding group: ready, rightful, with time to give."""
    group = world.organisations[place].key_group
    contract = group in _NEEDS_CONTRACT
    return {
        "willingness": "3" if group == "health_plan" else "4",
        "legitimacy": "4" if group in ("patient_rights", "government") else "3",
        "urgency": "4" if group in ("patient_rights", "hospital") else "3",
        "contract_required": "yes" if contract else "no",
        "lead_months_min": "1" if contract else "",
        "lead_months_max": "3" if contract else "",
        "paid_time_needed": "yes" if group == "physician_group" else "no",
        "capacity": {"government": "heavy", "hospital": "20"}.get(group, "14"),
    }


def _other(one: Organisation, *, dice: Dice) -> Row:
    contract = one.key_group in _NEEDS_CONTRACT or dice.chance(0.2)
    known = contract and dice.chance(0.4)
    shortest = dice.whole(2, 4)
    return {
        "willingness": dice.pick(("", "0", "1", "2", "3"), weights=(1.5, 1.0, 2.5, 3.5, 1.5)),
        "legitimacy": str(dice.whole(1, 4)),
        "urgency": str(dice.whole(0, 3)),
        "contract_required": "yes" if contract else "no",
        "lead_months_min": str(shortest) if known else "",
        "lead_months_max": str(shortest + dice.whole(1, 3)) if known else "",
        "paid_time_needed": "yes" if one.key_group == "physician_group" else "no",
        "capacity": dice.pick(_CAPACITY),
    }
