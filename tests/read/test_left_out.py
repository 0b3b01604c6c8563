"""What a scan leaves out, for which reason, and the balance that accounts for every row."""

import csv
import datetime as dt
import io
import tempfile
from pathlib import Path

import pytest
from bad_input.planted import CLEAN, plant, warned
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_map.read import read_region
from stakeholder_map.read.left_out import REASONS

LOG = "log_start = 2026-01-01\nsurvey_closes = 2026-10-01\n"


def balance_of(region, table):
    rows = region.balance[region.balance["table"] == table]
    return dict(zip(rows["reason"], rows["rows"], strict=True))


def read(tmp_path, **changes):
    return read_region(plant(tmp_path, region=CLEAN["region"] + LOG, **changes))


def test_contacts_are_left_out_for_the_first_reason_that_holds(tmp_path):
    contacts = """\
date,from_id,to_id,channel,notes
2026-08-01,p1,p2,call,kept
2026-08-01,Ada Bell,Bo Cruz,call,again
2026-08-01,p1,p2,mail,another channel
2025-12-31,us,zoe,mail,too early
2026-11-23,us,zoe,mail,tomorrow
2026-08-02,us,Our Coalition,mail,itself
2026-08-02,p1,us,mail,a person and its own organisation
2026-08-02,p2,acme-east,mail,another organisation of the same system
"""
    region = read(tmp_path, contacts=contacts)
    assert balance_of(region, "contacts") == {
        "used": 3,
        "after as_of": 1,
        "before log_start": 1,
        "self-contact": 2,
        "duplicate contact": 1,
    }
    assert region.table("contacts")["notes"].tolist() == [
        "again",
        "another channel",
        "another organisation of the same system",
    ]


def test_the_duplicate_that_is_kept_does_not_depend_on_the_order_of_rows(tmp_path):
    rows = ["2026-08-01,p1,p2,call,b", "2026-08-01,p1,p2,call,a", "2026-08-01,p1,p2,call,"]
    header = "date,from_id,to_id,channel,notes"
    kept = []
    for number, order in enumerate((rows, rows[::-1])):
        (tmp_path / str(number)).mkdir()
        region = read(tmp_path / str(number), contacts="\n".join([header, *order]) + "\n")
        kept.append(region.table("contacts")["notes"].tolist())
    assert kept == [["a"], ["a"]]


def test_answers_after_the_survey_closed_are_left_out_and_counted(tmp_path):
    survey = CLEAN["survey"].replace("r1,zoe,asthma,2026-09-10", "r1,zoe,asthma,2026-10-02")
    survey = survey.replace("r2,007,Asthma at home,2026-09-11", "r2,007,asthma,2026-11-23")
    region = read(tmp_path, survey=survey)
    assert balance_of(region, "survey") == {
        "used": 2,
        "after as_of": 1,
        "after survey_closes": 1,
    }


def test_what_was_not_known_on_the_day_is_left_out_of_every_table(tmp_path):
    region = read_region(plant(tmp_path), as_of=dt.date(2020, 1, 1))
    left = region.balance[region.balance["reason"] == "after as_of"]
    assert set(left["table"]) == {"survey", "invitations", "contacts", "events", "asks"}
    assert region.table("memberships")["body"].tolist() == ["Board of Health"]
    assert len(region.table("people")) == 3
    assert region.table("survey").empty
    assert region.has("survey")


def test_planned_dates_may_lie_ahead(tmp_path):
    region = read_region(plant(tmp_path))
    assert region.table("contacts")["next_date"].max().date() > region.as_of
    assert region.table("people")["until"].max().date() > region.as_of


def test_an_answer_that_came_later_is_not_known_yet(tmp_path):
    changes = {
        "commitments": (
            "stakeholder_id,direction,kind,what,due,done\n"
            "acme,they_owe,data,numbers,2026-03-10,2026-03-12\n"
            "zoe,we_owe,reply,a word,2026-03-01,2026-03-02\n"
        )
    }
    folder = plant(tmp_path, **changes)
    region = read_region(folder, as_of=dt.date(2026, 3, 10))
    (ask,) = region.table("asks").to_dict("records")
    assert ask["answer"] == "waiting"
    assert str(ask["answered_on"]) == "NaT"
    assert region.table("commitments")["done"].notna().tolist() == [False, True]
    assert [str(problem) for problem in region.warnings] == [
        (
            "row 2, column answered_on: expected a day up to 2026-03-10 (as_of), "
            "found 1 later, read as not known yet"
        ),
        (
            "row 2, column done: expected a day up to 2026-03-10 (as_of), "
            "found 1 later, read as not known yet"
        ),
    ]
    assert read_region(folder).table("asks")["answer"].tolist() == ["yes"]
    assert warned(folder) == []


def test_every_table_has_a_line_for_the_rows_used(tmp_path):
    region = read_region(plant(tmp_path))
    used = region.balance[region.balance["reason"] == "used"]
    assert used["table"].tolist() == list(region.tables)
    assert used["rows"].tolist() == [len(frame) for frame in region.tables.values()]


DAYS = st.dates(dt.date(2025, 11, 1), dt.date(2027, 1, 31)).map(str)
PARTIES = st.sampled_from(["us", "acme", "Acme Hosp", "zoe", "p1", "p2", "Cy Diaz", "007"])
CONTACTS = st.lists(
    st.tuples(DAYS, PARTIES, PARTIES, st.sampled_from(["call", "mail"])), min_size=1, max_size=30
)


@settings(max_examples=25)
@given(contacts=CONTACTS, as_of=st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)))
def test_rows_used_and_left_out_always_add_up_to_the_rows_read(contacts, as_of):
    text = io.StringIO()
    csv.writer(text).writerows([["date", "from_id", "to_id", "channel"], *contacts])
    with tempfile.TemporaryDirectory() as somewhere:
        region = read_region(
            plant(Path(somewhere), region=CLEAN["region"] + LOG, contacts=text.getvalue()),
            as_of=as_of,
        )
    counts = balance_of(region, "contacts")
    assert sum(counts.values()) == len(contacts)
    assert counts["used"] == len(region.table("contacts"))
    assert set(region.balance["reason"]) <= set(REASONS)
    kept = region.table("contacts")
    assert not kept.duplicated(["date", "from_id", "to_id", "channel"]).any()
    assert not (kept["date"].dt.date > as_of).any()
    assert not (
        kept["from_id"].map(region.organisation_of) == kept["to_id"].map(region.organisation_of)
    ).any()


@pytest.mark.parametrize("table", ["contacts", "survey", "events"])
def test_the_rows_read_are_those_of_the_file(table, tmp_path):
    region = read_region(plant(tmp_path))
    rows = list(csv.reader(io.StringIO(CLEAN[table], newline="")))
    assert sum(balance_of(region, table).values()) == len(rows) - 1


@pytest.mark.parametrize(("day", "warnings"), [("2026-09-01", 1), ("2026-09-10", 0)])
def test_a_last_day_that_leaves_no_answer_is_warned_of(tmp_path, day, warnings):
    region = CLEAN["region"] + f"survey_closes = {day}\n"
    messages = [m for m in warned(plant(tmp_path, region=region)) if "survey_closes" in m]
    assert len(messages) == warnings
    assert all(f"{day}; every answer that would count came later (4)" in m for m in messages)
