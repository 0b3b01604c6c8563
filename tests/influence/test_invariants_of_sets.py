"""What must hold for sets of key players, ratings and influence through others on any input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from influence.exact import graph_of, random_levels, with_ties

from stakeholder_map.evidence import evidence_from_answers
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence import (
    find_key_players,
    fragmentation,
    indirect_influence,
    ratings,
    reach,
    reputation,
)

n = 7
some = settings(max_examples=10, deadline=None)


@st.composite
def arrays(draw):
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    density = draw(st.sampled_from([0.08, 0.25, 0.6]))
    return random_levels(rng, n=n, highest=4, density=density, symmetric=draw(st.booleans()))


def ids_of(places):
    return [f"s{place:03d}" for place in places]


@given(levels=arrays(), order=st.permutations(range(n)))
@some
def test_names_carry_no_meaning_for_sets(levels, order):
    graph, moved = (graph_of(each, highest=4) for each in (levels, levels[np.ix_(order, order)]))
    pair = [order.index(0), order.index(1)]
    assert reach(moved, ids_of(pair)) == pytest.approx(reach(graph, ids_of([0, 1])))
    assert fragmentation(moved, without=ids_of(pair)).apart == pytest.approx(
        fragmentation(graph, without=ids_of([0, 1])).apart
    )
    for aim in ("fragment", "reach"):
        best = [find_key_players(each, size=2, aim=aim).value for each in (graph, moved)]
        assert best[0] == pytest.approx(best[1])


@given(levels=arrays())
@some
def test_turning_all_ties_round_parts_the_others_just_as_far(levels):
    back = fragmentation(graph_of(levels.T, highest=4), without=ids_of([0]))
    there = fragmentation(graph_of(levels, highest=4), without=ids_of([0]))
    assert (back.unjoined, back.apart) == pytest.approx((there.unjoined, there.apart))


@given(levels=arrays(), factor=st.sampled_from([2, 3]))
@some
def test_strengths_do_not_count_for_steps(levels, factor):
    weak, strong = (graph_of(levels, highest=4 * each) for each in (factor, 1))
    assert reach(weak, ids_of([0, 1])) == reach(strong, ids_of([0, 1]))


@given(levels=arrays())
@some
def test_an_isolate_is_reached_by_nobody_and_takes_nothing_away(levels):
    wider = np.pad(levels, (0, 1))
    alone, with_isolate = (graph_of(each, highest=4) for each in (levels, wider))
    assert reach(with_isolate, ids_of([0])) * (n + 1) == pytest.approx(
        reach(alone, ids_of([0])) * n
    )
    kept = [1 - fragmentation(each).apart for each in (alone, with_isolate)]
    assert kept[1] * (n + 1) * n == pytest.approx(kept[0] * n * (n - 1))


@given(levels=arrays(), tie=st.tuples(st.integers(0, n - 1), st.integers(1, n - 1)))
@some
def test_one_more_tie_never_makes_a_set_reach_fewer(levels, tie):
    more = levels.copy()
    more[tie] = 4
    np.fill_diagonal(more, 0)
    before, after = (reach(graph_of(each, highest=4), ids_of([0])) for each in (levels, more))
    assert after >= before - 1e-12


@given(levels=arrays(), order=st.permutations(range(n)))
@some
def test_influence_through_others_follows_the_names(levels, order):
    direct, moved = (
        indirect_influence(
            graph_of(each, highest=4, layer="direct_influence"), actors=ids_of(range(n))
        ).table.to_numpy()
        for each in (levels, levels[np.ix_(order, order)])
    )
    np.testing.assert_allclose(moved, direct[list(order)], atol=1e-9, equal_nan=True)


@given(levels=arrays())
@some
def test_competitiveness_does_not_depend_on_the_unit_of_influence(levels):
    full, half = (
        indirect_influence(
            graph_of(levels, highest=end, layer="direct_influence"), actors=ids_of(range(n))
        )
        for end in (4, 8)
    )
    columns = "competitiveness"
    np.testing.assert_allclose(half.table[columns], full.table[columns], atol=1e-9, equal_nan=True)
    assert half.stability == pytest.approx(full.stability, nan_ok=True)


@given(levels=arrays())
@some
def test_turning_direct_influence_round_swaps_influence_and_dependence(levels):
    there, back = (
        indirect_influence(
            graph_of(each, highest=4, layer="direct_influence"), actors=ids_of(range(n))
        ).table
        for each in (levels, levels.T)
    )
    np.testing.assert_allclose(there["influence"], back["dependence"], atol=1e-9)


answers = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz")), st.integers(1, 4), min_size=1
)


def said(given_answers):
    return [(one, two, "value_influence", level) for (one, two), level in given_answers.items()]


@given(given_answers=answers, seed=st.integers(0, 99))
@some
def test_ratings_do_not_depend_on_the_order_of_answers(given_answers, seed):
    rows = said(given_answers)
    mixed = [rows[at] for at in np.random.default_rng(seed).permutation(len(rows))]
    pd.testing.assert_frame_equal(
        ratings(evidence_from_answers(rows)), ratings(evidence_from_answers(mixed))
    )


@given(given_answers=answers)
@some
def test_a_higher_answer_never_lowers_a_mean_nor_a_reputation(given_answers):
    pair = next(iter(given_answers))
    raised = said({**given_answers, pair: 4})
    target = pair[1]
    before, after = (ratings(evidence_from_answers(each)) for each in (said(given_answers), raised))
    assert after.loc[target, "value"] >= before.loc[target, "value"] - 1e-12
    assert after.loc[target, "value_raters"] == before.loc[target, "value_raters"]
    graphs = [
        StakeholderGraph.from_ties([(i, j, layer, level / 4) for i, j, layer, level in rows])
        for rows in (said(given_answers), raised)
    ]
    assert reputation(graphs[1])[target] >= reputation(graphs[0])[target]


def test_reputation_reads_one_layer_and_is_missing_where_it_was_not_asked():
    graph = with_ties([("a", "b", "intensity", 1.0)], ids="abc")
    assert reputation(graph).isna().all()
    named = with_ties([("a", "b", "value_influence", 1.0), ("c", "b", "intensity", 1.0)], ids="abc")
    assert reputation(named).tolist() == [0, 1, 0]
