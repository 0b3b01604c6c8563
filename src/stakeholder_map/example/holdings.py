"""What the organisations of the example do and have: whom they serve, what they can bring."""

from __future__ import annotations

from collections.abc import Mapping

from stakeholder_map.example.dice import Dice
from stakeholder_map.example.ground import Row
from stakeholder_map.example.world import World

# Population, largest number served, area, need. The first six are served most by the founding
# group, member by member in the order of its key groups.
_POPULATIONS = (
    ("children with asthma", 9_800, "child-asthma", "asthma-er"),
    ("uninsured adults", 21_000, "", ""),
    ("people on Medicaid", 46_000, "", ""),
    ("older people living alone", 13_200, "food-and-rides", "month-end-food"),
    ("families of children with special needs", 7_400, "child-asthma", "asthma-er"),
    ("school children", 8_600, "child-asthma", "asthma-school"),
    ("pregnant women and infants", 2_700, "healthy-start", "early-visits"),
    ("people leaving hospital", 6_400, "shared-records", "discharge-notes"),
    ("people in a mental health crisis", 1_900, "crisis-care", "crisis-follow-up"),
    ("people without a car", 5_200, "food-and-rides", "rides"),
    ("employees of local firms", 5_800, "", ""),
    ("families in the upper valley", 3_100, "rural-dental", ""),
)
_ELIGIBILITY = ("county residents", "referral needed", "income below twice the poverty line", "")

_SERVES: Mapping[str, tuple[int, ...]] = {
    "hospital": (0, 7, 8, 6, 2),
    "physician_group": (0, 5, 6, 2),
    "health_plan": (2, 10, 6),
    "purchaser_coalition": (10,),
    "non_health": (5, 9, 3),
    "government": (1, 2, 8, 6),
    "patient_rights": (4, 8),
    "community_service": (3, 9, 1, 11),
}

_ASSETS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "data": (
        ("claims data", "health_plan"),
        ("registry extract", "hospital"),
        ("a yearly survey", ""),
    ),
    "quality_improvement": (("improvement coaches", "hospital"), ("audit nurse", "")),
    "family_engagement": (("parents' network", "patient_rights"), ("family advisors", "")),
    "staff": (("outreach workers", "community_service"), ("a project manager", "")),
    "funding": (("community benefit money", "hospital"), ("a small grants fund", "")),
    "convening": (("meeting rooms and catering", "non_health"), ("a monthly breakfast", "")),
    "credibility": (("a name that opens doors", "government"), ("a column in the paper", "")),
}

_MEMBER_ASSETS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "hospital": (("asthma improvement coaches", "quality_improvement"),),
    "government": (("the county health officer's word", "credibility"),),
    "health_plan": (("asthma claims by school district", "data"),),
    "community_service": (("community health workers", "staff"),),
    "patient_rights": (("a parents' council of forty families", "family_engagement"),),
    "physician_group": (("an evening clinic near two schools", "convening"),),
}


def service_rows(world: World) -> list[Row]:
    """Table `services`: each member of the founding group serves most of one population."""
    dice = world.dice("services")
    rows = []
    for place, one in enumerate(world.organisations):
        choices = _SERVES.get(one.key_group, ())
        if one.ours or not choices:
            continue
        own = -1
        if place in world.latest.founding:
            own = world.latest.founding.index(place)
            rows.append(_service(one.stakeholder_id, own, share=1.0, dice=dice))
        others = [number for number in choices if number != own]
        for number in dice.sample(others, dice.whole(1, 2)):
            share = dice.uniform(0.05, 0.4)
            rows.append(_service(one.stakeholder_id, number, share=share, dice=dice))
    return rows


def _service(stakeholder_id: str, number: int, *, share: float, dice: Dice) -> Row:
    population, most, area, need = _POPULATIONS[number]
    people = max(20, round(most * share / 10) * 10)
    return {
        "stakeholder_id": stakeholder_id,
        "population": population,
        "people": str(people),
        "area_id": area,
        "need_id": need if share == 1.0 or dice.chance(0.7) else "",
        "capacity_month": str(max(5, round(people / 40))) if dice.chance(0.6) else "",
        "eligibility": dice.pick(_ELIGIBILITY),
    }


def asset_rows(world: World) -> list[Row]:
    """Table `assets`: what the founding group has lies unused and costs little to give."""
    dice = world.dice("assets")
    rows = []
    for place, one in enumerate(world.organisations):
        if one.ours:
            continue
        if place in world.latest.founding:
            rows += [
                _asset(one.stakeholder_id, asset, kind, strength=4, in_use=False, cost=1)
                for asset, kind in _MEMBER_ASSETS[one.key_group]
            ]
        for kind in dice.sample(tuple(_ASSETS), 1 if dice.chance(0.7) else 0):
            fitting = [name for name, group in _ASSETS[kind] if group in (one.key_group, "")]
            rows.append(
                _asset(
                    one.stakeholder_id,
                    fitting[0],
                    kind,
                    strength=dice.whole(1, 2),
                    in_use=dice.chance(0.6),
                    cost=dice.whole(2, 4),
                )
            )
    return rows


def _asset(
    stakeholder_id: str, asset: str, kind: str, *, strength: int, in_use: bool, cost: int
) -> Row:
    return {
        "stakeholder_id": stakeholder_id,
        "asset": asset,
        "kind": kind,
        "area_id": "child-asthma" if "asthma" in asset else "",
        "strength": str(strength),
        "in_use": "yes" if in_use else "no",
        "cost_to_give": str(cost),
    }
