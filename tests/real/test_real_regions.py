"""Real networks through the reader, the evidence and the ranking: what is known must come out."""

from __future__ import annotations

import pandas as pd
import pytest
from real.regions import chemnet_region, indiana_region, knoke_region
from scipy.stats import spearmanr

from stakeholder_map.coopetition import pair_types
from stakeholder_map.influence import pagerank, rank_influence, strength
from stakeholder_map.partners import candidates, choose
from stakeholder_map.read import read_region
from stakeholder_map.relationships import contact_state
from stakeholder_map.scan import open_scan

pytestmark = pytest.mark.real

REGIONS = {"indiana": indiana_region, "chemnet": chemnet_region, "knoke": knoke_region}


@pytest.fixture(scope="session")
def scan_of(shared, tmp_path_factory):
    """Opens the scan of one of the real regions, once each."""
    scans = {}

    def make(name):
        if name not in scans:
            folder = REGIONS[name](shared, tmp_path_factory.mktemp(name) / "region")
            scans[name] = open_scan(folder, draws=200, seed=1)
        return scans[name]

    return make


@pytest.fixture(scope="session")
def reputation(shared):
    """How many named each organisation as influential in a survey of its own."""
    edges = pd.read_csv(shared / "data" / "chemnet_germany" / "edges.csv")
    return edges[edges["relation"] == "infrep"].groupby("target").size()


@pytest.mark.parametrize("name", REGIONS)
def test_every_row_is_used_and_nothing_warned_of(shared, tmp_path, name):
    region = read_region(REGIONS[name](shared, tmp_path / "region"))
    assert set(region.balance["reason"]) == {"used"}
    assert region.warnings == ()


def test_the_lead_agency_of_indiana_comes_first(scan_of):
    ranking = rank_influence(scan_of("indiana"))
    first = ranking.table.iloc[0]
    assert first["name"] == "ITPC"
    assert first["first"] >= 0.9
    assert ranking.sentences[0].startswith("ITPC (the convener) comes first")


def test_indiana_keeps_the_ties_that_its_readme_counts(scan_of):
    graph = scan_of("indiana").graph
    stated = scan_of("indiana").evidence.claims("contact_frequency")
    assert len(stated) == 2 * 175
    assert len(scan_of("indiana").evidence.claims("intensity")) == 2 * 161
    assert graph.n == 25


def test_influence_in_chemnet_agrees_with_the_reputation_survey(scan_of, reputation):
    ranking = rank_influence(scan_of("chemnet"))
    named = reputation.reindex(ranking.table.index, fill_value=0)
    assert spearmanr(ranking.table["score"], named).statistic > 0.8


def test_pagerank_of_incoming_ties_agrees_with_it_even_better(scan_of, reputation):
    rank = pagerank(scan_of("chemnet").posterior.stated())
    assert spearmanr(rank, reputation.reindex(rank.index, fill_value=0)).statistic > 0.85


def test_reading_the_ties_the_wrong_way_round_would_fail_that_check(scan_of, reputation):
    sent = scan_of("chemnet").posterior.stated().matrix("value_influence").sum(axis=1)
    index = pd.Index(scan_of("chemnet").graph.ids)
    assert spearmanr(sent, reputation.reindex(index, fill_value=0)).statistic < 0.6


def test_positions_in_chemnet_give_every_issue_a_field(scan_of, shared):
    types = pair_types(scan_of("chemnet"))
    assert set(types.areas["field_from"]) == {"positions"}
    sides = pd.read_csv(shared / "data" / "chemnet_germany" / "nodes.csv")["Levelplan"]
    counts = [(sides == side).sum() for side in (1, 0, -1)]
    assert types.areas.loc["levelplan", ["stand_for", "neutral", "against"]].tolist() == counts


def test_news_is_most_and_wro_least_informed_in_indianapolis(scan_of):
    informed = strength(scan_of("knoke").posterior.stated(), layers=["value_influence"])
    assert informed.idxmax() == "NEWS"
    assert informed.idxmin() == "WRO"
    assert informed["NEWS"] == 9


@pytest.mark.parametrize("name", REGIONS)
def test_what_a_region_lacks_is_said_and_stops_nothing(scan_of, name):
    scan = scan_of(name)
    ranking = rank_influence(scan)
    found, choice = candidates(scan, ranking=ranking), choose(scan, ranking=ranking)
    assert len(choice.members) == scan.region.settings.coalition_size
    assert choice.proof.proven
    assert scan.region.settings.convener not in found.table.index
    assert (found.table["willingness_source"] == "unknown").all()
    gaps = {gap.table for gap in (*choice.missing, *found.missing)}
    assert {"projects", "services", "assets", "people"} <= gaps
    assert any("No table speaks for these aims" in each for each in choice.sentences)
    assert "contacts" in [gap.table for gap in contact_state(scan.region).missing]


def test_the_candidates_of_indiana_hold_those_known_to_be_central(scan_of):
    found = candidates(scan_of("indiana"))
    high = found.table.sort_values("influence_rank").head(8)["name"]
    assert {"IN Latino Inst", "CTFK"} <= set(high)
