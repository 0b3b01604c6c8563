"""How competitive and how collaborative the climate is; never netted."""

import pandas as pd
import pytest

from stakeholder_map.environment import climate
from stakeholder_map.environment.heard import STILL_OPEN

AREAS = "area_id,name,kind\nkids,Children,goal\nrides,Rides,issue\n"
CONTACTS = """\
date,from_id,to_id,channel,area_id,tension
2026-05-01,us,p1,call,kids,yes
2026-05-02,us,p2,call,kids,no
2026-05-03,us,p2,call,,yes
2026-05-04,us,p3,call,,
"""
OBSERVATIONS = """\
date,source,theme,text,consent,stakeholder_id,area_id
2026-05-01,interview,tension,They never call back,analyst,p1,kids
2026-05-02,interview,culture,We like to meet,leadership,,
2026-05-03,meeting,tension,Beds are counted,leadership,sys,rides
"""


CLOSED = """\
question,construct,lowest,highest,wording,consent
work,cooperation,0,4,How much do you work together?,leadership
rival,competition,0,4,How much do you compete?,analyst
"""


def test_the_strength_of_a_pair_is_the_mean_of_its_two_sides(scan_of):
    whole = climate(scan_of()).by_area.loc[""]
    # p1-p2 .875, p1-sys .375, p2-sys .25, p1-p3 .75, c1-h1 1: high in three of five
    assert (whole["cooperation_pairs"], whole["cooperation_high"]) == (5, 3)
    # p1-p2 .625, p1-sys 0, p2-sys .25, p1-p3 0, c1-h1 0
    assert (whole["competition_pairs"], whole["competition_high"]) == (5, 1)
    assert whole["cooperation_share"] == 0.6
    assert (whole["both_pairs"], whole["both_high"]) == (5, 1)


def test_colleagues_count_as_one_voice(scan_of):
    invitations = "respondent_id,stakeholder_id\nr1,p1\nr2,p1\nr3,p2\n"
    survey = (
        "respondent_id,target_id,submitted_at,work,rival\n"
        "r1,p2,2026-09-01,0,\nr2,p2,2026-09-01,0,\nr3,p1,2026-09-01,4,\n"
    )
    whole = climate(scan_of(invitations=invitations, survey=survey)).by_area.loc[""]
    assert whole["cooperation_high"] == 1, "one third would be below the threshold"


def test_what_is_high_is_the_regions_decision(scan_of):
    whole = climate(scan_of(more_settings="high = 0.9")).by_area.loc[""]
    assert whole["cooperation_high"] == 1


def test_the_sentences_count_and_never_net(scan_of):
    result = climate(scan_of())
    assert (*result.findings, *result.findings_analyst) == (
        "On cooperation somebody reported for 5 pairs of organisations; it is high in 3 (60 %).",
        "On competition somebody reported for 5 pairs of organisations; it is high in 1 (20 %).",
        (
            "Of 5 pairs with reports on both, 1 does both by what was reported: it works together "
            "and competes."
        ),
    )


def test_a_blank_answer_makes_no_report(scan_of):
    survey = "respondent_id,target_id,submitted_at,work,rival\np1,p2,2026-09-01,4,\n"
    result = climate(scan_of(survey=survey))
    assert result.findings == ()
    assert result.findings_analyst == (
        "On cooperation somebody reported for 1 pair of organisations; it is high in 1 (100 %).",
        "Nobody reported on competition.",
    )
    assert pd.isna(result.by_area.loc["", "competition_share"])


def test_many_pairs_that_do_both_are_told_in_the_plural(scan_of):
    survey = (
        "respondent_id,target_id,submitted_at,work,rival\n"
        "p1,p2,2026-09-01,4,4\np1,p3,2026-09-01,4,4\n"
    )
    assert climate(scan_of(survey=survey)).findings_analyst[2] == (
        "Of 2 pairs with reports on both, 2 do both by what was reported: they work together "
        "and compete."
    )


ROUND = ("p1", "p2", "p3", "c1", "g1", "sys")


