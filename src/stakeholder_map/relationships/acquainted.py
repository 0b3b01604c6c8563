"""Who of ours knows whom of theirs, from contacts, lists of acquaintances and `known_by`."""

from __future__ import annotations

import pandas as pd

from stakeholder_map.read import Region
from stakeholder_map.relationships.log import in_office, our_organisations

_COLUMNS = ["stakeholder_id", "ours", "theirs", "role", "seniority", "last_contact", "weight"]


def acquainted(region: Region, *, log: pd.DataFrame) -> pd.DataFrame:
    """Pairs of a person of ours and a person of theirs who know each other. Restricted.

    Parameters
    ----------
    region : Region
        Its tables `people` and `acquaintances` are read. People count from `since` to `until`.
    log : DataFrame
        As `our_contacts` gives it; a contact between two persons makes them acquainted.

    Returns
    -------
    DataFrame
        One row per pair, sorted: ``stakeholder_id`` (theirs), ``ours``, ``theirs`` (person ids),
        ``role`` and ``seniority`` of theirs, ``last_contact`` between the two (missing where the
        log has none), ``weight`` of their contacts (0 where there is none).
    """
    people = in_office(region)
    us = people.index[people["stakeholder_id"].isin(our_organisations(region))]
    them = people.index.difference(us)
    met = log.groupby(["ours", "theirs"]).agg(
        last_contact=("date", "max"), weight=("weight", "sum")
    )
    named = people["known_by"].explode().dropna()
    known = pd.concat(
        [
            met.reset_index(),
            _undated(ours=list(named), theirs=list(named.index)),
            _listed(region.table("acquaintances")),
        ],
        ignore_index=True,
    )
    known = known[known["ours"].isin(us) & known["theirs"].isin(them)]
    pairs = known.groupby(["ours", "theirs"])
    table = pairs.agg(last_contact=("last_contact", "max"), weight=("weight", "sum")).reset_index()
    table["weight"] = table["weight"].round(9)
    theirs = people.loc[table["theirs"], ["stakeholder_id", "role", "seniority"]]
    table = pd.concat([table, theirs.reset_index(drop=True)], axis=1)
    return table[_COLUMNS].sort_values(_COLUMNS[:3]).reset_index(drop=True)


def _listed(acquaintances: pd.DataFrame) -> pd.DataFrame:
    """Pairs from the table of acquaintances, either way round."""
    one = list(acquaintances["person_id"])
    other = list(acquaintances["other_person_id"])
    return _undated(ours=one + other, theirs=other + one)


def _undated(*, ours: list[str], theirs: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "ours": pd.Series(ours, dtype="str"),
            "theirs": pd.Series(theirs, dtype="str"),
            "last_contact": pd.Series(pd.NaT, index=range(len(ours)), dtype="datetime64[s]"),
            "weight": 0.0,
        }
    )
