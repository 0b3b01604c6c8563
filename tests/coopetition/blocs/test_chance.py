import numpy as np
import pytest
from coopetition.blocs.planted import camps
from scipy import sparse

from stakeholder_map.coopetition.blocs import chance_of_blocs, count_triads
from stakeholder_map.coopetition.blocs.triads import triads_beside_chance
from stakeholder_map.errors import UsageError


def structureless(seed, *, n=40):
    rng = np.random.default_rng([seed, 5])
    there = np.triu(rng.random((n, n)) < 0.25, 1)
    bent = rng.normal(0, 0.8, n) if seed % 2 else np.zeros(n)
    works = rng.random((n, n)) < 1 / (1 + np.exp(-(bent[:, None] + bent)))
    return [(side + side.T).astype(float) for side in (there & works, there & ~works)]


def test_graphs_without_structure_seldom_show_blocs():
    # Of 200 such graphs 7 do (benchmarks/signed_blocs.py chance); of 20, more than 4 are a fault.
    seen = sum(chance_of_blocs(*structureless(seed), seed=1).beyond_chance for seed in range(20))
    assert seen <= 4


def test_camps_are_beyond_chance():
    for seed in range(5):
        positive, negative, _ = camps((20, 20), noise=0.2, degree=10, seed=seed)
        assert chance_of_blocs(positive, negative, seed=1).beyond_chance


def test_pairs_that_do_both_alike_are_no_bloc():
    rng = np.random.default_rng(4)
    both = np.triu(rng.random((30, 30)) < 0.3, 1) * 1.0
    both += both.T
    assert not chance_of_blocs(both, both, seed=1).beyond_chance


@pytest.mark.parametrize("n", [0, 1, 6])
def test_where_one_kind_is_absent_there_is_nothing_to_test(n):
    ties = np.ones((n, n)) - np.eye(n)
    for sides in ((ties, 0 * ties), (0 * ties, ties), (0 * ties, 0 * ties)):
        result = chance_of_blocs(*sides, seed=1)
        assert (result.p_value, result.draws, result.beyond_chance) == (1.0, 0, False)


def test_the_order_of_rows_and_the_scale_change_no_figure():
    positive, negative, _ = camps((12, 12), noise=0.25, degree=8)
    order = np.random.default_rng(1).permutation(24)
    plain = chance_of_blocs(positive, negative, seed=3)
    sides = (side[order][:, order] * 8 for side in (positive, negative))
    assert chance_of_blocs(*sides, seed=3) == plain


def test_a_negative_seed_is_refused():
    with pytest.raises(UsageError, match="-1"):
        chance_of_blocs(np.zeros((2, 2)), np.zeros((2, 2)), seed=-1)


def test_triads_are_counted_by_type():
    positive, negative, _ = camps((3, 3))
    counts = count_triads(sparse.csr_array(positive), sparse.csr_array(negative))
    assert counts == [2, 18, 0, 0]  # two inside the camps, the others with one foot outside
    rivals = sparse.csr_array(np.ones((4, 4)) - np.eye(4))
    assert count_triads(sparse.csr_array((4, 4)), rivals) == [0, 0, 0, 4]


def test_balanced_triads_are_more_than_chance_in_camps():
    positive, negative, _ = camps((8, 8), noise=0.05)
    table = triads_beside_chance((sparse.csr_array(positive), sparse.csr_array(negative)), seed=1)
    balanced = table[table["balanced"]]
    assert (balanced["count"] > balanced["high"]).all()
    assert table["expected"].sum() == pytest.approx(table["count"].sum())  # all pairs are tied


def test_triads_of_nothing_are_none():
    nothing = sparse.csr_array((5, 5))
    table = triads_beside_chance((nothing, nothing), seed=1)
    assert (table["count"] == 0).all()
    assert (table["expected"] == 0).all()
