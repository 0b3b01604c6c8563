"""How much a ranking depends on its weights: rank acceptability over weights and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stakeholder_map.errors import UsageError
from stakeholder_map.influence.measures.readings import Floats
from stakeholder_map.influence.ranking.interval import rank_range
from stakeholder_map.influence.ranking.rank import Ranking
from stakeholder_map.influence.ranking.standing import SURE, rank_acceptability
from stakeholder_map.influence.ranking.told import measure_words, of_100, some_of
from stakeholder_map.influence.ranking.weights import Range, check_range, draw_weights

PAIRS = 2000
"""Pairs of weights and a reading that are drawn unless another number is asked for."""

SELDOM = 0.05

CANNOT = "Cannot tell who comes first, whatever the weights"


@dataclass(frozen=True, eq=False)
class WeightStudy:
    """What becomes of a ranking when the weights are in doubt too (SMAA-2).

    Parameters
    ----------
    table : DataFrame
        Indexed by stakeholder id, in the order of the ranking. ``name``; ``rank`` as ranked;
        ``rank_low`` and ``rank_high``, between which the rank lies in at least nine of ten pairs of
        weights and a reading (see `rank_range`); ``first_as_weighted`` and ``first``, shares in
        which it is first under the weights as they are set and under any in the range;
        ``confidence``, the share of the readings in which it is first under its own central
        weights; then the central weight of each measure: the mean of those weights under which it
        is first. The last are missing where it never is.
    acceptability : DataFrame
        Share of the pairs in which each stakeholder (rows) takes each rank (columns).
    within : mapping of str to (float, float)
        The range.
    pairs, seed : int
        How many pairs, and their seed.
    sentences : tuple of str
        What it says, in words.
    """

    table: pd.DataFrame
    acceptability: pd.DataFrame
    within: Range
    pairs: int
    seed: int
    sentences: tuple[str, ...]


def vary_weights(
    ranking: Ranking, *, seed: int, within: Range | None = None, pairs: int = PAIRS
) -> WeightStudy:
    r"""Rank again under weights from anywhere in a range, each with a reading of the evidence.

    .. math:: b_i^r = P(rank_i(w, \xi) = r), \qquad
              w_i^c = E(w \mid rank_i = 1), \qquad p_i^c = P(rank_i(w_i^c, \xi) = 1)

    with weights w uniform on the range and readings \xi as drawn.

    Parameters
    ----------
    ranking : Ranking
        What `rank_influence` gave.
    seed : int
        For the weights.
    within : mapping of str to (float, float), optional
        Least and greatest share of each measure that the ranking weighs; by default the range that
        the ranking's own weights come from, any where these are fixed.
    pairs : int
        How many weights are drawn; each is paired with a reading, all readings in turn.

    Returns
    -------
    WeightStudy

    Raises
    ------
    UsageError
        A measure that the ranking does not weigh; fewer than one pair; see `check_range`.

    Notes
    -----
    Weights in a range say that we do not know them. Where a judgement was made, the ranking under
    the weights as they are set is the answer, and this shows how much it hangs on the judgement.

    References
    ----------
    Lahdelma, R. & Salminen, P. (2001). SMAA-2: stochastic multicriteria acceptability analysis for
    group decision making. Operations Research 49(3), 444-454.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.influence import rank_influence
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> study = vary_weights(rank_influence(open_scan(folder, draws=20, seed=1)), seed=1)
    >>> bool((study.acceptability.sum(axis=1).round(6) == 1).all())
    True
    """
    anywhere = dict.fromkeys(ranking.weights, (0.0, 1.0))
    spans = check_range(within or ranking.within or anywhere)
    unknown = [name for name in spans if name not in ranking.shares]
    if unknown or pairs < 1:
        raise UsageError(
            f"expected at least 1 pair and measures from {', '.join(ranking.shares)}; "
            f"found {pairs!r} and {unknown!r}"
        )
    weights = draw_weights(spans, draws=pairs, seed=seed)
    shares = np.stack([ranking.shares[name] for name in spans], axis=-1)
    scores = score_pairs(shares, weights=weights)
    winners = winning(scores)
    table = ranking.table[["name", "rank"]].copy()
    low, high = rank_range(scores)
    table["rank_low"], table["rank_high"] = low.astype("int64"), high.astype("int64")
    table["first_as_weighted"] = winning(ranking.scores.to_numpy()).mean(axis=0)
    table["first"] = winners.mean(axis=0)
    central = central_weights(winners, weights=weights)
    table["confidence"] = confidence_factors(shares, central=central)
    for at, name in enumerate(spans):
        table[name] = central[:, at]
    columns = pd.RangeIndex(1, len(table) + 1, name="rank")
    share = pd.DataFrame(rank_acceptability(scores), index=table.index, columns=columns)
    told = tuple(_told(table, measures=list(spans))) if ranking.layers else ()
    return WeightStudy(table, share, spans, pairs, seed, told)


def score_pairs(shares: Floats, *, weights: Floats) -> Floats:
    """Score of every stakeholder under each weights, with the readings in turn.

    Parameters
    ----------
    shares : ndarray
        Shape (readings, n, measures); more is better.
    weights : ndarray
        Shape (pairs, measures).

    Returns
    -------
    ndarray
        Shape (pairs, n), rounded to nine decimals.

    Examples
    --------
    >>> score_pairs(np.array([[[1.0, 0.0]], [[0.0, 1.0]]]), weights=np.array([[0.3, 0.7]] * 3))
    array([[0.3],
           [0.7],
           [0.3]])
    """
    scores = np.empty((len(weights), shares.shape[1]))
    for reading in range(min(len(shares), len(weights))):
        mine = slice(reading, None, len(shares))
        scores[mine] = weights[mine] @ shares[reading].T
    return scores.round(9)


def winning(scores: Floats) -> Floats:
    """Share of the first place that each takes: 1 where alone, in parts where several share it.

    Parameters
    ----------
    scores : ndarray
        Shape (pairs, n).

    Returns
    -------
    ndarray
        Shape (pairs, n); each row sums to 1.

    Examples
    --------
    >>> winning(np.array([[1.0, 0.0, 1.0]])).tolist()
    [[0.5, 0.0, 0.5]]
    """
    top = scores == scores.max(axis=1, keepdims=True, initial=-np.inf)
    return np.asarray(top / np.maximum(top.sum(axis=1, keepdims=True), 1), dtype=np.float64)


def central_weights(winners: Floats, *, weights: Floats) -> Floats:
    """Mean of the weights under which each is first, shape (n, measures); missing where never."""
    times = winners.sum(axis=0)[:, None]
    missing = np.full((winners.shape[1], weights.shape[1]), np.nan)
    np.divide(winners.T @ weights, times, out=missing, where=times > 0)
    return missing


def confidence_factors(shares: Floats, *, central: Floats) -> Floats:
    """Share of the readings in which each is first under its own central weights, shape (n,)."""
    factors = np.full(len(central), np.nan)
    for at in np.flatnonzero(~np.isnan(central).any(axis=1)):
        factors[at] = winning((shares @ central[at]).round(9))[:, at].mean()
    return factors


def _told(table: pd.DataFrame, *, measures: list[str]) -> Iterable[str]:
    if len(table) < 2 or len(measures) < 2:
        return
    first = table.sort_values("first", ascending=False, kind="stable").iloc[0]
    each = of_100(float(first["first"]))
    if first["first"] >= SURE:
        yield (
            f"Whatever the weights of {measure_words(measures)}, {first['name']} comes first in "
            f"{each} of 100 pairs of weights and a reading."
        )
    else:
        moves = (table["first"] - table["first_as_weighted"]).abs().max() > 1 - SURE
        yield (
            f"{'Who comes first depends on the weights' if moves else CANNOT}: of 100 pairs of "
            f"weights and a reading {_often(table)}."
        )
    moved = table[(table["rank"] < table["rank_low"]) | (table["rank"] > table["rank_high"])]
    if len(moved):
        yield f"Under other weights another place is likely for {some_of(list(moved['name']))}."


def _often(table: pd.DataFrame) -> str:
    often = table[table["first"] >= SELDOM].sort_values("first", ascending=False, kind="stable")
    if often.empty:
        return "nobody is first in more than 5"
    shares = zip(often["name"], often["first"], strict=True)
    return some_of([f"{name} in {of_100(share)}" for name, share in shares])
