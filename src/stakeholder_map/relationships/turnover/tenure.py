"""How long people have held their roles, by level; what was, without a forecast of anybody."""

from __future__ import annotations

import pandas as pd

from stakeholder_map.read import Region
from stakeholder_map.relationships.log import in_office, our_organisations
from stakeholder_map.tables import SENIORITY

YEAR_DAYS = 365.25
BACK_DAYS = 730


def tenure(region: Region) -> pd.DataFrame:
    """Years in the role by side and level, and who left in the last two years, as counts.

    Parameters
    ----------
    region : Region
        Its table `people` is read.

    Returns
    -------
    DataFrame
        One row per side and level that has anybody: ``side`` ("ours" or "theirs"), ``seniority``,
        ``in_office`` (on the day of the scan), ``median_years`` in the role so far (missing where
        no beginning is on record), ``left_two_years`` (whose end lies in the last 730 days).

    Notes
    -----
    A median of those still in office is shorter than the time that people stay. It forecasts
    nothing of any of them.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> tenure(read_region(folder)).columns.tolist()
    ['side', 'seniority', 'in_office', 'median_years', 'left_two_years']
    """
    as_of = pd.Timestamp(region.as_of)
    people = region.table("people").set_index("person_id")
    side = people["stakeholder_id"].isin(our_organisations(region)).map({True: "ours"})
    days_gone = (as_of - people["until"]).dt.days
    table = pd.DataFrame(
        {
            "side": side.astype("str").fillna("theirs"),
            "seniority": people["seniority"],
            "here": people.index.isin(in_office(region).index),
            "years": (as_of - people["since"]).dt.days / YEAR_DAYS,
            "left_two_years": (days_gone > 0) & (days_gone <= BACK_DAYS),
        }
    )
    table["years"] = table["years"].where(table["here"])
    by = table.groupby(["side", "seniority"])
    found = by.agg(
        in_office=("here", "sum"), median_years=("years", "median"), left=("left_two_years", "sum")
    ).reset_index()
    order = found["seniority"].map({name: place for place, name in enumerate(SENIORITY)})
    found = found.assign(order=order).sort_values(["side", "order"]).drop(columns="order")
    found["median_years"] = found["median_years"].round(1).astype("float64")
    return found.rename(columns={"left": "left_two_years"}).reset_index(drop=True)
