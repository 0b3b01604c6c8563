"""If one person leaves: what the proposed coalition loses, and whether it would still be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stakeholder_map.evidence import collect_evidence
from stakeholder_map.partners.choice.choose import choose
from stakeholder_map.partners.choice.result import Choice
from stakeholder_map.phrases import listed, spelt
from stakeholder_map.posterior import Posterior
from stakeholder_map.posterior.fit import fit_evidence
from stakeholder_map.read import Region
from stakeholder_map.relationships import contact_state, without_person
from stakeholder_map.relationships.introductions import introductions
from stakeholder_map.relationships.log import in_office
from stakeholder_map.scan import Scan


@dataclass(frozen=True, eq=False)
class Departure:
    """What the leaving of one person does to a proposed coalition.

    Parameters
    ----------
    members : DataFrame
        Indexed by stakeholder id, those proposed: ``name``, ``key_group``; ``contacts``, how many
        of our people know somebody there; ``champions`` in office; ``introduction``, the greatest
        joint probability of a chain that reaches it; each also with ``_after``, without the person.
    uncovered : tuple of str
        Key groups of which no member could be reached any more, neither by somebody of ours who
        knows somebody there nor by an introduction.
    again : Choice
        What is chosen when the person's rows are removed and everything is run again.
    joins, leaves : tuple of str
        Names of who is proposed then and was not, and the other way round.
    other_project : str
        Id of the project proposed then, where it is another one; else empty.
    sentences : tuple of str
        What it says, in words; no persons.
    """

    members: pd.DataFrame
    uncovered: tuple[str, ...]
    again: Choice
    joins: tuple[str, ...]
    leaves: tuple[str, ...]
    other_project: str
    sentences: tuple[str, ...]


def if_person_leaves_coalition(scan: Scan, person_id: str, *, choice: Choice) -> Departure:
    """What one person's leaving does to the proposed coalition.

    The person's rows are removed (see `without_person`), the evidence is weighed and the group
    chosen again, as exactly as the first time and from the same seed.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    person_id : str
        A person in its table `people`, of ours or theirs.
    choice : Choice
        What `choose` gave for the scan.

    Returns
    -------
    Departure

    Raises
    ------
    UsageError
        No person of that id.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> scan = open_scan(folder, draws=2, seed=1)
    >>> found = if_person_leaves_coalition(scan, "p002", choice=choose(scan))
    >>> bool((found.members["contacts_after"] <= found.members["contacts"]).all())
    True
    """
    less = scan_without(scan, person_id)
    before = footing(scan.region, members=choice.members)
    after = footing(less.region, members=choice.members).drop(columns=["name", "key_group"])
    members = before.join(after.add_suffix("_after"))
    again = choose(less)
    gone = tuple(map(scan.region.name_of, sorted(set(choice.members) - set(again.members))))
    come = tuple(map(scan.region.name_of, sorted(set(again.members) - set(choice.members))))
    project = again.project if again.project != choice.project else ""
    lost = _uncovered(members)
    told = tell_departure(members, uncovered=lost, come=come, gone=gone, project=project)
    return Departure(members, lost, again, come, gone, project, tuple(told))


def scan_without(scan: Scan, person_id: str) -> Scan:
    """The scan of a region without one person's rows, run again.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    person_id : str
        A person in its table `people`.

    Returns
    -------
    Scan
        What opening the folder without these rows would give.
    """
    region = without_person(scan.region, person_id)
    evidence = collect_evidence(region)
    draws = fit_evidence(evidence, draws=len(scan.draws), seed=scan.seed)
    return Scan(region, evidence, Posterior.of(draws.candidates), draws, scan.seed)


def footing(region: Region, *, members: Sequence[str]) -> pd.DataFrame:
    """On whom our way to each proposed member rests.

    Parameters
    ----------
    region : Region
        With or without somebody.
    members : sequence of str
        Stakeholder ids.

    Returns
    -------
    DataFrame
        Indexed by stakeholder id: ``name``, ``key_group``, ``contacts``, ``champions``,
        ``introduction`` (0 where there is no way).
    """
    ids = pd.Index(list(members), name="stakeholder_id", dtype="str")
    who = region.table("stakeholders").set_index("stakeholder_id")
    people = in_office(region)
    speaks = people[people["champion"].fillna(value=False).astype(bool)]
    routes = introductions(region, to=list(members)).routes
    state = contact_state(region).organisations
    return pd.DataFrame(
        {
            "name": who["name"].reindex(ids),
            "key_group": who["key_group"].reindex(ids),
            "contacts": state["our_people"].reindex(ids).fillna(0).astype("int64"),
            "champions": speaks.groupby("stakeholder_id").size().reindex(ids, fill_value=0),
            "introduction": routes.groupby("stakeholder_id")["probability"]
            .max()
            .reindex(ids)
            .fillna(0.0)
            .astype("float64"),
        },
        index=ids,
    )


def _uncovered(members: pd.DataFrame) -> tuple[str, ...]:
    def reached(end: str) -> set[str]:
        near = (members[f"contacts{end}"] > 0) | (members[f"introduction{end}"] > 0)
        return set(members.loc[near, "key_group"])

    return tuple(sorted(reached("") - reached("_after")))


def tell_departure(
    members: pd.DataFrame,
    *,
    uncovered: Sequence[str],
    come: Sequence[str],
    gone: Sequence[str],
    project: str,
) -> Iterable[str]:
    """A departure in words, without persons.

    Parameters
    ----------
    members, uncovered, come, gone, project
        As `Departure` holds them.

    Yields
    ------
    str
        Sentences.
    """

    def losing(column: str) -> list[str]:
        fell = (members[column] > 0) & (members[f"{column}_after"] == 0)
        return sorted(members.loc[fell, "name"])

    weaker = np.round(members["introduction_after"], 9) < np.round(members["introduction"], 9)
    weaker &= members["introduction_after"] > 0
    for names, words in (
        (losing("contacts"), "Nobody of ours would know anybody any more at {}."),
        (losing("introduction"), "No introduction would lead any more to {}."),
        (sorted(members.loc[weaker, "name"]), "The way to {} would be longer or less sure."),
        (losing("champions"), "Nobody on record would speak for it any more at {}."),
        (sorted(map(spelt, uncovered)), "No member could be reached any more of {}."),
    ):
        if names:
            yield words.format(listed(names))
    if gone or come:
        parts = [f"without {listed(gone)}"] if gone else []
        parts += [f"with {listed(come)}"] if come else []
        yield f"Chosen again, the group would stand {' and '.join(parts)}."
    else:
        yield "Chosen again, the group would be the same."
    if project:
        yield f"The first project would be another: {project}."
