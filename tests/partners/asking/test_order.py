"""The order of asking, against brute force over all permutations."""

from itertools import permutations

import numpy as np
import pytest

from stakeholder_map.partners.asking.acceptance import Acceptance
from stakeholder_map.partners.asking.order import (
    MOST_EXACT,
    WILLING,
    best_order,
    joining,
    values_ahead,
)


def chances(alone, pull):
    alone = np.asarray(alone, dtype=float)
    members = tuple(f"m{place}" for place in range(len(alone)))
    return Acceptance(members, alone, alone, alone, np.asarray(pull, dtype=float))


def random_chances(seed, *, most=6):
    dice = np.random.default_rng(seed)
    size = int(dice.integers(1, most + 1))
    pull = dice.random((size, size)) * dice.choice([0, 0.3, 0.9], size=(size, size))
    np.fill_diagonal(pull, 0)
    return chances(dice.random(size).round(2), pull.round(2))


def accepts(case, place, joined):
    """By the formula, member by member."""
    stays = 1 - case.alone[place]
    for other in joined:
        stays *= 1 - case.pull[place, other]
    return 1 - stays


def expected(case, order, joined=()):
    """Members joined, by following every answer."""
    if not order:
        return 0.0
    place, rest = order[0], order[1:]
    yes = accepts(case, place, joined)
    return yes * (1 + expected(case, rest, (*joined, place))) + (1 - yes) * expected(
        case, rest, joined
    )


def replanned(case, left, joined=()):
    """Members joined, the next one chosen anew after every answer; no table, no memory."""
    best = 0.0
    for place in left:
        rest = left - {place}
        yes = accepts(case, place, joined)
        value = yes * (1 + replanned(case, rest, (*joined, place)))
        best = max(best, value + (1 - yes) * replanned(case, rest, joined))
    return best


@pytest.mark.parametrize("block", range(6))
def test_the_order_is_the_best_of_all_permutations(block):
    for seed in range(20 * block, 20 * block + 20):
        case = random_chances(seed, most=5)
        size = len(case.members)
        least = min(WILLING, case.alone.max())
        values = {
            order: expected(case, order)
            for order in permutations(range(size))
            if case.alone[order[0]] >= least
        }
        found = best_order(case)
        places = tuple(case.members.index(each) for each in found.members)
        assert found.proven
        assert values[places] == pytest.approx(max(values.values()), abs=1e-8), seed
        assert found.expected == pytest.approx(values[places], abs=1e-8)


def test_the_probabilities_of_an_order_are_exact():
    for seed in range(30):
        case = random_chances(seed)
        order = np.random.default_rng(seed).permutation(len(case.members)).tolist()
        assert sum(joining(case, order)) == pytest.approx(expected(case, tuple(order)), abs=1e-7)


def test_deciding_anew_equals_a_search_without_tables_and_is_never_worse():
    for seed in range(25):
        case = random_chances(seed, most=4)
        values, first = values_ahead(case.table())
        everybody = len(values) - 1
        assert values[everybody, 0] == pytest.approx(
            replanned(case, frozenset(range(len(case.members)))), abs=1e-7
        )
        assert first[0, 0] == -1
        found = best_order(case)
        assert found.replanned >= found.expected - 1e-8


def test_a_member_whom_others_trust_is_asked_before_them():
    case = chances([0.8, 0.75, 0.75], [[0, 0, 0], [0.9, 0, 0], [0.9, 0, 0]])
    assert best_order(case).members[0] == "m0"


def test_the_unwilling_is_never_first_however_much_it_pulls():
    pull = np.zeros((3, 3))
    pull[1:, 0] = 0.9
    case = chances([0.6, 0.71, 0.72], pull)
    assert best_order(case).members[0] != "m0"
    values = {order: expected(case, order) for order in permutations(range(3))}
    assert max(values, key=values.get)[0] == 0, "control: free choice would begin with it"


def test_where_nobody_is_willing_the_most_willing_is_first():
    assert best_order(chances([0.2, 0.5, 0.4], np.zeros((3, 3)))).members[0] == "m1"


def test_equal_orders_ask_the_more_willing_first_then_by_id():
    case = chances([0.7, 0.8, 0.8], np.zeros((3, 3)))
    assert best_order(case).members == ("m1", "m2", "m0")


def test_eight_members_are_solved_and_nine_are_told_not_proven():
    dice = np.random.default_rng(8)
    pull = dice.random((9, 9)) * 0.3
    np.fill_diagonal(pull, 0)
    alone = dice.random(9)
    assert best_order(chances(alone[:MOST_EXACT], pull[:8, :8])).proven
    nine = best_order(chances(alone, pull))
    assert not nine.proven
    assert sorted(nine.members) == [f"m{place}" for place in range(9)]
    assert np.isnan(nine.replanned)


def test_nobody_to_ask_is_an_empty_order():
    found = best_order(chances([], np.zeros((0, 0))))
    assert found.members == ()
    assert found.expected == 0
