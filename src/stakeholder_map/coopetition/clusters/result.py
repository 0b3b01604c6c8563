"""What grouping the areas gives."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from stakeholder_map.coopetition.clusters.chance import LEVEL
from stakeholder_map.phrases import Missing


@dataclass(frozen=True, eq=False)
class AreaClusters:
    """Areas grouped by what goes on in them.

    Parameters
    ----------
    areas : DataFrame
        Indexed by area id, all declared areas: ``name``, ``kind``; ``group``, numbered from 1 by
        the order of `groups`, missing where nothing is known of the area; ``called``, the name of
        its group, or its own ``field`` of `PairTypes.areas` where areas do not fall into groups;
        ``firm``, of the other areas the share that it stands with, or apart from, in the resamples
        too, missing where areas were not grouped; then the features: ``cooperate`` and
        ``compete``, the mean over stakeholders of how strongly each does, ``take_part``,
        ``convergence`` and ``priority``, all from 0 to 1, and ``gain`` (together less alone) from
        -1 to 1, missing where unknown; ``first``, whether it suits a first project.
    groups : DataFrame
        One row per group, indexed by its number: ``called``, one of `FIELDS`; ``share``, the share
        of the readings in which the rule gives this name, missing where it rests on positions;
        ``areas``, how many.
    leadership : DataFrame
        What everybody may read of areas, see `areas_for_leadership`.
    chance : float
        How often a world without kinds of areas groups as clearly; missing where areas were too
        few, or too little was known of them.
    stability : mapping of int to float
        How stable each number of groups is, 1 at most; empty where areas were not grouped.
    runner_up : int
        The second most stable number of groups; 0 where there is none.
    sentences : tuple of str
        What it says, in words.
    sentences_leadership : tuple of str
        What everybody may read of it.
    missing : tuple of Missing
        Tables that would show more.
    """

    areas: pd.DataFrame
    groups: pd.DataFrame
    leadership: pd.DataFrame
    chance: float
    stability: dict[int, float]
    runner_up: int
    sentences: tuple[str, ...]
    sentences_leadership: tuple[str, ...]
    missing: tuple[Missing, ...]

    @property
    def structured(self) -> bool:
        """Whether areas fall into kinds more clearly than chance would have them."""
        return self.chance <= LEVEL
