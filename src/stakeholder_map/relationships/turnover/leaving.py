"""What goes when one person leaves: theirs or ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.evidence import collect_evidence
from stakeholder_map.phrases import count_of
from stakeholder_map.read import Region
from stakeholder_map.relationships.log import in_office, our_organisations
from stakeholder_map.relationships.state import ContactState, contact_state
from stakeholder_map.relationships.turnover.tenure import tenure
from stakeholder_map.relationships.turnover.without import without_person

RECORDS = ("contacts", "events", "memberships")
"""Kinds of evidence that go with a person; what a respondent said stays the organisation's word."""

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Leaving:
    """One person's leaving, worked through.

    Parameters
    ----------
    before, after : ContactState
        State of our relations with and without the person.
    ties : DataFrame
        Ties that records show, by layer: ``before``, ``after``, ``lost``. Layers as index.
    organisations : DataFrame
        Indexed by stakeholder id, those whose relation changes: ``name``, ``role``,
        ``our_people``, ``their_people`` and ``strength``, each with ``_after``.
    """

    before: ContactState
    after: ContactState
    ties: pd.DataFrame
    organisations: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Turnover:
    """What would go with each person in office.

    Parameters
    ----------
    people : DataFrame
        One row per person whose leaving would cost a relation or leave one on a single person,
        the costliest first; persons as roles. ``side`` ("ours" or "theirs"), ``organisation``,
        ``role``, ``seniority``, ``lost`` (organisations in which nobody would know anybody of the
        other side any more), ``founding_lost`` (founding members among them), ``single``
        (relations that would newly rest on one person), ``strength_share`` (share of the strength
        of all relations that rests on the person's contacts), ``leaves_on`` (an end on record).
    persons : DataFrame
        The same with ``person_id`` and ``person``. **Restricted**: it names persons.
    tenure : DataFrame
        As `tenure` gives it.
    sentences : tuple of str
        What it says, in words; no persons.
    """

    RESTRICTED: ClassVar[tuple[str, ...]] = ("persons",)
    """Fields that only the restricted tier may show."""

    people: pd.DataFrame
    persons: pd.DataFrame
    tenure: pd.DataFrame
    sentences: tuple[str, ...]


def if_person_leaves(region: Region, person_id: str) -> Leaving:
    """What is left of our relations, and of the graph, without one person.

    The person's rows are removed (see `without_person`) and everything is computed again.

    Parameters
    ----------
    region : Region
        A region that was read.
    person_id : str
        A person in its table `people`, of ours or theirs.

    Returns
    -------
    Leaving

    Raises
    ------
    UsageError
        No person of that id.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> leaving = if_person_leaves(read_region(folder), "p002")
    >>> bool((leaving.ties["after"] <= leaving.ties["before"]).all())
    True
    """
    less = without_person(region, person_id)
    before, after = contact_state(region), contact_state(less)
    ties = pd.DataFrame({"before": recorded_ties(region), "after": recorded_ties(less)})
    ties = ties.fillna(0).astype("int64")
    ties["lost"] = ties["before"] - ties["after"]
    columns = ["our_people", "their_people", "strength"]
    was, now = before.organisations[columns], after.organisations[columns]
    changed = (was.fillna(-1) != now.fillna(-1)).any(axis=1)
    told = before.organisations.loc[changed, ["name", "role", *columns]]
    told = told.join(now.add_suffix("_after"))
    return Leaving(before, after, ties, told.sort_values(["our_people_after", "name"]))


def recorded_ties(region: Region) -> pd.Series[int]:
    """How many pairs of organisations contacts, events and bodies tie as a whole, by layer."""
    reports = collect_evidence(region).reports
    shown = reports[reports["kind"].isin(RECORDS) & (reports["area"] == "")]
    shown = shown[shown["value"] > 0]
    pairs = shown.drop_duplicates(["layer", "source", "target"])
    return pairs.groupby("layer").size().astype("int64")


