import numpy as np
import pytest
from coopetition.blocs.planted import camps

from stakeholder_map.coopetition.blocs.estimate.fit import opened
from stakeholder_map.coopetition.blocs.estimate.messages import sweep
from stakeholder_map.coopetition.blocs.signed import signed_ties


def by_logarithms(arcs, told, density, damp, state):
    """The same round with a logarithm for each arc and group."""
    (start, back), (odds, sizes, mass), (message, belief, score) = arcs, told, state
    total = mass @ belief
    change = 0.0
    for one in range(len(belief)):
        span = slice(start[one], start[one + 1])
        heard = np.log1p((odds[span, None] - 1) * message[back[span]])
        field = sizes - density * mass[one] * (total - mass[one] * belief[one]) + heard.sum(axis=0)
        row = np.exp(field - heard - (field - heard).max(axis=1, keepdims=True))
        new = damp * message[span] + (1 - damp) * row / row.sum(axis=1, keepdims=True)
        change = max(change, np.abs(new - message[span]).max(initial=0.0))
        message[span] = new
        likely = np.exp(field - field.max())
        score[one] = field.max() + np.log(likely.sum())
        likely /= likely.sum()
        total += mass[one] * (likely - belief[one])
        belief[one] = likely
    return change


def star(beliefs):
    """A hub in front of all whose ties it has, each of them three times likelier inside a group."""
    leaves = len(beliefs)
    start = np.append(0, np.arange(leaves, 2 * leaves + 1))
    back = np.append(np.arange(leaves, 2 * leaves), np.arange(leaves))
    mass = np.append(float(leaves), np.ones(leaves))
    message = np.vstack([np.full((leaves, 2), 0.5), beliefs])
    belief = np.vstack([[0.5, 0.5], beliefs])
    return (start, back), (np.full(2 * leaves, 3.0), np.zeros(2), mass), (message, belief)


def both_ways(arcs, told, density, state, *, rounds=1):
    found, expected = (
        [*(np.array(each) for each in state), np.zeros(len(state[1]))] for _ in range(2)
    )
    for _ in range(rounds):
        change = sweep(arcs, told, density, 0.0, tuple(found))
        assert change == pytest.approx(by_logarithms(arcs, told, density, 0.0, tuple(expected)))
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)
    return found[1]


def test_ties_outweigh_a_size_that_speaks_against_a_group_by_more_than_a_number_can_hold():
    arcs, told, state = star(np.tile([0.9, 0.1], (1500, 1)))
    belief = both_ways(arcs, told, 5e-4, state)  # exp(-900) by size, exp(1271) by ties
    assert belief[0] == pytest.approx([1, 0])


def test_it_does_not_matter_who_is_heard_first():
    halves = np.repeat([[0.9, 0.1], [0.1, 0.9]], 1500, axis=0)
    for beliefs in (halves, halves[::-1]):
        belief = both_ways(*star(beliefs)[:2], 0.0, star(beliefs)[2])
        assert belief[0] == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize("density", [-0.02, 0.02, 5.0])
def test_a_round_is_that_of_logarithms(density):
    positive, negative, truth = camps((15, 12, 9), noise=0.1, degree=14)
    ties = signed_ties(positive, negative)
    fit = opened(ties, group=ties.taken(truth).astype(np.int32), groups=3)
    arcs = ties.start, ties.back
    told = fit.rates.odds(ties), np.log([0.5, 0.3, 0.2]), ties.mass.sum(axis=0)
    both_ways(arcs, told, density, (fit.message, fit.belief), rounds=4)
