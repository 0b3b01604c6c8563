"""What real tables are never free of: other spellings, and rows that must be left out."""

from __future__ import annotations

from collections.abc import Mapping

from stakeholder_map.example.ground import Row
from stakeholder_map.example.world import AS_OF, World

LEFT_OUT: Mapping[str, Mapping[str, int]] = {
    "2025": {"before log_start": 1, "duplicate contact": 1},
    "2026": {"after as_of": 3, "self-contact": 1, "before log_start": 1, "duplicate contact": 2},
}
"""Contacts that a reader must leave out, by wave and reason."""


def untidy_contacts(world: World, rows: list[Row], *, wave: str) -> list[Row]:
    """The contacts with those that must be left out besides.

    Parameters
    ----------
    world : World
        The region.
    rows : list of rows
        Contacts that are to be used.
    wave : str
        For the folder of which wave: see `LEFT_OUT`.

    Returns
    -------
    list of rows
        Longer by the sum of `LEFT_OUT`.
    """
    dice = world.dice(f"untidy {wave}")
    wanted = LEFT_OUT[wave]
    plain = [row for row in rows if not row["next_date"]]
    picked = dice.sample(plain, 8)
    year = AS_OF[wave].year
    early = [{**picked[0], "date": "1979-12-31"}]
    late = [
        {**row, "date": f"{year}-{10 + number}-0{5 + number}"}
        for number, row in enumerate(picked[1:4])
    ]
    own = [{**picked[4], "to_id": picked[4]["from_id"]}]
    again = [dict(row) for row in picked[5:8]]
    return (
        rows
        + early[: wanted.get("before log_start", 0)]
        + late[: wanted.get("after as_of", 0)]
        + own[: wanted.get("self-contact", 0)]
        + again[: wanted.get("duplicate contact", 0)]
    )


def respell(world: World, tables: dict[str, list[Row]]) -> None:
    """Write some ids as names or aliases: wherever an id is expected, those will do.

    Parameters
    ----------
    world : World
        The region.
    tables : dict of str to list of rows
        Changed in place: a few cells of contacts, events, memberships and services.
    """
    dice = world.dice("spelling")
    spelt = {row["stakeholder_id"]: row["name"] for row in tables["stakeholders"]}
    spelt |= {row["id"]: row["alias"] for row in tables["aliases"]}
    cells = (
        ("contacts", "to_id", 14),
        ("contacts", "from_id", 6),
        ("memberships", "member_id", 3),
        ("services", "stakeholder_id", 3),
        ("commitments", "stakeholder_id", 2),
    )
    for table, column, count in cells:
        fitting = [row for row in tables[table] if row[column] in spelt]
        for row in dice.sample(fitting, count):
            row[column] = spelt[row[column]]
    for row in dice.sample(tables["events"], 5):
        guests = row["attendees"].split("|")
        row["attendees"] = "|".join([spelt.get(guest, guest) for guest in guests])
