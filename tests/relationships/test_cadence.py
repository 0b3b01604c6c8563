"""State of a relation, cadence by role, and the one clock."""

import os
import time

import pandas as pd
import pytest
from relationships.conftest import PEOPLE, WHO, contact

from stakeholder_map.errors import InputError
from stakeholder_map.relationships import contact_state, roles_of

ZONES = ("Pacific/Auckland", "America/New_York", "Europe/London", "Asia/Kolkata")


def log_of(*rows):
    return pd.DataFrame([contact(*row) for row in rows])


def ask(who, answer, *, asked="2026-01-05", answered="2026-01-20"):
    return {"stakeholder_id": who, "asked_on": asked, "asked_by": "us", "ask": "join",
            "answer": answer, "answered_on": "" if answer == "waiting" else answered}  # fmt: skip


LOG = log_of(
    ("2026-06-01", "us", "acme"), ("2026-06-01", "us", "beta"), ("2026-06-01", "us", "cove")
)


def test_the_last_answer_to_an_ask_makes_the_role(region_of):
    asks = pd.DataFrame(
        [
            ask("acme", "no", asked="2025-05-01", answered="2025-06-01"),
            ask("acme", "yes"),
            ask("beta", "yes", asked="2025-05-01", answered="2025-06-01"),
            ask("beta", "no"),
            ask("cove", "waiting"),
        ]
    )
    roles = roles_of(region_of(contacts=LOG, asks=asks))
    assert roles.to_dict() == {"acme": "founding_member", "beta": "courtesy", "cove": "candidate"}


def test_who_stands_against_us_in_more_areas_than_with_us_gets_a_courtesy_call(region_of):
    areas = pd.DataFrame({"area_id": ["x", "y"], "name": ["X", "Y"], "kind": "issue"})
    stands = [
        ("us", "x", 3),
        ("us", "y", 2),
        ("acme", "x", -4),
        ("beta", "x", -1),
        ("beta", "y", 1),
    ]
    positions = pd.DataFrame(stands, columns=["stakeholder_id", "area_id", "position"])
    roles = roles_of(region_of(contacts=LOG, areas=areas, positions=positions))
    assert roles.to_dict() == {"acme": "courtesy", "beta": "candidate", "cove": "candidate"}


def test_the_cadence_depends_on_the_role_and_region_toml_may_set_it(region_of):
    asks = pd.DataFrame([ask("acme", "yes"), ask("beta", "no")])
    usual = contact_state(region_of(contacts=LOG, asks=asks)).organisations
    assert usual["cadence_days"].tolist() == [30, 180, 90]
    own = {"cadence_days": {"founding_member": 20, "courtesy": 0}}
    table = contact_state(region_of(contacts=LOG, asks=asks, settings=own)).organisations
    assert table["overdue_days"].tolist() == [9, 0, 0]
    assert table["cadence_days"].fillna(-1).tolist() == [20, -1, 90]
    with pytest.raises(InputError, match="closest: 'courtesy'"):
        region_of(contacts=LOG, settings={"cadence_days": {"curtesy": 3}})


def test_states_run_from_strong_over_working_and_dormant_to_none(region_of):
    often = [
        (f"2026-0{month}-{day}", "us", "acme") for month in (5, 6) for day in ("05", "15", "25")
    ]
    log = log_of(*often, ("2026-05-01", "us", "beta"))
    table = contact_state(region_of(contacts=log)).organisations
    assert table["state"].tolist() == ["strong", "working", "none"]
    later = contact_state(region_of(contacts=log, as_of="2026-12-30")).organisations
    assert later["state"].tolist() == ["dormant", "dormant", "none"]


def test_a_relation_whose_holders_have_left_is_inherited(region_of):
    log = log_of(("2026-01-10", "u1", "gone"), ("2026-06-10", "u1", "a1"))
    table = contact_state(region_of(contacts=log)).organisations
    assert table["state"].tolist() == ["working", "inherited", "none"]
    kept = log_of(("2026-01-10", "u1", "gone"), ("2026-05-10", "u1", "b1"))
    assert contact_state(region_of(contacts=kept)).organisations["state"]["beta"] == "working"


