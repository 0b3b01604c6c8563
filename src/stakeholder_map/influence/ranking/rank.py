"""Who moves others, with how sure the answers let us be of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from stakeholder_map.influence.measures.by_name import MEASURES
from stakeholder_map.influence.measures.readings import (
    Floats,
    Readings,
    influence_layers,
    read_draws,
)
from stakeholder_map.influence.measures.reputation import reputation
from stakeholder_map.influence.ranking.standing import (
    lead,
    level_with,
    place,
    rank_acceptability,
    share_below,
    tiers,
)
from stakeholder_map.influence.ranking.still_open import tell_still_open
from stakeholder_map.influence.ranking.told import tell_ranking
from stakeholder_map.influence.ranking.weights import (
    Range,
    check_range,
    check_weights,
    draw_weights,
)
from stakeholder_map.influence.rated.received import raters
from stakeholder_map.once import once_a_scan
from stakeholder_map.scan import Scan


@dataclass(frozen=True, eq=False)
class Ranking:
    """A ranking by influence that says how sure it is.

    Parameters
    ----------
    table : DataFrame
        Indexed by stakeholder id, the most influential first. ``name``, ``key_group``; ``score``
        in [0, 1], the mean over all readings, more is more; ``rank`` from 1, equal scores sharing
        the better place; ``rank_low`` and ``rank_high``, between which the place lies in nine of
        ten readings; ``top_ten`` and ``first``, shares of the readings; ``tier`` from 1: two of
        different tiers are told apart in at least nine of ten readings, those that cannot be told
        apart share one; ``level_first`` and ``level_last``, between which those stand from whom it
        cannot be told; ``raters``, organisations that said anything of it; then the mean of every
        measure over the readings in which it is defined (missing where it never is), and the
        reputation (missing where influence was not asked).
    scores : DataFrame
        Score in each reading (rows) of each stakeholder (columns, in the order of `table`).
    ahead : DataFrame
        Share of the readings in which the row's stakeholder scores above the column's; readings in
        which both score the same count half. Above the diagonal it is the probability that a pair
        is ordered as shown.
    layers : tuple of str
        Layers that were read.
    weights : mapping of str to float
        Weight of each measure, summing to 1; of a range, their mean over the readings.
    draws, seed : int
        How many readings, and their seed.
    sentences : tuple of str
        What it says, in words.
    shares : mapping of str to ndarray
        For each weighted measure the share of the others that stand lower, shape (readings, n), in
        the order of `table`: what the weights weigh.
    within : mapping of str to (float, float)
        Range from which the weights were drawn anew in each reading; empty where they are fixed.
    set_by : str
        Whose judgement the weights are, in words.
    still_open : tuple of str
        That the survey is still open and how many answers may still come; empty where it is over.
    """

    table: pd.DataFrame
    scores: pd.DataFrame
    ahead: pd.DataFrame
    layers: tuple[str, ...]
    weights: Mapping[str, float]
    draws: int
    seed: int
    sentences: tuple[str, ...]
    shares: Mapping[str, Floats] = field(default_factory=dict, repr=False)
    within: Range = field(default_factory=dict)
    set_by: str = ""
    still_open: tuple[str, ...] = ()

    @cached_property
    def acceptability(self) -> pd.DataFrame:
        """Share of the readings in which each stakeholder (rows) takes each rank (columns)."""
        share = rank_acceptability(self.scores.to_numpy(dtype=np.float64))
        ranks = pd.RangeIndex(1, len(self.table) + 1, name="rank")
        return pd.DataFrame(share, index=self.table.index, columns=ranks)


@once_a_scan
def rank_influence(
    scan: Scan,
    *,
    layers: Sequence[str] | None = None,
    weights: Mapping[str, float] | None = None,
    within: Range | None = None,
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
        Positive layers, each with the same weight; by default those of `influence_layers`, of which
        anybody said anything.
    weights : mapping of str to float, optional
        Weight of each measure; by default what `region.toml` sets in ``measure_weights``, and
        equal weights of strength, PageRank and betweenness where it sets nothing.
    within : mapping of str to (float, float), optional
        Instead of fixed weights a range: least and greatest share of each measure; by default what
        `region.toml` sets in ``measure_weight_ranges``. Every reading then has weights of its own,
        drawn evenly from the range by the scan's seed, so that intervals, shares of ranks and tiers
        hold the doubt about both.

    Returns
    -------
    Ranking
        With a row for each organisation. Where there is no tie to read, everybody shares the first
        place with an interval down to the last, and a sentence says what is missing.

    Raises
    ------
    UsageError
        A measure or layer that there is not, weights that are negative or all 0, a range in which
        there are none.

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
    named = influence_layers(_spoken(scan)) if layers is None else tuple(layers)
    settings = scan.region.settings
    by_region = weights is None and within is None
    if by_region:
        within = settings.measure_weight_ranges or None
    fixed = check_weights(settings.measure_weights if weights is None else weights)
    readings = read_draws(scan.draws, scan.graph, layers=named)
    drawn, spans = _weights(fixed, within=within, readings=readings, seed=scan.seed)
    ranked = ranked_places(scan)
    shares = {name: shares_of(readings, measure=name)[:, ranked] for name in drawn}
    scores = weighted(shares, weights=drawn)
    placed = place(scores, index=pd.Index([scan.graph.ids[at] for at in ranked], dtype="str"))
    order = placed["column"].to_numpy()
    scores = scores[:, order]
    ahead = lead(scores)
    placed["tier"] = tiers(ahead)
    placed["level_first"], placed["level_last"] = level_with(ahead)
    table = _described(placed.drop(columns="column"), scan=scan, readings=readings)
    return Ranking(
        table=table,
        scores=pd.DataFrame(scores, columns=table.index),
        ahead=pd.DataFrame(ahead, index=table.index, columns=table.index),
        layers=named,
        weights={name: float(np.mean(each)) for name, each in drawn.items()},
        draws=readings.count,
        seed=scan.seed,
        sentences=tell_ranking(table, ahead=ahead, scan=scan, layers=named, draws=readings.count),
        shares={name: each[:, order] for name, each in shares.items()},
        within=spans,
        set_by=_set_by(scan) if by_region else "",
        still_open=tell_still_open(scan),
    )


def _spoken(scan: Scan) -> list[str]:
    """Positive layers of which anybody said anything: who was asked and left blank said nothing."""
    reports = scan.evidence.reports
    said = set(reports.loc[reports["state"] != "blank", "layer"])
    return [layer for layer in scan.graph.positive.layers if layer in said]


def ranked_places(scan: Scan) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Places among the graph's ids of those who are ranked: all but internal departments."""
    marked = scan.evidence.stakeholders["internal"].fillna(value=False).astype(bool)
    return np.flatnonzero(~marked.reindex(list(scan.graph.ids)).to_numpy(dtype=bool))


