"""Two matrices, cooperation and competition, as the kernels read them: side by side, never netted.

Stakeholders are put into an order that their ties alone decide, so that neither names nor the order
of rows steer any search.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse

from stakeholder_map.errors import UsageError
from stakeholder_map.influence.engine.types import Floats, Short, Ties, Whole

Matrix: TypeAlias = npt.ArrayLike | sparse.sparray | sparse.spmatrix

ROUNDS = 24
"""Steps along ties over which the order of stakeholders is told."""


@dataclass(frozen=True, eq=False)
class SignedTies:
    """Symmetric cooperation and competition among n stakeholders, as arcs in both directions.

    Parameters
    ----------
    start, end : ndarray
        Where the arcs of each begin, one more than there are stakeholders, and whom each leads to.
    cooperation, competition : ndarray
        Of each arc, at least 0 and not both 0; in units of the usual tie.
    order : ndarray
        Which row of the input each stakeholder was.
    unit : float
        Strength of the usual tie in the input: the mean in which each tie weighs by its strength,
        so that many faint ones do not count as ties; 1 where there is none.
    """

    start: Whole
    end: Short
    cooperation: Floats
    competition: Floats
    order: Whole
    unit: float

    @property
    def n(self) -> int:
        """How many stakeholders."""
        return len(self.start) - 1

    @cached_property
    def tail(self) -> Whole:
        """Where each arc comes from."""
        return np.repeat(np.arange(self.n), np.diff(self.start))

    @cached_property
    def back(self) -> Whole:
        """Number of the arc that runs the other way."""
        key = self.tail * self.n + self.end
        return np.searchsorted(key, self.end.astype(np.int64) * self.n + self.tail).astype(np.int64)

    @cached_property
    def net(self) -> Floats:
        """What each arc speaks for standing together; a search direction, never a figure."""
        return self.cooperation - self.competition

    @property
    def pulls(self) -> Ties:
        """The arcs with what they speak for, as kernels take them."""
        return self.start, self.end, self.net

    @cached_property
    def mass(self) -> Floats:
        """Strength of each one's cooperation and competition, shape (2, n)."""
        kinds = (self.cooperation, self.competition)
        sums = [np.bincount(self.tail, kind, minlength=self.n) for kind in kinds]
        return np.ascontiguousarray(np.vstack(sums), dtype=np.float64)

    @property
    def total(self) -> float:
        """Strength of all ties of both kinds."""
        return float(self.mass.sum() / 2)

    def put_back(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Values by stakeholder, in the order of the input."""
        given = np.empty_like(values)
        given[self.order] = values
        return given

    def taken(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Values in the order of the input, by stakeholder."""
        return np.ascontiguousarray(values[self.order])


def signed_ties(positive: Matrix, negative: Matrix) -> SignedTies:
    """Read two symmetric matrices.

    Parameters
    ----------
    positive, negative : array_like or sparse array, shape (n, n)
        Strength of cooperation and of competition; at least 0. A pair may have both.

    Returns
    -------
    SignedTies
        The same whatever the order of rows; strengths in units of the usual one, so that the
        scale does not matter.

    Raises
    ------
    UsageError
        A matrix that is not square, of another size than the other, not symmetric, with a negative
        or missing strength, or with a tie of somebody to itself.

    Examples
    --------
    >>> ties = signed_ties([[0, 2], [2, 0]], [[0, 2], [2, 0]])
    >>> ties.n, ties.cooperation.tolist(), ties.competition.tolist(), ties.unit
    (2, [1.0, 1.0], [1.0, 1.0], 2.0)
    """
    both = [_checked(positive, name="positive"), _checked(negative, name="negative")]
    if both[0].shape != both[1].shape:
        raise UsageError(f"expected two matrices of one shape, found {[m.shape for m in both]}")
    strengths = np.sort(np.concatenate([matrix.data for matrix in both]))
    unit = float((strengths**2).sum() / strengths.sum()) if len(strengths) else 1.0
    for matrix in both:
        matrix.data = np.round(matrix.data / unit, 9)
    return arranged(both[0], both[1], order=_order(*both), unit=unit)


def arranged(
    cooperation: sparse.csr_array, competition: sparse.csr_array, *, order: Whole, unit: float
) -> SignedTies:
    """Arcs of two matrices that are known to be sound, in an order that is given.

    Parameters
    ----------
    cooperation, competition : csr_array
        Symmetric, in units of the usual tie.
    order : ndarray
        Which row each stakeholder is.
    unit : float
        Strength of the usual tie.

    Returns
    -------
    SignedTies
    """
    works, competes = (sparse.csr_array(m[order][:, order]) for m in (cooperation, competition))
    there = sparse.csr_array(works + competes)
    there.sort_indices()
    tail = np.repeat(np.arange(there.shape[0]), np.diff(there.indptr))
    key = tail * there.shape[0] + there.indices
    return SignedTies(
        start=there.indptr.astype(np.int64),
        end=there.indices.astype(np.int32),
        cooperation=_along(works, key=key),
        competition=_along(competes, key=key),
        order=order,
        unit=unit,
    )


def _along(matrix: sparse.csr_array, *, key: Whole) -> Floats:
    """Entries of a matrix at the keys row * n + column, 0 where it has none."""
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    values = np.zeros(len(key))
    values[np.searchsorted(key, row * matrix.shape[0] + matrix.indices)] = matrix.data
    return values


def _checked(matrix: Matrix, *, name: str) -> sparse.csr_array:
    given: Any = matrix if sparse.issparse(matrix) else np.asarray(matrix, dtype=np.float64)
    shape = given.shape
    if len(shape) != 2 or shape[0] != shape[1]:
        raise UsageError(f"{name}: expected a square matrix, found shape {shape}")
    held = sparse.csr_array(given, dtype=np.float64, copy=True)
    held.sum_duplicates()
    held.eliminate_zeros()
    bad = held.data[~(held.data > 0) | ~np.isfinite(held.data)]
    if len(bad):
        raise UsageError(f"{name}: expected strengths of at least 0, found {bad[0]!r}")
    if held.diagonal().any():
        place = int(np.flatnonzero(held.diagonal())[0])
        raise UsageError(f"{name}: stakeholder {place} is tied to itself")
    apart = abs(held - held.T)
    if apart.nnz and apart.max() > 1e-9 * held.max():
        raise UsageError(f"{name}: expected a symmetric matrix, found a difference {apart.max():g}")
    return held


def _order(positive: sparse.csr_array, negative: sparse.csr_array) -> Whole:
    """Places sorted by what can be told of each from the ties around it (colour refinement)."""
    n = positive.shape[0]
    colour = np.full(n, 1, dtype=np.uint64)
    arcs = []
    for kind, matrix in ((1, positive), (2, negative)):
        strength = np.round(matrix.data * 1e6).astype(np.uint64) * np.uint64(4) + np.uint64(kind)
        tail = np.repeat(np.arange(n), np.diff(matrix.indptr))
        arcs.append((tail, matrix.indices, _mixed(strength)))
    for _ in range(ROUNDS):
        told = _mixed(colour)
        for tail, end, strength in arcs:
            np.add.at(told, tail, _mixed(colour[end] ^ strength))
        colour = told
    return np.argsort(colour, kind="stable").astype(np.int64)


def _mixed(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Scatter 64-bit numbers (splitmix64)."""
    z = values + np.uint64(11400714819323198485)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(13787848793156543929)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(10723151780598845931)
    mixed: npt.NDArray[np.uint64] = z ^ (z >> np.uint64(31))
    return mixed
