"""The questionnaire that we recommend: six questions on each partner ticked on the roster.

The wording stands here once; the template prefills the `questions` table with it, and
docs/SURVEY.md is held to it by a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from stakeholder_map.tables import CONSTRUCTS, TABLES

MOST_PARTNERS = 15
"""How many partners a respondent ticks on the roster at most."""


@dataclass(frozen=True)
class Question:
    """A survey question with the words of its scale.

    Parameters
    ----------
    construct : str
        What it measures; the column of `survey` has the same name.
    text : str
        The question as it is asked.
    answers : tuple of str
        The words of the scale, from the lowest answer to the highest.
    consent : {"analyst", "leadership"}
        Who may see results of it.

    Examples
    --------
    >>> QUESTIONS["would_partner"].wording[-39:]
    '2 perhaps, 3 probably, 4 straight away)'
    """

    construct: str
    text: str
    answers: tuple[str, ...]
    consent: str = "leadership"

    @property
    def lowest(self) -> int:
        """Lowest answer of the scale."""
        return CONSTRUCTS[self.construct].lowest

    @property
    def highest(self) -> int:
        """Highest answer of the scale."""
        return CONSTRUCTS[self.construct].highest

    @property
    def wording(self) -> str:
        """The question with its scale, as the `questions` table keeps it."""
        scale = ", ".join(f"{self.lowest + step} {word}" for step, word in enumerate(self.answers))
        return f"{self.text} ({scale})"


_AMOUNT = ("hardly any", "some", "much", "a great deal")

_CATALOGUE = (
    Question(
        "cooperation",
        "Over the last year, how much has your organisation worked together with this partner?",
        ("not at all", "a little", "now and then", "often", "all the time"),
    ),
    Question(
        "competition",
        "Over the last year, how much have your organisation and this partner competed, for the "
        "same patients, members, funds or staff?",
        ("not at all", "a little", "in some fields", "in many fields", "in nearly all we do"),
    ),
    Question(
        "trust_reliability",
        "How reliable is this partner: does it do what it said it would?",
        ("hardly ever", "sometimes", "mostly", "always"),
    ),
    Question(
        "value_influence",
        "How much power and influence does this partner have on health care in our region?",
        _AMOUNT,
    ),
    Question(
        "would_partner",
        "How ready is your organisation to start a project with this partner within a year?",
        ("not ready", "hardly", "perhaps", "probably", "straight away"),
    ),
    Question(
        "direct_influence",
        "How far can what this partner does change what your organisation does?",
        ("not at all", "how we work", "our projects", "our mission", "whether we can go on"),
        consent="analyst",
    ),
    Question(
        "trust_mission",
        "How far does this partner share the mission of our work together?",
        ("hardly", "in part", "mostly", "fully"),
    ),
    Question(
        "trust_openness",
        "How open to discussion is this partner, also where you disagree?",
        ("hardly", "sometimes", "mostly", "always"),
    ),
    Question(
        "value_involvement",
        "How much is this partner involved in our work together?",
        _AMOUNT,
    ),
    Question(
        "value_resources",
        "How much does this partner contribute to our work together: time, people, data, money?",
        _AMOUNT,
    ),
    Question(
        "contact_frequency",
        "How often are you and this partner in touch?",
        ("never", "once a year or less", "every few months", "every month", "every week"),
    ),
    Question(
        "intensity",
        "Which word describes best how your organisation and this partner work together?",
        (
            "none: we do not know each other",
            "awareness: we know of each other",
            "cooperation: we share information",
            "coordination: we adapt to each other",
            "integration: we plan and act as one",
        ),
    ),
    Question(
        "shared_population",
        "How many of the people that your organisation serves does this partner serve too?",
        ("none", "a few", "about half", "most", "nearly all"),
    ),
)

QUESTIONS: Mapping[str, Question] = {question.construct: question for question in _CATALOGUE}
"""A tested wording for every construct; the six recommended ones come first."""

RECOMMENDED = tuple(QUESTIONS)[:6]
"""The six questions asked of each partner; the others may take the place of one of them."""


def recommended_questions() -> pd.DataFrame:
    """The `questions` table that a template is prefilled with.

    Returns
    -------
    DataFrame
        One row per recommended question, the columns of the declared table, every cell text.

    Examples
    --------
    >>> recommended_questions()["question"].tolist()[:3]
    ['cooperation', 'competition', 'trust_reliability']
    """
    rows = [
        {
            "question": question.construct,
            "construct": question.construct,
            "lowest": str(question.lowest),
            "highest": str(question.highest),
            "wording": question.wording,
            "consent": question.consent,
            "reverse": "no",
        }
        for question in (QUESTIONS[name] for name in RECOMMENDED)
    ]
    return pd.DataFrame(rows, columns=[column.name for column in TABLES["questions"].columns])
