"""Where a candidate stands: influence, readiness, what it gains, whom it competes with."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stakeholder_map.influence import Ranking
from stakeholder_map.influence.ranking.interval import measure_range, nine_of_ten
from stakeholder_map.partners.candidates.means import last_answers
from stakeholder_map.partners.figures import asked_with_us, willingness
from stakeholder_map.read import Region
from stakeholder_map.scan import Scan
from stakeholder_map.tables import TRUST

COMMON_GAINS = frozenset({"care", "community", "voice"})
"""Kinds of gain that are not only financial, or referrals."""

FOLLOWED = 0.5
"""From which strength on one that trusts or follows a candidate may come along."""


def standing_of(scan: Scan, ranking: Ranking, ids: pd.Index) -> pd.DataFrame:
    """Influence, readiness, gains and competition of each candidate.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ranking : Ranking
        Its ranking by influence.
    ids : Index
        The candidates.

    Returns
    -------
    DataFrame
        Indexed like `ids`; missing where nobody was heard or no table tells.
    """
    region = scan.region
    scores = ranking.scores[list(ids)].to_numpy(dtype=np.float64)
    low, high = measure_range(scores)
    positions = region.table("positions")
    return pd.DataFrame(
        {
            "influence": ranking.table["score"].reindex(ids),
            "influence_low": low,
            "influence_high": high,
            "influence_rank": ranking.table["rank"].reindex(ids),
            **willingness(scan, ids=ids),
            "kept_promises": _kept(region).reindex(ids),
            "last_join_answer": last_answers(region, ask="join").reindex(ids),
            "would_move": _would_move(scan, ids),
            "together_less_alone": _together(positions).reindex(ids),
            "community_gain": _community(positions).reindex(ids),
            **_competition(scan, ids),
        },
        index=ids,
    )


def _kept(region: Region) -> pd.Series[float]:
    """Share of what it owed us by now that it delivered."""
    owed = region.table("commitments")
    as_of = pd.Timestamp(region.as_of)
    due = owed[(owed["direction"] == "they_owe") & (owed["due"] <= as_of)]
    return due["done"].notna().groupby(due["stakeholder_id"]).mean().astype("float64")


def _would_move(scan: Scan, ids: pd.Index) -> pd.Series[int]:
    """Other candidates that trust it, or that it influences directly, at least half way.

    What others say of it comes in to it: a tie from them to it.
    """
    there = [layer for layer in (*TRUST, "direct_influence") if layer in scan.graph.layers]
    if not there:
        return pd.Series(pd.NA, index=ids, dtype="Int64")
    everyone = pd.Index(scan.graph.ids)
    places = np.asarray(everyone.get_indexer(ids))
    follows = np.zeros((len(ids), len(ids)), dtype=bool)
    for layer in there:
        follows |= scan.graph.matrix(layer)[places][:, places].toarray() >= FOLLOWED
    np.fill_diagonal(follows, val=False)
    return pd.Series(follows.sum(axis=0), index=ids, dtype="Int64")


def _together(positions: pd.DataFrame) -> pd.Series[float]:
    more = positions["gain_together"].astype("float64") - positions["gain_alone"].astype("float64")
    return more.groupby(positions["stakeholder_id"]).mean().round(9)


def _community(positions: pd.DataFrame) -> pd.Series[float]:
    told = positions[positions["gain_kind"].map(len) > 0]
    common = told["gain_kind"].map(lambda kinds: bool(COMMON_GAINS.intersection(kinds)))
    return common.astype("float64").groupby(told["stakeholder_id"]).mean()


def _competition(scan: Scan, ids: pd.Index) -> dict[str, pd.Series[float]]:
    """With us, with an interval; missing where nobody was heard, which is not none."""
    everyone = pd.Index(scan.graph.ids)
    places = np.asarray(everyone.get_indexer(ids))
    us = scan.graph.ids.index(scan.region.settings.convener)
    matrix = scan.graph.matrix("competition")
    heard = asked_with_us(scan, ids=ids)
    drawn = np.array(
        [each[[us]].toarray()[0, places] for each in scan.draws.matrices("competition")]
    ).reshape(len(scan.draws), len(ids))
    low, high = nine_of_ten(drawn)
    others = matrix[places][:, places].sum(axis=1) / max(len(ids) - 1, 1)
    return {
        "competition_with_us": pd.Series(
            np.where(heard, matrix[[us]].toarray()[0, places], np.nan), index=ids
        ),
        "competition_low": pd.Series(np.where(heard, low, 0.0), index=ids),
        "competition_high": pd.Series(np.where(heard, high, 1.0), index=ids),
        "competition_with_others": pd.Series(np.asarray(others), index=ids),
    }


def conflicts_by_area(scan: Scan, ids: pd.Index) -> pd.DataFrame:
    """Mean competition with the other candidates, as a whole and by area.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ids : Index
        The candidates.

    Returns
    -------
    DataFrame
        Indexed like `ids`, a column for ``""`` and for each area in which anybody reported
        competition; missing columns were not asked about.
    """
    everyone = pd.Index(scan.graph.ids)
    places = np.asarray(everyone.get_indexer(ids))
    reported = scan.evidence.reports
    areas = sorted({"", *reported.loc[reported["layer"] == "competition", "area"]})
    columns = {}
    for area in areas:
        matrix = scan.graph.matrix("competition", area=area)[places][:, places]
        columns[area] = np.asarray(matrix.sum(axis=1)) / max(len(ids) - 1, 1)
    table = pd.DataFrame(columns, index=ids)
    return table if "competition" in scan.evidence.asked else table * np.nan
