"""The example region: what was planted there is found, and every finding is a whole sentence."""

from types import SimpleNamespace

import pytest

from stakeholder_map.environment import (
    climate,
    data_quality,
    needs_and_services,
    who_answered,
    who_is_here,
)
from stakeholder_map.evidence import collect_evidence
from stakeholder_map.read import read_region
from stakeholder_map.tables import TABLES
from stakeholder_map.template import MOST_PARTNERS, survey_minutes, survey_warnings


@pytest.fixture(scope="module")
def scan(example_folder):
    region = read_region(example_folder)
    return SimpleNamespace(region=region, evidence=collect_evidence(region))


@pytest.fixture(scope="module")
def results(scan):
    return {
        "landscape": who_is_here(scan.region),
        "response": who_answered(scan.evidence, region=scan.region),
        "needs": needs_and_services(scan.region),
        "climate": climate(scan),
        "quality": data_quality(scan),
    }


def test_every_finding_is_a_sentence_and_nothing_is_missing(results):
    for result in results.values():
        assert result.findings
        for text in result.findings:
            assert text.endswith("."), text
            assert "nan" not in text.lower().split(), text
        assert getattr(result, "missing", ()) == ()


def test_all_key_groups_are_here_and_systems_count_once(results):
    here = results["landscape"]
    assert here.missing_groups == ()
    assert here.systems < here.organisations
    assert here.departments > 0


def test_about_seven_in_ten_answered(results):
    heard = results["response"]
    assert 0.6 < heard.answered / heard.asked < 0.8
    assert not heard.assumed
    assert (heard.pooled["systems"] >= 3).all()
    for table in (heard.by_group, heard.pooled):
        assert table["asked"].sum() == heard.asked
        assert (table["asked"] == table["answered"] + table["silent"]).all()
        assert (table["low"] <= table["rate"]).all()
        assert (table["rate"] <= table["high"]).all()


def test_some_needs_are_served_and_some_are_not(results):
    needs = results["needs"]
    served = needs.needs["serving"] > 0
    assert 0 < served.sum() < len(served)
    assert set(needs.by_urgency) == set(needs.by_people) == set(needs.needs.index)
    unmet = set(needs.needs.index[~served])
    assert set(needs.by_urgency[: len(unmet)]) == unmet


def test_common_ground_is_more_collaborative_than_the_contested_areas(results):
    table = results["climate"].by_area
    shares = table.drop(index="")[["cooperation_share", "competition_share"]].dropna()
    friendly = shares["cooperation_share"].idxmax()
    assert shares.loc[friendly, "competition_share"] < shares["competition_share"].max()
    assert table.loc["", "both_high"] > 0, "some work together and compete: coopetition proper"


def test_every_row_is_accounted_for(results, scan, example_folder):
    balance = results["quality"].balance
    assert set(balance.index) == set(scan.region.tables)
    assert (balance["read"] == balance["used"] + balance["left_out"]).all()
    for name in scan.region.tables:
        assert balance.loc[name, "used"] == len(scan.region.table(name))
    assert set(balance.index) | set(results["quality"].absent.index) == set(TABLES)


def test_the_two_sides_disagree_on_some_ties_and_the_kinds_add_up(results):
    sides = results["quality"].two_sides
    kinds = sides[["agree", "differ", "one_says_none", "one_sided"]]
    assert (kinds.sum(axis=1) == sides["pairs"]).all()
    assert (sides["disagree_share"] > 0).any()


def test_the_survey_of_the_example_is_one_that_people_answer(scan):
    assert survey_minutes(scan.region.tables) <= 20, f"at most {MOST_PARTNERS} partners each"
    assert survey_warnings(scan.region.tables) == ()
