"""What each result shows under the five headings of a notebook."""

import re

import pytest

from stakeholder_map.coopetition import pair_types
from stakeholder_map.environment import (
    climate,
    data_quality,
    needs_and_services,
    who_answered,
    who_is_here,
)
from stakeholder_map.influence import rank_influence, rate_partners
from stakeholder_map.partners import candidates, choose, next_questions
from stakeholder_map.relationships import review_relationships
from stakeholder_map.report.kinds import Chart, Finding, Note, Table
from stakeholder_map.report.show import answer, doubt, evidence, limits, method
from stakeholder_map.scan import open_scan

REVIEWED = (
    "state",
    "calls",
    "between",
    "depth",
    "turnover",
    "second",
    "load",
    "deliveries",
    "quiet",
    "success",
)


@pytest.fixture(scope="module")
def results(example_folder):
    scan = open_scan(example_folder, draws=20, seed=1)
    ranking = rank_influence(scan)
    choice = choose(scan, ranking=ranking)
    review = review_relationships(scan)
    return {
        "scan": scan,
        "landscape": who_is_here(scan.region),
        "response": who_answered(scan.evidence, region=scan.region),
        "needs": needs_and_services(scan.region),
        "climate": climate(scan),
        "quality": data_quality(scan),
        "ranking": ranking,
        "ratings": rate_partners(scan.evidence),
        "pairs": pair_types(scan),
        "candidates": candidates(scan, ranking=ranking),
        "choice": choice,
        "questions": next_questions(choice),
        **{name: getattr(review, name) for name in REVIEWED},
    }


TOLD = (
    "landscape",
    "response",
    "needs",
    "climate",
    "quality",
    "ranking",
    "ratings",
    "pairs",
    "candidates",
    "choice",
    "questions",
    *REVIEWED,
)


@pytest.mark.parametrize("name", TOLD)
def test_an_answer_is_sentences(results, name):
    blocks = answer(results[name]).blocks
    assert all(isinstance(block, Finding) or block.name == "choice-where" for block in blocks)
    assert all(re.search(r"[.?]$", block.text) for block in blocks)


@pytest.mark.parametrize("name", TOLD)
def test_evidence_shows_a_table_or_a_sentence(results, name):
    kinds = {type(block) for block in evidence(results[name]).blocks}
    assert kinds & {Table, Finding, Chart}


@pytest.mark.parametrize("verb", [answer, evidence, doubt, limits, method])
def test_no_two_blocks_of_all_results_share_a_name_under_a_heading(results, verb):
    every = [results[name] for name in TOLD]
    names = [block.name for block in verb(*every).blocks]
    assert len(set(names)) == len(names)


def test_a_heading_with_nothing_below_it_says_so(results):
    (note,) = limits(results["landscape"]).blocks
    assert isinstance(note, Note)
    assert note.text == "No table that this page reads is missing."


def test_what_is_no_result_is_refused():
    with pytest.raises(TypeError, match="no answer is known for a int"):
        answer(3)


@pytest.mark.parametrize("verb", [answer, evidence, doubt, limits, method])
def test_leaders_see_no_organisation_beside_a_rank_a_pair_or_a_plan(results, verb):
    for name in ("ranking", "ratings", "pairs", "candidates", "choice", "calls"):
        shown = [b for b in verb(results[name]).blocks if b.tier == "leadership"]
        assert all(
            isinstance(b, Note) or (isinstance(b, Finding) and b.tone == "missing") for b in shown
        )


def test_leaders_see_counts_per_organisation_only_of_relationships(results):
    names = set(results["state"].organisations["name"])
    for key in REVIEWED:
        for verb in (answer, evidence, doubt):
            shown = [b for b in verb(results[key]).blocks if b.tier == "leadership"]
            for block in shown:
                if isinstance(block, Finding):
                    assert not [name for name in names if name in block.text]
                elif isinstance(block, Table) and block.name == "relations-counts":
                    types = {column.type for column in block.grid.columns[1:]}
                    assert types == {"whole"}
                elif isinstance(block, Table):
                    assert not [name for name in names if name in str(block.to_json())]


def test_persons_are_shown_in_restricted_blocks_only(results):
    table = results["scan"].region.table("people")
    people = [*table["name"], *(f"'{each}'" for each in table["person_id"])]
    for key in REVIEWED:
        for verb in (answer, evidence, doubt, method):
            for block in verb(results[key]).blocks:
                if block.tier != "restricted":
                    text = str(block.to_json())
                    assert not [name for name in people if name in text]


def test_the_scan_tells_rows_readings_and_seed(results):
    (note,) = method(results["scan"]).blocks
    assert "rows read" in note.text
    assert "20 readings of the evidence from seed 1" in note.text
