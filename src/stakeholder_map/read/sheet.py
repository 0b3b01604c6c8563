"""A sheet of a workbook before it is read: how far it reaches, and what no table may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from stakeholder_map.read.archive import UnfitWorkbookError
from stakeholder_map.read.cells import letters

MOST_CELLS = 5_000_000
"""Rows times columns up to which a sheet is read."""

_ROWS, _COLUMNS = 1_048_576, 16_384
_PREFIX = rb"(?:[^\s<>/:=\"']+:)?"
_TAGS = re.compile(
    rb"<" + _PREFIX + rb"(?:(?P<cell>c)|(?P<row>row)|(?P<formula>f)|(?P<merged>mergeCell))"
    rb"(?P<attributes>(?:\s[^<>]*?)?)(?P<closed>/?)>"
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
    kind = None
    for tag in _TAGS.finditer(xml):
        attributes = tag["attributes"]
        if tag["cell"]:
            cells += 1
            row, column = _address(attributes, row=row, column=column)
            kind = _TYPE.search(attributes)
            if not tag["closed"] and not _END.match(xml, tag.end()):
                facts.last_row = max(facts.last_row, row)
                facts.last_column = max(facts.last_column, column)
                if kind and kind[1] == b"e":
                    facts.errors[row, column] = _stored(xml, tag.end()) or "an error"
        elif tag["row"]:
            number = _NUMBER.search(attributes)
            row, column = int(number[1]) if number else row + 1, 0
            facts.hidden += [row] if _HIDDEN.search(attributes) else []
        elif tag["formula"]:
            stored = _stored(xml, tag.end())
            if not stored and not (stored is not None and kind and kind[1] == b"str"):
                facts.empty_formulas.append((row, column))
        else:
            where = _RANGE.search(attributes)
            facts.merged.append(where[1].decode("ascii") if where else "some cells")
    _refuse_absurd(facts, whole=cells == len(_CELLS.findall(xml)))
    return facts


def _refuse_absurd(facts: SheetFacts, *, whole: bool) -> None:
    if not whole:
        raise UnfitWorkbookError("a workbook as spreadsheets write it", "cells that are malformed")
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


def _address(attributes: bytes, *, row: int, column: int) -> tuple[int, int]:
    """Row and column of a cell; without an address it follows the one before."""
    address = _REF.search(attributes)
    if address:
        column = 0
        for letter in address[1].upper():
            column = column * 26 + letter - ord("A") + 1
        row = int(address[2])
    elif _ANY_R.search(attributes) or attributes.count(b'"') % 2:
        found = repr(attributes.decode("ascii", "replace").strip()[:40])
        raise UnfitWorkbookError("an address such as B7 in each cell", found)
    else:
        column += 1
    if not (1 <= row <= _ROWS and 1 <= column <= _COLUMNS):
        raise UnfitWorkbookError("cells within A1:XFD1048576", f"row {row}, column {column}")
    return row, column


def _stored(xml: bytes, start: int) -> str | None:
    """Text of the value before the cell ends; ``None`` where there is no value."""
    end = _END.search(xml, start)
    value = _VALUE.search(xml, start, end.start() if end else len(xml))
    return value[1].decode("utf-8", "replace").strip() if value else None
