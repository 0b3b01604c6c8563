"""Turnover: on how few people relations rest, and what goes when one of them leaves."""

from stakeholder_map.relationships.turnover.depth import Depth, depth
from stakeholder_map.relationships.turnover.leaving import (
    Leaving,
    Turnover,
    if_person_leaves,
    turnover,
)
from stakeholder_map.relationships.turnover.second import SecondContacts, second_contacts
from stakeholder_map.relationships.turnover.tenure import tenure
from stakeholder_map.relationships.turnover.without import without_person

__all__ = [
    "Depth",
    "Leaving",
    "SecondContacts",
    "Turnover",
    "depth",
    "if_person_leaves",
    "second_contacts",
    "tenure",
    "turnover",
    "without_person",
]
