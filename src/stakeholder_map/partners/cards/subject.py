"""What a card is about: one member, with the rows of every table that speak of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from stakeholder_map.influence import Ranking
from stakeholder_map.partners.asking.plan import AskPlan
from stakeholder_map.partners.choice.result import Choice
from stakeholder_map.read import Region
from stakeholder_map.relationships.introductions import Introductions
from stakeholder_map.scan import Scan

Row = Mapping[Any, Any]
Line = tuple[str, str]
"""A sentence and its source."""

MOST_LINES = 3
"""Lines of a part that may run on, so that a card stays on one page."""


@dataclass(frozen=True, eq=False)
class Footing:
    """What all cards of a group rest on.

    Parameters
    ----------
    scan : Scan
        The scan.
    choice : Choice
        The proposed group and project.
    ranking : Ranking
        By influence.
    plan : AskPlan
        Order and days of asking.
    introductions : Introductions
        To each member.
    """

    scan: Scan
    choice: Choice
    ranking: Ranking
    plan: AskPlan
    introductions: Introductions

    @property
    def region(self) -> Region:
        """Region of the scan."""
        return self.scan.region

    @cached_property
    def project(self) -> Row:
        """Row of the proposed project; empty where there is none."""
        projects = self.region.table("projects")
        rows = projects[projects["project_id"] == self.choice.project].to_dict("records")
        return rows[0] if rows else {}

    @cached_property
    def area(self) -> Row:
        """Row of the project's area; empty where there is no project."""
        areas = self.region.table("areas")
        return self._first(areas[areas["area_id"] == self.project.get("area_id")])

    @cached_property
    def area_names(self) -> dict[str, str]:
        """Name of each area."""
        areas = self.region.table("areas")
        return dict(zip(areas["area_id"], areas["name"], strict=True))

    @staticmethod
    def _first(table: pd.DataFrame) -> Row:
        rows = table.to_dict("records")
        return rows[0] if rows else {}


@dataclass(frozen=True, eq=False)
class Subject:
    """One member.

    Parameters
    ----------
    footing : Footing
        What all cards rest on.
    stakeholder : str
        Its id.
    """

    footing: Footing
    stakeholder: str

    @property
    def region(self) -> Region:
        """Region of the scan."""
        return self.footing.region

    @cached_property
    def row(self) -> Row:
        """Its row of `stakeholders`."""
        return self.rows("stakeholders")[0]

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.row["name"])

    def rows(self, table: str) -> list[Row]:
        """Rows of a table that bear its id, in the order of the table."""
        frame = self.region.table(table)
        rows: list[Row] = frame[frame["stakeholder_id"] == self.stakeholder].to_dict("records")
        return rows

    @cached_property
    def positions(self) -> list[Row]:
        """Its positions: the project's area first, then by falling priority."""
        area = self.footing.project.get("area_id")

        def order(row: Row) -> tuple[bool, float, str]:
            priority = -1.0 if pd.isna(row["priority"]) else float(row["priority"])
            return row["area_id"] != area, -priority, row["area_id"]

        return sorted(self.rows("positions"), key=order)

    @cached_property
    def position(self) -> Row:
        """Its position in the project's area; empty where it has none."""
        area = self.footing.project.get("area_id")
        return next((row for row in self.positions if row["area_id"] == area), {})

    def area_of(self, row: Row) -> str:
        """Name of the area that a row speaks of."""
        return self.footing.area_names.get(row["area_id"], str(row["area_id"]))


def said_by(row: Row) -> str:
    """Source of a position: whose word it is, and when."""
    words = {"stated": "stated", "document": "from a document", "our_guess": "our guess: ask"}
    told = words.get(row.get("source", ""), "nobody says whose word")
    on = row.get("stated_on")
    return f"positions, {told}" if pd.isna(on) else f"positions, {told} {pd.Timestamp(on).date()}"


def known(value: object) -> bool:
    """Whether a cell holds anything."""
    return not pd.isna(value) and value != ""  # type: ignore[call-overload, no-any-return]
