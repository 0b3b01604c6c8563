"""From what is known to the numbers of a `Problem`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from stakeholder_map.influence.engine.types import Bits, Floats, Whole
from stakeholder_map.partners.candidates.gates import FOR_PATIENTS
from stakeholder_map.partners.choice.ground import MEETING_HOURS, Ground, read_ground
from stakeholder_map.partners.choice.marks import MARKS
from stakeholder_map.partners.choice.reading import Reading
from stakeholder_map.partners.choice.search.problem import Problem
from stakeholder_map.read import Region

PATIENTS = "patients"
"""Brought by whoever speaks for patients, and by community-service organisations."""

ASSET = "asset:"
"""Before the kind of an asset, among the names of what may be required."""

COVER = "cover:"
"""Before a key group, in the name of the constraint that it is covered."""


@dataclass(frozen=True, eq=False)
class Frame:
    """What every problem of one region shares: constraints, and what is fixed in the aims.

    Parameters
    ----------
    ground : Ground
        What holds in every reading.
    template : Problem
        Constraints; its figures are 0.
    units : Units
        What candidates cover.
    requirements : mapping of str to (P,) array of bits
        By constraint what the members of each project must bring together.
    gates : tuple of tuple of str
        What rules each candidate out; see `GATES`.
    """

    ground: Ground
    template: Problem
    units: Units
    requirements: Mapping[str, Bits]
    gates: tuple[tuple[str, ...], ...]

    @property
    def seats(self) -> int:
        """Seats that figures are measured against, whatever constraint is dropped."""
        return self.template.seats

    def required(self, *, dropped: Collection[str] = ()) -> Bits:
        """Bits that are required where some constraints are dropped."""
        masks = [mask for name, mask in self.requirements.items() if name not in dropped]
        none = np.zeros(len(self.ground.projects), dtype=np.uint64)
        required: Bits = np.bitwise_or.reduce([none, *masks])
        return required

    def problem(self, reading: Reading, *, weights: Mapping[str, float]) -> Problem:
        """The problem of one reading under some weights.

        Parameters
        ----------
        reading : Reading
            One reading, in the order of the candidates and of the fields.
        weights : mapping of str to float
            Weight of each aim.
        """
        ground, template = self.ground, self.template
        seats, pair_count = self.seats, max(self.seats * (self.seats - 1) / 2, 1.0)
        rivals = pair_count + seats
        rallied = weights["project"] / (len(MARKS) + 1)
        single = (
            weights["willingness"] * reading.willingness + weights["influence"] * reading.influence
        ) / seats
        by_field = (
            rallied * reading.backing / seats - weights["conflict"] * reading.with_us / rivals
        )
        pairs = (weights["trust"] / pair_count) * reading.trust[None] - (
            weights["conflict"] / rivals
        ) * reading.between
        column = np.array([weights[aim] for aim in self.units.aims])
        return template.changed(
            own=single[None] + by_field[template.field],
            worth=rallied * len(MARKS) * ground.worth * self.units.has_project
            + weights["conflict"]
            + weights["assets"] * self.units.brought,
            cover=tuple(unit * column for unit in self.units.cover),
            base=self.units.base * column,
            pairs=np.ascontiguousarray(pairs),
        )

    def narrowed(self, places: Whole) -> Frame:
        """The frame of some of the candidates, who must hold all must-haves."""
        return Frame(
            self.ground.narrowed(places),
            self.template.narrowed(places),
            replace(self.units, cover=tuple(each[places] for each in self.units.cover)),
            self.requirements,
            tuple(self.gates[place] for place in places),
        )


@dataclass(frozen=True, eq=False)
class Units:
    """What candidates cover, before it is weighed.

    Parameters
    ----------
    aims : tuple of str
        Aim of each column.
    cover : tuple of P (n, C) float arrays
        What each candidate covers of each column for a project.
    base : (P, C) float array
        What we cover ourselves.
    brought : (P,) float array
        Share of the assets that a project needs which is there without any member.
    has_project : bool
        Whether the region names projects.
    """

    aims: tuple[str, ...]
    cover: tuple[Floats, ...]
    base: Floats
    brought: Floats
    has_project: bool


def build_frame(region: Region, table: pd.DataFrame) -> Frame:
    """What every problem of a region shares.

    Parameters
    ----------
    region : Region
        Its tables and settings.
    table : DataFrame
        As `screen` gives it.

    Returns
    -------
    Frame
    """
    ground = read_ground(region, table)
    names = (PATIENTS, *ground.group_names, *(f"{ASSET}{kind}" for kind in ground.kinds))
    bits = {name: place for place, name in enumerate((*names[1:], names[0]))}
    units = _units(ground, seats=region.settings.coalition_size)
    asked = _requirements(region, ground=ground, bits=bits)
    template = _template(region, table, ground=ground, bits=bits, requirements=asked)
    return Frame(ground, template, units, asked, tuple(table["gates"]))


def _units(ground: Ground, *, seats: int) -> Units:
    groups = np.eye(len(ground.group_names))[ground.groups]
    groups /= max(min(seats, len(set(ground.groups.tolist()))), 1)
    cover, base, brought = [], [], []
    for kinds in ground.projects["asset_kinds_required"]:
        needed = (
            np.array([kind in kinds for kind in ground.kinds])
            if kinds
            else (np.full(len(ground.kinds), not ground.projects.index[0]))
        )
        share = needed / max(needed.sum(), 1)
        cover.append(np.hstack([ground.reach, groups, ground.assets[:-1] * share]))
        ours_too = np.zeros(cover[-1].shape[1])
        ours_too[cover[-1].shape[1] - len(ground.kinds) :] = ground.assets[-1] * share
        base.append(ours_too)
        brought.append(float(ours_too.sum()) if needed.any() else 1.0)
    widths = (ground.reach.shape[1], groups.shape[1], len(ground.kinds))
    aims = tuple(
        aim
        for aim, width in zip(("reach", "coverage", "assets"), widths, strict=True)
        for _ in range(width)
    )
    has_project = bool(ground.projects.index[0])
    return Units(aims, tuple(cover), np.array(base), np.array(brought), has_project)


def _template(
    region: Region,
    table: pd.DataFrame,
    *,
    ground: Ground,
    bits: Mapping[str, int],
    requirements: Mapping[str, Bits],
) -> Problem:
    """Constraints, with figures of 0."""
    settings, projects = region.settings, ground.projects
    n, count = len(table), len(projects)
    families = pd.factorize(table["family"])[0]
    staff = settings.staff_hours_month
    effort = (projects["effort_hours"] / projects["months"]).astype("float64")
    needed = effort.to_numpy() - staff if staff is not None else np.full(count, -np.inf)
    field = [ground.fields.index(area) for area in projects["area_id"]]
    must = tuple(int(place) for place in np.flatnonzero(table["must_have"].to_numpy(dtype=bool)))
    return Problem(
        own=np.zeros((count, n)),
        worth=np.zeros(count),
        cover=tuple(np.zeros((n, 0)) for _ in range(count)),
        base=np.zeros((count, 0)),
        pairs=np.zeros((len(ground.fields), n, n)),
        field=np.array(field, dtype=np.int64),
        brings=_brings(table, ground=ground, bits=bits),
        required=np.bitwise_or.reduce([*requirements.values()]),
        classes=ground.groups,
        class_count=len(ground.group_names),
        hours=ground.hours - MEETING_HOURS,
        needed=np.nan_to_num(needed, nan=-np.inf, neginf=-np.inf),
        family=families.astype(np.int64),
        allowed=(table["ruled_out"] == "").to_numpy(dtype=bool),
        must=must,
        seats=settings.coalition_size,
        possible=np.array([not gates for gates in ground.gates]),
    )


def _brings(table: pd.DataFrame, *, ground: Ground, bits: Mapping[str, int]) -> Bits:
    """Bits of what each candidate brings: its key group, its kinds of assets."""
    brings = []
    for place, group in enumerate(table["key_group"]):
        mask = 1 << bits[group]
        mask |= (1 << bits[PATIENTS]) if group in FOR_PATIENTS else 0
        for kind, strength in zip(ground.kinds, ground.assets[place], strict=True):
            mask |= (1 << bits[ASSET + kind]) if strength > 0 else 0
        brings.append(mask)
    return np.array(brings, dtype=np.uint64)


def _requirements(region: Region, *, ground: Ground, bits: Mapping[str, int]) -> Mapping[str, Bits]:
    """By constraint the bits that the members of each project must bring together."""
    who = region.table("stakeholders").set_index("stakeholder_id")
    own_group = str(who.loc[region.settings.convener, "key_group"])
    given = dict(zip(ground.kinds, ground.assets[-1], strict=True))
    projects = ground.projects
    count = len(projects)
    asked = {PATIENTS: np.full(count, 1 << bits[PATIENTS], dtype=np.uint64)}
    for group in region.settings.must_cover:
        asked[COVER + group] = np.full(count, 1 << bits[group], dtype=np.uint64)
    groups, assets = [], []
    for kinds, names in zip(
        projects["asset_kinds_required"], projects["key_groups_required"], strict=True
    ):
        groups.append(sum(1 << bits[name] for name in {*names} - {own_group}))
        assets.append(sum(1 << bits[ASSET + kind] for kind in {*kinds} if not given[kind]))
    asked["groups"] = np.array(groups, dtype=np.uint64)
    asked["assets"] = np.array(assets, dtype=np.uint64)
    return asked
