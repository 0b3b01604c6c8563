"""Cells to a typed table: columns found by their header, values by their declared kind."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from stakeholder_map.errors import Problem, quoted
from stakeholder_map.read.cells import Cells, folded_header
from stakeholder_map.read.given import Given
from stakeholder_map.read.values import Refused, read_value
from stakeholder_map.tables import KEY_GROUPS, Column, Table

DTYPES = {
    "id": "str",
    "text": "str",
    "choice": "str",
    "whole": "Int64",
    "number": "float64",
    "load": "float64",
    "date": "datetime64[s]",
    "yes_no": "boolean",
    "list": "object",
}
"""Type of a column of each kind; a `list` column holds tuples of text."""


@dataclass(frozen=True)
class Reading:
    """How the folder's cells are read: what region.toml says of dates and key groups."""

    dates: str = "iso"
    own_key_groups: tuple[str, ...] = ()

    def column(self, column: Column) -> Column:
        """The declaration of a column with the region's own key groups among its words."""
        if self.own_key_groups and column.allowed == KEY_GROUPS:
            return replace(column, allowed=KEY_GROUPS + self.own_key_groups)
        return column


def convert_cells(
    cells: Cells, table: Table, *, reading: Reading, questions: Sequence[Column] = ()
) -> tuple[Given, list[Problem], list[Problem]]:
    """Typed table of a sheet or file.

    Parameters
    ----------
    cells : Cells
        What is written there.
    table : Table
        The declaration.
    reading : Reading
        How dates are written, and the region's own key groups.
    questions : sequence of Column
        For `survey`: a column for each question.

    Returns
    -------
    Given
        Every declared column and question; what the file does not have is missing throughout.
    list of Problem
        Faults: required columns that are missing, values that are not of their kind, blanks where
        a value is required.
    list of Problem
        Warnings: columns that nobody declared.
    """
    columns = [reading.column(column) for column in (*table.columns, *questions)]
    names = {folded_header(column.name): column.name for column in columns}
    where: dict[str, int] = {}
    unknown: dict[str, int] = {}
    for position, header in enumerate(cells.header):
        name = names.get(folded_header(header))
        if name is not None:
            where.setdefault(name, position)
        elif header:
            unknown.setdefault(header, position)
    faults = list(_missing_columns(table, where, unknown=unknown, cells=cells))
    free = [column for column in columns if column.name not in where]
    expected = "a column that questions declares" if table.name == "survey" else "a declared column"
    warnings = list(_unknown_columns(unknown, free, expected=expected, cells=cells))
    arrays: dict[str, Any] = {}
    for column in columns:
        texts = cells.column(where[column.name]) if column.name in where else None
        arrays[column.name], wrong = _column(texts, column, cells=cells, dates=reading.dates)
        faults += wrong
    frame = pd.DataFrame(arrays, index=pd.Index(cells.numbers, dtype="int64", name="row"))
    absent = frozenset(name for name in table.required if name not in where)
    return Given(table, cells.file, cells.sheet, frame, absent), faults, warnings


def _missing_columns(
    table: Table, where: dict[str, int], *, unknown: Iterable[str], cells: Cells
) -> Iterable[Problem]:
    headers = {folded_header(header): header for header in unknown}
    for name in table.required:
        if name not in where:
            close = difflib.get_close_matches(name, headers, n=1)
            nearest = headers[close[0]] if close else None
            expected = f"a column {name}"
            yield Problem(cells.file, expected, "no such header", cells.sheet, 1, nearest=nearest)


def _unknown_columns(
    unknown: Iterable[str], free: Iterable[Column], *, expected: str, cells: Cells
) -> Iterable[Problem]:
    names = [column.name for column in free]
    for header in unknown:
        close = difflib.get_close_matches(folded_header(header), names, n=1)
        nearest = close[0] if close else None
        text = f"{expected}; this one is not read"
        yield Problem(cells.file, text, quoted(header), cells.sheet, 1, header, nearest)


def _column(
    texts: list[str] | None, column: Column, *, cells: Cells, dates: str
) -> tuple[Any, list[Problem]]:
    """Values of one column; each different text is read once."""
    if texts is None:
        blank = np.zeros(len(cells.rows), dtype=np.intp)
        return _array([None], column.kind)[blank], []
    codes, distinct = pd.factorize(np.array(texts, dtype=object))
    values: list[object] = []
    refused: dict[int, Refused] = {}
    for code, text in enumerate(distinct):
        value = read_value(text, column, dates=dates) if text.strip() else None
        if not text.strip() and column.required:
            value = Refused()
        if isinstance(value, Refused):
            refused[code] = value
            value = None
        values.append(value)
    problems = []
    for position in np.flatnonzero(np.isin(codes, list(refused))) if refused else ():
        fault, text = refused[codes[position]], texts[position]
        found = quoted(text) if text.strip() else "an empty cell"
        expected = fault.expected or column.expectation
        row = cells.numbers[position]
        problems.append(
            Problem(cells.file, expected, found, cells.sheet, row, column.name, fault.nearest)
        )
    return _array(values, column.kind)[codes], problems


def _array(values: list[Any], kind: str) -> Any:
    """Values of one kind as an array that can be indexed by position."""
    if kind == "list":
        array = np.empty(len(values), dtype=object)
        array[:] = [() if value is None else value for value in values]
        return array
    if kind == "date":
        return pd.array(np.array(values, dtype="datetime64[s]"))
    return pd.Series(values, dtype=DTYPES[kind]).array


def empty_table(table: Table) -> pd.DataFrame:
    """A table without rows, with every declared column of its type.

    Examples
    --------
    >>> from stakeholder_map.tables import TABLES
    >>> empty_table(TABLES["waves"]).dtypes.astype(str).tolist()
    ['str', 'datetime64[s]', 'datetime64[s]']
    """
    return pd.DataFrame({column.name: _array([], column.kind) for column in table.columns})
