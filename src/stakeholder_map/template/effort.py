"""How many minutes a survey costs a respondent, and the warnings that `check` gives about it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from stakeholder_map.errors import Problem
from stakeholder_map.template.questionnaire import MOST_PARTNERS
from stakeholder_map.template.wording import sensitive_wording

INTRODUCTION_SECONDS = 60.0
ROSTER_NAME_SECONDS = 3.0
ANSWER_SECONDS = 7.5
AREA_SECONDS = 30.0
MOST_MINUTES = 20.0
"""Above this a survey loses respondents; `check` warns."""


def survey_minutes(tables: Mapping[str, pd.DataFrame]) -> float:
    """About how many minutes the survey costs a typical respondent.

    60 s for the introduction + 3 s per name on the roster + 7.5 s per question and partner + 30 s
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
    that. The number of partners is the median number of rows of those who answered; before there
    are answers, 15 or the whole roster, whichever is smaller. A roster is counted unless every
    invitation says `free`. Areas are counted where somebody stated a position, and before there
    are answers.

    Examples
    --------
    >>> partners = pd.DataFrame({"stakeholder_id": [f"s{number}" for number in range(41)]})
    >>> six = pd.DataFrame({"question": list("abcdef"), "wording": list("ABCDEF")})
    >>> survey_minutes({"stakeholders": partners, "questions": six})
    14.2
    """
    questions = len(tables.get("questions", ()))
    if not questions:
        return 0.0
    roster = _roster(tables)
    survey = tables.get("survey")
    answered = survey is not None and len(survey) > 0
    partners = (
        float(survey.groupby("respondent_id").size().median())
        if survey is not None and answered
        else float(min(MOST_PARTNERS, roster))
    )
    seconds = (
        INTRODUCTION_SECONDS
        + ROSTER_NAME_SECONDS * (roster if _roster_shown(tables) else 0)
        + ANSWER_SECONDS * questions * partners
        + AREA_SECONDS * _areas_asked(tables, answered=answered)
    )
    return round(seconds / 60, 1)


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
