"""Can we trust the data: rows, blanks, disagreement, missing tables."""

import pytest

from stakeholder_map.environment import data_quality
from stakeholder_map.tables import TABLES


def test_rows_read_are_rows_used_and_rows_left_out(scan_of):
    contacts = (
        "date,from_id,to_id,channel\n"
        "2026-05-01,us,p1,call\n2026-05-01,us,p1,call\n2026-11-01,us,p1,call\n"
    )
    scan = scan_of(contacts=contacts)
    balance = data_quality(scan).balance
    assert balance.loc["contacts", ["read", "used", "left_out"]].tolist() == [3, 1, 2]
    assert balance.loc["contacts", "why"] == "1 after as_of; 1 duplicate contact"
    assert balance.loc["survey", ["read", "used", "left_out"]].tolist() == [9, 8, 1]
    assert (balance["read"] == balance["used"] + balance["left_out"]).all()
    assert balance.loc["stakeholders", "why"] == ""
    assert list(balance.index) == [name for name in TABLES if name in balance.index]


def test_the_findings_tell_the_balance(scan_of):
    assert data_quality(scan_of()).findings[0] == (
        "21 rows read from 3 tables: 20 used, 1 left out for a named reason."
    )


def test_blanks_zeros_and_answers_are_three_counts(scan_of):
    answers = data_quality(scan_of()).answers
    assert answers.loc["work", ["answered", "zero", "blank"]].tolist() == [7, 1, 0]
    assert answers.loc["rival", ["answered", "zero", "blank"]].tolist() == [3, 3, 2]
    assert answers.loc["rival", "blank_share"] == 0.25
    assert (
        "Of 16 answers asked for in the survey 2 are blank (13 %); a blank is not read as a "
        "zero." in data_quality(scan_of()).findings
    )


def test_a_question_asked_of_the_whole_only_is_not_blank_in_every_area(scan_of):
    survey = (
        "respondent_id,target_id,area_id,submitted_at,work,rival\n"
        "p1,p2,,2026-09-01,1,1\np1,p2,kids,2026-09-01,2,\np1,p3,,2026-09-01,,1\n"
    )
    answers = data_quality(
        scan_of(areas="area_id,name,kind\nkids,Children,goal\n", survey=survey)
    ).answers
    assert answers.loc["rival", ["answered", "blank"]].tolist() == [2, 0]
    assert answers.loc["work", ["answered", "blank"]].tolist() == [2, 1]


def test_a_reversed_scale_turns_its_zero_round(scan_of):
    questions = (
        "question,construct,lowest,highest,wording,consent,reverse\n"
        "apart,cooperation,0,4,How far apart do you work?,leadership,yes\n"
    )
    survey = "respondent_id,target_id,submitted_at,apart\np1,p2,2026-09-01,4\np2,p1,2026-09-01,0\n"
    answers = data_quality(scan_of(questions=questions, survey=survey)).answers
    assert answers.loc["apart", ["answered", "zero", "blank"]].tolist() == [1, 1, 0]


def sides(scan_of, rows, **more):
    survey = "respondent_id,target_id,submitted_at,work,rival\n" + "".join(
        f"{one},{other},2026-09-01,{work},\n" for one, other, work in rows
    )
    return data_quality(scan_of(survey=survey, **more)).two_sides.loc["cooperation"]


CASES = {
    "agree": [("p1", "p2", 4), ("p2", "p1", 3)],
    "differ": [("p1", "p2", 4), ("p2", "p1", 2)],
    "one_says_none": [("p1", "p2", 4), ("p2", "p1", 0)],
    "one_sided": [("p1", "p2", 4)],
}


@pytest.mark.parametrize("kind", CASES)
def test_the_two_sides_of_a_tie_are_compared(scan_of, kind):
    row = sides(scan_of, CASES[kind])
    assert row["pairs"] == 1
    assert row[["agree", "differ", "one_says_none", "one_sided"]].sum() == 1
    assert row[kind] == 1


def test_a_side_that_left_the_other_out_on_a_roster_says_none(scan_of):
    row = sides(scan_of, [("p1", "p2", 4), ("p2", "p3", 0)])
    assert row[["pairs", "one_says_none", "one_sided"]].tolist() == [1, 1, 0]
    assert row["disagree_share"] == 1.0


