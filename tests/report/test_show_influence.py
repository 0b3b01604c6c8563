"""What notebook 02 shows of a ranking, its grounds and its doubts."""

import re

import pytest

from stakeholder_map.influence import (
    ask_direct_influence,
    compare_treatments,
    find_grounds,
    find_key_sets,
    find_weak_points,
    power_and_interest,
    rank_influence,
    rate_partners,
    salience,
    vary_weights,
)
from stakeholder_map.report.kinds import Chart, Finding, Table
from stakeholder_map.report.show import answer, doubt, evidence, limits, method
from stakeholder_map.scan import open_scan

HURTFUL = re.compile(
    r"\b(dominated|dominant|dangerous|marginal|dormant|dependent|demanding|discretionary)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def results(example_folder):
    scan = open_scan(example_folder, draws=40, seed=1)
    ranking = rank_influence(scan)
    return {
        "scan": scan,
        "ranking": ranking,
        "grounds": find_grounds(scan, ranking),
        "treatments": compare_treatments(scan, ranking),
        "grid": power_and_interest(scan, ranking),
        "salience": salience(scan, ranking),
        "sets": find_key_sets(scan, ranking),
        "direct": ask_direct_influence(scan, ranking),
        "ratings": rate_partners(scan.evidence),
        "weights": vary_weights(ranking, seed=1),
        "weak": find_weak_points(scan, ranking),
    }


GIVEN = ("grid", "salience", "ratings")


@pytest.fixture(scope="module")
def page(results):
    told = [results[name] for name in ("ranking", "grounds", "sets", "direct", *GIVEN)]
    doubted = [results[name] for name in ("ranking", "weights", "treatments", "weak")]
    return [
        *answer(results["ranking"], results["grounds"], results["treatments"]).blocks,
        *evidence(*told).blocks,
        *doubt(*doubted).blocks,
        *limits(*told).blocks,
        *method(results["scan"], results["ranking"], results["weights"], results["grid"]).blocks,
    ]


def test_the_answer_is_at_most_four_sentences(results):
    blocks = answer(results["ranking"], results["grounds"], results["treatments"]).blocks
    assert 1 <= len(blocks) <= 4
    assert all(isinstance(block, Finding) for block in blocks)


def test_every_block_of_the_page_has_a_name_of_its_own(page):
    names = [block.name for block in page]
    assert len(set(names)) == len(names)


def test_a_page_shows_at_most_ten_columns(page):
    for block in page:
        if isinstance(block, Table):
            assert len(block.grid.page.columns) <= 10, block.name


def test_figures_say_what_they_show(page):
    charts = {block.name: block.alt for block in page if isinstance(block, Chart)}
    assert {"influence-ranking", "rank-acceptability", "power-interest"} <= set(charts)
    assert all(len(alt) > 100 for alt in charts.values())


def test_tables_of_every_part_are_there(page):
    tables = {block.name for block in page if isinstance(block, Table)}
    assert {
        "influence",
        "measures",
        "grounds",
        "together",
        "direct-influence",
        "leaders-by-group",
        "power-interest-fields",
        "salience",
        "ratings",
        "rank-shares",
        "treatments",
        "rests-on",
    } <= tables


def test_no_organisation_is_called_by_a_word_that_hurts(page):
    for block in page:
        told = {k: v for k, v in block.to_json().items() if k not in {"png", "svg"}}
        assert not HURTFUL.search(str(told)), block.name


def test_a_word_that_hurts_would_be_found():
    assert HURTFUL.search("a dangerous stakeholder")


def test_persons_are_roles(results, page):
    people = results["scan"].region.table("people")["name"]
    text = " ".join(
        str({k: v for k, v in block.to_json().items() if k not in {"png", "svg"}}) for block in page
    )
    assert not [name for name in people if name in text]


def test_nothing_that_names_answers_is_for_leadership(page):
    shown = [block for block in page if block.tier == "leadership"]
    assert {type(block).__name__ for block in shown} <= {"Note", "Finding"}
    assert not [b for b in shown if isinstance(b, Finding) and b.tone != "missing"]


def test_late_answers_are_told(page):
    assert any("came after the survey closed" in getattr(block, "text", "") for block in page)
