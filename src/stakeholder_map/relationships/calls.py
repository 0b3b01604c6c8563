"""Whom to call next, and who of ours would be the one to call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

import pandas as pd

from stakeholder_map.phrases import count_of, is_or_are
from stakeholder_map.relationships.state import ContactState


@dataclass(frozen=True, eq=False)
class CallList:
    """Calls to make in the days ahead, the most pressing first.

    Parameters
    ----------
    organisations : DataFrame
        Indexed by stakeholder id: ``name``, ``reasons`` (in words), ``overdue_days`` (by the end of
        the days ahead; missing where there was no contact), ``last_contact``, ``next_promised``,
        ``broken_promise``, ``they_owe_late``, ``we_owe_late``.
    callers : DataFrame
        Who of ours last spoke with whom of theirs, one row per organisation on the list that
        anybody knows. **Restricted**: it names persons.
    sentences : tuple of str
        What it says, in words; no persons.
    """

    RESTRICTED: ClassVar[tuple[str, ...]] = ("callers",)
    """Fields that only the restricted tier may show."""

    organisations: pd.DataFrame
    callers: pd.DataFrame
    sentences: tuple[str, ...]


def call_list(state: ContactState, *, days: int = 30) -> CallList:
    """Organisations that should hear from us in the days ahead.

    On the list is whoever will be overdue by then, was promised a contact by then, was promised one
    for a day that passed and has not heard from us since, or has a commitment open that is late in
    either direction. An organisation that we were never in touch
    with is no call that is due: it is left to the choice of partners.

    Parameters
    ----------
    state : ContactState
        State of our relations.
    days : int
        How far to look ahead.

    Returns
    -------
    CallList
        What is late on our side first, then the longest overdue, then by id.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> from stakeholder_map.relationships.state import contact_state
    >>> calls = call_list(contact_state(read_region(folder)))
    >>> bool((calls.organisations["reasons"] != "").all()), calls.RESTRICTED
    (True, ('callers',))
    """
    table = state.organisations
    by_then = (table["days_since"] + days - state.cadence_days).clip(lower=0)
    due = (by_then > 0).fillna(value=False)
    promised = table["next_promised"] <= state.as_of + timedelta(days=days)
    promised |= table["broken_promise"].notna()
    late = table[["they_owe_late", "we_owe_late"]].fillna(0).sum(axis=1) > 0
    chosen = table.assign(overdue_days=by_then)[(due | promised | late).astype(bool)]
    reasons = [_reasons(row) for row in chosen.to_dict("records")]
    chosen = chosen.assign(
        reasons=pd.Series(reasons, index=chosen.index, dtype="str"),
        order=chosen["overdue_days"].fillna(0),
        owed=chosen["we_owe_late"].fillna(0),
    )
    chosen = chosen.sort_index().sort_values(["owed", "order"], ascending=False, kind="stable")
    days_of = ["last_contact", "next_promised", "broken_promise"]
    columns = ["name", "reasons", "overdue_days", *days_of]
    last = state.persons[state.persons["stakeholder_id"].isin(chosen.index)].sort_values(
        ["stakeholder_id", "last_contact", "ours", "theirs"],
        ascending=[True, False, True, True],
    )
    return CallList(
        organisations=chosen[[*columns, "they_owe_late", "we_owe_late"]],
        callers=last.drop_duplicates("stakeholder_id").reset_index(drop=True),
        sentences=_sentences(chosen, days=days, known=bool(table["last_contact"].notna().any())),
    )


def _reasons(row: Mapping[Any, Any]) -> str:
    reasons = []
    if pd.notna(row["overdue_days"]) and row["overdue_days"] > 0:
        reasons.append(f"last contact {row['days_since']} days ago")
    if pd.notna(row["next_promised"]):
        reasons.append(f"promised for {row['next_promised'].date()}")
    if pd.notna(row["broken_promise"]):
        reasons.append(f"promised for {row['broken_promise'].date()}, which passed without it")
    if pd.notna(row["we_owe_late"]) and row["we_owe_late"]:
        reasons.append(f"we owe {row['we_owe_late']} late")
    if pd.notna(row["they_owe_late"]) and row["they_owe_late"]:
        reasons.append(f"they owe {row['they_owe_late']} late")
    return "; ".join(reasons)


def _sentences(chosen: pd.DataFrame, *, days: int, known: bool) -> tuple[str, ...]:
    if chosen.empty and not known:
        return ("No contact is on record: which calls are due cannot be told.",)
    if chosen.empty:
        return (f"No call is due in the next {days} days by what is on record.",)
    first = chosen.iloc[0]
    calls = f"{count_of(len(chosen), 'call')} {is_or_are(len(chosen))} due in the next {days} days"
    return (f"{calls}; first {first['name']}: {first['reasons']}.",)
