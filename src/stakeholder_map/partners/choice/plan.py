"""What a choice takes in money and hours."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stakeholder_map.partners.choice.build import Frame
from stakeholder_map.partners.choice.ground import MEETING_HOURS
from stakeholder_map.partners.choice.result import Plan
from stakeholder_map.partners.choice.search.best import Group
from stakeholder_map.read import Region


def plan_of(region: Region, *, frame: Frame, table: pd.DataFrame, chosen: Group) -> Plan:
    """Money and hours of a choice; see `Plan`.

    Parameters
    ----------
    region : Region
        Its settings.
    frame : Frame
        Of the region.
    table : DataFrame
        As `screen` gives it.
    chosen : Group
        The choice.

    Returns
    -------
    Plan
        Our staff meets each member for two hours a month, and does what of the project's hours the
        members cannot.
    """
    members = list(chosen.members)
    project = frame.ground.projects.iloc[chosen.project]
    given = float(frame.ground.hours[members].sum())
    effort, months = _known(project["effort_hours"]), _known(project["months"])
    staff = MEETING_HOURS * len(members)
    if effort is not None and months:
        staff += max(effort / months - given, 0.0)
    paid = table["paid_time_needed"].iloc[members].fillna(value=False).astype(bool)
    return Plan(
        money=_known(project["cost"]),
        budget=region.settings.budget,
        effort_hours=effort,
        months=months,
        staff_hours_month=staff,
        staff_limit=region.settings.staff_hours_month,
        member_hours_month=given,
        paid_hours=_known(project["paid_hours"]),
        paid_members=tuple(str(each) for each in table.index[members][paid.to_numpy()]),
    )


def _known(value: object) -> float | None:
    number = float(str(value)) if pd.notna(value) else np.nan  # type: ignore[call-overload]
    return None if np.isnan(number) else number
