"""Oracle: moments of the uniform distribution on a simplex and on parts of it."""

import numpy as np
import pytest

from stakeholder_map.errors import UsageError
from stakeholder_map.influence.ranking.weights import check_range, draw_weights

THREE = dict.fromkeys(("strength", "pagerank", "betweenness"), (0.0, 1.0))


def test_weights_are_even_on_the_whole_simplex():
    drawn = draw_weights(THREE, draws=40_000, seed=1)
    assert drawn.sum(axis=1) == pytest.approx(1)
    assert drawn.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.01)
    assert drawn.var(axis=0) == pytest.approx([1 / 18] * 3, abs=0.002)
    assert (drawn.max(axis=1) > 0.5).mean() == pytest.approx(3 / 4, abs=0.01)


def test_normalised_even_numbers_would_fail_that_check():
    numbers = np.random.default_rng(1).uniform(size=(40_000, 3))
    drawn = numbers / numbers.sum(axis=1, keepdims=True)
    assert (drawn.max(axis=1) > 0.5).mean() != pytest.approx(3 / 4, abs=0.01)


@pytest.mark.parametrize(
    "within",
    [
        {"strength": (0.2, 0.4), "pagerank": (0.3, 0.5), "betweenness": (0.1, 0.6)},
        {"strength": (0.4, 1), "pagerank": (0.4, 1), "betweenness": (0, 1)},
        {"strength": (0.25, 0.25), "pagerank": (0, 1), "betweenness": (0, 0.5)},
    ],
)
def test_weights_keep_within_their_range_and_are_even_there(within):
    drawn = draw_weights(within, draws=20_000, seed=3)
    low, high = np.array(list(check_range(within).values())).T
    assert (drawn >= low).all()
    assert (drawn <= high).all()
    everywhere = draw_weights(THREE, draws=2_000_000, seed=4)
    if (high > low).all():
        inside = everywhere[((everywhere >= low) & (everywhere <= high)).all(axis=1)]
        assert drawn.mean(axis=0) == pytest.approx(inside.mean(axis=0), abs=0.01)
        assert drawn.std(axis=0) == pytest.approx(inside.std(axis=0), abs=0.01)


def test_a_single_measure_has_all_the_weight():
    assert draw_weights({"pagerank": (0, 1)}, draws=3, seed=1).tolist() == [[1.0]] * 3


def test_the_same_seed_gives_the_same_weights():
    one, same, other = (draw_weights(THREE, draws=5, seed=seed) for seed in (1, 1, 2))
    assert one.tolist() == same.tolist() != other.tolist()


@pytest.mark.parametrize(
    ("within", "message"),
    [
        ({"charm": (0, 1)}, "not 'charm'"),
        ({"strength": (0.5, 0.2)}, r"not \(0.5, 0.2\)"),
        ({"strength": (0, 0.3), "pagerank": (0, 0.3)}, "sum to 1"),
        ({"strength": (0.6, 1), "pagerank": (0.6, 1)}, "sum to 1"),
        ({}, "sum to 1"),
    ],
)
def test_a_range_without_weights_is_refused(within, message):
    with pytest.raises(UsageError, match=message):
        draw_weights(within, draws=1, seed=1)
