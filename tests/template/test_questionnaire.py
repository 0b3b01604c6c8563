"""The recommended questionnaire, and the page that explains it, say the same."""

import re
from pathlib import Path

import pandas as pd
import pytest

from stakeholder_map.tables import CONSTRUCTS, TABLES
from stakeholder_map.template import (
    MOST_PARTNERS,
    QUESTIONS,
    RECOMMENDED,
    recommended_questions,
    survey_minutes,
)

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "SURVEY.md").read_text(encoding="utf-8")


def test_there_is_a_wording_for_every_construct_with_a_word_for_every_answer():
    assert set(QUESTIONS) == set(CONSTRUCTS)
    for question in QUESTIONS.values():
        assert len(question.answers) == question.highest - question.lowest + 1
        assert len(set(question.answers)) == len(question.answers)


def test_six_questions_ask_for_cooperation_and_for_competition_and_never_for_their_difference():
    assert len(RECOMMENDED) == 6
    assert {"cooperation", "competition"} <= set(RECOMMENDED)


def test_the_prefilled_table_has_the_declared_columns_and_words():
    table = recommended_questions()
    assert list(table.columns) == [column.name for column in TABLES["questions"].columns]
    assert set(table["consent"]) <= set(TABLES["questions"].column("consent").allowed)
    assert table["question"].is_unique
    assert not table.map(lambda cell: cell == "").any(axis=None)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_page_has_each_question_as_it_is_asked(name):
    question = QUESTIONS[name]
    scale = question.wording.removeprefix(f"{question.text} (").removesuffix(")")
    row = f"| {question.text} | `{name}` | {scale} |"
    assert row + (f" {question.consent} |" if name in RECOMMENDED else "\n") in PAGE


def test_the_minutes_on_the_page_are_the_minutes_that_check_tells():
    tables = {
        "stakeholders": pd.DataFrame({"stakeholder_id": range(48)}),
        "questions": recommended_questions(),
        "areas": pd.DataFrame({"area_id": range(8)}),
    }
    together = re.search(r"\*\*together\*\* \| \| \*\*([\d.]+) minutes", PAGE)
    assert together is not None
    assert float(together[1]) == survey_minutes(tables)
    assert f"up to {MOST_PARTNERS}" in PAGE


def test_the_columns_that_the_page_names_are_declared():
    for name in ("position", "priority", "gain_alone", "gain_together", "source"):
        assert f"`{name}`" in PAGE
        assert TABLES["positions"].column(name)
    for name in ("respondent_id", "shown", "reminders"):
        assert f"`{name}`" in PAGE
        assert TABLES["invitations"].column(name)
