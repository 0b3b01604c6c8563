"""Whom to call next, who of ours would be the one to call, and about what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import numpy as np
import pandas as pd

from stakeholder_map.influence.measures.by_name import MEASURES
from stakeholder_map.influence.measures.readings import read_graph
from stakeholder_map.influence.ranking.standing import share_below
from stakeholder_map.phrases import count_of, is_or_are
from stakeholder_map.read import Region
from stakeholder_map.relationships.calling.callers import choose_callers
from stakeholder_map.relationships.calling.topics import reasons_of, topics_of
from stakeholder_map.relationships.state import ContactState
from stakeholder_map.scan import Scan

EVEN_VALUE = 0.5
"""Value of every relation where nothing says which is worth more."""

_DAYS = ("last_contact", "next_promised", "broken_promise")


@dataclass(frozen=True, eq=False)
class CallList:
    """Calls to make in the days ahead, by the value at risk.

    Parameters
    ----------
    organisations : DataFrame
        Indexed by stakeholder id: ``name``, ``role``, ``reasons`` and ``about`` (in words),
        ``who`` (by role in office: who of ours should call whom of theirs; empty where nobody
        knows anybody), ``value`` of the relation in [0, 1], ``value_at_risk``, ``overdue_days``
        (by the end of the days ahead; missing where there was no contact), ``last_contact``,
        ``next_promised``, ``broken_promise``, ``they_owe_late``, ``we_owe_late``.
    callers : DataFrame
        Who of ours should call whom of theirs, by name, one row per organisation on the list that
        anybody knows. **Restricted**: it names persons.
    sentences : tuple of str
        What it says, in words; no persons.
    """

    RESTRICTED: ClassVar[tuple[str, ...]] = ("callers",)
    """Fields that only the restricted tier may show."""

    organisations: pd.DataFrame
    callers: pd.DataFrame
    sentences: tuple[str, ...]


def relation_value(scan: Scan) -> pd.Series[float]:
    """Value of the relation with each stakeholder: how central it is in what others report.

    Parameters
    ----------
    scan : Scan
        An opened scan.

    Returns
    -------
    Series of float
        Indexed by stakeholder id: the share of the others whose strength on the expected graph is
        lower, in [0, 1]; .5 for all where there is no tie to read.

    Notes
    -----
    Central is not better. It says how far news of a neglected relation would travel.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> value = relation_value(open_scan(folder, draws=5, seed=1))
    >>> bool(value.min() >= 0), float(value.max())
    (True, 1.0)
    """
    strength = MEASURES["strength"].over(read_graph(scan.graph))
    index = pd.Index(scan.graph.ids, dtype="str", name="stakeholder_id")
    return pd.Series(share_below(strength)[0], index=index, name="value")


def call_list(
    state: ContactState, *, region: Region, value: pd.Series[float] | None = None, days: int = 30
) -> CallList:
    r"""Organisations that should hear from us in the days ahead, by value at risk.

    .. math:: value\_at\_risk = value \, (1 - 2^{-neglect / half\_life})

    with the neglect in days by the end of the days ahead: the longest of what is overdue, what was
    promised for a day that passed, and what we owe late.

    On the list is whoever will be overdue by then, was promised a contact by then, was promised one
    for a day that passed and has not heard from us since, or has a commitment open that is late in
    either direction. An organisation that we were never in touch
    with is no call that is due: it is left to the choice of partners.

    Parameters
    ----------
    state : ContactState
        State of our relations.
    region : Region
        The same region, for names, people and areas.
    value : Series of float, optional
        Value of the relation with each organisation, as `relation_value` gives it; without it all
        count the same.
    days : int
        How far to look ahead.

    Returns
    -------
    CallList
        The greatest value at risk first, then the longest neglect, then by id.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> from stakeholder_map.relationships.state import contact_state
    >>> region = read_region(folder)
    >>> calls = call_list(contact_state(region), region=region)
    >>> bool((calls.organisations["reasons"] != "").all()), calls.RESTRICTED
    (True, ('callers',))
    """
    table = state.organisations
    table = table.assign(
        overdue_days=_overdue_by_then(table, days=days), value=_values(value, index=table.index)
    )
    neglect = _neglect(table, state=state, days=days)
    share = 1 - np.exp2(-neglect / region.settings.half_life_days)
    table = table.assign(neglect=neglect, value_at_risk=(table["value"] * share).round(9))
    chosen = table[_is_due(table, state=state, days=days)].sort_index()
    chosen = chosen.sort_values(["value_at_risk", "neglect"], ascending=False, kind="stable")
    horizon = state.as_of + timedelta(days=days)
    callers = choose_callers(state.persons, region=region, organisations=chosen.index)
    chosen = chosen.assign(
        reasons=reasons_of(chosen.assign(next_promised=_promised(chosen, until=horizon))),
        about=topics_of(chosen, state=state, region=region),
        who=callers.set_index("stakeholder_id")["who"].reindex(chosen.index).fillna(""),
    )
    known = bool(table["last_contact"].notna().any())
    columns = ["name", "role", "reasons", "about", "who", "value", "value_at_risk", "overdue_days"]
    return CallList(
        organisations=chosen[[*columns, *_DAYS, "they_owe_late", "we_owe_late"]],
        callers=callers.drop(columns="who"),
        sentences=_sentences(chosen, days=days, known=known),
    )


def _values(value: pd.Series[float] | None, *, index: pd.Index) -> pd.Series[float]:
    if value is None:
        return pd.Series(EVEN_VALUE, index=index)
    return value.reindex(index).fillna(EVEN_VALUE).astype("float64")


def _promised(chosen: pd.DataFrame, *, until: pd.Timestamp) -> pd.Series[pd.Timestamp]:
    """Days promised within the days ahead: a later one is no reason to call now."""
    return chosen["next_promised"].where(chosen["next_promised"] <= until)


def _overdue_by_then(table: pd.DataFrame, *, days: int) -> pd.Series[int]:
    """Days beyond the cadence at the end of the days ahead; 0 in time, missing without contact."""
    late = table["days_since"].astype("Float64") + days - table["cadence_days"]
    late = late.mask(table["days_since"].notna() & table["cadence_days"].isna(), 0.0)
    return late.clip(lower=0).round().astype("Int64")


def _neglect(table: pd.DataFrame, *, state: ContactState, days: int) -> pd.Series[float]:
    """Days of neglect by the end of the days ahead; 0 where nothing is overdue."""
    owed = state.promised[state.promised["direction"] == "we_owe"]
    late = owed.groupby("stakeholder_id")["days_late"].max().reindex(table.index)
    broken = (state.as_of - table["broken_promise"]).dt.days + days
    each = pd.DataFrame(
        {
            "overdue": table["overdue_days"].astype("Float64").fillna(0.0),
            "broken": broken.fillna(0.0),
            "owed": (late + days).where(late > 0).fillna(0.0),
        },
        index=table.index,
    )
    return each.astype("float64").max(axis=1)


def _is_due(table: pd.DataFrame, *, state: ContactState, days: int) -> pd.Series[bool]:
    due = (table["overdue_days"] > 0).fillna(value=False).astype(bool)
    due |= (table["next_promised"] <= state.as_of + timedelta(days=days)).to_numpy(dtype=bool)
    due |= table["broken_promise"].notna()
    late = table[["they_owe_late", "we_owe_late"]].fillna(0).sum(axis=1) > 0
    return (due | late.astype(bool)).astype(bool)


def _sentences(chosen: pd.DataFrame, *, days: int, known: bool) -> tuple[str, ...]:
    if chosen.empty and not known:
        return ("No contact is on record: which calls are due cannot be told.",)
    if chosen.empty:
        return (f"No call is due in the next {days} days by what is on record.",)
    first = chosen.iloc[0]
    calls = f"{count_of(len(chosen), 'call')} {is_or_are(len(chosen))} due in the next {days} days"
    return (f"{calls}; most is at risk with {first['name']}: {first['reasons']}.",)
