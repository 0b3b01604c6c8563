"""The empty workbook: a sheet per table, explanations, drop-down lists, checked cells."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from stakeholder_map.tables import Column, Table
from stakeholder_map.template.guide import describe_cell, explain_table, written_rules
from stakeholder_map.template.layout import columns_shown, rows_prefilled

READ_ME_SHEET = "read_me"
"""The sheet of explanations; the reader knows that it is no table."""

MOST_ROWS = 5000
"""Down to this row cells are checked and drop-down lists shown."""

_LONGEST_LIST = 255
_EARLIEST = date(1900, 1, 1)
_CREATED = datetime(2026, 1, 1, tzinfo=UTC)
_FORMATS: dict[str, dict[str, Any]] = {
    "header": {"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": False},
    "needed": {"bold": True, "bg_color": "#CFE0F0", "bottom": 1},
    # text, so that 007 stays 007 and no name turns into a date
    "text": {"num_format": "@"},
    "date": {"num_format": "yyyy-mm-dd"},
    "whole": {"num_format": "0"},
    "number": {"num_format": "General"},
    "title": {"bold": True, "font_size": 14},
    "bold": {"bold": True, "valign": "top"},
    "wrap": {"text_wrap": True, "valign": "top"},
}


@dataclass(frozen=True)
class _Book:
    """A workbook under construction: the writer, its formats, and which tables it has."""

    writer: Any
    formats: dict[str, Any]
    tables: tuple[Table, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(table.name for table in self.tables)


def workbook_bytes(tables: Sequence[Table]) -> bytes:
    """An empty workbook with these tables, as the bytes of an .xlsx file.

    Parameters
    ----------
    tables : sequence of Table
        In the order of the sheets, which follow the sheet of explanations.

    Returns
    -------
    bytes
        The same bytes for the same tables, on any day.

    Examples
    --------
    >>> from stakeholder_map.tables import TABLES
    >>> workbook_bytes([TABLES["stakeholders"]])[:2]
    b'PK'
    """
    import xlsxwriter  # takes a while, and most who ask for the template want plain files

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as writer:
        writer.set_properties({"title": "Region", "created": _CREATED.replace(tzinfo=None)})
        formats = {name: writer.add_format(look) for name, look in _FORMATS.items()}
        book = _Book(writer, formats, tuple(tables))
        _write_read_me(book)
        for table in tables:
            _write_sheet(book, table=table)
    return stream.getvalue()


def _write_sheet(book: _Book, *, table: Table) -> None:
    sheet = book.writer.add_worksheet(table.name)
    sheet.freeze_panes(1, 0)
    for position, column in enumerate(columns_shown(table, beside=book.names)):
        look = book.formats[
            {"whole": "whole", "number": "number", "date": "date"}.get(column.kind, "text")
        ]
        sheet.set_column(position, position, _width(column), look)
        header = book.formats["needed" if column.required else "header"]
        sheet.write_string(0, position, column.name, header)
        sheet.write_comment(0, position, _comment(column), {"x_scale": 2, "author": ""})
        check = _check(column, there=book.names)
        if check is not None:
            sheet.data_validation(1, position, MOST_ROWS - 1, position, check)
    for row, cells in enumerate(rows_prefilled(table), start=1):
        for position, cell in enumerate(cells):
            if cell.isdigit():
                sheet.write_number(row, position, int(cell))
            else:
                sheet.write_string(row, position, cell)


def _width(column: Column) -> int:
    return max(len(column.name) + 2, {"text": 24, "list": 24, "id": 18}.get(column.kind, 12))


def _comment(column: Column) -> str:
    need = "Required. " if column.required else ""
    private = " Personal: stays in the restricted part of a scan." if column.personal else ""
    meaning = column.meaning[0].upper() + column.meaning[1:]
    return f"{need}{meaning}.\nA cell holds {describe_cell(column)}.{private}"


def _check(column: Column, *, there: Collection[str]) -> dict[str, Any] | None:
    """Rules for the cells of a column, as the workbook writer takes them; ``None``: anything goes.

    References and key groups only warn: names and aliases serve as well as ids, and a region may
    have key groups of its own.
    """
    refers = [name for name in column.refers if name in there]
    told = {
        "error_title": column.name[:32],
        "error_message": f"Expected {describe_cell(column)}."[:_LONGEST_LIST],
    }
    if column.kind == "id" and len(refers) == 1:
        ids = f"={refers[0]}!$A$2:$A${MOST_ROWS}"
        return {"validate": "list", "source": ids, "error_type": "warning", **told}
    if column.kind == "choice" and len(",".join(column.allowed)) <= _LONGEST_LIST:
        strict = "warning" if column.name == "key_group" else "stop"
        return {
            "validate": "list",
            "source": list(column.allowed),
            "error_type": strict,
            **told,
        }
    if column.kind == "yes_no":
        return {"validate": "list", "source": ["yes", "no"], **told}
    if column.kind == "date":
        # only warns: a region may declare that its dates are text of another order
        return {
            "validate": "date",
            "criteria": ">=",
            "value": _EARLIEST,
            "error_type": "warning",
            **told,
        }
    if column.kind in {"whole", "number"}:
        return _range(column) | told
    return None


def _range(column: Column) -> dict[str, Any]:
    kind = {"whole": "integer", "number": "decimal"}[column.kind]
    if column.low is not None and column.high is not None:
        limits = {"minimum": column.low, "maximum": column.high}
        return {"validate": kind, "criteria": "between", **limits}
    return {
        "validate": kind,
        "criteria": ">=",
        "value": -1_000_000_000 if column.low is None else column.low,
    }


def _write_read_me(book: _Book) -> None:
    sheet = book.writer.add_worksheet(READ_ME_SHEET)
    for position, width in enumerate((20, 24, 12, 48, 60)):
        sheet.set_column(position, position, width, book.formats["wrap"])
    sheet.write_string(0, 0, "How to fill in this workbook", book.formats["title"])
    rows: list[tuple[str, ...]] = [
        ("",),
        ("Each sheet is a table, each row one thing; the first row names the columns.",),
        ("Columns in darker blue are required. Point at a header to read what it means.",),
        ("Keep one header row, no merged cells, no hidden rows. This sheet is not read.",),
        ("A sheet that stays empty is a fault: delete the sheets that you do not need.",),
        ("",),
        ("table", "column", "required", "what it is", "what a cell holds"),
    ]
    for table in book.tables:
        rows.append((table.name, "", "", explain_table(table)))
        rows += [
            ("", c.name, "required" if c.required else "", c.meaning, describe_cell(c))
            for c in columns_shown(table, beside=book.names)
        ]
    rows += [("",), ("rule", "", "", "what it says")]
    rows += [(heading, "", "", text.replace("\n", " ")) for heading, text in written_rules()]
    for number, cells in enumerate(rows, start=1):
        for position, cell in enumerate(cells):
            look = "bold" if position == 0 else "wrap"
            sheet.write_string(number, position, cell, book.formats[look])
