"""What a survey has heard by now: whether its wave closed, which areas it reached, who spoke."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from stakeholder_map.evidence import Evidence
    from stakeholder_map.read import Region

SIDES = ("cooperation", "competition")
REPORTED, NOBODY, NOT_ASKED = "reported", "Nobody reported working here", "Not asked"
STILL_OPEN = "The survey's wave has not closed yet: its answers are not read before it closes."
FEWEST_SYSTEMS = 5
"""What a survey says is told to everybody only where so many systems spoke."""


def wave_is_open(region: Region) -> bool:
    """Whether a survey was given of which no wave had closed by the day of the scan.

    Parameters
    ----------
    region : Region
        Its tables and its balance are read.

    Returns
    -------
    bool
        False where a wave is read, and where no survey was given at all.
    """
    return not region.has("survey") and "survey" in set(region.balance["table"])


def area_states(evidence: Evidence, *, areas: pd.Index[str]) -> pd.Series[str]:
    """What is known of the work in each area, by the answers on cooperation and competition.

    Parameters
    ----------
    evidence : Evidence
        Collected from a region.
    areas : Index
        Ids of the areas to tell of.

    Returns
    -------
    Series
        Indexed by `areas`: "reported" where anything above zero was reported; "Nobody reported
        working here" where all said zero, or where the survey asked by area and all left this one
        out on a list that they were shown; "Not asked" where neither holds.
    """
    reports = evidence.reports
    said = reports[reports["layer"].isin(SIDES) & reports["state"].isin(("answered", "zero"))]
    spoken, active = set(said["area"]), set(said.loc[said["value"] > 0, "area"])
    witnesses = evidence.witnesses
    shown = (witnesses["state"] == "answered") & (witnesses["unlisted"] == "zero")
    offered = bool((said["area"] != "").any() and shown.any())
    states = [
        REPORTED if area in active else NOBODY if area in spoken or offered else NOT_ASKED
        for area in areas
    ]
    return pd.Series(states, index=areas, dtype="str")


def systems_heard(evidence: Evidence, *, region: Region) -> int:
    """How many systems answered the survey, members of one parent counted once.

    Parameters
    ----------
    evidence : Evidence
        Collected from the region.
    region : Region
        The same region.

    Returns
    -------
    int
        0 where nobody answered.
    """
    witnesses = evidence.witnesses
    answered = witnesses.loc[witnesses["state"] == "answered", "stakeholder"]
    return len({region.root_of(str(one)) for one in answered})
