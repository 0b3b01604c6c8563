"""Relationships: when we were last in touch, on whom a relation rests, what is owed."""

from stakeholder_map.relationships.acquainted import acquainted
from stakeholder_map.relationships.calls import CallList, call_list
from stakeholder_map.relationships.log import our_contacts, our_organisations, partners_of
from stakeholder_map.relationships.promises import next_dates, open_commitments
from stakeholder_map.relationships.state import CADENCE_DAYS, ContactState, contact_state

__all__ = [
    "CADENCE_DAYS",
    "CallList",
    "ContactState",
    "acquainted",
    "call_list",
    "contact_state",
    "next_dates",
    "open_commitments",
    "our_contacts",
    "our_organisations",
    "partners_of",
]
