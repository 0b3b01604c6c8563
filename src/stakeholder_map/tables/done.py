"""Tables of what was done: contacts, events, asks, promises, corrections."""

from __future__ import annotations

from stakeholder_map.tables.columns import Column, Table

_PARTY = ("people", "stakeholders")

contacts = Table(
    "contacts",
    "one contact between two parties",
    (
        Column("date", "date", "when", required=True),
        Column("from_id", "id", "who made it", required=True, refers=_PARTY),
        Column("to_id", "id", "to whom", required=True, refers=_PARTY),
        Column("channel", "text", "call, mail, meeting ...", required=True),
        Column("area_id", "id", "about which area", refers=("areas",)),
        Column("outcome", "text", "what came of it", personal=True),
        Column("tension", "yes_no", "whether there was tension"),
        Column("favour", "choice", "a favour done", allowed=("given", "received")),
        Column("next_date", "date", "next contact promised for", planned=True),
        Column("notes", "text", "what else to know", personal=True),
    ),
    key=("date", "from_id", "to_id", "channel", "area_id"),
    adds="who is in touch with whom, who is overdue for a call",
    basic=True,
    repeats=True,
)

events = Table(
    "events",
    "a meeting",
    (
        Column("event_id", "id", "its id", required=True),
        Column("date", "date", "when", required=True),
        Column("attendees", "list", "who came", required=True, refers=_PARTY),
        Column("name", "text", "its name"),
        Column("host", "id", "who invited", refers=_PARTY),
        Column("area_id", "id", "about which area", refers=("areas",)),
        Column("kind", "text", "board, working group, conference ..."),
        Column("open", "yes_no", "whether it was open to the public: leaders' map shows who came"),
    ),
    key=("event_id",),
    adds="a witness of ties that no survey answer is needed for",
)

asks = Table(
    "asks",
    "what we asked of whom",
    (
        Column("stakeholder_id", "id", "whom", required=True, refers=("stakeholders",)),
        Column("asked_on", "date", "when", required=True),
        Column("asked_by", "id", "who of ours asked", required=True, refers=_PARTY, personal=True),
        Column(
            "ask",
            "choice",
            "what for",
            required=True,
            allowed=("join", "sponsor", "board", "contract", "data_sharing"),
        ),
        Column(
            "answer",
            "choice",
            "their answer",
            required=True,
            allowed=("yes", "no", "later", "waiting"),
        ),
        Column("answered_on", "date", "when they answered"),
        Column("reason", "text", "why", personal=True),
    ),
    key=("stakeholder_id", "asked_on", "ask"),
    adds="what was asked before, and how forecasts of acceptance turned out",
)

commitments = Table(
    "commitments",
    "something promised",
    (
        Column("stakeholder_id", "id", "who, or to whom", required=True, refers=("stakeholders",)),
        Column("direction", "choice", "who owes", required=True, allowed=("they_owe", "we_owe")),
        Column(
            "kind",
            "choice",
            "what kind",
            required=True,
            allowed=("data", "favour", "introduction", "reply"),
        ),
        Column("what", "text", "what was promised", required=True, personal=True),
        Column("due", "date", "by when", required=True, planned=True),
        Column("done", "date", "when it was done"),
    ),
    adds="promises on time, late and missing, in both directions",
)

corrections = Table(
    "corrections",
    "a published figure that was wrong",
    (
        Column("scan", "text", "which scan", required=True),
        Column("figure", "text", "which figure", required=True),
        Column("was", "text", "what it said", required=True),
        Column("now", "text", "what is right", required=True),
        Column("why", "text", "why it was wrong", required=True),
        Column("told_on", "date", "when it was told", required=True),
    ),
    adds="an open word on what earlier scans had wrong",
)

TABLES = (contacts, events, asks, commitments, corrections)
