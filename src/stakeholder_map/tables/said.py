"""Tables of what people said: the survey, who was asked, positions, what was heard."""

from __future__ import annotations

from stakeholder_map.tables.columns import Column, Table
from stakeholder_map.tables.constructs import CONSTRUCTS

CONSENT = ("analyst", "leadership")

questions = Table(
    "questions",
    "a survey question",
    (
        Column("question", "id", "the column of `survey` that holds its answers", required=True),
        Column("construct", "choice", "what it measures", required=True, allowed=tuple(CONSTRUCTS)),
        Column("lowest", "whole", "lowest answer of its scale", required=True),
        Column("highest", "whole", "highest answer of its scale", required=True),
        Column("wording", "text", "the question as it was asked", required=True),
        Column("consent", "choice", "who may see results of it", required=True, allowed=CONSENT),
        Column("reverse", "yes_no", "whether a low answer means much of the construct"),
    ),
    key=("question",),
    adds="what the survey columns mean",
    basic=True,
)

survey = Table(
    "survey",
    "what one respondent says of one target, in one area or as a whole",
    (
        Column(
            "respondent_id",
            "id",
            "who answers",
            required=True,
            refers=("invitations", "stakeholders"),
        ),
        Column("target_id", "id", "of whom", required=True, refers=("stakeholders",)),
        Column("area_id", "id", "in which area; blank: the relation as a whole", refers=("areas",)),
        Column("wave", "id", "in which round", refers=("waves",)),
        Column("submitted_at", "date", "when the answer came", required=True),
        Column("comment", "text", "in the respondent's own words", personal=True),
    ),
    key=("wave", "respondent_id", "target_id", "area_id"),
    adds="trust, value, cooperation and competition as the organisations report them",
    basic=True,
)

invitations = Table(
    "invitations",
    "who was asked to answer the survey",
    (
        Column("respondent_id", "id", "who answers", required=True),
        Column(
            "stakeholder_id",
            "id",
            "for which organisation",
            required=True,
            refers=("stakeholders",),
        ),
        Column("person_id", "id", "which person", refers=("people",), personal=True),
        Column("wave", "id", "in which round", refers=("waves",)),
        Column("invited_on", "date", "when"),
        Column("role", "text", "the respondent's role"),
        Column("reminders", "whole", "how often reminded", low=0),
        Column(
            "shown", "text", "which targets were shown: roster, free, or their ids separated by |"
        ),
    ),
    key=("wave", "respondent_id"),
    adds="the response rate, and who stayed silent",
)

waves = Table(
    "waves",
    "a round of the survey",
    (
        Column("wave", "id", "its name", required=True),
        Column("opened", "date", "first day", required=True),
        Column("closed", "date", "last day", required=True, planned=True),
    ),
    key=("wave",),
    adds="comparison of survey rounds",
)

positions = Table(
    "positions",
    "where a stakeholder stands in an area",
    (
        Column("stakeholder_id", "id", "who", required=True, refers=("stakeholders",)),
        Column("area_id", "id", "on what", required=True, refers=("areas",)),
        Column(
            "position",
            "whole",
            "from strongly against to strongly for",
            required=True,
            low=-4,
            high=4,
        ),
        Column("priority", "whole", "how much it matters to them", low=0, high=4),
        Column("gain_alone", "whole", "what they gain acting alone", low=0, high=4),
        Column("gain_together", "whole", "what they gain acting together", low=0, high=4),
        Column(
            "gain_kind",
            "list",
            "what kind of gain",
            allowed=("financial", "referrals", "care", "community", "voice"),
        ),
        Column("gives_up", "text", "what they would give up"),
        Column("at_stake", "text", "what they have at stake"),
        Column("source", "choice", "who says so", allowed=("stated", "our_guess", "document")),
        Column("stated_on", "date", "when it was said"),
    ),
    key=("stakeholder_id", "area_id"),
    adds="who stands together and who apart in each area, and what each side gains",
)

observations = Table(
    "observations",
    "something heard or read",
    (
        Column("date", "date", "when", required=True),
        Column(
            "source", "choice", "where", required=True, allowed=("interview", "document", "meeting")
        ),
        Column(
            "theme",
            "choice",
            "what it is about",
            required=True,
            allowed=("culture", "policy", "need", "opportunity", "tension"),
        ),
        Column("text", "text", "what was heard, in people's words", required=True, personal=True),
        Column("consent", "choice", "who may read it", required=True, allowed=CONSENT),
        Column("stakeholder_id", "id", "of whom", refers=("stakeholders",)),
        Column("area_id", "id", "in which area", refers=("areas",)),
    ),
    adds="the climate in people's own words",
)

TABLES = (questions, survey, invitations, waves, positions, observations)

POSITION_WORDS = {
    "strongly for": 4,
    "for": 2,
    "neutral": 0,
    "against": -2,
    "strongly against": -4,
}
"""Words of a wide position sheet (areas as columns) and the positions they stand for."""
