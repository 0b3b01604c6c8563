"""The page on how organisations are rated by the others, and what leaders read where there is none.

It is no notebook of an analyst: it is made from the suppressed tables alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from stakeholder_map.phrases import listed
from stakeholder_map.privacy.cells import EVERYBODY
from stakeholder_map.privacy.climate import SIDES
from stakeholder_map.privacy.received import Received
from stakeholder_map.privacy.rules import BANNER, SAFE, Rules
from stakeholder_map.privacy.safe import HIDDEN, SafeTable
from stakeholder_map.report.kinds import MIME, Block, Finding, Note, Table

RECEIVED_PAGE, NO_REPORT_PAGE = "how_rated", "no_report"
"""File stems of the two pages."""

_WORDS = {
    "value": "value to the region",
    "trust": "trust",
    "would_partner": "readiness of others to partner with it",
    "direct_influence": "direct influence on others",
}
_HOW = (
    "A mean is shown where at least five systems rated, as a band of half a point of 4. It is "
    "blank where a rater, who knows the own answer, could work out that of another from this "
    "table, from the others and from those of earlier scans together. A blank says nothing about "
    "an organisation. A system with its hospitals and practices counts once, and what it says of "
    "its own members is left out. A change is told only where at least five systems rated in both "
    "scans, and where those who rated are the same or differ by at least five."
)


def received_notebook(received: Received) -> dict[str, Any]:
    """The page on received ratings, as a notebook that holds nothing but its blocks.

    Parameters
    ----------
    received : Received
        What may be told.

    Returns
    -------
    dict
        As `reduce_notebook` gives one.
    """
    prose = (
        "# How are organisations rated, and how do they work together?\n\nThis was answered in "
        "confidence. What stands here are means of many, never an answer."
    )
    return notebook_of(
        (prose, ()),
        ("## The answer", tuple(_answer(received))),
        ("## The evidence", tuple(_evidence(received))),
        ("## How to read it", (Note("received-rules", _HOW, tier="leadership"),)),
    )


def no_report_notebook() -> dict[str, Any]:
    """What leaders read instead of a report where too few organisations answered."""
    text = (
        f"Fewer than {SAFE.respondents} organisations answered the survey. A report on so few "
        "would tell who said what, so there is none for leaders."
    )
    told = Finding("heard-too-few", text, tier="leadership", tone="caution")
    return notebook_of(("# No report yet", ()), ("## The answer", (told,)))


def with_banner(notebook: dict[str, Any], *, rules: Rules) -> dict[str, Any]:
    """A page as it is, or with a warning on top where suppression is off.

    Parameters
    ----------
    notebook : dict
        With the prose of its heading first.
    rules : Rules
        The thresholds it was made under.

    Returns
    -------
    dict
        A new notebook.
    """
    if rules.safe:
        return notebook
    warning = Finding("safety-off", BANNER, tier="leadership", tone="caution")
    cells = notebook["cells"]
    answers = [n for n, cell in enumerate(cells, 1) if cell["source"].startswith("## The answer")]
    place = answers[0] if answers else 1  # findings of the answer stand on the index too
    return {**notebook, "cells": [*cells[:place], _cell(warning), *cells[place:]]}


def _answer(received: Received) -> Iterable[Block]:
    overall = {record["name"]: record for record in received.groups.records()}.get(EVERYBODY)
    told = [topic for topic in received.topics if overall and overall[topic] != HIDDEN]
    if overall and told:
        parts = [f"{overall[topic]} of 4 on {topic_in_words(topic)}" for topic in told]
        text = f"Over all organisations the mean rating is {listed(parts)}."
        yield Finding("received-groups-all", text, tier="leadership")
    rows = received.organisations.records()
    if rows:
        shown = sum(any(row[topic] != HIDDEN for topic in received.topics) for row in rows)
        text = (
            f"{shown} of {len(rows)} organisations have a mean that may be shown; the others were "
            "rated by fewer than five systems, or so much alike that one answer would tell another."
        )
        yield Finding("received-organisations", text, tier="leadership")
    yield from _of_areas(received)


def _of_areas(received: Received) -> Iterable[Block]:
    """Where they work together most, and where they compete most, as far as bands tell."""
    rows = received.areas.records()[1:]
    for side in SIDES:
        shown = [(row[side], row["name"]) for row in rows if row.get(side, HIDDEN) != HIDDEN]
        bands = sorted({band for band, _ in shown})
        if len(bands) > 1:
            most = listed(name for band, name in shown if band == bands[-1])
            text = f"Those who answered report the most {side} in: {most} ({bands[-1]} of 4)."
            yield Finding(f"received-areas-{side}", text, tier="leadership")


def _evidence(received: Received) -> Iterable[Block]:
    for name, table, first, title in (
        (
            "received-organisations-table",
            received.organisations,
            "organisation",
            "How each organisation is rated by the others, in the order of names",
        ),
        (
            "received-groups-table",
            received.groups,
            "key_group",
            "How the organisations of each key group are rated by the others",
        ),
        (
            "received-areas-table",
            received.areas,
            "area",
            "How closely organisations work together and how much they compete, by area",
        ),
    ):
        if table.rows:
            frame = _frame(table, first=first)
            columns = (*received.topics, *SIDES)
            notes = dict.fromkeys(columns, "0 to 4; 4 is the highest answer")
            notes |= {f"{name}_raters": "systems that answered" for name in columns}
            notes["kind"] = "by the two bands: high is a mean in the upper half of the scale"
            kept = {column: text for column, text in notes.items() if column in frame.columns}
            yield Table(name, frame, title=title, tier="leadership", notes=kept)


def _frame(table: SafeTable, *, first: str) -> pd.DataFrame:
    """A frame without the columns in which nothing stands."""
    frame = pd.DataFrame(table.records(), dtype="str").rename(columns={"name": first})
    empty = [name for name in frame.columns if frame[name].eq("").all()]
    return frame.drop(columns=empty).replace("", pd.NA).set_index(first)


def topic_in_words(topic: str) -> str:
    """A topic as sentences print it.

    Examples
    --------
    >>> topic_in_words("value")
    'value to the region'
    """
    return _WORDS[topic]


def notebook_of(*sections: tuple[str, tuple[Block, ...]]) -> dict[str, Any]:
    """A notebook of headings with blocks below them; a heading without any is left out.

    Parameters
    ----------
    *sections : tuple of (str, tuple of blocks)
        Markdown that begins with a heading, and what stands under it; the first always stays.

    Returns
    -------
    dict
        Plain values that JSON can hold.
    """
    cells: list[dict[str, Any]] = []
    for prose, blocks in sections:
        if blocks or prose.startswith("# "):
            cells.append({"cell_type": "markdown", "source": prose})
            cells += [_cell(block) for block in blocks]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def _cell(block: Block) -> dict[str, Any]:
    output = {"output_type": "display_data", "data": {MIME: block.to_json()}, "metadata": {}}
    return {"cell_type": "code", "source": "", "outputs": [output]}
