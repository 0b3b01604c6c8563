"""What organisations say of each other, as one voice for each system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from stakeholder_map.environment.voices import open_layers
from stakeholder_map.tables import TRUST, VALUE

if TYPE_CHECKING:
    import pandas as pd

    from stakeholder_map.read import Region

FULL_MARKS = 4
"""Means are told on a scale on which 4 is the highest answer of the question."""

TOPICS: Mapping[str, tuple[str, ...]] = {
    "value": VALUE,
    "trust": TRUST,
    "would_partner": ("would_partner",),
    "direct_influence": ("direct_influence",),
}
"""What a received mean is about, and the constructs that it is the mean of."""


@dataclass(frozen=True, order=True)
class Voice:
    """What one system says of one organisation on one topic.

    Parameters
    ----------
    rater : str
        Id of the topmost parent of those who answered.
    subject : str
        Id of the organisation that was rated.
    topic : str
        Of :data:`TOPICS`.
    total : int
        Sum of the answers.
    answers : int
        How many answers: of several respondents, or to several questions.

    Examples
    --------
    >>> Voice("plan", "clinic", "value", 7, 2).mean
    Fraction(7, 2)
    """

    rater: str
    subject: str
    topic: str
    total: int
    answers: int

    @property
    def mean(self) -> Fraction:
        """Its answers' mean: what the system says."""
        return Fraction(self.total, self.answers)


@dataclass(frozen=True)
class Scale:
    """Ends of the scale on which a topic was asked."""

    lowest: int
    highest: int


@dataclass(frozen=True)
class Ratings:
    """All voices of a survey on the topics that leaders may hear of.

    Parameters
    ----------
    voices : tuple of Voice
        Sorted.
    scales : mapping of str to Scale
        By topic; a topic whose questions do not share one scale is left out.
    """

    voices: tuple[Voice, ...]
    scales: Mapping[str, Scale]


def collect_ratings(region: Region) -> Ratings:
    """One voice for each system on each organisation, for questions with the leaders' consent.

    Parameters
    ----------
    region : Region
        The survey's answers on the relation as a whole, its questions, who answered for whom.

    Returns
    -------
    Ratings
        Blank cells are no rating; what a system says of its own members is left out.

    Notes
    -----
    Questions whose consent ends at the analysts are not read at all.
    """
    asked = region.table("questions")
    allowed = set(open_layers(region))
    voices: list[Voice] = []
    scales: dict[str, Scale] = {}
    for topic, constructs in TOPICS.items():
        questions = asked[asked["construct"].isin(allowed & set(constructs))]
        ends = questions[["lowest", "highest"]].drop_duplicates()
        if len(ends) != 1 or not region.has("survey"):
            continue
        scales[topic] = Scale(int(ends["lowest"].iloc[0]), int(ends["highest"].iloc[0]))
        survey = region.table("survey")
        whole = survey[survey["area_id"].isna()]
        voices += voices_of(region, whole, questions=questions, topic=topic)
    return Ratings(tuple(sorted(voices)), scales)


def responding(region: Region) -> tuple[str, ...]:
    """Topmost parents of those who answered the survey, sorted.

    Parameters
    ----------
    region : Region
        With or without a survey.

    Returns
    -------
    tuple of str
        Ids of stakeholders.
    """
    homes = homes_of(region)
    spoke = region.table("survey")["respondent_id"].unique()
    return tuple(sorted({region.root_of(homes[str(one)]) for one in spoke}))


def homes_of(region: Region) -> dict[str, str]:
    """The organisation for which each respondent answers.

    Parameters
    ----------
    region : Region
        Its invitations are read; without them respondents are organisations.

    Returns
    -------
    dict of str to str
        Id of a stakeholder by id of the respondent.
    """
    homes = {str(one): str(one) for one in region.table("stakeholders")["stakeholder_id"]}
    invited = region.table("invitations")
    pairs = zip(invited["respondent_id"], invited["stakeholder_id"], strict=True)
    return {**homes, **{str(one): str(home) for one, home in pairs}}


def voices_of(
    region: Region, survey: pd.DataFrame, *, questions: pd.DataFrame, topic: str
) -> list[Voice]:
    """What each system says of each organisation in some rows of the survey.

    Parameters
    ----------
    region : Region
        Who answered for whom, and parents.
    survey, questions : DataFrame
        Rows of the tables of these names.
    topic : str
        What the questions are about.

    Returns
    -------
    list of Voice
        What a system says of its own members is left out.
    """
    from stakeholder_map.evidence.survey import read_answers

    answers = read_answers(survey, questions=questions).dropna(subset=["exact"])
    homes = homes_of(region)
    rater = answers["witness"].map(homes).map(region.root_of)
    own = answers["target"].map(region.root_of) == rater
    heard = answers.assign(rater=rater)[~own]
    sums = heard.groupby(["rater", "target"])["exact"].agg(["sum", "size"])
    return [
        Voice(str(rater), str(subject), topic, int(total), int(size))
        for (rater, subject), total, size in zip(sums.index, sums["sum"], sums["size"], strict=True)
    ]
