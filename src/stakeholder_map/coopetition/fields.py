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

TIMES = 3
"""How many times as many pairs must cooperate as compete before an area is common ground, or the
other way round before it is contested. Rivalry is owned up to less readily than cooperation."""

AGREED = 100 * 2 / 3
"""Convergence, in per cent, from which on an area is common ground; below the rest, contested."""


@dataclass(frozen=True, eq=False)
class Highs:
    """Which pairs of an area are high in which draw.

    Parameters
    ----------
    cooperation, competition : ndarray
        Shape (draws, pairs).
    """

    cooperation: Flags
    competition: Flags


def field_of(cooperating: int, competing: int) -> str:
    """Kind of a field by the pairs in it.

    Parameters
    ----------
    cooperating, competing : int
        Pairs with high cooperation and pairs with high competition; one with both counts in both.

    Returns
    -------
    str
        ``"unclaimed"`` where both are 0, ``"common ground"`` where at least three times as many
        pairs cooperate as compete, ``"contested"`` where at least three times as many compete,
        ``"coopetition"`` between the two.

    Examples
    --------
    >>> [field_of(*pairs) for pairs in [(6, 2), (5, 3), (1, 3), (0, 0)]]
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
    if round(convergence - AGREED, 9) >= 0:
        return COMMON_GROUND
    return CONTESTED if round(convergence + AGREED - 100, 9) <= 0 else COOPETITION


def usual_field(highs: Highs) -> tuple[str, float]:
    """Kind that the rule gives an area in most draws, and the share of the draws that give it.

    Examples
    --------
    >>> together = np.array([[True, True], [True, False], [False, False]])
    >>> usual_field(Highs(cooperation=together, competition=np.zeros((3, 2), dtype=bool)))
    ('common ground', 0.6666666666666666)
    """
    return field_in_most(highs.cooperation.sum(axis=1), highs.competition.sum(axis=1))


def field_in_most(
    cooperating: npt.NDArray[np.int64], competing: npt.NDArray[np.int64]
) -> tuple[str, float]:
    """As `usual_field`, from the counts of each draw.

    Examples
    --------
    >>> field_in_most(np.array([2, 1, 0]), np.array([0, 0, 0]))
    ('common ground', 0.6666666666666666)
    """
    counts = zip(cooperating.tolist(), competing.tolist(), strict=True)
    named = [field_of(together, against) for together, against in counts]
    usual = max(FIELDS, key=named.count)
    return usual, named.count(usual) / len(named)