def shares_of(readings: Readings, *, measure: str) -> Floats:
    """Share of the others that stand lower by one measure, in every reading.

    Parameters
    ----------
    readings : Readings
        Graphs side by side.
    measure : str
        A name in `MEASURES`; of one of which less is influence, the lowest stands highest.

    Returns
    -------
    ndarray
        Shape (count, n), all stakeholders; where the measure is not defined, 0 or shared so.
    """
    found = MEASURES[measure]
    values = found.over(readings)
    return share_below(values if found.direction == "more" else -values)


def weighted(shares: Mapping[str, Floats], *, weights: Mapping[str, Floats]) -> Floats:
    """Weighted sum of the shares of several measures.

    Parameters
    ----------
    shares : mapping of str to ndarray
        By measure, shape (readings, n).
    weights : mapping of str to ndarray
        By measure, shape (readings, 1) or (1, 1).

    Returns
    -------
    ndarray
        Shape (readings, n), rounded to nine decimals: the scores.
    """
    total = sum(weights[name] * share for name, share in shares.items())
    return np.asarray(total, dtype=np.float64).round(9)


def _weights(
    fixed: Mapping[str, float], *, within: Range | None, readings: Readings, seed: int
) -> tuple[Mapping[str, Floats], Range]:
    """Weights as columns, and the range they come from."""
    if within is None:
        return {name: np.array([[weight]]) for name, weight in fixed.items()}, {}
    spans = check_range(within)
    drawn = draw_weights(spans, draws=readings.count, seed=seed)
    return {name: drawn[:, [at]] for at, name in enumerate(spans)}, spans


def _set_by(scan: Scan) -> str:
    """Whose judgement the weights are, where `region.toml` says it."""
    settings = scan.region.settings
    if not (settings.measure_weights or settings.measure_weight_ranges):
        return "the defaults of this tool"
    by = settings.weights_by or "nobody is named"
    return f"{by}, {settings.weights_on.isoformat()}" if settings.weights_on else by


def _described(table: pd.DataFrame, *, scan: Scan, readings: Readings) -> pd.DataFrame:
    """The table with names before and grounds behind."""
    who = scan.evidence.stakeholders
    described = table.copy()
    described.insert(0, "name", who["name"].reindex(table.index))
    described.insert(1, "key_group", who["key_group"].reindex(table.index))
    described["raters"] = raters(scan.evidence).reindex(table.index)
    for name, measure in MEASURES.items():
        drawn = pd.DataFrame(measure.over(readings), columns=list(scan.graph.ids))
        described[name] = drawn.mean().reindex(table.index)
    described["reputation"] = reputation(scan.graph).reindex(table.index)
    return described
