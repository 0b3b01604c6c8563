"""The five things that a notebook asks of a result: its answer, evidence, doubts, limits, method.

Each is a single-dispatch function; the modules beside this one say what each kind of result has to
show. A result that has nothing to say under a heading is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import singledispatch
from typing import Any

import pandas as pd

from stakeholder_map.phrases import spelt
from stakeholder_map.privacy import Tier
from stakeholder_map.report.blocks import missing
from stakeholder_map.report.kinds import Block, Blocks, Finding, Note, Tone

HEADLINES = 2
"""Sentences of one result that stand under "The answer"; the rest stands with its evidence."""

Part = Callable[[Any], Iterable[Block]]


@singledispatch
def answer_of(result: object) -> Iterable[Block]:
    """What a result says first."""
    raise TypeError(f"no answer is known for a {type(result).__name__}")


@singledispatch
def evidence_of(result: object) -> Iterable[Block]:
    """What a result rests on: figures, tables, the other sentences."""
    raise TypeError(f"no evidence is known for a {type(result).__name__}")


@singledispatch
def doubt_of(result: object) -> Iterable[Block]:  # noqa: ARG001
    """How sure a result is."""
    return ()


@singledispatch
def limits_of(result: object) -> Iterable[Block]:
    """What a result could not show, by its field `missing`."""
    for gap in getattr(result, "missing", ()):
        yield missing(gap.table, gap.would_show)


@singledispatch
def method_of(result: object) -> Iterable[Block]:  # noqa: ARG001
    """How a result was made."""
    return ()


def answer(*results: object) -> Blocks:
    """Blocks for the section "The answer".

    Parameters
    ----------
    *results
        Results of the library, in the order to print.

    Returns
    -------
    Blocks
        The first sentences of each.
    """
    return _gather(answer_of, results, empty="There is nothing to say yet.")


def evidence(*results: object) -> Blocks:
    """Blocks for "The evidence": the other sentences, figures and tables.

    Parameters
    ----------
    *results
        Results of the library, in the order to print.

    Returns
    -------
    Blocks
        For each result what it rests on.
    """
    return _gather(evidence_of, results, empty="There is no evidence to show.")


def doubt(*results: object) -> Blocks:
    """Blocks for "How sure are we?".

    Parameters
    ----------
    *results
        Results of the library, in the order to print.

    Returns
    -------
    Blocks
        For each result how sure it is.
    """
    return _gather(doubt_of, results, empty="Nothing here was drawn by lot or estimated.")


def limits(*results: object) -> Blocks:
    """Blocks for "What this cannot tell": the tables that lack, and what each would show.

    Parameters
    ----------
    *results
        Results of the library, in the order to print.

    Returns
    -------
    Blocks
        A gap that several results share is told once.
    """
    return _gather(limits_of, results, empty="No table that this page reads is missing.")


def method(*results: object) -> Blocks:
    """Blocks for "Method and data".

    Parameters
    ----------
    *results
        The scan and results of the library, in the order to print.

    Returns
    -------
    Blocks
        What was read, and how each result was made.
    """
    return _gather(method_of, results, empty="There is no more to say of the method.")


def in_words(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """A table with the declared words of some columns as prose, missing ones kept.

    Examples
    --------
    >>> in_words(pd.DataFrame({"kind": ["data_sharing"]}), "kind")["kind"].tolist()
    ['data sharing']
    """
    prose = {name: table[name].map(spelt, na_action="ignore") for name in columns}
    return table.assign(**prose)


def named(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose rows are called by name, with key groups in words.

    Parameters
    ----------
    table : DataFrame
        With a column ``name``, perhaps one ``key_group``.

    Returns
    -------
    DataFrame
        Indexed by name.
    """
    called = table.set_index("name")
    if "key_group" in called.columns:
        called = in_words(called, "key_group")
    return called


def sentences(
    name: str, texts: Sequence[str], *, tier: Tier, tone: Tone = "plain"
) -> list[Finding]:
    """One finding a sentence, numbered from 1.

    Parameters
    ----------
    name : str
        Beginning of their names.
    texts : sequence of str
        The sentences.
    tier, tone
        Of each finding.

    Returns
    -------
    list of Finding
        Empty where there are no sentences.
    """
    return [
        Finding(f"{name}-{place}", text, tier=tier, tone=tone)
        for place, text in enumerate(texts, start=1)
    ]


def _gather(part: Part, results: Sequence[object], *, empty: str) -> Blocks:
    blocks: dict[str, Block] = {}
    for result in results:
        for block in part(result):
            blocks.setdefault(block.name, block)
    if not blocks:
        nothing = Note(f"nothing-{part.__name__.removesuffix('_of')}", empty, tier="leadership")
        blocks[nothing.name] = nothing
    return Blocks(blocks.values())


__all__ = ["answer", "doubt", "evidence", "limits", "method", "named", "sentences"]
