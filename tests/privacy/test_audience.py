"""Who sees what of the leadership tier."""

import pytest

from stakeholder_map.privacy.audience import AUDIENCES, is_for

CLOSED = (
    "influence",
    "influence-ranking",
    "founding-group",
    "group-1",
    "willingness",
    "proposal",
    "card-acme",
    "call-list",
    "received-organisations",
    "received-organisations-table",
    "relations-counts",
    "something-nobody-thought-of",
)


@pytest.mark.parametrize("name", CLOSED)
def test_ranks_willingness_proposal_cards_and_calls_are_for_the_convener_alone(name):
    assert [each for each in AUDIENCES if is_for(name, audience=each)] == ["convener"]


@pytest.mark.parametrize(
    "name", ["here-1", "needs", "received-groups-table", "received-areas-table", "missing-survey-x"]
)
def test_counts_are_for_everybody(name):
    assert all(is_for(name, audience=each) for each in AUDIENCES)


def test_quotations_are_not_for_the_public():
    assert [a for a in AUDIENCES if is_for("in-their-words", audience=a)] == ["convener", "members"]
