"""Chains of introductions, against an exhaustive search over all simple paths."""

import math
from itertools import pairwise

import numpy as np
import pytest

from stakeholder_map.relationships.introductions import Grounds, Place, runner_up, warmest_ways
from stakeholder_map.relationships.introductions.ways import cost_of


def known(chance=0.5, *places):
    steady = (("know each other", chance),) if chance else ()
    return Grounds(steady, tuple(Place(key, key, 0.3) for key in places))


def net_of(steps):
    net = {}
    for (one, other), grounds in steps.items():
        net.setdefault(one, {})[other] = grounds
        net.setdefault(other, {})[one] = grounds
    return net


def random_net(seed):
    """Up to eight parties; many equal probabilities, so that ties are tried too."""
    dice = np.random.default_rng(seed)
    size = int(dice.integers(3, 9))
    parties = [f"p{place}" for place in range(size)]
    ours = parties[: int(dice.integers(1, 3))]
    steps = {}
    for place, one in enumerate(parties):
        for other in parties[place + 1 :]:
            if dice.random() < 0.45:
                chance = float(dice.choice([0.0, 0.25, 0.5, 0.5, 0.8]))
                places = [f"b{k}" for k in range(4) if dice.random() < 0.2]
                if chance or places:
                    steps[one, other] = known(chance, *places)
    return net_of(steps), ours, parties


def simple_paths(net, ours, goal):
    def extend(path):
        if path[-1] == goal:
            yield path
            return
        for party in net.get(path[-1], {}):
            if party not in path and party not in ours:
                yield from extend((*path, party))

    for start in ours:
        if start != goal:
            yield from extend((start,))


def best_of(net, ours, goal, *, shares_nothing_with=None):
    """Exhaustive: every simple path, the cheapest first, then the shorter, then by id."""
    without, barred, cut = frozenset(), set(), set()
    if shares_nothing_with is not None:
        first = shares_nothing_with
        without = frozenset().union(*(net[a][b].keys() for a, b in pairwise(first)))
        barred = set(first[1:-1])
        cut = {frozenset(step) for step in pairwise(first)}
    found = []
    for path in simple_paths(net, ours, goal):
        chances = [net[a][b].probability(without=without) for a, b in pairwise(path)]
        if barred & set(path) or any(frozenset(s) in cut for s in pairwise(path)):
            continue
        if all(chances):
            found.append((sum(map(cost_of, chances)), len(path), path))
    return min(found, default=None)


@pytest.mark.parametrize("block", range(10))
def test_chains_equal_an_exhaustive_search_on_200_random_graphs(block):
    reached = seconds = 0
    for seed in range(20 * block, 20 * block + 20):
        net, ours, parties = random_net(seed)
        ways = warmest_ways(net, ours=ours)
        for goal in parties:
            if goal in ours:
                continue
            best = best_of(net, ours, goal)
            assert (goal in ways) == (best is not None), (seed, goal)
            if best is None:
                continue
            way = ways[goal]
            assert (way.cost, len(way.parties), way.parties) == best, (seed, goal)
            second, expected = (
                runner_up(net, way, ours=ours),
                best_of(net, ours, goal, shares_nothing_with=way.parties),
            )
            assert (second is None) == (expected is None), (seed, goal)
            reached += 1
            if second is not None:
                assert (second.cost, len(second.parties), second.parties) == expected
                assert not set(second.between) & set(way.between)
                seconds += 1
    assert reached > 20
    assert seconds > 5


def test_a_runner_up_uses_no_place_of_the_first():
    net = net_of({("us", "ann"): known(0.8, "board"), ("us", "bo"): known(0, "board")})
    net["ann"]["cy"] = net.setdefault("cy", {})["ann"] = known(0.8)
    net["bo"]["cy"] = net["cy"]["bo"] = known(0.8)
    first = warmest_ways(net, ours=["us"])["cy"]
    assert first.parties == ("us", "ann", "cy")
    assert runner_up(net, first, ours=["us"]) is None, "bo is met at the same board only"


def test_the_search_would_notice_a_shared_place():
    """Control: without the rule on places the same net has a second chain."""
    net = net_of({("us", "ann"): known(0.8, "board"), ("us", "bo"): known(0, "board")})
    net["ann"]["cy"] = net.setdefault("cy", {})["ann"] = known(0.8)
    net["bo"]["cy"] = net["cy"]["bo"] = known(0.8)
    assert warmest_ways(net, ours=["us"], barred=["ann"])["cy"].parties == ("us", "bo", "cy")


def test_probabilities_multiply_along_a_chain():
    net = net_of({("us", "ann"): known(0.5), ("ann", "bo"): known(0.8)})
    way = warmest_ways(net, ours=["us"])["bo"]
    assert way.probability == pytest.approx(0.95 * 0.5 * 0.95 * 0.8)
    assert way.steps == (("us", "ann"), ("ann", "bo"))


def test_of_equal_chains_the_shorter_then_the_first_by_id_is_taken():
    net = net_of(
        {("us", "b"): known(), ("us", "a"): known(), ("a", "z"): known(), ("b", "z"): known()}
    )
    assert warmest_ways(net, ours=["us"])["z"].parties == ("us", "a", "z")
    second = runner_up(net, warmest_ways(net, ours=["us"])["z"], ours=["us"])
    assert second.parties == ("us", "b", "z")


def test_a_chain_begins_with_the_last_of_ours():
    net = net_of({("u1", "u2"): known(0.8), ("u2", "ann"): known(0.8)})
    assert warmest_ways(net, ours=["u1", "u2"])["ann"].parties == ("u2", "ann")


def test_grounds_that_fail_by_themselves_add_up():
    grounds = Grounds((("a", 0.5), ("b", 0.5)), (Place("x", "X", 0.2),))
    assert grounds.probability() == pytest.approx(0.95 * (1 - 0.5 * 0.5 * 0.8))
    assert grounds.words() == "a; b; X"
    assert grounds.meet(without=frozenset({"x"})) == ""
    assert math.isclose(cost_of(math.exp(-1)) * 1e-9, 1, rel_tol=1e-8)
