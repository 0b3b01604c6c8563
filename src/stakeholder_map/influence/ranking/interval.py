"""Intervals over readings: what at least nine of ten of them say."""

from __future__ import annotations

import numpy as np

from stakeholder_map.influence.measures.readings import Floats
from stakeholder_map.influence.ranking.ranks import rank_ends

OUTSIDE = 0.05
"""Share of the readings left out below, and of a central interval above."""

ABOVE = 0.02
"""Share of the readings left out above where stakeholders are measured."""


def nine_of_ten(values: Floats) -> tuple[Floats, Floats]:
    """Ends of the central interval that holds nine of ten readings: of a tie or of a pair.

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
    return _between(values, OUTSIDE, 1 - OUTSIDE)


def measure_range(values: Floats) -> tuple[Floats, Floats]:
    """Ends of the interval of a measure of stakeholders, which reaches further up than down.

    Readings of thin evidence draw everybody towards the others: of those who are truly at the top
    the truth lies above the central nine of ten readings in 13 to 17 of 100. From the 5 % to the
    98 % quantile the interval holds 92 to 94 of 100 of all stakeholders and 90 to 93 of 100 of the
    true top tenth, on simulated regions (``docs/METHODS.md``).

    Parameters
    ----------
    values : ndarray
        Shape (readings, n); more is higher.

    Returns
    -------
    low, high : ndarray
        Shape (n,): values of readings, never values between two; missing where there is none. The
        mean lies inside: where a few readings far off draw it out, the interval goes as far.

    Examples
    --------
    >>> low, high = measure_range(np.arange(100.0)[:, None])
    >>> float(low[0]), float(high[0])
    (4.0, 98.0)
    """
    low, high = _between(values, OUTSIDE, 1 - ABOVE)
    if not len(values):
        return low, high
    mean = np.clip(values.mean(axis=0), values.min(axis=0), values.max(axis=0))
    below = np.where(values <= mean, values, -np.inf).max(axis=0)
    above = np.where(values >= mean, values, np.inf).min(axis=0)
    return np.where(mean < low, below, low), np.where(mean > high, above, high)


def rank_range(scores: Floats) -> tuple[Floats, Floats]:
    """Best and worst rank of the interval of each score; see `measure_range`.

    Parameters
    ----------
    scores : ndarray
        Shape (readings, n); more is better.

    Returns
    -------
    low, high : ndarray
        Shape (n,), from 1 to n: at most one reading in fifty gives a better rank than `low`, one
        in twenty a worse one than `high`. Who scores the same as others may have any of the ranks
        that they share.

    Examples
    --------
    >>> low, high = rank_range(np.array([[0.5, 0.9, 0.5]]))
    >>> low.tolist(), high.tolist()
    ([2.0, 1.0, 2.0], [3.0, 1.0, 3.0])
    """
    best, worst = best_and_worst(scores)
    return _between(best, ABOVE, 1.0)[0], _between(worst, 0.0, 1 - OUTSIDE)[1]


def _between(values: Floats, below: float, above: float) -> tuple[Floats, Floats]:
    if values.size == 0:
        nothing = np.full(values.shape[1], np.nan)
        return nothing, nothing
    low = np.quantile(values, below, axis=0, method="lower")
    high = np.quantile(values, above, axis=0, method="higher")
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
