"""What the state of our relations says, in words; organisations and counts only."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from stakeholder_map.phrases import listed
from stakeholder_map.read import Region
from stakeholder_map.relationships.cadence import STATES


def tell_state(region: Region, *, organisations: pd.DataFrame) -> tuple[str, ...]:
    """Sentences on the state of our relations.

    Parameters
    ----------
    region : Region
        Whence it comes.
    organisations : DataFrame
        As `ContactState` holds it.

    Returns
    -------
    tuple of str
        Who is overdue, what hangs on one person, and what is owed.
    """
    return (
        *(_overdue(organisations) if region.has("contacts") else ()),
        *(_single(organisations) if region.has("people") else ()),
        *(_owed(organisations) if region.has("commitments") else ()),
    )


def _overdue(table: pd.DataFrame) -> Iterable[str]:
    never = int(table["last_contact"].isna().sum())
    overdue = table[table["overdue_days"].fillna(0) > 0]
    yield (
        f"{len(overdue)} of {len(table)} organisations are overdue by the cadence of their role"
        + (f"; with {never} no contact is on record at all." if never else ".")
    )
    if len(overdue):
        longest = overdue.sort_values("overdue_days", ascending=False, kind="stable").iloc[0]
        yield (
            f"Longest beyond its cadence: {longest['name']}, last contact "
            f"{longest['days_since']} days ago."
        )
    states = table["state"].value_counts()
    counted = [f"{states[name]} {name}" for name in STATES[:-1] if states.get(name, 0)]
    if counted:
        yield f"State of the relations: {listed(counted)}."
    missed, kept = int(table["promises_missed"].sum()), int(table["promises_kept"].sum())
    if missed + kept:
        yield f"Of {missed + kept} next contacts that were promised and due, {kept} were kept."


def _single(table: pd.DataFrame) -> Iterable[str]:
    count = int(table["single_contact"].sum())
    nobody = int((table["our_people"] == 0).sum())
    yield (
        f"With {count} organisations the relation hangs on one person on either side; in {nobody} "
        "we know nobody by name."
    )


def _owed(table: pd.DataFrame) -> Iterable[str]:
    total = table[["they_owe", "they_owe_late", "we_owe", "we_owe_late"]].sum()
    yield (
        f"They owe us {total['they_owe']} things, {total['they_owe_late']} of them late; "
        f"we owe them {total['we_owe']}, {total['we_owe_late']} of them late."
    )
