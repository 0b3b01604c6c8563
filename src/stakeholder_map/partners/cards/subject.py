"""What a card is about: one member, with the rows of every table that speak of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    _rows: dict[str, dict[str, list[Row]]] = field(default_factory=dict, repr=False)
    _everything: dict[str, list[Row]] = field(default_factory=dict, repr=False)

    @property
    def region(self) -> Region:
        """Region of the scan."""
        return self.scan.region

    def of_members(self, table: str) -> dict[str, list[Row]]:
        """Rows of a table by the member whose id they bear."""
        if table not in self._rows:
            frame = self.region.table(table)
            rows = self._rows[table] = {}
            for row in records(frame[frame["stakeholder_id"].isin(self.choice.members)]):
                rows.setdefault(str(row["stakeholder_id"]), []).append(row)
        return self._rows[table]

    def all_of(self, table: str) -> list[Row]:
        """All rows of a table."""
        if table not in self._everything:
            self._everything[table] = records(self.region.table(table))
        return self._everything[table]

    @cached_property
    def project(self) -> Row:
        """Row of the proposed project; empty where there is none."""
        rows = self.all_of("projects")
        return next((row for row in rows if row["project_id"] == self.choice.project), {})

    @cached_property
    def area(self) -> Row:
        """Row of the project's area; empty where there is no project."""
        area = self.project.get("area_id")
        return next((row for row in self.all_of("areas") if row["area_id"] == area), {})

    @cached_property
    def area_names(self) -> dict[str, str]:
        """Name of each area."""
        return {str(row["area_id"]): str(row["name"]) for row in self.all_of("areas")}

    @cached_property
    def rivalry(self) -> Mapping[tuple[str, str, str], float]:
        """Strength of competition on the expected graph, by area and the two ends, both ways."""
        ties = self.scan.graph.ties
        near = ties["source"].isin(self.choice.members) | ties["target"].isin(self.choice.members)
        found = ties[(ties["layer"] == "competition") & near]
        columns = [found[column] for column in ("area", "source", "target", "strength")]
        rows = [*zip(*columns, strict=True)]
        forth = {(area, one, other): value for area, one, other, value in rows}
        back = {(area, other, one): value for area, one, other, value in rows}
        return {**forth, **back}


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
        return self.footing.of_members(table).get(self.stakeholder, [])

    @cached_property
    def positions(self) -> list[Row]:
        """Its positions: the project's area first, then by falling priority."""
        area = self.footing.project.get("area_id")

        def order(row: Row) -> tuple[bool, float, str]:
            priority = float(row["priority"]) if known(row["priority"]) else -1.0
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


def records(frame: pd.DataFrame) -> list[Row]:
    """Rows of a table as mappings; much quicker than row by row on text columns."""
    columns = {str(name): frame[name].astype(object).tolist() for name in frame.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def said_by(row: Row) -> str:
    """Source of a position: whose word it is, and when."""
    words = {"stated": "stated", "document": "from a document", "our_guess": "our guess: ask"}
    told = words.get(row.get("source", ""), "nobody says whose word")
    on = row.get("stated_on")
    return f"positions, {told}" if pd.isna(on) else f"positions, {told} {pd.Timestamp(on).date()}"


def known(value: object) -> bool:
    """Whether a cell holds anything."""
    return not pd.isna(value) and value != ""  # type: ignore[call-overload]
