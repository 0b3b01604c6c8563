"""A region as it would stand without one person."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from stakeholder_map.errors import UsageError
from stakeholder_map.read import Region

_PARTIES = {
    "contacts": ("from_id", "to_id"),
    "acquaintances": ("person_id", "other_person_id"),
    "memberships": ("member_id",),
    "aliases": ("id",),
    "people": ("person_id",),
}
"""Tables whose rows go with the person, and the columns that may name one."""

_LISTS = {"people": "known_by", "events": "attendees"}
"""Lists in which only the entry goes."""

_STAND_INS = {"asks": "asked_by", "events": "host"}
"""Columns in which the organisation stands in for the person: what it did stays done."""


def without_person(region: Region, person_id: str) -> Region:
    """The region as if a person had never been on record.

    Rows of `people`, `aliases`, `acquaintances`, `contacts` and `memberships` that name the person
    are gone, and so are entries in lists of attendees and of those who know somebody; an event that
    nobody else came to is gone too. Where a row is about something else (who asked, who hosted,
    who answered for an organisation) it stays, with the organisation in the person's place or a
    blank.

    Parameters
    ----------
    region : Region
        A region that was read.
    person_id : str
        A person in its table `people`.

    Returns
    -------
    Region
        What reading the folder without these rows would give; balance, digest and list of files
        are those of the region as it was read.

    Raises
    ------
    UsageError
        No person of that id.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> region = read_region(folder)
    >>> less = without_person(region, "p001")
    >>> "p001" in less.table("people")["person_id"].values
    False
    """
    people = region.table("people")
    if person_id not in set(people["person_id"]):
        raise UsageError(f"expected the id of a person in the table people, found {person_id!r}")
    home = region.organisation_of(person_id)
    tables = dict(region.tables)
    for name, columns in _PARTIES.items():
        if name in tables:
            named = (tables[name][list(columns)] == person_id).any(axis=1)
            tables[name] = tables[name][~named].reset_index(drop=True)
    for name, column in _LISTS.items():
        if name in tables:
            tables[name] = _without_entry(tables[name], column=column, entry=person_id)
    if "events" in tables:
        came = tables["events"]["attendees"].map(len) > 0
        tables["events"] = tables["events"][came].reset_index(drop=True)
    for name, column in _STAND_INS.items():
        if name in tables:
            table = tables[name]
            stood = table[column].mask(table[column] == person_id, home)
            tables[name] = table.assign(**{column: stood})
    if "invitations" in tables:
        table = tables["invitations"]
        blank = table["person_id"].mask(table["person_id"] == person_id)
        tables["invitations"] = table.assign(person_id=blank)
    return replace(region, tables=tables)


def _without_entry(table: pd.DataFrame, *, column: str, entry: str) -> pd.DataFrame:
    """The table with one entry gone from each list that has it."""
    lists = [tuple(each for each in cell if each != entry) for cell in table[column]]
    return table.assign(**{column: pd.Series(lists, index=table.index, dtype="object")})
