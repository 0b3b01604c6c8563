"""Describe the input in words: docs/DATA.md and the read-me of a template come from here."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from stakeholder_map.tables import (
    ANY_ONE_OF,
    CONSTRUCTS,
    LOAD_WORDS,
    POSITION_WORDS,
    TABLES,
    Column,
    Table,
)
from stakeholder_map.template.explained import settings_rows
from stakeholder_map.template.rules import FOLDER, RULES

HOW_TO_REGENERATE = "python -m stakeholder_map.template docs/DATA.md"
"""The command that writes docs/DATA.md anew."""


def describe_tables() -> str:
    """The text of docs/DATA.md: the folder, the rules, every table column by column.

    Returns
    -------
    str
        Markdown, ending in a line break; the same on every machine.

    Examples
    --------
    >>> describe_tables().splitlines()[0]
    '# What goes into a region folder'
    """
    origin = (
        "This page is generated from the declarations that the reader checks: "
        f"`{HOW_TO_REGENERATE}` writes it anew."
    )
    parts = [
        "# What goes into a region folder",
        origin,
        FOLDER.format(any_one_of=_either([f"`{name}`" for name in ANY_ONE_OF])),
        "## The tables at a glance",
        _overview(TABLES.values()),
        "## Rules",
        *(f"### {heading}\n\n{text}" for heading, text in written_rules()),
        "## The tables, column by column",
        *(_describe_table(table) for table in TABLES.values()),
        "## What a survey question can measure",
        _CONSTRUCTS_INTRODUCED,
        _constructs(),
        "## Settings in region.toml",
        _grid(["setting", "what it is", "what it must be", "if not given"], _settings()),
    ]
    return "\n\n".join(_wrap(part) for text in parts for part in text.split("\n\n")) + "\n"


def written_rules() -> tuple[tuple[str, str], ...]:
    """Heading and text of every rule, with the declared words and columns filled in.

    Returns
    -------
    tuple of (str, str)
        In the order of docs/DATA.md.

    Examples
    --------
    >>> dict(written_rules())["List cells"][:42]
    'Several entries in one cell are separated '
    """
    planned = [
        f"`{table.name}.{column.name}`"
        for table in TABLES.values()
        for column in table.columns
        if column.planned
    ]
    words = {
        "position_words": _either([f"{word} ({level})" for word, level in POSITION_WORDS.items()]),
        "load_words": ", ".join(f"{word} ({hours:g})" for word, hours in LOAD_WORDS.items()),
        "planned": ", ".join(planned),
    }
    return tuple((heading, text.format(**words)) for heading, text in RULES)


def describe_cell(column: Column) -> str:
    """What a cell of a column must hold, with its unit and a remark on privacy.

    Examples
    --------
    >>> describe_cell(TABLES["services"].column("people"))
    'a whole number of at least 0 (people)'
    """
    unit = f" ({column.unit})" if column.unit and column.kind != "load" else ""
    several = ", several separated by |" if column.kind == "list" and column.refers else ""
    return f"{column.expectation}{several}{unit}"


def explain_table(table: Table) -> str:
    """What one row of a table is, and what the table adds to a scan, in one or two sentences.

    Examples
    --------
    >>> explain_table(TABLES["offers"])
    'One row is a selling point of ours, with its evidence. It adds: what to offer to whom.'
    """
    return f"One row is {table.row}. It adds: {table.adds}."


def _wrap(paragraph: str) -> str:
    """A paragraph in lines of at most 100 signs; headings, lists and tables stay as they are."""
    if paragraph.startswith(("#", "-", "|")):
        return paragraph
    return textwrap.fill(
        " ".join(paragraph.split()), 100, break_long_words=False, break_on_hyphens=False
    )


def _either(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _row(cells: Iterable[str]) -> str:
    # a bar inside a cell would end it
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _grid(header: list[str], rows: Iterable[Iterable[str]]) -> str:
    return "\n".join([_row(header), _row("---" for _ in header), *map(_row, rows)])


def _overview(tables: Iterable[Table]) -> str:
    def need(table: Table) -> str:
        if table.name == "stakeholders":
            return "yes"
        return "one of these" if table.name in ANY_ONE_OF else "no"

    return _grid(
        ["table", "one row is", "needed", "what it adds"],
        ([f"[{t.name}](#{t.name})", t.row, need(t), t.adds] for t in tables),
    )


def _describe_table(table: Table) -> str:
    extra = (
        "\n\nBeside these, one column per question of `questions`, named as `question` says, with"
        " a whole number of the question's scale."
        if table.name == "survey"
        else ""
    )
    columns = _grid(
        ["column", "what it is", "what a cell holds", ""],
        ([f"`{c.name}`", c.meaning, describe_cell(c), ", ".join(_marks(c))] for c in table.columns),
    )
    return f"### {table.name}\n\n{explain_table(table)} {_key(table)}{extra}\n\n{columns}"


def _key(table: Table) -> str:
    if not table.key:
        return "Rows may repeat."
    names = [f"`{name}`" for name in table.key]
    together = f"all of {', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    repeated = "a repeated row is left out and counted" if table.repeats else "that is a fault"
    return f"No two rows may share {together}: {repeated}."


def _marks(column: Column) -> list[str]:
    marks = {
        "**required**": column.required,
        "may lie ahead": column.planned,
        "*personal*": column.personal,
    }
    return [mark for mark, holds in marks.items() if holds]


_CONSTRUCTS_INTRODUCED = """\
`questions` says which construct each survey column measures. The construct decides the layer of the
graph, its direction and its side; cooperation and competition are never netted. *Directed*: what A
says of B is one tie. *Symmetric*: A and B both report on the same tie, and may disagree.

For `direct_influence` the row (respondent, target) says that the target influences the
respondent."""


def _settings() -> Iterable[list[str]]:
    for name, meaning, must_be, default in settings_rows():
        yield [f"`{name}`", meaning, must_be, "**required**" if default == "required" else default]


def _constructs() -> str:
    return _grid(
        ["construct", "more of it means", "scale", "direction", "side"],
        (
            [
                f"`{c.name}`",
                c.meaning,
                f"{c.lowest} to {c.highest}",
                "directed" if c.directed else "symmetric",
                c.sign,
            ]
            for c in CONSTRUCTS.values()
        ),
    )
