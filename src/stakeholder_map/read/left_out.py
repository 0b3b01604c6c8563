"""Rows that a scan leaves out for a named reason, and the balance that accounts for every row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.errors import Problem
from stakeholder_map.read.canonical import sort_rows
from stakeholder_map.read.given import Given, GivenTables
from stakeholder_map.settings import SETTINGS_FILE, Settings
from stakeholder_map.tables import TABLES

USED = "used"
OTHER_WAVE = "other wave"
AFTER_AS_OF = "after as_of"
AFTER_CLOSE = "after survey_closes"
BEFORE_LOG = "before log_start"
SELF_CONTACT = "self-contact"
DUPLICATE = "duplicate contact"

REASONS = (USED, OTHER_WAVE, AFTER_AS_OF, AFTER_CLOSE, BEFORE_LOG, SELF_CONTACT, DUPLICATE)
"""What can become of a row; the first reason that holds counts it."""

_OBSERVED = {
    "survey": "submitted_at",
    "invitations": "invited_on",
    "positions": "stated_on",
    "observations": "date",
    "contacts": "date",
    "events": "date",
    "acquaintances": "since",
    "memberships": "since",
    "asks": "asked_on",
    "corrections": "told_on",
}
"""The day from which a row of each table is known; without a day it is known already."""

_Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Cut:
    """Where a scan draws its lines.

    Parameters
    ----------
    as_of : date
        The day it speaks of.
    wave : str or None
        The wave of the survey it reads; ``None``: none had closed.
    settings : Settings
        For `survey_closes` and `log_start`.
    """

    as_of: date
    wave: str | None
    settings: Settings


def leave_out(tables: GivenTables, *, cut: Cut) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Tables as they could be known on a day, and the balance of their rows.

    Parameters
    ----------
    tables : mapping of str to Given
        Checked tables whose references are ids.
    cut : Cut
        Where the scan draws its lines.

    Returns
    -------
    dict of str to DataFrame
        The rows used, in canonical order. Where no wave had closed, `survey` and `invitations` are
        not among them: nobody had been heard, which is not the same as silence.
    DataFrame
        Columns `table`, `reason` (``"used"``, or why rows were left out), `rows`; the rows of a
        table add up to the rows read.
    """
    kept: dict[str, pd.DataFrame] = {}
    balance: list[tuple[str, str, int]] = []
    people = tables.get("people")
    homes = {} if people is None else _homes(people.frame)
    for name in (name for name in TABLES if name in tables):
        frame = sort_rows(tables[name].frame, key=TABLES[name].key)
        reasons = np.full(len(frame), USED, dtype=object)
        for reason, mask in _reasons(name, frame, cut=cut, homes=homes):
            reasons[mask & (reasons == USED)] = reason
        if name == "contacts":
            used = frame[reasons == USED]
            again = used.duplicated(list(TABLES[name].key)).to_numpy(dtype=bool)
            reasons[np.flatnonzero(reasons == USED)[again]] = DUPLICATE
        counts = {reason: int((reasons == reason).sum()) for reason in REASONS}
        balance += [(name, reason, n) for reason, n in counts.items() if n or reason == USED]
        if cut.wave is not None or name not in {"survey", "invitations"}:
            kept[name] = frame[reasons == USED].reset_index(drop=True)
    return kept, pd.DataFrame(balance, columns=["table", "reason", "rows"])


def _reasons(
    name: str, frame: pd.DataFrame, *, cut: Cut, homes: Mapping[str, str]
) -> Iterator[tuple[str, _Mask]]:
    """Reasons to leave out rows of one table, in the order in which they count."""
    if name in {"survey", "invitations"}:
        yield OTHER_WAVE, (frame["wave"] != cut.wave).to_numpy(dtype=bool)
    if name in _OBSERVED:
        yield AFTER_AS_OF, _after(frame[_OBSERVED[name]], cut.as_of)
    if name == "survey" and cut.settings.survey_closes is not None:
        yield AFTER_CLOSE, _after(frame["submitted_at"], cut.settings.survey_closes)
    if name == "contacts":
        if cut.settings.log_start is not None:
            start = pd.Timestamp(cut.settings.log_start)
            yield BEFORE_LOG, (frame["date"] < start).to_numpy(dtype=bool)
        ends = (frame[end].map(lambda one: homes.get(one, one)) for end in ("from_id", "to_id"))
        one, other = (end.to_numpy(dtype=object) for end in ends)
        yield SELF_CONTACT, np.asarray(one == other, dtype=bool)


def _homes(people: pd.DataFrame) -> dict[str, str]:
    return dict(zip(people["person_id"], people["stakeholder_id"], strict=True))


def _after(days: pd.Series[pd.Timestamp], day: date) -> _Mask:
    return (days > pd.Timestamp(day)).to_numpy(dtype=bool)


def warn_of_close(balance: pd.DataFrame, *, settings: Settings) -> Iterator[Problem]:
    """A warning where the last day of the survey leaves no answer: it may be that of another one.

    Parameters
    ----------
    balance : DataFrame
        As :func:`leave_out` gives it.
    settings : Settings
        For `survey_closes`.

    Yields
    ------
    Problem
        One at most.
    """
    rows = balance[balance["table"] == "survey"].set_index("reason")["rows"]
    late = int(rows.get(AFTER_CLOSE, 0))
    if late and not rows.get(USED, 0):
        expected = "a day by which answers of this survey had come in"
        found = f"{settings.survey_closes}; every answer that would count came later ({late})"
        yield Problem(SETTINGS_FILE, expected, found, column="survey_closes")


def hide_later(tables: GivenTables, *, as_of: date) -> tuple[dict[str, Given], list[Problem]]:
    """Tables in which what happened to a row after a day is not known yet.

    Parameters
    ----------
    tables : mapping of str to Given
        Checked tables.
    as_of : date
        The day the scan speaks of.

    Returns
    -------
    dict of str to Given
        An ask answered later waits; a promise kept later is open; a measure taken later is not.
    list of Problem
        Warnings that count both.
    """
    known = dict(tables)
    warnings: list[Problem] = []
    for name, day, instead in (
        ("asks", "answered_on", {"answer": "waiting", "reason": None}),
        ("commitments", "done", {}),
        ("areas", "current_on", {"current": None}),
    ):
        if name not in tables:
            continue
        given = tables[name]
        late = _after(given.frame[day], as_of)
        if late.any():
            frame = given.frame.copy()
            for column, value in {**instead, day: None}.items():
                frame.loc[late, column] = value
            known[name] = given.with_frame(frame)
            found = f"{int(late.sum())} later, read as not known yet"
            expected = f"a day up to {as_of} (as_of)"
            row = given.frame.index[late][0]
            warnings.append(given.problem(expected, found, row=row, column=day))
    return known, warnings
