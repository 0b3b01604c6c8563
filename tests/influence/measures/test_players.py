"""Oracles: the values that Borgatti published, networkx's distances, and trying every set."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from influence.exact import graph_of, random_levels, with_ties

from stakeholder_map.errors import UsageError
from stakeholder_map.example.tiny import key_player_graph
from stakeholder_map.influence import (
    find_key_players,
    fragmentation,
    key_players_over,
    reach,
    reached,
)
from stakeholder_map.influence.measures import player_sets
from stakeholder_map.influence.measures.readings import read_graph


def plain(graph):
    """The graph in networkx, by places."""
    return nx.from_scipy_sparse_array(read_graph(graph).ties, create_using=nx.DiGraph)


def apart(drawn, gone):
    """dF from its definition."""
    left = drawn.subgraph(set(drawn) - set(gone))
    m = len(left)
    near = sum(
        1 / steps
        for source, found in nx.all_pairs_shortest_path_length(left)
        for target, steps in found.items()
        if target != source
    )
    return 1 - near / (m * (m - 1))


def looked_to(drawn, group):
    """dR from its definition."""
    steps = nx.multi_source_dijkstra_path_length(drawn.reverse(), set(group), weight=lambda *_: 1)
    return sum(1 / each for node, each in steps.items() if node not in group) / len(drawn)


def some_graph(seed, *, n=9, density=0.25, symmetric=False):
    rng = np.random.default_rng(seed)
    levels = random_levels(rng, n=n, highest=4, density=density, symmetric=symmetric)
    return graph_of(levels, highest=4)


def test_it_gives_the_values_that_borgatti_published():
    graph = key_player_graph()
    assert round(fragmentation(graph).apart, 4) == 0.3929
    parted = fragmentation(graph, without=["A", "B"])
    assert (parted.unjoined, parted.apart) == (1, 1)
    assert reach(graph, ["A", "B"]) == 0.75
    assert reached(graph, ["A", "B"], steps=1) == ("C", "D", "E", "F", "G", "H")
    assert find_key_players(graph, size=2, aim="fragment").members == ("A", "B")
    assert find_key_players(graph, size=2, aim="reach").members == ("A", "B")


@pytest.mark.parametrize("seed", range(20))
def test_fragmentation_and_reach_follow_their_definitions(seed):
    graph = some_graph(seed, symmetric=seed % 2 == 0)
    drawn = plain(graph)
    for group in ([], [0], [2, 5], [1, 3, 8]):
        ids = [graph.ids[place] for place in group]
        assert fragmentation(graph, without=ids).apart == pytest.approx(apart(drawn, group))
        if group:
            assert reach(graph, ids) == pytest.approx(looked_to(drawn, group))


def test_unjoined_is_the_share_of_pairs_without_a_way():
    ties = [(one, two, "cooperation", 1.0) for one, two in ("ab", "bc", "de")]
    graph = with_ties(ties, ids="abcde")
    assert fragmentation(graph).unjoined == pytest.approx(1 - (3 * 2 + 2 * 1) / 20)
    assert fragmentation(graph, without=["b"]).unjoined == pytest.approx(1 - 2 / 12)


def test_reach_goes_along_ties_to_whom_they_lead():
    graph = with_ties(
        [("a", "b", "value_influence", 1.0), ("b", "c", "value_influence", 1.0)], ids="abc"
    )
    assert reach(graph, ["c"]) == pytest.approx((1 + 1 / 2) / 3)
    assert reach(graph, ["a"]) == 0
    assert reached(graph, ["c"], steps=1) == ("b",)
    assert reached(graph, ["c"], steps=2) == ("a", "b")


@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.parametrize("symmetric", [True, False])
def test_the_best_sets_are_those_that_trying_every_set_finds(size, symmetric):
    for seed in range(12):
        graph = some_graph(
            [seed, size], n=10, density=(0.12, 0.25, 0.5)[seed % 3], symmetric=symmetric
        )
        drawn = plain(graph)
        parting = find_key_players(graph, size=size, aim="fragment")
        reaching = find_key_players(graph, size=size, aim="reach")
        sets = list(combinations(range(10), size))
        assert parting.value == pytest.approx(max(apart(drawn, each) for each in sets))
        assert reaching.value == pytest.approx(max(looked_to(drawn, each) for each in sets))
        assert parting.value == pytest.approx(fragmentation(graph, without=parting.members).apart)
        assert reaching.value == pytest.approx(reach(graph, reaching.members))
        assert parting.proven
        assert reaching.proven


@pytest.mark.parametrize("aim", ["fragment", "reach"])
def test_beyond_forty_the_bound_holds_and_the_greedy_set_is_nearly_as_good(aim, monkeypatch):
    graphs = [some_graph([seed, 3], n=16, density=0.15, symmetric=True) for seed in range(25)]
    exact = [find_key_players(graph, size=3, aim=aim) for graph in graphs]
    monkeypatch.setattr(player_sets, "FEW", 0)
    greedy = [find_key_players(graph, size=3, aim=aim) for graph in graphs]
    for best, found in zip(exact, greedy, strict=True):
        assert found.value <= best.value + 1e-12 <= found.bound + 2e-12
    lost = [best.value - found.value for best, found in zip(exact, greedy, strict=True)]
    assert np.mean(np.array(lost) < 1e-9) >= 0.7
    assert max(lost) < 0.05


def test_greedy_reach_keeps_its_guarantee(monkeypatch):
    monkeypatch.setattr(player_sets, "FEW", 0)
    for seed in range(10):
        graph = some_graph([seed, 9], n=14, density=0.12)
        found = find_key_players(graph, size=3, aim="reach")
        share = 1 - 1 / np.e
        assert found.value * 14 + 3 >= share * (found.bound * 14 + 3) * 0.999


def test_fifty_are_searched_greedily_and_the_bound_says_so():
    graph = some_graph(1, n=50, density=0.06, symmetric=True)
    found = find_key_players(graph, size=4, aim="fragment")
    assert len(found.members) == 4
    assert found.value == pytest.approx(fragmentation(graph, without=found.members).apart)
    assert found.value <= found.bound


def test_every_reading_has_a_set_of_its_own():
    graph = some_graph(2)
    found = key_players_over(read_graph(graph), graph=graph, size=2, aim="reach")
    assert found == (find_key_players(graph, size=2, aim="reach"),)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda graph: fragmentation(graph, without=["Z"]), "found 'Z'"),
        (lambda graph: reach(graph, ["Z"]), "found 'Z'"),
        (lambda graph: reached(graph, ["A"], steps=0), "found 0"),
        (lambda graph: find_key_players(graph, size=0, aim="reach"), "found 0"),
        (lambda graph: find_key_players(graph, size=1, aim="win"), "not 'win'"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_value(call, told):
    with pytest.raises(UsageError, match=told):
        call(key_player_graph())
