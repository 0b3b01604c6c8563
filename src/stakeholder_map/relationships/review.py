"""Everything that the notebook on relationships asks, in one go."""

from __future__ import annotations

from dataclasses import dataclass

from stakeholder_map.relationships.calling import CallList, call_list, relation_value
from stakeholder_map.relationships.dealings import Dealings, dealings
from stakeholder_map.relationships.participation import (
    Deliveries,
    Load,
    Quiet,
    deliveries,
    gone_quiet,
    load,
)
from stakeholder_map.relationships.state import ContactState, contact_state
from stakeholder_map.relationships.success import Success, success
from stakeholder_map.relationships.turnover import (
    Depth,
    SecondContacts,
    Turnover,
    depth,
    second_contacts,
    turnover,
)
from stakeholder_map.scan import Scan


@dataclass(frozen=True, eq=False)
class Review:
    """The relationships of a scan, reviewed.

    Parameters
    ----------
    state : ContactState
        Where each relation stands.
    calls : CallList
        Whom to call.
    between : Dealings
        Favours and tensions.
    depth : Depth
        How many people on either side know each other.
    turnover : Turnover
        What would go with whom.
    second : SecondContacts
        Which second relationship to build.
    load : Load
        Who carries how much.
    deliveries : Deliveries
        What was promised.
    quiet : Quiet
        Who has gone quiet.
    success : Success
        Measures of success.
    """

    state: ContactState
    calls: CallList
    between: Dealings
    depth: Depth
    turnover: Turnover
    second: SecondContacts
    load: Load
    deliveries: Deliveries
    quiet: Quiet
    success: Success


def review_relationships(scan: Scan) -> Review:
    """Review all relationships of a scan.

    Parameters
    ----------
    scan : Scan
        An opened scan.

    Returns
    -------
    Review

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> review = review_relationships(open_scan(folder, draws=5, seed=1))
    >>> len(review.state.organisations) == len(review.depth.organisations)
    True
    """
    region = scan.region
    state = contact_state(region)
    return Review(
        state=state,
        calls=call_list(state, region=region, value=relation_value(scan)),
        between=dealings(region, state=state),
        depth=depth(state, region=region),
        turnover=turnover(state, region=region),
        second=second_contacts(state, region=region),
        load=load(region, log=state.log),
        deliveries=deliveries(region, state=state),
        quiet=gone_quiet(region, state=state),
        success=success(region),
    )
