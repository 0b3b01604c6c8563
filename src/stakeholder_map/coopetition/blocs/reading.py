"""Cooperation and competition of a scan, as a whole or in areas, on each reading of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from stakeholder_map.coopetition.blocs.signed import SignedTies, arranged, signed_ties
from stakeholder_map.errors import UsageError
from stakeholder_map.influence.engine.types import Floats, Whole
from stakeholder_map.scan import Scan

KINDS = ("cooperation", "competition")
"""Layers that are read, side by side."""


@dataclass(frozen=True, eq=False)
class SignedReading:
    """The two layers among the organisations of a scan; internal departments are left out.

    Parameters
    ----------
    scan : Scan
        Where they come from.
    areas : tuple of str
        Areas, of which the strongest tie counts; empty: the relation as a whole.
    """

    scan: Scan
    areas: tuple[str, ...]

    @cached_property
    def places(self) -> Whole:
        """Places of the organisations in the ids of the graph."""
        internal = self.scan.evidence.stakeholders["internal"].reindex(list(self.scan.graph.ids))
        return np.flatnonzero(~internal.fillna(False).to_numpy(dtype=bool)).astype(np.int64)

    @cached_property
    def ids(self) -> pd.Index[str]:
        """Ids of the organisations."""
        named = [self.scan.graph.ids[place] for place in self.places]
        ids: pd.Index[str] = pd.Index(named, name="stakeholder_id", dtype="str")
        return ids

    @cached_property
    def expected(self) -> tuple[sparse.csr_array, sparse.csr_array]:
        """Expected strength of cooperation and of competition."""
        graph = self.scan.graph
        works, competes = (
            self._among(_strongest([graph.matrix(kind, area=each) for each in self.areas or ("",)]))
            for kind in KINDS
        )
        return works, competes

    @cached_property
    def ties(self) -> SignedTies:
        """The same as kernels read it."""
        return signed_ties(*self.expected)

    @cached_property
    def often(self) -> tuple[sparse.csr_array, sparse.csr_array]:
        """Share of the readings in which each pair cooperates, and competes, highly."""
        high = self.scan.region.settings.high - 1e-9
        works, competes = (self._share(kind, high=high) for kind in KINDS)
        return works, competes

    @cached_property
    def reported(self) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """Of whom any cooperation, and any competition, was reported, by either side."""
        said = self.scan.evidence.reports
        said = said[(said["value"] > 0) & said["area"].isin(self.areas or ("",))]
        ends = [said.loc[said["layer"] == kind, ["source", "target"]] for kind in KINDS]
        works, competes = (self.ids.isin(pd.unique(each.to_numpy().ravel())) for each in ends)
        return works, competes

    def drawn(self, count: int) -> Iterator[SignedTies]:
        """Some of the readings, evenly spaced, in the order of the expected ties.

        Parameters
        ----------
        count : int
            How many, at most as many as there are.

        Yields
        ------
        SignedTies
        """
        total = len(self.scan.draws)
        step = max(1, total // count)
        pairs = zip(*(self._draws(kind) for kind in KINDS), strict=True)
        for pair in islice(pairs, 0, step * min(count, total), step):
            works, competes = (
                sparse.csr_array(self._among(matrix) / self.ties.unit) for matrix in pair
            )
            yield arranged(works, competes, order=self.ties.order, unit=self.ties.unit)

    def _share(self, kind: str, *, high: float) -> sparse.csr_array:
        """Share of the readings in which pairs have at least so high a strength."""
        n = self.scan.graph.n
        keys = []
        for matrix in self._draws(kind):
            row = np.repeat(np.arange(n), np.diff(matrix.indptr))
            keys.append((row * n + matrix.indices)[matrix.data >= high])
        key, times = np.unique(np.concatenate(keys), return_counts=True)
        ends = np.divmod(key, max(n, 1))
        return self._among(sparse.csr_array((times / len(keys), ends), shape=(n, n)))

    def _draws(self, kind: str) -> Iterator[sparse.csr_array]:
        """Strongest tie of each pair over the areas, draw after draw."""
        draws = self.scan.draws
        by_area = [draws.matrices(kind, area=area) for area in self.areas or ("",)]
        return by_area[0] if len(by_area) == 1 else map(_strongest, zip(*by_area, strict=True))

    def _among(self, matrix: sparse.csr_array) -> sparse.csr_array:
        """The part of a matrix that is about the organisations."""
        if len(self.places) == matrix.shape[0]:
            return matrix
        return sparse.csr_array(matrix[self.places][:, self.places])


def _strongest(matrices: Sequence[sparse.csr_array]) -> sparse.csr_array:
    """Elementwise maximum."""
    most = matrices[0]
    for matrix in matrices[1:]:
        most = sparse.csr_array(most.maximum(matrix))
    return most


def read_signed(scan: Scan, *, area: str | tuple[str, ...]) -> SignedReading:
    """Cooperation and competition in an area, in several, or as a whole.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    area : str or tuple of str
        An area id, several, or ``""`` for the relation as a whole.

    Returns
    -------
    SignedReading

    Raises
    ------
    UsageError
        An area that the region does not declare.
    """
    areas = (area,) if isinstance(area, str) else tuple(sorted(set(area)))
    areas = tuple(each for each in areas if each)
    known = list(scan.region.table("areas")["area_id"])
    for each in areas:
        if each not in known:
            raise UsageError(f"expected an area of {', '.join(known) or 'none'}, found {each!r}")
    return SignedReading(scan, areas)


def of_pairs(matrix: sparse.csr_array) -> tuple[Whole, Whole, Floats]:
    """Ends (lower first) and value of each pair that a symmetric matrix holds."""
    upper = sparse.coo_array(sparse.triu(matrix, 1))
    one, other = upper.coords
    order = np.lexsort((other, one))
    return one[order].astype(np.int64), other[order].astype(np.int64), upper.data[order]


def values_at(matrix: sparse.csr_array, one: Whole, other: Whole) -> Floats:
    """Values of pairs, 0 where a matrix holds none."""
    values = np.zeros(len(one))
    if len(one):
        values[:] = np.asarray(matrix[one, other]).ravel()
    return values
