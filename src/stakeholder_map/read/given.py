"""A table of the folder once its cells are read: values, and the row that each came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from stakeholder_map.errors import Problem
from stakeholder_map.tables import Table


@dataclass(frozen=True)
class Given:
    """One table of a region folder.

    Parameters
    ----------
    table : Table
        Its declaration.
    file, sheet : str
        Where it stands.
    frame : DataFrame
        All declared columns, and for `survey` one per question; the index is the row as the
        spreadsheet counts it. A wide sheet of positions has several rows of one number.
    absent : frozenset of str
        Required columns that the file does not have; nothing can be said of their values.
    """

    table: Table
    file: str
    sheet: str | None
    frame: pd.DataFrame
    absent: frozenset[str] = frozenset()

    def problem(
        self,
        expected: str,
        found: str,
        *,
        row: object = None,
        column: str | None = None,
        nearest: str | None = None,
    ) -> Problem:
        """A fault or warning about this table."""
        number = int(str(row)) if row is not None else None
        return Problem(self.file, expected, found, self.sheet, number, column, nearest)

    def with_frame(self, frame: pd.DataFrame) -> Given:
        """The same table with other values."""
        return Given(self.table, self.file, self.sheet, frame, self.absent)

    @property
    def headless(self) -> bool:
        """Whether the column that identifies its rows is missing."""
        return self.table.columns[0].name in self.absent

    def has(self, *columns: str) -> bool:
        """Whether values of all these columns can be compared."""
        return not self.absent.intersection(columns)


GivenTables: TypeAlias = Mapping[str, Given]
"""The tables of a folder by name, in the order of the declaration."""