def in_areas(work_kids=4, work_rides=1):
    rows = ["respondent_id,target_id,area_id,submitted_at,work,rival"]
    for one, other in zip(ROUND, ROUND[1:] + ROUND[:1], strict=True):
        rows.append(f"{one},{other},kids,2026-09-01,{work_kids},1")
        rows.append(f"{one},{other},rides,2026-09-01,{work_rides},3")
    return "\n".join(rows) + "\n"


def test_areas_are_compared_and_named(scan_of):
    result = climate(scan_of(areas=AREAS, survey=in_areas()))
    table = result.by_area
    assert list(table.index) == ["", "kids", "rides"]
    assert table["cooperation_share"].tolist() == [1.0, 1.0, 0.0]
    assert table["competition_share"].tolist() == [1.0, 0.0, 1.0]
    assert table.loc["kids", "organisations"] == len(ROUND)
    assert (
        "Most collaborative: Children, with high cooperation in 100 % of the pairs reported on."
        in result.findings_analyst
    )
    assert (
        "Most competitive: Rides, with high competition in 100 % of the pairs reported on."
        in result.findings_analyst
    )


def test_an_area_nobody_reported_on_is_named_and_not_called_calm(scan_of):
    result = climate(scan_of(areas=AREAS + "oral,Teeth,goal\n", survey=in_areas()))
    assert "Nobody reported working here: Teeth." in result.findings
    assert pd.isna(result.by_area.loc["oral", "cooperation_share"])


def test_a_survey_without_areas_did_not_ask_area_by_area(scan_of):
    findings = climate(scan_of(areas=AREAS)).findings
    assert "The survey did not ask area by area." in findings
    assert not any("Nobody reported working" in text for text in findings)


def test_areas_that_tie_are_named_together(scan_of):
    result = climate(scan_of(areas=AREAS, survey=in_areas(4, 4)))
    assert any(
        text.startswith("Most collaborative: Children and Rides,")
        for text in result.findings_analyst
    )


def test_counts_of_answers_are_for_analysts_and_the_log_for_all(scan_of):
    result = climate(scan_of(areas=AREAS, survey=in_areas(), contacts=CONTACTS))
    assert not any("%" in text or "pairs" in text for text in result.findings)
    assert list(result.by_area_leadership) == ["area", "contacts", "tensions", "unsaid"]
    assert result.by_area_leadership.loc["kids", "tensions"] == 1
    assert any("%" in text for text in result.findings_analyst), "the control"


def test_what_was_answered_for_analysts_only_is_kept_from_everybody_else(scan_of):
    result = climate(scan_of(questions=CLOSED, areas=AREAS, survey=in_areas()))
    assert not any("compet" in text for text in result.findings)
    assert any("On competition somebody reported" in text for text in result.findings_analyst)
    assert any("reports on both" in text for text in result.findings_analyst)


def test_tensions_of_the_log_are_counted_where_the_log_says(scan_of):
    result = climate(scan_of(areas=AREAS, contacts=CONTACTS))
    log = result.by_area[["contacts", "tensions", "unsaid"]]
    assert log.loc[""].tolist() == [4, 2, 1]
    assert log.loc["kids"].tolist() == [2, 1, 0]
    assert log.loc["rides"].tolist() == [0, 0, 0]
    assert (
        "Tension was noted in 2 of 4 contacts on record; 1 says nothing of it." in result.findings
    )


def test_peoples_words_go_only_as_far_as_their_consent(scan_of):
    result = climate(scan_of(areas=AREAS, observations=OBSERVATIONS))
    assert result.observations_leadership["text"].tolist() == [
        "We like to meet",
        "Beds are counted",
    ]
    assert list(result.observations_leadership.columns) == ["theme", "area", "text"]
    assert result.observations_analyst["text"].tolist() == [
        "We like to meet",
        "They never call back",
        "Beds are counted",
    ]
    assert result.observations_analyst["organisation"].tolist()[1:] == ["Plan One", "Mercy System"]
    assert result.findings[-1] == (
        "3 observations on record: 1 on culture and 2 on tension; leadership may read 2 of them."
    )


