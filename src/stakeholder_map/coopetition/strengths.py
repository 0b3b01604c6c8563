"""Cooperation and competition of pairs, on the expected graph and in every draw.

The two are read side by side and never subtracted from one another: netting them would erase the
very relation that this part looks for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from stakeholder_map.evidence import Evidence
from stakeholder_map.influence.interval import nine_of_ten
from stakeholder_map.scan import Scan

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

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
        organisations that answered, int64, and ``witnesses``: those that answered either.
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
    return witness.astype("int64").sort_index().reset_index()


def covered_pairs(evidence: Evidence, *, area: str) -> int:
    """Number of pairs of which anybody reported in an area, zeros by leaving out included.

    Examples
    --------
    >>> said = [("a", "b", "cooperation", 3), ("b", "a", "competition", 1)]
    >>> covered_pairs(Evidence.from_answers(said, others=["c", "d"]), area="")
    5
    """
    first, second = np.triu_indices(len(evidence.stakeholders), k=1)
    reports = np.zeros(len(first), dtype=np.int64)
    for side in SIDES:
        coverage = evidence.coverage(side, area=area)
        reports += coverage.reports(first, second) + coverage.reports(second, first)
    return int((reports > 0).sum())


def pair_strengths(scan: Scan, *, layer: str, area: str, first: Whole, second: Whole) -> Strengths:
    """Strengths of the given pairs on one layer in one area.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    layer, area : str
        What is read; ``""`` is the relation as a whole.
    first, second : ndarray
        Places of the two ends of each pair in the graph's ids, the first the lower; pairs sorted.

    Returns
    -------
    Strengths
        0 where there is no tie.
    """
    n = scan.graph.n
    keys = first * n + second
    expected = _at(scan.graph.matrix(layer, area=area), keys=keys, n=n)
    drawn = [_at(matrix, keys=keys, n=n) for matrix in scan.draws.matrices(layer, area=area)]
    return Strengths(expected, np.array(drawn).reshape(len(drawn), len(keys)))


def _at(matrix: sparse.csr_array, *, keys: Whole, n: int) -> Floats:
    """Entries of a matrix at sorted keys row * n + column."""
    tie = sparse.coo_array(matrix)
    row, column = (np.asarray(index, dtype=np.int64) for index in tie.coords)
    wanted = row * n + column
    place = np.searchsorted(keys, wanted)
    inside = place < len(keys)
    inside[inside] = keys[place[inside]] == wanted[inside]
    values = np.zeros(len(keys))
    values[place[inside]] = tie.data[inside]
    return values
