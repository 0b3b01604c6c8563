"""About how long a survey takes, and what `check` says of it."""

import pandas as pd
import pytest

from stakeholder_map.template.effort import (
    MOST_MINUTES,
    rows_asked,
    survey_minutes,
    survey_warnings,
)
from stakeholder_map.template.questionnaire import recommended_questions


def region(*, stakeholders=48, questions=None, rows=(), areas=0, **more):
    tables = {
        "stakeholders": pd.DataFrame({"stakeholder_id": [f"s{n}" for n in range(stakeholders)]}),
        "questions": recommended_questions() if questions is None else questions,
        "areas": pd.DataFrame({"area_id": [f"a{n}" for n in range(areas)]}),
        **more,
    }
    if rows:
        tables["survey"] = pd.DataFrame(
            {"respondent_id": [f"r{n}" for n, count in enumerate(rows) for _ in range(count)]}
        )
        for name in tables["questions"]["question"]:
            tables["survey"][name] = 1
    return tables


def many(count):
    names = [f"q{n}" for n in range(count)]
    return pd.DataFrame({"question": names, "wording": ["How reliable is it?"] * count})


def test_the_recommended_questionnaire_stays_under_twenty_minutes_for_a_roster_of_48():
    minutes = survey_minutes(region(areas=8))
    assert minutes == round((60 + 47 * 3 + 15 * 6 * 6 + 8 * 30) / 60, 1)
    assert minutes < MOST_MINUTES
    assert survey_warnings(region(areas=8)) == ()


def test_thirteen_questions_on_fifteen_partners_are_too_many():
    (warning,) = survey_warnings(region(questions=many(13), areas=8))
    assert "about 26.9 minutes" in warning.found
    assert "at most 20 minutes" in warning.expected


def test_the_answers_tell_how_many_partners_were_rated():
    assert survey_minutes(region(rows=(4, 6, 40))) == round((60 + 47 * 3 + 6 * 6 * 6) / 60, 1)


def test_questions_asked_of_the_whole_only_are_not_counted_for_each_area():
    tables = region(rows=(4,))
    survey = tables["survey"].assign(area_id=[None, None, "kids", "kids"])
    for name in tables["questions"]["question"]:
        survey[name] = pd.array([3, 2, None, None], "Int64")
    survey["cooperation"] = pd.array([3, None, 1, None], "Int64")
    tables["survey"] = survey
    # two rows of six questions, two of one
    assert survey_minutes(tables) == round((60 + 47 * 3 + 14 * 6) / 60, 1)
    assert rows_asked(survey, "competition").tolist() == [True, True, False, False]
    assert rows_asked(survey, "cooperation").all()


def test_a_question_that_nobody_answered_was_asked_all_the_same():
    survey = pd.DataFrame({"area_id": [None, "kids"], "q": pd.array([None, None], "Int64")})
    assert rows_asked(survey, "q").all()


def test_rating_the_whole_roster_is_warned_of():
    assert survey_warnings(region(rows=(47, 47, 47)))


def test_a_small_roster_is_rated_in_full():
    assert survey_minutes(region(stakeholders=5)) == round((60 + 4 * 3 + 4 * 6 * 6) / 60, 1)


def test_departments_of_our_own_are_not_on_the_roster():
    tables = region(stakeholders=5)
    tables["stakeholders"]["internal"] = pd.array([True, None, False, False, False], "boolean")
    assert survey_minutes(tables) == survey_minutes(region(stakeholders=4))


def test_free_recall_has_no_roster_to_read():
    shown = pd.DataFrame({"shown": ["free", "free"]})
    assert survey_minutes(region(invitations=shown)) < survey_minutes(region())
    mixed = pd.DataFrame({"shown": ["free", "roster"]})
    assert survey_minutes(region(invitations=mixed)) == survey_minutes(region())


def test_areas_count_once_positions_were_stated_and_not_where_we_guessed_them():
    stated = pd.DataFrame({"source": ["stated", "our_guess"]})
    guessed = pd.DataFrame({"source": ["our_guess", None]})
    with_areas = survey_minutes(region(rows=(6,), areas=8, positions=stated))
    without = survey_minutes(region(rows=(6,), areas=8, positions=guessed))
    assert with_areas - without == pytest.approx(4.0, abs=0.11)


def test_no_questions_no_minutes_no_warnings():
    assert survey_minutes({}) == 0.0
    assert survey_warnings({}) == ()
    assert survey_minutes(region(questions=many(0))) == 0.0
