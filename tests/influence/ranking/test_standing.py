"""Oracle: the shares and tiers of small tables, taken by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from stakeholder_map.influence.ranking.standing import (
    SURE,
    lead,
    level_with,
    rank_acceptability,
    runs,
    share_below,
    tiers,
)

scores = st.tuples(st.integers(1, 12), st.integers(1, 8)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 4).map(float))
)


def best_first(table):
    return table[:, np.argsort(-table.mean(axis=0).round(9), kind="stable")]


@given(scores)
def test_every_rank_and_every_row_of_shares_sums_to_one(table):
    shares = rank_acceptability(table)
    assert shares.sum(axis=0) == pytest.approx(1)
    assert shares.sum(axis=1) == pytest.approx(1)
    assert (shares >= 0).all()


@given(scores)
def test_who_cannot_be_told_apart_shares_a_tier(table):
    ahead = lead(best_first(table))
    number = tiers(ahead)
    for one in range(len(ahead)):
        for other in range(one + 1, len(ahead)):
            if number[one] != number[other]:
                assert ahead[one, other] >= SURE


@given(scores)
def test_a_tier_ends_wherever_it_may(table):
    ahead = lead(best_first(table))
    number = tiers(ahead)
    for place in range(1, len(ahead)):
        if (ahead[:place, place:] >= SURE).all():
            assert number[place] == number[place - 1] + 1


def test_runs_do_not_keep_the_promise_of_tiers():
    ahead = np.array([[0.5, 0.6, 0.95], [0.4, 0.5, 0.7], [0.05, 0.3, 0.5]])
    assert runs(ahead).tolist() == [1, 1, 2]
    assert ahead[1, 2] < SURE
    assert tiers(ahead).tolist() == [1, 1, 1]


def test_nobody_and_one_have_their_tiers():
    assert tiers(np.empty((0, 0))).tolist() == []
    assert tiers(np.array([[0.5]])).tolist() == [1]
    assert [end.tolist() for end in level_with(np.array([[0.5]]))] == [[1], [1]]


@given(scores)
def test_one_stands_level_with_its_own_place_at_least(table):
    first, last = level_with(lead(best_first(table)))
    places = np.arange(1, len(first) + 1)
    assert (first <= places).all()
    assert (last >= places).all()


def test_ties_share_ranks_evenly():
    shares = rank_acceptability(np.array([[3.0, 3.0, 3.0, 1.0]]))
    assert shares[0] == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0])
    assert shares[3].tolist() == [0, 0, 0, 1]


def test_shares_below_treat_missing_as_the_lowest_and_one_as_the_middle():
    assert share_below(np.array([[np.nan, 1.0, 2.0]])).tolist() == [[0, 0.5, 1]]
    assert share_below(np.array([[7.0]])).tolist() == [[0.5]]


@given(scores)
def test_who_leads_agrees_with_counting(table):
    ahead = lead(table)
    one, other = table[:, 0], table[:, -1]
    assert ahead[0, -1] == pytest.approx(((one > other) + 0.5 * (one == other)).mean(), abs=1e-8)
