"""Rankings by betweenness and closeness against rational arithmetic, in every case."""

from fractions import Fraction

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from influence.exact import (
    competition_ranks,
    exact_betweenness,
    exact_closeness,
    random_levels,
    readings_of,
)

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence import MEASURES, betweenness, harmonic_closeness

GRAPHS = 200
SCALES = {"1-4": (1, 4), "1-5": (1, 5), "0-10": (0, 10)}
n = 12


def graphs_on(scale):
    lowest, highest = SCALES[scale]
    rng = np.random.default_rng([lowest, highest])
    graphs = [random_levels(rng, n=n, highest=highest, density=0.3) for _ in range(GRAPHS)]
    return graphs, readings_of(graphs, highest=highest)


def wrong_ranks(values, exact):
    """In how many graphs the order of the values is not that of the exact ones."""
    return sum(
        competition_ranks(ours.round(9).tolist()) != competition_ranks(theirs)
        for ours, theirs in zip(values, exact, strict=True)
    )


@pytest.mark.parametrize("scale", SCALES)
def test_the_ranking_by_betweenness_equals_rational_arithmetic_on_every_graph(scale):
    graphs, readings = graphs_on(scale)
    exact = [exact_betweenness(levels) for levels in graphs]
    ours = MEASURES["betweenness"].over(readings)
    assert wrong_ranks(ours, exact) == 0
    shares = np.array(exact, dtype=float) / ((n - 1) * (n - 2))
    np.testing.assert_allclose(ours, shares, atol=1e-14)


@pytest.mark.parametrize("scale", SCALES)
def test_the_ranking_by_closeness_equals_rational_arithmetic_on_every_graph(scale):
    graphs, readings = graphs_on(scale)
    exact = [exact_closeness(levels) for levels in graphs]
    assert wrong_ranks(MEASURES["harmonic_closeness"].over(readings), exact) == 0


@pytest.mark.parametrize("scale", SCALES)
def test_floating_lengths_fail_the_check_that_whole_ones_pass(scale):
    graphs, _ = graphs_on(scale)
    floating = []
    for levels in graphs:
        graph = nx.from_numpy_array(levels, create_using=nx.DiGraph)
        for _, _, tie in graph.edges(data=True):
            tie["distance"] = 1 / tie["weight"]
        values = nx.betweenness_centrality(graph, weight="distance")
        floating.append(np.array([values[node] for node in range(n)]))
    assert wrong_ranks(floating, [exact_betweenness(levels) for levels in graphs]) > 0


def two_layers(first, second, *, ends):
    """A graph of two layers from two arrays of levels on scales of their own."""
    ids = [f"s{place:02d}" for place in range(len(first))]
    parts = []
    for layer, levels, end in (
        ("value_influence", first, ends[0]),
        ("contact_frequency", second, ends[1]),
    ):
        rows, columns = np.nonzero(np.triu(levels) if layer == "contact_frequency" else levels)
        parts.append(
            pd.DataFrame(
                {
                    "source": [ids[row] for row in rows],
                    "target": [ids[column] for column in columns],
                    "layer": layer,
                    "strength": levels[rows, columns] / end,
                    "level": pd.array(levels[rows, columns], dtype="Int64"),
                    "highest": pd.array([end] * len(rows), dtype="Int64"),
                }
            )
        )
    nodes = pd.DataFrame({"key_group": "hospital"}, index=pd.Index(ids, name="stakeholder_id"))
    return StakeholderGraph(nodes, pd.concat(parts, ignore_index=True))


def test_the_mean_of_two_layers_on_different_scales_is_exact_too():
    rng = np.random.default_rng(45)
    for _ in range(40):
        first = random_levels(rng, n=n, highest=4, density=0.25)
        second = random_levels(rng, n=n, highest=5, density=0.2, symmetric=True)
        mean = np.array(
            [
                [
                    (Fraction(int(a), 4) + Fraction(int(b), 5)) / 2
                    for a, b in zip(*rows, strict=True)
                ]
                for rows in zip(first, second, strict=True)
            ]
        )
        graph = two_layers(first, second, ends=(4, 5))
        for ours, theirs in (
            (betweenness(graph), exact_betweenness(mean)),
            (harmonic_closeness(graph), exact_closeness(mean)),
        ):
            assert competition_ranks(ours.round(9).tolist()) == competition_ranks(theirs)
