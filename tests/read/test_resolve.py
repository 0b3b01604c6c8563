"""Names and aliases serve wherever an id does."""

import pytest
from bad_input.planted import CLEAN, altered, plant

from stakeholder_map.errors import InputError
from stakeholder_map.read import read_region, unmatched_names


def test_ids_stand_for_names_and_aliases_in_every_table(tmp_path):
    region = read_region(plant(tmp_path))
    assert region.table("survey")["target_id"].tolist() == ["zoe", "zoe", "007", "acme"]
    assert region.table("survey")["area_id"].dropna().tolist() == ["asthma", "asthma"]
    assert region.table("people")["stakeholder_id"].tolist() == ["us", "acme", "zoe"]
    assert region.table("people")["known_by"].tolist() == [(), ("p1",), ("p1", "p2")]
    assert region.table("contacts")["to_id"].tolist() == ["p2", "zoe"]
    assert region.table("events")["attendees"].tolist() == [("p1", "acme", "zoe")]
    assert region.table("invitations")["shown"].tolist() == ["roster", "acme|us", "free"]
    assert region.settings.must_have == ("acme",)


def test_an_alias_of_a_person_serves_as_the_person(tmp_path):
    aliases = CLEAN["aliases"] + "Dr Cruz,Bo Cruz\n"
    contacts = altered("contacts", "us,Zoe House", "us,Dr Cruz")
    region = read_region(plant(tmp_path, aliases=aliases, contacts=contacts))
    assert region.table("contacts")["to_id"].tolist() == ["p2", "p2"]


def test_without_invitations_a_respondent_is_a_stakeholder_by_any_name(tmp_path):
    survey = "respondent_id,target_id,submitted_at,trust\nAcme Hosp,zoe,2026-09-10,4\n"
    region = read_region(plant(tmp_path, invitations=None, survey=survey))
    assert region.table("survey")["respondent_id"].tolist() == ["acme"]


def test_with_invitations_a_respondent_may_be_named_as_the_stakeholder_it_is(tmp_path):
    survey = CLEAN["survey"] + "Our Coalition,zoe,,2026-09-12,1,1,\n"
    region = read_region(plant(tmp_path, survey=survey))
    assert region.table("survey")["respondent_id"].tolist()[-1] == "us"


def test_entries_of_a_list_that_mean_the_same_count_once(tmp_path):
    events = altered("events", "p1|acme|Zoe House", "acme|Acme Hosp|Acme Hospital")
    region = read_region(plant(tmp_path, events=events))
    assert region.table("events")["attendees"].tolist() == [("acme",)]


def test_unmatched_names_become_rows_of_aliases_to_fill_in(tmp_path):
    survey = altered("survey", "Acme Hosp,", "Acme  Hspital,")
    contacts = altered("contacts", "us,Zoe House", "us,Somebody else entirely")
    events = altered("events", "p1|acme|Zoe House", "p1|Acme  Hspital|Ada Bel")
    areas = altered("areas", "asthma,Asthma at home", "asthma,Asthma")
    folder = plant(tmp_path, survey=survey, contacts=contacts, events=events, areas=areas)
    with pytest.raises(InputError) as caught:
        read_region(folder)
    frame = unmatched_names(caught.value.problems)
    assert frame.to_dict("list") == {
        "alias": ["Acme  Hspital", "Ada Bel", "Somebody else entirely"],
        "id": ["", "", ""],
        "closest": ["acme", "p1", ""],
    }
    assert list(frame.columns) == ["alias", "id", "closest"]


def test_unmatched_names_of_a_folder_without_such_faults_are_none():
    assert unmatched_names([]).empty


def test_a_filled_in_alias_mends_the_fault(tmp_path):
    survey = altered("survey", "Acme Hosp,", "Acme  Hspital,")
    aliases = CLEAN["aliases"] + "Acme  Hspital,acme\n"
    assert read_region(plant(tmp_path, survey=survey, aliases=aliases)).has("survey")
