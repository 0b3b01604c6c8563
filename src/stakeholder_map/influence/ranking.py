"""Who moves others, with how sure the answers let us be of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import rankdata

from stakeholder_map.errors import UsageError
from stakeholder_map.influence.interval import best_and_worst, nine_of_ten
from stakeholder_map.influence.measures import DEFAULT_WEIGHTS, MEASURES
from stakeholder_map.influence.ratings import raters
from stakeholder_map.influence.readings import (
    Floats,
    Readings,
    influence_layers,
    read_draws,
    read_graph,
)
from stakeholder_map.influence.told import tell_ranking
from stakeholder_map.scan import Scan

SURE = 0.9
"""Share of the readings that must agree before an order is told as one."""

TOP = 10


@dataclass(frozen=True, eq=False)
class Ranking:
    """A ranking by influence that says how sure it is.

    Parameters
    ----------
    table : DataFrame
        Indexed by stakeholder id, the most influential first. ``name``, ``key_group``; ``score``
        in [0, 1], the mean over all readings, more is more; ``rank`` from 1, equal scores sharing
        the better place; ``rank_low`` and ``rank_high``, between which the place lies in nine of
        ten readings; ``top_ten`` and ``first``, shares of the readings; ``tier`` from 1: those
        whom the first of their tier does not lead in nine of ten readings; ``raters``,
        organisations that said anything of it; then every measure on the expected graph
        (constraint is missing where undefined).
    scores : DataFrame
        Score in each reading (rows) of each stakeholder (columns, in the order of `table`).
    ahead : DataFrame
        Share of the readings in which the row's stakeholder scores above the column's; readings in
        which both score the same count half.
    layers : tuple of str
        Layers that were read.
    weights : mapping of str to float
        Weight of each measure, summing to 1.
    draws, seed : int
        How many readings, and their seed.
    sentences : tuple of str
        What it says, in words.
    """

    table: pd.DataFrame
    scores: pd.DataFrame
    ahead: pd.DataFrame
    layers: tuple[str, ...]
    weights: Mapping[str, float]
    draws: int
    seed: int
    sentences: tuple[str, ...]


def rank_influence(
    scan: Scan,
    *,
    layers: Sequence[str] | None = None,
    weights: Mapping[str, float] | None = None,
) -> Ranking:
    """Rank stakeholders by what others report, on every reading of the evidence.

    In each reading (draw) a measure becomes the share of the other stakeholders that stand lower,
    those with the same value counting half; the score is the weighted mean of these shares over the
    measures. Internal departments are measured with the rest and left out of the ranking.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    layers : sequence of str, optional
        Positive layers, each with the same weight; by default those of `influence_layers`.
    weights : mapping of str to float, optional
        Weight of each measure; by default what `region.toml` sets in ``measure_weights``, and
        equal weights of strength, PageRank and betweenness where it sets nothing.

    Returns
    -------
    Ranking
        With a row for each organisation. Where there is no tie to read, everybody shares the first
        place with an interval down to the last, and a sentence says what is missing.

    Raises
    ------
    UsageError
        A measure or layer that there is not, or weights that are negative or all 0.

    Notes
    -----
    Shares of others are bounded and comparable between measures, where the values are not: a
    single broker would swamp a mean of z-scores. They forget by how much one stands above the next.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> scan = open_scan(folder, draws=20, seed=1)
    >>> ranking = rank_influence(scan)
    >>> ranking.layers
    ('trust_reliability', 'value_influence', 'contact_frequency', 'cooperation')
    >>> len(ranking.scores), int(ranking.table["rank"].iloc[0])
    (20, 1)
    """
    shares = _checked(weights if weights is not None else scan.region.settings.measure_weights)
    named = influence_layers(scan.graph.positive.layers) if layers is None else tuple(layers)
    readings = read_draws(scan.draws, scan.graph, layers=named)
    ids = scan.graph.ids
    internal = _internal(scan)
    ranked = np.array([place for place, each in enumerate(ids) if each not in internal], dtype=int)
    scores = _scores(readings, weights=shares)[:, ranked]
    table = _table(scores, index=pd.Index([ids[place] for place in ranked], dtype="str"))
    scores = scores[:, table["place"].to_numpy()]
    ahead = _ahead(scores)
    table["tier"] = _tiers(ahead)
    table = _described(table.drop(columns="place"), scan=scan, layers=named)
    return Ranking(
        table=table,
        scores=pd.DataFrame(scores, columns=table.index),
        ahead=pd.DataFrame(ahead, index=table.index, columns=table.index),
        layers=named,
        weights=shares,
        draws=readings.count,
        seed=scan.seed,
        sentences=tell_ranking(table, scan=scan, layers=named, draws=readings.count),
    )


def _checked(weights: Mapping[str, float]) -> Mapping[str, float]:
    """Weights by measure, in the order of the measures, summing to 1."""
    given = weights or DEFAULT_WEIGHTS
    for name, weight in given.items():
        if name not in MEASURES:
            raise UsageError(f"a measure must be one of {', '.join(MEASURES)}; not {name!r}")
        if not (weight >= 0 and np.isfinite(weight)):
            raise UsageError(f"the weight of {name} must be a number of at least 0, not {weight!r}")
    total = sum(given.values())
    if total == 0:
        raise UsageError(f"one measure must have a weight above 0; found {dict(given)!r}")
    return {name: given[name] / total for name in MEASURES if given.get(name, 0) > 0}


def _internal(scan: Scan) -> frozenset[str]:
    marked = scan.evidence.stakeholders["internal"].fillna(value=False).astype(bool)
    return frozenset(marked.index[marked])


def _scores(readings: Readings, *, weights: Mapping[str, float]) -> Floats:
    """Score of every stakeholder in every reading, shape (count, n)."""
    score = np.zeros((readings.count, readings.n))
    others = max(readings.n - 1, 1)
    for name, weight in weights.items():
        measure = MEASURES[name]
        value = measure.over(readings).round(9)
        value = value if measure.direction == "more" else -value
        value = np.where(np.isnan(value), -np.inf, value)
        below = rankdata(value, axis=1) - 1 if readings.n > 1 else np.full_like(value, 0.5)
        score += weight * below / others
    return score.round(9)


def _table(scores: Floats, *, index: pd.Index) -> pd.DataFrame:
    """Score, rank and its interval; the most influential first, the same scores by id."""
    mean = scores.mean(axis=0).round(9)
    best, worst = best_and_worst(scores)
    table = pd.DataFrame(
        {
            "place": np.arange(len(index)),
            "score": mean,
            "rank": rankdata(-mean, method="min").astype("int64"),
            "rank_low": nine_of_ten(best)[0].astype("int64"),
            "rank_high": nine_of_ten(worst)[1].astype("int64"),
            "top_ten": (worst <= TOP).mean(axis=0),
            "first": (worst == 1).mean(axis=0),
        },
        index=index.rename("stakeholder_id"),
    )
    return table.sort_values(["rank", "stakeholder_id"])


def _ahead(scores: Floats) -> Floats:
    """Share of the readings in which the one scores above the other, shape (n, n)."""
    n = scores.shape[1]
    above: Floats = np.zeros((n, n))
    for score in scores:
        above += np.sign(score[:, None] - score[None, :])
    return np.asarray((above / max(len(scores), 1) + 1) / 2).round(9)


def _tiers(ahead: Floats) -> npt.NDArray[np.int64]:
    """Number of each one's tier: a new one begins with whom the tier's first leads surely."""
    tiers = np.ones(len(ahead), dtype=np.int64)
    first = 0
    for place in range(1, len(ahead)):
        led = ahead[first, place] >= SURE
        tiers[place] = tiers[place - 1] + led
        first = place if led else first
    return tiers


def _described(table: pd.DataFrame, *, scan: Scan, layers: tuple[str, ...]) -> pd.DataFrame:
    """The table with names before and grounds behind."""
    who = scan.evidence.stakeholders
    expected = read_graph(scan.graph, layers=layers)
    described = table.copy()
    described.insert(0, "name", who["name"].reindex(table.index))
    described.insert(1, "key_group", who["key_group"].reindex(table.index))
    described["raters"] = raters(scan.evidence).reindex(table.index)
    for name, measure in MEASURES.items():
        values = pd.Series(measure.over(expected)[0], index=list(scan.graph.ids))
        described[name] = values.reindex(table.index)
    return described
