"""The written rules are what the reader does: each is tried on a small region."""

from __future__ import annotations

import pytest

from stakeholder_map.errors import InputError
from stakeholder_map.read import read_region

SETTINGS = 'name = "R"\nconvener = "us"\nas_of = 2026-09-30\nunlisted = "zero"\n'
TABLES = {
    "stakeholders": "stakeholder_id,name,key_group\n"
    "us,Us,hospital\n007,NA,hospital\nb,B,hospital\n",
    "questions": "question,construct,lowest,highest,wording,consent\n"
    "work,cooperation,0,4,How much?,leadership\n",
    "survey": "respondent_id,target_id,submitted_at,work\n007,b,2026-09-01,0\nb,007,2026-09-01,\n",
}


@pytest.fixture
def read(tmp_path):
    def build(*, more_settings="", **changed):
        (tmp_path / "region.toml").write_text(SETTINGS + more_settings, encoding="utf-8")
        for name, text in {**TABLES, **changed}.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return read_region(tmp_path)

    return build


def test_the_small_region_itself_reads_clean(read):
    region = read()
    assert region.warnings == ()
    assert region.table("stakeholders")["stakeholder_id"].tolist() == ["007", "b", "us"]
    assert region.table("stakeholders")["name"].tolist() == ["NA", "B", "Us"]
    assert region.table("survey")["work"].isna().tolist() == [False, True]


def survey(*rows):
    return "respondent_id,target_id,submitted_at,work\n" + "\n".join(rows) + "\n"


WAVES = "wave,opened,closed\n1,2025-08-01,2025-09-01\n2,2026-08-01,2026-09-10\n"

FAULTS = {
    "an id written as a number": ("'7'", {"survey": survey("7,b,2026-09-01,1")}),
    "a stakeholder nobody declared": ("'ghost'", {"survey": survey("007,ghost,2026-09-01,1")}),
    "a self-rating": ("another stakeholder", {"survey": survey("b,b,2026-09-01,1")}),
    "a duplicate pair": (
        "again, as in row 2",
        {"survey": survey("007,b,2026-09-01,1", "NA,b,2026-09-02,2")},
    ),
    "an ambiguous date": ("'03/04/2026'", {"survey": survey("007,b,03/04/2026,1")}),
    "ids that look alike": (
        "beside 'b'",
        {"stakeholders": TABLES["stakeholders"] + "B,Other,hospital\n"},
    ),
    "an alias of somebody else": ("which is 'us' too", {"aliases": "alias,id\nUs,b\n"}),
    "a person with a stakeholder's id": (
        "an id that no stakeholder has",
        {"people": "person_id,stakeholder_id,name,role,seniority\nb,us,Ann,lead,executive\n"},
    ),
    "an end before its start": (
        "no less than opened",
        {"waves": "wave,opened,closed\n1,2026-09-02,2026-09-01\n"},
    ),
    "a blank wave among several": ("there are several waves", {"waves": WAVES}),
    "an answer off its scale": ("from 0 to 4, found '5'", {"survey": survey("007,b,2026-09-01,5")}),
    "an answer that nobody invited": (
        "from invitations",
        {"invitations": "respondent_id,stakeholder_id\nr1,b\n"},
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_what_the_rules_call_a_fault_stops_the_reader(read, case):
    message, tables = FAULTS[case]
    with pytest.raises(InputError) as caught:
        read(**tables)
    assert message in str(caught.value)


def test_a_name_used_twice_warns_and_its_use_is_a_fault(read):
    named_twice = TABLES["stakeholders"].replace("b,B,", "b,Mercy,") + "c,Mercy,hospital\n"
    (warning,) = read(stakeholders=named_twice).warnings
    assert "'Mercy'" in warning.found
    with pytest.raises(InputError, match="several rows have this name"):
        read(stakeholders=named_twice, survey=survey("007,Mercy,2026-09-01,1"))


def test_a_name_and_an_alias_serve_as_the_id(read):
    region = read(survey=survey("NA,Bee,2026-09-01,1"), aliases="alias,id\nBee,b\n")
    assert region.table("survey")[["respondent_id", "target_id"]].values.tolist() == [["007", "b"]]


def test_what_the_rules_leave_out_is_counted(read):
    contacts = (
        "date,from_id,to_id,channel\n2026-09-01,us,b,call\n2026-09-01,us,b,call\n"
        "2026-09-01,us,us,call\n2020-01-01,us,b,call\n2026-12-01,us,b,call\n"
    )
    region = read(
        contacts=contacts,
        survey=survey("007,b,2026-09-01,1", "b,007,2026-09-20,1", "us,b,2026-12-01,1"),
        more_settings="log_start = 2025-01-01\nsurvey_closes = 2026-09-10\n",
    )
    counted = region.balance[region.balance["reason"] != "used"]
    assert counted.groupby("table")["rows"].sum().to_dict() == {"contacts": 4, "survey": 2}


def test_the_latest_closed_wave_is_read_and_the_other_counted(read):
    answers = (
        "respondent_id,target_id,wave,submitted_at,work\n"
        "007,b,1,2025-08-02,1\n007,b,2,2026-08-02,3\n"
    )
    region = read(waves=WAVES, survey=answers)
    assert region.table("survey")["work"].tolist() == [3]
    assert region.balance.query("reason == 'other wave'")["rows"].tolist() == [1]


def test_a_wide_sheet_of_positions_arrives_long(read):
    region = read(
        areas="area_id,name,kind\nkids,Children,goal\nrides,Rides,issue\n",
        positions="stakeholder_id,kids,rides\nb,strongly for,-3\n",
    )
    assert region.table("positions")["position"].tolist() == [4, -3]


def test_an_unknown_column_warns_and_is_not_read(read):
    wider = (
        TABLES["stakeholders"]
        .replace("key_group\n", "key_group,colour\n")
        .replace("hospital\n", "hospital,red\n")
    )
    region = read(stakeholders=wider)
    assert "colour" not in region.table("stakeholders")
    assert len(region.warnings) == 1


def test_a_list_names_each_entry_once(read):
    region = read(events="event_id,date,attendees\ne,2026-09-01, us |b| us\n")
    assert region.table("events")["attendees"].tolist() == [("us", "b")]
