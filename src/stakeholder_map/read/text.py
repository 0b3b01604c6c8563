"""CSV bytes to cells: encoding, separator and quotation, every cell as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection

from stakeholder_map.errors import Problem, quoted
from stakeholder_map.read.cells import Cells, folded_header, letters, shape_cells
from stakeholder_map.read.formats import other_format

SEPARATORS = (",", ";", "\t")


def read_text(
    raw: bytes, *, file: str, known: Collection[str] = ()
) -> tuple[Cells | None, list[Problem]]:
    r"""Cells of a CSV file.

    Parameters
    ----------
    raw : bytes
        The file as it was stored.
    file : str
        Its name, for messages.
    known : collection of str
        Headers that the table may have; they decide between separators.

    Returns
    -------
    Cells or None
        ``None`` where the file cannot be taken apart at all.
    list of Problem
        Every fault of encoding and shape.

    Notes
    -----
    Rows are counted as a spreadsheet does: a cell with line breaks is in one row, an empty line is
    a row. Cells keep every character they have; quotation marks follow RFC 4180.

    Examples
    --------
    >>> cells, problems = read_text(b'a;b\n007;"x\ny"\n', file="t.csv")
    >>> cells.header, cells.rows, cells.numbers
    (('a', 'b'), [['007', 'x\ny']], [2])
    """
    other = other_format(raw)
    if other:
        return None, [Problem(file, "CSV text in UTF-8", other)]
    problems: list[Problem] = []
    try:
        text = raw.decode("utf-8-sig")
        torn = False
    except UnicodeDecodeError:
        text = raw.decode("utf-8-sig", errors="surrogateescape")
        torn = True
    records, broken = _records(text, separator=_separator(text, known))
    if broken is not None:
        row, found = broken
        return None, [Problem(file, "quotation marks that open and close", found, row=row)]
    if torn:
        problems += _mend(records, file=file)
    cells, faults = shape_cells(records, file=file)
    return cells, problems + faults


def _separator(text: str, known: Collection[str]) -> str:
    """The separator that makes most known headers, or else most cells, of the first row."""
    names = {folded_header(name) for name in known}

    def worth(separator: str) -> tuple[int, int]:
        records, _ = _records(text, separator=separator, most=1)
        header = records[0] if records else []
        return sum(folded_header(cell) in names for cell in header), len(header)

    return max(SEPARATORS, key=worth)


def _records(
    text: str, *, separator: str, most: int | None = None
) -> tuple[list[list[str]], tuple[int, str] | None]:
    """Rows of the text, and the row and reason where taking it apart failed."""
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for record in reader:
            records.append(record)
            if len(records) == most:
                break
    except csv.Error as failure:
        reasons = {
            "unexpected end of data": "one that is never closed",
            f"'{separator}' expected after '\"'": "text after the one that closes a cell",
        }
        long = "a cell of more than 131,072 characters: one is never closed"
        return records, (len(records) + 1, reasons.get(str(failure), long))
    return records, None


def _mend(records: list[list[str]], *, file: str) -> list[Problem]:
    """Tell each cell with bytes that are not UTF-8, and make it text that can be printed."""
    problems = []
    for number, record in enumerate(records, start=1):
        for position, cell in enumerate(record):
            if cell.isascii() or not any("\udc80" <= mark <= "\udcff" for mark in cell):
                continue
            raw = cell.encode("utf-8", errors="surrogateescape")
            record[position] = raw.decode("cp1252", errors="replace")
            found = f"{quoted(record[position])} in another encoding (Windows-1252?)"
            name = records[0][position].strip() if position < len(records[0]) else ""
            at = name or letters(position)
            problems.append(Problem(file, "text in UTF-8", found, row=number, column=at))
    return problems
