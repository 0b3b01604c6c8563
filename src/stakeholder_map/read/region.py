"""A region folder as a whole: read, checked, cut to a day, with every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from stakeholder_map.errors import Problem, UsageError
from stakeholder_map.read.convert import empty_table
from stakeholder_map.settings import Settings
from stakeholder_map.tables import TABLES


@dataclass(frozen=True, eq=False, repr=False)
class Region:
    """Checked input of one scan: what a folder says, as it could be known on a day.

    Parameters
    ----------
    name : str
        The region's name.
    as_of : date
        The day the scan speaks of.
    settings : Settings
        What region.toml says; stakeholders are ids.
    tables : mapping of str to DataFrame
        The tables that were given, without the rows left out; every declared column is there, ids
        are canonical, rows are in canonical order, the index counts from 0.
    balance : DataFrame
        Columns `table`, `reason` (``"used"``, or why rows were left out), `rows`.
    warnings : tuple of Problem
        What is no fault and may still be meant otherwise.
    digest : str
        SHA-256 over settings and tables; the order of rows in the files does not change it.
    inputs : mapping of str to str
        SHA-256 of each file that was read, by its name.

    Notes
    -----
    Types of columns: ids, texts and choices `str`, whole numbers `Int64`, other numbers `float64`,
    dates `datetime64[s]`, yes or no `boolean`, lists tuples of text (a blank is the empty tuple).
    """

    name: str
    as_of: date
    settings: Settings
    tables: Mapping[str, pd.DataFrame]
    balance: pd.DataFrame
    warnings: tuple[Problem, ...]
    digest: str
    inputs: Mapping[str, str]

    def table(self, name: str) -> pd.DataFrame:
        """A table by name.

        Parameters
        ----------
        name : str
            A declared table.

        Returns
        -------
        DataFrame
            Its rows; no row, but every declared column, where the folder does not have the table.

        Raises
        ------
        UsageError
            Where no table of that name is declared.
        """
        if name not in TABLES:
            raise UsageError(f"expected one of {', '.join(TABLES)}, found {name!r}")
        frame = self.tables.get(name)
        return empty_table(TABLES[name]) if frame is None else frame.copy(deep=False)

    def has(self, name: str) -> bool:
        """Whether the folder has the table and the scan may read it."""
        return name in self.tables

    def missing(self) -> tuple[str, ...]:
        """Declared tables that the scan has not, in the order of the declaration."""
        return tuple(name for name in TABLES if name not in self.tables)

    def name_of(self, stakeholder_id: str) -> str:
        """Name of a stakeholder; ``UsageError`` where there is none of that id."""
        return self._find(self._names, stakeholder_id)

    def organisation_of(self, party_id: str) -> str:
        """Stakeholder for whom a party stands: a person's own, or the stakeholder itself."""
        return self._find(self._homes, party_id)

    def root_of(self, stakeholder_id: str) -> str:
        """Topmost stakeholder that one belongs to: itself where it has no parent."""
        self.name_of(stakeholder_id)
        while (parent := self._parents.get(stakeholder_id)) is not None:
            stakeholder_id = parent
        return stakeholder_id

    @staticmethod
    def _find(values: Mapping[str, str], key: str) -> str:
        try:
            return values[key]
        except KeyError:
            raise UsageError(f"expected the id of a stakeholder, found {key!r}") from None

    @cached_property
    def _names(self) -> dict[str, str]:
        frame = self.table("stakeholders")
        return dict(zip(frame["stakeholder_id"], frame["name"], strict=True))

    @cached_property
    def _parents(self) -> dict[str, str]:
        frame = self.table("stakeholders").dropna(subset=["parent_id"])
        return dict(zip(frame["stakeholder_id"], frame["parent_id"], strict=True))

    @cached_property
    def _homes(self) -> dict[str, str]:
        people = self.table("people")
        homes = dict(zip(people["person_id"], people["stakeholder_id"], strict=True))
        return {**homes, **{one: one for one in self._names}}

    def __repr__(self) -> str:
        rows = ", ".join(f"{name} {len(frame):,}" for name, frame in self.tables.items())
        left_out = int(self.balance.loc[self.balance["reason"] != "used", "rows"].sum())
        return f"Region {self.name!r} as of {self.as_of}: {rows}; {left_out:,} rows left out"
