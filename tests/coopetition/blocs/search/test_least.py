import numpy as np
import pandas as pd
import pytest
from coopetition.blocs.planted import camps, cost, fewest, published, random_graph
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from stakeholder_map.coopetition.blocs import frustration, least_frustration
from stakeholder_map.coopetition.blocs.search.packing import pack
from stakeholder_map.coopetition.blocs.signed import signed_ties
from stakeholder_map.errors import UsageError

# The proven optima are those of Doreian & Mrvar (1996) and of the shared data's exhaustive counts.


@pytest.mark.parametrize("groups", [2, 3, 4])
def test_the_slovene_parties_stand_in_their_two_published_camps(shared, groups):
    positive, negative, nodes = published(shared, "slovene_parties_1994")
    found = least_frustration(positive, negative, groups=groups, seed=1)
    assert (found.frustration, found.proven) == (15.0, True)
    camp = nodes["optimal_camp"].to_numpy()
    assert len(set(zip(found.assignment.tolist(), camp, strict=True))) == 2


@pytest.mark.parametrize(("groups", "least"), [(2, 7), (3, 2)])
def test_the_highland_tribes_leave_the_published_number_of_ties(shared, groups, least):
    positive, negative, nodes = published(shared, "highland_tribes")
    found = least_frustration(positive, negative, groups=groups, seed=1)
    assert (found.frustration, found.lower_bound, found.proven) == (least, least, True)
    if groups == 3:
        pairs = set(zip(found.assignment.tolist(), nodes["optimal3"], strict=True))
        assert len(pairs) == 3


def test_three_factions_of_the_monastery_leave_eleven_arcs(shared):
    folder = shared / "data" / "sampson_monastery"
    nodes = pd.read_csv(folder / "nodes.csv")
    arcs = pd.read_csv(folder / "edges.csv")
    arcs = arcs[arcs["wave"] == 3]
    place = {each: number for number, each in enumerate(nodes["id"])}
    sides = np.zeros((2, len(nodes), len(nodes)))
    for arc in arcs.itertuples():
        sides[int(arc.sign < 0), place[arc.source], place[arc.target]] += 1
    positive, negative = (side + side.T for side in sides)  # both arcs of a pair add up
    assert positive.sum() / 2 + negative.sum() / 2 == 103
    factions = pd.factorize(nodes["group3"])[0]
    assert frustration(positive, negative, assignment=factions) == 11.0
    found = least_frustration(positive, negative, groups=3, seed=1)
    assert found.lower_bound <= found.frustration <= 11.0


@pytest.mark.parametrize("groups", [1, 2, 3])
def test_small_graphs_agree_with_trying_all_groupings(groups):
    rng = np.random.default_rng(groups)
    for _ in range(12):
        graph = random_graph(rng, n=int(rng.integers(2, 8)))
        found = least_frustration(*graph, groups=groups, seed=1)
        least = fewest(*graph, groups=groups)
        assert found.frustration == pytest.approx(least)
        assert found.proven
        unproven = least_frustration(*graph, groups=groups, seed=1, prove=False)
        assert unproven.lower_bound <= least + 1e-9 <= unproven.frustration + 1e-6


def test_a_clique_of_rivals_needs_as_many_groups_as_it_has_members():
    rivals = np.ones((4, 4)) - np.eye(4)
    for groups, least in ((1, 6), (2, 2), (3, 1), (4, 0)):
        found = least_frustration(0 * rivals, rivals, groups=groups, seed=1)
        assert (found.frustration, found.proven) == (least, True)


def test_a_proof_is_not_claimed_where_the_bound_is_below():
    positive, negative, _ = camps((60, 60), noise=0.2, degree=20)
    found = least_frustration(positive, negative, groups=2, seed=1, prove=False)
    assert found.gap > 1
    assert not found.proven


def test_a_hundred_stakeholders_in_two_groups_are_proven():
    positive, negative, truth = camps((50, 50), noise=0.1, degree=8)
    found = least_frustration(positive, negative, groups=2, seed=1)
    assert found.proven
    assert found.frustration <= cost(positive, negative, truth)


