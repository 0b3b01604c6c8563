"""Oracle: the example of R's sna, and the mean over random graphs for the expected counts."""

import numpy as np
import pytest
from influence.exact import brokered, graph_of

from stakeholder_map.example.tiny import brokerage_graph
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence import brokerage, brokerage_roles
from stakeholder_map.influence.measures.brokerage import ROLES


def test_it_gives_the_counts_that_are_published():
    roles = brokerage_roles(brokerage_graph())
    assert roles[list(ROLES)].to_numpy().T.tolist() == [
        [0, 0, 0, 0],
        [1, 0, 0, 1],
        [0, 1, 0, 1],
        [1, 0, 1, 0],
        [0, 0, 0, 0],
    ]
    assert roles["total"].tolist() == [2, 1, 1, 2]


def test_between_key_groups_counts_those_roles_whose_ends_differ():
    roles = brokerage_roles(brokerage_graph())
    between = roles[["representative", "gatekeeper", "liaison"]].sum(axis=1)
    assert brokerage(brokerage_graph()).tolist() == between.tolist()


def test_the_expected_counts_are_what_chance_gives_on_average():
    rng = np.random.default_rng(1)
    groups, n, ties = ["a", "a", "a", "b", "b", "c", "c"], 7, 15
    places = [(i, j) for i in range(n) for j in range(n) if i != j]
    mean = np.zeros((5, n))
    rounds = 4000
    for _ in range(rounds):
        levels = np.zeros((n, n), dtype=int)
        for place in rng.choice(len(places), size=ties, replace=False):
            levels[places[place]] = 1
        mean += brokered(levels, groups) / rounds
    graph = grouped(levels, groups)
    expected = brokerage_roles(graph)[[f"expected_{role}" for role in ROLES]].to_numpy().T
    # The formula takes each tie for itself; a fixed number of ties makes it a little larger.
    density = ties / (n * (n - 1))
    together = density * (ties - 1) / (n * (n - 1) - 1) * (n * (n - 1) - ties) / (n * (n - 1) - 2)
    exact = expected / (density**2 * (1 - density)) * together
    np.testing.assert_allclose(mean, exact, rtol=0.12, atol=0.02)


def grouped(levels, groups):
    graph = graph_of(levels, highest=1)
    return StakeholderGraph(graph.stakeholders.assign(key_group=groups), graph.ties)


def test_without_key_groups_everybody_is_of_one():
    ties = [("a", "b", "value_influence", 1.0), ("b", "c", "value_influence", 1.0)]
    graph = StakeholderGraph.from_ties(ties)
    assert brokerage(graph).sum() == 0
    assert brokerage_roles(graph).loc["b", "coordinator"] == 1


@pytest.mark.parametrize("short_cut", [True, False])
def test_a_short_cut_makes_a_broker_superfluous(short_cut):
    pairs = ["ab", "bc", *(["ac"] if short_cut else [])]
    graph = StakeholderGraph.from_ties(
        [(one, two, "value_influence", 1.0) for one, two in pairs],
        key_groups={"a": "hospital", "b": "government", "c": "health_plan"},
    )
    assert brokerage(graph)["b"] == (0 if short_cut else 1)
