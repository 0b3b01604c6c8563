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
)
from stakeholder_map.influence.measures import ways
from stakeholder_map.influence.measures.readings import read_graph


@pytest.fixture
def graph():
    levels = random_levels(np.random.default_rng(3), n=80, highest=4, density=0.06)
    return graph_of(levels, highest=4)


def test_everybody_as_a_source_gives_the_exact_values(graph):
    everybody = sample_betweenness(graph, sources=80, seed=1)
    assert everybody.table["betweenness"].tolist() == betweenness(graph).tolist()
    assert (everybody.table["standard_error"] == 0).all()
    assert everybody.table["low"].equals(everybody.table["betweenness"].rename("low"))
    assert everybody.table["high"].equals(everybody.table["betweenness"].rename("high"))


def test_the_estimate_is_unbiased_and_its_standard_error_is_that_of_the_samples(graph):
    exact = betweenness(graph)
    off, stated = [], []
    for seed in range(200):
        table = sample_betweenness(graph, sources=30, seed=seed).table
        off.append(table["betweenness"] - exact)
        stated.append(table["standard_error"])
    large = (exact > 0.01).to_numpy()
    made = np.sqrt((np.array(off) ** 2).mean(axis=0))[large]
    told = np.sqrt((np.array(stated) ** 2).mean(axis=0))[large]
    np.testing.assert_allclose(told, made, rtol=0.2)
    assert np.abs(np.mean(off, axis=0)).max() < 4 * made.max() / np.sqrt(200)


def tree(rng, n):
    """Everybody is tied to one who came before: a few sources hold all the ways through many."""
    levels = np.zeros((n, n), dtype=int)
    for place in range(1, n):
        other = rng.integers(0, place)
        levels[place, other] = levels[other, place] = 1
    return levels


LUMPY = {
    "random": random_levels(np.random.default_rng(3), n=80, highest=4, density=0.06),
    "symmetric": random_levels(
        np.random.default_rng(4), n=100, highest=4, density=0.04, symmetric=True
    ),
    "tree": tree(np.random.default_rng(5), 90),
}


def coverage(levels, *, sources, ends):
    """Share of 200 samples in which the exact value lies between the ends, by stakeholder."""
    graph = graph_of(levels, highest=4)
    exact = betweenness(graph)
    held = [
        (low - 1e-12 <= exact) & (exact <= high + 1e-12)
        for low, high in (
            ends(sample_betweenness(graph, sources=sources, seed=seed).table) for seed in range(200)
        )
    ]
    return np.mean(held, axis=0)


def limits(table):
    return table["low"], table["high"]


def two_standard_errors(table):
    spread = 2 * table["standard_error"]
    return table["betweenness"] - spread, table["betweenness"] + spread


@pytest.mark.parametrize("name", LUMPY)
@pytest.mark.parametrize("sources", [10, 30])
def test_the_limits_hold_the_exact_value_of_every_single_stakeholder(name, sources):
    assert coverage(LUMPY[name], sources=sources, ends=limits).min() >= 0.93


@pytest.mark.parametrize("name", LUMPY)
def test_two_standard_errors_would_not(name):
    assert coverage(LUMPY[name], sources=10, ends=two_standard_errors).min() < 0.5


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
        assert column.attrs["error"] > 2 * column.attrs["standard_error"] > 0
    near = harmonic_closeness(again)
    assert (near - exact).abs().max() < near.attrs["error"]


def test_one_source_tells_no_error_and_is_refused(graph):
    with pytest.raises(UsageError, match="found 1"):
        sample_betweenness(graph, sources=1, seed=1)


def test_several_readings_are_sampled_from_the_same_sources(graph):
    readings = read_graph(graph)
    sweep = ways.sample_ways(readings, sources=20, seed=5)
    assert sweep.sources == 20
    assert sweep.through.shape == (1, 80)