@pytest.mark.parametrize("groups", [2, 3])
def test_graphs_without_ties_or_of_one_kind_leave_nothing_that_could_be_helped(groups):
    together = np.ones((5, 5)) - np.eye(5)
    nothing = np.zeros((5, 5))
    friends = least_frustration(together, nothing, groups=groups, seed=1)
    assert (friends.frustration, friends.assignment.tolist()) == (0.0, [0] * 5)
    empty = least_frustration(nothing, nothing, groups=groups, seed=1)
    assert (empty.frustration, empty.proven) == (0.0, True)
    for n in (0, 1):
        lone = least_frustration(np.zeros((n, n)), np.zeros((n, n)), groups=groups, seed=1)
        assert (len(lone.assignment), lone.frustration, lone.proven) == (n, 0.0, True)


def test_parts_that_do_not_touch_are_solved_side_by_side():
    one, against, _ = camps((4, 4))
    both = [sparse.block_diag([side, side]).toarray() for side in (one, against)]
    assert least_frustration(*both, groups=2, seed=1).frustration == 0.0


@settings(max_examples=12)
@given(st.integers(0, 10_000), st.floats(0.01, 50.0))
def test_names_the_order_of_rows_and_the_scale_change_nothing(seed, scale):
    rng = np.random.default_rng(seed)
    positive, negative = random_graph(rng, n=9)
    order = rng.permutation(9)
    plain = least_frustration(positive, negative, groups=3, seed=1)
    turned = least_frustration(
        positive[order][:, order] * scale, negative[order][:, order] * scale, groups=3, seed=1
    )
    assert turned.frustration == pytest.approx(plain.frustration * scale)
    assert turned.lower_bound == pytest.approx(plain.lower_bound * scale, abs=1e-6 * scale)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.floats(0.5, 5.0))
def test_competition_never_takes_cooperation_away(seed, more):
    rng = np.random.default_rng(seed)
    positive, negative = random_graph(rng, n=8)
    group = rng.integers(0, 3, 8)
    apart = group[:, None] != group
    before = frustration(positive, negative, assignment=group)
    assert before == pytest.approx(cost(positive, negative, group))
    inside = np.where(apart | np.eye(8, dtype=bool), 0.0, more)
    after = frustration(positive, negative + inside, assignment=group)
    assert after == pytest.approx(before + inside.sum() / 2)
    across = frustration(positive, negative + more * apart, assignment=group)
    assert across == pytest.approx(before)  # rivalry across camps cancels no partnership there


def test_a_pair_that_does_both_leaves_one_violated_whatever_the_groups():
    both = np.array([[0.0, 1.0], [1.0, 0.0]])
    for groups in (1, 2):
        found = least_frustration(both, 0.5 * both, groups=groups, seed=1)
        assert found.frustration == 0.5
    apart = least_frustration(0.5 * both, both, groups=2, seed=1)
    assert (apart.cooperation_between, apart.competition_inside) == (0.5, 0.0)


def test_packed_cycles_use_no_strength_twice():
    positive, negative, _ = camps((8, 8), noise=0.3)
    ties = signed_ties(positive, negative)
    works, competes = ties.cooperation.copy(), ties.competition.copy()
    bound = pack((ties.start, ties.end, ties.back, ties.tail), works, competes, 6)
    assert works.min() >= 0
    assert competes.min() >= 0
    assert bound <= least_frustration(positive, negative, groups=2, seed=1).frustration


@pytest.mark.parametrize(
    ("positive", "negative", "words"),
    [
        (np.zeros((2, 3)), np.zeros((2, 2)), r"\(2, 3\)"),
        (np.zeros((2, 2)), np.zeros((3, 3)), r"\(3, 3\)"),
        (np.array([[0, 1], [0, 0]]), np.zeros((2, 2)), "symmetric"),
        (np.array([[0, -1], [-1, 0]]), np.zeros((2, 2)), "-1"),
        (np.array([[0, np.nan], [np.nan, 0]]), np.zeros((2, 2)), "nan"),
        (np.eye(2), np.zeros((2, 2)), "itself"),
    ],
)
def test_matrices_that_mean_nothing_are_refused(positive, negative, words):
    with pytest.raises(UsageError, match=words):
        least_frustration(positive, negative, groups=2, seed=1)


def test_too_few_groups_and_groups_of_others_are_refused():
    with pytest.raises(UsageError, match="0"):
        least_frustration(np.zeros((2, 2)), np.zeros((2, 2)), groups=0, seed=1)
    with pytest.raises(UsageError, match=r"\(3,\)"):
        frustration(np.zeros((2, 2)), np.zeros((2, 2)), assignment=[0, 0, 0])
