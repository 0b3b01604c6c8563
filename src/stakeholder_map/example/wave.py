"""A folder as it stood after a wave: what had not happened yet is taken away again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from stakeholder_map.example.ground import Row
from stakeholder_map.example.world import AS_OF
from stakeholder_map.tables import TABLES

_HAPPENED = {
    "people": "since",
    "acquaintances": "since",
    "memberships": "since",
    "contacts": "date",
    "events": "date",
    "asks": "asked_on",
    "observations": "date",
    "corrections": "told_on",
    "positions": "stated_on",
    "survey": "submitted_at",
    "invitations": "invited_on",
    "waves": "opened",
}
_REFERRED = ("stakeholders", "people", "waves", "areas", "needs", "invitations")
_FORESEEN = timedelta(days=100)
"""How far ahead people plan: what lies further on was not known at the time."""


def as_it_stood(tables: Mapping[str, list[Row]], *, wave: str) -> dict[str, list[Row]]:
    """The tables without what came later, and without rows about those who are not there.

    Parameters
    ----------
    tables : mapping of str to list of rows
        With everything of both years; `stakeholders` holds those who are there, and that decides.
    wave : str
        After which wave.

    Returns
    -------
    dict of str to list of rows
        Tables in the order of their declaration, without those that have no row; the rows given
        are not changed.
    """
    day = AS_OF[wave]
    kept: dict[str, list[Row]] = {}
    known: dict[str, set[str]] = {}
    for name in (*_REFERRED, *(name for name in TABLES if name not in _REFERRED)):
        rows = [_forget(name, row, day=day) for row in tables[name] if _known(name, row, day=day)]
        kept[name] = [row for row in rows if _refers(name, row, known)]
        if name in _REFERRED:
            known[name] = {row[TABLES[name].columns[0].name] for row in kept[name]}
    return {name: kept[name] for name in TABLES if kept[name]}


def _known(name: str, row: Row, *, day: date) -> bool:
    """Whether the row could be written by that day."""
    if name == "commitments":
        return row["due"] <= (day + _FORESEEN).isoformat()
    return name not in _HAPPENED or row[_HAPPENED[name]] <= day.isoformat()


def _refers(name: str, row: Row, known: Mapping[str, set[str]]) -> bool:
    """Whether all that the row names is there; entries of lists are dropped one by one."""
    for column in TABLES[name].columns:
        cell = row.get(column.name, "")
        tables = [table for table in column.refers if table in known]
        if not cell or not tables or column.name == "parent_id":
            continue
        there = set().union(*(known[table] for table in tables))
        if column.kind == "list":
            row[column.name] = "|".join(entry for entry in cell.split("|") if entry in there)
        elif cell not in there:
            return False
    return True


def _forget(name: str, row: Row, *, day: date) -> Row:
    """The row as it read then: later answers, deliveries and departures are not in it."""
    row = dict(row)
    today, horizon = day.isoformat(), (day + _FORESEEN).isoformat()
    if name == "asks" and row["answered_on"] > today:
        row |= {"answer": "waiting", "answered_on": "", "reason": ""}
    if name == "areas" and row["current_on"] > today:
        row |= {"current": "", "current_on": ""}
    if name == "commitments" and row["done"] > today:
        row["done"] = ""
    if name in ("people", "memberships") and row["until"] > horizon:
        row["until"] = ""
    return row
