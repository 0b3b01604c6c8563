"""Intervals over readings: how far they reach, and on which side of a place."""

import numpy as np
import pytest

from stakeholder_map.influence.ranking.interval import measure_range, nine_of_ten, rank_range

rng = np.random.default_rng(5)


def test_the_range_of_a_measure_leaves_out_five_per_cent_below_and_two_above():
    low, high = measure_range(np.arange(1001.0)[:, None])
    assert (low[0], high[0]) == (50, 980)


def test_the_central_interval_stays_for_ties_and_pairs():
    low, high = nine_of_ten(np.arange(1001.0)[:, None])
    assert (low[0], high[0]) == (50, 950)


def test_it_never_holds_fewer_than_nine_of_ten_readings():
    values = rng.normal(size=(37, 20)).round(1)
    low, high = measure_range(values)
    assert (((values >= low) & (values <= high)).mean(axis=0) >= 0.9).all()


def test_the_better_end_of_a_place_reaches_as_far_as_the_upper_end_of_its_score():
    """First place in three of a hundred readings shows; a worse place in as many does not."""
    scores = np.tile([3.0, 2.0, 1.0], (100, 1))
    scores[:3, 2] = 9.0
    low, high = rank_range(scores)
    assert low.tolist() == [1, 2, 1]
    assert high.tolist() == [1, 2, 3]


def test_tied_places_widen_the_range_both_ways():
    low, high = rank_range(np.ones((50, 4)))
    assert low.tolist() == [1] * 4
    assert high.tolist() == [4] * 4


@pytest.mark.parametrize("shape", [(0, 3), (5, 0)])
def test_without_readings_or_stakeholders_there_are_no_ends(shape):
    low, high = measure_range(np.empty(shape))
    assert low.shape == high.shape == (shape[1],)
    assert np.isnan(low).all()


def test_the_interval_of_a_measure_holds_the_mean_that_few_readings_draw_out():
    scores = np.array([[1.0], [0.9], *[[1.0]] * 198])
    low, high = measure_range(scores)
    assert (low[0], high[0]) == (0.9, 1.0)
    assert low[0] <= scores.mean() <= high[0]
    low, high = measure_range(1 - scores)
    assert (low[0], high[0]) == (0.0, pytest.approx(0.1))


def test_equal_scores_have_themselves_as_their_interval_whatever_their_mean_rounds_to():
    for score in (0.1, 0.3, 1 / 3, 0.7):
        for readings in (3, 7, 200):
            low, high = measure_range(np.full((readings, 1), score))
            assert low[0] == high[0] == score
