"""The measures on real networks: what their readers know of them, and networkx beside."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from real.regions import chemnet_region, indiana_region, knoke_region

from stakeholder_map.evidence import collect_evidence
from stakeholder_map.influence import (
    MEASURES,
    betweenness,
    brokerage_roles,
    distances,
    find_key_players,
    fragmentation,
    influence_layers,
    pagerank,
    strength,
)
from stakeholder_map.posterior import weigh_evidence
from stakeholder_map.read import read_region

pytestmark = pytest.mark.real

REGIONS = {"indiana": indiana_region, "chemnet": chemnet_region, "knoke": knoke_region}


@pytest.fixture(scope="session")
def stated(shared, tmp_path_factory):
    """The ties of a real region as its organisations stated them, once each."""
    graphs = {}

    def make(name):
        if name not in graphs:
            folder = REGIONS[name](shared, tmp_path_factory.mktemp(name) / "region")
            evidence = collect_evidence(read_region(folder))
            graphs[name] = weigh_evidence(evidence, treatment="as_stated").stated()
        return graphs[name]

    return make


def test_in_knoke_s_indianapolis_the_newspaper_hears_from_most_and_wro_from_fewest(stated):
    heard = strength(stated("knoke"), layers=["value_influence"])
    assert heard.idxmax() == "NEWS"
    assert heard.idxmin() == "WRO"
    assert (heard == heard.max()).sum() == (heard == heard.min()).sum() == 1


def test_reading_outgoing_ties_would_not_put_the_newspaper_first(stated):
    graph = stated("knoke")
    sent = pd.Series(graph.matrix("value_influence").sum(axis=1), index=list(graph.ids))
    assert sent.idxmax() != "NEWS"


@pytest.mark.parametrize("name", REGIONS)
def test_every_measure_tells_all_organisations_apart_from_nothing(stated, name):
    graph = stated(name)
    for measure in MEASURES.values():
        column = measure.of(graph)
        assert tuple(column.index) == graph.ids
        assert not np.isinf(column).any()
        assert set(column.index[column.isna()]) <= set(graph.isolates)


@pytest.mark.parametrize("name", REGIONS)
def test_the_measures_agree_with_networkx(stated, name):
    graph = stated(name)
    lengths = nx.from_scipy_sparse_array(distances(graph), create_using=nx.DiGraph)
    between = nx.betweenness_centrality(lengths, weight="weight")
    assert betweenness(graph).tolist() == pytest.approx(list(between.values()), abs=1e-12)
    mean = graph.combined(dict.fromkeys(layers_of(graph), 1.0))
    drawn = nx.from_scipy_sparse_array(mean, create_using=nx.DiGraph)
    rank = nx.pagerank(drawn, tol=1e-14, max_iter=1000)
    assert pagerank(graph).tolist() == pytest.approx(list(rank.values()), abs=1e-11)


def layers_of(graph):
    return influence_layers(graph.positive.layers)


def test_the_lead_agency_of_indiana_leads_by_strength_and_pagerank(stated):
    graph = stated("indiana")
    for measure in (strength, pagerank):
        assert measure(graph).idxmax() == "itpc"


def test_without_its_key_players_indiana_falls_further_apart_than_without_any_others(stated):
    graph = stated("indiana")
    found = find_key_players(graph, size=3, aim="fragment")
    assert found.proven
    assert found.value > fragmentation(graph).apart
    for others in (graph.ids[:3], graph.ids[5:8], graph.ids[-3:]):
        assert fragmentation(graph, without=others).apart <= found.value + 1e-9


def test_brokerage_in_chemnet_is_counted_between_its_kinds_of_organisations(stated):
    roles = brokerage_roles(stated("chemnet"))
    counted = roles[["coordinator", "itinerant", "representative", "gatekeeper", "liaison"]]
    assert (counted.sum(axis=1) == roles["total"]).all()
    assert roles["liaison"].sum() > roles["coordinator"].sum()
