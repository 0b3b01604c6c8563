"""The state of our relations: last contact, on how many people they rest, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from stakeholder_map.errors import UsageError
from stakeholder_map.phrases import Missing, lacking
from stakeholder_map.read import Region
from stakeholder_map.relationships.acquainted import acquainted
from stakeholder_map.relationships.log import our_contacts, partners_of
from stakeholder_map.relationships.promises import next_dates, open_commitments
from stakeholder_map.relationships.told import tell_state

CADENCE_DAYS = 90
YEAR_DAYS = 365


@dataclass(frozen=True, eq=False)
class ContactState:
    """Where our relations stand on the day of the scan.

    Parameters
    ----------
    organisations : DataFrame
        Indexed by stakeholder id, all organisations but our own; counts and days only.
        ``name``, ``key_group``; ``last_contact`` (day, missing where none is on record),
        ``days_since``, ``contacts_year`` (in the last 365 days), ``strength`` (contacts, each
        halved once per ``half_life_days`` of age); ``overdue_days`` beyond the cadence, 0 where in
        time, and ``overdue``, both missing where no contact is on record;
        ``our_people`` and ``their_people`` who know each other, ``single_contact`` (the relation
        hangs on one person on either side), all three missing without `people`; ``next_promised``
        (the next open day), ``broken_promise`` (the latest promised day that passed without a
        contact since the promise), ``promises_kept``, ``promises_missed``; ``they_owe``,
        ``we_owe``, ``they_owe_late``, ``we_owe_late``: open commitments. What a table that is
        absent would count is missing, not 0.
    commitments : DataFrame
        As `open_commitments` gives it, without ``what``: free text may name persons.
    promised : DataFrame
        As `open_commitments` gives it, whole. **Restricted**: its text may name persons.
    persons : DataFrame
        As `acquainted` gives it. **Restricted**: it names persons.
    as_of : Timestamp
        The day of the scan.
    cadence_days : int
        After how many days without a contact an organisation is overdue.
    sentences : tuple of str
        What it says, in words; no persons.
    missing : tuple of Missing
        Tables that would show more.
    """

    RESTRICTED: ClassVar[tuple[str, ...]] = ("persons", "promised")
    """Fields that only the restricted tier may show."""

    organisations: pd.DataFrame
    commitments: pd.DataFrame
    promised: pd.DataFrame
    persons: pd.DataFrame
    as_of: pd.Timestamp
    cadence_days: int
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def contact_state(region: Region, *, cadence_days: int = CADENCE_DAYS) -> ContactState:
    r"""State of our relation with each organisation.

    .. math:: strength = \sum_{contacts} 2^{-age / half\_life}

    Parameters
    ----------
    region : Region
        Its tables `contacts`, `people`, `acquaintances` and `commitments` are read; each that is
        absent leaves its columns missing, and a sentence says so.
    cadence_days : int
        After how many days without a contact an organisation is overdue.

    Returns
    -------
    ContactState
        With a row for each organisation that is not our own.

    Raises
    ------
    UsageError
        A cadence below one day.

    Notes
    -----
    The log shows what was written down. A quiet log is not yet a quiet relation.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> state = contact_state(read_region(folder))
    >>> state.cadence_days, state.organisations["overdue"].dtype
    (90, BooleanDtype)
    """
    if cadence_days < 1:
        raise UsageError(f"the cadence must be at least 1 day, not {cadence_days!r}")
    as_of = pd.Timestamp(region.as_of)
    log = our_contacts(region)
    persons = acquainted(region, log=log)
    commitments = open_commitments(region)
    table = partners_of(region)
    table = table.join(_contacts(log, region=region, index=table.index))
    late = table["days_since"] - cadence_days
    table["overdue_days"] = late.clip(lower=0)
    table["overdue"] = (late > 0).astype("boolean")
    table = table.join(_people(persons, index=table.index, known=region.has("people")))
    table = table.join(_promised(next_dates(log, as_of=as_of), index=table.index, as_of=as_of))
    table = table.join(_owed(commitments, index=table.index))
    table = _unknown(table, region=region)
    return ContactState(
        organisations=table,
        commitments=commitments.drop(columns="what"),
        promised=commitments,
        persons=persons,
        as_of=as_of,
        cadence_days=cadence_days,
        sentences=tell_state(region, organisations=table, cadence_days=cadence_days),
        missing=lacking(region.has, "contacts", "people", "commitments"),
    )


def _unknown(table: pd.DataFrame, *, region: Region) -> pd.DataFrame:
    """The table with what an absent table would count missing."""
    for source, columns in (
        ("contacts", ("contacts_year", "promises_kept", "promises_missed")),
        ("commitments", ("they_owe", "we_owe", "they_owe_late", "we_owe_late")),
    ):
        for column in columns:
            count = table[column].astype("Int64")
            table[column] = count if region.has(source) else count.mask(count >= 0)
    if not region.has("contacts"):
        table["strength"] = np.nan
    return table


def _contacts(log: pd.DataFrame, *, region: Region, index: pd.Index) -> pd.DataFrame:
    age = (pd.Timestamp(region.as_of) - log["date"]).dt.days.astype("float64")
    weight = np.exp2(-age / region.settings.half_life_days)
    dated = log.assign(weight=weight, recent=age < YEAR_DAYS)
    by = dated.groupby("stakeholder_id")
    table = pd.DataFrame({"last_contact": by["date"].max().reindex(index)}, index=index)
    since = (pd.Timestamp(region.as_of) - table["last_contact"]).dt.days
    table["days_since"] = since.astype("Int64")
    table["contacts_year"] = by["recent"].sum().reindex(index).fillna(0).astype("int64")
    table["strength"] = by["weight"].sum().reindex(index).fillna(0.0).astype("float64").round(9)
    return table


def _people(persons: pd.DataFrame, *, index: pd.Index, known: bool) -> pd.DataFrame:
    by = persons.groupby("stakeholder_id")
    table = pd.DataFrame(index=index)
    for column, end in (("our_people", "ours"), ("their_people", "theirs")):
        count = by[end].nunique().reindex(index).fillna(0).astype("Int64")
        table[column] = count if known else count.mask(count >= 0)
    fewest = table.min(axis=1)
    table["single_contact"] = (fewest == 1).astype("boolean")
    return table


def _promised(promises: pd.DataFrame, *, index: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    ahead = promises[(promises["state"] == "open") & (promises["promised"] >= as_of)]
    table = pd.DataFrame(
        {"next_promised": ahead.groupby("stakeholder_id")["promised"].min().reindex(index)},
        index=index,
    )
    # broken only while nothing was heard since: a later contact mends it
    broken = promises[~promises["met"] & (promises["promised"] < as_of)]
    latest = broken.groupby("stakeholder_id")["promised"].max()
    table["broken_promise"] = latest.reindex(index)
    for state in ("kept", "missed"):
        of_state = promises[promises["state"] == state].groupby("stakeholder_id").size()
        table[f"promises_{state}"] = of_state.reindex(index).fillna(0).astype("int64")
    return table


def _owed(commitments: pd.DataFrame, *, index: pd.Index) -> pd.DataFrame:
    table = pd.DataFrame(index=index)
    for suffix, some in (("", commitments), ("_late", commitments[commitments["days_late"] > 0])):
        for direction in ("they_owe", "we_owe"):
            count = some[some["direction"] == direction].groupby("stakeholder_id").size()
            table[direction + suffix] = count.reindex(index).fillna(0).astype("int64")
    return table
