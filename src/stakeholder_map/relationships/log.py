"""The contact log read from our side: who of ours was in touch with whom of theirs, and when."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stakeholder_map.read import Region
from stakeholder_map.tables.spans import holding

_ORDER = ["date", "stakeholder_id", "ours", "theirs", "channel", "area_id"]
_TOLD = ("channel", "area_id", "tension", "favour", "next_date", "outcome", "notes")


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


def in_office(region: Region) -> pd.DataFrame:
    """People who hold their role on the day of the scan, indexed by id, ours and theirs."""
    return holding(region.table("people"), region.as_of).set_index("person_id").sort_index()


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
        restricted); ``from_us``; ``weight``, halved once per ``half_life_days`` of age; then
        ``channel``, ``area_id``, ``tension``, ``favour``, ``next_date`` (promised for the next
        contact), ``outcome`` and ``notes`` (restricted) as in the log.
    """
    contacts = region.table("contacts")
    us = our_organisations(region)
    ends = {}
    for end in ("from_id", "to_id"):
        codes, parties = pd.factorize(contacts[end])
        homes = np.array([region.organisation_of(party) for party in parties], dtype=object)
        ends[end] = pd.Series(homes[codes], index=contacts.index, dtype="str")
    outward = ends["from_id"].isin(us)
    with_other = outward ^ ends["to_id"].isin(us)
    age = (pd.Timestamp(region.as_of) - contacts["date"]).dt.days.astype("float64")
    log = pd.DataFrame(
        {
            "date": contacts["date"],
            "stakeholder_id": ends["to_id"].where(outward, ends["from_id"]),
            "ours": contacts["from_id"].where(outward, contacts["to_id"]),
            "theirs": contacts["to_id"].where(outward, contacts["from_id"]),
            "from_us": outward.astype(bool),
            "weight": np.exp2(-age / region.settings.half_life_days),
            **{name: contacts[name] for name in _TOLD},
        }
    )
    return log[with_other].sort_values(_ORDER).reset_index(drop=True)
