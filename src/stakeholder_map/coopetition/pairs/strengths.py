"""Cooperation and competition of pairs, on the expected graph and in every draw.

The two are read side by side and never subtracted from one another: netting them would erase the
very relation that this part looks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from stakeholder_map.evidence import Evidence
from stakeholder_map.influence.measures.readings import Floats, Whole, entries_of
from stakeholder_map.influence.ranking.interval import nine_of_ten
from stakeholder_map.posterior import Draws
from stakeholder_map.posterior.part import PartTies
from stakeholder_map.scan import Scan

SIDES = ("cooperation", "competition")
SAID = ("answered", "zero")


@dataclass(frozen=True, eq=False)
class Strengths:
    """Strengths of some pairs on one layer in one area.

    Parameters
    ----------
    expected : ndarray
        Shape (pairs,), in [0, 1].
    drawn : ndarray
        Shape (draws, pairs), in [0, 1].
    """

    expected: Floats
    drawn: Floats

    def bounds(self) -> tuple[Floats, Floats]:
        """Ends of the intervals that hold nine of ten draws."""
        return nine_of_ten(self.drawn)


def reported_pairs(evidence: Evidence) -> pd.DataFrame:
    """Pairs of which somebody said something, area by area, with the number of witnesses.

    Parameters
    ----------
    evidence : Evidence
        Explicit answers to questions on cooperation and competition; zeros count, blanks do not.

    Returns
    -------
    DataFrame
        One row per pair and area, sorted: ``area`` (``""`` is the relation as a whole),
        ``source`` < ``target``, ``cooperation_witnesses`` and ``competition_witnesses``:
        organisations that answered, int64, ``witnesses``: those that answered either, and
        ``positives``: those of them that reported any of either.
    """
    reports = evidence.reports
    said = reports[reports["layer"].isin(SIDES) & reports["state"].isin(SAID)]
    pair = np.sort(said[["source", "target"]].to_numpy(dtype=object), axis=1)
    said = said.assign(source=pair[:, 0], target=pair[:, 1]).astype(
        {"source": "str", "target": "str"}
    )
    key = ["area", "source", "target"]
    witness = said.groupby(key)["witness_stakeholder"].nunique().rename("witnesses").to_frame()
    for side in SIDES:
        of_side = said[said["layer"] == side].groupby(key)["witness_stakeholder"].nunique()
        witness[f"{side}_witnesses"] = of_side.reindex(witness.index, fill_value=0).astype("int64")
    positive = said[said["value"] > 0].groupby(key)["witness_stakeholder"].nunique()
    witness["positives"] = positive.reindex(witness.index, fill_value=0)
    return witness.astype("int64").sort_index().reset_index()


def covered_pairs(evidence: Evidence, *, area: str) -> int:
    """Number of pairs of which anybody reported in an area, zeros by leaving out included.

    Examples
    --------
    >>> from stakeholder_map.evidence import evidence_from_answers
    >>> said = [("a", "b", "cooperation", 3), ("b", "a", "competition", 1)]
    >>> covered_pairs(evidence_from_answers(said, others=["c", "d"]), area="")
    5
    """
    first, second = np.triu_indices(len(evidence.stakeholders), k=1)
    reports = np.zeros(len(first), dtype=np.int64)
    for side in SIDES:
        coverage = evidence.coverage(side, area=area)
        reports += coverage.reports(first, second) + coverage.reports(second, first)
    return int((reports > 0).sum())


def pair_strengths(
    scan: Scan, *, layer: str, area: str, first: Whole, second: Whole, readings: int | None = None
) -> Strengths:
    """Strengths of the given pairs on one layer in one area.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    layer, area : str
        What is read; ``""`` is the relation as a whole.
    first, second : ndarray
        Places of the two ends of each pair in the graph's ids, the first the lower; pairs sorted.
    readings : int, optional
        How many of the draws, from the first; all when not given.

    Returns
    -------
    Strengths
        0 where there is no tie.
    """
    n = scan.graph.n
    keys = first * n + second
    expected = _at([scan.graph.matrix(layer, area=area)], keys=keys, n=n)[0]
    return Strengths(expected, _drawn(scan.draws, (layer, area), keys=keys)[:readings])


def _drawn(draws: Draws, part: tuple[str, str], *, keys: Whole) -> Floats:
    """Strengths at sorted keys row * n + column of a symmetric layer (columns) in each draw (rows).

    The same as reading the matrix of each draw, of which there are hundreds, without making any.
    """
    values = np.zeros((len(draws), len(keys)))
    if part not in draws.parts or len(keys) == 0:
        return values
    ties, drawn = PartTies.of(draws.candidates, part), draws.parts[part]
    there = np.unpackbits(drawn.present, axis=1, count=len(ties.source)).astype(np.bool_)
    strength = np.where(there, ties.strength, 0.0)
    strength[there & ties.varies] = ties.pool_strength[drawn.picks]
    low, high = np.minimum(ties.source, ties.target), np.maximum(ties.source, ties.target)
    wanted = low * ties.n + high
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    inside = keys[place] == wanted
    values[:, place[inside]] = strength[:, inside]
    return values


def _at(matrices: Sequence[sparse.csr_array], *, keys: Whole, n: int) -> Floats:
    """Entries of each matrix (rows) at sorted keys row * n + column (columns)."""
    values = np.zeros((len(matrices), len(keys)))
    if len(keys) == 0:
        return values
    draw, row, column, strength = entries_of(matrices)
    wanted = row * n + column
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    inside = keys[place] == wanted
    values[draw[inside], place[inside]] = strength[inside]
    return values
