"""Blocs area by area: whether the same camps face each other everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.coopetition.blocs.chance import chance_of
from stakeholder_map.coopetition.blocs.reading import KINDS, SignedReading, read_signed
from stakeholder_map.coopetition.blocs.result import Blocs
from stakeholder_map.coopetition.blocs.tables import LETTERS
from stakeholder_map.coopetition.clusters.result import AreaClusters
from stakeholder_map.influence.engine.types import Floats, Whole
from stakeholder_map.phrases import listed
from stakeholder_map.scan import Scan

DRAWS = 39
"""Graphs without structure that an area is compared with."""

SHUFFLES = 99
"""Times that the organisations of an area change places, to see whether the blocs hold there."""

FEWEST = 6
"""Organisations with ties in an area below which nothing is said of it."""


@dataclass(frozen=True, eq=False)
class AreaBlocs:
    """How the blocs of the whole fare area by area, and in each kind of areas.

    Parameters
    ----------
    areas : DataFrame
        Every declared area, sorted by id, then every group of areas: indexed by area id, or
        ``group 1`` and so on. ``name``; ``organisations`` of which a tie there was reported;
        ``cooperation``, ``competition``, expected strengths; ``against``, share of the two that
        runs against the blocs of the whole, and ``against_by_chance``, the mean of that share where
        the organisations there change places; ``holds``, whether it is lower than in 95 of 100 of
        these, missing where there are no blocs or too few ties; ``own``, whether the answers there
        fall into groups by themselves more than by chance, missing where too few or only of one
        kind.
    sentences : tuple of str
        What it says, in words; no organisation.
    """

    areas: pd.DataFrame
    sentences: tuple[str, ...]


def blocs_by_area(scan: Scan, *, blocs: Blocs, clusters: AreaClusters | None = None) -> AreaBlocs:
    """Whether the blocs of the whole hold in each area, and whether it has groups of its own.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    blocs : Blocs
        Of the relation as a whole.
    clusters : AreaClusters, optional
        Groups of areas, each to be read as one too: a pair's strongest tie in any area counts.

    Returns
    -------
    AreaBlocs
        Empty where no areas are declared. Who stands in the groups of one area is told by
        `find_blocs` of that area.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.coopetition.blocs import find_blocs
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> scan = open_scan(folder, draws=20, seed=1)
    >>> table = blocs_by_area(scan, blocs=find_blocs(scan)).areas
    >>> bool(table.loc["crisis-care", "against"] < table.loc["crisis-care", "against_by_chance"])
    True
    """
    declared = scan.region.table("areas").set_index("area_id")["name"].sort_index()
    read: dict[str, tuple[str, tuple[str, ...]]] = {
        str(area): (str(name), (str(area),)) for area, name in declared.items()
    }
    if clusters is not None:
        for number, row in clusters.groups.iterrows():
            held = clusters.areas.index[clusters.areas["group"] == number]
            if len(held) > 1:
                read[f"group {number}"] = (f"All areas of {row['called']}", tuple(map(str, held)))
    letters = blocs.members["bloc"]
    group = np.array([LETTERS.index(each) if each else -1 for each in letters], dtype=np.int64)
    rows = [
        (name, *_row(read_signed(scan, area=areas), group=group)) for name, areas in read.values()
    ]
    shares = ("against", "against_by_chance")
    columns = ["name", "organisations", *KINDS, *shares, "holds", "own"]
    table = pd.DataFrame(rows, columns=columns, index=pd.Index(list(read), name="area_id"))
    table = table.astype(dict.fromkeys((*KINDS, *shares), "float64"))
    table = table.astype(
        {"name": "str", "organisations": "int64", "holds": "boolean", "own": "boolean"}
    )
    return AreaBlocs(table, tuple(_tell(table.iloc[: len(declared)])))


def _tell(areas: pd.DataFrame) -> Iterator[str]:
    holds = areas["holds"]
    for word, begin in (
        (True, "The blocs of the whole hold in"),
        (False, "They are told no better than by chance in"),
    ):
        names = list(areas.loc[(holds == word).fillna(False).to_numpy(dtype=bool), "name"])
        if names:
            yield f"{begin} {listed(names)}."
    unknown = list(areas.loc[holds.isna().to_numpy(), "name"])
    if unknown and len(unknown) < len(areas):
        yield f"Too little was reported to say so in {listed(unknown)}."


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


def _own(reading: SignedReading, *, tied: int) -> bool | None:
    """Whether an area falls into groups by itself."""
    if tied < FEWEST or not all(kind.any() for kind in reading.reported):
        return None
    return chance_of(reading.ties, seed=reading.scan.seed, draws=DRAWS).beyond_chance
