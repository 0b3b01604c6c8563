"""Favours, tensions, load, commitments, participation, measures of success."""

import pandas as pd
import pytest
from relationships.conftest import PEOPLE, WHO, contact

from stakeholder_map.relationships import (
    contact_state,
    dealings,
    deliveries,
    gone_quiet,
    load,
    our_contacts,
    success,
)


def log_of(*rows):
    return pd.DataFrame([{**contact(*row[:3]), **(row[3] if len(row) > 3 else {})} for row in rows])


def test_a_tension_is_open_until_a_calm_contact_follows(region_of):
    log = log_of(
        ("2026-05-01", "u1", "a1", {"tension": "yes", "outcome": "cross"}),
        ("2026-05-09", "u1", "a1"),
        ("2026-05-20", "us", "beta", {"tension": "yes"}),
        ("2026-05-20", "us", "cove", {"tension": "yes"}),
    )
    region = region_of(contacts=log)
    found = dealings(region, state=contact_state(region))
    assert found.tensions.set_index("name")["open"].to_dict() == {
        "Acme Hospital": False, "Beta Plan": True, "Cove Clinic": True,
    }  # fmt: skip
    assert found.tensions["days_open"].tolist()[:2] == [41, 41]
    assert "cross" not in found.tensions.to_csv()
    assert "cross" in found.words.to_csv()
    assert found.sentences[0].startswith("3 tensions on record, 2 still open")


def test_favours_are_counted_both_ways(region_of):
    given, received = {"favour": "given"}, {"favour": "received"}
    log = log_of(
        ("2026-05-01", "u1", "a1", given),
        ("2026-05-02", "a1", "u1", received),
        ("2026-05-03", "a1", "u1", received),
    )
    region = region_of(contacts=log)
    row = dealings(region, state=contact_state(region)).favours.loc["acme"]
    assert (row["given"], row["received"], row["balance"]) == (1, 2, -1)


SEATS = pd.DataFrame(
    [
        ("a1", "Board", "10", ""),
        ("a2", "board", "6", ""),
        ("acme", "Council", "", ""),
        ("b1", "Council", "heavy", ""),
        ("b1", "Board", "2", ""),
        ("beta", "Old body", "50", "2026-01-31"),
    ],
    columns=["member_id", "body", "hours_month", "until"],
)


def test_hours_of_bodies_are_set_against_capacity(region_of):
    who = WHO.assign(capacity=["", "", "20", "100", ""])
    region = region_of(stakeholders=who, memberships=SEATS)
    found = load(region, log=our_contacts(region))
    table = found.organisations
    assert table["bodies"].to_dict() == {"acme": 18, "beta": 18, "cove": 0, "desk": 0, "us": 0}
    assert table["verdict"].to_dict() == {
        "acme": "close", "beta": "within", "cove": "not known", "desk": "not known",
        "us": "not known",
    }  # fmt: skip
    assert found.people["hours"].tolist() == [18]
    assert "Bea" not in found.people.to_csv()
    assert found.drop[["name", "seats", "hours"]].values.tolist() == [["Acme Hospital", 2, 6.0]]
    assert found.merge[["in_common", "share"]].values.tolist() == [[2, 1.0]]


def test_contacts_and_meetings_with_us_cost_both_sides_hours(region_of):
    log = log_of(("2026-05-01", "u1", "a1", {"channel": "Meeting"}), ("2024-05-01", "u1", "a1"))
    events = pd.DataFrame(
        [("e1", "2026-06-01", "u1|b1"), ("e2", "2026-06-02", "a1|b1")],
        columns=["event_id", "date", "attendees"],
    )
    region = region_of(contacts=log, events=events)
    hours = load(region, log=our_contacts(region)).organisations["with_us"]
    assert hours.round(4).to_dict() == {
        "acme": 0.0833, "beta": 0.1667, "cove": 0, "desk": 0, "us": 0.25,
    }  # fmt: skip


def promise(who, due, done="", *, direction="they_owe"):
    return (who, direction, "data", "rates", due, done)


COLUMNS = ["stakeholder_id", "direction", "kind", "what", "due", "done"]


def test_commitments_are_on_time_late_missing_or_open(region_of):
    promised = pd.DataFrame(
        [
            promise("acme", "2026-05-01", "2026-05-01"),
            promise("acme", "2026-05-01", "2026-05-11"),
            promise("acme", "2026-06-01"),
            promise("acme", "2026-06-30"),
            promise("beta", "2026-06-01", direction="we_owe"),
        ],
        columns=COLUMNS,
    )
    log = log_of(("2026-06-10", "u1", "a1"), ("2026-05-05", "u1", "a1"), ("2026-06-20", "a1", "u1"))
    region = region_of(contacts=log, commitments=promised)
    found = deliveries(region, state=contact_state(region))
    table = found.organisations.set_index(["name", "direction"])
    acme = table.loc[("Acme Hospital", "they_owe")]
    assert acme[["on_time", "late", "missing", "open"]].tolist() == [1, 1, 1, 1]
    assert (acme["share_on_time"], acme["median_days_late"]) == (pytest.approx(1 / 3), 10)
    assert acme["reminders"] == 2  # on 10 June for the missing one, on 5 May for the late one
    assert found.reminders["remind_on"].dt.date.astype(str).tolist() == ["2026-06-30", "2026-06-30"]
    assert found.ours["days_late"].tolist() == [29]


