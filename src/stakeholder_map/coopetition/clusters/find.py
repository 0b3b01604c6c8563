"""Kinds of areas: which belong together, how firmly, and which suit a first project."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.coopetition.clusters.chance import LEVEL, chance_of_kinds
from stakeholder_map.coopetition.clusters.features import area_features
from stakeholder_map.coopetition.clusters.leadership import (
    areas_for_leadership,
    tell_leadership,
)
from stakeholder_map.coopetition.clusters.naming import name_groups
from stakeholder_map.coopetition.clusters.number import Numbers, group_areas
from stakeholder_map.coopetition.clusters.projects import suits_first_project
from stakeholder_map.coopetition.clusters.records import Records, read_records
from stakeholder_map.coopetition.clusters.result import AreaClusters
from stakeholder_map.coopetition.clusters.told import tell_groups
from stakeholder_map.coopetition.pairs.types import PairTypes
from stakeholder_map.environment.heard import NOBODY, NOT_ASKED
from stakeholder_map.phrases import lacking
from stakeholder_map.scan import Scan

FEWEST_AREAS = 4
"""Fewer areas than these are not grouped: each is described by itself."""

MOST_GROUPS = 8


def cluster_areas(scan: Scan, types: PairTypes) -> AreaClusters:
    """Group areas by who works together and who competes in them, and by what is said of them.

    Areas in which nobody works are a group of their own. The others are compared by six features,
    each counting alike (see `unlike`), and joined by average linkage. The number of groups is the
    one that changes least when other stakeholders are asked and the evidence is read otherwise;
    there are groups at all only where fewer than one in twenty worlds without any group as clearly
    (see `chance_of_kinds`). A group is named by the rule of `field_of` over all its pairs.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    types : PairTypes
        What `pair_types` gave for it.

    Returns
    -------
    AreaClusters
        With fewer than four areas to compare, or none that differ more than chance would have it,
        one group of all, in which each is called by its own field; `sentences` says so.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.coopetition import pair_types
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> scan = open_scan(folder, draws=20, seed=1)
    >>> cluster_areas(scan, pair_types(scan)).areas["called"].value_counts().to_dict()
    {'common ground': 3, 'coopetition': 2, 'contested': 2, 'unclaimed': 1}
    """
    known, idle = _sorted_out(types.areas)
    asked = [bool(types.areas.loc[area, "state"] != NOT_ASKED) for area in [*known, *idle]]
    everything = read_records(scan, pairs=types.pairs, areas=[*known, *idle], asked=asked)
    records = everything.first(len(known))
    numbers, chance = _grouped(records, seed=scan.seed)
    count, labels, firm = _settled(numbers, chance, areas=len(known))
    groups, number = name_groups(records, labels=labels, idle=len(idle))
    areas = types.areas[["name", "kind"]].copy()
    places = [number[label] for label in labels.tolist()] + [len(groups)] * len(idle)
    areas["group"] = pd.Series(places, index=[*known, *idle], dtype="Int64").reindex(areas.index)
    areas["called"] = _called(types.areas["field"], areas["group"], groups=groups, count=count)
    areas["firm"] = pd.Series(firm, index=list(known), dtype="float64").reindex(areas.index)
    areas = areas.join(_described(everything))
    areas["first"] = suits_first_project(scan.region.table("positions"), areas=areas)
    found = AreaClusters(
        areas=areas,
        groups=groups,
        leadership=areas_for_leadership(scan, areas),
        chance=chance,
        stability=numbers.stability if numbers is not None else {},
        runner_up=numbers.best()[1] if numbers is not None and count > 1 else 0,
        sentences=(),
        sentences_leadership=(),
        missing=lacking(scan.region.has, "areas", "survey", "positions"),
    )
    return replace(
        found,
        sentences=tuple(tell_groups(found)),
        sentences_leadership=tuple(tell_leadership(found.leadership)),
    )


def _sorted_out(areas: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Areas of which something is known, and areas in which nobody works."""
    stood = areas[["stand_for", "neutral", "against"]].sum(axis=1) > 0
    idle = areas["state"] == NOBODY
    known = ~idle & ((areas["state"] != NOT_ASKED) | stood)
    return list(areas.index[known]), list(areas.index[idle])


def _grouped(records: Records, *, seed: int) -> tuple[Numbers | None, float]:
    """The groupings, and how often chance gives as clear ones; none where areas are too few."""
    if len(records.areas) < FEWEST_AREAS:
        return None, float("nan")
    most = min(MOST_GROUPS, len(records.areas) - 1)
    return (
        group_areas(records, most=most, seed=seed),
        chance_of_kinds(records, groups=most, seed=seed),
    )


def _settled(
    numbers: Numbers | None, chance: float, *, areas: int
) -> tuple[int, npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """How many groups, the group of each area, and how firmly each stands there."""
    if numbers is None or chance > LEVEL:
        return 1, np.zeros(areas, dtype=np.int64), np.full(areas, np.nan)
    count = numbers.best()[0]
    return count, numbers.groups[count], numbers.firm(count)


def _called(
    fields: pd.Series[str], group: pd.Series[int], *, groups: pd.DataFrame, count: int
) -> pd.Series[str]:
    """What each area is called: as its group, or by itself where areas do not fall into groups."""
    by_group = group.map(groups["called"]) if count > 1 else fields
    return by_group.where(group.notna(), "").astype("str")


def _described(records: Records) -> pd.DataFrame:
    """The features of each area that are one number."""
    parts = records.parts(records.strengths)
    features = area_features(parts, records.sayings, weight=np.ones(records.n))
    names = ["take_part", "convergence", "priority", "gain"]
    table = pd.DataFrame(dict(zip(names, features, strict=True)), index=list(records.areas))
    for place, name in enumerate(("cooperate", "compete")):
        table.insert(place, name, parts[place].mean(axis=0) if records.n else np.nan)
    return table
