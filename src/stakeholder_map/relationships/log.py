"""The contact log read from our side: who of ours was in touch with whom of theirs, and when."""

from __future__ import annotations

import pandas as pd

from stakeholder_map.read import Region


def our_organisations(region: Region) -> frozenset[str]:
    """Ids of the convener and its internal departments."""
    who = region.table("stakeholders")
    internal = who["internal"].fillna(value=False).astype(bool)
    return frozenset(who.loc[internal, "stakeholder_id"]) | {region.settings.convener}


def partners_of(region: Region) -> pd.DataFrame:
    """The organisations that we may have a relation with: all but our own, indexed by id."""
    who = region.table("stakeholders")
    others = who[~who["stakeholder_id"].isin(our_organisations(region))]
    return others.set_index("stakeholder_id").sort_index()[["name", "key_group"]]


def our_contacts(region: Region) -> pd.DataFrame:
    """Contacts between us and another organisation.

    Parameters
    ----------
    region : Region
        Its table `contacts` is read; contacts among ourselves or among others are passed over.

    Returns
    -------
    DataFrame
        One row per contact, by date: ``date``; ``stakeholder_id`` of the other side; ``ours`` and
        ``theirs``, the parties as the log names them (a person, or the organisation itself;
        restricted); ``from_us``; ``next_date``, promised for the next contact or missing.
    """
    contacts = region.table("contacts")
    columns = ["date", "stakeholder_id", "ours", "theirs", "from_us", "next_date"]
    parties = pd.unique(pd.concat([contacts["from_id"], contacts["to_id"]]))
    home = {party: region.organisation_of(party) for party in parties}
    us = our_organisations(region)
    ends = {end: contacts[end].map(home).astype("str") for end in ("from_id", "to_id")}
    outward = ends["from_id"].isin(us)
    with_other = outward ^ ends["to_id"].isin(us)
    log = pd.DataFrame(
        {
            "date": contacts["date"],
            "stakeholder_id": ends["to_id"].where(outward, ends["from_id"]),
            "ours": contacts["from_id"].where(outward, contacts["to_id"]),
            "theirs": contacts["to_id"].where(outward, contacts["from_id"]),
            "from_us": outward.astype(bool),
            "next_date": contacts["next_date"],
        }
    )
    return log.loc[with_other, columns].sort_values(columns[:4]).reset_index(drop=True)
