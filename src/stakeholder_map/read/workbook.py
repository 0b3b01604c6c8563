"""An .xlsx workbook to cells: looked through first, then read, every value as text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any, TypeVar

from python_calamine import CalamineError, CalamineWorkbook

from stakeholder_map.errors import Problem
from stakeholder_map.read.archive import UnfitWorkbookError, open_archive, pack_again
from stakeholder_map.read.cells import TRUNCATED, Cells, letters, shape_cells
from stakeholder_map.read.package import sheet_parts
from stakeholder_map.read.sheet import SheetFacts, has_cells, inspect_sheet

_T = TypeVar("_T")
_MOST_WHOLE = 10.0**15


@dataclass
class Sheets:
    """What a workbook holds.

    Parameters
    ----------
    cells : dict of str to Cells or None
        Each sheet that was asked for, by its name; ``None`` where it cannot be read.
    others : list of str
        Names of the other sheets, as far as they hold anything.
    faults, warnings : list of Problem
        What is wrong with file and sheets.
    """

    cells: dict[str, Cells | None] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def blame(self, at: Problem, failure: UnfitWorkbookError) -> None:
        """Tell that a file or sheet is not fit to be read."""
        self.faults.append(replace(at, expected=failure.expected, found=failure.found))


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
    :mod:`~stakeholder_map.read.sheet`), since a reader allocates whatever a file claims; the reader
    gets only what was looked through.
    """
    sheets = Sheets()
    try:
        parts = open_archive(raw)
        facts = _look_through(parts, file=file, wanted=wanted, sheets=sheets)
        places = sheet_parts(parts)
        seen = {places[name] for name in facts}
        safe = {part: xml for part, xml in parts.items() if part in seen or not has_cells(xml)}
        book = _answer(lambda: CalamineWorkbook.from_filelike(pack_again(safe)))
    except UnfitWorkbookError as failure:
        sheets.blame(Problem(file, "", ""), failure)
        return sheets
    for name, known in facts.items():
        at = Problem(file, "", "", name)
        try:
            records = _records(book, name)
        except UnfitWorkbookError as failure:
            sheets.blame(at, failure)
        else:
            _shape(records, known, at=at, sheets=sheets)
    return sheets


def _look_through(
    parts: dict[str, bytes], *, file: str, wanted: Callable[[str], bool], sheets: Sheets
) -> dict[str, SheetFacts]:
    """Facts of the wanted sheets that are fit to be read."""
    facts: dict[str, SheetFacts] = {}
    for name, part in sheet_parts(parts).items():
        xml = parts.get(part, b"")
        if not wanted(name):
            sheets.others += [name] if has_cells(xml) else []
            continue
        sheets.cells[name] = None
        at = Problem(file, "", "", name)
        try:
            known = inspect_sheet(xml)
        except UnfitWorkbookError as failure:
            sheets.blame(at, failure)
            continue
        for where in known.merged:
            row = re.search(r"\d+", where)
            found, number = f"the merged cells {where}", int(row[0]) if row else None
            sheets.faults.append(
                replace(at, expected="one value in each cell", found=found, row=number)
            )
        if known.last_row == TRUNCATED[-1]:
            found = f"exactly {known.last_row:,} rows, where spreadsheets and exports cut off"
            last = replace(at, expected="a whole table", found=found, row=known.last_row)
            sheets.faults.append(last)
            continue
        facts[name] = known
    return facts


def _records(book: Any, name: str) -> list[list[str]]:
    grid = _answer(lambda: book.get_sheet_by_name(name).to_python(skip_empty_area=False))
    return [[text_of(value) for value in row] for row in grid]


def _answer(question: Callable[[], _T]) -> _T:
    """What the reader answers; its errors, and panics of its compiled part, told as one kind."""
    try:
        return question()
    except (CalamineError, ValueError, OverflowError) as failure:
        raise UnfitWorkbookError("an .xlsx workbook", f"a damaged one ({failure})") from failure
    except BaseException as failure:
        if type(failure).__name__ != "PanicException":
            raise
        raise UnfitWorkbookError("an .xlsx workbook", f"a damaged one ({failure})") from failure


def _shape(records: list[list[str]], facts: SheetFacts, *, at: Problem, sheets: Sheets) -> None:
    """Cells of a sheet, and what its XML shows and its values do not."""
    header = records[0] if records else []
    empty = dict.fromkeys(facts.empty_formulas, "")
    for (row, column), error in sorted((empty | facts.errors).items()):
        name = header[column - 1].strip() if column <= len(header) else ""
        found = f"the error {error}" if error else "a formula without a stored value"
        spot = replace(at, expected="a value", found=found, row=row)
        sheets.faults.append(replace(spot, column=name or letters(column - 1)))
    cells, faults = shape_cells(records, file=at.file, sheet=at.sheet, ragged=False)
    sheets.cells[str(at.sheet)] = cells
    sheets.faults += faults
    hidden = sorted(set(facts.hidden).intersection(cells.numbers)) if cells else []
    if hidden:
        more = f" and {len(hidden) - 5} more" if len(hidden) > 5 else ""
        found = f"hidden rows, which count like all others: {', '.join(map(str, hidden[:5]))}{more}"
        warning = replace(at, expected="rows that can be seen", found=found, row=hidden[0])
        sheets.warnings.append(warning)


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
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _MOST_WHOLE else repr(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return "" if value is None else str(value)
