"""With whom to start: a ranked list of candidates and a first founding group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stakeholder_map.influence import Ranking
from stakeholder_map.influence.interval import best_and_worst, nine_of_ten
from stakeholder_map.partners.candidates.gates import screen
from stakeholder_map.partners.figures import (
    SAID,
    Figures,
    Floats,
    asked_with_us,
    drawn_figures,
    expected_figures,
    willingness,
)
from stakeholder_map.partners.group import AIMS, choose_group, list_scores
from stakeholder_map.partners.told import tell_candidate, tell_partners
from stakeholder_map.scan import Scan

SOURCES: Mapping[str, str] = {
    "willingness": "stakeholders.willingness, or the candidate's own answer to would_partner",
    "influence": "score of the ranking by influence",
    "raters": "survey: organisations that said anything of it",
    "others_in_group": "stakeholders.key_group: other candidates of its key group",
    "competition_with_us": "expected graph, layer competition, with the convener",
    "reported_rivalry": "survey: the strongest competition that it or the convener reported",
    "competition_with_others": "expected graph, layer competition, mean over the other candidates",
    "wanted_by": "survey: organisations other than the convener that would partner with it",
    "share_in_group": "share of the draws in which the group, chosen anew, has it",
}
"""Where each figure of a `PartnerList` comes from."""


@dataclass(frozen=True, eq=False)
class PartnerList:
    """Candidates for a founding partnership, and a first group of them.

    Parameters
    ----------
    candidates : DataFrame
        Indexed by stakeholder id, the best first; nobody who is ruled out. ``name``,
        ``key_group``, ``family``; ``score`` in [0, 1] with ``score_low`` and ``score_high``, and
        ``rank`` with ``rank_low`` and ``rank_high``: where nine of ten readings put it;
        ``share_in_group``; the figures named in `SOURCES`, willingness with its low, high and
        source; ``grounds``, a sentence.
    ruled_out : DataFrame
        Indexed by stakeholder id: ``name``, ``key_group`` and ``reason`` in words.
    group : DataFrame
        Indexed by stakeholder id, in the order of taking: ``place``, ``name``, ``key_group``,
        ``share_in_group``. Greedy: taken one by one, not yet proven best.
    weights : mapping of str to float
        Weight of each aim, summing to 1.
    sources : mapping of str to str
        Where each figure comes from.
    sentences : tuple of str
        What it says, in words.
    """

    candidates: pd.DataFrame
    ruled_out: pd.DataFrame
    group: pd.DataFrame
    weights: Mapping[str, float]
    sources: Mapping[str, str]
    sentences: tuple[str, ...]


def first_partners(scan: Scan, ranking: Ranking) -> PartnerList:
    """Rank the candidates and take a first founding group.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ranking : Ranking
        Its ranking by influence, over the same draws.

    Returns
    -------
    PartnerList
        Weights are those of ``aim_weights`` in `region.toml`, equal ones where it names none of
        `AIMS`. The size of the group is ``coalition_size``.

    Notes
    -----
    The group is greedy: each member is the best next one, which need not make the best group.
    Missing willingness is not a no, and competition with us that nobody was heard on is not none:
    the figure is shown as unknown and its range widens every interval that it enters.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> scan = open_scan(folder, draws=20, seed=1)
    >>> from stakeholder_map.influence import rank_influence
    >>> partners = first_partners(scan, rank_influence(scan))
    >>> len(partners.group), partners.group["key_group"].is_unique
    (6, True)
    """
    everyone = screen(scan.region)
    eligible = everyone[everyone["ruled_out"] == ""]
    weights = _weights(scan.region.settings.aim_weights)
    willing = willingness(scan, ids=eligible.index)
    expected = expected_figures(scan, ranking=ranking, willing=willing)
    drawn = drawn_figures(scan, ranking=ranking, willing=willing)
    size = scan.region.settings.coalition_size
    chosen = choose_group(eligible, figures=expected, weights=weights, size=size)
    table = _list(eligible, figures=expected, drawn=drawn, weights=weights)
    table["share_in_group"] = _shares(eligible, drawn=drawn, weights=weights, size=size)
    table = _figures(table, scan=scan, ranking=ranking, willing=willing, expected=expected)
    group = table.iloc[chosen][["name", "key_group", "share_in_group"]]
    group.insert(0, "place", np.arange(1, len(group) + 1))
    table = table.sort_values(["rank", "stakeholder_id"])
    high = scan.region.settings.high
    grounds = [tell_candidate(row, scan=scan, high=high) for row in table.to_dict("records")]
    table["grounds"] = pd.Series(grounds, index=table.index, dtype="str")
    out = everyone[everyone["ruled_out"] != ""][["name", "key_group", "ruled_out"]]
    return PartnerList(
        candidates=table,
        ruled_out=out.rename(columns={"ruled_out": "reason"}),
        group=group,
        weights=weights,
        sources=SOURCES,
        sentences=tell_partners(scan, table=table, group=group, ruled_out=out, weights=weights),
    )


def _weights(given: Mapping[str, float]) -> Mapping[str, float]:
    """Weights of the aims that are known here, summing to 1."""
    known = {aim: given.get(aim, 0.0) for aim in AIMS}
    total = sum(known.values())
    return {aim: known[aim] / total if total else 1 / len(AIMS) for aim in AIMS}


def _list(
    eligible: pd.DataFrame,
    *,
    figures: Figures,
    drawn: list[Figures],
    weights: Mapping[str, float],
) -> pd.DataFrame:
    """Scores and ranks with their intervals."""
    count = eligible.groupby("key_group")["name"].transform("size").to_numpy()
    scarcity: Floats = 1 / count.astype(np.float64)
    score = list_scores(figures, scarcity=scarcity, weights=weights)
    scores = np.array(
        [list_scores(each, scarcity=scarcity, weights=weights) for each in drawn]
    ).reshape(len(drawn), len(eligible))
    best, worst = best_and_worst(scores)
    table = eligible[["name", "key_group", "family"]].copy()
    table["score"] = score
    table["score_low"], table["score_high"] = nine_of_ten(scores)
    table["rank"] = best_and_worst(score[None, :])[0][0].astype("int64")
    table["rank_low"] = nine_of_ten(best)[0].astype("int64")
    table["rank_high"] = nine_of_ten(worst)[1].astype("int64")
    table["others_in_group"] = (count - 1).astype("int64")
    return table


def _shares(
    eligible: pd.DataFrame,
    *,
    drawn: list[Figures],
    weights: Mapping[str, float],
    size: int,
) -> Floats:
    times = np.zeros(len(eligible))
    for figures in drawn:
        times[choose_group(eligible, figures=figures, weights=weights, size=size)] += 1
    return times / max(len(drawn), 1)


def _figures(
    table: pd.DataFrame,
    *,
    scan: Scan,
    ranking: Ranking,
    willing: pd.DataFrame,
    expected: Figures,
) -> pd.DataFrame:
    """The table with the figures that the scores are made of."""
    place = ranking.table[["score", "rank", "rank_low", "rank_high", "raters"]].rename(
        columns={
            "score": "influence",
            "rank": "influence_rank",
            "rank_low": "influence_rank_low",
            "rank_high": "influence_rank_high",
        }
    )
    others = expected.between.sum(axis=1) / max(len(table) - 1, 1)
    return (
        table.join(willing)
        .join(place)
        .assign(
            competition_with_us=np.where(
                asked_with_us(scan, ids=table.index), expected.with_us, np.nan
            ),
            competition_with_others=others,
            reported_rivalry=_reported_rivalry(scan).reindex(table.index),
            wanted_by=_wanted_by(scan).reindex(table.index, fill_value=0),
        )
    )


def _reported_rivalry(scan: Scan) -> pd.Series[float]:
    """The strongest competition with the convener that either side reported."""
    us = scan.region.settings.convener
    said = scan.evidence.reports_in("competition")
    said = said[said["state"].isin(SAID) & ((said["source"] == us) | (said["target"] == us))]
    other = said["target"].where(said["source"] == us, said["source"])
    return said["value"].groupby(other).max().astype("float64")


def _wanted_by(scan: Scan) -> pd.Series[int]:
    """Organisations that answered that they would partner, at least half way up the scale."""
    reports = scan.evidence.reports
    others = reports["witness_stakeholder"] != scan.region.settings.convener
    would = reports[
        (reports["layer"] == "would_partner")
        & reports["state"].isin(SAID)
        & (reports["value"] >= scan.region.settings.high)
        & others
    ]
    count: pd.Series[int] = would.groupby("target")["witness_stakeholder"].nunique()
    return count
