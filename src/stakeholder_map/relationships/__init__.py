"""Relationships: when we were last in touch, on whom a relation rests, what is owed.

In the order to read: `log` is the contact log from our side, `acquainted` who knows whom, `roles`
what an organisation is to us, `cadence` how often and how strong, `promises` what was announced and
is owed; `state` brings these together, and `told` says it in words. On it rest `calling` (whom to
call), `dealings` (favours, tensions), `turnover` (what goes with a person), `introductions` (who
can introduce us), `participation` (load, deliveries, silence) and `handover` (the handbook).
`success` stands by itself; `review` is all of it at once, for the notebook.
"""

from stakeholder_map.relationships.acquainted import acquainted
from stakeholder_map.relationships.calling import CallList, call_list, relation_value
from stakeholder_map.relationships.dealings import Dealings, dealings
from stakeholder_map.relationships.log import (
    in_office,
    our_contacts,
    our_organisations,
    partners_of,
)
from stakeholder_map.relationships.participation import (
    Deliveries,
    Load,
    Quiet,
    deliveries,
    gone_quiet,
    load,
)
from stakeholder_map.relationships.promises import next_dates, open_commitments
from stakeholder_map.relationships.review import Review, review_relationships
from stakeholder_map.relationships.roles import CADENCE_DAYS, roles_of
from stakeholder_map.relationships.state import ContactState, contact_state
from stakeholder_map.relationships.success import Success, success
from stakeholder_map.relationships.turnover import (
    Depth,
    Leaving,
    SecondContacts,
    Turnover,
    depth,
    if_person_leaves,
    second_contacts,
    turnover,
    without_person,
)

__all__ = [
    "CADENCE_DAYS",
    "CallList",
    "ContactState",
    "Dealings",
    "Deliveries",
    "Depth",
    "Leaving",
    "Load",
    "Quiet",
    "Review",
    "SecondContacts",
    "Success",
    "Turnover",
    "acquainted",
    "call_list",
    "contact_state",
    "dealings",
    "deliveries",
    "depth",
    "gone_quiet",
    "if_person_leaves",
    "in_office",
    "load",
    "next_dates",
    "open_commitments",
    "our_contacts",
    "our_organisations",
    "partners_of",
    "relation_value",
    "review_relationships",
    "roles_of",
    "second_contacts",
    "success",
    "turnover",
    "without_person",
]
