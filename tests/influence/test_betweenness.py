"""Oracles: rational arithmetic (own Brandes in fractions) and networkx on integer distances."""

import networkx as nx
import numpy as np
import pytest
from influence.exact import (
    competition_ranks,
    exact_betweenness,
    graph_of,
    random_levels,
    with_ties,
)

from stakeholder_map.errors import UsageError
from stakeholder_map.example.tiny import burt_graph
from stakeholder_map.influence import betweenness, distances

SCALES = [4, 5, 10]


@pytest.mark.parametrize("highest", SCALES)
def test_the_ranking_equals_rational_arithmetic(highest):
    rng = np.random.default_rng(highest)
    for _ in range(20):
        levels = random_levels(rng, n=20, highest=highest)
        ours = betweenness(graph_of(levels, highest=highest)).round(9).tolist()
        assert competition_ranks(ours) == competition_ranks(exact_betweenness(levels))


@pytest.mark.parametrize("highest", SCALES)
def test_the_values_equal_rational_arithmetic(highest):
    rng = np.random.default_rng(highest)
    levels = random_levels(rng, n=25, highest=highest, density=0.2)
    exact = [float(share) / (24 * 23) for share in exact_betweenness(levels)]
    assert betweenness(graph_of(levels, highest=highest)).to_numpy() == pytest.approx(
        exact, abs=1e-14
    )


def test_floating_lengths_fail_the_check_that_whole_ones_pass():
    rng = np.random.default_rng(4)
    wrong = 0
    for _ in range(20):
        levels = random_levels(rng, n=20, highest=4)
        graph = nx.from_numpy_array(levels, create_using=nx.DiGraph)
        for _, _, tie in graph.edges(data=True):
            tie["distance"] = 1 / tie["weight"]
        floating = list(nx.betweenness_centrality(graph, weight="distance").values())
        ranks = competition_ranks([round(value, 9) for value in floating])
        wrong += ranks != competition_ranks(exact_betweenness(levels))
    assert wrong > 0


@pytest.mark.parametrize("seed", range(10))
def test_it_agrees_with_networkx_on_the_same_whole_lengths(seed):
    rng = np.random.default_rng(seed)
    levels = random_levels(
        rng, n=30, highest=4, density=0.05 + 0.05 * seed, symmetric=seed % 2 == 0
    )
    graph = graph_of(levels, highest=4)
    lengths = nx.from_scipy_sparse_array(distances(graph), create_using=nx.DiGraph)
    theirs = list(nx.betweenness_centrality(lengths, weight="weight").values())
    assert betweenness(graph).to_numpy() == pytest.approx(theirs, abs=1e-12)


def test_path_counts_stay_right_where_there_are_very_many():
    rungs = 30  # 2**29 shortest paths from one end to the other
    ties, ids = [], []
    for rung in range(rungs):
        ids += [f"{rung:02d}a", f"{rung:02d}b"]
        if rung:
            before = [f"{rung - 1:02d}a", f"{rung - 1:02d}b"]
            ties += [(one, two, "value_influence", 1.0) for one in before for two in ids[-2:]]
    graph = with_ties(ties, ids=ids)
    lengths = nx.from_scipy_sparse_array(distances(graph), create_using=nx.DiGraph)
    theirs = list(nx.betweenness_centrality(lengths, weight="weight").values())
    assert betweenness(graph).to_numpy() == pytest.approx(theirs, abs=1e-12)


def test_lengths_are_the_least_common_multiple_over_the_level():
    graph = with_ties(
        [(a, b, "value_influence", level / 4) for a, b, level in (("a", "b", 1), ("b", "c", 3))],
        ids="abc",
    )
    assert distances(graph).toarray().tolist() == [[0, 12, 0], [0, 0, 4], [0, 0, 0]]
    assert distances(graph).dtype == np.int64


def test_a_scale_too_fine_for_whole_numbers_is_rounded_to_twenty_levels():
    ties = [("a", "b", "value_influence", 0.37), ("b", "c", "value_influence", 1.0)]
    lengths = distances(with_ties(ties, ids="abc", highest=100)).toarray()
    assert lengths[1, 2] * 20 == lengths[0, 1] * 7


def test_several_layers_are_read_as_their_mean_level():
    ties = [("a", "b", "value_influence", 1.0), ("a", "b", "value_resources", 0.5)]
    graph = with_ties([*ties, ("b", "c", "value_influence", 0.25)], ids="abc")
    assert distances(graph).toarray()[0, 1] == 4  # mean .75 is level 3
    assert distances(graph).toarray()[1, 2] == 12  # mean .125 is half a level


def test_what_is_nearer_to_none_than_to_the_lowest_level_is_no_way_to_anybody():
    ties = [("a", "b", "value_influence", 1.0), ("b", "c", "trust_mission", 0.25)]
    more = [("a", "c", layer, 1.0) for layer in ("trust_mission", "value_resources")]
    graph = with_ties([*ties, *more], ids="abc")
    assert distances(graph).toarray().tolist() == [[0, 12, 4], [0, 0, 0], [0, 0, 0]]


def test_burt_s_example_has_its_known_brokers():
    values = betweenness(burt_graph())
    assert values["G"] == pytest.approx(0.6)
    assert values["A"] == pytest.approx(0.1)
    assert values["C"] == 0


def test_a_negative_layer_is_refused_by_name():
    graph = with_ties([("a", "b", "competition", 1.0)], ids="ab")
    with pytest.raises(UsageError, match="not 'competition'"):
        betweenness(graph, layers=["competition"])
