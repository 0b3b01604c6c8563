"""Blocs area by area: whether the same camps face each other everywhere."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.coopetition.blocs.chance import chance_of
from stakeholder_map.coopetition.blocs.number import chosen
from stakeholder_map.coopetition.blocs.reading import KINDS, SignedReading, read_signed
from stakeholder_map.coopetition.blocs.result import Blocs
from stakeholder_map.coopetition.blocs.tables import LETTERS
from stakeholder_map.influence.engine.types import Floats, Whole
from stakeholder_map.scan import Scan

DRAWS = 39
"""Graphs without structure that an area is compared with."""

SHUFFLES = 99
"""Times that the organisations of an area change places, to see whether the blocs hold there."""

FEWEST = 6
"""Organisations with ties in an area below which nothing is said of it."""

MOST = 5
"""Most blocs of its own that an area is tried for."""


def blocs_by_area(scan: Scan, *, blocs: Blocs) -> pd.DataFrame:
    """How the blocs of the whole fare in each area, and whether the area has its own.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    blocs : Blocs
        Of the relation as a whole.

    Returns
    -------
    DataFrame
        Indexed by area id, every declared area, sorted: ``name``; ``organisations`` of which a
        tie there was reported; ``cooperation``, ``competition``, expected strengths; ``against``,
        share of the two that runs against the blocs of the whole, and ``against_by_chance``, the
        mean of that share where the organisations there change places; ``holds``, whether it is
        lower than in 95 of 100 of these, missing where there are no blocs or too few ties; ``own``,
        how many blocs of its own the area shows, 1 where none beyond chance, 0 where it has too
        little to tell.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.coopetition.blocs import find_blocs
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> scan = open_scan(folder, draws=20, seed=1)
    >>> table = blocs_by_area(scan, blocs=find_blocs(scan))
    >>> bool(table.loc["crisis-care", "against"] < table.loc["crisis-care", "against_by_chance"])
    True
    """
    declared = scan.region.table("areas").set_index("area_id")["name"].sort_index()
    letters = blocs.members["bloc"]
    group = np.array([LETTERS.index(each) if each else -1 for each in letters], dtype=np.int64)
    rows = [_row(read_signed(scan, area=str(area)), group=group) for area in declared.index]
    columns = ["organisations", *KINDS, "against", "against_by_chance", "holds", "own"]
    table = pd.DataFrame(rows, columns=columns, index=declared.index)
    table.insert(0, "name", declared)
    table["holds"] = table["holds"].astype("boolean")
    return table.astype({"name": "str", "organisations": "int64", "own": "int64"}).astype(
        dict.fromkeys((*KINDS, "against", "against_by_chance"), "float64")
    )


def _row(reading: SignedReading, *, group: Whole) -> tuple[object, ...]:
    tied = reading.reported[0] | reading.reported[1]
    sums = [round(float(matrix.sum()) / 2, 6) for matrix in reading.expected]
    share, usual, holds = _against(reading, group=group, tied=tied)
    return (int(tied.sum()), *sums, share, usual, holds, _own(reading, tied=int(tied.sum())))


def _against(
    reading: SignedReading, *, group: Whole, tied: npt.NDArray[np.bool_]
) -> tuple[float, float, bool | None]:
    """Share against the blocs, the same where organisations change places, whether it is low."""
    ties = reading.ties
    there = tied & (group >= 0)
    if there.sum() < FEWEST or not ties.total:
        return float("nan"), float("nan"), None
    rng = np.random.default_rng(reading.scan.seed)
    seats = np.flatnonzero(there)
    seen: list[float] = []
    for turn in range(SHUFFLES + 1):
        placed = group.copy()
        placed[seats] = group[seats if turn == 0 else rng.permutation(seats)]
        seen.append(_violated(reading, ties.taken(placed)))
    share, rest = seen[0], np.array(seen[1:])
    low = bool((1 + (rest <= share).sum()) / (SHUFFLES + 1) <= 0.05)
    return round(share, 6), round(float(rest.mean()), 6), low


def _violated(reading: SignedReading, group: Whole) -> float:
    """Share of the strength in an area that runs against groups."""
    ties = reading.ties
    apart = group[ties.tail] != group[ties.end]
    against: Floats = np.where(apart, ties.cooperation, ties.competition)
    return float(against.sum() / 2 / ties.total)


def _own(reading: SignedReading, *, tied: int) -> int:
    """How many blocs an area shows by itself."""
    if tied < FEWEST or not all(kind.any() for kind in reading.reported):
        return 0
    if not chance_of(reading.ties, seed=reading.scan.seed, draws=DRAWS).beyond_chance:
        return 1
    return chosen(reading.ties, seed=reading.scan.seed, most=MOST).groups
