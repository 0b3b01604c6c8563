"""From scores in many readings to places: intervals, shares of ranks, who leads whom, tiers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.influence.measures.readings import Floats
from stakeholder_map.influence.ranking.interval import best_and_worst, rank_range
from stakeholder_map.influence.ranking.ranks import rank_ends

SURE = 0.9
"""Share of the readings that must agree before an order is told as one."""

TOP = 10

Numbers = npt.NDArray[np.int64]


def share_below(values: Floats) -> Floats:
    """Share of the others that stand lower, those with the same value counting half.

    Parameters
    ----------
    values : ndarray
        Shape (readings, n); more is better, a missing value is the lowest.

    Returns
    -------
    ndarray
        The same shape, from 0 to 1; .5 where there are no others.

    Examples
    --------
    >>> share_below(np.array([[3.0, 9.0, 3.0, np.nan]])).round(2).tolist()
    [[0.5, 1.0, 0.5, 0.0]]
    """
    n = values.shape[1]
    if n < 2:
        return np.full(values.shape, 0.5)
    known = np.where(np.isnan(values), -np.inf, values.round(9))
    first, last = rank_ends(known)
    return np.asarray(((first + last) / 2 - 1) / (n - 1), dtype=np.float64)


def place(scores: Floats, *, index: pd.Index) -> pd.DataFrame:
    """Score, rank and its interval of each; the best first, those with the same score by id.

    Parameters
    ----------
    scores : ndarray
        Shape (readings, n); more is better.
    index : Index
        Stakeholder ids, in the order of the columns of `scores`.

    Returns
    -------
    DataFrame
        ``column`` in `scores`; ``score``, the mean; ``rank`` from 1, equal scores sharing the
        better; ``rank_low`` and ``rank_high``, the ends of `rank_range`;
        ``top_ten`` and ``first``, shares of the readings in which it is surely among the first ten,
        and alone in first place.
    """
    mean = scores.mean(axis=0).round(9)
    worst = best_and_worst(scores)[1]
    low, high = rank_range(scores)
    table = pd.DataFrame(
        {
            "column": np.arange(len(index)),
            "score": mean,
            "rank": rank_ends(-mean)[0].astype("int64"),
            "rank_low": low.astype("int64"),
            "rank_high": high.astype("int64"),
            "top_ten": (worst <= TOP).mean(axis=0),
            "first": (worst == 1).mean(axis=0),
        },
        index=index.rename("stakeholder_id"),
    )
    return table.sort_values(["rank", "stakeholder_id"])


def lead(scores: Floats) -> Floats:
    """Share of the readings in which the row's stakeholder scores above the column's.

    Parameters
    ----------
    scores : ndarray
        Shape (readings, n).

    Returns
    -------
    ndarray
        Shape (n, n), from 0 to 1; readings in which both score the same count half.

    Examples
    --------
    >>> lead(np.array([[2.0, 1.0], [2.0, 2.0]])).tolist()
    [[0.5, 0.75], [0.25, 0.5]]
    """
    n = scores.shape[1]
    above: Floats = np.zeros((n, n))
    for score in scores:
        above += np.sign(score[:, None] - score[None, :])
    return np.asarray((above / max(len(scores), 1) + 1) / 2).round(9)


def rank_acceptability(scores: Floats) -> Floats:
    """Share of the readings in which each takes each rank (SMAA-2).

    Parameters
    ----------
    scores : ndarray
        Shape (readings, n); more is better.

    Returns
    -------
    ndarray
        Shape (n, n): row i, column r - 1 is the share for rank r. Who scores the same shares the
        ranks evenly, so that every row and every column sums to 1.

    References
    ----------
    Lahdelma, R. & Salminen, P. (2001). SMAA-2: stochastic multicriteria acceptability analysis for
    group decision making. Operations Research 49(3), 444-454.

    Examples
    --------
    >>> rank_acceptability(np.array([[2.0, 1.0, 0.0], [1.0, 2.0, 0.0], [1.0, 1.0, 0.0]])).tolist()
    [[0.5, 0.5, 0.0], [0.5, 0.5, 0.0], [0.0, 0.0, 1.0]]
    """
    count, n = scores.shape
    best, worst = best_and_worst(scores)
    share = 1 / (worst - best + 1)
    row = np.arange(n) * (n + 1)
    begins = np.bincount((row + best.astype(np.int64) - 1).ravel(), share.ravel(), n * (n + 1))
    ends = np.bincount((row + worst.astype(np.int64)).ravel(), share.ravel(), n * (n + 1))
    within = np.cumsum((begins - ends).reshape(n, n + 1), axis=1)[:, :n]
    return np.asarray(np.clip(within / max(count, 1), 0, 1).round(9), dtype=np.float64)


def tiers(ahead: Floats) -> Numbers:
    """Number of each one's tier, from 1: who cannot be told apart shares one.

    A new tier begins where everybody above leads everybody below in at least nine of ten readings;
    so two stakeholders of different tiers are told apart, whoever they are.

    Parameters
    ----------
    ahead : ndarray
        As `lead` gives it, the best first.

    Returns
    -------
    ndarray
        Shape (n,), ascending.

    Examples
    --------
    >>> tiers(np.array([[0.5, 0.8, 0.95], [0.2, 0.5, 0.9], [0.05, 0.1, 0.5]])).tolist()
    [1, 1, 2]
    """
    n = len(ahead)
    if not n:
        return np.empty(0, dtype=np.int64)
    told = ahead >= SURE
    reach = np.maximum.accumulate([np.flatnonzero(~told[i, i:])[-1] + i for i in range(n)])
    starts = np.concatenate([[True], reach[:-1] < np.arange(1, n)])
    return np.asarray(np.cumsum(starts), dtype=np.int64)


def level_with(ahead: Floats) -> tuple[Numbers, Numbers]:
    """First and last place of those from whom each cannot be told.

    Parameters
    ----------
    ahead : ndarray
        As `lead` gives it, the best first.

    Returns
    -------
    first, last : ndarray
        Shape (n,), places from 1; its own where it is told from everybody.

    Examples
    --------
    >>> [end.tolist() for end in level_with(np.array([[0.5, 0.95], [0.05, 0.5]]))]
    [[1, 2], [1, 2]]
    """
    n = len(ahead)
    if not n:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    unclear = (ahead < SURE) & (ahead.T < SURE)
    np.fill_diagonal(unclear, val=True)
    first = unclear.argmax(axis=1) + 1
    last = n - unclear[:, ::-1].argmax(axis=1)
    return first.astype(np.int64), last.astype(np.int64)


def runs(ahead: Floats) -> Numbers:
    """Numbers of runs of places: down the list, with whom the first of a run does not surely lead.

    Parameters
    ----------
    ahead : ndarray
        As `lead` gives it, the best first.

    Returns
    -------
    ndarray
        Shape (n,), ascending from 1. Within a run the order cannot be told from its first; that
        says nothing of two stakeholders of different runs, which is what `tiers` are for.

    Examples
    --------
    >>> runs(np.array([[0.5, 0.8, 0.95], [0.2, 0.5, 0.7], [0.05, 0.3, 0.5]])).tolist()
    [1, 1, 2]
    """
    numbers = np.ones(len(ahead), dtype=np.int64)
    first = 0
    for at in range(1, len(ahead)):
        led = ahead[first, at] >= SURE
        numbers[at] = numbers[at - 1] + led
        first = at if led else first
    return numbers
