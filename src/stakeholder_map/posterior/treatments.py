"""Simple treatments of reports that agree, disagree or are missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sides:
    """What the sides of each pair say, one voice an organisation.

    Parameters
    ----------
    possible : int
        Reports that a pair can have: 1 in a directed layer, 2 in a symmetric one.
    reports, positives : array of int
        Sides that reported, and that reported a tie.
    values, levels : mapping of str to array of float
        ``mean``, ``max`` and ``min`` over the positive sides; missing where there is none.
    """

    possible: int
    reports: Counts
    positives: Counts
    values: Mapping[str, Numbers]
    levels: Mapping[str, Numbers]


@dataclass(frozen=True)
class Verdict:
    """What a treatment makes of the sides.

    Parameters
    ----------
    reports, positives : array of int
        Those that it lets count.
    pick : {"mean", "max", "min"}
        Which of the positive values is the strength.
    share : array of float
        Share of this strength that it states, 0 where it states no tie.

    Examples
    --------
    >>> one = np.array([1])
    >>> Verdict(one, one, "max", np.array([1.0])).pick
    'max'
    """

    reports: Counts
    positives: Counts
    pick: str
    share: Numbers


def as_stated(sides: Sides) -> Verdict:
    """Every report counts: the strength stated is the mean over the reports present, zeros too.

    Examples
    --------
    >>> said = Sides(2, np.array([2]), np.array([1]), {}, {})
    >>> as_stated(said).share.tolist()
    [0.5]
    """
    share = sides.positives / np.maximum(sides.reports, 1)
    return Verdict(sides.reports, sides.positives, "mean", share)


def either_side(sides: Sides) -> Verdict:
    """One side that reports a tie is enough: the other's zero does not count.

    Examples
    --------
    >>> said = Sides(2, np.array([2, 2]), np.array([1, 0]), {}, {})
    >>> either_side(said).reports.tolist(), either_side(said).share.tolist()
    ([1, 2], [1.0, 0.0])
    """
    positive = sides.positives > 0
    reports = np.where(positive, sides.positives, sides.reports)
    return Verdict(reports, sides.positives, "max", positive.astype(np.float64))


def both_sides(sides: Sides) -> Verdict:
    """A tie is one that every side confirms; what one side alone reports does not count.

    A report whose other side stays silent is neither confirmed nor denied: it leaves the pair
    without a report.

    Examples
    --------
    >>> said = Sides(2, np.array([2, 2, 1]), np.array([2, 1, 1]), {}, {})
    >>> verdict = both_sides(said)
    >>> verdict.reports.tolist(), verdict.positives.tolist(), verdict.share.tolist()
    ([2, 1, 0], [2, 0, 0], [1.0, 0.0, 0.0])
    """
    confirmed = sides.positives == sides.possible
    reports = np.where(confirmed, sides.reports, sides.reports - sides.positives)
    positives = np.where(confirmed, sides.positives, 0)
    return Verdict(reports, positives, "min", confirmed.astype(np.float64))


TREATMENTS: Mapping[str, Callable[[Sides], Verdict]] = {
    "as_stated": as_stated,
    "either_side": either_side,
    "both_sides": both_sides,
}
"""Every treatment, by name."""

PRIOR_REPORTS = 1.0
"""How many reports the density of a layer is worth in the shrinkage of `tie_probability`."""


def tie_probability(verdict: Verdict, *, density: float) -> Numbers:
    """Probability of each tie: the share of positive reports, drawn towards the layer's density.

    ``p = (E + m * rho) / (N + m)`` with `N` reports that count, `E` of them positive, `rho` the
    share of positive among all pairs that were reported on, and ``m = 1``: the density weighs as
    much as one report. Without a report the probability is the density.

    Parameters
    ----------
    verdict : Verdict
        What a treatment lets count.
    density : float
        Share of positive pairs of the layer, in [0, 1].

    Returns
    -------
    array of float
        In [0, 1).

    Examples
    --------
    >>> verdict = Verdict(np.array([0, 1, 2]), np.array([0, 1, 2]), "max", np.ones(3))
    >>> tie_probability(verdict, density=0.5).round(2).tolist()
    [0.5, 0.75, 0.83]
    """
    pulled = verdict.positives + PRIOR_REPORTS * density
    return np.asarray(pulled / (verdict.reports + PRIOR_REPORTS), dtype=np.float64)
