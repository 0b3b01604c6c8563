"""All tables of an edition as one workbook: a sheet each, with filters, notes and a read-me."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from stakeholder_map.report.grid import Cell, GridColumn, clean_text
from stakeholder_map.report.kinds import Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_CHARACTERS = 32_767
"""Characters of a cell that Excel keeps."""

_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A time that stays: a workbook is the same for the same tables."""

_NO_SHEET = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET, _WIDEST, _NARROWEST = 31, 60, 8


def workbook(tables: Sequence[tuple[str, Table]], *, title: str, about: Sequence[str]) -> bytes:
    """Tables as an ``.xlsx`` file.

    Parameters
    ----------
    tables : sequence of (str, Table)
        Name of the sheet and the table, in order.
    title : str
        Heading of the read-me sheet.
    about : sequence of str
        Lines of the read-me sheet.

    Returns
    -------
    bytes
        A read-me sheet, then a sheet a table: header frozen and with filters, notes as comments of
        the header, numbers as numbers with the digits of the page, days as days. Text stays text:
        nothing is a formula or a link. The same bytes for the same tables.

    Examples
    --------
    >>> import pandas as pd
    >>> table = Table("t", pd.DataFrame({"a": ["=1+1"]}), title="T", tier="analyst")
    >>> workbook([("t", table)], title="A scan", about=["One line."])[:2]
    b'PK'
    """
    import xlsxwriter

    title, about = clean_text(title), [clean_text(line) for line in about]
    held = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties({"title": title, "created": _MADE})
        looks = _looks(book)
        names = _sheet_names([name for name, _ in tables])
        _read_me(book, title=title, about=about, sheets=dict(zip(names, tables, strict=True)))
        for name, (_, table) in zip(names, tables, strict=True):
            _fill(book.add_worksheet(name), table, book=book, looks=looks)
    return held.getvalue()


def _looks(book: Workbook) -> dict[str, Format]:
    return {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "text": book.add_format({"num_format": "@"}),
    }


def _sheet_names(names: Sequence[str]) -> list[str]:
    """Names that Excel takes: 31 characters, no brackets, different whatever their case."""
    found: list[str] = []
    taken = {"read me", "history"}
    for name in names:
        whole = _NO_SHEET.sub(" ", name).strip() or "table"
        short, number = whole[:_LONGEST_SHEET], 2
        while short.casefold() in taken:
            end = f" {number}"
            short, number = whole[: _LONGEST_SHEET - len(end)] + end, number + 1
        taken.add(short.casefold())
        found.append(short)
    return found


def _read_me(
    book: Workbook, *, title: str, about: Sequence[str], sheets: Mapping[str, tuple[str, Table]]
) -> None:
    sheet = book.add_worksheet("Read me")
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    row = 1
    for line in about:
        sheet.write_string(row, 0, line)
        row += 1
    row += 1
    for column, head in enumerate(("Sheet", "What it shows", "Rows")):
        sheet.write_string(row, column, head, book.add_format({"bold": True, "bottom": 1}))
    for name, (_, table) in sheets.items():
        row += 1
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, table.title)
        sheet.write_number(row, 2, len(table.grid.rows))


def _fill(sheet: Worksheet, table: Table, *, book: Workbook, looks: Mapping[str, Format]) -> None:
    columns, rows = table.grid.columns, table.grid.rows
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name, looks["head"])
        if column.note:
            sheet.write_comment(0, place, column.note, {"author": ""})
        cells = [row[place] for row in rows]
        longest = max((len(column.show(cell)) for cell in cells), default=0)
        width = min(max(longest, len(column.name), _NARROWEST), _WIDEST)
        look = _look(column, book=book, looks=looks)
        sheet.set_column(place, place, width + 2)
        for number, cell in enumerate(cells, start=1):
            _write(sheet, (number, place), cell, column=column, look=look)
    sheet.freeze_panes(1, sum(column.row_header for column in columns))
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _look(column: GridColumn, *, book: Workbook, looks: Mapping[str, Format]) -> Format:
    if column.type == "number":
        digits = f".{'0' * column.decimals}" if column.decimals else ""
        return book.add_format({"num_format": f"#,##0{digits}"})
    return looks.get(column.type, looks["text"])


def _write(
    sheet: Worksheet, at: tuple[int, int], cell: Cell, *, column: GridColumn, look: Any
) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(*at, cell)
    elif isinstance(cell, str):
        day = _day(cell) if column.type == "date" else None
        if day is not None:
            sheet.write_datetime(*at, day, look)
        else:
            sheet.write_string(*at, cell[:MOST_CHARACTERS], look)
    else:
        sheet.write_number(*at, cell, look)


def _day(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
