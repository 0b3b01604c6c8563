"""Who was asked and who answered; a group of one does not tell who was silent."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholder_map.environment import who_answered, wilson_interval
from stakeholder_map.environment.response import NORMAL_90, POOLED

INVITATIONS = """\
respondent_id,stakeholder_id,shown
r1,p1,roster
r2,p1,roster
r3,p2,roster
r4,sys,roster
"""


def heard_in(scan):
    return who_answered(scan.evidence, region=scan.region)


def test_without_invitations_everybody_but_us_and_our_departments_counts_as_asked(scan_of):
    heard = heard_in(scan_of())
    assert (heard.asked, heard.answered) == (8, 5)
    assert heard.assumed
    assert "us" not in heard.by_organisation.index
    assert "desk" not in heard.by_organisation.index
    assert heard.missing[0].table == "invitations"
    assert any("it is assumed that all organisations" in text for text in heard.findings)


def test_the_rate_of_each_key_group_comes_with_its_interval(scan_of):
    plans = heard_in(scan_of()).by_group.loc["health_plan"]
    assert (plans["asked"], plans["answered"], plans["silent"]) == (3, 3, 0)
    assert plans["rate"] == 1.0
    assert plans["high"] == 1.0
    assert plans["low"] == pytest.approx(wilson_interval(3, 3)[0])


def test_an_answer_after_the_survey_closed_does_not_count_as_an_answer(scan_of):
    heard = heard_in(scan_of())
    assert heard.by_organisation.loc["g1", "state"] == "silent"
    assert heard.late == 1
    assert heard.findings[-1] == "1 row of the survey came after it closed and is left out."


def test_small_key_groups_are_pooled_until_the_pool_is_not_small(scan_of):
    heard = heard_in(scan_of())
    # one system of three hospitals, one community service, one government: three systems
    assert set(heard.pooled.index) == {"health_plan", POOLED}
    assert heard.pooled.loc[POOLED, "systems"] == 3
    assert heard.pooled.loc[POOLED, ["asked", "answered"]].tolist() == [5, 2]
    assert heard.pooled["asked"].sum() == heard.by_group["asked"].sum()


def test_the_pool_takes_a_larger_group_in_where_it_would_be_small_itself(scan_of):
    stakeholders = "stakeholder_id,name,key_group\nus,Us,hospital\n" + "".join(
        f"{one},Name {one},{group}\n"
        for one, group in [
            ("p1", "health_plan"),
            ("p2", "health_plan"),
            ("p3", "health_plan"),
            ("c1", "community_service"),
        ]
    )
    survey = "respondent_id,target_id,submitted_at,work,rival\np1,p2,2026-09-01,1,1\n"
    heard = heard_in(scan_of(stakeholders=stakeholders, survey=survey))
    assert list(heard.pooled.index) == [POOLED]


def test_sentences_for_everybody_name_no_small_group(scan_of):
    heard = heard_in(scan_of())
    assert heard.findings[0].startswith("5 of 8 organisations that were asked answered: 63 % (90 %")
    assert "Fewer than half answered among other key groups (2 of 5)." in heard.findings
    assert not any("government" in text or "community" in text for text in heard.findings)


def test_an_organisation_answered_where_one_of_its_respondents_did(scan_of):
    survey = "respondent_id,target_id,submitted_at,work,rival\nr1,p2,2026-09-01,1,1\n"
    heard = heard_in(scan_of(invitations=INVITATIONS, survey=survey))
    assert (heard.asked, heard.answered) == (3, 1)
    assert heard.by_organisation.loc["p1", ["asked", "answered", "state"]].tolist() == [
        2,
        1,
        "answered",
    ]
    plans = heard.by_group.loc["health_plan"]
    assert (plans["respondents_asked"], plans["respondents_answered"]) == (3, 1)
    assert not heard.assumed
    assert heard.missing == ()


def test_without_a_survey_one_sentence_says_what_is_missing(scan_of):
    heard = heard_in(scan_of(survey=None, questions=None, memberships="member_id,body\nus,Board\n"))
    assert heard.asked == 0
    assert heard.by_group.empty
    assert heard.pooled.empty
    assert heard.findings == ()
    assert str(heard.missing[0]) == (
        "This scan has no table “survey”; it would show what organisations say of each other, and "
        "who answered."
    )


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_rate_and_solves_the_equation_of_wilson(case):
    successes, trials = case
    low, high = wilson_interval(successes, trials)
    share = successes / trials
    assert 0 <= low <= share <= high <= 1
    for end in (low, high):
        if 0 < end < 1:
            # an end is where the rate lies z standard errors away
            error = math.sqrt(end * (1 - end) / trials)
            assert abs(share - end) == pytest.approx(NORMAL_90 * error, rel=1e-6)


def test_nobody_asked_leaves_every_rate_possible_and_nonsense_is_refused():
    assert wilson_interval(0, 0) == (0.0, 1.0)
    with pytest.raises(ValueError, match="found 3"):
        wilson_interval(3, 2)
    with pytest.raises(ValueError, match="found -1"):
        wilson_interval(-1, 2)
