"""Intervals over readings: what nine of ten of them say."""

from __future__ import annotations

import numpy as np

from stakeholder_map.influence.ranks import rank_ends
from stakeholder_map.influence.readings import Floats

OUTSIDE = 0.05
"""Share of the readings left out at either end."""


def nine_of_ten(values: Floats) -> tuple[Floats, Floats]:
    """Ends of the interval that holds nine of ten readings.

    Parameters
    ----------
    values : ndarray
        Shape (readings, n).

    Returns
    -------
    low, high : ndarray
        Shape (n,): values of readings, never values between two; missing where there is none.

    Examples
    --------
    >>> low, high = nine_of_ten(np.arange(100.0)[:, None])
    >>> float(low[0]), float(high[0])
    (4.0, 95.0)
    """
    if values.size == 0:
        nothing = np.full(values.shape[1], np.nan)
        return nothing, nothing
    low = np.quantile(values, OUTSIDE, axis=0, method="lower")
    high = np.quantile(values, 1 - OUTSIDE, axis=0, method="higher")
    return np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)


def best_and_worst(scores: Floats) -> tuple[Floats, Floats]:
    """Rank of each score in its reading, ties sharing the better and the worse place.

    Parameters
    ----------
    scores : ndarray
        Shape (readings, n); more is better.

    Returns
    -------
    best, worst : ndarray
        Shape (readings, n), from 1 to n; the same where no score is tied.

    Examples
    --------
    >>> best, worst = best_and_worst(np.array([[0.5, 0.9, 0.5]]))
    >>> best.tolist(), worst.tolist()
    ([[2.0, 1.0, 2.0]], [[3.0, 1.0, 3.0]])
    """
    return rank_ends(-scores)
