"""What does not change between readings: people reached, assets, hours, what projects take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.influence.engine.types import Floats
from stakeholder_map.partners.choice.marks import MOST_MONTHS, mark_projects
from stakeholder_map.read import Region

FULL = 4.0

MEETING_HOURS = 2.0
"""Hours a month that a member costs our staff: our convention."""

IN_USE = 0.5
"""What an asset that is in use already counts, against one that lies unused."""


@dataclass(frozen=True, eq=False)
class Ground:
    """What holds in every reading, in the order of the candidates and of the projects.

    Parameters
    ----------
    ids : Index
        The candidates.
    projects : DataFrame
        Indexed by project id, sorted; one row with the id ``""`` where the region names none.
    reach : (n, populations) float array
        People served, as a share of the most that anybody serves, summed to 1 over populations.
    kinds : tuple of str
        Kinds of assets.
    assets : (n + 1, kinds) float array
        Best asset of each kind in [0, 1]; in the last row our own.
    groups : (n,) int array
        Key group of each.
    group_names : tuple of str
        The key groups, sorted.
    hours : (n,) float array
        Hours a month that each can give; 0 where nobody knows.
    worth : (P,) float array
        Mean of the `MARKS`, those that nobody knows half way.
    gates : tuple of mapping of str to str
        For each project what rules it out (``year``, ``budget``), with the reason in words.
    """

    ids: pd.Index
    projects: pd.DataFrame
    reach: Floats
    kinds: tuple[str, ...]
    assets: Floats
    groups: npt.NDArray[np.int64]
    group_names: tuple[str, ...]
    hours: Floats
    worth: Floats
    gates: tuple[Mapping[str, str], ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Areas of the projects, sorted; the relation as a whole without projects."""
        return tuple(sorted(set(self.projects["area_id"])))

    def narrowed(self, places: npt.NDArray[np.int64]) -> Ground:
        """The same of some of the candidates."""
        return replace(
            self,
            ids=self.ids[places],
            reach=self.reach[places],
            assets=self.assets[[*places, len(self.assets) - 1]],
            groups=self.groups[places],
            hours=self.hours[places],
        )


def read_ground(region: Region, table: pd.DataFrame) -> Ground:
    """What holds in every reading.

    Parameters
    ----------
    region : Region
        Its tables `projects`, `services`, `assets`, `needs`, and what `region.toml` allows.
    table : DataFrame
        As `screen` gives it.

    Returns
    -------
    Ground
    """
    projects = _projects(region)
    named = {*table["key_group"], *region.settings.must_cover}
    names = tuple(sorted(named.union(*projects["key_groups_required"])))
    marks = mark_projects(projects, region=region)
    held = {*region.table("assets")["kind"]}
    kinds = tuple(sorted(held.union(*projects["asset_kinds_required"])))
    return Ground(
        ids=table.index,
        projects=projects,
        reach=_reach(region, table.index),
        kinds=kinds,
        assets=_assets(region, table.index, kinds=kinds),
        groups=np.array([names.index(group) for group in table["key_group"]], dtype=np.int64),
        group_names=names,
        hours=np.nan_to_num(table["capacity"].to_numpy(dtype=np.float64)),
        worth=marks.fillna(0.5).mean(axis=1).to_numpy(dtype=np.float64),
        gates=tuple(_gates(row, region) for row in projects.to_dict("records")),
    )


def _projects(region: Region) -> pd.DataFrame:
    projects = region.table("projects").set_index("project_id").sort_index()
    if len(projects):
        return projects
    nothing = {"name": "", "area_id": "", "asset_kinds_required": (), "key_groups_required": ()}
    return projects.reindex(pd.Index([""], name="project_id")).assign(
        **{key: pd.Series([value], index=[""]) for key, value in nothing.items()}
    )


def _gates(row: Mapping[Any, Any], region: Region) -> Mapping[str, str]:
    """What rules a project out."""
    gates = {}
    months, cost, budget = row["months"], row["cost"], region.settings.budget
    if pd.notna(months) and months > MOST_MONTHS:
        gates["year"] = f"takes {months:g} months, more than {MOST_MONTHS:g}"
    if budget is not None and pd.notna(cost) and cost > budget:
        gates["budget"] = f"costs {cost:,.0f}, and {budget:,.0f} may be spent"
    return gates


def _reach(region: Region, ids: pd.Index) -> Floats:
    services = region.table("services")
    people = services.pivot_table("people", "stakeholder_id", "population", aggfunc="max")
    people = people.astype("float64").reindex(ids).fillna(0.0)
    most = people.max(axis=0)
    total = float(most.sum())
    reach: Floats = people.to_numpy(dtype=np.float64) / (total or 1.0)
    return reach


def _assets(region: Region, ids: pd.Index, *, kinds: Sequence[str]) -> Floats:
    """Strength / 4 (half where nobody says), less where it is in use already."""
    assets = region.table("assets")
    strength = (assets["strength"].astype("float64") / FULL).fillna(0.5)
    used = assets["in_use"].fillna(value=False).astype(bool)
    us = region.settings.convener
    brought = assets.assign(
        who=assets["stakeholder_id"].where(~assets["stakeholder_id"].isin(ours(region)), us),
        worth=strength.where(~used, strength * IN_USE),
    ).pivot_table("worth", "who", "kind", aggfunc="max")
    best = brought.reindex(index=[*ids, us], columns=list(kinds)).fillna(0.0)
    table: Floats = best.to_numpy(dtype=np.float64)
    return table


def ours(region: Region) -> set[str]:
    """The convener, internal departments and whoever belongs to the same system."""
    who = region.table("stakeholders")
    us = region.settings.convener
    root = region.root_of(us)
    internal = who["internal"].fillna(value=False).astype(bool)
    same = who["stakeholder_id"].map(region.root_of) == root
    return {us, *who.loc[internal | same, "stakeholder_id"]}
