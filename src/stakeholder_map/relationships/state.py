"""The state of our relations: last contact, on how many people they rest, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from stakeholder_map.phrases import Missing, lacking
from stakeholder_map.read import Region
from stakeholder_map.relationships.acquainted import acquainted
from stakeholder_map.relationships.cadence import contact_figures, contact_states
from stakeholder_map.relationships.log import our_contacts, partners_of
from stakeholder_map.relationships.promises import next_dates, open_commitments
from stakeholder_map.relationships.roles import cadence_of, roles_of
from stakeholder_map.relationships.told import tell_state


@dataclass(frozen=True, eq=False)
class ContactState:
    """Where our relations stand on the day of the scan.

    Parameters
    ----------
    organisations : DataFrame
        Indexed by stakeholder id, all organisations but our own; counts and days only.
        ``name``, ``key_group``; ``role``, what it is to us (see `roles_of`), and
        ``cadence_days``; ``state`` (see `contact_states`, missing without `contacts`); the columns
        of `contact_figures`; ``overdue_days`` beyond the cadence, 0 where in time, and
        ``overdue``, both missing where no contact is on record; ``our_people`` and
        ``their_people`` who know each other, ``single_contact`` (the relation
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
    log : DataFrame
        As `our_contacts` gives it. **Restricted**: it names persons.
    as_of : Timestamp
        The day of the scan.
    sentences : tuple of str
        What it says, in words; no persons.
    missing : tuple of Missing
        Tables that would show more.
    """

    RESTRICTED: ClassVar[tuple[str, ...]] = ("log", "persons", "promised")
    """Fields that only the restricted tier may show."""

    organisations: pd.DataFrame
    commitments: pd.DataFrame
    promised: pd.DataFrame
    persons: pd.DataFrame
    log: pd.DataFrame
    as_of: pd.Timestamp
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def contact_state(region: Region) -> ContactState:
    """State of our relation with each organisation.

    Parameters
    ----------
    region : Region
        Its tables `contacts`, `people`, `acquaintances`, `commitments`, `asks` and `positions` are
        read; each that is absent leaves its columns missing, and a sentence says so.

    Returns
    -------
    ContactState
        With a row for each organisation that is not our own.

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
    >>> sorted(state.organisations["role"].unique())
    ['candidate', 'courtesy', 'founding_member']
    """
    as_of = pd.Timestamp(region.as_of)
    log = our_contacts(region)
    persons = acquainted(region, log=log)
    commitments = open_commitments(region)
    table = partners_of(region)
    table["role"] = roles = roles_of(region)
    table["cadence_days"] = cadence = cadence_of(region, roles=roles)
    figures = contact_figures(log, region=region, index=table.index)
    table["state"] = contact_states(log, region=region, figures=figures, cadence=cadence)
    table = table.join(figures)
    late = (table["days_since"] - cadence).astype("Float64")
    late = late.mask(table["days_since"].notna() & cadence.isna(), 0.0)
    table["overdue_days"] = late.clip(lower=0).round().astype("Int64")
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
        log=log,
        as_of=as_of,
        sentences=tell_state(region, organisations=table),
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
        table["state"] = pd.Series(None, index=table.index, dtype="str")
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
