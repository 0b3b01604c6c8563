"""How many of their people know how many of ours, and at which level."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from stakeholder_map.phrases import Missing, lacking
from stakeholder_map.read import Region
from stakeholder_map.relationships.state import ContactState
from stakeholder_map.tables import SENIORITY


@dataclass(frozen=True, eq=False)
class Depth:
    """The people on whom each relation rests, as counts.

    Parameters
    ----------
    organisations : DataFrame
        Indexed by stakeholder id: ``name``; ``our_people`` and ``their_people`` who know each
        other, ``pairs`` of them; one column for each of `SENIORITY` with how many of theirs at
        that level know one of ours; ``on_record``, how many of theirs are on record at all;
        ``rests_on``: "nobody", "one of ours", "one of theirs", "one pair" or "several". All
        missing without `people`.
    sentences : tuple of str
        What it says, in words; no persons.
    missing : tuple of Missing
        Tables that would show more.
    """

    organisations: pd.DataFrame
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def depth(state: ContactState, *, region: Region) -> Depth:
    """How many of their people know how many of ours, and at which level.

    Parameters
    ----------
    state : ContactState
        State of our relations.
    region : Region
        The same region.

    Returns
    -------
    Depth

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> from stakeholder_map.relationships.state import contact_state
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> region = read_region(folder)
    >>> found = depth(contact_state(region), region=region).organisations
    >>> bool((found["pairs"] >= found[["our_people", "their_people"]].max(axis=1)).all())
    True
    """
    index = state.organisations.index
    table = state.organisations[["name", "our_people", "their_people"]].copy()
    by = state.persons.groupby("stakeholder_id")
    table["pairs"] = by.size().reindex(index).fillna(0).astype("Int64")
    theirs = state.persons.drop_duplicates(["stakeholder_id", "theirs"])
    levels = pd.crosstab(theirs["stakeholder_id"], theirs["seniority"])
    for level in SENIORITY:
        count = levels[level] if level in levels.columns else pd.Series(dtype="int64")
        table[level] = count.reindex(index).fillna(0).astype("Int64")
    on_record = region.table("people").groupby("stakeholder_id").size()
    table["on_record"] = on_record.reindex(index).fillna(0).astype("Int64")
    table["rests_on"] = _rests_on(table)
    if not region.has("people"):
        unknown = ["pairs", *SENIORITY, "on_record"]
        table[unknown] = table[unknown].mask(table[unknown] >= 0)
        table["rests_on"] = pd.Series(None, index=index, dtype="str")
    return Depth(table, _sentences(table) if region.has("people") else (), _missing(region))


def _missing(region: Region) -> tuple[Missing, ...]:
    return lacking(region.has, "people", "acquaintances")


def _rests_on(table: pd.DataFrame) -> pd.Series[str]:
    ours, theirs = table["our_people"].fillna(0), table["their_people"].fillna(0)
    words = pd.Series("several", index=table.index, dtype="str")
    words = words.mask((theirs == 1).astype(bool), "one of theirs")
    words = words.mask((ours == 1).astype(bool), "one of ours")
    words = words.mask(((ours == 1) & (theirs == 1)).astype(bool), "one pair")
    return words.mask((ours == 0).astype(bool), "nobody")


def _sentences(table: pd.DataFrame) -> tuple[str, ...]:
    counts = table["rests_on"].value_counts()
    told = [f"{counts[word]} on {word}" for word in ("one pair", "one of ours", "one of theirs")
            if counts.get(word, 0)]  # fmt: skip
    if not told:
        return ("No relation rests on one person.",)
    without = int((table["executive"] == 0).sum())
    found = f"Relations that rest on one person: {', '.join(told)}."
    levels = (
        f"With {without} of {len(table)} organisations no executive of theirs knows one of ours."
    )
    return (f"{found} {levels}",)
