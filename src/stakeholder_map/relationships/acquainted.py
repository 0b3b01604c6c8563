"""Who of ours knows whom of theirs, from contacts, lists of acquaintances and `known_by`."""

from __future__ import annotations

import pandas as pd

from stakeholder_map.read import Region
from stakeholder_map.relationships.log import our_organisations


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
        log has none).
    """
    people = _in_office(region).set_index("person_id")
    us = people.index[people["stakeholder_id"].isin(our_organisations(region))]
    them = people.index.difference(us)
    known = pd.concat(
        [
            log.groupby(["ours", "theirs"])["date"].max().rename("last_contact").reset_index(),
            _named(people),
            _listed(region.table("acquaintances")),
        ],
        ignore_index=True,
    )
    known = known[known["ours"].isin(us) & known["theirs"].isin(them)]
    last = known.groupby(["ours", "theirs"])["last_contact"].max().reset_index()
    theirs = people.loc[last["theirs"], ["stakeholder_id", "role", "seniority"]]
    table = pd.concat([last, theirs.reset_index(drop=True)], axis=1)
    columns = ["stakeholder_id", "ours", "theirs", "role", "seniority", "last_contact"]
    return table[columns].sort_values(columns[:3]).reset_index(drop=True)


def _in_office(region: Region) -> pd.DataFrame:
    people = region.table("people")
    as_of = pd.Timestamp(region.as_of)
    return people[~(people["since"] > as_of) & ~(people["until"] < as_of)]


def _named(people: pd.DataFrame) -> pd.DataFrame:
    """Pairs from the column `known_by`."""
    each = people["known_by"].explode().dropna()
    return _undated(ours=list(each), theirs=list(each.index))


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
        }
    )
