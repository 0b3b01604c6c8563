"""Rules within one table: keys, ids that look alike, ends before starts, names that collide."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from math import lcm
from typing import TypeAlias

import pandas as pd

from stakeholder_map.errors import Problem, quoted
from stakeholder_map.read.given import Given, GivenTables
from stakeholder_map.read.names import Register, look_alike, same_text
from stakeholder_map.read.resolve import PARTIES, register_of
from stakeholder_map.tables import TABLES

Suspects: TypeAlias = Collection[tuple[str, int, str]]
"""Table, row and column of the cells that have a fault already."""

_STARTS_AND_ENDS = (
    ("waves", "opened", "closed"),
    ("people", "since", "until"),
    ("memberships", "since", "until"),
    ("asks", "asked_on", "answered_on"),
    ("contacts", "date", "next_date"),
    ("stakeholders", "lead_months_min", "lead_months_max"),
)

HIGHEST_SCALE = 1_000_000
"""No scale of answers is higher, and neither is the one on which questions of a construct meet."""

OF_SURVEY = frozenset(column.name for column in TABLES["survey"].columns)
"""Headers of `survey` that no question may have."""


def check_tables(tables: GivenTables, *, suspects: Suspects) -> Iterator[Problem]:
    """Faults that show when the rows of one table are compared, or the cells of one row.

    Parameters
    ----------
    tables : mapping of str to Given
        Tables whose references are ids.
    suspects : collection
        Cells that have a fault already; their rows are not compared by them.

    Yields
    ------
    Problem
        Repeated keys, ids that look alike, ends before starts, scales that are none, systems that
        belong to themselves.
    """
    for given in tables.values():
        yield from _repeated_keys(given, suspects)
        yield from _look_alikes(given)
    for name, start, end in _STARTS_AND_ENDS:
        if name in tables:
            yield from _end_before_start(tables[name], start, end)
    if "questions" in tables:
        yield from _scales(tables["questions"])
        yield from _common_scales(tables["questions"])
    if "stakeholders" in tables:
        yield from _own_parents(tables["stakeholders"])
    if "acquaintances" in tables:
        yield from _own_acquaintances(tables["acquaintances"])


def _repeated_keys(given: Given, suspects: Suspects) -> Iterator[Problem]:
    """Two rows for what the declaration says stands in one."""
    key = list(given.table.key)
    if not key or given.table.repeats or not given.has(*key):
        return
    doubtful = {row for name, row, column in suspects if name == given.table.name and column in key}
    frame = given.frame.loc[~given.frame.index.isin(doubtful), key]
    compared = frame.copy(deep=False)
    for name in key:
        if given.table.column(name).kind == "text":
            compared[name] = frame[name].map(same_text, na_action="ignore")
    if given.table.name == "acquaintances":
        pairs = [sorted(map(str, pair)) for pair in compared.itertuples(index=False)]
        compared = pd.DataFrame(pairs, index=frame.index, columns=key)
    again = compared.duplicated()
    if not again.any():
        return
    groups = compared.groupby(key, dropna=False, sort=False).ngroup()
    first = dict(zip(groups[::-1], groups.index[::-1], strict=True))
    said = [name for name in key if name != "wave" or len(set(frame["wave"])) > 1]
    for row, group, values in zip(
        groups.index[again], groups[again], frame.loc[again, said].to_dict("records"), strict=True
    ):
        words = [f"{name} {_plain(value)}" for name, value in values.items() if not pd.isna(value)]
        found = f"{', '.join(words)} again, as in row {first[group]}"
        expected = f"one row for each {', '.join(said)}{_hint(given, (first[group], row), said)}"
        yield given.problem(expected, found, row=row, column=said[-1] if len(said) == 1 else None)


def _hint(given: Given, rows: tuple[int, int], said: Collection[str]) -> str:
    """What to do about an answer that came on another day than the one it repeats."""
    if given.table.name != "survey" or "wave" in said:
        return ""
    one, other = given.frame.loc[list(rows), "submitted_at"]
    later = not pd.isna(one) and not pd.isna(other) and one != other
    return " (a later round: fill in wave and the table waves)" if later else ""


def _plain(value: object) -> str:
    """A value as messages print it: a text in quotation marks, a day or number as it is written."""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return f"{value:g}" if isinstance(value, float) else quoted(value)


def _look_alikes(given: Given) -> Iterator[Problem]:
    """Different ids that a reader cannot tell apart."""
    column = given.table.columns[0]
    if column.kind != "id" or column.refers:
        return
    first: dict[str, tuple[str, object]] = {}
    for row, text in given.frame[column.name].dropna().items():
        other, where = first.setdefault(look_alike(str(text)), (str(text), row))
        if other != text:
            expected = "an id that differs by more than capitals, Unicode form or hidden characters"
            found = f"{text!a} beside {other!a} in row {where}"
            yield given.problem(expected, found, row=row, column=column.name)


def _end_before_start(given: Given, start: str, end: str) -> Iterator[Problem]:
    frame = given.frame
    wrong = (frame[end] < frame[start]).fillna(value=False).to_numpy(dtype=bool)
    for row, first, last in frame.loc[wrong, [start, end]].itertuples(name=None):
        expected = f"no less than {start}, which is {_plain(first)}"
        yield given.problem(expected, _plain(last), row=row, column=end)


def _scales(questions: Given) -> Iterator[Problem]:
    """A scale runs from at least 0 up: strength is the answer over the highest."""
    columns = ["question", "lowest", "highest"]
    for row, name, lowest, highest in questions.frame[columns].itertuples(name=None):
        if not pd.isna(lowest) and lowest < 0:
            expected = "a whole number of at least 0"
            yield questions.problem(expected, quoted(str(lowest)), row=row, column="lowest")
        if not pd.isna(lowest) and not pd.isna(highest) and highest <= lowest:
            expected = f"more than the lowest answer, which is {lowest}"
            yield questions.problem(expected, quoted(str(highest)), row=row, column="highest")
        if name in OF_SURVEY:
            expected = "a name that no other column of survey has"
            yield questions.problem(expected, quoted(name), row=row, column="question")


def _common_scales(questions: Given) -> Iterator[Problem]:
    """Questions on one construct are brought to one scale, whose height has to stay a number."""
    heights: dict[object, int] = {}
    columns = ["question", "construct", "highest"]
    for row, name, construct, highest in questions.frame[columns].dropna().itertuples(name=None):
        before = heights.get(construct, 1)
        common = lcm(before, max(int(highest), 1))
        if common <= HIGHEST_SCALE:
            heights[construct] = common
            continue
        expected = f"a highest answer of at most {HIGHEST_SCALE:,}"
        if before > 1:
            expected += f", as the common multiple of all scales of {construct} too"
        found = f"{int(highest)} in the question {quoted(name)}"
        found += f", beside scales of common height {before}" if before > 1 else ""
        yield questions.problem(expected, found, row=row, column="highest")


def _own_parents(stakeholders: Given) -> Iterator[Problem]:
    """A stakeholder that is part of itself, directly or over others."""
    frame = stakeholders.frame
    pairs = frame[["stakeholder_id", "parent_id"]].dropna()
    parents = dict(zip(pairs["stakeholder_id"], pairs["parent_id"], strict=True))
    for row, one in pairs["stakeholder_id"].items():
        above, seen = parents.get(one), {one}
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == one:
            found = f"{quoted(parents[one])}, which belongs to {quoted(one)}"
            yield stakeholders.problem(
                "a system that it is part of", found, row=row, column="parent_id"
            )


def _own_acquaintances(acquaintances: Given) -> Iterator[Problem]:
    frame = acquaintances.frame
    same = (frame["person_id"] == frame["other_person_id"]).fillna(value=False)
    for row, person in frame.loc[same.to_numpy(dtype=bool), "person_id"].items():
        yield acquaintances.problem(
            "somebody else", quoted(person), row=row, column="other_person_id"
        )


def check_names(tables: GivenTables, registers: Mapping[str, Register]) -> Iterator[Problem]:
    """Faults of ids and names that could mean two things.

    Parameters
    ----------
    tables : mapping of str to Given
        Tables whose references are ids.
    registers : mapping of str to Register
        What texts can mean a row of each.

    Yields
    ------
    Problem
        A person with a stakeholder's id; a name or alias that is another row's id; an alias that is
        another row's name.
    """
    if "people" in tables and "stakeholders" in registers:
        taken = registers["stakeholders"].ids
        for row, text in tables["people"].frame["person_id"].dropna().items():
            if same_text(str(text)) in taken:
                expected, found = "an id that no stakeholder has", quoted(text)
                yield tables["people"].problem(expected, found, row=row, column="person_id")
    for name, given in tables.items():
        if "name" in given.frame and name in registers:
            yield from _named_as_another(given, registers[name])
    if "aliases" in tables:
        yield from _aliases_of_another(tables)


def _named_as_another(given: Given, register: Register) -> Iterator[Problem]:
    columns = [given.table.columns[0].name, "name"]
    if given.table.columns[0].refers or not given.has(*columns):
        return
    for row, own, text in given.frame[columns].dropna().itertuples(name=None):
        other = register.ids.get(same_text(text))
        if other is not None and same_text(other) != same_text(own):
            expected = "a name that is no other row's id"
            yield given.problem(expected, quoted(text), row=row, column="name")


def _aliases_of_another(tables: GivenTables) -> Iterator[Problem]:
    aliases = tables["aliases"]
    parties = [register_of(tables[name]) for name in PARTIES if name in tables]
    for row, alias, own in aliases.frame[["alias", "id"]].dropna().itertuples(name=None):
        others = sorted({one for register in parties for one in register.find(alias)} - {own})
        if others:
            found = f"{quoted(alias)}, which is {quoted(others[0])} too"
            expected = "a spelling that nobody else has as id or name"
            yield aliases.problem(expected, found, row=row, column="alias")