def turnover(state: ContactState, *, region: Region) -> Turnover:
    """What would go with each person in office, one at a time.

    Parameters
    ----------
    state : ContactState
        State of our relations.
    region : Region
        The same region.

    Returns
    -------
    Turnover
        For every person the same counts as `contact_state` gives of `without_person`.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> from stakeholder_map.relationships.state import contact_state
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> region = read_region(folder)
    >>> found = turnover(contact_state(region), region=region)
    >>> "person_id" in found.people, found.RESTRICTED
    (False, ('persons',))
    """
    people = in_office(region)
    ours = people["stakeholder_id"].isin(our_organisations(region))
    table = pd.DataFrame(
        {
            "side": ours.map({True: "ours", False: "theirs"}).astype("str"),
            "organisation": people["stakeholder_id"].map(region.name_of).astype("str"),
            "role": people["role"],
            "seniority": people["seniority"],
            **_losses(state, people=people),
            "strength_share": _strength_shares(state, people=people),
            "leaves_on": people["until"],
            "person": people["name"],
        }
    )
    table = table[(table[["lost", "single"]] > 0).any(axis=1)]
    order = ["founding_lost", "lost", "single", "strength_share", "person_id"]
    table = table.reset_index().sort_values(order, ascending=[False] * 4 + [True])
    table = table.reset_index(drop=True)
    return Turnover(
        people=table.drop(columns=["person_id", "person"]),
        persons=table,
        tenure=tenure(region),
        sentences=tuple(_told(table)) if region.has("people") else (),
    )


def _losses(state: ContactState, *, people: pd.DataFrame) -> dict[str, Whole]:
    """Relations that end, and that come to rest on one person, without each person in turn.

    Whoever leaves takes along, on the other side, those whom nobody else knew.
    """
    pairs, table = state.persons, state.organisations
    ends = {"ours": "theirs", "theirs": "ours"}
    many = {side: pairs.groupby("stakeholder_id")[side].nunique() for side in ends}
    parts = []
    for side, other in ends.items():
        sole = pairs.groupby(["stakeholder_id", other])[side].transform("size") == 1
        alone = sole.groupby([pairs["stakeholder_id"], pairs[side]]).sum()
        home = alone.index.get_level_values(0)
        left = many[side].reindex(home).to_numpy() - 1
        known = many[other].reindex(home).to_numpy() - alone.to_numpy()
        part = pd.DataFrame({"home": home, "person": alone.index.get_level_values(1)})
        parts.append(part.assign(fewest=np.minimum(left, known)))
    each = pd.concat(parts, ignore_index=True)
    member = (table["role"].reindex(each["home"]) == "founding_member").to_numpy(dtype=bool)
    rests = table["single_contact"].reindex(each["home"]).fillna(value=False).to_numpy(dtype=bool)
    each["lost"] = each["fewest"] == 0
    each["founding_lost"] = each["lost"] & member
    each["single"] = (each["fewest"] == 1) & ~rests
    sums = each.groupby("person")[list(_COUNTED)].sum().reindex(people.index, fill_value=0)
    return {name: sums[name].to_numpy(dtype=np.int64) for name in _COUNTED}


_COUNTED = ("lost", "founding_lost", "single")


def _strength_shares(state: ContactState, *, people: pd.DataFrame) -> npt.NDArray[np.float64]:
    log = state.log
    by = (
        log.groupby("ours")["weight"].sum().add(log.groupby("theirs")["weight"].sum(), fill_value=0)
    )
    total = float(log["weight"].sum())
    share = by.reindex(people.index).fillna(0.0).to_numpy(dtype=np.float64)
    return np.asarray(share / total if total else share, dtype=np.float64).round(9)


def _told(table: pd.DataFrame) -> list[str]:
    losing = table[table["lost"] > 0]
    if table.empty:
        return ["Nobody's leaving would end a relation, or leave one on a single person."]
    first = table.iloc[0]
    most = (
        f"most with the {first['role']} of {first['organisation']}: "
        f"{count_of(int(first['lost']), 'relation')} would end and {int(first['single'])} would "
        "rest on one person"
    )
    losers = count_of(len(losing), "person", plural="people")
    sentences = [f"With {losers} a relation would go if they left; {most}."]
    leaving = table[table["leaves_on"].notna()]
    sentences += [
        f"The {row['role']} of {row['organisation']} leaves on {row['leaves_on'].date()}: "
        f"{count_of(int(row['lost']), 'relation')} would end."
        for row in leaving.to_dict("records")
    ]
    return sentences
