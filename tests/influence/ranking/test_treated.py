import pandas as pd
import pytest
from influence.conftest import QUESTIONS, say, who

from stakeholder_map.influence import compare_treatments, rank_influence
from stakeholder_map.influence.ranking.treated import tell_treatments

WORKS = pd.DataFrame(
    {
        "question": ["works"],
        "construct": ["cooperation"],
        "lowest": [0],
        "highest": [4],
        "wording": "How much do you work together?",
        "consent": "analyst",
    }
)
IDS = ["us", "boaster", "quiet", *"abcdef"]


def works(respondent, target, level):
    answer = say(respondent, target)
    kept = {key: answer[key] for key in ("respondent_id", "target_id", "submitted_at")}
    return {**kept, "works": level}


BOAST = [works("boaster", each, 4) for each in ("quiet", *"abcdef")]
BOAST += [works(each, "quiet", 3) for each in "abcdef"] + [
    works("quiet", each, 3) for each in "abcdef"
]


@pytest.fixture
def boast(scan_of):
    scan = scan_of(who(*IDS), BOAST, questions=WORKS, draws=40)
    return compare_treatments(scan, rank_influence(scan))


def test_who_claims_what_nobody_confirms_falls_where_both_must_agree(boast):
    row = boast.ranks.loc["boaster"]
    assert row["either_side"] == 1
    assert row["both_sides"] > 1
    assert boast.ranks.loc["quiet", "both_sides"] == 1


def test_the_reader_is_told_that_the_first_place_depends_on_the_treatment(boast):
    assert boast.sentences[0].startswith("Who comes first depends on how disagreement is treated: ")
    assert "Boaster (either side)" in boast.sentences[0]
    assert "Quiet (both sides)" in boast.sentences[0]


def test_a_place_outside_the_scan_s_range_is_named(boast):
    depends = boast.ranks[boast.ranks["depends"]]
    outside = [
        each
        for each, row in boast.ranks.iterrows()
        if not row["rank_low"]
        <= min(row[["as_stated", "either_side", "both_sides"]])
        <= max(row[["as_stated", "either_side", "both_sides"]])
        <= row["rank_high"]
    ]
    assert sorted(depends.index) == sorted(outside)
    for name in depends["name"]:
        assert any(name in sentence for sentence in boast.sentences)


def test_where_all_agree_that_is_said(scan_of):
    star = [say(each, "hub", moves=4) for each in "abcdefgh"]
    scan = scan_of(who("us", "hub", *"abcdefgh"), star)
    compared = compare_treatments(scan, rank_influence(scan))
    assert compared.sentences[0] == "However disagreement is treated, Hub comes first."
    assert (compared.ranks.loc["hub", ["as_stated", "either_side", "both_sides"]] == 1).all()


def test_the_same_layers_and_weights_are_used(scan_of):
    said = [say(each, "hub", moves=4, keeps_word=1) for each in "abcd"]
    said += [say(each, "saint", moves=1, keeps_word=4) for each in "abcd"]
    scan = scan_of(who("us", "hub", "saint", *"abcd"), said, questions=QUESTIONS)
    for layer, first in (("value_influence", "hub"), ("trust_reliability", "saint")):
        ranking = rank_influence(scan, layers=[layer], weights={"strength": 1})
        assert (compare_treatments(scan, ranking).ranks.loc[first, "as_stated"]) == 1


def test_where_all_are_level_nobody_comes_first(scan_of):
    alike = [works(one, two, 3) for one in IDS for two in IDS if one != two]
    scan = scan_of(who(*IDS), alike, questions=WORKS, draws=20)
    assert compare_treatments(scan, rank_influence(scan)).sentences == ()


@pytest.mark.parametrize("sure", [True, False])
def test_a_first_place_that_the_readings_leave_open_is_told_as_one_by_mean_score(sure):
    places = dict.fromkeys(("this_scan", "as_stated", "either_side", "both_sides"), (1, 2))
    ranks = pd.DataFrame({"name": ["Ash", "Bee"], **places, "depends": False})
    (told,) = tell_treatments(ranks, sure=sure)
    assert told.startswith("However disagreement is treated, Ash comes first.")
    assert told.endswith("leave open who comes first.") is not sure
