"""Invented names: of the region, its places, its organisations and its people."""

from __future__ import annotations

from collections.abc import Mapping

from stakeholder_map.example.dice import Dice

REGION = "Ashwater Valley"
COUNTIES = ("Ashwater", "Kestrel", "Lowmarsh", "Upper Tarn")

_FIRST_HALVES = (
    "Fern", "Stone", "Quill", "Hazel", "Elder", "Copper", "Birch", "Heron", "Otter", "Plover",
    "Sedge", "Bram", "Linnet", "Moss", "Rowan", "Teasel", "Sorrel", "Wren", "Larch", "Osier",
    "Mallow", "Brindle", "Yarrow", "Thistle", "Gorse", "Bracken", "Cinder", "Dapple", "Ember",
    "Flint", "Garnet", "Juniper", "Kettle", "Lark", "Marl", "Nettle", "Pebble", "Quarry", "Reed",
    "Saffron", "Tansy", "Umber", "Vetch", "Willow", "Amber", "Barley", "Clover", "Damson",
)  # fmt: skip
_SECOND_HALVES = ("garth", "mere", "combe", "fell", "thwaite", "rigg", "beck", "holt")

_TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "health_plan": ("{} Health Plan", "{} Mutual Health", "{} Community Plan", "{} Choice Plan"),
    "hospital": ("{} Memorial Hospital", "{} Valley Hospital"),
    "physician_group": ("{} Family Medicine", "{} Pediatrics", "{} Primary Care Partners"),
    "purchaser_coalition": ("{} Employers for Health", "{} Business Health Purchasers"),
    "quality_improvement_organization": ("{} Quality Institute", "{} Center for Safer Care"),
    "medical_association": ("{} Medical Society", "{} Academy of Family Doctors"),
    "non_health": ("{} Markets", "{} School District", "{} Transit", "{} Housing Partners"),
    "government": (
        "{} County Health Department",
        "{} County Human Services",
        "State Medicaid Office, {} Region",
        "{} County Office on Aging",
    ),
    "payer_committee": ("{} Payers' Committee", "{} Medicaid Plans Committee"),
    "administrator_association": (
        "{} Hospital Administrators' Association",
        "{} Practice Managers' Network",
    ),
    "patient_rights": ("{} Patients' Council", "{} Families Together", "{} Disability Circle"),
    "community_service": (
        "{} Food Pantry Network",
        "{} Neighborhood House",
        "{} Community Action",
        "{} Senior Rides",
    ),
}

_GIVEN = (
    "Abena", "Adela", "Alonzo", "Amara", "Anselm", "Beatriz", "Bram", "Calla", "Cedric", "Corinne",
    "Dario", "Delphine", "Edda", "Elias", "Esme", "Farid", "Fiona", "Gideon", "Greta", "Hana",
    "Ines", "Ivo", "Jamila", "Jonas", "Kofi", "Leda", "Lucius", "Mai", "Marisol", "Nadia",
    "Niels", "Odile", "Orson", "Petra", "Quentin", "Rafael", "Rhea", "Silas", "Tamsin", "Viola",
)  # fmt: skip
_FAMILY = (
    "Averndale", "Brenlow", "Caddowick", "Dunmarrow", "Elsgrave", "Farrowgate", "Gransmoor",
    "Hollinsey", "Inchmarsh", "Jessamoor", "Kettlemarsh", "Lannerwick", "Marchlind",
    "Norrowby", "Oakhamsett", "Pellingrove", "Quarrendell", "Rushmeadow", "Saltonby", "Tarrowby",
    "Underfell", "Vellamoor", "Wethersgill", "Yarnbrook", "Zellwick", "Ambleforth", "Bexgrave",
    "Corrowdale", "Drummel", "Everscombe",
)  # fmt: skip

_SITES = ("North", "Riverside", "South", "Hillcrest", "East", "West")


def places(dice: Dice, count: int) -> list[str]:
    """Invented place names, as different from one another as the pool allows.

    Parameters
    ----------
    dice : Dice
        The stream to draw from.
    count : int
        How many are wanted.

    Returns
    -------
    list of str
        `count` different names.

    Raises
    ------
    ValueError
        If the pool is smaller than `count`.
    """
    if count > len(_FIRST_HALVES) * len(_SECOND_HALVES):
        raise ValueError(f"the pool of place names is too small for {count}")
    first, second = dice.shuffled(_FIRST_HALVES), dice.shuffled(_SECOND_HALVES)
    rounds = range(len(_SECOND_HALVES))
    found = [
        half + second[(index + turn) % len(second)]
        for turn in rounds
        for index, half in enumerate(first)
    ]
    return found[:count]


def organisation_name(key_group: str, number: int, *, place: str) -> str:
    """Name of the organisation that is the `number`-th (from 0) of its key group."""
    templates = _TEMPLATES[key_group]
    return templates[number % len(templates)].format(place)


def system_names(place: str, *, hospitals: int, children: bool) -> tuple[str, list[str], str]:
    """Names of a health system, of its hospitals and of its practice."""
    kind = f"{place} Children's" if children else place
    sites = [f"{kind} Hospital {_SITES[index % len(_SITES)]}" for index in range(hospitals)]
    practice = f"{place} Pediatric Group" if children else f"{place} Medical Group"
    return f"{kind} Health System", sites, practice


def person_names(dice: Dice, count: int) -> list[str]:
    """Different invented names of people."""
    everyone = [f"{given} {family}" for given in _GIVEN for family in _FAMILY]
    if count > len(everyone):
        raise ValueError(f"the pool of people's names is too small for {count}")
    return dice.shuffled(everyone)[:count]


def slug(name: str) -> str:
    """An id from a name: lower case, letters and digits, hyphens.

    Examples
    --------
    >>> slug("Ferngarth Payers' Committee")
    'ferngarth-payers-committee'
    """
    kept = "".join(letter if letter.isalnum() else " " for letter in name.replace("'", ""))
    return "-".join(kept.lower().split())
