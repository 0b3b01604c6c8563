"""Tables of the common ground: areas, needs, services, assets, offers, projects."""

from __future__ import annotations

from stakeholder_map.tables.columns import Column, Table
from stakeholder_map.tables.who import KEY_GROUPS

ASSET_KINDS = (
    "data",
    "quality_improvement",
    "family_engagement",
    "staff",
    "funding",
    "convening",
    "credibility",
)

areas = Table(
    "areas",
    "a market, goal, issue or other scope",
    (
        Column("area_id", "id", "a short name that never changes", required=True),
        Column("name", "text", "its name", required=True),
        Column(
            "kind",
            "choice",
            "what it is",
            required=True,
            allowed=("market", "goal", "issue", "scope"),
        ),
        Column("shared_goal", "text", "what rivals could want together here"),
        Column("community_benefit", "text", "what the community gains"),
        Column("metric", "text", "the measure of success"),
        Column("metric_kind", "choice", "what the measure counts", allowed=("financial", "other")),
        Column("baseline", "number", "where the measure stood"),
        Column("current", "number", "where it stands now"),
        Column("current_on", "date", "on which day it stood there"),
        Column("target", "number", "where it should be"),
        Column("due", "date", "by when", planned=True),
        Column(
            "relevance_to_members", "whole", "how much it matters to our members", low=0, high=4
        ),
        Column("our_difference", "whole", "how much difference we make", low=0, high=4),
        Column("could_lead", "id", "who could lead instead of us", refers=("stakeholders",)),
    ),
    key=("area_id",),
    adds="cooperation and competition area by area",
)

needs = Table(
    "needs",
    "an unmet need",
    (
        Column("need_id", "id", "its id", required=True),
        Column("name", "text", "what is needed", required=True),
        Column("area_id", "id", "in which area", required=True, refers=("areas",)),
        Column("people_affected", "whole", "how many people", required=True, low=0, unit="people"),
        Column("urgency", "whole", "how urgent", required=True, low=0, high=4),
        Column("stakeholder_id", "id", "whose need it is", refers=("stakeholders",)),
    ),
    key=("need_id",),
    adds="what is needed, against what exists",
)

services = Table(
    "services",
    "whom a stakeholder serves",
    (
        Column("stakeholder_id", "id", "who serves", required=True, refers=("stakeholders",)),
        Column("population", "text", "which people", required=True),
        Column("people", "whole", "how many of them", required=True, low=0, unit="people"),
        Column("area_id", "id", "in which area", refers=("areas",)),
        Column("need_id", "id", "which need it meets", refers=("needs",)),
        Column("capacity_month", "number", "how many it can serve", low=0, unit="people a month"),
        Column("eligibility", "text", "who is eligible"),
    ),
    key=("stakeholder_id", "population", "area_id", "need_id"),
    adds="who already meets a need, and how many people a group of partners reaches",
)

assets = Table(
    "assets",
    "something a stakeholder can bring",
    (
        Column("stakeholder_id", "id", "who has it", required=True, refers=("stakeholders",)),
        Column("asset", "text", "what it is", required=True),
        Column("kind", "choice", "what kind", required=True, allowed=ASSET_KINDS),
        Column("area_id", "id", "for which area", refers=("areas",)),
        Column("strength", "whole", "how strong", low=0, high=4),
        Column("in_use", "yes_no", "whether it is used already"),
        Column("cost_to_give", "whole", "what giving it costs them", low=0, high=4),
    ),
    key=("stakeholder_id", "asset"),
    adds="what partners can bring, and what lies unused",
)

offers = Table(
    "offers",
    "a selling point of ours, with its evidence",
    (
        Column("offer", "text", "what we offer", required=True),
        Column(
            "evidence",
            "choice",
            "how well it is shown",
            required=True,
            allowed=("roi", "measured", "strength"),
        ),
        Column("key_group", "choice", "for whom", allowed=KEY_GROUPS),
        Column("need_id", "id", "which need it meets", refers=("needs",)),
        Column("avoid", "text", "what not to say"),
    ),
    key=("offer",),
    adds="what to offer to whom",
)

projects = Table(
    "projects",
    "a candidate first project",
    (
        Column("project_id", "id", "its id", required=True),
        Column("name", "text", "its name", required=True),
        Column("area_id", "id", "in which area", required=True, refers=("areas",)),
        Column("months", "number", "how long it takes", required=True, low=0, unit="months"),
        Column(
            "effort_hours", "number", "what it takes in all", required=True, low=0, unit="hours"
        ),
        Column("visibility", "whole", "how visible it is", required=True, low=0, high=4),
        Column("feasibility", "whole", "how feasible it is", required=True, low=0, high=4),
        Column("needs", "list", "which needs it meets", refers=("needs",)),
        Column("asset_kinds_required", "list", "which assets it takes", allowed=ASSET_KINDS),
        Column("key_groups_required", "list", "which key groups it takes", allowed=KEY_GROUPS),
        Column("cost", "number", "what it costs", low=0, unit="currency of the region"),
        Column("paid_hours", "number", "hours that must be paid", low=0, unit="hours"),
    ),
    key=("project_id",),
    adds="which first project to start with",
)

TABLES = (areas, needs, services, assets, offers, projects)
