"""A sheet of a workbook before it is read: how far it reaches, and what no table may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from stakeholder_map.errors import quoted
from stakeholder_map.read.archive import UnfitWorkbookError
from stakeholder_map.read.cells import letters

MOST_CELLS = 5_000_000
"""Rows times columns up to which a sheet is read."""

_ROWS, _COLUMNS = 1_048_576, 16_384
_PREFIX = rb"(?:[^\s<>/:=\"']+:)?"
_ATTRIBUTES = rb"(?:\s+[^\s<>=\"']+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*"
_TAGS = re.compile(
    rb"<" + _PREFIX + rb"(?:(c)(?: r=\"([A-Z]{1,3})([0-9]{1,7})\")?|(row|f|mergeCell))"
    rb"(?=[\s/>])(" + _ATTRIBUTES + rb")(/?)>"
)
_CELLS = re.compile(rb"<" + _PREFIX + rb"c(?=[\s/>])")
_REF = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]{1,3})([0-9]{1,7})\s*[\"']")
_NUMBER = re.compile(rb"\sr\s*=\s*[\"']([0-9]{1,7})[\"']")
_ANY_R = re.compile(rb"\sr\s*=")
_TYPE = re.compile(rb"\st\s*=\s*[\"'](\w+)[\"']")
_HIDDEN = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)[\"']")
_RANGE = re.compile(rb"\sref\s*=\s*[\"']([A-Za-z0-9:$]{1,40})[\"']")
_VALUE = re.compile(rb"<" + _PREFIX + rb"v(?:\s[^<>]*)?>([^<]*)")
_END = re.compile(rb"</" + _PREFIX + rb"c\s*>")


@dataclass
class SheetFacts:
    """What a sheet's XML tells before its values are read.

    Parameters
    ----------
    last_row, last_column : int
        How far cells with content reach, counted from 1; 0 where there is none.
    merged : list of str
        Ranges of merged cells, such as ``"A1:B2"``.
    hidden : list of int
        Rows that are hidden.
    errors : dict of (int, int) to str
        Error value by row and column, counted from 1.
    empty_formulas : list of (int, int)
        Row and column of formulas without a stored value.
    """

    last_row: int = 0
    last_column: int = 0
    merged: list[str] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    empty_formulas: list[tuple[int, int]] = field(default_factory=list)

    @property
    def last_cell(self) -> str:
        """Lower right corner of the used range."""
        return f"{letters(self.last_column - 1)}{self.last_row}"


def inspect_sheet(xml: bytes) -> SheetFacts:
    """Facts of a sheet, in time that grows with its bytes only.

    Parameters
    ----------
    xml : bytes
        The part of the archive.

    Returns
    -------
    SheetFacts
        Cells that are only formatted do not count.

    Raises
    ------
    UnfitWorkbookError
        Where cells have no address that a spreadsheet has, or reach further than 5 million cells:
        a reader would allocate them all.

    Examples
    --------
    >>> inspect_sheet(b'<row r="2"><c r="B2" t="e"><v>#N/A</v></c></row>').errors
    {(2, 2): '#N/A'}
    """
    facts = SheetFacts()
    row = column = cells = 0
    within = b""
    for tag in _TAGS.finditer(xml):
        cell, in_column, in_row, name, attributes, closed = tag.groups()
        if cell:
            cells += 1
            if in_column and b"r=" not in attributes:
                row, column = int(in_row), _column(in_column)
            else:
                row, column = _address(tag[0], row=row, column=column)
            within = attributes
            # what ends right after its start is empty: formatted, and no more
            if not closed and xml[tag.end() : tag.end() + 2] != b"</":
                _note_content(facts, row, column)
                if b"e" in attributes and _kind(attributes) == b"e":
                    facts.errors[row, column] = _stored(xml, tag.end()) or "an error"
        elif name == b"row":
            number = _NUMBER.search(attributes)
            row, column = int(number[1]) if number else row + 1, 0
            facts.hidden += [row] if _HIDDEN.search(attributes) else []
        elif name == b"f":
            unstored = column and _lacks_value(xml, tag.end(), attributes=within)
            facts.empty_formulas += [(row, column)] if unstored else []
        else:
            where = _RANGE.search(attributes)
            facts.merged.append(where[1].decode("ascii") if where else "some cells")
    malformed = len(_CELLS.findall(xml)) - cells
    if malformed:
        found = f"{malformed} malformed cells"
        raise UnfitWorkbookError("a workbook as spreadsheets write it", found)
    _refuse_absurd(facts)
    return facts


def _lacks_value(xml: bytes, start: int, *, attributes: bytes) -> bool:
    """Whether nothing was computed for a formula; a text of no characters is something."""
    stored = _stored(xml, start)
    return not stored and not (stored is not None and _kind(attributes) == b"str")


def _kind(attributes: bytes) -> bytes:
    kind = _TYPE.search(attributes)
    return kind[1] if kind else b""


def _note_content(facts: SheetFacts, row: int, column: int) -> None:
    if not (1 <= row <= _ROWS and 1 <= column <= _COLUMNS):
        raise UnfitWorkbookError("cells within A1:XFD1048576", f"row {row}, column {column}")
    facts.last_row = max(facts.last_row, row)
    facts.last_column = max(facts.last_column, column)


def _refuse_absurd(facts: SheetFacts) -> None:
    if facts.last_row * facts.last_column > MOST_CELLS:
        expected = f"a used range of at most {MOST_CELLS:,} cells"
        found = f"one that reaches to {facts.last_cell}: clear what lies beyond the table"
        raise UnfitWorkbookError(expected, found)


def has_cells(xml: bytes) -> bool:
    """Whether a sheet has any cell at all.

    Examples
    --------
    >>> has_cells(b"<sheetData/>"), has_cells(b'<sheetData><c r="A1"/></sheetData>')
    (False, True)
    """
    return _CELLS.search(xml) is not None


def _address(tag: bytes, *, row: int, column: int) -> tuple[int, int]:
    """Row and column of a cell written unusually; without an address it follows the one before."""
    addresses = _REF.findall(tag)
    if len(_ANY_R.findall(tag)) != len(addresses) or len(addresses) > 1:
        found = quoted(tag.decode("ascii", "replace"))
        raise UnfitWorkbookError("an address such as B7 in each cell", found)
    if not addresses:
        return row, column + 1
    return int(addresses[0][1]), _column(addresses[0][0].upper())


@cache
def _column(name: bytes) -> int:
    """Number of a column from its letters, counted from 1."""
    number = 0
    for letter in name:
        number = number * 26 + letter - ord("A") + 1
    return number


def _stored(xml: bytes, start: int) -> str | None:
    """Text of the value before the cell ends; ``None`` where there is no value."""
    end = _END.search(xml, start)
    value = _VALUE.search(xml, start, end.start() if end else len(xml))
    return value[1].decode("utf-8", "replace").strip() if value else None
