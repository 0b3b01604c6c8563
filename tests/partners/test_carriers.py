"""On whom the proposed group rests: for everybody what `footing` tells without that person."""

from types import SimpleNamespace

import pandas as pd
import pytest
from partners.test_departure import region  # noqa: F401  the example without its draws
from real.regions import write_region

from stakeholder_map.partners import carriers, reliance
from stakeholder_map.partners.departure import footing
from stakeholder_map.read import read_region
from stakeholder_map.relationships import contact_state, without_person
from stakeholder_map.relationships.introductions import acquaintances
from stakeholder_map.report.show import evidence

LOSSES = ("cut_off", "no_way", "no_voice", "weaker")


@pytest.fixture(scope="module")
def choice(region):  # noqa: F811
    who = region.table("stakeholders").sort_values("stakeholder_id")
    others = who[~(who["internal"].fillna(value=False).astype(bool))]
    return SimpleNamespace(members=tuple(others["stakeholder_id"].iloc[2:26:4]))


def told_of(row):
    """What a row says is lost, by name."""
    return {each: {name for name in row[each].split("; ") if name} for each in LOSSES}


def lost_by_running_again(region, person, *, members):  # noqa: F811
    before = footing(region, members=members).set_index("name")
    after = footing(without_person(region, person), members=members).set_index("name")
    way, way_after = before["introduction"], after["introduction"]
    lost = {
        "cut_off": (before["contacts"] > 0) & (after["contacts"] == 0),
        "no_way": (way > 0) & (way_after == 0),
        "no_voice": (before["champions"] > 0) & (after["champions"] == 0),
        "weaker": (way_after > 0) & (way_after < way),
    }
    return {name: set(rows.index[rows]) for name, rows in lost.items()}


def check(region, choice, *, people):  # noqa: F811
    found = reliance(choice, region=region, state=contact_state(region))
    rows = found.persons.set_index("person_id")
    for person in people:
        row = rows.loc[person] if person in rows.index else dict.fromkeys(LOSSES, "")
        again = lost_by_running_again(region, person, members=choice.members)
        assert told_of(row) == again, person
    return found


def test_it_equals_taking_the_rows_away_and_counting_again(region, choice):  # noqa: F811
    found = reliance(choice, region=region, state=contact_state(region)).persons
    listed = list(found["person_id"])
    others = [each for each in region.table("people")["person_id"] if each not in listed]
    check(region, choice, people=[listed[0], others[0]])


def test_a_body_that_is_one_too_many_opens_when_somebody_leaves(tmp_path, monkeypatch):
    """Then a way may run over it, and only building the net anew shows it."""
    people = [("u1", "us"), ("u2", "us"), ("a1", "acme")]
    tables = {
        "stakeholders": pd.DataFrame(
            {"stakeholder_id": ["us", "acme"], "name": ["Us", "Acme"], "key_group": "hospital"}
        ),
        "people": pd.DataFrame(people, columns=["person_id", "stakeholder_id"]).assign(
            name=["Una", "Ulf", "Ada"], role="lead", seniority="executive"
        ),
        "acquaintances": pd.DataFrame({"person_id": ["u2"], "other_person_id": ["a1"]}),
        "memberships": pd.DataFrame({"member_id": ["u1", "u2", "a1"], "body": "Board"}),
    }
    settings = {"name": "R", "convener": "us", "as_of": "2026-06-30"}
    small = read_region(write_region(tmp_path / "r", settings=settings, tables=tables))
    for module in (acquaintances, carriers):
        monkeypatch.setattr(module, "CROWD", 2)
    group = SimpleNamespace(members=("acme",))
    rows = check(small, group, people=["u2"]).persons.set_index("person_id")
    assert rows.loc["u2", ["cut_off", "no_way"]].tolist() == ["Acme", ""]
    monkeypatch.setattr(carriers, "CROWD", 30)  # the control: nobody looks for such a body
    with pytest.raises(AssertionError, match="u2"):
        check(small, group, people=["u2"])


def test_only_the_restricted_tier_names_anybody(region, choice):  # noqa: F811
    found = reliance(choice, region=region, state=contact_state(region))
    names = set(found.persons["person"])
    assert len(names) > 3
    for block in evidence(found).blocks:
        if block.tier != "restricted":
            assert not any(name in str(block.to_json()) for name in names)
        assert block.tier != "leadership"
    pd.testing.assert_frame_equal(found.people, found.persons.drop(columns=["person_id", "person"]))


def test_no_group_rests_on_nobody(region):  # noqa: F811
    nobody = SimpleNamespace(members=())
    found = reliance(nobody, region=region, state=contact_state(region))
    assert (len(found.people), found.sentences) == (0, ())
