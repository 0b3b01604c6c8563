"""What must hold for every measure on any graph."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from influence.exact import random_levels, readings_of

from stakeholder_map.influence import MEASURES

n = 8
GROUPS = ("a", "a", "a", "b", "b", "c", "c", "c")

every_measure = pytest.mark.parametrize("name", MEASURES)
some = settings(max_examples=30, deadline=None)


@st.composite
def graphs(draw):
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    return random_levels(
        rng,
        n=n,
        highest=4,
        density=draw(st.sampled_from([0.05, 0.2, 0.5])),
        symmetric=draw(st.booleans()),
    )


def measured(name, levels, *, highest=4, groups=GROUPS):
    readings = readings_of([levels], highest=highest, key_groups=groups)
    return MEASURES[name].over(readings)[0]


def unnormalised(name, values):
    """Betweenness in pairs, closeness in stakeholders; the others are no shares of n."""
    size = len(values)
    factor = {"betweenness": (size - 1) * (size - 2), "harmonic_closeness": size - 1}
    return values * factor.get(name, 1)


def same(one, two):
    np.testing.assert_allclose(one, two, atol=1e-11, equal_nan=True)


@every_measure
@given(levels=graphs(), order=st.permutations(range(n)))
@some
def test_names_carry_no_meaning(name, levels, order):
    moved = measured(name, levels[np.ix_(order, order)], groups=[GROUPS[i] for i in order])
    same(moved, measured(name, levels)[order])


@every_measure
@given(levels=graphs())
@some
def test_the_unit_of_strength_matters_only_where_strength_is_what_is_told(name, levels):
    """Answers 1-4 of 4, or the same answers of 8: everybody speaks half as strongly."""
    half = measured(name, levels, highest=8)
    factor = 0.5 if name in ("strength", "harmonic_closeness") else 1.0
    same(half, measured(name, levels) * factor)


@every_measure
@given(levels=graphs())
@some
def test_an_isolate_changes_no_order_and_no_unnormalised_value(name, levels):
    wider = np.pad(levels, (0, 1))
    before = measured(name, levels)
    after = measured(name, wider, groups=(*GROUPS, "a"))
    if name != "pagerank":
        same(unnormalised(name, after)[:-1], unnormalised(name, before))
    else:
        same(after[:-1] / after[:-1].sum(), before)
    np.testing.assert_array_equal(order(after[:-1]), order(before))


def order(values):
    return np.unique(values.round(9), return_inverse=True)[1]


@every_measure
@given(one=graphs(), two=graphs())
@some
def test_two_regions_side_by_side_are_measured_as_each_alone(name, one, two):
    union = np.block([[one, np.zeros_like(one)], [np.zeros_like(two), two]])
    together = measured(name, union, groups=GROUPS * 2)
    alone = [measured(name, levels) for levels in (one, two)]
    if name == "pagerank":
        for part, expected in zip(np.split(together, 2), alone, strict=True):
            same(part / part.sum(), expected)
    else:
        parts = np.concatenate([unnormalised(name, each) for each in alone])
        same(unnormalised(name, together), parts)


@pytest.mark.parametrize(
    "name", ["betweenness", "core_number", "constraint", "effective_size", "brokerage"]
)
@given(levels=graphs())
@some
def test_turning_all_ties_round_changes_nothing_for_whoever_stands_between(name, levels):
    same(measured(name, levels.T), measured(name, levels))


@pytest.mark.parametrize("name", ["strength", "pagerank", "harmonic_closeness"])
@given(levels=graphs())
@some
def test_turning_all_ties_round_tells_what_goes_out(name, levels):
    back = measured(name, levels.T)
    if name == "strength":
        same(back, levels.sum(axis=1) / 4)
    if (levels == levels.T).all():
        same(back, measured(name, levels))


@pytest.mark.parametrize("name", ["strength", "pagerank", "harmonic_closeness"])
@given(levels=graphs(), tie=st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)))
@settings(max_examples=100, deadline=None)
def test_raising_a_tie_never_lowers_its_target(name, levels, tie):
    source, target = tie
    if source == target:
        return
    raised = levels.copy()
    raised[source, target] = 4
    assert measured(name, raised)[target] >= measured(name, levels)[target] - 1e-12


@pytest.mark.parametrize("name", ["constraint", "effective_size"])
def test_raising_a_tie_may_lower_other_measures_of_its_target(name):
    """The control: what holds for strength and PageRank is no law of nature."""
    rng = np.random.default_rng(1)
    lowered = 0
    for _ in range(200):
        levels = random_levels(rng, n=n, highest=4)
        raised = levels.copy()
        raised[0, 1] = 4
        lowered += measured(name, raised)[1] < measured(name, levels)[1] - 1e-9
    assert lowered > 0


@given(levels=graphs())
@some
def test_the_shares_stay_within_their_ranges(levels):
    for name in ("betweenness", "harmonic_closeness"):
        assert (measured(name, levels) >= 0).all()
        assert (measured(name, levels) <= 1 + 1e-12).all()
    assert measured("pagerank", levels).sum() == pytest.approx(1, abs=1e-12)
