"""What an organisation is to us, and how often it should hear from us for that."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from stakeholder_map.read import Region
from stakeholder_map.relationships.log import partners_of

CADENCE_DAYS: Mapping[str, int] = {"founding_member": 30, "candidate": 90, "courtesy": 180}
"""Days without a contact after which a call is due, where `region.toml` sets nothing else."""

ROLES = tuple(CADENCE_DAYS)


def roles_of(region: Region) -> pd.Series[str]:
    """What each organisation is to us.

    *founding_member*: its last answer to an ask of ours was yes, or `must_have` names it.
    *courtesy*: it disagrees with us, and hears from us all the same: its last answer was no,
    `must_not` names it, or it stands against us in more areas than with us.
    *candidate*: everybody else.

    Parameters
    ----------
    region : Region
        Its tables `asks` and `positions` are read.

    Returns
    -------
    Series of str
        Indexed by stakeholder id, all organisations but our own.
    """
    index = partners_of(region).index
    settings = region.settings
    answer = _last_answer(region).reindex(index)
    against = (_agreement(region).reindex(index) < 0).to_numpy(dtype=bool)
    unwanted = index.isin(settings.must_not)
    member = ((answer == "yes") | index.isin(settings.must_have)).to_numpy(dtype=bool) & ~unwanted
    courtesy = (answer == "no").to_numpy(dtype=bool) | unwanted
    role = np.select([member, courtesy | against], ["founding_member", "courtesy"], "candidate")
    return pd.Series(role, index=index, dtype="str", name="role")


def cadence_of(region: Region, *, roles: pd.Series[str]) -> pd.Series[float]:
    """Days without a contact after which a call is due, by organisation.

    Parameters
    ----------
    region : Region
        ``[cadence_days]`` of its `region.toml` replaces `CADENCE_DAYS`, role by role; 0 stands for
        no cadence: such an organisation is never overdue.
    roles : Series of str
        As `roles_of` gives them.

    Returns
    -------
    Series of float
        Days; missing where there is no cadence.
    """
    days = {**CADENCE_DAYS, **region.settings.cadence_days}
    cadence = roles.map(days).astype("float64").rename("cadence_days")
    return cadence.where(cadence > 0)


def _last_answer(region: Region) -> pd.Series[str]:
    """The last answer, yes or no, of each organisation to any ask of ours."""
    asks = region.table("asks")
    told = asks[asks["answer"].isin(["yes", "no"])]
    day = told["answered_on"].fillna(told["asked_on"])
    last = told.assign(day=day).sort_values(["day", "asked_on", "ask"])
    return last.groupby("stakeholder_id")["answer"].last()


def _agreement(region: Region) -> pd.Series[float]:
    """Areas in which an organisation stands where we stand, less those where it stands against."""
    positions = region.table("positions")
    side = pd.Series(np.sign(positions["position"].astype("float64")), index=positions.index)
    us = positions["stakeholder_id"] == region.settings.convener
    ours = pd.Series(side[us].to_numpy(), index=positions.loc[us, "area_id"].to_numpy())
    same = side * positions["area_id"].map(ours)
    agreed: pd.Series[float] = same.groupby(positions["stakeholder_id"]).sum().astype("float64")
    return agreed
