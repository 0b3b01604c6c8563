"""Blocs area by area: whether the same camps face each other everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from stakeholder_map.coopetition.blocs.chance import chance_of
from stakeholder_map.coopetition.blocs.estimate.number import chosen
from stakeholder_map.coopetition.blocs.reading import KINDS, SignedReading, read_signed
from stakeholder_map.coopetition.blocs.result import Blocs
from stakeholder_map.coopetition.blocs.signed import SignedTies
from stakeholder_map.coopetition.blocs.tables import LETTERS
from stakeholder_map.coopetition.clusters.result import AreaClusters
from stakeholder_map.influence.engine.types import Floats, Whole
from stakeholder_map.phrases import listed
from stakeholder_map.scan import Scan

DRAWS = 39
"""Graphs without structure that an area is compared with."""

SHUFFLES = 99
"""Times that the organisations of an area change places, to see whether the blocs hold there."""

MOST_BLOCS = 4
"""Most blocs of its own that an area is tried for."""

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
        runs against the blocs of the whole, among those with a bloc, and ``against_by_chance``,
        the mean of that share where the organisations there change places; ``holds``, whether it is
        lower than in 95 of 100 of these, missing where there are no blocs or too few ties; ``own``,
        how many blocs the answers there fall into by themselves, 1 where they do not more than by
        chance, missing where too few or only of one kind.
    sentences : tuple of str
        What it says, in words; no organisation.
    order : tuple of str
        Ids of the organisations, bloc after bloc, the most cooperative of each first; those without
        a bloc last.
    letters : tuple of str
        Their blocs; empty where there are none.
    strengths : mapping of str to (csr_array, csr_array)
        Expected cooperation and competition in that order: ``""`` the whole, then the areas and
        groups of areas of which something was reported.
    """

    areas: pd.DataFrame
    sentences: tuple[str, ...]
    order: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    strengths: Mapping[str, tuple[sparse.csr_array, sparse.csr_array]] = field(default_factory=dict)


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
    if clusters is not None and clusters.runner_up:  # else areas fall into no groups
        for number, row in clusters.groups.iterrows():
            held = clusters.areas.index[clusters.areas["group"] == number]
            if len(held) > 1:
                read[f"group {number}"] = (f"All areas of {row['called']}", tuple(map(str, held)))
    letters = blocs.members["bloc"]
    group = np.array([LETTERS.index(each) if each else -1 for each in letters], dtype=np.int64)
    readings = {key: read_signed(scan, area=areas) for key, (_, areas) in read.items()}
    rows = [(read[key][0], *_row(reading, group=group)) for key, reading in readings.items()]
    shares = ("against", "against_by_chance")
    columns = ["name", "organisations", *KINDS, *shares, "holds", "own"]
    table = pd.DataFrame(rows, columns=columns, index=pd.Index(list(read), name="area_id"))
    table = table.astype(dict.fromkeys((*KINDS, *shares), "float64"))
    table = table.astype(
        {"name": "str", "organisations": "int64", "holds": "boolean", "own": "Int64"}
    )
    whole = read_signed(scan, area="")
    order = _order(whole, group=group)
    strengths = {
        key: (_sorted(reading.expected[0], order), _sorted(reading.expected[1], order))
        for key, reading in {"": whole, **readings}.items()
        if not key or table.loc[key, "organisations"]
    }
    return AreaBlocs(
        areas=table,
        sentences=tuple(_tell(table.iloc[: len(declared)])),
        order=tuple(map(str, whole.ids[order])),
        letters=tuple(letters.iloc[order]) if blocs.count else (),
        strengths=strengths,
    )


def _order(whole: SignedReading, *, group: Whole) -> Whole:
    """Places bloc after bloc, the most cooperative first, those without a bloc last."""
    works = np.round(np.asarray(whole.expected[0].sum(axis=1)).ravel(), 6)
    last = np.where(group >= 0, group, len(LETTERS))
    return np.lexsort((-works, last)).astype(np.int64)


def _sorted(matrix: sparse.csr_array, order: Whole) -> sparse.csr_array:
    return sparse.csr_array(matrix[order][:, order])


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
    share = _violated(ties, ties.taken(group))
    if there.sum() < FEWEST or np.isnan(share):
        return float("nan"), float("nan"), None
    rng = np.random.default_rng(reading.scan.seed)
    seats = np.flatnonzero(there)
    seen: list[float] = []
    for _ in range(SHUFFLES):
        placed = group.copy()
        placed[seats] = group[rng.permutation(seats)]
        seen.append(_violated(ties, ties.taken(placed)))
    rest = np.array(seen)
    low = bool((1 + (rest <= share).sum()) / (SHUFFLES + 1) <= 0.05)
    return round(share, 6), round(float(rest.mean()), 6), low


def _violated(ties: SignedTies, group: Whole) -> float:
    """Share of the strength among those in groups that runs against these; missing without any."""
    one, other = group[ties.tail], group[ties.end]
    placed = (one >= 0) & (other >= 0)
    against: Floats = np.where(one != other, ties.cooperation, ties.competition)
    held = float((ties.cooperation + ties.competition)[placed].sum())
    return float(against[placed].sum()) / held if held else float("nan")


def _own(reading: SignedReading, *, tied: int) -> int | None:
    """How many blocs an area falls into by itself, by the rules for the whole."""
    if tied < FEWEST or not all(kind.any() for kind in reading.reported):
        return None
    seed = reading.scan.seed
    if not chance_of(reading.ties, seed=seed, draws=DRAWS).beyond_chance:
        return 1
    return chosen(reading.ties, seed=seed, most=MOST_BLOCS).groups
