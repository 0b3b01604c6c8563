"""Oracles: the values that Burt printed, and networkx with weights."""

import networkx as nx
import numpy as np
import pytest
from influence.exact import graph_of, random_levels, with_ties

from stakeholder_map.example.tiny import burt_graph
from stakeholder_map.influence import constraint


def test_it_gives_the_published_values_of_burt():
    values = constraint(burt_graph())
    assert values[["G", "A", "C"]].round(3).tolist() == [0.400, 0.595, 1.0]


@pytest.mark.parametrize("symmetric", [True, False])
def test_it_agrees_with_networkx(symmetric):
    levels = random_levels(
        np.random.default_rng(2), n=20, highest=4, density=0.25, symmetric=symmetric
    )
    theirs = nx.constraint(
        nx.from_numpy_array(levels / 4, create_using=nx.DiGraph), weight="weight"
    )
    ours = constraint(graph_of(levels, highest=4)).tolist()
    assert ours == pytest.approx(list(theirs.values()), abs=1e-12, nan_ok=True)


def test_it_is_not_defined_without_ties():
    values = constraint(with_ties([("a", "b", "cooperation", 1.0)], ids="abc"))
    assert values[["a", "b"]].tolist() == [1, 1]
    assert np.isnan(values["c"])
