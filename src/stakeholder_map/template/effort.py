"""How many minutes a survey costs a respondent, and the warnings that `check` gives about it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from stakeholder_map.errors import Problem
from stakeholder_map.template.questionnaire import MOST_PARTNERS
from stakeholder_map.template.wording import sensitive_wording

INTRODUCTION_SECONDS = 60.0
ROSTER_NAME_SECONDS = 3.0
ANSWER_SECONDS = 6.0
AREA_SECONDS = 30.0
MOST_MINUTES = 20.0
"""Above this a survey loses respondents; `check` warns."""


def survey_minutes(tables: Mapping[str, pd.DataFrame]) -> float:
    """About how many minutes the survey costs a typical respondent.

    60 s for the introduction + 3 s per name on the roster + 6 s per question and partner + 30 s
    per area that the respondent's own organisation is asked about (four questions).

    Parameters
    ----------
    tables : mapping of str to DataFrame
        A region's tables. Read are `questions`, `stakeholders`, `survey`, `invitations`, `areas`
        and `positions`; each may be absent.

    Returns
    -------
    float
        Minutes, rounded to one decimal; 0 where there is no question.

    Notes
    -----
    The seconds are our convention, not a measurement: time a pilot of three people and believe
    that. How much is asked is the median over those who answered of their rows times the questions
    asked there (see :func:`rows_asked`); before there are answers, all questions on 15 partners or
    on the whole roster, whichever is smaller. A roster is counted unless every
    invitation says `free`. Areas are counted where somebody stated a position, and before there
    are answers.

    Examples
    --------
    >>> partners = pd.DataFrame({"stakeholder_id": [f"s{number}" for number in range(41)]})
    >>> six = pd.DataFrame({"question": list("abcdef"), "wording": list("ABCDEF")})
    >>> survey_minutes({"stakeholders": partners, "questions": six})
    12.0
    """
    questions, survey = tables.get("questions"), tables.get("survey")
    if questions is None or questions.empty:
        return 0.0
    roster = _roster(tables)
    answered = survey is not None and len(survey) > 0
    answers = (
        _answers_asked(survey, questions)
        if survey is not None and answered
        else float(min(MOST_PARTNERS, roster) * len(questions))
    )
    seconds = (
        INTRODUCTION_SECONDS
        + ROSTER_NAME_SECONDS * (roster if _roster_shown(tables) else 0)
        + ANSWER_SECONDS * answers
        + AREA_SECONDS * _areas_asked(tables, answered=answered)
    )
    return round(seconds / 60, 1)


def rows_asked(survey: pd.DataFrame, question: str) -> pd.Series[bool]:
    """The rows of a survey in which a question was asked.

    A survey asks some questions of the relation as a whole and some area by area. A question was
    asked in the rows of a kind (whole, or by area) where anybody answered it there; where nobody
    answered it at all, it counts as asked in every row.

    Parameters
    ----------
    survey : DataFrame
        The `survey` table.
    question : str
        Name of a question's column.

    Returns
    -------
    Series of bool
        Indexed as the survey.

    Examples
    --------
    >>> two = pd.DataFrame({"area_id": [None, "kids"], "trust": [3, None]})
    >>> rows_asked(two, "trust").tolist()
    [True, False]
    """
    if "area_id" not in survey:
        return pd.Series(data=True, index=survey.index, dtype="bool")
    by_area = survey["area_id"].notna()
    said = survey[question].notna()
    kinds = [kind for kind in (by_area, ~by_area) if (said & kind).any()] or [by_area, ~by_area]
    asked = kinds[0]
    for kind in kinds[1:]:
        asked = asked | kind
    return asked


def survey_warnings(tables: Mapping[str, pd.DataFrame]) -> tuple[Problem, ...]:
    """What to mend in a survey before it goes out: too long, or asking what rivals must not share.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        A region's tables, as for :func:`survey_minutes`.

    Returns
    -------
    tuple of Problem
        Warnings, the length first; empty where there is nothing to say.

    Examples
    --------
    >>> asked = pd.DataFrame({"question": ["fees"], "wording": ["What fees do you ask?"]})
    >>> [warning.found for warning in survey_warnings({"questions": asked})]
    ["'fees' (fees) in the question 'fees'"]
    """
    questions = tables.get("questions")
    if questions is None:
        return ()
    minutes = survey_minutes(tables)
    length = Problem(
        "questions",
        f"a survey of at most {MOST_MINUTES:g} minutes (fewer questions, or at most "
        f"{MOST_PARTNERS} partners each)",
        f"about {minutes:g} minutes for a typical respondent",
    )
    return (*((length,) if minutes > MOST_MINUTES else ()), *sensitive_wording(questions))


def _answers_asked(survey: pd.DataFrame, questions: pd.DataFrame) -> float:
    """How many answers a typical respondent was asked for."""
    columns = [name for name in questions["question"] if name in survey]
    asked = [rows_asked(survey, name).astype("int64") for name in columns]
    cells = pd.concat(asked, axis=1).sum(axis=1) if asked else pd.Series(0, survey.index)
    of_each = cells.groupby(survey["respondent_id"]).sum().to_numpy(dtype="float64")
    return float(np.median(of_each))


def _roster(tables: Mapping[str, pd.DataFrame]) -> int:
    """Names on the roster: every organisation but one's own; our departments are not rated."""
    stakeholders = tables.get("stakeholders")
    if stakeholders is None:
        return 0
    internal = (
        int(stakeholders["internal"].fillna(value=False).sum()) if "internal" in stakeholders else 0
    )
    return max(len(stakeholders) - internal - 1, 0)


def _roster_shown(tables: Mapping[str, pd.DataFrame]) -> bool:
    invitations = tables.get("invitations")
    if invitations is None or "shown" not in invitations or not len(invitations):
        return True
    return not bool((invitations["shown"] == "free").all())


def _areas_asked(tables: Mapping[str, pd.DataFrame], *, answered: bool) -> int:
    positions = tables.get("positions")
    stated = positions is not None and bool((positions["source"] == "stated").any())
    return len(tables.get("areas", ())) if stated or not answered else 0
