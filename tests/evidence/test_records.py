"""Contacts, events, bodies and positions as witnesses."""

from math import exp

import pandas as pd
import pytest
from evidence.made import AS_OF, made_region

from stakeholder_map.evidence import collect_evidence

PEOPLE = [
    {"person_id": "p1", "stakeholder_id": "a"},
    {"person_id": "p2", "stakeholder_id": "a"},
    {"person_id": "q", "stakeholder_id": "b"},
    {"person_id": "ours", "stakeholder_id": "us"},
]
DESK = {"stakeholder_id": "desk", "internal": True}


def days_ago(days):
    return pd.Timestamp(AS_OF) - pd.Timedelta(days=days)


def contact(from_id, to_id, *, age=0, **other):
    return {"date": days_ago(age), "from_id": from_id, "to_id": to_id, "channel": "call", **other}


def evidence_of(**tables):
    return collect_evidence(made_region("us", DESK, "a", "b", "c", people=PEOPLE, **tables))


def rows(evidence, layer, *columns, area=""):
    return evidence.reports_in(layer, area=area)[list(columns)].values.tolist()


def test_contacts_lose_half_their_weight_each_half_life_and_saturate():
    evidence = evidence_of(
        contacts=[
            contact("ours", "p1", age=180),
            contact("p2", "us", age=360),
            contact("us", "b"),
            contact("us", "c", age=18000),
        ]
    )
    assert rows(evidence, "contact", "source", "target", "level") == [
        ["a", "us", 2],
        ["b", "us", 1],
        ["c", "us", 1],
    ]
    expected = [1 - exp(-0.75), 1 - exp(-1), 0.0]
    assert evidence.reports["value"].tolist() == pytest.approx(expected)
    assert set(evidence.reports["state"]) == {"answered"}


def test_our_log_holds_our_contacts_whoever_called_and_a_shared_log_those_of_the_caller():
    evidence = evidence_of(
        contacts=[contact("p1", "ours"), contact("b", "desk"), contact("q", "c"), contact("c", "b")]
    )
    assert rows(evidence, "contact", "source", "target", "witness") == [
        ["a", "us", "us"],
        ["b", "c", "b"],
        ["b", "c", "c"],
        ["b", "desk", "us"],
    ]
    whole = evidence.exposures[evidence.exposures["area"] == ""]
    assert whole[["stakeholder", "count"]].values.tolist() == [["b", 1], ["c", 1], ["us", 2]]


def test_contacts_of_an_area_count_there_and_for_the_whole():
    evidence = evidence_of(contacts=[contact("us", "a", area_id="beds"), contact("us", "a")])
    assert rows(evidence, "contact", "level") == [[2]]
    assert rows(evidence, "contact", "level", area="beds") == [[1]]


def test_contacts_within_one_organisation_are_left_out_and_counted():
    evidence = evidence_of(contacts=[contact("p1", "p2"), contact("ours", "q")])
    assert evidence.balance.values.tolist() == [
        ["contacts", "used", 1],
        ["contacts", "within one organisation", 1],
    ]


def test_joint_events_are_set_against_the_events_of_either():
    events = [
        {"event_id": "e1", "date": days_ago(0), "attendees": ("p1", "p2", "b")},
        {"event_id": "e2", "date": days_ago(0), "attendees": ("a", "c"), "area_id": "beds"},
        {"event_id": "e3", "date": days_ago(180), "attendees": ("a", "q")},
        {"event_id": "e4", "date": days_ago(0), "attendees": ("p1", "p2")},
    ]
    evidence = evidence_of(events=events)
    columns = ("source", "target", "level", "highest")
    assert rows(evidence, "joint_events", *columns) == [["a", "b", 2, 4], ["a", "c", 1, 4]]
    # a attended 3.5 decayed events, b 1.5, c 1
    assert evidence.reports_in("joint_events")["value"].tolist() == pytest.approx(
        [1.5 / (1 + 3.5), 1.0 / (1 + 3.5)]
    )
    assert rows(evidence, "joint_events", "value", area="beds") == [[0.5]]
    attended = evidence.exposures.query("kind == 'events' and area == ''")
    assert attended[["stakeholder", "count", "weight"]].values.tolist() == [
        ["a", 4, 3.5],
        ["b", 2, 1.5],
        ["c", 1, 1.0],
    ]
    assert evidence.balance.values.tolist() == [
        ["events", "used", 3],
        ["events", "fewer than two organisations", 1],
    ]


