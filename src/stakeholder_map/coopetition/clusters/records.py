"""What a scan knows of areas: ties by pair, parts of stakeholders in each reading, sayings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from stakeholder_map.coopetition.clusters.features import Sayings
from stakeholder_map.coopetition.pairs.strengths import SIDES, pair_strengths
from stakeholder_map.influence.measures.readings import Floats, Whole
from stakeholder_map.scan import Scan

READINGS = 50
"""So many readings of the evidence are compared."""


@dataclass(frozen=True, eq=False)
class Records:
    """Ties and sayings by area, in the order of `areas`.

    Parameters
    ----------
    areas : tuple of str
        Ids.
    asked : ndarray
        Shape (areas,): whether anybody was asked who cooperates and competes there.
    ends : ndarray
        Shape (pairs, 2): places of the two stakeholders of each pair.
    n : int
        Number of stakeholders.
    strengths : ndarray
        Shape (2, pairs, areas): cooperation and competition on the expected graph; 0 where nobody
        reported any.
    drawn : ndarray
        Shape (2, readings, n, areas): parts of the stakeholders in each reading, see `parts_of`;
        missing throughout an area that nobody was asked about.
    high : ndarray
        Shape (2, readings, areas): pairs with high cooperation and with high competition.
    sayings : Sayings
        Shape (n, areas) each.
    """

    areas: tuple[str, ...]
    asked: npt.NDArray[np.bool_]
    ends: Whole
    n: int
    strengths: Floats
    drawn: Floats
    high: Whole
    sayings: Sayings

    def parts(self, strengths: Floats) -> Floats:
        """Parts of the stakeholders for some strengths of the pairs, as `drawn` has them."""
        parts = np.stack([parts_of(side, self.ends, n=self.n) for side in strengths])
        parts[..., ~self.asked] = np.nan
        return parts

    def first(self, count: int) -> Records:
        """The same of the first areas only."""
        said = self.sayings
        return Records(
            self.areas[:count],
            self.asked[:count],
            self.ends,
            self.n,
            self.strengths[..., :count],
            self.drawn[..., :count],
            self.high[..., :count],
            Sayings(*(each[:, :count] for each in (said.position, said.priority, said.gain))),
        )


def parts_of(strengths: Floats, ends: Whole, *, n: int) -> Floats:
    """How strongly each stakeholder is tied: the strengths of its pairs added up, 1 at most.

    Parameters
    ----------
    strengths : ndarray
        Shape (pairs, columns).
    ends : ndarray
        Shape (pairs, 2): places of the two stakeholders of each pair.
    n : int
        Number of stakeholders.

    Returns
    -------
    ndarray
        Shape (n, columns), in [0, 1].

    Examples
    --------
    >>> parts_of(np.array([[0.5], [0.75]]), np.array([[0, 1], [1, 2]]), n=3)[:, 0].tolist()
    [0.5, 1.0, 0.75]
    """
    pairs = len(ends)
    places = ends.T.ravel(), np.tile(np.arange(pairs), 2)
    incidence = sparse.csr_array((np.ones(2 * pairs), places), shape=(n, pairs))
    total: Floats = np.asarray(incidence @ strengths, dtype=np.float64)
    return np.minimum(total, 1.0)


def read_records(
    scan: Scan, *, pairs: pd.DataFrame, areas: Sequence[str], asked: Sequence[bool]
) -> Records:
    """What a scan knows of some areas.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    pairs : DataFrame
        As `PairTypes` holds them.
    areas : sequence of str
        Ids of the areas.
    asked : sequence of bool
        Whether anybody was asked who cooperates and competes there.

    Returns
    -------
    Records
        Pairs of which any cooperation or competition was reported in any of the areas.
    """
    spoken = pairs[pairs["area"].isin(areas) & (pairs["positives"] > 0)]
    union = spoken[["source", "target"]].drop_duplicates().sort_values(["source", "target"])
    ids = pd.Index(scan.graph.ids)
    ends = np.column_stack([ids.get_indexer(pd.Index(union[end])) for end in union.columns])
    known = pd.MultiIndex.from_frame(union)
    readings = min(READINGS, len(scan.draws))
    strengths = np.zeros((len(SIDES), len(union), len(areas)))
    drawn = np.zeros((len(SIDES), readings, len(ids), len(areas)))
    high = np.zeros((len(SIDES), readings, len(areas)), dtype=np.int64)
    for column, area in enumerate(areas):
        here = spoken.loc[spoken["area"] == area, ["source", "target"]]
        at = known.get_indexer(pd.MultiIndex.from_frame(here))
        for row, side in enumerate(SIDES):
            first, second = ends[at].T
            found = pair_strengths(
                scan, layer=side, area=area, first=first, second=second, readings=readings
            )
            strengths[row, at, column] = found.expected
            drawn[row, :, :, column] = parts_of(found.drawn.T, ends[at], n=len(ids)).T
            high[row, :, column] = (found.drawn >= scan.region.settings.high).sum(axis=1)
    heard = np.asarray(asked, dtype=np.bool_)
    drawn[..., ~heard] = np.nan
    said = _sayings(scan, areas, ids)
    return Records(tuple(areas), heard, ends, len(ids), strengths, drawn, high, said)


def _sayings(scan: Scan, areas: Sequence[str], ids: pd.Index[str]) -> Sayings:
    table = scan.region.table("positions")
    values = {
        "position": table["position"].astype("float64"),
        "priority": table["priority"].astype("float64"),
        "gain": table["gain_together"].astype("float64") - table["gain_alone"].astype("float64"),
    }
    rows = ids.get_indexer(pd.Index(table["stakeholder_id"]))
    columns = pd.Index(areas).get_indexer(pd.Index(table["area_id"]))
    inside = (rows >= 0) & (columns >= 0)
    filled = {}
    for name, value in values.items():
        filled[name] = np.full((len(ids), len(areas)), np.nan)
        filled[name][rows[inside], columns[inside]] = value.to_numpy()[inside]
    return Sayings(**filled)
