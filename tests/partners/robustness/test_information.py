"""Value of partial information, against cases whose value is known."""

import numpy as np
import pytest

from stakeholder_map.partners.robustness.information import partial_value, perfect_value

DRAWS = 20_000


@pytest.fixture(scope="module")
def normal():
    return np.random.default_rng(7).normal(size=(DRAWS, 3))


@pytest.mark.parametrize("spread", [0.5, 1.0, 2.0])
def test_of_two_choices_that_differ_by_normal_sums_the_value_is_the_known_one(normal, spread):
    values = np.column_stack([np.zeros(DRAWS), spread * normal[:, 0] + normal[:, 1]])
    exact = spread / np.sqrt(2 * np.pi)
    assert partial_value(values, normal[:, [0]], seed=1) == pytest.approx(exact, rel=0.06)
    whole = np.sqrt((spread**2 + 1) / (2 * np.pi))
    assert perfect_value(values) == pytest.approx(whole, rel=0.03)
    assert partial_value(values, normal[:, :2], seed=1) == pytest.approx(whole, rel=0.04)


def test_a_mean_that_already_decides_lowers_the_value_as_the_unit_normal_loss_says(normal):
    values = np.column_stack([np.full(DRAWS, 1.0), normal[:, 0]])
    exact = 0.0833155  # phi(1) - (1 - Phi(1))
    assert partial_value(values, normal[:, [0]], seed=1) == pytest.approx(exact, rel=0.1)


def test_knowing_what_has_nothing_to_do_with_it_is_worth_nothing(normal):
    values = np.column_stack([np.zeros(200), normal[:200, 0]])
    found = [partial_value(values, normal[k : k + 200, [2]], seed=1) for k in range(0, 2000, 200)]
    assert np.mean(found) < 0.02 < perfect_value(values)


def test_it_is_never_worth_more_than_knowing_everything(normal):
    values = normal[:50] @ np.random.default_rng(1).normal(size=(3, 6))
    assert 0 <= partial_value(values, normal[:50], seed=1) <= perfect_value(values)


def test_one_choice_or_nothing_to_learn_is_worth_nothing(normal):
    assert partial_value(normal[:, [0]], normal, seed=1) == 0
    assert partial_value(normal, np.ones((DRAWS, 2)), seed=1) == 0
