"""The constraints one by one: what each costs, and which of them clash."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from stakeholder_map.partners.candidates.gates import GATES
from stakeholder_map.partners.choice.build import COVER, PATIENTS, Frame
from stakeholder_map.partners.choice.search.best import find_best
from stakeholder_map.partners.choice.search.problem import Problem
from stakeholder_map.phrases import spelt
from stakeholder_map.read import Region

MANY_SEATS = 24
"""Seats where their number is no constraint."""

TOLERANCE = 1e-9

MOST_STEPS = 1e7
"""Steps for one question whether some constraints can hold together."""


def name_constraints(frame: Frame, region: Region) -> Mapping[str, str]:
    """The constraints that hold in a region, each in words.

    Parameters
    ----------
    frame : Frame
        What every problem of the region shares.
    region : Region
        Its settings.

    Returns
    -------
    mapping of str to str
        By a short name; what could not bind in any group is left out.
    """
    settings, ground = region.settings, frame.ground
    asked = frame.requirements
    named = {
        "size": f"at most {settings.coalition_size} members",
        PATIENTS: "at least one patients' or community-service organisation",
    }
    for group in settings.must_cover:
        named[COVER + group] = f"key group {spelt(group)} is covered (must_cover)"
    if asked["groups"].any():
        named["groups"] = "the key groups that the project takes"
    if asked["assets"].any():
        named["assets"] = "the kinds of assets that the project takes"
    if np.isfinite(frame.template.needed).any():
        staff = settings.staff_hours_month
        named["hours"] = f"the project's hours, with {staff:g} a month of our staff"
    if len(set(frame.template.family.tolist())) < len(frame.template.family):
        named["family"] = "one member of a system"
    if frame.template.must:
        named["must_have"] = "must_have in region.toml"
    ruling = {gate for gates in frame.gates for gate in gates}
    named |= {f"gate:{gate}": words for gate, words in GATES.items() if gate in ruling}
    if any("year" in gates for gates in ground.gates):
        named["year"] = "a project of at most a year"
    if any("budget" in gates for gates in ground.gates):
        named["budget"] = f"a project of at most {settings.budget:,.0f}"
    return named


def without(problem: Problem, *, frame: Frame, dropped: Collection[str]) -> Problem:
    """A problem without some of its constraints.

    Parameters
    ----------
    problem : Problem
        Of the frame.
    frame : Frame
        What every problem of the region shares.
    dropped : collection of str
        Short names, as `name_constraints` gives them.

    Returns
    -------
    Problem
    """
    out = {each.removeprefix("gate:") for each in dropped}
    return problem.changed(
        required=frame.required(dropped=dropped),
        allowed=np.array([set(gates) <= out for gates in frame.gates]),
        possible=np.array([set(gates) <= out for gates in frame.ground.gates]),
        needed=np.full_like(problem.needed, -np.inf) if "hours" in out else problem.needed,
        family=np.arange(problem.n) if "family" in out else problem.family,
        must=() if "must_have" in out else problem.must,
        seats=min(MANY_SEATS, problem.n) if "size" in out else problem.seats,
    )


def relaxed(problem: Problem, *, frame: Frame, name: str) -> Problem:
    """A problem with one constraint less; in place of their number one seat more."""
    if name == "size":
        return problem.changed(seats=problem.seats + 1)
    return without(problem, frame=frame, dropped=(name,))


def cost_constraints(
    problem: Problem, *, frame: Frame, named: Mapping[str, str], best: float
) -> pd.DataFrame:
    """What each constraint costs.

    Parameters
    ----------
    problem : Problem
        With figures.
    frame : Frame
        Its constraints.
    named : mapping of str to str
        As `name_constraints` gives them.
    best : float
        Greatest benefit with all of them.

    Returns
    -------
    DataFrame
        Indexed by the words of each constraint: ``binding``; ``cost``: benefit that would be won
        without it (for the number of members: with one more), in percent of `best`.
    """
    rows = []
    for name in named:
        outcome = find_best(relaxed(problem, frame=frame, name=name))
        won = outcome.best[0].benefit - best if outcome.best else 0.0
        rows.append((won > TOLERANCE, round(100 * max(won, 0.0) / best, 6)))
    index = pd.Index(list(named.values()), name="constraint", dtype="str")
    table = pd.DataFrame(rows, columns=["binding", "cost"], index=index)
    return table.astype({"binding": bool, "cost": "float64"})


def find_clash(frame: Frame, *, named: Mapping[str, str]) -> tuple[str, ...]:
    """The smallest set of constraints that cannot hold together.

    Parameters
    ----------
    frame : Frame
        Constraints of the region.
    named : mapping of str to str
        As `name_constraints` gives them.

    Returns
    -------
    tuple of str
        Short names; of several smallest sets the one whose constraints are named first. Empty
        where some group meets all.
    """
    for size in range(len(named) + 1):
        for kept in combinations(named, size):
            dropped = [name for name in named if name not in kept]
            bare = without(frame.template, frame=frame, dropped=dropped)
            if not find_best(bare, most_steps=MOST_STEPS).best:
                return kept
    return ()
