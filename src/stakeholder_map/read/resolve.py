"""Names and aliases to ids: after this step every reference is the id of a row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any, TypeAlias

import pandas as pd

from stakeholder_map.errors import Problem, quoted
from stakeholder_map.read.given import Given, GivenTables
from stakeholder_map.read.names import Register
from stakeholder_map.tables import Column

PARTIES = ("stakeholders", "people")
"""Tables whose rows `aliases` may rename."""

_SHOWN_WORDS = ("roster", "free")


def register_of(given: Given) -> Register:
    """Ids and names of a table's own rows.

    Parameters
    ----------
    given : Given
        A table whose first column is its id.

    Returns
    -------
    Register
        Rows without an id are not in it.
    """
    identity = given.frame.iloc[:, 0].astype(object)
    names = given.frame["name"].astype(object) if "name" in given.frame else identity
    present = (identity.notna()).to_numpy(dtype=bool)
    pairs = zip(identity[present], names.where(names.notna(), "")[present], strict=True)
    return Register.of((str(one), str(name)) for one, name in pairs)


def resolve_references(
    tables: GivenTables, *, broken: Collection[str]
) -> tuple[dict[str, Given], dict[str, Register], list[Problem]]:
    """Tables whose references are ids.

    Parameters
    ----------
    tables : mapping of str to Given
        The tables of the folder.
    broken : collection of str
        Tables that are there but could not be read: what refers to them is not judged.

    Returns
    -------
    dict of str to Given
        The same tables; a text that means no row, or several, stays as it is.
    dict of str to Register
        What texts can mean a row of each table, aliases included.
    list of Problem
        Faults: a text that means no row or several, a reference to a table that is not there.
    """
    registers = {name: register_of(given) for name, given in tables.items()}
    resolved: dict[str, Given] = dict(tables)
    problems: list[Problem] = []
    if "aliases" in tables:
        scope = _Scope(registers, frozenset(broken))
        resolved["aliases"], problems = _resolve_table(tables["aliases"], scope)
        registers |= _renamed(resolved["aliases"], registers)
    scope = _Scope(registers, frozenset(broken))
    for name, given in tables.items():
        if name != "aliases":
            resolved[name], faults = _resolve_table(given, scope)
            problems += faults
    return resolved, registers, problems


def _renamed(aliases: Given, registers: Mapping[str, Register]) -> dict[str, Register]:
    """Registers of stakeholders and people with the aliases that stand for their rows."""
    known = aliases.frame[["alias", "id"]].dropna().astype(object)
    renamed = {}
    for name in PARTIES:
        if name in registers:
            own = set(registers[name].ids.values())
            pairs = known[known["id"].isin(own)].itertuples(index=False)
            renamed[name] = registers[name].with_names((str(a), str(b)) for a, b in pairs)
    return renamed


class _Scope:
    """The tables that references are looked up in."""

    def __init__(self, registers: Mapping[str, Register], broken: frozenset[str]) -> None:
        self.registers = registers
        self.broken = broken
        self._joined: dict[tuple[str, ...], Register | None] = {}

    def register(self, refers: tuple[str, ...]) -> Register | None:
        """What a column may refer to; ``None`` where none of the tables is there."""
        if refers not in self._joined:
            self._joined[refers] = self._join(refers)
        return self._joined[refers]

    def judges(self, refers: tuple[str, ...]) -> bool:
        """Whether all was read that could give a text in such a column its meaning."""
        renamed = ("aliases",) if set(refers).intersection(PARTIES) else ()
        return not self.broken.intersection((*refers, *renamed))

    def _join(self, refers: tuple[str, ...]) -> Register | None:
        here = [self.registers[name] for name in refers if name in self.registers]
        if not here:
            return None
        if refers[0] == "invitations" and "invitations" in self.registers:
            asked, parties = self.registers["invitations"], self.register(PARTIES)
            return asked if parties is None else asked.joined(parties.only(asked.ids.values()))
        return reduce(Register.joined, here)


def _resolve_table(given: Given, scope: _Scope) -> tuple[Given, list[Problem]]:
    frame = given.frame.copy(deep=False)
    problems: list[Problem] = []
    for column in given.table.columns:
        if column.name == "shown":
            column = replace(column, refers=("stakeholders",))
        if not column.refers or column.refers == ("waves",):
            continue
        values = frame[column.name].astype(object)
        register = scope.register(column.refers)
        judged = scope.judges(column.refers)
        if register is None:
            problems += _no_table(given, column, values) if judged else []
            continue
        meanings = {value: _meaning(value, column, register) for value in _distinct(values)}
        ids = values.map(lambda value, known=meanings: known[value][0] if _said(value) else value)
        frame[column.name] = ids.astype(frame[column.name].dtype)
        if judged:
            problems += _faults(given, column, values, meanings)
    return given.with_frame(frame), problems


def _said(value: object) -> bool:
    """Whether a cell holds anything."""
    return isinstance(value, str) or (isinstance(value, tuple) and bool(value))


def _distinct(values: pd.Series[Any]) -> list[Any]:
    return [value for value in dict.fromkeys(values) if _said(value)]


_Meaning: TypeAlias = tuple[object, tuple[tuple[str, str, str | None, str | None], ...]]
"""The value with ids for names, and for each text that has no one meaning: expected, found, nearest
spelling, and the text itself where an alias could mend it."""


def _meaning(value: str | tuple[str, ...], column: Column, register: Register) -> _Meaning:
    if isinstance(value, tuple):
        parts = [_one_meaning(text, column, register) for text in value]
        ids = dict.fromkeys(str(one) for one, _ in parts)
        return tuple(ids), tuple(fault for _, faults in parts for fault in faults)
    if column.name == "shown":
        if value.strip().casefold() in _SHOWN_WORDS:
            return value.strip().casefold(), ()
        entries = tuple(entry for entry in value.split("|") if entry.strip())
        meant, faults = _meaning(entries, column, register)
        return "|".join(sorted(map(str, meant if isinstance(meant, tuple) else ()))), faults
    return _one_meaning(value, column, register)


def _one_meaning(text: str, column: Column, register: Register) -> _Meaning:
    ids = register.find(text)
    if len(ids) == 1:
        return ids[0], ()
    if ids:
        found = f"{quoted(text)}, which could mean {' or '.join(map(repr, sorted(ids)))}"
        return text, (("an id, since several rows have this name", found, None, None),)
    unmatched = text.strip() if set(column.refers).intersection(PARTIES) else None
    return text, ((column.expectation, quoted(text), register.nearest(text), unmatched),)


def _faults(
    given: Given, column: Column, values: pd.Series[Any], meanings: Mapping[Any, _Meaning]
) -> Iterator[Problem]:
    for row, value in values.items():
        if not _said(value):
            continue
        for expected, found, nearest, unmatched in meanings[value][1]:
            plain = given.problem(expected, found, row=row, column=column.name, nearest=nearest)
            yield replace(plain, unmatched=unmatched)


def _no_table(given: Given, column: Column, values: pd.Series[Any]) -> Iterator[Problem]:
    """One fault for a column that refers to tables the folder does not have."""
    said = [(row, value) for row, value in values.items() if _said(value)]
    if said:
        row, value = said[0]
        more = f", and {len(said) - 1} more" if len(said) > 1 else ""
        expected = f"a table {' or '.join(column.refers)}, which this column refers to"
        found = f"none, and here {quoted(value)}{more}"
        yield given.problem(expected, found, row=row, column=column.name)


def unmatched_names(problems: Iterable[Problem]) -> pd.DataFrame:
    """Names in the input that no stakeholder or person has, to be filled in as aliases.

    Parameters
    ----------
    problems : iterable of Problem
        Faults of a region folder: ``InputError.problems``.

    Returns
    -------
    DataFrame
        A row for each different text, sorted; columns `alias` (the text), `id` (empty: to be
        filled in), `closest` (the id with the nearest spelling; empty where none is near).

    Examples
    --------
    >>> fault = Problem("survey.csv", "an id", "'Acme'", nearest="acme", unmatched="Acme")
    >>> unmatched_names([fault, fault]).to_dict("list")
    {'alias': ['Acme'], 'id': [''], 'closest': ['acme']}
    """
    closest = {fault.unmatched: fault.nearest or "" for fault in problems if fault.unmatched}
    rows = [(alias, "", closest[alias]) for alias in sorted(closest)]
    return pd.DataFrame(rows, columns=["alias", "id", "closest"], dtype="str")
