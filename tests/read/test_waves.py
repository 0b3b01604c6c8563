"""Which round of the survey a scan reads."""

import datetime as dt

import pytest
from bad_input.planted import CLEAN, plant, told, warned

from stakeholder_map.read import read_region

WAVES = """\
wave,opened,closed
spring,2026-03-01,2026-03-31
autumn,2026-09-01,2026-10-01
"""
SURVEY = """\
respondent_id,target_id,wave,submitted_at,trust,works_with
acme,zoe,spring,2026-03-10,1,
acme,us,spring,2026-03-10,2,
acme,zoe,autumn,2026-09-10,3,
"""
CHANGES = {"waves": WAVES, "survey": SURVEY, "invitations": None}


def rows_used(region):
    balance = region.balance[region.balance["table"] == "survey"]
    return dict(zip(balance["reason"], balance["rows"], strict=True))


@pytest.mark.parametrize(
    ("as_of", "wave", "used", "others"),
    [
        (dt.date(2026, 11, 22), "autumn", 1, 2),
        (dt.date(2026, 10, 1), "autumn", 1, 2),
        (dt.date(2026, 9, 30), "spring", 2, 1),
        (dt.date(2026, 3, 31), "spring", 2, 1),
    ],
)
def test_the_latest_wave_closed_by_the_day_is_read_and_others_are_counted(
    as_of, wave, used, others, tmp_path
):
    region = read_region(plant(tmp_path, **CHANGES), as_of=as_of)
    assert set(region.table("survey")["wave"]) == {wave}
    assert rows_used(region) == {"used": used, "other wave": others}


def test_before_any_wave_closed_there_is_no_survey_and_no_silence(tmp_path):
    region = read_region(plant(tmp_path, **CHANGES), as_of=dt.date(2026, 3, 30))
    assert not region.has("survey")
    assert "survey" in region.missing()
    assert rows_used(region) == {"used": 0, "other wave": 3}
    assert [str(problem) for problem in region.warnings] == [
        (
            "column closed: expected a wave that closed by 2026-03-30; without one the survey is "
            "not "
            "read, found none"
        )
    ]


def test_without_the_table_there_is_one_wave_and_blanks_are_in_it(tmp_path):
    region = read_region(plant(tmp_path))
    assert set(region.table("survey")["wave"]) == {"1"}
    (tmp_path / "named").mkdir()
    survey = SURVEY.replace("spring", "").replace("acme,us", "zoe,us")
    survey = survey.replace("acme,zoe,,2026-03-10,1,\n", "")
    region = read_region(plant(tmp_path / "named", survey=survey, invitations=None))
    assert set(region.table("survey")["wave"]) == {"autumn"}


def test_several_waves_without_the_table_are_a_fault(tmp_path):
    assert told(plant(tmp_path, survey=SURVEY, invitations=None)) == [
        (
            "survey.csv: row 4, column wave: expected a table waves that says when each wave "
            "closed, "
            "since there are several, found none, and here 'autumn' beside 'spring'"
        )
    ]


def test_a_blank_among_several_waves_and_a_misspelt_wave_are_faults(tmp_path):
    survey = SURVEY.replace("us,spring", "us,").replace("autumn", "autum")
    assert told(plant(tmp_path, **{**CHANGES, "survey": survey})) == [
        (
            "survey.csv: row 3, column wave: expected a wave from waves, "
            "found an empty cell, and there are several waves"
        ),
        (
            "survey.csv: row 4, column wave: expected a wave from waves (closest: 'autumn'), "
            "found 'autum'"
        ),
    ]


def test_a_wave_that_closes_before_it_opens_is_a_fault(tmp_path):
    waves = WAVES.replace("2026-03-31", "2026-02-28")
    assert told(plant(tmp_path, **{**CHANGES, "waves": waves})) == [
        (
            "waves.csv: row 2, column closed: expected no less than opened, "
            "which is 2026-03-01, found 2026-02-28"
        )
    ]


def test_the_same_respondent_may_answer_again_in_another_wave(tmp_path):
    survey = SURVEY + "acme,zoe,autumn,2026-09-11,4,\n"
    assert told(plant(tmp_path, **CHANGES)) == []
    (tmp_path / "again").mkdir()
    assert told(plant(tmp_path / "again", **{**CHANGES, "survey": survey})) == [
        (
            "survey.csv: row 5: expected one row for each wave, respondent_id, target_id, area_id, "
            "found wave 'autumn', respondent_id 'acme', target_id 'zoe' again, as in row 4"
        )
    ]


def test_a_respondent_is_invited_wave_by_wave(tmp_path):
    invitations = "respondent_id,stakeholder_id,wave\nacme,acme,spring\n"
    folder = plant(tmp_path, **{**CHANGES, "invitations": invitations})
    assert told(folder) == [
        (
            "survey.csv: row 4, column respondent_id: expected a respondent invited in wave "
            "'autumn', "
            "found 'acme'"
        )
    ]


def test_an_answer_outside_the_days_of_its_wave_counts_and_is_a_warning(tmp_path):
    survey = SURVEY.replace("2026-09-10", "2026-10-05")
    folder = plant(tmp_path, **{**CHANGES, "survey": survey})
    assert warned(folder) == [
        (
            "survey.csv: row 4, column submitted_at: expected a day from 2026-09-01 to 2026-10-01, "
            "when wave 'autumn' was open, found 2026-10-05"
        )
    ]
    region = CLEAN["region"] + "survey_closes = 2026-10-01\n"
    (tmp_path / "closed").mkdir()
    folder = plant(tmp_path / "closed", **{**CHANGES, "survey": survey, "region": region})
    (message,) = warned(folder)
    assert "key survey_closes" in message
