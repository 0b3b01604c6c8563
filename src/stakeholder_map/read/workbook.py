"""An .xlsx workbook to cells: looked through first, then read, every value as text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from xml.etree import ElementTree as ET

from python_calamine import CalamineError, CalamineWorkbook

from stakeholder_map.errors import Problem, quoted
from stakeholder_map.read.archive import UnfitWorkbookError, open_archive, pack_again
from stakeholder_map.read.cells import TRUNCATED, Cells, letters, shape_cells
from stakeholder_map.read.sheet import SheetFacts, has_cells, inspect_sheet

_WORKBOOK = "xl/workbook.xml"
_MOST_WHOLE = 10.0**15


@dataclass
class Sheets:
    """What a workbook holds.

    Parameters
    ----------
    cells : dict of str to Cells or None
        Each sheet that was asked for, by its name; ``None`` where it cannot be read.
    others : list of str
        Names of the other sheets.
    faults, warnings : list of Problem
        What is wrong with file and sheets.
    """

    cells: dict[str, Cells | None] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def read_workbook(
    raw: bytes, *, file: str, wanted: Callable[[str], bool] = lambda _: True
) -> Sheets:
    """Cells of the sheets of a workbook.

    Parameters
    ----------
    raw : bytes
        The file as it was stored.
    file : str
        Its name, for messages.
    wanted : callable
        Whether a sheet of some name is read; a sheet that is not may hold anything.

    Returns
    -------
    Sheets
        Cells and faults. A number is written as a person would: 7, not 7.0; a date cell is an ISO
        date, whatever its format shows; a cell of text stays as it is.

    Notes
    -----
    Archive and XML are looked through first (:mod:`~stakeholder_map.read.archive`,
    :mod:`~stakeholder_map.read.sheet`): a reader would allocate whatever the file claims.
    """
    sheets = Sheets()
    try:
        parts = open_archive(raw)
        places = dict(_places(parts))
        book = CalamineWorkbook.from_filelike(pack_again(parts))
    except UnfitWorkbookError as failure:
        sheets.faults.append(Problem(file, failure.expected, failure.found))
        return sheets
    except (CalamineError, ET.ParseError) as failure:
        found = f"a damaged one ({failure})"
        sheets.faults.append(Problem(file, "an .xlsx workbook", found))
        return sheets
    for name in book.sheet_names:
        part = parts.get(places.get(name, ""), b"")
        if not wanted(name) or not part:
            if has_cells(part):
                sheets.others.append(name)
            continue
        at = Problem(file, "", "", name)
        try:
            facts = inspect_sheet(part)
            sheets.faults += _told(facts, at)
            sheets.cells[name] = _read_sheet(book, facts, at, sheets)
        except UnfitWorkbookError as failure:
            sheets.cells[name] = None
            sheets.faults.append(replace(at, expected=failure.expected, found=failure.found))
        except CalamineError as failure:
            sheets.cells[name] = None
            found = f"a damaged one ({failure})"
            sheets.faults.append(replace(at, expected="a sheet", found=found))
    return sheets


def _places(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Name of each sheet and the part that holds it."""
    by_case = {name.casefold(): name for name in parts}
    root = _relations(parts, by_case.get("_rels/.rels", ""), folder="")
    book = next((to for kind, to in root.values() if kind.endswith("/officeDocument")), _WORKBOOK)
    book = by_case.get(book.casefold(), "")
    folder, stem = posixpath.split(book)
    rels = by_case.get(f"{folder}/_rels/{stem}.rels".casefold(), "")
    targets = _relations(parts, rels, folder=folder)
    for element in ET.fromstring(parts.get(book, b"<none/>")).iter():  # noqa: S314
        if element.tag.endswith("}sheet"):
            ids = [value for name, value in element.items() if name.endswith("}id")]
            kind, to = targets.get(ids[0] if ids else "", ("", ""))
            if kind.endswith("/worksheet"):
                yield element.get("name", ""), by_case.get(to.casefold(), "")


def _relations(parts: Mapping[str, bytes], part: str, *, folder: str) -> dict[str, tuple[str, str]]:
    """Kind and target of each relation that a part of the archive declares, by its id."""
    # document types and entities were refused when the archive was opened
    root = ET.fromstring(parts.get(part, b"<none/>"))  # noqa: S314
    return {
        element.get("Id", ""): (
            element.get("Type", ""),
            posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/"),
        )
        for element in root
    }


def _told(facts: SheetFacts, at: Problem) -> Iterator[Problem]:
    """Faults of a sheet that its XML shows and its values do not."""
    for where in facts.merged:
        row = re.search(r"\d+", where)
        found = f"the merged cells {where}"
        number = int(row[0]) if row else None
        yield replace(at, expected="one value in each cell", found=found, row=number)
    if facts.last_row == TRUNCATED[-1]:
        found = f"exactly {facts.last_row:,} rows, where spreadsheets and exports cut off"
        yield replace(at, expected="a whole table", found=found, row=facts.last_row)


def _read_sheet(
    book: CalamineWorkbook, facts: SheetFacts, at: Problem, sheets: Sheets
) -> Cells | None:
    """Cells of a sheet that was looked through."""
    if facts.last_row == TRUNCATED[-1]:
        return None
    grid = book.get_sheet_by_name(str(at.sheet)).to_python(skip_empty_area=False)
    records = [[text_of(value) for value in row] for row in grid]
    cells, faults = shape_cells(records, file=at.file, sheet=at.sheet, ragged=False)
    sheets.faults += faults
    if cells is None:
        return None
    hidden = sorted(set(facts.hidden).intersection(cells.numbers))
    if hidden:
        more = f" and {len(hidden) - 5} more" if len(hidden) > 5 else ""
        found = f"hidden rows, which count like all others: {', '.join(map(str, hidden[:5]))}{more}"
        sheets.warnings.append(
            replace(at, expected="rows that can be seen", found=found, row=hidden[0])
        )
    unstored = dict.fromkeys(facts.empty_formulas, "")
    for (row, column), error in sorted((unstored | facts.errors).items()):
        header = cells.header[column - 1] if column <= len(cells.header) else ""
        found = quoted(error) if error else "a formula without a stored value: open it and save"
        spot = replace(at, expected="a value", found=found, row=row)
        sheets.faults.append(replace(spot, column=header or letters(column - 1)))
    return cells


def text_of(value: object) -> str:
    """A value of a workbook as text, as a person would write it.

    Parameters
    ----------
    value : object
        Text, number, yes or no, date, time or nothing.

    Returns
    -------
    str
        Whole numbers without a decimal point, dates in ISO 8601, nothing as ``""``.

    Examples
    --------
    >>> [text_of(value) for value in (7.0, 0.5, "007", True, datetime(2026, 11, 22), "")]
    ['7', '0.5', '007', 'TRUE', '2026-11-22', '']
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _MOST_WHOLE else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return "" if value is None else str(value)
