"""Lengths, and betweenness on cases of its own; see test_exact and test_oracles."""

from math import lcm

import networkx as nx
import numpy as np
import pytest
from influence.exact import (
    with_ties,
)

from stakeholder_map.errors import UsageError
from stakeholder_map.example.tiny import burt_graph
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence import betweenness, distances, influence_layers
from stakeholder_map.tables import LAYERS


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


def test_a_scale_too_fine_for_whole_numbers_is_put_on_thirty_six_levels():
    ties = [("a", "b", "value_influence", 0.37), ("b", "c", "value_influence", 1.0)]
    lengths = distances(with_ties(ties, ids="abc", highest=100)).toarray()
    assert lengths[1, 2] * 36 == lengths[0, 1] * 13


def test_a_scale_of_forty_levels_is_exact_for_few_and_rounded_where_paths_could_be_too_long():
    ties = [("a", "b", "value_influence", 0.025), ("b", "c", "value_influence", 1.0)]
    few = distances(with_ties(ties, ids="abc", highest=40))
    assert few[0, 1] == lcm(*range(1, 41)) == 40 * few[1, 2]
    ids = [*"abc", *(f"d{place}" for place in range(1000))]
    many = distances(with_ties(ties, ids=ids, highest=40))
    assert many[0, 1] == lcm(*range(1, 37)) == 36 * many[1, 2]


def test_several_layers_are_read_as_their_mean_on_a_scale_where_it_is_whole():
    ties = [("a", "b", "value_influence", 1.0), ("a", "b", "value_resources", 0.5)]
    graph = with_ties([*ties, ("b", "c", "value_influence", 0.25)], ids="abc")
    lengths = distances(graph).toarray()
    assert lengths[0, 1] * 6 == lengths[1, 2] * 1 == 840  # means .75 and .125: levels 6 and 1 of 8


def test_layers_with_weights_of_their_own_are_read_as_their_weighted_mean():
    ties = [("a", "b", "value_influence", 1.0), ("b", "c", "value_resources", 1.0)]
    weights = {"value_influence": 3, "value_resources": 1}
    lengths = distances(with_ties(ties, ids="abc"), layers=weights).toarray()
    assert lengths[0, 1] * 3 == lengths[1, 2]


def test_a_weight_that_is_none_is_refused():
    graph = with_ties([("a", "b", "value_influence", 1.0)], ids="ab")
    with pytest.raises(UsageError, match="above 0, found 0"):
        betweenness(graph, layers={"value_influence": 0})


def test_nine_layers_on_one_scale_are_exact_and_lose_no_tie():
    layers = influence_layers(LAYERS)
    ties = [("a", "b", layer, 1.0) for layer in layers]
    graph = with_ties([*ties, ("b", "c", layers[0], 0.25)], ids="abc")
    lengths = distances(graph).toarray()
    assert len(layers) == 9
    assert lengths[1, 2] == 36 * lengths[0, 1] == lcm(*range(1, 37))


def test_what_is_nearer_to_none_than_to_the_lowest_level_is_no_way_to_anybody():
    whole = with_ties(
        [("a", "b", "value_influence", 1.0), ("b", "c", "value_influence", 1.0)], ids="abc"
    )
    ties = whole.ties.assign(strength=[1.0, 0.1])  # an expected strength: .4 of a level
    graph = StakeholderGraph(whole.stakeholders, ties)
    assert distances(graph).toarray().tolist() == [[0, 3, 0], [0, 0, 0], [0, 0, 0]]


def test_burt_s_example_has_its_known_brokers():
    values = betweenness(burt_graph())
    assert values["G"] == pytest.approx(0.6)
    assert values["A"] == pytest.approx(0.1)
    assert values["C"] == 0


def test_a_negative_layer_is_refused_by_name():
    graph = with_ties([("a", "b", "competition", 1.0)], ids="ab")
    with pytest.raises(UsageError, match="not 'competition'"):
        betweenness(graph, layers=["competition"])
