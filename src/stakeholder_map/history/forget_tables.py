"""Who is meant by an id, in the input that a scan kept, and that input without them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from stakeholder_map.errors import ScanError
from stakeholder_map.privacy.spellings import Spellings, emails_in
from stakeholder_map.read.cells import Cells, folded_header
from stakeholder_map.read.folder import find_tables
from stakeholder_map.read.names import look_alike
from stakeholder_map.tables import TABLES

Kind = Literal["person", "stakeholder"]

_PARTIES = frozenset({"stakeholders", "people", "invitations"})


@dataclass(frozen=True)
class Party:
    """Somebody who is to be forgotten.

    Parameters
    ----------
    kind : {"person", "stakeholder"}
        A person, or an organisation with all its people.
    spellings : Spellings
        Everything that they are called.
    """

    kind: Kind
    spellings: Spellings

    def joined(self, other: Party) -> Party:
        """The same, called also as another scan calls them."""
        mine, theirs = self.spellings, other.spellings
        return Party(self.kind, Spellings(mine.ids | theirs.ids, mine.names | theirs.names))


def find_party(inputs: Path, *, kind: Kind, wanted: str) -> Party | None:
    """Everything that one person, or one organisation with its people, is called in an input.

    Parameters
    ----------
    inputs : Path
        The input that a scan kept.
    kind : {"person", "stakeholder"}
        Which of them.
    wanted : str
        Its id.

    Returns
    -------
    Party or None
        Ids of the organisation, its people and its respondents, their names and aliases, and the
        e-mail addresses in their rows; None where the input has no such id.
    """
    tables = find_tables(inputs).tables
    home, key = ("people", "person_id") if kind == "person" else ("stakeholders", "stakeholder_id")
    known = {look_alike(row[key]) for row in _rows(tables.get(home), home)}
    if look_alike(wanted) not in known:
        return None
    people = {wanted} if kind == "person" else _ids(tables, "people", "stakeholder_id", {wanted})
    ids = {wanted} | people
    ids |= _ids(tables, "invitations", "person_id", people)
    if kind == "stakeholder":
        ids |= _ids(tables, "invitations", "stakeholder_id", {wanted})
    names: set[str] = set()
    texts: list[str] = []
    for name in ("stakeholders", "people", "invitations"):
        for row in _rows(tables.get(name), name):
            if _is(row[TABLES[name].columns[0].name], ids):
                names |= {row["name"].strip()} if row.get("name") else set()
                texts += row.values()
    names |= {
        row["alias"] for row in _rows(tables.get("aliases"), "aliases") if _is(row["id"], ids)
    }
    called = Spellings(frozenset(ids), frozenset(names) | emails_in(texts))
    return Party(kind, called)


def without_party(inputs: Path, party: Party) -> bool:
    """Take a party out of the input that a scan kept.

    Rows that need it go; where it is only mentioned, in a list, an optional cell or a text, the
    mention goes. A workbook that changes is written anew as one CSV file for each table.

    Parameters
    ----------
    inputs : Path
        Folder to change.
    party : Party
        Who is to be forgotten.

    Returns
    -------
    bool
        Whether anything was changed.

    Raises
    ------
    ScanError
        Where a table cannot be read, so that nobody knows what it holds.
    """
    found = find_tables(inputs)
    if found.broken:
        raise ScanError(f"the table {min(found.broken)!r} of the input cannot be read")
    files = {cells.file for cells in found.tables.values()}
    books = {file for file in files if not file.lower().endswith(".csv")}
    new = {name: _without(cells, name, party) for name, cells in found.tables.items()}
    touched = {found.tables[name].file for name, rows in new.items() if rows is not None}
    for name, cells in found.tables.items():
        rows = new[name]
        if cells.file in books & touched or rows is not None:
            content = _csv(cells.header, cells.rows if rows is None else rows)
            (inputs / f"{name}.csv" if cells.file in books else inputs / cells.file).write_bytes(
                content
            )
    for file in books & touched:
        (inputs / file).unlink()
    return bool(touched)


def _without(cells: Cells, table: str, party: Party) -> list[list[str]] | None:
    """The rows of a table without a party; None where nothing changes."""
    declared = {column.name: column for column in TABLES[table].columns}
    columns = [declared.get(folded_header(name)) for name in cells.header]
    kept = []
    for row in cells.rows:
        new = []
        for column, cell in zip(columns, row, strict=True):
            names_party = column is not None and (
                bool(_PARTIES & set(column.refers)) or column.name in TABLES[table].key
            )
            if column is not None and (column.kind == "list" or "|" in cell):
                entries = [each for each in cell.split("|") if not party.spellings.alone(each)]
                new.append(party.spellings.replace("|".join(entries)))
            elif names_party and party.spellings.alone(cell):
                if column is not None and column.required:
                    break
                new.append("")
            else:
                new.append(party.spellings.replace(cell))
        else:
            kept.append(new)
    return None if kept == cells.rows else kept


def _rows(cells: Cells | None, table: str) -> Iterator[dict[str, str]]:
    """Rows of a table by header; every declared column is there."""
    if cells is None:
        return
    header = [folded_header(name) for name in cells.header]
    blank = {column.name: "" for column in TABLES[table].columns}
    for row in cells.rows:
        yield {**blank, **dict(zip(header, row, strict=False))}


def _ids(tables: dict[str, Cells], table: str, column: str, wanted: set[str]) -> set[str]:
    """Ids of the rows that name one of the wanted in a column."""
    first = TABLES[table].columns[0].name
    rows = _rows(tables.get(table), table)
    return {row[first].strip() for row in rows if _is(row[column], wanted)}


def _is(cell: str, wanted: set[str]) -> bool:
    return look_alike(cell) in {look_alike(each) for each in wanted}


def _csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerows([header, *rows])
    return held.getvalue().encode()