def test_the_usual_interval_is_the_median_gap_between_days_and_needs_three(region_of):
    log = log_of(
        ("2026-06-01", "us", "acme"),
        ("2026-06-01", "u1", "a1"),
        ("2026-06-11", "us", "acme"),
        ("2026-06-14", "us", "acme"),
        ("2026-06-01", "us", "beta"),
        ("2026-06-02", "us", "beta"),
    )
    usual = contact_state(region_of(contacts=log)).organisations["usual_interval"]
    assert usual["acme"] == 6.5
    assert pd.isna(usual["beta"])


def test_last_contact_is_told_for_either_side(region_of):
    log = log_of(("2026-06-01", "us", "acme"), ("2026-05-01", "a1", "u1"))
    row = contact_state(region_of(contacts=log)).organisations.loc["acme"]
    assert str(row["last_from_us"].date()) == "2026-06-01"
    assert str(row["last_from_them"].date()) == "2026-05-01"


@pytest.fixture
def in_zone(monkeypatch):
    before = os.environ.get("TZ")

    def switch(zone):
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield switch
    if before is None:
        monkeypatch.delenv("TZ", raising=False)
    else:
        monkeypatch.setenv("TZ", before)
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system has no time zones by name")
@pytest.mark.parametrize(
    ("date", "as_of", "days"),
    [
        ("2025-12-31", "2026-01-01", 1),
        ("2028-02-28", "2028-03-01", 2),
        ("2026-02-28", "2026-03-01", 1),
        ("2026-03-07", "2026-03-09", 2),  # clocks go forward in New York
        ("2026-03-28", "2026-03-30", 2),  # and in London
        ("2026-10-31", "2026-11-02", 2),  # and back in New York
        ("2026-09-26", "2026-09-28", 2),  # forward in Auckland
    ],
)
def test_days_are_days_of_the_calendar_in_every_time_zone(region_of, in_zone, date, as_of, days):
    found = []
    for zone in ZONES:
        in_zone(zone)
        region = region_of(contacts=log_of((date, "us", "acme")), as_of=as_of)
        found.append(contact_state(region).organisations)
    assert [table["days_since"]["acme"] for table in found] == [days] * len(ZONES)
    for table in found[1:]:
        pd.testing.assert_frame_equal(table, found[0])


def test_as_of_is_the_only_clock(region_of, tmp_path):
    """The same folder read for an earlier day is the folder that ended on that day."""
    rows = [("2026-03-01", "u1", "a1"), ("2026-05-01", "us", "beta"), ("2026-06-01", "acme", "u2")]
    log = pd.DataFrame([contact(*row, next_date="2026-08-01") for row in rows])
    promised = pd.DataFrame(
        {
            "stakeholder_id": ["acme", "beta"],
            "direction": "they_owe",
            "kind": "data",
            "what": "rates",
            "due": ["2026-05-05", "2026-09-01"],
            "done": ["2026-05-20", ""],
        }
    )
    whole = region_of(contacts=log, commitments=promised, as_of="2026-05-10")
    assert whole.balance.query("table == 'contacts'")["rows"].tolist() == [2, 1]
    then = region_of(contacts=log[:2], commitments=promised.assign(done=""), as_of="2026-05-10")
    pd.testing.assert_frame_equal(
        contact_state(whole).organisations, contact_state(then).organisations
    )
    table = contact_state(whole).organisations
    assert str(table["next_promised"]["acme"].date()) == "2026-08-01"  # planned days may lie ahead
    assert table["they_owe_late"].tolist() == [1, 0, 0]


def test_what_a_log_may_not_hold_is_left_out_and_counted(region_of):
    log = log_of(
        ("2026-06-01", "us", "acme"),
        ("2026-06-01", "us", "acme"),
        ("2026-06-02", "us", "us"),
        ("1979-12-31", "us", "acme"),
        ("2026-07-01", "us", "acme"),
    )
    region = region_of(contacts=log, settings={"log_start": "2025-01-01"})
    rows = region.balance[region.balance["table"] == "contacts"].set_index("reason")["rows"]
    reasons = ["used", "after as_of", "before log_start", "self-contact", "duplicate contact"]
    assert rows.to_dict() == dict.fromkeys(reasons, 1)
    assert contact_state(region).organisations["contacts_year"]["acme"] == 1
    with pytest.raises(InputError, match="nobody"):
        region_of(contacts=log_of(("2026-06-01", "us", "nobody")))


def test_without_people_nothing_is_inherited(region_of):
    table = contact_state(region_of(contacts=LOG, people=None)).organisations
    assert set(table["state"]) == {"working"}
    assert len(WHO) == 5
    assert len(PEOPLE) == 6
