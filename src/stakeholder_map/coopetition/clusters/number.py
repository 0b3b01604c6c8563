"""Into how many groups areas fall: the number that asking others again would change least."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stakeholder_map.coopetition.clusters.features import Sayings, unlike
from stakeholder_map.coopetition.clusters.records import Records
from stakeholder_map.coopetition.clusters.tree import adjusted_rand, join_nearest
from stakeholder_map.influence.measures.readings import Floats, Whole


@dataclass(frozen=True, eq=False)
class Numbers:
    """Groupings of areas into each number of groups.

    Parameters
    ----------
    groups : ndarray
        Shape (areas + 1, areas): by how many groups, the group of each area.
    stability : mapping of int to float
        By how many groups: mean adjusted Rand index between the grouping and those of the
        resamples; 1 where it never changes.
    resampled : ndarray
        Shape (resamples, areas + 1, areas): the groupings of the resamples.
    """

    groups: Whole
    stability: dict[int, float]
    resampled: Whole

    def best(self) -> tuple[int, int]:
        """The most stable number of groups and the runner-up; the smaller where two are alike."""
        order = sorted(self.stability, key=lambda count: (-self.stability[count], count))
        return order[0], order[1] if len(order) > 1 else 0

    def firm(self, count: int) -> Floats:
        """Of the other areas, how many each stands with, or apart from, in the resamples too."""
        here, there = self.groups[count], self.resampled[:, count]
        together = here[:, None] == here
        alike = (there[:, :, None] == there[:, None, :]) == together
        others = len(here) - 1
        return np.asarray((alike.mean(axis=0).sum(axis=1) - 1) / max(others, 1), dtype=np.float64)


def group_areas(records: Records, *, most: int, seed: int) -> Numbers:
    """Group areas into each number of groups, and again for resamples.

    Parameters
    ----------
    records : Records
        Of at least three areas.
    most : int
        The greatest number of groups.
    seed : int
        For the resampling.

    Returns
    -------
    Numbers
        A resample takes one reading of the evidence, and as many stakeholders as there are, drawn
        with replacement.
    """
    rng = np.random.default_rng(seed)
    n, readings = records.n, records.drawn.shape[1]
    whole = unlike(records.parts(records.strengths), records.sayings, weight=np.ones(n))
    times = [np.bincount(rng.integers(0, n, n), minlength=n) for _ in range(readings)]
    again = unlike(records.drawn, _for_all(records.sayings), weight=np.array(times, dtype=float))
    groups, resampled = join_nearest(whole[None])[0], join_nearest(again)
    stability = {
        count: round(float(adjusted_rand(resampled[:, count], groups[count]).mean()), 9)
        for count in range(2, most + 1)
    }
    return Numbers(groups, stability, resampled)


def _for_all(sayings: Sayings) -> Sayings:
    return Sayings(sayings.position[None], sayings.priority[None], sayings.gain[None])