def test_a_side_that_answered_nothing_on_a_layer_did_not_say_none_by_leaving_out(scan_of):
    survey = (
        "respondent_id,target_id,submitted_at,work,rival\n"
        "p1,p2,2026-09-01,4,\np2,p3,2026-09-01,,3\n"
    )
    row = data_quality(scan_of(survey=survey)).two_sides.loc["cooperation"]
    assert row[["pairs", "one_says_none", "one_sided"]].tolist() == [1, 0, 1]


def test_the_sides_of_a_few_are_not_told_to_everybody(scan_of):
    survey = (
        "respondent_id,target_id,submitted_at,work,rival\n"
        "p1,p2,2026-09-01,4,\np2,p1,2026-09-01,0,\n"
    )
    result = data_quality(scan_of(survey=survey))
    assert result.two_sides["one_says_none"].sum() == 1
    assert not any("sides" in text for text in result.findings)


def test_a_side_that_named_partners_freely_was_not_heard_on_the_other(scan_of):
    invitations = "respondent_id,stakeholder_id,shown\np1,p1,free\np2,p2,free\n"
    row = sides(scan_of, [("p1", "p2", 4), ("p2", "p3", 0)], invitations=invitations)
    assert row[["pairs", "one_says_none", "one_sided"]].tolist() == [1, 0, 1]


def test_a_side_that_was_shown_only_others_was_not_heard_on_the_other(scan_of):
    invitations = "respondent_id,stakeholder_id,shown\np1,p1,roster\np2,p2,p3\n"
    row = sides(scan_of, [("p1", "p2", 4), ("p2", "p3", 0)], invitations=invitations)
    assert row[["one_says_none", "one_sided"]].tolist() == [0, 1]


def test_a_blank_is_no_side(scan_of):
    row = sides(scan_of, [("p1", "p2", 4), ("p2", "p1", "")])
    assert row[["pairs", "one_says_none", "one_sided"]].tolist() == [1, 0, 1]


def test_two_zeros_are_no_tie_and_no_disagreement(scan_of):
    row = sides(scan_of, [("p1", "p2", 0), ("p2", "p1", 0)])
    assert row["pairs"] == 0
    assert row["disagree_share"] != row["disagree_share"]


def test_the_sides_of_layers_for_analysts_only_are_not_told_to_everybody(scan_of):
    questions = (
        "question,construct,lowest,highest,wording,consent\n"
        "work,cooperation,0,4,How much?,analyst\nrival,competition,0,4,How much?,analyst\n"
    )
    result = data_quality(scan_of(questions=questions))
    assert result.two_sides["pairs"].sum() > 0
    assert not any("sides" in text for text in result.findings)


def test_the_findings_on_two_sides_count(scan_of):
    findings = data_quality(scan_of()).findings
    # p1-p2 agree on both layers; sys says none to p1 and left p2 out, on cooperation; it answered
    # nothing on competition; p1-p3 differ; h1 was silent on c1
    assert (
        "Of 5 ties on which both sides could be heard, the sides disagree on 3 (60 %)." in findings
    )
    assert (
        "2 reported ties rest on one side only: the other was silent, left it blank or was not "
        "asked." in findings
    )


def test_absent_tables_are_listed_with_what_each_would_add(scan_of):
    result = data_quality(scan_of())
    assert set(result.absent.index) == set(TABLES) - {"stakeholders", "questions", "survey"}
    assert result.absent.loc["needs", "adds"] == TABLES["needs"].adds
    assert "3 of 22 tables were given." in result.findings


def test_warnings_of_the_reader_are_passed_on_with_their_place(scan_of):
    result = data_quality(scan_of(needds="a,b\n1,2\n"))
    assert any(warning.startswith("needds.csv, ") for warning in result.warnings)
    assert result.findings[-1] == f"The reader gave {len(result.warnings)} warning" + (
        "." if len(result.warnings) == 1 else "s."
    )


def test_without_a_survey_one_sentence_says_what_is_missing(scan_of):
    result = data_quality(
        scan_of(survey=None, questions=None, memberships="member_id,body\nus,Board\n")
    )
    assert result.answers.empty
    assert result.two_sides.empty
    assert [missing.table for missing in result.missing] == ["survey"]