def test_bodies_are_shared_while_both_sit_there():
    memberships = [
        {"member_id": "p1", "body": "Health Board"},
        {"member_id": "p2", "body": "Health Board"},
        {"member_id": "b", "body": "health  board"},
        {"member_id": "c", "body": "Health Board", "until": days_ago(1)},
        {"member_id": "a", "body": "Council", "since": days_ago(-1)},
        {"member_id": "b", "body": "Council"},
    ]
    evidence = evidence_of(memberships=memberships)
    assert rows(evidence, "shared_bodies", "source", "target", "level", "highest") == [
        ["a", "b", 1, 2]
    ]
    assert evidence.reports["value"].tolist() == pytest.approx([1 - exp(-1)])
    assert evidence.balance.values.tolist() == [
        ["memberships", "used", 4],
        ["memberships", "not current", 2],
    ]


def position(who, area, position, source="stated"):
    return {"stakeholder_id": who, "area_id": area, "position": position, "source": source}


def test_positions_converge_and_diverge_as_mactor_counts_them():
    evidence = evidence_of(
        positions=[
            position("a", "beds", 4),
            position("b", "beds", 2, source="our_guess"),
            position("c", "beds", 0),
            position("a", "data", -1),
            position("b", "data", 3, source=None),
        ]
    )
    columns = ("source", "target", "level", "highest", "value", "witness")
    assert rows(evidence, "convergence", *columns, area="beds") == [
        ["a", "b", 6, 8, 0.75, "our_guess"]
    ]
    assert rows(evidence, "divergence", *columns, area="data") == [
        ["a", "b", 4, 8, 0.5, "our_guess"]
    ]
    assert rows(evidence, "convergence", *columns, "derived") == [
        ["a", "b", 6, 16, 0.375, "our_guess", True]
    ]


def test_the_convergence_of_the_airport_study_is_that_of_its_published_matrix():
    stands = [
        [2, 3, 0, 0, 1],
        [-2, 0, 3, -1, -3],
        [-1, 0, -3, 3, -2],
        [0, 3, 2, 0, 1],
        [-1, 0, -2, 2, -2],
        [0, 0, 0, 0, 3],
    ]
    ids = [f"s{i}" for i in range(1, 7)]
    positions = [
        position(who, f"o{k}", x)
        for who, row in zip(ids, stands, strict=True)
        for k, x in enumerate(row)
    ]
    reports = collect_evidence(made_region("us", *ids, positions=positions)).reports
    wholes = reports[reports["area"] == ""].assign(sum=lambda table: table["level"] / 2)
    convergence = wholes[wholes["layer"] == "convergence"].set_index(["source", "target"])["sum"]
    assert convergence.to_dict() == {
        ("s1", "s4"): 4,
        ("s1", "s6"): 2,
        ("s2", "s3"): 4,
        ("s2", "s4"): 2.5,
        ("s2", "s5"): 4,
        ("s3", "s5"): 8,
        ("s4", "s6"): 2,
    }
    both = wholes["sum"].sum()
    assert 100 * convergence.sum() / both == pytest.approx(42.063492, abs=1e-6)


def test_positions_are_kept_apart_from_evidence_of_ties():
    evidence = evidence_of(positions=[position("a", "beds", 4), position("b", "beds", 2)])
    assert set(evidence.reports["kind"]) == {"positions"}
    assert set(evidence.reports["layer"]) == {"convergence"}
    assert evidence.exposures.empty
