"""Oracle: networkx.pagerank, weighted, with the same damping and a tight tolerance."""

import networkx as nx
import numpy as np
import pytest
from influence.exact import graph_of, random_levels, with_ties

from stakeholder_map.influence import pagerank


@pytest.mark.parametrize("seed", range(10))
def test_it_agrees_with_networkx(seed):
    rng = np.random.default_rng(seed)
    levels = random_levels(rng, n=25, highest=4, density=0.04 + 0.04 * seed)
    graph = graph_of(levels, highest=4)
    theirs = nx.pagerank(
        nx.from_numpy_array(levels / 4, create_using=nx.DiGraph), tol=1e-15, max_iter=1000
    )
    assert pagerank(graph).to_numpy() == pytest.approx(list(theirs.values()), abs=1e-12)


def test_it_reads_what_comes_in_and_not_what_goes_out():
    ties = [(each, "named", "value_influence", 1.0) for each in "abc"]
    values = pagerank(
        with_ties([*ties, ("namer", "a", "value_influence", 1.0)], ids=[*"abc", "named", "namer"])
    )
    assert values.idxmax() == "named"
    assert values["namer"] == values.min()


def test_who_reports_on_nobody_passes_on_to_everybody():
    values = pagerank(with_ties([("a", "b", "value_influence", 1.0)], ids="abc"))
    # Solved by hand: c = u, a = u, b = u + .85 a with u = .05 + .85 (b + c) / 3 and a + b + c = 1.
    u = 1 / 3.85
    assert values.tolist() == pytest.approx([u, 1.85 * u, u], abs=1e-12)


def test_the_shares_sum_to_one():
    rng = np.random.default_rng(1)
    graph = graph_of(random_levels(rng, n=40, highest=4, density=0.05), highest=4)
    assert pagerank(graph).sum() == pytest.approx(1, abs=1e-14)
