"""A table as it was written: text in cells, with the row that the spreadsheet shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stakeholder_map.errors import Problem, quoted

TRUNCATED = (65_536, 1_048_576)
"""Rows at which old and new spreadsheets stop; a table of that length was probably cut off."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True)
class Cells:
    """The cells of one table, every one as text.

    Parameters
    ----------
    file : str
        File name.
    sheet : str or None
        Sheet of a workbook.
    header : tuple of str
        Column names as written, without blank space at their ends; a column without any is "".
    rows : list of list of str
        One text per column; rows without any text are not among them.
    numbers : list of int
        Row of each as the spreadsheet counts it; the header is row 1.
    torn : frozenset of int
        Rows of another length than the header's, whose cells may stand in wrong columns.
    """

    file: str
    sheet: str | None
    header: tuple[str, ...]
    rows: list[list[str]]
    numbers: list[int]
    torn: frozenset[int] = frozenset()

    def column(self, position: int) -> list[str]:
        """Texts of the column at `position`."""
        return [row[position] for row in self.rows]


def letters(position: int) -> str:
    """Column letters of a spreadsheet, from A; `position` counts from 0.

    Examples
    --------
    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def folded_header(text: str) -> str:
    """A header as it is compared: capitals and blank space do not matter.

    Examples
    --------
    >>> folded_header(" Stakeholder ID ")
    'stakeholder_id'
    """
    return re.sub(r"\s+", "_", text.strip().casefold())


def shape_cells(
    records: Sequence[list[str]], *, file: str, sheet: str | None = None, ragged: bool = True
) -> tuple[Cells | None, list[Problem]]:
    """Header and rows of a table, with the faults of its shape.

    Parameters
    ----------
    records : sequence of list of str
        Every row from the first, blank ones too.
    file, sheet : str
        Where it stands, for messages.
    ragged : bool
        Whether rows of another length than the header's are faults, as in a CSV file; rows of a
        workbook are filled up instead.

    Returns
    -------
    Cells or None
        ``None`` where there is no header.
    list of Problem
        Faults: no header, no row, a header twice, short and long rows, values below no header,
        control characters, a length at which spreadsheets cut off.
    """
    used = len(records)
    while used and not any(map(str.strip, records[used - 1])):
        used -= 1
    if not used or not any(map(str.strip, records[0])):
        found = "an empty first row" if used else "an empty table"
        return None, [Problem(file, "a header and at least one row", found, sheet=sheet)]
    header = tuple(text.strip() for text in records[0])
    width = len(header)
    problems = list(_header_faults(header, file=file, sheet=sheet))
    rows: list[list[str]] = []
    numbers: list[int] = []
    torn: set[int] = set()
    for number, record in enumerate(records[1:used], start=2):
        if not any(map(str.strip, record)):
            continue
        if len(record) != width:
            if ragged:
                found = _ragged(record, width)
                expected = f"{width} cells, as in the header"
                problems.append(Problem(file, expected, found, sheet, number))
            if ragged and (len(record) < width or any(map(str.strip, record[width:]))):
                torn.add(number)
            record = record[:width] + [""] * (width - len(record))
        rows.append(record)
        numbers.append(number)
    if not rows:
        whole = "file" if sheet is None else "sheet"
        expected = f"at least one row below the header: fill it in, or delete the {whole}"
        problems.append(Problem(file, expected, "a header only", sheet=sheet))
    if used in TRUNCATED or used - 1 in TRUNCATED:
        found = f"exactly {used:,} rows, where spreadsheets and exports cut off"
        problems.append(Problem(file, "a whole table", found, sheet=sheet, row=used))
    cells = Cells(file, sheet, header, rows, numbers, frozenset(torn))
    problems += _cell_faults(cells)
    return cells, problems


def _header_faults(header: tuple[str, ...], *, file: str, sheet: str | None) -> Iterator[Problem]:
    places: dict[str, list[int]] = {}
    for position, text in enumerate(header):
        if text:
            places.setdefault(folded_header(text), []).append(position)
    for positions in places.values():
        if len(positions) > 1:
            text = header[positions[0]]
            found = f"{quoted(text)} in columns {', '.join(map(letters, positions))}"
            yield Problem(file, "each header once", found, sheet, 1, text)


def _ragged(record: list[str], width: int) -> str:
    found = f"{len(record)} cells"
    extra = [text for text in record[width:] if text.strip()]
    if extra:
        found += f", beyond the header {quoted(extra[0])}"
    elif len(record) > width:
        found += ": a separator too many at the end"
    return found


def _cell_faults(cells: Cells) -> Iterator[Problem]:
    """Values below no header, and characters that no text has."""
    for position, header in enumerate(cells.header):
        column = cells.column(position)
        if not header:
            for text, number in zip(column, cells.numbers, strict=True):
                if text.strip():
                    found, name = f"{quoted(text)} below none", letters(position)
                    expected = "a header above every value"
                    yield Problem(cells.file, expected, found, cells.sheet, number, name)
                    break
        if not _CONTROL.search("\n".join(column)):
            continue
        for text, number in zip(column, cells.numbers, strict=True):
            bad = _CONTROL.search(text)
            if bad:
                what = "a NUL byte" if bad[0] == "\0" else f"the control character {bad[0]!r}"
                found, name = f"{what} in {quoted(text)}", header or letters(position)
                yield Problem(cells.file, "text", found, cells.sheet, number, name)
