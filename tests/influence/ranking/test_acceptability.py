"""Oracle: the analytic check of rank acceptability with two criteria and even weights."""

import numpy as np
import pytest
from influence.conftest import say, who

from stakeholder_map.errors import UsageError
from stakeholder_map.influence import rank_acceptability, rank_influence, vary_weights
from stakeholder_map.influence.ranking.acceptability import (
    central_weights,
    confidence_factors,
    score_pairs,
    winning,
)
from stakeholder_map.influence.ranking.standing import lead
from stakeholder_map.influence.ranking.weights import draw_weights

A_B_C = np.array([[[1.0, 0.0], [0.0, 1.0], [0.6, 0.6]]])
ANALYTIC = [[0.4, 0.1, 0.5], [0.4, 0.1, 0.5], [0.2, 0.8, 0.0]]
ANY = {"strength": (0.0, 1.0), "pagerank": (0.0, 1.0)}


@pytest.fixture(scope="module")
def weights():
    return draw_weights(ANY, draws=40_000, seed=1)


def test_shares_of_ranks_are_the_analytic_ones(weights):
    scores = score_pairs(A_B_C, weights=weights)
    assert rank_acceptability(scores) == pytest.approx(np.array(ANALYTIC), abs=0.01)
    assert lead(scores)[0, 2] == pytest.approx(0.4, abs=0.01)


def test_fixed_weights_would_fail_that_check():
    scores = score_pairs(A_B_C, weights=np.full((40_000, 2), 0.5))
    assert rank_acceptability(scores) != pytest.approx(np.array(ANALYTIC), abs=0.01)


def test_central_weights_and_confidence_are_the_analytic_ones(weights):
    central = central_weights(winning(score_pairs(A_B_C, weights=weights)), weights=weights)
    assert central == pytest.approx(np.array([[0.8, 0.2], [0.2, 0.8], [0.5, 0.5]]), abs=0.01)
    assert confidence_factors(A_B_C, central=central).tolist() == [1, 1, 1]


def test_who_is_never_first_has_no_central_weight():
    shares = np.array([[[1.0, 1.0], [0.0, 0.0]]])
    central = central_weights(np.array([[1.0, 0.0]]), weights=np.array([[0.5, 0.5]]))
    assert np.isnan(central[1]).all()
    assert np.isnan(confidence_factors(shares, central=central)[1])


def test_confidence_counts_the_readings_not_the_weights():
    shares = np.array([[[1.0, 1.0], [0.0, 0.0]], [[0.0, 0.0], [1.0, 1.0]]])
    central = np.array([[0.5, 0.5], [np.nan, np.nan]])
    assert confidence_factors(shares, central=central)[0] == 0.5


IDS = ["us", "hub", *"abcdefgh"]
STAR = [say(each, "hub", moves=4) for each in "abcdefgh"] + [say("hub", "a", moves=1)]


def test_the_hub_of_a_star_is_first_whatever_the_weights(scan_of):
    ranking = rank_influence(scan_of(who(*IDS), STAR))
    study = vary_weights(ranking, seed=1)
    assert study.table.index.tolist() == ranking.table.index.tolist()
    assert study.table.loc["hub", "first"] > 0.9
    assert study.acceptability.shape == (len(IDS), len(IDS))
    assert study.sentences[0].startswith(
        "Whatever the weights of strength, PageRank and betweenness, Hub comes first in "
    )


def test_a_range_says_what_a_point_does_not(scan_of):
    """The broker has the paths, the star the ties: who is first depends on the weights."""
    said = [say(each, "star", moves=4) for each in "abcd"] + [say("a", "broker", moves=1)]
    said += [say("broker", each, moves=4) for each in "efgh"] + [say("star", "broker", moves=4)]
    ranking = rank_influence(
        scan_of(who("us", "star", "broker", *"abcdefgh"), said, settings={"unlisted": "zero"}),
        weights={"strength": 1, "betweenness": 1},
    )
    table = vary_weights(ranking, seed=1).table
    assert table.loc["star", "strength"] > table.loc["broker", "strength"]
    assert table.loc["broker", "betweenness"] > table.loc["star", "betweenness"]
    narrow = vary_weights(ranking, seed=1, within={"strength": (0.9, 1), "betweenness": (0, 0.1)})
    assert narrow.table.loc["star", "first"] > table.loc["star", "first"]


def test_weights_may_be_drawn_anew_in_each_reading_of_the_ranking_itself(scan_of):
    scan = scan_of(who(*IDS), STAR)
    within = {"strength": (0, 1), "betweenness": (0, 1)}
    ranking = rank_influence(scan, within=within)
    assert ranking.within == within
    assert sum(ranking.weights.values()) == pytest.approx(1)
    strength = rank_influence(scan, weights={"strength": 1}).scores
    assert not np.allclose(ranking.scores[["hub", "a"]], strength[["hub", "a"]])
    again = rank_influence(scan, within=within)
    assert again.scores.equals(ranking.scores)


@pytest.mark.parametrize(
    ("options", "message"),
    [({"pairs": 0}, "found 0"), ({"within": {"constraint": (0, 1)}}, "'constraint'")],
)
def test_what_the_ranking_does_not_weigh_cannot_be_varied(scan_of, options, message):
    ranking = rank_influence(scan_of(who(*IDS), STAR))
    with pytest.raises(UsageError, match=message):
        vary_weights(ranking, seed=1, **options)