@pytest.mark.parametrize("table", ["areas", "contacts", "observations"])
def test_what_an_absent_table_would_show_is_said(scan_of, table):
    missing = {one.table: str(one) for one in climate(scan_of()).missing}
    assert set(missing) == {"areas", "contacts", "observations"}
    assert missing[table].startswith(f"This scan has no table “{table}”; it would show ")


def test_without_a_survey_nothing_is_claimed_about_the_climate(scan_of):
    result = climate(scan_of(survey=None, questions=None, memberships="member_id,body\nus,Board\n"))
    assert result.findings == ()
    assert result.missing[0].table == "survey"
    assert result.by_area.loc["", "cooperation_pairs"] == 0


def test_a_survey_that_did_not_ask_is_not_a_region_that_does_not_compete(scan_of):
    questions = (
        "question,construct,lowest,highest,wording,consent\n"
        "work,cooperation,0,4,How much?,leadership\n"
    )
    survey = "respondent_id,target_id,submitted_at,work\np1,p2,2026-09-01,4\n"
    result = climate(scan_of(questions=questions, survey=survey))
    assert "The survey did not ask about competition." in result.findings
    assert not any("Nobody reported" in text for text in result.findings)


def ring(layers):
    """Answers of six organisations in a ring; who answers each question is given by its name."""
    rows = ["respondent_id,target_id,submitted_at,work,rival"]
    for one, other in zip(ROUND, ROUND[1:] + ROUND[:1], strict=True):
        work, rival = (4 if one in layers[name] else "" for name in ("work", "rival"))
        rows.append(f"{one},{other},2026-09-01,{work},{rival}")
    return "\n".join(rows) + "\n"


def test_one_respondent_never_makes_a_sentence_for_everybody(scan_of):
    survey = "respondent_id,target_id,submitted_at,work,rival\np1,p2,2026-09-01,4,4\n"
    result = climate(scan_of(survey=survey))
    assert result.findings == ()
    assert len(result.findings_analyst) == 3


def test_that_nobody_reported_is_told_to_all_only_where_enough_were_heard(scan_of):
    result = climate(scan_of(survey=ring({"work": ROUND, "rival": ()})))
    assert result.findings == ("Nobody reported on competition.",)


def test_members_of_one_system_do_not_lift_it_over_the_threshold(scan_of):
    survey = "respondent_id,target_id,submitted_at,work,rival\n" + "".join(
        f"{one},c1,2026-09-01,4,4\n" for one in ("sys", "h1", "h2", "p1", "p2")
    )
    result = climate(scan_of(survey=survey))
    assert result.by_area.loc["", ["organisations", "cooperation_systems"]].tolist() == [5, 3]
    assert result.findings == ()


def test_an_area_left_out_where_partners_were_written_down_was_not_asked(scan_of):
    invitations = "respondent_id,stakeholder_id,shown\n" + "".join(
        f"{one},{one},free\n" for one in ROUND
    )
    areas = AREAS + "oral,Teeth,goal\n"
    result = climate(scan_of(areas=areas, survey=in_areas(), invitations=invitations))
    assert "Not asked: Teeth." in result.findings
    assert not any("Nobody reported working here" in text for text in result.findings)


def test_a_wave_that_is_still_open_is_not_a_missing_survey(scan_of):
    waves = "wave,opened,closed\n1,2026-08-01,2026-12-31\n"
    survey = "respondent_id,target_id,submitted_at,work,rival,wave\np1,p2,2026-09-01,4,4,1\n"
    result = climate(scan_of(survey=survey, waves=waves))
    assert result.findings == (STILL_OPEN,)
    assert "survey" not in [gap.table for gap in result.missing]


def test_without_a_log_the_contacts_are_unknown_and_not_none(scan_of):
    log = ["contacts", "tensions", "unsaid"]
    assert climate(scan_of()).by_area_leadership[log].isna().all(axis=None)
    assert climate(scan_of(areas=AREAS, contacts=CONTACTS)).by_area.loc["", log].tolist() == [
        4,
        2,
        1,
    ]
