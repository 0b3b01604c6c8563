"""The agenda of the example region: areas, needs, projects, offers; the same for every seed."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from importlib.resources import files
from io import StringIO

Row = dict[str, str]

AREA_TYPES: Mapping[str, str] = {
    "child-asthma": "common",
    "healthy-start": "common",
    "food-and-rides": "common",
    "crisis-care": "coopetition",
    "shared-records": "coopetition",
    "heart-and-joint": "contested",
    "primary-care": "contested",
    "rural-dental": "unclaimed",
}
"""Planted type of each area."""

FIRST_AREA = "child-asthma"
FIRST_PROJECT = "asthma-plan"


def content(name: str) -> list[Row]:
    """Rows of a table that are the same in every region: kept as text in the folder `content`."""
    text = files(__package__).joinpath("content", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text)))


def agenda(*, lead: str, own_need: str) -> dict[str, list[Row]]:
    """Tables `areas`, `needs`, `projects` and `offers`.

    Parameters
    ----------
    lead : str
        Id of a stakeholder that could lead on crisis care and on shared records.
    own_need : str
        Id of the stakeholder whose own need a ride is.

    Returns
    -------
    dict of str to list of rows
        By table name.
    """
    areas = content("areas")
    for row in areas:
        row["could_lead"] = lead if row["area_id"] in ("crisis-care", "shared-records") else ""
    needs = content("needs")
    for row in needs:
        row["stakeholder_id"] = own_need if row["need_id"] == "rides" else ""
    return {
        "areas": areas,
        "needs": needs,
        "projects": content("projects"),
        "offers": content("offers"),
    }
