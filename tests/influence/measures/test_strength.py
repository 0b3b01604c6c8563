"""Oracle: the weighted in-degree of networkx."""

import networkx as nx
import numpy as np
import pytest
from influence.exact import graph_of, random_levels, with_ties

from stakeholder_map.example.tiny import burt_graph
from stakeholder_map.influence import strength


def test_it_agrees_with_networkx():
    levels = random_levels(np.random.default_rng(0), n=30, highest=4)
    theirs = nx.from_numpy_array(levels / 4, create_using=nx.DiGraph).in_degree(weight="weight")
    assert strength(graph_of(levels, highest=4)).tolist() == pytest.approx([v for _, v in theirs])


def test_a_symmetric_tie_counts_for_both_ends():
    assert strength(burt_graph()).to_dict() == dict(
        zip("ABCDEFG", [4, 3, 1, 2, 2, 2, 6], strict=True)
    )


def test_competition_is_not_read():
    ties = [("a", "b", "value_influence", 0.5), ("a", "b", "competition", 1.0)]
    assert strength(with_ties(ties, ids="ab")).tolist() == [0, 0.5]


def test_a_tie_that_is_in_one_of_two_layers_counts_half():
    ties = [("a", "b", "value_influence", 1.0), ("b", "a", "value_resources", 1.0)]
    assert strength(with_ties(ties, ids="ab")).tolist() == [0.5, 0.5]
    assert strength(with_ties(ties, ids="ab"), layers=["value_influence"]).tolist() == [0, 1]
