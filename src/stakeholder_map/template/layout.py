"""Which tables and columns an empty region folder shows."""

from __future__ import annotations

from collections.abc import Iterable

from stakeholder_map.errors import UsageError
from stakeholder_map.tables import TABLES, Column, Table
from stakeholder_map.template.questionnaire import (
    QUESTIONS,
    RECOMMENDED,
    recommended_questions,
)

BASIC_TABLES = tuple(table.name for table in TABLES.values() if table.basic)
"""The tables most analysts have: organisations, people, the survey with its questions, contacts."""

ALL_TABLES = tuple(TABLES)
"""Every declared table."""


def choose_tables(names: Iterable[str]) -> tuple[Table, ...]:
    """The declared tables of these names, in the order of the declaration.

    Raises
    ------
    UsageError
        Where a name is not that of a declared table.

    Examples
    --------
    >>> [table.name for table in choose_tables(["people", "stakeholders"])]
    ['stakeholders', 'people']
    """
    wanted = set(names)
    unknown = sorted(wanted - set(TABLES))
    if unknown:
        raise UsageError(f"expected names of tables ({', '.join(TABLES)}), found {unknown[0]!r}")
    return tuple(table for table in TABLES.values() if table.name in wanted)


def columns_shown(table: Table, *, beside: Iterable[str]) -> tuple[Column, ...]:
    """The columns of a table in a template that has only the tables `beside`.

    A column that could only refer to tables which the template lacks would invite ids that nothing
    declares; it is left out. `survey` gets a column per recommended question, before the comment.

    Parameters
    ----------
    table : Table
        The table to show.
    beside : iterable of str
        Names of all tables of the template.

    Returns
    -------
    tuple of Column
        In the order of the declaration.

    Examples
    --------
    >>> [column.name for column in columns_shown(TABLES["memberships"], beside=["memberships"])]
    ['member_id', 'body', 'since', 'until', 'hours_month']
    """
    there = set(beside)
    shown = [
        column
        for column in table.columns
        if column.required or not column.refers or there & set(column.refers)
    ]
    if table.name == "survey":
        shown[-1:-1] = _question_columns()
    return tuple(shown)


def rows_prefilled(table: Table) -> list[list[str]]:
    """The rows that a template starts with: the recommended questionnaire, else none.

    Examples
    --------
    >>> len(rows_prefilled(TABLES["questions"])), rows_prefilled(TABLES["people"])
    (6, [])
    """
    return recommended_questions().to_numpy().tolist() if table.name == "questions" else []


def _question_columns() -> list[Column]:
    return [
        Column(name, "whole", asked.wording, low=asked.lowest, high=asked.highest)
        for name, asked in QUESTIONS.items()
        if name in RECOMMENDED
    ]
