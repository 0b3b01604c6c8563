"""What a result has to show: the calls that a notebook makes under its headings."""

from stakeholder_map.report.show import (
    agenda,
    asking,
    blocs,
    candidates,
    cards,
    choice,
    compare,
    coopetition,
    environment,
    grounds,
    influence,
    introductions,
    judgements,
    ledger,
    model,
    obligations,
    relationships,
    scan,
    weak_points,
)
from stakeholder_map.report.show.brief import Brief, gather_brief
from stakeholder_map.report.show.explore import explore
from stakeholder_map.report.show.grounds import moved
from stakeholder_map.report.show.verbs import answer, doubt, evidence, limits, method

ROOMS = (
    scan,
    environment,
    influence,
    grounds,
    coopetition,
    ledger,
    blocs,
    candidates,
    choice,
    relationships,
    obligations,
    judgements,
    model,
    weak_points,
    asking,
    introductions,
    cards,
    agenda,
    compare,
)
"""The modules whose results the verbs know; importing them is what makes them known."""

__all__ = [
    "ROOMS",
    "Brief",
    "answer",
    "doubt",
    "evidence",
    "explore",
    "gather_brief",
    "limits",
    "method",
    "moved",
]
