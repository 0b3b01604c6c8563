"""The cells of a published table: typed, rounded, without anything that a page cannot show."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

Cell = str | int | float | bool | None
"""What a cell holds: a date stands as its ISO text, a missing value as None."""

CellType = Literal["text", "whole", "number", "date", "yes_no"]

NO_VALUE = "–"
"""What a page prints where a cell is missing."""


@dataclass(frozen=True)
class GridColumn:
    """One column of a published table.

    Parameters
    ----------
    name : str
        Header, as the CSV has it.
    type : CellType
        What its cells are.
    decimals : int
        Digits after the point of a `number`.
    note : str
        What to know about the column; may be empty.
    row_header : bool
        Whether its cells name the row.
    on_page : bool
        Whether a page shows it; the CSV holds every column.
    """

    name: str
    type: CellType
    decimals: int = 0
    note: str = ""
    row_header: bool = False
    on_page: bool = True

    def __post_init__(self) -> None:
        if self.type not in get_args(CellType):
            raise ValueError(f"type of column {self.name!r} is unknown: {self.type!r}")

    @property
    def label(self) -> str:
        """Header as a page prints it: words instead of underscores.

        Examples
        --------
        >>> GridColumn("key_group", "text").label
        'Key group'
        """
        words = self.name.replace("_", " ").strip()
        return words[:1].upper() + words[1:]

    def show(self, cell: Cell) -> str:
        """Text of a cell for a reader.

        Examples
        --------
        >>> GridColumn("share", "number", decimals=1).show(-1234.56)
        '−1,234.6'
        >>> GridColumn("asked", "yes_no").show(None)
        '–'
        """
        if cell is None:
            return NO_VALUE
        if isinstance(cell, bool):
            return "yes" if cell else "no"
        if isinstance(cell, str):
            return cell
        digits = self.decimals if self.type == "number" else 0
        return f"{cell:,.{digits}f}".replace("-", "−")


@dataclass(frozen=True)
class Grid:
    """Columns and rows of a published table, in order.

    Parameters
    ----------
    columns : tuple of GridColumn
        At least one.
    rows : tuple of tuple
        One cell for each column.

    Raises
    ------
    ValueError
        If there is no column, a name stands twice, or a row is too short or too long.
    """

    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if not names or len(set(names)) < len(names):
            raise ValueError(f"a table needs columns of different names, found {names!r}")
        for row in self.rows:
            if len(row) != len(names):
                raise ValueError(f"expected {len(names)} cells in each row, found {row!r}")

    def narrowed(self, names: Sequence[str]) -> Grid:
        """The same table, of which a page shows the row headers and some columns only.

        Raises
        ------
        ValueError
            If a column is not there.
        """
        known = [column.name for column in self.columns]
        for name in names:
            if name not in known:
                raise ValueError(f"no column is called {name!r}; there are {', '.join(known)}")
        columns = (
            replace(column, on_page=column.row_header or column.name in names)
            for column in self.columns
        )
        return Grid(tuple(columns), self.rows)

    @cached_property
    def page(self) -> Grid:
        """What a page shows of it."""
        shown = [place for place, column in enumerate(self.columns) if column.on_page]
        return Grid(
            tuple(self.columns[place] for place in shown),
            tuple(tuple(row[place] for place in shown) for row in self.rows),
        )


def clean_text(value: str) -> str:
    r"""Text that every page, picture and file can hold.

    Parameters
    ----------
    value : str
        Any text.

    Returns
    -------
    str
        The same, with control characters (other than line ends and tabs) and halves of surrogate
        pairs replaced by U+FFFD: HTML, SVG and UTF-8 have no place for them.

    Examples
    --------
    >>> clean_text("one\x00two\nthree")
    'one�two\nthree'
    """
    if value.isprintable():
        return value
    return "".join(
        "\ufffd" if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t" else sign
        for sign in value.replace("\r\n", "\n")
    )


def build_grid(
    frame: pd.DataFrame, *, notes: Mapping[str, str], decimals: int | Mapping[str, int]
) -> Grid:
    """Turn a frame into the cells of a published table.

    Parameters
    ----------
    frame : DataFrame
        In the order to print. A named index becomes the leading columns, which name the rows;
        without one the first column does.
    notes : mapping of str to str
        Notes by column.
    decimals : int or mapping of str to int
        Digits after the point of columns of real numbers: one number for all, or by column (two
        for those not named).

    Returns
    -------
    Grid
        Missing values and infinite numbers are None. Dates are ISO text, with the time of day only
        where there is one; several values in a cell are joined by "; ".

    Raises
    ------
    ValueError
        If a note or a number of decimals is given for a column that is not there.

    Examples
    --------
    >>> frame = pd.DataFrame({"share": [0.126, None]}, index=pd.Index(["A", "B"], name="who"))
    >>> build_grid(frame, notes={}, decimals=2).rows
    (('A', 0.13), ('B', None))
    """
    named = any(name is not None for name in frame.index.names)
    headers = frame.index.nlevels if named else 1
    flat = frame.reset_index() if named else frame
    names = [clean_text(str(name)) for name in flat.columns]
    places = decimals if isinstance(decimals, Mapping) else dict.fromkeys(names, decimals)
    for name in (*notes, *(places if isinstance(decimals, Mapping) else ())):
        if name not in names:
            raise ValueError(f"no column is called {name!r}; there are {', '.join(names)}")
    columns = []
    cells: list[list[Cell]] = []
    for position, name in enumerate(names):
        series = flat.iloc[:, position]
        kind = _cell_type(series)
        digits = places.get(name, 2) if kind == "number" else 0
        note = clean_text(notes.get(name, ""))
        columns.append(GridColumn(name, kind, digits, note, position < headers))
        cells.append([_cell(value, kind, digits) for value in series.tolist()])
    return Grid(tuple(columns), tuple(zip(*cells, strict=True)))


def _cell_type(series: pd.Series[Any]) -> CellType:
    dtype = series.dtype
    if pd.api.types.is_bool_dtype(dtype):
        return "yes_no"
    if pd.api.types.is_integer_dtype(dtype):
        return "whole"
    if pd.api.types.is_float_dtype(dtype):
        return "number"
    if pd.api.types.is_datetime64_any_dtype(dtype):
        return "date"
    return _type_of_values([value for value in series.tolist() if not _absent(value)])


def _type_of_values(values: list[object]) -> CellType:
    """Type of a column of objects: the one that all its values share, otherwise text."""
    if values and all(isinstance(value, bool | np.bool_) for value in values):
        return "yes_no"
    if values and all(isinstance(value, date) for value in values):
        return "date"
    plain = [value for value in values if not isinstance(value, bool | np.bool_)]
    if values and len(plain) == len(values):
        if all(isinstance(value, int | np.integer) for value in plain):
            return "whole"
        if all(isinstance(value, int | float | np.number) for value in plain):
            return "number"
    return "text"


def _absent(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value  # noqa: PLR0124


def _cell(value: Any, kind: CellType, digits: int) -> Cell:
    if _absent(value):
        return None
    if kind in {"yes_no", "whole"}:
        return bool(value) if kind == "yes_no" else int(value)
    if kind == "number":
        return round(float(value), digits) + 0.0 if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        return clean_text("; ".join(str(part) for part in value))
    return clean_text(_iso(value) if isinstance(value, date) else str(value))


def _iso(value: date) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
    return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
