import numpy as np
import pandas as pd
import pytest
from relationships.conftest import PEOPLE, WHO, contact

from stakeholder_map.errors import UsageError
from stakeholder_map.read import read_region
from stakeholder_map.relationships.introductions import introductions
from stakeholder_map.relationships.introductions.acquaintances import build_net
from stakeholder_map.relationships.log import in_office


def person(each, home, seniority="executive", **more):
    return {
        "person_id": each,
        "stakeholder_id": home,
        "name": f"Name of {each}",
        "role": f"{seniority} lead",
        "seniority": seniority,
        "known_by": "",
        "until": "",
        **more,
    }


A_SEAT = pd.DataFrame({"member_id": ["cove"], "body": ["A far club"]})
"""A region needs one of some tables; this one brings nobody nearer."""


@pytest.fixture
def region_with(region_of):
    return lambda **tables: region_of(**{"memberships": A_SEAT, **tables})


OURS = [person("u1", "us"), person("u2", "us", "liaison")]


def people(*theirs):
    return pd.DataFrame([*OURS, *theirs])


def first(region, *, to="acme", purpose="senior decider"):
    routes = introductions(region, to=[to]).routes
    return routes[routes["purpose"] == purpose].iloc[0]


def test_somebody_whom_we_know_is_one_step_away(region_with):
    region = region_with(people=people(person("a1", "acme", known_by="u1")))
    row = first(region)
    assert row["state"] == "found"
    assert row["steps"] == 1
    assert row["probability"] == pytest.approx(0.95 * 0.5)
    assert row["through"] == "our executive lead → executive lead, Acme Hospital"


def test_a_colleague_of_somebody_we_know_makes_a_chain(region_with):
    region = region_with(
        people=people(person("a1", "acme"), person("a2", "acme", "quality", known_by="u2"))
    )
    row = first(region)
    assert row["steps"] == 2
    assert "quality lead, Acme Hospital" in row["through"]
    assert first(region, purpose="expert in quality or operations")["steps"] == 1


def test_contacts_from_both_sides_count_more_than_as_many_from_one(region_with):
    staff = people(person("a1", "acme"), person("b1", "beta"))
    log = pd.DataFrame(
        [
            contact("2026-06-20", "u1", "a1"),
            contact("2026-06-20", "a1", "u1"),
            contact("2026-06-20", "u1", "b1"),
            contact("2026-06-19", "u1", "b1"),
        ]
    )
    region = region_with(people=staff, contacts=log)
    assert first(region)["probability"] > first(region, to="beta")["probability"]


def test_old_contacts_fade(region_with):
    staff = people(person("a1", "acme"), person("b1", "beta"))
    log = pd.DataFrame([contact("2026-06-20", "u1", "a1"), contact("2024-06-20", "u1", "b1")])
    region = region_with(people=staff, contacts=log)
    assert first(region)["probability"] > 5 * first(region, to="beta")["probability"]


def test_where_they_meet_is_named_and_the_runner_up_avoids_it(region_with):
    staff = people(person("a1", "acme"), person("b1", "beta"), person("c1", "cove"))
    seats = pd.DataFrame(
        {
            "member_id": ["u1", "b1", "c1", "a1"],
            "body": ["Health Council", "Health Council", "health  council", "School Board"],
        }
    )
    known = pd.DataFrame(
        {"person_id": ["b1", "c1"], "other_person_id": ["a1", "a1"], "strength": [4, 3]}
    )
    log = pd.DataFrame([contact("2026-06-01", "u2", "c1")])
    region = region_with(people=staff, memberships=seats, acquaintances=known, contacts=log)
    row = first(region)
    assert row["meet"] == "Health Council"
    assert "Beta Plan" in row["through"]
    assert "Cove Clinic" in row["runner_up_through"]
    assert row["runner_up_meet"] == "", "they meet at the same body, which does not count twice"
    assert row["runner_up_through"].startswith("our liaison lead")


def test_a_crowd_is_no_place_to_be_introduced_at(region_with):
    crowd = [person(f"x{place}", "cove", "clinical") for place in range(40)]
    staff = people(person("a1", "acme"), *crowd)
    came = "|".join(["u1", "a1", *(each["person_id"] for each in crowd)])
    event = pd.DataFrame({"event_id": ["e"], "date": ["2026-06-01"], "attendees": [came]})
    region = region_with(people=staff, events=event)
    assert first(region)["state"] == "no way"
    small = event.assign(attendees="u1|a1", name="Spring meeting")
    row = first(region_with(people=staff, events=small))
    assert row["meet"] == "Spring meeting (2026-06-01)"


