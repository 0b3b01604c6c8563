"""Areas that suit a first project: where more can be won together, and nobody stands against."""

from __future__ import annotations

import pandas as pd

from stakeholder_map.coopetition.fields import COMMON_GROUND


def suits_first_project(positions: pd.DataFrame, *, areas: pd.DataFrame) -> pd.Series[bool]:
    """Whether each area suits a first project.

    Parameters
    ----------
    positions : DataFrame
        The table `positions`: ``area_id``, ``gain_together``, ``gain_alone``.
    areas : DataFrame
        Indexed by area id, with ``kind`` and ``called``.

    Returns
    -------
    Series
        Indexed as `areas`: true where the area is of the common ground, is no market, and more
        organisations gain more together than alone than the other way round. Where nobody stated
        gains, the first two decide.

    Examples
    --------
    >>> areas = pd.DataFrame({"kind": ["goal", "market"], "called": "common ground"},
    ...                      index=["beds", "joints"])
    >>> said = pd.DataFrame({"area_id": ["beds"], "gain_together": [3], "gain_alone": [1]})
    >>> suits_first_project(said, areas=areas).tolist()
    [True, False]
    """
    ends = positions[["gain_together", "gain_alone"]].astype("float64")
    lead = ends["gain_together"] - ends["gain_alone"]
    sides = lead.gt(0).astype("int64") - lead.lt(0).astype("int64")
    balance = sides[lead.notna()].groupby(positions["area_id"]).sum().reindex(areas.index)
    shared = (areas["called"] == COMMON_GROUND) & (areas["kind"] != "market")
    return (shared & ~(balance <= 0)).rename("first")
