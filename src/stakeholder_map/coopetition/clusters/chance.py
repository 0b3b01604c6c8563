"""Whether areas differ in kind at all: the same records, dealt anew among the areas."""

from __future__ import annotations

import numpy as np

from stakeholder_map.coopetition.clusters.features import Sayings, unlike
from stakeholder_map.coopetition.clusters.records import Records
from stakeholder_map.coopetition.clusters.tree import join_nearest, silhouette
from stakeholder_map.influence.measures.readings import Floats

LEVEL = 0.05
"""Kinds of areas are told of where fewer of the worlds without any show as much."""

WORLDS = 199
"""So many worlds without kinds are made: one in twenty of 200 is ten."""


def chance_of_kinds(records: Records, *, groups: int, seed: int) -> float:
    """How often a world in which areas do not differ in kind groups as clearly as this one.

    Each pair keeps its strengths of cooperation and competition, and each stakeholder its
    positions, priorities and gains; the areas among which they lie are permuted, for each pair and
    each stakeholder anew. How clearly areas group is the greatest mean silhouette over all numbers
    of groups, so that choosing the number is part of the comparison.

    Parameters
    ----------
    records : Records
        Of at least three areas.
    groups : int
        The greatest number of groups to try.
    seed : int
        For the permutations.

    Returns
    -------
    float
        In (0, 1]: the share of the worlds, the true one among them, that are at least as clear.

    Notes
    -----
    Exact where pairs and stakeholders are independent of one another; permuting stakeholders
    within an area instead would leave its sums, and so most of its kind, in place.
    """
    rng = np.random.default_rng(seed)
    worlds = [(records.strengths, records.sayings)]
    worlds += [_dealt(records, rng) for _ in range(WORLDS)]
    parts = np.stack([records.parts(strengths) for strengths, _ in worlds], axis=1)
    said = [(one.position, one.priority, one.gain) for _, one in worlds]
    position, priority, gain = (np.stack(each) for each in zip(*said, strict=True))
    weight = np.ones((len(worlds), records.n))
    apart = unlike(parts, Sayings(position, priority, gain), weight=weight)
    trees = join_nearest(apart)
    clear = np.max(
        [silhouette(apart, trees[:, count]) for count in range(2, groups + 1)], axis=0
    ).round(9)
    return float((clear >= clear[0]).mean())


def _dealt(records: Records, rng: np.random.Generator) -> tuple[Floats, Sayings]:
    """Strengths and sayings with the areas of each pair and of each stakeholder permuted."""
    areas = len(records.areas)
    asked = np.flatnonzero(records.asked)
    strengths = records.strengths.copy()
    if len(asked):
        order = rng.random((len(records.ends), len(asked))).argsort(axis=1)
        strengths[..., asked] = np.take_along_axis(strengths[..., asked], order[None], axis=-1)
    order = rng.random((records.n, areas)).argsort(axis=1)
    said = records.sayings
    dealt = (
        np.take_along_axis(each, order, 1) for each in (said.position, said.priority, said.gain)
    )
    return strengths, Sayings(*dealt)
