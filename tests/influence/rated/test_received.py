"""Oracle: the means of section "value and trust" of docs/METHODS.md, taken by hand."""

import pandas as pd
import pytest
from influence.conftest import QUESTIONS, say, who

from stakeholder_map.evidence import evidence_from_answers
from stakeholder_map.influence import rate_partners, raters, ratings

ANSWERS = [
    ("a", "x", "value_influence", 4),
    ("b", "x", "value_influence", 1),
    ("a", "x", "value_resources", 2),
    ("a", "x", "trust_mission", None),
    ("c", "x", "cooperation", 0),
]


def test_value_is_the_mean_of_the_dimensions_that_anyone_rated():
    row = ratings(evidence_from_answers(ANSWERS)).loc["x"]
    assert row["value_influence"] == 2.5
    assert row["value_resources"] == 2
    assert row["value"] == 2.25
    assert pd.isna(row["value_involvement"])


def test_raters_stand_beside_every_mean():
    row = ratings(evidence_from_answers(ANSWERS)).loc["x"]
    names = ["value_raters", "value_influence_raters", "value_resources_raters", "trust_raters"]
    assert row[names].tolist() == [2, 2, 1, 0]


def test_a_blank_is_no_rating_and_a_missing_mean_no_zero():
    row = ratings(evidence_from_answers(ANSWERS)).loc["x"]
    assert pd.isna(row["trust"])
    assert row["trust_raters"] == 0


def test_a_zero_is_something_said_and_a_blank_is_not():
    assert raters(evidence_from_answers(ANSWERS))["x"] == 3
    assert raters(evidence_from_answers([("a", "x", "cooperation", None)]))["x"] == 0


def test_a_scale_from_one_to_five_is_brought_to_four():
    rated = ratings(evidence_from_answers([("a", "x", "trust_mission", 5)], highest=5))
    assert rated.loc["x", "trust"] == 4


def test_colleagues_have_one_voice(scan_of):
    asked = pd.DataFrame({"respondent_id": ["a1", "a2", "b1"], "stakeholder_id": ["a", "a", "b"]})
    said = [
        say("a1", "x", keeps_word=4),
        say("a2", "x", keeps_word=2),
        say("b1", "x", keeps_word=1),
    ]
    row = ratings(scan_of(who("us", *"abx"), said, invitations=asked).evidence).loc["x"]
    assert row["trust_reliability"] == pytest.approx((3 + 1) / 2)
    assert row["trust_reliability_raters"] == 2


def test_a_scale_that_runs_the_other_way_is_turned_round(scan_of):
    questions = QUESTIONS.assign(reverse=["no", "yes", "no"])
    scan = scan_of(who("us", *"ax"), [say("a", "x", keeps_word=1)], questions=questions)
    assert ratings(scan.evidence).loc["x", "trust"] == 4


def test_few_raters_are_shown_and_never_named_in_a_sentence():
    few = rate_partners(evidence_from_answers(ANSWERS))
    assert few.table.index.tolist() == ["x"]
    assert not any("Valued most" in sentence for sentence in few.sentences)
    assert "an anecdote" in few.sentences[0]


def test_who_cannot_be_told_from_those_named_is_counted():
    alike = [(rater, target, "value_influence", 4) for rater in "abcde" for target in "vwxyz"]
    told = rate_partners(evidence_from_answers(alike)).sentences[0]
    assert told.endswith("; 2 more cannot be told from the last of these.")
    lower = [(*said[:3], 1 if said[1] in "yz" else 4) for said in alike]
    assert "cannot be told" not in rate_partners(evidence_from_answers(lower)).sentences[0]


def test_the_error_of_a_mean_is_over_raters_each_with_one_voice():
    row = ratings(evidence_from_answers(ANSWERS)).loc["x"]
    assert row["value_error"] == pytest.approx(1.0)  # a gives 3, b gives 1
    assert pd.isna(row["trust_error"])


def test_where_nobody_was_asked_the_table_is_empty():
    nobody = rate_partners(evidence_from_answers([("a", "x", "cooperation", 3)]))
    assert nobody.table.empty
    assert [each.table for each in nobody.missing] == ["survey"]
