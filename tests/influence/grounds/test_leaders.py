"""Oracle: grounds that can be counted by hand on stars of a few organisations."""

import re

import pandas as pd
import pytest
from influence.conftest import say, who

from stakeholder_map.influence import find_grounds, rank_influence

IDS = ["us", "hub", *"abcdefgh"]
STAR = [say(each, "hub", moves=4) for each in "abcdefgh"] + [say("hub", "a", moves=1)]


@pytest.fixture
def star(scan_of):
    scan = scan_of(who(*IDS), STAR)
    return find_grounds(scan, rank_influence(scan))


def test_the_leader_s_grounds_name_ties_brokerage_and_ratings(star):
    told = re.fullmatch(
        r"Hub: 1st by strength, PageRank and betweenness; strongest ties come in from hospital "
        r"\(3\); it stands between (\d+) pairs of organisations without a tie of their own "
        r"\(within hospital\); rated value 4.0 of 4 \(8 raters\)\.",
        star.sentences[0],
    )
    assert told, star.sentences[0]
    assert 15 <= int(told[1]) <= 36, "seven to nine contacts of whom hardly any two are tied"


def test_from_whom_the_strongest_ties_come_stands_apart_by_name(star):
    assert star.senders.loc["hub", "strongest_from"] == "A; B; C"
    assert not [
        each
        for each in [*star.leaders["grounds"], *star.sentences]
        if re.search(r"from [A-H]\b", each)
    ]


def test_a_key_group_of_two_would_point_at_one_of_them_and_is_not_named(scan_of):
    groups = ["hospital"] * 8 + ["government"] * 2
    said = [say(each, "hub", moves=4) for each in "gh"]
    scan = scan_of(who(*IDS).assign(key_group=groups), said)
    grounds = find_grounds(scan, rank_influence(scan)).leaders.loc["hub", "grounds"]
    assert "strongest ties come in from key groups of fewer than three (2)" in grounds


def test_each_of_the_first_ten_has_a_sentence(star):
    assert star.leaders.index[0] == "hub"
    assert len(star.leaders) == 10
    assert star.leaders["grounds"].str.len().min() > 20


def test_means_of_few_raters_are_no_grounds(star):
    assert "rated" not in star.leaders.loc["a", "grounds"]


def test_brokerage_tells_between_which_key_groups(scan_of):
    groups = ["hospital", "hospital", *["health_plan"] * 4, *["government"] * 4]
    stakeholders = who(*IDS).assign(key_group=groups)
    scan = scan_of(stakeholders, STAR)
    leader = find_grounds(scan, rank_influence(scan)).leaders.loc["hub", "grounds"]
    assert "most often government with health plan" in leader


def test_the_first_of_each_key_group_is_told_with_its_doubt(scan_of):
    groups = ["hospital", "hospital", *["health_plan"] * 4, *["government"] * 4]
    said = [*STAR[:-1], *(say(each, "h", moves=4) for each in "abcdefg")]
    scan = scan_of(who(*IDS).assign(key_group=groups), said)
    grounds = find_grounds(scan, rank_influence(scan))
    table = grounds.groups
    assert table.loc["government", ["first", "told"]].tolist() == ["H", "first"]
    assert table.loc["hospital", "first"] == "Hub"
    assert table.loc["health_plan", "told"] == "cannot tell"
    assert table["organisations"].sum() == len(IDS)
    assert any("it can be told who comes first among them" in each for each in grounds.sentences)


PEOPLE = pd.DataFrame(
    {
        "person_id": ["p1", "p2", "p3", "p9"],
        "stakeholder_id": ["hub", "a", "a", "us"],
        "name": ["Ada Secret", "Bo Secret", "Cy Secret", "Di Secret"],
        "role": ["chief executive", "nurse", "doctor", "liaison"],
        "seniority": ["executive", "clinical", "clinical", "liaison"],
    }
)


def contacts_of(rows):
    return pd.DataFrame(
        [
            {"date": f"2026-03-{day:02}", "from_id": one, "to_id": other, "channel": "call"}
            for day, (one, other) in enumerate(rows, start=1)
        ]
    )


def test_who_deals_through_one_person_is_told_by_role_and_never_by_name(scan_of):
    log = contacts_of([("p9", "p1")] * 6 + [("p9", "p2")] * 3 + [("p9", "p3")] * 3)
    scan = scan_of(who(*IDS), STAR, people=PEOPLE, contacts=log)
    grounds = find_grounds(scan, rank_influence(scan))
    one = grounds.one_person.loc["hub"]
    assert (one["persons"], one["greatest_share"], one["role"]) == (1, 1.0, "chief executive")
    assert grounds.one_person.loc["a", "persons"] == 2
    (told,) = [each for each in grounds.sentences if "run through one" in each]
    assert "Hub (chief executive)" in told
    shown = "".join([*grounds.sentences, grounds.one_person.to_string()])
    assert "Secret" not in shown


def test_few_dealings_and_those_without_a_person_say_nothing(scan_of):
    log = contacts_of([("p9", "p1")] * 4 + [("us", "a")] * 8)
    scan = scan_of(who(*IDS), STAR, people=PEOPLE, contacts=log)
    one = find_grounds(scan, rank_influence(scan)).one_person
    assert "hub" not in one.index
    assert "a" not in one.index


def test_meetings_count_as_dealings_once_for_each_who_was_there(scan_of):
    events = pd.DataFrame(
        {
            "event_id": [f"e{at}" for at in range(6)],
            "date": "2026-02-01",
            "attendees": "p1|p9|b",
        }
    )
    scan = scan_of(who(*IDS), STAR, people=PEOPLE, events=events)
    one = find_grounds(scan, rank_influence(scan)).one_person
    assert one.loc["hub", ["dealings", "named", "persons"]].tolist() == [6, 6, 1]


def test_tables_that_lack_are_named(star):
    assert [gap.table for gap in star.missing] == ["contacts", "people"]
