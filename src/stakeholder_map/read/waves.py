"""Which round of the survey a scan reads: the latest one closed by `as_of`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from stakeholder_map.errors import Problem, quoted
from stakeholder_map.read.given import Given, GivenTables
from stakeholder_map.read.names import Register, same_text

ONLY_WAVE = "1"
"""Name of the wave where nobody gave it one."""

_IN_WAVES = ("survey", "invitations")


def settle_waves(tables: GivenTables) -> tuple[dict[str, Given], list[Problem]]:
    """Tables whose answers and invitations all name their wave.

    Parameters
    ----------
    tables : mapping of str to Given
        The tables of the folder.

    Returns
    -------
    dict of str to Given
        The same tables; where there is one wave, blanks hold its name.
    list of Problem
        Faults: waves that nobody declared, blanks where there are several waves.
    """
    settled = dict(tables)
    problems: list[Problem] = []
    given = [tables[name] for name in _IN_WAVES if name in tables]
    waves = tables.get("waves")
    if waves is None:
        known, faults = _named(given)
        problems += faults
    else:
        known = Register.of((str(name), "") for name in waves.frame["wave"].dropna())
    for table in given:
        frame = table.frame.copy(deep=False)
        frame["wave"], faults = _waves_of(table, known)
        problems += faults
        settled[table.table.name] = table.with_frame(frame)
    return settled, problems


def _named(given: list[Given]) -> tuple[Register, list[Problem]]:
    """The one wave of a folder without the table `waves`, and the fault where several are named."""
    first: dict[str, tuple[Given, object]] = {}
    for table in given:
        for row, name in table.frame["wave"].dropna().items():
            first.setdefault(same_text(str(name)), (table, row))
    names = list(first) or [ONLY_WAVE]
    problems = []
    if len(names) > 1:
        table, row = first[names[1]]
        expected = "a table waves that says when each wave closed, since there are several"
        found = f"none, and here {quoted(names[1])} beside {quoted(names[0])}"
        problems.append(table.problem(expected, found, row=row, column="wave"))
    return Register.of((name, "") for name in names), problems


def _waves_of(given: Given, known: Register) -> tuple[pd.Series[str], list[Problem]]:
    """Wave of each row, by its declared name."""
    names = list(known.ids.values())
    problems = []
    waves: list[str | None] = []
    for row, text in given.frame["wave"].astype(object).items():
        ids = known.find(text) if isinstance(text, str) else tuple(names)
        waves.append(ids[0] if len(ids) == 1 else None)
        if len(ids) != 1 and names:
            said = isinstance(text, str)
            found = quoted(text) if said else "an empty cell, and there are several waves"
            nearest = known.nearest(text) if said else None
            expected = "a wave from waves"
            problems.append(given.problem(expected, found, row=row, column="wave", nearest=nearest))
    return pd.Series(waves, index=given.frame.index, dtype="str"), problems


def closed_wave(tables: GivenTables, *, as_of: date) -> str | None:
    """The wave that a scan reads.

    Parameters
    ----------
    tables : mapping of str to Given
        The tables of the folder, with settled waves.
    as_of : date
        The day the scan speaks of.

    Returns
    -------
    str or None
        The wave that closed last by `as_of`; without the table `waves` the only one; ``None``
        where every wave closes later.
    """
    if "waves" not in tables:
        named = [tables[name].frame["wave"] for name in _IN_WAVES if name in tables]
        names = pd.concat(named).dropna() if named else pd.Series(dtype="str")
        return str(names.iloc[0]) if len(names) else ONLY_WAVE
    frame = tables["waves"].frame
    closed = frame[frame["closed"] <= pd.Timestamp(as_of)]
    if closed.empty:
        return None
    return str(closed.sort_values(["closed", "opened", "wave"])["wave"].iloc[-1])


def late_or_early(tables: GivenTables, *, wave: str | None, until: date) -> Iterator[Problem]:
    """Warnings about answers outside the days of their wave.

    Parameters
    ----------
    tables : mapping of str to Given
        The tables of the folder, with settled waves.
    wave : str or None
        The wave that the scan reads.
    until : date
        The last day from which answers are used.

    Yields
    ------
    Problem
        One at most, with the first such row and the number of the others.
    """
    if wave is None or "waves" not in tables or "survey" not in tables:
        return
    survey, waves = tables["survey"], tables["waves"].frame
    opened, closed = waves.loc[waves["wave"] == wave, ["opened", "closed"]].iloc[0]
    used = (survey.frame["wave"] == wave) & (survey.frame["submitted_at"] <= pd.Timestamp(until))
    said = survey.frame.loc[used.to_numpy(dtype=bool), "submitted_at"]
    outside = said[(said < opened) | (said > closed)]
    if len(outside):
        found = f"{outside.iloc[0]:%Y-%m-%d}"
        found += f", and {len(outside) - 1} more such rows" if len(outside) > 1 else ""
        expected = f"a day from {opened:%Y-%m-%d} to {closed:%Y-%m-%d}, when wave {wave!r} was open"
        yield survey.problem(expected, found, row=outside.index[0], column="submitted_at")
