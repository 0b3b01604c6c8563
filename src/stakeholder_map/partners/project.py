"""What to start on: candidate projects ranked by what makes a good first one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stakeholder_map.phrases import Missing, lacking, spelt
from stakeholder_map.read import Region
from stakeholder_map.scan import Scan

MOST_MONTHS = 12.0
FULL = 4.0
CRITERIA = ("small", "visible", "rallying", "feasible", "urgent", "people")
"""What a first project is judged by, each in [0, 1], each with the same weight."""


@dataclass(frozen=True, eq=False)
class ProjectList:
    """Candidate first projects.

    Parameters
    ----------
    projects : DataFrame
        Indexed by project id, the best first, those ruled out last. ``name``, ``area_id``,
        ``months``, ``effort_hours``; the `CRITERIA` in [0, 1], missing where nothing is known;
        ``score``, their mean, with ``score_low`` and ``score_high`` (what is missing at 0 and
        at 1); ``rank``, missing where ruled out; ``lacks``, what the group does not bring of what
        the project takes; ``ruled_out``, the reason in words or empty.
    sentences : tuple of str
        What it says, in words.
    missing : tuple of Missing
        Tables that would show more.
    """

    projects: pd.DataFrame
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def first_project(scan: Scan, group: Sequence[str]) -> ProjectList:
    """Rank the candidate projects for a group of partners.

    small = least effort of any project / effort; visible and
    feasible = their marks / 4; rallying = mean priority / 4 of the members for the project's area,
    0 for a member that stands against it; urgent = the greatest urgency / 4 of its needs;
    people = people affected by its needs / the greatest such number.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    group : sequence of str
        Stakeholder ids of the members.

    Returns
    -------
    ProjectList
        A project of more than 12 months is ruled out, with its reason.

    Notes
    -----
    Marks for visibility and feasibility are opinions of whoever filled in the table.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> scan = open_scan(folder, draws=20, seed=1)
    >>> first_project(scan, []).projects["name"].iloc[0]
    'One asthma plan for home, school and clinic'
    """
    region = scan.region
    projects = region.table("projects").set_index("project_id").sort_index()
    table = _judged(projects, region=region, group=group)
    sentences = _sentences(table) if len(projects) else ()
    return ProjectList(
        table, tuple(sentences), lacking(region.has, "projects", "positions", "needs")
    )


def _judged(projects: pd.DataFrame, *, region: Region, group: Sequence[str]) -> pd.DataFrame:
    table = projects[["name", "area_id", "months", "effort_hours"]].copy()
    short = table["months"] <= MOST_MONTHS
    effort = table["effort_hours"].astype("float64")
    table["small"] = (effort.min() / effort).where(effort > 0, 1.0)
    table["visible"] = projects["visibility"].astype("float64") / FULL
    table["rallying"] = _rallying(projects["area_id"], region=region, group=group)
    table["feasible"] = projects["feasibility"].astype("float64") / FULL
    needs = _needs(projects, region=region)
    table["urgent"] = needs["urgency"] / FULL
    largest = needs["people"].max()
    table["people"] = needs["people"] / largest if largest > 0 else np.nan
    criteria = table[list(CRITERIA)].astype("float64")
    table["score"] = criteria.mean(axis=1).round(9)
    table["score_low"] = criteria.fillna(0).mean(axis=1).round(9)
    table["score_high"] = criteria.fillna(1).mean(axis=1).round(9)
    table["lacks"] = _lacks(projects, region=region, group=group)
    too_long = [
        "" if fits else f"takes {months:g} months, more than {MOST_MONTHS:g}"
        for fits, months in zip(short, table["months"], strict=True)
    ]
    table["ruled_out"] = pd.Series(too_long, index=table.index, dtype="str")
    rank = table.loc[short, "score"].rank(method="min", ascending=False)
    table["rank"] = rank.astype("Int64").reindex(table.index)
    return table.sort_values(["rank", "project_id"])


def _rallying(areas: pd.Series[str], *, region: Region, group: Sequence[str]) -> pd.Series[float]:
    """Mean priority / 4 among the members whose position on the area is known."""
    positions = region.table("positions")
    known = positions[positions["stakeholder_id"].isin(group) & positions["priority"].notna()]
    behind = known["position"].astype("float64") >= 0
    backing = (known["priority"].astype("float64") / FULL).where(behind, 0.0)
    mean = backing.groupby(known["area_id"]).mean()
    return areas.map(mean).astype("float64")


def _needs(projects: pd.DataFrame, *, region: Region) -> pd.DataFrame:
    """Greatest urgency and people affected of the needs of each project.

    A project that names no needs meets those of its area; people are added up over needs.
    """
    needs = region.table("needs")
    rows = []
    for named, area in zip(projects["needs"], projects["area_id"], strict=True):
        met = needs[needs["need_id"].isin(named) if named else needs["area_id"] == area]
        urgency = met["urgency"].astype("float64").max() if len(met) else np.nan
        people = met["people_affected"].astype("float64").sum() if len(met) else np.nan
        rows.append((urgency, people))
    return pd.DataFrame(rows, columns=["urgency", "people"], index=projects.index, dtype="float64")


def _lacks(projects: pd.DataFrame, *, region: Region, group: Sequence[str]) -> pd.Series[str]:
    """Kinds of assets and key groups that a project takes and nobody in the group brings."""
    assets = region.table("assets")
    ours = {*group, region.settings.convener}
    brings = {*assets.loc[assets["stakeholder_id"].isin(ours), "kind"]}
    who = region.table("stakeholders")
    covers = {*who.loc[who["stakeholder_id"].isin(ours), "key_group"]}
    lacks = []
    for kinds, groups in zip(
        projects["asset_kinds_required"], projects["key_groups_required"], strict=True
    ):
        missing = [each for each in kinds if each not in brings and region.has("assets")]
        missing += [each for each in groups if each not in covers]
        lacks.append(", ".join(spelt(each) for each in missing))
    return pd.Series(lacks, index=projects.index, dtype="str")


def _sentences(table: pd.DataFrame) -> list[str]:
    ranked = table[table["rank"].notna()]
    if ranked.empty:
        return [f"None of {len(table)} projects can be done within {MOST_MONTHS:g} months."]
    best = ranked.iloc[0]
    rivals = ranked[(ranked["score_high"] >= best["score_low"]) & (ranked.index != best.name)]
    unknown = best["score_low"] < best["score_high"]
    size = f"{best['months']:g} months, {best['effort_hours']:g} hours"
    sentences = [f"First project by these marks: {best['name']} ({size})."]
    if unknown and len(rivals):
        names = ", ".join(rivals["name"])
        sentences.append(f"Not everything is known: it could still be {names}.")
    if best["lacks"]:
        sentences.append(f"The group does not yet bring what it takes: {best['lacks']}.")
    return sentences
