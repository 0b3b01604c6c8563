"""Every measure against networkx, or its own definition, on 500 random graphs of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import lcm

import networkx as nx
import numpy as np
import pytest
from influence.exact import brokered, random_levels, readings_of

from stakeholder_map.influence import MEASURES
from stakeholder_map.influence.brokerage import roles_over

GRAPHS = 500
NEAR = 1e-9


@dataclass(frozen=True)
class Kind:
    """A kind of graph: directed or not, how dense, on which scale."""

    symmetric: bool
    density: float
    highest: int
    n: int = 9


KINDS = {
    "directed, in pieces": Kind(symmetric=False, density=0.1, highest=4),
    "directed, connected": Kind(symmetric=False, density=0.45, highest=5),
    "directed, tied paths": Kind(symmetric=False, density=0.3, highest=2, n=10),
    "symmetric, in pieces": Kind(symmetric=True, density=0.12, highest=4),
    "symmetric, connected": Kind(symmetric=True, density=0.5, highest=10),
    "symmetric, tied paths": Kind(symmetric=True, density=0.3, highest=1, n=10),
}
GROUPS = [0, 0, 0, 1, 1, 2, 2, 2, 3, 3]


@cache
def levels_of(name):
    kind = KINDS[name]
    rng = np.random.default_rng([7, list(KINDS).index(name)])
    return [
        random_levels(
            rng, n=kind.n, highest=kind.highest, density=kind.density, symmetric=kind.symmetric
        )
        for _ in range(GRAPHS)
    ]


@cache
def drawn(name):
    """The same graphs as networkx holds them: undirected where they are symmetric."""
    kind = KINDS[name]
    unit = lcm(*range(1, kind.highest + 1))
    graphs = []
    for levels in levels_of(name):
        graph = nx.Graph() if kind.symmetric else nx.DiGraph()
        graph.add_nodes_from(range(kind.n))
        for i, j in zip(*np.nonzero(levels), strict=True):
            level = int(levels[i, j])
            graph.add_edge(int(i), int(j), weight=level / kind.highest, length=unit // level)
        graphs.append(graph)
    return graphs


@cache
def readings(name):
    kind = KINDS[name]
    names = [f"g{group}" for group in GROUPS[: kind.n]]
    return readings_of(levels_of(name), highest=kind.highest, key_groups=names)


def closeness(graph, kind):
    unit = lcm(*range(1, kind.highest + 1)) / kind.highest
    near = nx.harmonic_centrality(graph, distance="length")
    return {node: unit * value / (kind.n - 1) for node, value in near.items()}


def defined_size(graph, _):
    """Effective size, from its formula."""
    strength = nx.to_numpy_array(graph, weight="weight")
    both = strength + strength.T
    with np.errstate(invalid="ignore"):
        share = both / both.sum(axis=1, keepdims=True)
        marginal = both / both.max(axis=1, keepdims=True)
    new = np.where(both > 0, 1 - np.nan_to_num(share @ np.nan_to_num(marginal).T), 0).sum(axis=1)
    return dict(enumerate(np.where(both.any(axis=1), new, np.nan)))


ORACLES = {
    "strength": lambda graph, _: dict(
        graph.in_degree(weight="weight") if graph.is_directed() else graph.degree(weight="weight")
    ),
    "pagerank": lambda graph, _: nx.pagerank(graph, tol=1e-13, max_iter=1000),
    "harmonic_closeness": closeness,
    "betweenness": lambda graph, _: nx.betweenness_centrality(graph, weight="length"),
    "core_number": lambda graph, _: nx.core_number(graph.to_undirected()),
    "constraint": lambda graph, _: nx.constraint(graph, weight="weight"),
    "effective_size": defined_size,
}
"""Declared triples are these measures, their oracles in networkx, and all `KINDS`."""


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")  # networkx, of isolates
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("measure", ORACLES)
def test_a_measure_agrees_with_networkx_on_five_hundred_graphs(measure, kind):
    ours = MEASURES[measure].over(readings(kind))
    theirs = [ORACLES[measure](graph, KINDS[kind]) for graph in drawn(kind)]
    expected = [[each[node] for node in range(KINDS[kind].n)] for each in theirs]
    assert len(theirs) == GRAPHS
    np.testing.assert_allclose(ours, np.array(expected, dtype=float), atol=NEAR, rtol=0)


@pytest.mark.parametrize("kind", KINDS)
def test_brokerage_agrees_with_its_definition_on_five_hundred_graphs(kind):
    ours = roles_over(readings(kind))
    groups = GROUPS[: KINDS[kind].n]
    expected = np.stack([brokered(levels, groups) for levels in levels_of(kind)], axis=1)
    np.testing.assert_array_equal(ours, expected)


@pytest.mark.parametrize("kind", KINDS)
def test_effective_size_agrees_with_networkx_where_it_follows_its_own_formula(kind):
    """Node by node, and of those with outgoing ties.

    For all at once, networkx 3.6 divides by the wrong maximum where strengths differ; node by node
    it calls the size of whoever has no outgoing tie undefined.
    """
    ours = MEASURES["effective_size"].over(readings(kind))
    for graph, sizes in list(zip(drawn(kind), ours, strict=True))[:40]:
        some = [node for node in graph if graph[node]]
        theirs = nx.effective_size(graph, nodes=some, weight="weight")
        assert sizes[some].tolist() == pytest.approx(list(theirs.values()), abs=NEAR)


def test_every_measure_has_an_oracle():
    assert set(ORACLES) | {"brokerage"} == set(MEASURES)


def test_the_kinds_are_what_they_are_called():
    connected = {
        name: np.mean([nx.is_connected(graph.to_undirected()) for graph in drawn(name)])
        for name in KINDS
    }
    assert connected["directed, connected"] > 0.95
    assert connected["symmetric, connected"] > 0.9
    assert max(connected["directed, in pieces"], connected["symmetric, in pieces"]) < 0.2


def test_a_measure_that_reads_outgoing_ties_would_be_found():
    kind = "directed, connected"
    theirs = [dict(graph.out_degree(weight="weight")) for graph in drawn(kind)]
    ours = MEASURES["strength"].over(readings(kind))
    assert not np.allclose(ours, [list(each.values()) for each in theirs], atol=NEAR)
