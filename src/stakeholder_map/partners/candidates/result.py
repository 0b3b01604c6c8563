"""The table of candidates, as everybody reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from stakeholder_map.phrases import Missing


@dataclass(frozen=True, eq=False)
class Candidates:
    """Who could be a founding partner: every figure with its source.

    Parameters
    ----------
    table : DataFrame
        Indexed by stakeholder id, sorted; every organisation that is not our own, those that are
        ruled out too. ``name``, ``key_group``, ``family`` (topmost parent), ``must_have``,
        ``ruled_out`` (the reasons in words, empty where nothing does) and the figures that
        `sources` names. A figure that nobody knows is missing, never 0.
    conflicts : DataFrame
        Competition of each candidate (rows) with the other candidates in each area (columns; the
        first, ``""``, is the relation as a whole), mean over the others, in [0, 1]; missing where
        the area was not asked about.
    stoppers : DataFrame
        Who can stop this, indexed by stakeholder id: ``name``, ``influence_rank``, ``why`` in
        words, ``areas`` (tuple of area ids). Influential, and against or with something at stake.
    not_represented : tuple of str
        Key groups of which there is no candidate that is not ruled out.
    sources : mapping of str to str
        Where each figure comes from, in words.
    sentences : tuple of str
        What it says, in words.
    missing : tuple of Missing
        Tables that would show more.
    """

    table: pd.DataFrame
    conflicts: pd.DataFrame
    stoppers: pd.DataFrame
    not_represented: tuple[str, ...]
    sources: Mapping[str, str]
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]

    @property
    def eligible(self) -> pd.DataFrame:
        """Rows of `table` that nothing rules out."""
        return self.table[self.table["ruled_out"] == ""]
