"""The handbook for the successor of one of our people. Restricted throughout: it names persons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from stakeholder_map.errors import UsageError
from stakeholder_map.phrases import count_of
from stakeholder_map.read import Region
from stakeholder_map.relationships.dealings import dealings
from stakeholder_map.relationships.handover.chapters import (
    advice,
    history,
    introducers,
    organisations,
    people,
    promises,
)
from stakeholder_map.relationships.log import our_organisations
from stakeholder_map.relationships.state import ContactState, contact_state
from stakeholder_map.relationships.turnover import if_person_leaves


@dataclass(frozen=True, eq=False)
class Chapter:
    """One chapter of a handbook.

    Parameters
    ----------
    title : str
        What it is about.
    text : str
        One or two sentences.
    table : DataFrame
        What there is to know; may be empty, and the text then says so.
    """

    title: str
    text: str
    table: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Handbook:
    """Everything that a successor of one of our people needs. **Restricted**.

    Parameters
    ----------
    person : str
        Name of the person.
    role : str
        What the person does with us.
    region : str
        Name of the region.
    as_of : str
        Day it speaks of, ISO 8601.
    chapters : tuple of Chapter
        In the order to read.
    """

    person: str
    role: str
    region: str
    as_of: str
    chapters: tuple[Chapter, ...]


def write_handbook(region: Region, person_id: str) -> Handbook:
    """The handbook of one of our people.

    Parameters
    ----------
    region : Region
        A region that was read.
    person_id : str
        A person in its table `people`, of the convener or one of its departments.

    Returns
    -------
    Handbook
        Of somebody who has left it tells what stood on the last day in office: whom the person
        knew, and what nobody else of ours holds.

    Raises
    ------
    UsageError
        No such person, or a person of another organisation.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> [chapter.title for chapter in write_handbook(read_region(folder), "p002").chapters][:3]
    ['The organisations', 'The people', 'The last contacts']
    """
    everybody = region.table("people").set_index("person_id")
    if person_id not in everybody.index:
        raise UsageError(f"expected the id of a person in the table people, found {person_id!r}")
    who = everybody.loc[person_id]
    if who["stakeholder_id"] not in our_organisations(region):
        home = region.name_of(str(who["stakeholder_id"]))
        raise UsageError(f"expected one of our own people, found {person_id!r} of {home!r}")
    return Handbook(
        person=str(who["name"]),
        role=str(who["role"]),
        region=region.name,
        as_of=region.as_of.isoformat(),
        chapters=tuple(_chapters(region, person_id)),
    )


def _chapters(region: Region, person_id: str) -> Iterator[Chapter]:
    now = contact_state(region)
    region, left = _as_if_here(region, person_id)
    state = contact_state(region)
    standing = state.organisations.assign(state=now.organisations["state"])
    state = replace(state, organisations=standing)
    held = organisations(state, region=region, person_id=person_id)
    ids = held.index
    yield _chapter(
        "The organisations",
        held.reset_index(drop=True),
        "{} in which the person knows somebody or was in touch." + left,
        "organisation",
    )
    yield _chapter(
        "The people",
        people(state, region=region, person_id=person_id),
        "{} whom the person knows.",
        "person",
        plural="people",
    )
    yield _chapter(
        "The last contacts",
        history(state, region=region, person_id=person_id),
        "{}, the latest of each organisation first.",
        "contact",
    )
    yield _chapter(
        "Promises open",
        promises(state, region=region, organisations=ids),
        "{} with these organisations, ours and theirs.",
        "promise",
    )
    yield from _beside(region, person_id, state=state, ids=ids)


def _as_if_here(region: Region, person_id: str) -> tuple[Region, str]:
    """The region as if a person had not left, and a sentence that says when that was."""
    people = region.table("people")
    mine = people["person_id"] == person_id
    until = people.loc[mine, "until"].iloc[0]
    if not until < pd.Timestamp(region.as_of):
        return region, ""
    here = people.assign(until=people["until"].mask(mine))
    told = f" The person left on {until.date()}; the acquaintances are told as they were."
    return replace(region, tables={**region.tables, "people": here}), told


def _beside(
    region: Region, person_id: str, *, state: ContactState, ids: pd.Index
) -> Iterator[Chapter]:
    """The second half: what stands between us, who introduces whom, advice, what would be lost."""
    between = dealings(region, state=state)
    words = between.words[between.words["stakeholder_id"].isin(ids)]
    columns = ["name", "date", "area", "source", "open", "words"]
    yield _chapter(
        "Tensions",
        words[columns].reset_index(drop=True),
        "{} on record; open: no calm contact has followed.",
        "tension",
    )
    favours = between.favours[between.favours.index.isin(ids)].reset_index(drop=True)
    yield _chapter("Favours", favours, "Favours given and received with {}.", "organisation")
    yield _chapter(
        "Who can introduce you",
        introducers(region, person_id=person_id, state=state),
        "Ways to {} without the person.",
        "person",
        plural="people",
    )
    yield _chapter(
        "Advice from the log",
        advice(state, region=region, person_id=person_id),
        "{} in the person's own words.",
        "note",
    )
    lost = if_person_leaves(region, person_id).organisations
    table = lost[["name", "our_people", "our_people_after", "strength", "strength_after"]]
    yield _chapter(
        "What would be lost",
        table.reset_index(drop=True),
        "{} whose relation is thinner without the person.",
        "organisation",
    )


def _chapter(title: str, table: pd.DataFrame, text: str, noun: str, *, plural: str = "") -> Chapter:
    if table.empty:
        return Chapter(title, "Nothing is on record.", table)
    return Chapter(title, text.format(count_of(len(table), noun, plural=plural)), table)
