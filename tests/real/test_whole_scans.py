"""Whole scans of real regions, notebooks included."""

import csv

import pytest
from end_to_end.conftest import call_scan
from real.regions import chemnet_region, indiana_region
from scipy.stats import spearmanr

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def indiana(shared, tmp_path_factory):
    base = tmp_path_factory.mktemp("indiana")
    outcome = call_scan(indiana_region(shared, base / "region"), base / "reports")
    assert outcome.code == 0, outcome.text
    return outcome


@pytest.fixture(scope="module")
def chemnet(shared, tmp_path_factory):
    base = tmp_path_factory.mktemp("chemnet")
    outcome = call_scan(chemnet_region(shared, base / "region"), base / "reports")
    assert outcome.code == 0, outcome.text
    return outcome


def rows(outcome, name):
    path = outcome.scan / "analyst" / "tables" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_lead_agency_of_the_indiana_coalition_comes_first(indiana):
    assert rows(indiana, "02_influence-influence")[0]["name"] == "ITPC"


def test_influence_in_the_chemicals_network_agrees_with_the_reputation_survey(chemnet, shared):
    score = {r["name"]: float(r["score"]) for r in rows(chemnet, "02_influence-influence")}
    named = dict.fromkeys(score, 0)
    with (shared / "data" / "chemnet_germany" / "edges.csv").open(encoding="utf-8") as file:
        for tie in csv.DictReader(file):
            if tie["relation"] == "infrep" and tie["target"] in named:
                named[tie["target"]] += 1
    assert len(score) == 30
    assert spearmanr(list(score.values()), [named[each] for each in score]).statistic > 0.8


@pytest.mark.parametrize("region", ["indiana", "chemnet"])
def test_pages_say_what_the_region_has_no_table_for(region, request):
    scan = request.getfixturevalue(region).scan
    pages = {path.stem: path.read_text(encoding="utf-8") for path in scan.glob("analyst/*.html")}
    assert len(pages) == 8  # six, the index and the map
    assert "contacts" in pages["05_relationships"]
    assert "projects" in pages["04_first_partners"]
    assert "it would show" in pages["01_environment"]
