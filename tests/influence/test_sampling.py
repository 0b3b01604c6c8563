"""Betweenness and closeness from a sample of sources: unbiased, with an error that is right."""

import numpy as np
import pytest
from influence.exact import graph_of, random_levels

from stakeholder_map.errors import UsageError
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence import (
    betweenness,
    harmonic_closeness,
    sample_betweenness,
    ways,
)
from stakeholder_map.influence.readings import read_graph


@pytest.fixture
def graph():
    levels = random_levels(np.random.default_rng(3), n=80, highest=4, density=0.06)
    return graph_of(levels, highest=4)


def test_everybody_as_a_source_gives_the_exact_values(graph):
    everybody = sample_betweenness(graph, sources=80, seed=1)
    assert everybody.table["betweenness"].tolist() == betweenness(graph).tolist()
    assert (everybody.table["standard_error"] == 0).all()


def test_the_error_that_is_stated_is_the_error_that_is_made(graph):
    exact = betweenness(graph)
    within, off, stated = [], [], []
    for seed in range(200):
        table = sample_betweenness(graph, sources=30, seed=seed).table
        difference = table["betweenness"] - exact
        within.append((difference.abs() <= 2 * table["standard_error"])[exact > 0.01].mean())
        off.append(difference)
        stated.append(table["standard_error"])
    assert 0.8 < np.mean(within) < 0.95
    large = (exact > 0.01).to_numpy()
    made = np.sqrt((np.array(off) ** 2).mean(axis=0))[large]
    told = np.sqrt((np.array(stated) ** 2).mean(axis=0))[large]
    np.testing.assert_allclose(told, made, rtol=0.2)
    assert np.abs(np.mean(off, axis=0)).max() < 4 * made.max() / np.sqrt(200)


def test_the_same_seed_gives_the_same_sample_and_another_another(graph):
    one, two, other = (sample_betweenness(graph, sources=10, seed=seed) for seed in (1, 1, 2))
    assert one.table.equals(two.table)
    assert not one.table.equals(other.table)


def test_large_graphs_are_sampled_unasked_and_the_column_says_so(graph, monkeypatch):
    assert betweenness(graph).attrs == {}
    exact = harmonic_closeness(graph)
    again = StakeholderGraph(graph.stakeholders, graph.ties)  # what was measured once is kept
    monkeypatch.setattr(ways, "MOST_EXACT", 50)
    monkeypatch.setattr(ways, "SAMPLED", 40)
    for measure in (betweenness, harmonic_closeness):
        column = measure(again)
        assert column.attrs["sources"] == 40
        assert column.attrs["standard_error"] > 0
    near = harmonic_closeness(again)
    assert (near - exact).abs().max() < 6 * near.attrs["standard_error"]


def test_one_source_tells_no_error_and_is_refused(graph):
    with pytest.raises(UsageError, match="found 1"):
        sample_betweenness(graph, sources=1, seed=1)


def test_several_readings_are_sampled_from_the_same_sources(graph):
    readings = read_graph(graph)
    sweep = ways.sample_ways(readings, sources=20, seed=5)
    assert sweep.sources == 20
    assert sweep.through.shape == (1, 80)
