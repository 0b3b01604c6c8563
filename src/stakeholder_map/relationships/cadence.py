"""How long ago, how often, and by whom: the contacts of each organisation as figures."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stakeholder_map.read import Region
from stakeholder_map.relationships.log import in_office

YEAR_DAYS = 365
STATES = ("strong", "working", "dormant", "inherited", "none")
"""States of a relation, from the best kept to none."""


def contact_figures(log: pd.DataFrame, *, region: Region, index: pd.Index) -> pd.DataFrame:
    r"""Last contact, usual interval and decayed strength of each organisation.

    .. math:: strength = \sum_{contacts} 2^{-age / half\_life}

    Parameters
    ----------
    log : DataFrame
        As `our_contacts` gives it.
    region : Region
        For the day and the half-life.
    index : Index
        Stakeholder ids.

    Returns
    -------
    DataFrame
        Indexed by `index`: ``last_contact``, ``last_from_us``, ``last_from_them`` (days, missing
        where none is on record), ``days_since``, ``usual_interval`` (median days between days with
        a contact, missing with fewer than three such days), ``contacts_year`` (in the last 365
        days), ``strength``.
    """
    as_of = pd.Timestamp(region.as_of)
    by = log.groupby("stakeholder_id")
    table = pd.DataFrame({"last_contact": by["date"].max().reindex(index)}, index=index)
    for name, ours in (("last_from_us", True), ("last_from_them", False)):
        of_side = log[log["from_us"] == ours].groupby("stakeholder_id")["date"].max()
        table[name] = of_side.reindex(index)
    table["days_since"] = (as_of - table["last_contact"]).dt.days.astype("Int64")
    table["usual_interval"] = _usual_interval(log).reindex(index)
    recent = ((as_of - log["date"]).dt.days < YEAR_DAYS).groupby(log["stakeholder_id"]).sum()
    table["contacts_year"] = recent.reindex(index).fillna(0).astype("int64")
    strength = by["weight"].sum().reindex(index).fillna(0.0).astype("float64")
    table["strength"] = strength.round(9)
    return table


def contact_states(
    log: pd.DataFrame, *, region: Region, figures: pd.DataFrame, cadence: pd.Series[float]
) -> pd.Series[str]:
    """State of the relation with each organisation.

    *none*: no contact is on record. *inherited*: no contact on record is between two who are both
    still there; whoever held the relation has left, on either side. *dormant*: no contact for more
    than twice the cadence. *strong*: in time, and at least the strength that a contact every
    cadence leaves behind when the next one is due. *working*: everything else.

    Parameters
    ----------
    log : DataFrame
        As `our_contacts` gives it.
    region : Region
        For who is in office, and the half-life.
    figures : DataFrame
        As `contact_figures` gives them.
    cadence : Series of float
        Days, by organisation; where it is missing nothing is ever dormant.

    Returns
    -------
    Series of str
        Of `STATES`, indexed as `figures`.
    """
    kept = 2.0 ** (-cadence.to_numpy() / region.settings.half_life_days)
    usual = kept / (1 - kept)  # the sum of kept ** k over k = 1, 2, ...
    days = figures["days_since"].astype("float64").to_numpy()
    due = np.nan_to_num(cadence.to_numpy(), nan=np.inf)
    strong = (days <= due) & (figures["strength"].to_numpy() >= np.nan_to_num(usual, nan=1.0))
    alive = figures.index.isin(_held_by_those_here(log, region=region))
    choices = [np.isnan(days), ~alive, days > 2 * due, strong]
    names = ["none", "inherited", "dormant", "strong"]
    return pd.Series(np.select(choices, names, "working"), index=figures.index, dtype="str")


def _held_by_those_here(log: pd.DataFrame, *, region: Region) -> pd.Index:
    """Organisations with a contact between two who are both still there.

    A party that is no person stands for its organisation, which stays.
    """
    people = region.table("people")["person_id"]
    left = pd.Index(people).difference(in_office(region).index)
    stayed = ~log["ours"].isin(left) & ~log["theirs"].isin(left)
    held: pd.Index = pd.Index(log.loc[stayed, "stakeholder_id"].drop_duplicates(), dtype="str")
    return held


def _usual_interval(log: pd.DataFrame) -> pd.Series[float]:
    days = log[["stakeholder_id", "date"]].drop_duplicates().sort_values(["stakeholder_id", "date"])
    gaps = days.groupby("stakeholder_id")["date"].diff().dt.days
    by = gaps.groupby(days["stakeholder_id"])
    usual: pd.Series[float] = by.median().where(by.count() >= 2).astype("float64")
    return usual
