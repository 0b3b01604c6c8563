"""The return of one participant as a page: its own results against peers without names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from stakeholder_map.privacy.own import EVERYBODY_ELSE, OwnResults
from stakeholder_map.report.kinds import Block, Finding, Note, Table
from stakeholder_map.report.received import notebook_of, topic_in_words

_HOW = (
    "You rated others, and others rated you, in confidence. Your results are shown in bands of "
    "half a point of 4, where at least five systems rated you and none of them could work out "
    "what another answered. A blank says nothing about you. Peers are counted, never named."
)


def return_notebook(results: OwnResults, *, name: str) -> dict[str, Any]:
    """The return of one participant, as a notebook that holds nothing but its blocks.

    Parameters
    ----------
    results : OwnResults
        What may be told.
    name : str
        The participant's name.

    Returns
    -------
    dict
        As `reduce_notebook` gives one.
    """
    # the name is no part of the Markdown: it could be read as some
    addressed = Note("return-for", f"For {name}.", tier="leadership")
    return notebook_of(
        ("# How do others rate you?", (addressed,)),
        ("## The answer", tuple(_answer(results))),
        ("## The evidence", tuple(_evidence(results))),
        ("## How to read it", (Note("return-rules", _HOW, tier="leadership"),)),
    )


def _answer(results: OwnResults) -> Iterable[Block]:
    rows = results.own.records()
    for row in rows:
        if row["raters"]:
            text = f"On {topic_in_words(row['name'])} the others rate you {row['band']} of 4."
            yield Finding(f"return-{row['name'].replace('_', '-')}", text, tier="leadership")
    if not any(row["raters"] for row in rows):
        text = "No mean of yours can be shown: too few rated you, or too much alike."
        yield Finding("return-nothing", text, tier="leadership", tone="missing")


def _evidence(results: OwnResults) -> Iterable[Block]:
    own, peers = results.own.records(), results.peers.records()
    if own:
        frame = _frame(own).replace("", pd.NA)
        yield Table("return-own", frame, title="Your results", tier="leadership", downloads=False)
    if peers:
        frame = _frame(peers).astype({"peers": "int64"})
        others = results.among != EVERYBODY_ELSE
        among = f"peers of the key group “{results.among}”" if others else results.among
        title = f"How many {among} lie in each band"
        yield Table("return-peers", frame, title=title, tier="leadership", downloads=False)


def _frame(rows: list[Mapping[str, Any]] | list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, dtype="str").rename(columns={"name": "topic"})
    return frame.assign(topic=frame["topic"].map(topic_in_words)).set_index("topic")
