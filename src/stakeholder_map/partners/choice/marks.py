"""What makes a good first project, whoever carries it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stakeholder_map.read import Region

MOST_MONTHS = 12.0
"""A first project is done within a year."""

FULL = 4.0

MARKS = ("small", "visible", "feasible", "urgent", "people")
"""Marks of a project that do not depend on its members."""


def mark_projects(projects: pd.DataFrame, *, region: Region) -> pd.DataFrame:
    """The marks of projects, each in [0, 1], more is better; missing where nobody knows.

    small = least effort of any project / effort; visible and feasible = their marks / 4;
    urgent = the greatest urgency / 4 of its needs; people = people affected by its needs / the
    greatest such number. A project that names no needs meets those of its area.

    Parameters
    ----------
    projects : DataFrame
        Indexed by project id, the columns of the table `projects`.
    region : Region
        Its table `needs` is read.

    Returns
    -------
    DataFrame
        Indexed like `projects`, a column for each of `MARKS`.

    Notes
    -----
    Marks for visibility and feasibility are opinions of whoever filled in the table.
    """
    effort = projects["effort_hours"].astype("float64")
    needs = _needs(projects, region=region)
    largest = needs["people"].max()
    return pd.DataFrame(
        {
            "small": (effort.min() / effort).where(effort > 0, effort.where(effort.isna(), 1.0)),
            "visible": projects["visibility"].astype("float64") / FULL,
            "feasible": projects["feasibility"].astype("float64") / FULL,
            "urgent": needs["urgency"] / FULL,
            "people": needs["people"] / largest if largest > 0 else np.nan,
        },
        index=projects.index,
    ).astype("float64")


def _needs(projects: pd.DataFrame, *, region: Region) -> pd.DataFrame:
    """Greatest urgency and people affected of the needs of each project."""
    needs = region.table("needs")
    rows = []
    for named, area in zip(projects["needs"], projects["area_id"], strict=True):
        some = isinstance(named, tuple) and len(named) > 0
        met = needs[needs["need_id"].isin(named) if some else needs["area_id"] == area]
        urgency = met["urgency"].astype("float64").max() if len(met) else np.nan
        people = met["people_affected"].astype("float64").sum() if len(met) else np.nan
        rows.append((urgency, people))
    return pd.DataFrame(rows, columns=["urgency", "people"], index=projects.index, dtype="float64")
