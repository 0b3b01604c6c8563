"""Tables that say who is here: organisations, persons, the bodies they sit on."""

from __future__ import annotations

from stakeholder_map.tables.columns import Column, Table

KEY_GROUPS = (
    "health_plan",
    "hospital",
    "physician_group",
    "purchaser_coalition",
    "quality_improvement_organization",
    "medical_association",
    "non_health",
    "government",
    "payer_committee",
    "administrator_association",
    "patient_rights",
    "community_service",
)
"""The key groups of a regional health-care coalition; `region.toml` may add its own."""

SENIORITY = ("executive", "clinical", "quality", "operations", "liaison")

stakeholders = Table(
    "stakeholders",
    "an organisation, or an internal department",
    (
        Column("stakeholder_id", "id", "a short name that never changes", required=True),
        Column("name", "text", "the name as people know it", required=True),
        Column(
            "key_group",
            "choice",
            "which part of the region it speaks for",
            required=True,
            allowed=KEY_GROUPS,
        ),
        Column("parent_id", "id", "the system it belongs to", refers=("stakeholders",)),
        Column("ownership", "choice", "who owns it", allowed=("nonprofit", "for_profit", "public")),
        Column("internal", "yes_no", "whether it is a department of our own"),
        Column("region", "text", "where in the region it works"),
        Column("members", "whole", "how many members or lives it stands for", low=0, unit="people"),
        Column(
            "legal_relation",
            "choice",
            "its legal relation to us",
            allowed=("independent", "affiliated", "owned"),
        ),
        Column("willingness", "whole", "how ready it is to work with us", low=0, high=4),
        Column("legitimacy", "whole", "how rightful its claim is held to be", low=0, high=4),
        Column("urgency", "whole", "how pressing its claim is", low=0, high=4),
        Column("contract_required", "yes_no", "whether working with it needs a contract"),
        Column("lead_months_min", "number", "shortest time a contract takes", low=0, unit="months"),
        Column("lead_months_max", "number", "longest time a contract takes", low=0, unit="months"),
        Column("paid_time_needed", "yes_no", "whether its people's time must be paid"),
        Column("capacity", "load", "time it can give", low=0, unit="hours a month"),
        Column("notes", "text", "what else to know", personal=True),
    ),
    key=("stakeholder_id",),
    adds="who is here; every other table refers to it",
    basic=True,
)

aliases = Table(
    "aliases",
    "another spelling of a stakeholder or a person",
    (
        Column("alias", "text", "the other spelling", required=True),
        Column("id", "id", "what it stands for", required=True, refers=("stakeholders", "people")),
    ),
    key=("alias",),
    adds="names spelt in more than one way find their organisation",
)

people = Table(
    "people",
    "a person, ours or theirs",
    (
        Column("person_id", "id", "a short name that never changes", required=True, personal=True),
        Column(
            "stakeholder_id",
            "id",
            "where the person works",
            required=True,
            refers=("stakeholders",),
        ),
        Column("name", "text", "the person's name", required=True, personal=True),
        Column("role", "text", "what the person does there", required=True),
        Column("seniority", "choice", "at which level", required=True, allowed=SENIORITY),
        Column("since", "date", "in this role since"),
        Column("until", "date", "last day in this role", planned=True),
        Column("champion", "yes_no", "whether the person speaks for us"),
        Column(
            "known_by",
            "list",
            "which of our people know the person",
            refers=("people",),
            personal=True,
        ),
    ),
    key=("person_id",),
    adds="whom to call, which ties hang on one person, who can introduce us",
    basic=True,
)

acquaintances = Table(
    "acquaintances",
    "two people who know each other",
    (
        Column("person_id", "id", "one of them", required=True, refers=("people",), personal=True),
        Column(
            "other_person_id", "id", "the other", required=True, refers=("people",), personal=True
        ),
        Column("strength", "whole", "how well", low=1, high=4),
        Column("since", "date", "since when"),
        Column("source", "text", "who says so", personal=True),
    ),
    key=("person_id", "other_person_id"),
    adds="warm introductions through people who know each other",
)

memberships = Table(
    "memberships",
    "a body that someone sits on",
    (
        Column(
            "member_id", "id", "who sits there", required=True, refers=("stakeholders", "people")
        ),
        Column("body", "text", "the board, committee or council", required=True),
        Column("since", "date", "since when"),
        Column("until", "date", "last day of the seat", planned=True),
        Column("hours_month", "load", "time it takes", low=0, unit="hours a month"),
    ),
    key=("member_id", "body", "since"),
    adds="who meets whom in other bodies, and who is overloaded",
)

TABLES = (stakeholders, aliases, people, acquaintances, memberships)
