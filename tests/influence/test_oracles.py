"""Every measure against networkx, igraph or its own definition, on 500 graphs of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import lcm

import networkx as nx
import numpy as np
import pytest
from influence.exact import brokered, random_levels, readings_of

from stakeholder_map.influence import MEASURES
from stakeholder_map.influence.measures.brokerage import roles_over

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


@cache
def drawn_by_igraph(name):
    """The same graphs as igraph holds them."""
    kind = KINDS[name]
    unit = lcm(*range(1, kind.highest + 1))
    graphs = []
    for levels in levels_of(name):
        source, target = np.nonzero(np.triu(levels) if kind.symmetric else levels)
        level = levels[source, target]
        graphs.append(
            igraph().Graph(
                n=kind.n,
                edges=list(zip(source.tolist(), target.tolist(), strict=True)),
                directed=not kind.symmetric,
                edge_attrs={
                    "weight": (level / kind.highest).tolist(),
                    "length": (unit // level).tolist(),
                },
            )
        )
    return graphs


def igraph():
    return pytest.importorskip("igraph", reason="igraph, the second oracle, is not installed")


def unit_of(kind):
    """Length of a tie of full strength."""
    return lcm(*range(1, kind.highest + 1)) / kind.highest


def by_networkx(of):
    """Reads the values of a function (graph, kind) -> {node: value} on each graph."""

    def read(name):
        kind = KINDS[name]
        values = [of(graph, kind) for graph in drawn(name)]
        return [[each[node] for node in range(kind.n)] for each in values]

    return read


def by_igraph(of):
    """Reads the values of a function (graph, kind) -> [value] on each graph."""
    return lambda name: [of(graph, KINDS[name]) for graph in drawn_by_igraph(name)]


def by_definition(of):
    """Reads the values of a function (strengths, kind) -> [value] on each graph."""

    def read(name):
        return [of(levels / KINDS[name].highest, KINDS[name]) for levels in levels_of(name)]

    return read


def solved_pagerank(strength, _):
    """PageRank as the solution of its linear equations."""
    n, out = len(strength), strength.sum(axis=1, keepdims=True)
    steps = np.where(out > 0, strength / np.where(out > 0, out, 1), 1 / n)
    return np.linalg.solve(np.eye(n) - 0.85 * steps.T, np.full(n, 0.15 / n))


def defined_size(strength, _):
    """Effective size, from its formula."""
    both = strength + strength.T
    with np.errstate(invalid="ignore"):
        share = both / both.sum(axis=1, keepdims=True)
        marginal = both / both.max(axis=1, keepdims=True)
    new = np.where(both > 0, 1 - np.nan_to_num(share @ np.nan_to_num(marginal).T), 0).sum(axis=1)
    return np.where(both.any(axis=1), new, np.nan)


def pairs_of(kind):
    return (kind.n - 1) * (kind.n - 2) / (2 if kind.symmetric else 1)


def simple(graph):
    return graph.as_undirected(mode="collapse") if graph.is_directed() else graph


TRIPLES = {
    ("strength", "networkx"): by_networkx(
        lambda graph, _: dict(
            graph.in_degree(weight="weight")
            if graph.is_directed()
            else graph.degree(weight="weight")
        )
    ),
    ("strength", "igraph"): by_igraph(lambda graph, _: graph.strength(mode="in", weights="weight")),
    ("pagerank", "its equations"): by_definition(solved_pagerank),
    ("pagerank", "igraph"): by_igraph(lambda graph, _: graph.pagerank(weights="weight")),
    ("harmonic_closeness", "networkx"): by_networkx(
        lambda graph, kind: {
            node: unit_of(kind) * value / (kind.n - 1)
            for node, value in nx.harmonic_centrality(graph, distance="length").items()
        }
    ),
    ("harmonic_closeness", "igraph"): by_igraph(
        lambda graph, kind: [
            unit_of(kind) * value
            for value in graph.harmonic_centrality(mode="in", weights="length")
        ]
    ),
    ("betweenness", "networkx"): by_networkx(
        lambda graph, _: nx.betweenness_centrality(graph, weight="length")
    ),
    ("betweenness", "igraph"): by_igraph(
        lambda graph, kind: [
            value / pairs_of(kind) for value in graph.betweenness(weights="length")
        ]
    ),
    ("unweighted betweenness", "networkx"): by_networkx(
        lambda graph, _: nx.betweenness_centrality(graph)
    ),
    ("unweighted betweenness", "igraph"): by_igraph(
        lambda graph, kind: [value / pairs_of(kind) for value in graph.betweenness()]
    ),
    ("core_number", "networkx"): by_networkx(
        lambda graph, _: nx.core_number(graph.to_undirected())
    ),
    ("core_number", "igraph"): by_igraph(lambda graph, _: simple(graph).coreness()),
    ("constraint", "networkx"): by_networkx(lambda graph, _: nx.constraint(graph, weight="weight")),
    ("constraint", "igraph"): by_igraph(lambda graph, _: graph.constraint(weights="weight")),
    ("effective_size", "its formula"): by_definition(defined_size),
}
"""The declared triples are each of these measures and oracles on each of `KINDS`."""


@cache
def measured(measure, name):
    """What we say of all graphs of a kind; unweighted: of those whose ties are all as strong."""
    plain = measure.removeprefix("unweighted ")
    if plain == measure:
        return MEASURES[measure].over(readings(name))
    ties = [(levels > 0).astype(int) for levels in levels_of(name)]
    return MEASURES[plain].over(readings_of(ties, highest=1))


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")  # networkx, of isolates
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("measure", "oracle"), TRIPLES)
def test_a_measure_agrees_with_its_oracle_on_five_hundred_graphs(measure, oracle, kind):
    theirs = np.array(TRIPLES[measure, oracle](kind), dtype=float)
    assert theirs.shape == (GRAPHS, KINDS[kind].n)
    np.testing.assert_allclose(measured(measure, kind), theirs, atol=NEAR, rtol=0)


@pytest.mark.parametrize("kind", KINDS)
def test_pagerank_is_also_that_of_networkx(kind):
    """On forty graphs of each kind: iterated to this precision, networkx takes its time."""
    for graph, ours in list(
        zip(drawn(kind), MEASURES["pagerank"].over(readings(kind)), strict=True)
    )[:40]:
        theirs = nx.pagerank(graph, tol=1e-13, max_iter=1000)
        assert ours.tolist() == pytest.approx([theirs[node] for node in graph], abs=NEAR)


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
    plain = {measure.removeprefix("unweighted ") for measure, _ in TRIPLES}
    assert plain | {"brokerage"} == set(MEASURES)


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
