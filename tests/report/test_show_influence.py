"""What notebook 02 shows of a ranking, its grounds and its doubts."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from stakeholder_map.evidence import evidence_from_answers
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
from stakeholder_map.posterior import Posterior, weigh_evidence
from stakeholder_map.posterior.fit import fit_evidence
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


def test_leaders_read_no_organisation_beside_a_place(page):
    shown = [block for block in page if block.tier == "leadership"]
    assert {type(block).__name__ for block in shown} <= {"Note", "Finding"}
    assert not [b for b in shown if isinstance(b, Finding) and b.tone != "missing"]


def test_whose_answers_they_are_stands_by_name_in_the_restricted_edition_only(results, page):
    """Sentences and tables of analysts name no other organisation where they speak of answers."""
    tables = {block.name: block for block in page if isinstance(block, Table)}
    for name in ("grounds-by-name", "rests-on-by-name"):
        assert tables[name].tier == "restricted"
    names = set(results["ranking"].table["name"])
    for row in tables["grounds"].grid.rows:
        assert not [each for each in names if each in row[-1]], row
    respondents = [row[2] for row in tables["rests-on"].grid.rows if row[2]]
    assert respondents
    assert not names & set(respondents)
    assert all(each.startswith("1 organisation (") for each in respondents)


def test_a_survey_that_is_still_open_is_told_before_anything_else(example_folder):
    scan = open_scan(example_folder, draws=5, seed=1, as_of="2026-09-01")
    first = answer(rank_influence(scan)).blocks[0]
    assert (first.name, first.tone, first.tier) == ("influence-open-1", "caution", "leadership")
    assert "still open, until 2026-09-18" in first.text
    assert "respondents may still come" in first.text


def test_ranks_are_told_in_words_and_the_csv_has_every_figure(results):
    (table,) = [b for b in evidence(results["ranking"]).blocks if b.name == "influence"]
    page = [column.name for column in table.grid.page.columns]
    assert {"places", "next", "tier"} <= set(page)
    assert not {"rank_low", "ahead", "pagerank"} & set(page)
    every = [column.name for column in table.grid.columns]
    assert {"rank_low", "rank_high", "ahead", "pagerank", "brokerage", "reputation"} <= set(every)
    told = [row[every.index("next")] for row in table.grid.rows]
    assert told[-1] == "last"
    assert all(each.startswith(("above (", "cannot tell (")) for each in told[:-1])


@pytest.mark.parametrize("way", ["model", "either_side"])
def test_how_the_readings_were_made_is_told(results, way):
    said = [
        ("a", "b", "cooperation", 4),
        ("b", "a", "cooperation", 3),
        ("c", "a", "cooperation", 0),
    ]
    evidence_of_three = evidence_from_answers(said, silent=["d"])
    if way == "model":
        posterior = Posterior.of(fit_evidence(evidence_of_three, draws=20, seed=1).candidates)
    else:
        posterior = weigh_evidence(evidence_of_three, treatment=way)
    blocks = doubt(replace(results["scan"], posterior=posterior)).blocks
    if way == "model":
        assert [block.name for block in blocks] == ["convergence", "convergence-by-layer"]
        assert "R-hat" in blocks[0].text
        assert {"r_hat", "ess", "chains"} <= {c.name for c in blocks[1].grid.columns}
    else:
        assert "simple rule (either side)" in blocks[0].text


def test_chains_that_found_different_things_are_told_with_caution(results):
    row = {"layer": "cooperation", "area": "", "chains": 4, "sweeps": 40, "r_hat": 1.4, "ess": 9.0}
    posterior = replace(
        results["scan"].posterior, convergence=pd.DataFrame([row]).assign(settled=0.5)
    )
    (told, _) = doubt(replace(results["scan"], posterior=posterior)).blocks
    assert told.tone == "caution"
    assert "Not settled yet in cooperation: R-hat is up to 1.40" in told.text


def test_late_answers_are_told(page):
    assert any("came after the survey closed" in getattr(block, "text", "") for block in page)
