"""The kind of field an area is: common ground, coopetition, contested or unclaimed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]

COMMON_GROUND, COOPETITION, CONTESTED, UNCLAIMED = (
    "common ground",
    "coopetition",
    "contested",
    "unclaimed",
)
FIELDS = (COMMON_GROUND, COOPETITION, CONTESTED, UNCLAIMED)
"""Kinds of a field, by the rule of `field_of`."""

TIMES = 2
"""How many times as many pairs must cooperate as compete before an area is common ground."""

AGREED = 100 * 2 / 3
"""Convergence, in per cent, from which on an area is common ground; below the rest, contested."""


@dataclass(frozen=True, eq=False)
class Highs:
    """Which pairs of an area are high in which draw.

    Parameters
    ----------
    cooperation, competition : ndarray
        Shape (draws, pairs).
    expected : tuple of int
        Pairs with high cooperation and with high competition on the expected graph.
    """

    cooperation: Flags
    competition: Flags
    expected: tuple[int, int]


def field_of(cooperating: int, competing: int) -> str:
    """Kind of a field by the pairs in it.

    Parameters
    ----------
    cooperating, competing : int
        Pairs with high cooperation and pairs with high competition; one with both counts in both.

    Returns
    -------
    str
        ``"unclaimed"`` where both are 0, ``"common ground"`` where at least twice as many pairs
        cooperate as compete, ``"contested"`` where at least twice as many compete,
        ``"coopetition"`` between the two.

    Examples
    --------
    >>> [field_of(*pairs) for pairs in [(6, 3), (5, 3), (1, 2), (0, 0)]]
    ['common ground', 'coopetition', 'contested', 'unclaimed']
    """
    if cooperating == competing == 0:
        return UNCLAIMED
    if cooperating >= TIMES * competing:
        return COMMON_GROUND
    if competing >= TIMES * cooperating:
        return CONTESTED
    return COOPETITION


def field_of_positions(convergence: float) -> str:
    """Kind of a field by positions alone, where no survey tells of pairs in it.

    Parameters
    ----------
    convergence : float
        Per cent, as `area_stands` gives it; not a number where no two took sides.

    Returns
    -------
    str
        ``"common ground"`` from two thirds on, ``"contested"`` up to one third,
        ``"coopetition"`` between, ``"unclaimed"`` where it is not a number.

    Examples
    --------
    >>> [field_of_positions(share) for share in (80.0, 50.0, 10.0, float("nan"))]
    ['common ground', 'coopetition', 'contested', 'unclaimed']
    """
    if np.isnan(convergence):
        return UNCLAIMED
    if convergence >= AGREED:
        return COMMON_GROUND
    return CONTESTED if convergence <= 100 - AGREED else COOPETITION


def field_share(highs: Highs) -> float:
    """Share of the draws in which the rule gives an area the same kind as on the expected graph."""
    if len(highs.cooperation) == 0:
        return float("nan")
    named = field_of(*highs.expected)
    counts = zip(highs.cooperation.sum(axis=1), highs.competition.sum(axis=1), strict=True)
    return float(np.mean([field_of(int(both[0]), int(both[1])) == named for both in counts]))
