"""Oracle: networkx."""

import networkx as nx
import numpy as np
import pytest

from stakeholder_map.influence.measures.cliques import find_cliques


@pytest.mark.parametrize("density", [0.0, 0.1, 0.4, 0.8, 1.0])
@pytest.mark.parametrize("n", [0, 1, 2, 14])
def test_all_cliques_are_found_once_each(n, density):
    rng = np.random.default_rng([n, int(10 * density)])
    for _ in range(5):
        half = np.triu(rng.random((n, n)) < density, k=1)
        joined = half | half.T
        theirs = sorted(sorted(each) for each in nx.find_cliques(nx.from_numpy_array(joined)))
        assert sorted(find_cliques(joined)) == theirs


def test_a_diagonal_that_is_set_changes_nothing():
    joined = np.ones((3, 3), dtype=bool)
    assert list(find_cliques(joined)) == [[0, 1, 2]]