@pytest.mark.parametrize(
    ("before", "now", "trend"),
    [("ooo", "lll", "worse"), ("lll", "ooo", "better"), ("olo", "olo", "steady"),
     ("oo", "lll", "too few to tell")],
)  # fmt: skip
def test_a_trend_is_told_from_three_deliveries_a_year(region_of, before, now, trend):
    rows = [
        promise("acme", f"{year}-0{place}-10", f"{year}-0{place}-{'10' if how == 'o' else '20'}")
        for year, word in (("2025", before), ("2026", now))
        for place, how in enumerate(word, start=1)
    ]
    region = region_of(commitments=pd.DataFrame(rows, columns=COLUMNS), memberships=SEATS[:1])
    table = deliveries(region, state=contact_state(region)).organisations
    assert table["trend"].tolist() == [trend]


def test_who_was_busy_and_is_silent_has_gone_quiet(region_of):
    days = pd.date_range("2025-03-01", "2025-12-01", freq="28D")
    busy = [(str(day.date()), "us", who) for day in days for who in ("acme", "beta")]
    log = log_of(*busy, *[(f"2026-0{month}-10", "us", "beta") for month in range(2, 7)])
    region = region_of(contacts=log)
    table = gone_quiet(region, state=contact_state(region)).organisations
    assert table["quiet"].to_dict() == {"acme": True, "beta": False, "cove": False}
    assert table.loc["acme", "chance"] < 0.05


AREAS = pd.DataFrame(
    [
        ("a", "Asthma", "goal", "visits", "other", "14", "13", "2026-05-31", "10", "2027-01-31"),
        ("b", "Beds", "market", "margin", "financial", "1", "1.5", "2026-01-31", "2", "2026-05-31"),
        ("c", "Care", "goal", "", "", "", "", "", "", ""),
        ("d", "Dental", "goal", "children", "other", "", "", "", "5", ""),
        ("e", "Elders", "goal", "falls", "other", "9", "9.5", "2026-06-01", "6", "2027-01-31"),
        ("f", "Food", "goal", "meals", "other", "100", "210", "2026-06-01", "200", "2026-01-31"),
        ("g", "Gout", "goal", "days", "other", "9", "5", "2027-01-01", "6", "2027-01-31"),
    ],
    columns=["area_id", "name", "kind", "metric", "metric_kind", "baseline", "current",
             "current_on", "target", "due"],
)  # fmt: skip


def test_measures_of_success_are_told_with_where_they_stand(region_of):
    region = region_of(areas=AREAS, memberships=SEATS[:1])
    found = success(region)
    assert found.areas["state"].tolist() == [
        "under way",
        "past due",
        "not declared",
        "incomplete",
        "further away",
        "reached",
        "not measured since",
    ]
    assert found.areas["way"].dropna().tolist() == [0.25, 0.5, -0.17, 1.1]
    assert found.sentences == (
        "6 of 7 areas declare a measure of success.",
        "Only financial so far: Beds; ask what else would count as success.",
        "Target reached: Food.",
        "On the way from baseline to target: Asthma (25 % of the way).",
        "Further from the target than at the start: Elders.",
        "Not measured since the baseline: Gout.",
        "The day is past, and the target not known to be reached: Beds.",
        "Baseline, target or day is not given for Dental.",
    )


def test_what_was_measured_after_the_day_of_the_scan_is_not_known_and_counted(region_of):
    region = region_of(areas=AREAS, memberships=SEATS[:1])
    late = region.table("areas").set_index("area_id").loc["g", ["current", "current_on"]]
    assert late.isna().all()
    assert any(one.column == "current_on" and "1 later" in one.found for one in region.warnings)


def test_an_empty_region_has_nothing_to_tell_and_no_error(region_of):
    region = region_of(memberships=pd.DataFrame({"member_id": ["acme"], "body": ["Board"]}))
    state = contact_state(region)
    for found in (dealings(region, state=state), deliveries(region, state=state)):
        assert found.sentences == ()
        assert found.missing
    assert gone_quiet(region, state=state).sentences == ()
    assert success(region).sentences == ()
    assert len(PEOPLE) == 6
