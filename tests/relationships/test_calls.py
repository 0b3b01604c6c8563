import pandas as pd
import pytest
from relationships.conftest import PEOPLE, contact

from stakeholder_map.relationships import call_list, contact_state


def calls_of(region, **how):
    return call_list(contact_state(region), region=region, **how)


LOG = pd.DataFrame(
    [
        contact("2026-04-20", "u1", "a1"),  # 71 days ago: overdue within 30 days
        contact("2026-06-20", "us", "beta", next_date="2026-07-05"),
    ]
)


def test_who_will_be_overdue_and_who_was_promised_a_call_is_on_the_list(region_of):
    calls = calls_of(region_of(contacts=LOG, people=PEOPLE))
    assert calls.organisations.index.tolist() == ["acme", "beta"]
    assert calls.organisations["reasons"].tolist() == [
        "last contact 71 days ago",
        "promised for 2026-07-05",
    ]
    assert calls.callers["ours"].tolist() == ["u1"]
    assert calls.RESTRICTED == ("callers",)


@pytest.mark.parametrize("promised", ["2026-06-28", "2026-06-01"], ids=["in grace", "missed"])
def test_a_promised_day_that_passed_stays_on_the_list_with_its_reason(region_of, promised):
    log = pd.DataFrame([contact("2026-05-20", "us", "beta", next_date=promised)])
    calls = calls_of(region_of(contacts=log), days=10)
    assert calls.organisations["reasons"].to_dict() == {
        "beta": f"promised for {promised}, which passed without it"
    }


def test_a_promise_kept_late_needs_no_call_any_more(region_of):
    log = pd.DataFrame(
        [
            contact("2026-05-01", "us", "beta", next_date="2026-05-10"),
            contact("2026-06-20", "us", "beta"),
        ]
    )
    assert calls_of(region_of(contacts=log)).organisations.empty


def test_what_we_owe_late_comes_first(region_of):
    owed = pd.DataFrame(
        {
            "stakeholder_id": ["beta"],
            "direction": ["we_owe"],
            "kind": ["reply"],
            "what": ["answer"],
            "due": ["2026-06-01"],
        }
    )
    calls = calls_of(region_of(contacts=LOG, commitments=owed))
    assert calls.organisations.index[0] == "beta"
    assert "we owe 1 late" in calls.sentences[0]


def test_whom_we_never_met_is_not_on_the_list(region_of):
    calls = calls_of(region_of(contacts=LOG))
    assert "cove" not in calls.organisations.index


def test_without_any_contact_on_record_no_call_is_called_due_or_not_due(region_of):
    seats = pd.DataFrame({"member_id": ["acme"], "body": ["Board"]})
    calls = calls_of(region_of(memberships=seats))
    assert calls.sentences == ("No contact is on record: which calls are due cannot be told.",)


def test_an_empty_list_says_so(region_of):
    log = pd.DataFrame([contact("2026-06-29", "us", "beta")])
    calls = calls_of(region_of(contacts=log))
    assert calls.organisations.empty
    assert calls.sentences == ("No call is due in the next 30 days by what is on record.",)
