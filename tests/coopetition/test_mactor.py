"""Oracle: the airport study, whose inputs the authors of MACTOR published."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from stakeholder_map.coopetition import mactor
from stakeholder_map.errors import UsageError
from stakeholder_map.example.tiny import airport_study

R_STAR = [1.262784, 0.929549, 0.447783, 1.381044, 0.848160, 1.130680]


@pytest.fixture(scope="module")
def airport():
    return mactor(*airport_study())


def test_influence_and_dependence_are_those_of_the_study(airport):
    assert airport.influence.tolist() == [31, 31, 21, 39, 27, 31]
    assert airport.dependence.tolist() == [22, 33, 39, 31, 29, 26]
    assert airport.influence.sum() == airport.dependence.sum() == 180
    assert airport.stability == pytest.approx(12.2222, abs=5e-5)
    assert airport.competitiveness.tolist() == pytest.approx(R_STAR, abs=5e-7)
    assert airport.competitiveness.mean() == pytest.approx(1)


def test_alliances_are_those_of_the_study(airport):
    expected = np.zeros((6, 6))
    for one, other, value in [(1, 4, 4), (1, 6, 2), (2, 3, 4), (2, 4, 2.5), (2, 5, 4), (3, 5, 8)]:
        expected[one - 1, other - 1] = expected[other - 1, one - 1] = value
    expected[3, 5] = expected[5, 3] = 2
    np.testing.assert_array_equal(airport.convergence[2], expected)
    assert airport.convergence_degree[1] == pytest.approx(41.935484, abs=5e-7)
    assert airport.convergence_degree[2] == pytest.approx(42.063492, abs=5e-7)


def test_power_changes_which_alliance_is_strongest(airport):
    def strongest(order):
        place = int(np.triu(airport.convergence[order]).argmax())
        return tuple(each + 1 for each in divmod(place, 6))

    assert strongest(2) == (3, 5)
    assert strongest(3) == (1, 4)


def test_common_wrong_formulas_would_not_pass(airport):
    influence = airport_study().influence
    squared = influence + influence @ influence
    assert not np.array_equal(airport.midi, squared)
    simple = airport.influence / (airport.influence + airport.dependence)
    assert airport.competitiveness.tolist() != pytest.approx((simple / simple.mean()).tolist())


tables = (
    st.integers(0, 6)
    .flatmap(
        lambda n: st.tuples(
            arrays(np.int64, (n, n), elements=st.integers(0, 4)),
            st.integers(0, 5).flatmap(
                lambda m: arrays(np.int64, (n, m), elements=st.integers(-4, 4))
            ),
        )
    )
    .map(lambda pair: (pair[0] * (1 - np.eye(len(pair[0]), dtype=np.int64)), pair[1]))
)


def by_hand(influence, positions):
    """MIDI, MMIDI, CAA and DAA from their definitions, entry by entry."""
    n, m = positions.shape
    each = range(n)
    midi = np.zeros((n, n))
    mmidi = np.zeros((n, n))
    same, apart = np.zeros((n, n)), np.zeros((n, n))
    for i in each:
        for j in each:
            chains = [min(influence[i, k], influence[k, j]) for k in each]
            midi[i, j] = influence[i, j] + sum(chains)
            mmidi[i, j] = 0 if i == j else max([influence[i, j], *chains])
            for k in range(m if i != j else 0):
                weight = (abs(positions[i, k]) + abs(positions[j, k])) / 2
                same[i, j] += weight * (positions[i, k] * positions[j, k] > 0)
                apart[i, j] += weight * (positions[i, k] * positions[j, k] < 0)
    return midi, mmidi, same, apart


@given(tables)
def test_it_equals_the_definitions_entry_by_entry(pair):
    found = mactor(*pair)
    midi, mmidi, same, apart = by_hand(*pair)
    np.testing.assert_array_equal(found.midi, midi)
    np.testing.assert_array_equal(found.mmidi, mmidi)
    np.testing.assert_array_equal(found.convergence[2], same)
    np.testing.assert_array_equal(found.divergence[2], apart)


@given(tables)
def test_shares_and_sums_stay_within_their_ranges(pair):
    found = mactor(*pair)
    assert (found.influence.sum(), found.balance.sum()) == (found.dependence.sum(), 0)
    assert np.isnan(found.stability) or 0 <= found.stability <= 100
    for order in (1, 2):
        degree = found.convergence_degree[order]
        assert np.isnan(degree) or 0 <= degree <= 100
        known = found.ambivalence[order][~np.isnan(found.ambivalence[order])]
        assert ((known >= 0) & (known <= 1)).all()
        assert found.mobilisation[order].sum() == found.implication[order].sum()
        np.testing.assert_array_equal(
            found.mobilisation[order],
            found.mobilisation_for[order] + found.mobilisation_against[order],
        )
    weight = found.competitiveness
    if len(weight) and not np.isnan(weight).any():
        assert weight.mean() == pytest.approx(1)
        assert (weight >= 0).all()


@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_actors_and_objectives_changes_nothing(pair, chance):
    influence, positions = pair
    actors = chance.sample(range(len(influence)), len(influence))
    aims = chance.sample(range(positions.shape[1]), positions.shape[1])
    found = mactor(influence, positions)
    moved = mactor(influence[np.ix_(actors, actors)], positions[np.ix_(actors, aims)])
    np.testing.assert_array_equal(moved.influence, found.influence[actors])
    for order in (1, 2, 3):
        np.testing.assert_allclose(
            moved.convergence[order], found.convergence[order][np.ix_(actors, actors)], atol=1e-9
        )
        np.testing.assert_allclose(
            moved.mobilisation[order], found.mobilisation[order][aims], atol=1e-9
        )


@given(tables)
def test_turning_every_side_round_swaps_for_and_against_alone(pair):
    influence, positions = pair
    found, turned = mactor(influence, positions), mactor(influence, -positions)
    np.testing.assert_array_equal(found.convergence[2], turned.convergence[2])
    np.testing.assert_array_equal(found.mobilisation_for[2], turned.mobilisation_against[2])


def test_an_objective_of_opposed_sides_leaves_every_convergence_as_it_was():
    influence, positions = airport_study()
    opposed = np.array([4, -4, 0, 0, 0, 0])[:, None]
    more = mactor(influence, np.hstack([positions, opposed]))
    np.testing.assert_array_equal(more.convergence[2], mactor(influence, positions).convergence[2])


def test_nobody_one_and_no_objectives_have_answers():
    nobody = mactor(np.zeros((0, 0)), np.zeros((0, 3)))
    assert nobody.influence.shape == (0,)
    assert nobody.mobilisation[2].tolist() == [0, 0, 0]
    alone = mactor([[0]], [[3]])
    assert np.isnan(alone.stability)
    assert np.isnan(alone.competitiveness).all()
    assert alone.mobilisation_for[2].tolist() == [3]
    assert np.isnan(alone.mobilisation[3]).all()
    without = mactor(airport_study().influence, np.zeros((6, 0)))
    assert np.isnan(without.convergence_degree[1])
    assert without.competitiveness.tolist() == pytest.approx(R_STAR, abs=5e-7)


def test_all_for_and_all_against_agree_in_full():
    influence = airport_study().influence
    for side in (1, -1):
        found = mactor(influence, np.full((6, 2), 3 * side))
        assert found.convergence_degree[2] == 100
        assert not found.divergence[2].any()
        assert found.ambivalence[2].tolist() == [0] * 6


def test_influence_that_comes_back_in_full_gives_no_weight():
    mutual = mactor([[0, 1], [1, 0]], [[1], [1]])
    assert np.isnan(mutual.competitiveness).all()
    assert np.isnan(mutual.convergence_degree[3])
    assert mutual.greatest_weight.tolist() == [1, 1]


def test_groups_that_do_not_touch_have_nothing_between_them():
    influence = np.zeros((4, 4))
    influence[0, 1], influence[2, 3] = 2, 3
    found = mactor(influence, [[1, 0], [2, 0], [0, -1], [0, 4]])
    assert not found.midi[:2, 2:].any()
    assert not found.convergence[2][:2, 2:].any()
    assert not found.divergence[2][:2, 2:].any()


def test_every_fault_is_told_at_once():
    with pytest.raises(UsageError) as caught:
        mactor([[1, 5], [np.nan, 0]], [[2, -7], [0, 0], [1, 1]])
    text = str(caught.value)
    assert text.startswith("mactor found 5 faults:")
    for part in (
        "influence[0, 1]: expected a number from 0 to 4, found 5",
        "influence[1, 0]: expected a number from 0 to 4, found nan",
        "influence[0, 0]: expected 0, since nobody influences itself directly; found 1",
        "positions[0, 1]: expected a number from -4 to 4, found -7",
        "positions: expected a row for each of the 2 actors, found 3",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("influence", "told"),
    [([[0, 1]], "as many columns as rows"), ([0, 1], "rows and columns"), ("x", "numbers")],
)
def test_what_is_no_square_table_is_refused(influence, told):
    with pytest.raises(UsageError, match=told):
        mactor(influence, [[1]])


def test_inputs_stay_and_results_cannot_be_written_to(airport):
    influence, positions = (each.astype(float) for each in airport_study())
    before = influence.copy(), positions.copy()
    found = mactor(influence, positions)
    np.testing.assert_array_equal(influence, before[0])
    np.testing.assert_array_equal(positions, before[1])
    for values in (found.midi, found.positions[2], airport.ambivalence[1]):
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 0


def test_two_hundred_actors_take_under_a_tenth_of_a_second():
    rng = np.random.default_rng(1)
    influence = rng.integers(0, 5, (200, 200)) * (1 - np.eye(200, dtype=int))
    positions = rng.integers(-4, 5, (200, 30))
    times = []
    for _ in range(5):
        begin = time.process_time()
        mactor(influence, positions)
        times.append(time.process_time() - begin)
    assert min(times) < 0.1, times
