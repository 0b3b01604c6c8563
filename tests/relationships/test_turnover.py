"""If one person leaves: the same as taking that person's rows away and counting again."""

import pandas as pd
import pytest
from relationships.conftest import PEOPLE, contact

from stakeholder_map.errors import UsageError
from stakeholder_map.evidence import collect_evidence
from stakeholder_map.example import generate_region
from stakeholder_map.example.write import example_files
from stakeholder_map.read import read_region
from stakeholder_map.relationships import (
    contact_state,
    depth,
    if_person_leaves,
    second_contacts,
    turnover,
    without_person,
)

CONTACTS = pd.DataFrame(
    [
        contact("2026-06-01", "u1", "a1"),
        contact("2026-06-02", "u2", "b1"),
        contact("2026-06-03", "u1", "b1"),
        contact("2026-06-04", "us", "cove"),
    ]
)


@pytest.fixture(scope="module")
def tables():
    return generate_region(seed=3, stakeholders=36)


def write(folder, region, tables):
    folder.mkdir()
    for name, text in example_files(region).items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, frame in tables.items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    return folder


def rows_without(tables, person, home):
    """The tables as typed by somebody who crosses a person out by hand."""
    name = tables["people"].set_index("person_id")["name"][person]
    spellings = {person, name, *tables["aliases"].loc[tables["aliases"]["id"] == person, "alias"]}

    def listed(cell):
        return "|".join(each for each in cell.split("|") if each not in spellings)

    less = dict(tables)
    for table, columns in {
        "people": ["person_id"], "aliases": ["id"], "memberships": ["member_id"],
        "contacts": ["from_id", "to_id"], "acquaintances": ["person_id", "other_person_id"],
    }.items():  # fmt: skip
        less[table] = tables[table][~tables[table][columns].isin(spellings).any(axis=1)]
    less["people"] = less["people"].assign(known_by=less["people"]["known_by"].map(listed))
    came = tables["events"].assign(attendees=tables["events"]["attendees"].map(listed))
    came["host"] = came["host"].where(~came["host"].isin(spellings), home)
    less["events"] = came[came["attendees"] != ""]
    asks = tables["asks"]
    less["asks"] = asks.assign(asked_by=asks["asked_by"].where(asks["asked_by"] != person, home))
    asked = tables["invitations"]
    blank = asked["person_id"].where(~asked["person_id"].isin(spellings), "")
    less["invitations"] = asked.assign(person_id=blank)
    return less


@pytest.mark.parametrize("person", ["p002", "p009", "p031"])
def test_leaving_equals_removing_the_rows_and_running_again(tmp_path, tables, person):
    whole = read_region(write(tmp_path / "whole", tables, dict(tables.tables)))
    home = whole.organisation_of(person)
    folder = write(tmp_path / "less", tables, rows_without(dict(tables.tables), person, home))
    again = read_region(folder)
    found = if_person_leaves(whole, person)
    pd.testing.assert_frame_equal(found.after.organisations, contact_state(again).organisations)
    pd.testing.assert_frame_equal(found.after.persons, contact_state(again).persons)
    evidence = collect_evidence(without_person(whole, person)).reports
    pd.testing.assert_frame_equal(evidence, collect_evidence(again).reports)
    assert (found.ties["before"] >= found.ties["after"]).all()


def test_the_counts_for_everybody_equal_those_of_each_leaving(tmp_path, tables):
    region = read_region(write(tmp_path / "whole", tables, dict(tables.tables)))
    state = contact_state(region)
    found = turnover(state, region=region).persons.set_index("person_id")
    before = state.organisations
    for person in region.table("people")["person_id"]:
        after = contact_state(without_person(region, person)).organisations
        ends = (before["our_people"] > 0) & (after["our_people"] == 0)
        newly = after["single_contact"] & ~before["single_contact"]
        row = found.loc[person] if person in found.index else {"lost": 0, "single": 0}
        assert (row["lost"], row["single"]) == (int(ends.sum()), int(newly.sum())), person


def test_nobody_else_is_touched(region_of):
    region = region_of(contacts=CONTACTS)
    less = without_person(region, "u2")
    assert len(less.table("contacts")) == 3
    assert less.table("people")["person_id"].tolist() == ["a1", "a2", "b1", "gone", "u1"]
    assert less.table("people").set_index("person_id")["known_by"]["a2"] == ()
    with pytest.raises(UsageError, match="'nobody'"):
        without_person(region, "nobody")


def test_the_one_whose_leaving_ends_a_relation_is_named_by_role_only(region_of):
    region = region_of(contacts=CONTACTS)
    found = turnover(contact_state(region), region=region)
    assert found.persons["person_id"].tolist() == ["b1", "u1", "u2", "a1", "a2"]
    assert found.people["lost"].tolist() == [1, 0, 0, 0, 0]
    text = found.people.to_csv() + found.tenure.to_csv() + " ".join(found.sentences)
    for name in (*PEOPLE["name"], *PEOPLE["person_id"]):
        assert name not in text.replace(",", " ").split()


def test_depth_counts_their_people_by_level(region_of):
    region = region_of(contacts=CONTACTS)
    table = depth(contact_state(region), region=region).organisations
    assert table["pairs"].tolist() == [2, 2, 0]
    assert table["rests_on"].tolist() == ["several", "one of theirs", "nobody"]
    assert table["executive"].tolist() == [2, 1, 0]


def test_without_people_depth_is_unknown(region_of):
    region = region_of(contacts=CONTACTS[3:], people=None)
    table = depth(contact_state(region), region=region).organisations
    assert table[["pairs", "executive", "on_record", "rests_on"]].isna().all(axis=None)


def test_the_second_contact_is_introduced_by_the_warmest_way(region_of):
    people = pd.concat(
        [PEOPLE, pd.DataFrame([{"person_id": "b2", "stakeholder_id": "beta", "name": "Bob",
                                "role": "chair", "seniority": "executive", "until": "",
                                "known_by": ""}])]
    )  # fmt: skip
    known = pd.DataFrame({"person_id": ["a1"], "other_person_id": ["b2"], "strength": [4]})
    region = region_of(contacts=CONTACTS, people=people, acquaintances=known)
    found = second_contacts(contact_state(region), region=region)
    row = found.organisations.loc["beta"]
    assert (row["person"], row["seniority"]) == ("chair", "executive")
    assert row["probability"] > 0
    assert "Bob" in found.persons["chain"].iloc[0]
    assert "Bob" not in found.organisations.to_csv()


def test_where_nobody_else_is_on_record_the_advice_is_to_ask(region_of):
    region = region_of(contacts=CONTACTS)
    row = second_contacts(contact_state(region), region=region).organisations.loc["beta"]
    assert row["person"] == ""
    assert row["through"] == "our lead asks their lead for a name"


def test_a_second_one_of_ours_comes_without_the_one_on_whom_the_relation_rests(region_of):
    """Or is taken along by that one: a chain of strangers back to a colleague is no advice."""
    known = pd.DataFrame({"person_id": ["u2", "a1"], "other_person_id": ["a1", "u1"]})
    log = pd.DataFrame([contact("2026-06-01", "u1", "b1"), contact("2026-06-02", "us", "cove")])
    region = region_of(contacts=log, acquaintances=known)
    row = second_contacts(contact_state(region), region=region).organisations.loc["beta"]
    assert (row["person"], row["through"]) == ("lead", "our lead takes a colleague along")
    assert pd.isna(row["probability"])
