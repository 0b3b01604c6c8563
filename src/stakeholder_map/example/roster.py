"""The organisations of the example region: how many of each key group, who belongs to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from stakeholder_map.example.dice import Dice
from stakeholder_map.example.names import (
    COUNTIES,
    REGION,
    organisation_name,
    places,
    slug,
    system_names,
)

_SHARES: Mapping[str, int] = {
    "physician_group": 4,
    "health_plan": 4,
    "purchaser_coalition": 2,
    "quality_improvement_organization": 2,
    "medical_association": 2,
    "non_health": 4,
    "government": 4,
    "payer_committee": 2,
    "administrator_association": 2,
    "patient_rights": 3,
    "community_service": 4,
}
"""How many of a region of 48; the hospitals and their practices come to twelve more."""

# Which bloc (0 and 1: around the two rival systems; 2: community and public health) the first,
# second, ... organisation of a key group stands in.
_LEANINGS: Mapping[str, tuple[int, ...]] = {
    "hospital": (1, 0),
    "physician_group": (2, 1, 0),
    "health_plan": (2, 0, 1, 0),
    "purchaser_coalition": (0, 1),
    "quality_improvement_organization": (1, 2),
    "medical_association": (0, 1),
    "non_health": (2, 0, 1, 2),
    "government": (2, 2, 1, 0),
    "payer_committee": (1, 0),
    "administrator_association": (0, 1),
    "patient_rights": (2, 1, 0),
    "community_service": (2, 2, 0, 1),
}

_OWNERSHIP: Mapping[str, tuple[str, ...]] = {
    "government": ("public",),
    "non_health": ("for_profit", "public", "public", "nonprofit"),
    "health_plan": ("nonprofit", "for_profit", "nonprofit", "for_profit"),
    "physician_group": ("for_profit",),
}

CONVENER = 0
"""Place of the convener in the list of organisations."""


@dataclass(frozen=True)
class Organisation:
    """One organisation, or department of the convener.

    Parameters
    ----------
    stakeholder_id, name, key_group, parent_id, ownership, region : str
        As in the `stakeholders` table.
    members : int
        People or members it stands for.
    part : str
        What it is here: convener, department, system, family (part of a system) or independent.
    bloc : int
        0, 1 or 2; -1 for the convener and its departments, which stand in none.
    """

    stakeholder_id: str
    name: str
    key_group: str
    parent_id: str
    ownership: str
    region: str
    members: int
    part: str
    bloc: int

    @property
    def ours(self) -> bool:
        """Whether it is the convener or one of its departments."""
        return self.part in ("convener", "department")


def build_roster(*, seed: int, stakeholders: int) -> tuple[Organisation, ...]:
    """Organisations of a region: the convener first, then in the order of invention.

    Parameters
    ----------
    seed : int
        Seed of the region.
    stakeholders : int
        How many, our own departments and the convener included.

    Returns
    -------
    tuple of Organisation
        All key groups occur; ids are different.
    """
    dice = Dice(seed, "roster")
    found = [*_own(), *_systems(dice, iter(places(Dice(seed, "systems"), 16)), stakeholders)]
    spots = iter(places(Dice(seed, "places"), stakeholders + 40))
    taken = {organisation.name.split()[0] for organisation in found}
    for key_group, count in _counts(stakeholders - len(found)).items():
        style = dice.whole(0, 3)
        for number in range(count):
            place = next(spot for spot in spots if spot not in taken)
            found.append(_independent(dice, key_group, number=number, style=style, place=place))
    return tuple(found)


def _own() -> list[Organisation]:
    name = f"{REGION} Care Alliance"
    head = Organisation(
        slug(name),
        name,
        "quality_improvement_organization",
        "",
        "nonprofit",
        REGION,
        620_000,
        "convener",
        -1,
    )
    departments = ("Alliance Data Office", "Alliance Community Programs")
    return [head] + [
        replace(
            head,
            stakeholder_id=slug(department),
            name=department,
            parent_id=head.stakeholder_id,
            members=0,
            part="department",
        )
        for department in departments
    ]


def _systems(dice: Dice, spots: Iterator[str], stakeholders: int) -> Iterator[Organisation]:
    for number in range(max(3, round(stakeholders / 16))):
        bloc = number % 3
        hospitals = 2 if bloc else 3
        head, sites, practice = system_names(
            next(spots), hospitals=hospitals - (number > 2), children=bloc == 2
        )
        ownership = "for_profit" if bloc == 1 else "nonprofit"
        lives = dice.whole(18, 30) * 10_000 if bloc < 2 else dice.whole(9, 14) * 10_000
        region = COUNTIES[number % len(COUNTIES)]
        yield Organisation(
            slug(head), head, "hospital", "", ownership, region, lives, "system", bloc
        )
        for index, name in enumerate([*sites, practice]):
            group = "physician_group" if name == practice else "hospital"
            yield Organisation(
                slug(name),
                name,
                group,
                slug(head),
                ownership,
                COUNTIES[(number + index) % len(COUNTIES)],
                int(lives * dice.uniform(0.15, 0.4) / 1_000) * 1_000,
                "family",
                bloc,
            )


def _counts(wanted: int) -> dict[str, int]:
    """Independent organisations of each key group, one hospital or more among them."""
    shares = {"hospital": 1, **_SHARES}
    total = sum(shares.values())
    exact = {group: max(1.0, wanted * share / total) for group, share in shares.items()}
    counts = {group: int(number) for group, number in exact.items()}
    by_rest = sorted(exact, key=lambda group: (counts[group] - exact[group], group))
    missing = wanted - sum(counts.values())
    for group in by_rest[: max(0, missing)]:
        counts[group] += 1
    for group in sorted(counts, key=lambda group: (-counts[group], group))[: max(0, -missing)]:
        counts[group] -= 1
    return counts


def _independent(
    dice: Dice, key_group: str, *, number: int, style: int, place: str
) -> Organisation:
    county = dice.pick(COUNTIES)
    named = COUNTIES[number] if key_group == "government" and number < len(COUNTIES) else place
    name = organisation_name(key_group, number + style, place=named)
    sizes = {"health_plan": 90, "purchaser_coalition": 60, "government": 110, "non_health": 20}
    ownership = _OWNERSHIP.get(key_group, ("nonprofit",))
    return Organisation(
        slug(name),
        name,
        key_group,
        "",
        ownership[number % len(ownership)],
        named if named in COUNTIES else county,
        dice.whole(3, sizes.get(key_group, 12)) * 1_000,
        "independent",
        _LEANINGS[key_group][number % len(_LEANINGS[key_group])],
    )