def test_no_way_names_the_nearest_body(region_with):
    seats = pd.DataFrame({"member_id": ["acme", "beta"], "body": ["Tiny Club", "Other Club"]})
    region = region_with(people=people(person("a1", "acme")), memberships=seats)
    row = first(region)
    assert row["state"] == "no way"
    assert row["nearest"] == "nearest body: Tiny Club"
    assert pd.isna(row["probability"])
    assert "no way leads" in " ".join(introductions(region, to=["acme"]).sentences)


def test_no_way_and_no_body_names_the_mutual_key_group(region_with):
    who = pd.concat(
        [
            WHO,
            pd.DataFrame(
                {
                    "stakeholder_id": ["dale"],
                    "name": ["Dale Hospital"],
                    "key_group": ["hospital"],
                    "internal": ["no"],
                }
            ),
        ]
    )
    staff = people(person("a1", "acme"), person("d1", "dale", known_by="u1"))
    row = first(region_with(stakeholders=who, people=staff))
    assert row["nearest"] == "mutual key group: hospital; there we reach Dale Hospital"


def test_nobody_of_that_kind_on_record_names_whom_we_reach_there(region_with):
    region = region_with(people=people(person("a1", "acme", "clinical", known_by="u1")))
    row = first(region)
    assert row["state"] == "nobody on record"
    assert row["nearest"] == "there we reach: clinical lead"


def test_those_who_left_introduce_nobody(region_with):
    gone = person("a1", "acme", known_by="u1", until="2026-01-31")
    assert first(region_with(people=people(gone)))["state"] == "nobody on record"


def test_one_of_ours_who_leaves_should_introduce_before(region_with):
    ours = [person("u1", "us"), person("u2", "us", "liaison", until="2026-12-18")]
    staff = pd.DataFrame([*ours, person("a1", "acme", known_by="u2")])
    told = " ".join(introductions(region_with(people=staff), to=["acme"]).sentences)
    assert "Our liaison lead leaves on 2026-12-18, and 1 of these ways begins there" in told


def test_without_people_nothing_is_shown_and_the_gap_is_named(region_with):
    found = introductions(region_with(people=None), to=["acme"])
    assert found.routes.empty
    assert found.persons.empty
    assert found.sentences == ()
    assert "people" in [gap.table for gap in found.missing]


def test_an_unknown_organisation_is_refused(region_with):
    with pytest.raises(UsageError, match="nowhere"):
        introductions(region_with(), to=["nowhere"])


def test_the_order_of_rows_changes_nothing(region_with):
    staff = PEOPLE.assign(until="")
    log = pd.DataFrame([contact("2026-06-01", "u1", "a1"), contact("2026-05-01", "b1", "a2")])
    one = introductions(region_with(people=staff, contacts=log), to=["acme", "beta"])
    other = introductions(region_with(people=staff[::-1], contacts=log[::-1]), to=["acme", "beta"])
    pd.testing.assert_frame_equal(one.routes, other.routes)
    pd.testing.assert_frame_equal(one.persons, other.persons)


@pytest.fixture(scope="module")
def example(example_folder):
    return read_region(example_folder)


@pytest.fixture(scope="module")
def found(example):
    who = example.table("stakeholders")
    outside = who[~who["internal"].fillna(value=False).astype(bool)]["stakeholder_id"]
    return introductions(example, to=[e for e in outside if e != example.settings.convener])


def test_no_person_is_named_outside_the_restricted_table(example, found):
    told = " ".join([*found.sentences, found.routes.to_csv(), found.steps.to_csv()])
    people = example.table("people")
    assert not [name for name in people["name"] if name in told]
    assert not [each for each in people["person_id"] if f",{each}," in told]
    assert people["name"].isin(found.persons["reaches_name"]).any()


def test_the_cost_of_the_steps_adds_up_to_the_joint_probability(found):
    warmest = found.steps[found.steps["way"] == "warmest"]
    joint = np.exp(-warmest.groupby(["stakeholder_id", "purpose"])["cost"].sum())
    routes = found.routes[found.routes["state"] == "found"]
    shown = routes.set_index(["stakeholder_id", "purpose"])["probability"]
    pd.testing.assert_series_equal(
        joint.sort_index(), shown.sort_index(), check_names=False, rtol=1e-6
    )


def test_runner_ups_share_no_body_or_event_with_the_warmest(found):
    steps = found.steps[found.steps["meet"] != ""]
    met = steps.groupby(["stakeholder_id", "purpose", "way"])["meet"].agg(set).reset_index()
    both = met.pivot_table(
        index=["stakeholder_id", "purpose"], columns="way", values="meet", aggfunc="first"
    ).dropna()
    assert len(both) > 5
    assert not [row for row in both.to_dict("records") if row["warmest"] & row["runner-up"]]


def test_steps_run_both_ways_alike(example):
    net = build_net(example, people=in_office(example))
    assert all(net[other][one] == step for one in net for other, step in net[one].items())
