"""A region: what it holds, in which types, and that the same facts make the same region."""

import csv
import datetime as dt
import io
import pickle
import random
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from bad_input.planted import CLEAN, altered, plant
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_map.errors import UsageError
from stakeholder_map.read import read_region
from stakeholder_map.read.canonical import digest_of
from stakeholder_map.tables import TABLES

DTYPES = {
    "id": "str",
    "text": "str",
    "choice": "str",
    "whole": "Int64",
    "number": "float64",
    "load": "float64",
    "date": "datetime64[s]",
    "yes_no": "boolean",
    "list": "object",
}


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    return read_region(plant(tmp_path_factory.mktemp("region")))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_its_declared_columns_and_types(name, region):
    frame = region.table(name)
    for column in TABLES[name].columns:
        assert str(frame[column.name].dtype) == DTYPES[column.kind], column.name
    assert isinstance(frame.index, pd.RangeIndex)
    assert region.has(name) == (not frame.empty)


def test_the_survey_has_a_column_for_each_question(region):
    survey = region.table("survey")
    assert str(survey["trust"].dtype) == str(survey["works_with"].dtype) == "Int64"
    assert survey["works_with"].tolist() == [2, 3, 4, 0]
    assert survey["trust"].isna().tolist() == [True, False, True, False]


def test_blank_and_zero_and_the_word_na_are_three_things(region):
    stakeholders = region.table("stakeholders").set_index("stakeholder_id")
    assert stakeholders.loc["zoe", "willingness"] == 0
    assert stakeholders.loc["us", "willingness"] is pd.NA
    assert stakeholders.loc["zoe", "notes"] == "NA"
    assert region.name_of("007") == "NA"


def test_line_breaks_and_quotation_marks_in_a_cell_survive(region):
    notes = region.table("stakeholders").set_index("stakeholder_id")["notes"]
    assert notes["acme"] == 'said "yes", then\nnothing'


def test_missing_tables_are_listed_in_the_order_of_the_declaration(region):
    assert region.missing() == (
        "services",
        "assets",
        "offers",
        "waves",
        "observations",
        "commitments",
        "corrections",
    )


def test_an_undeclared_table_is_a_usage_error(region):
    with pytest.raises(UsageError, match="found 'contact'"):
        region.table("contact")


def test_parties_lead_to_organisations_and_these_to_their_systems(region):
    assert region.organisation_of("p2") == "acme"
    assert region.organisation_of("acme-east") == "acme-east"
    assert region.root_of("acme-east") == "acme"
    assert region.root_of("us") == "us"
    for find in (region.name_of, region.organisation_of, region.root_of):
        with pytest.raises(UsageError, match="found 'nobody'"):
            find("nobody")


def test_changing_a_table_that_was_handed_out_leaves_the_region_as_it_is(region):
    frame = region.table("areas")
    frame.loc[0, "name"] = "changed"
    frame["kind"] = "goal"
    assert region.table("areas")["name"].tolist() == ["Asthma at home", "Beds"]
    assert region.table("areas")["kind"].tolist() == ["issue", "market"]


def test_the_day_is_the_one_given_or_else_the_one_declared(tmp_path):
    folder = plant(tmp_path)
    assert read_region(folder).as_of == dt.date(2026, 11, 22)
    assert read_region(str(folder), as_of=dt.date(2026, 12, 1)).as_of == dt.date(2026, 12, 1)
    moment = dt.datetime.fromisoformat("2026-12-01T10:00")
    assert read_region(folder, as_of=moment).as_of == dt.date(2026, 12, 1)


def test_the_day_given_will_do_where_none_is_declared(tmp_path):
    folder = plant(tmp_path, region=altered("region", "as_of = 2026-11-22\n", ""))
    assert read_region(folder, as_of=dt.date(2026, 11, 22)).as_of == dt.date(2026, 11, 22)


def test_a_region_can_be_sent_to_another_process(region):
    again = pickle.loads(pickle.dumps(region))
    assert again.digest == region.digest
    assert repr(again) == repr(region)


def test_a_region_says_what_it_holds(region):
    assert repr(region) == (
        "Region 'Three Rivers' as of 2026-11-22: stakeholders 5, aliases 1, people 3, "
        "acquaintances 2, memberships 1, areas 2, needs 1, projects 1, questions 2, survey 4, "
        "invitations 3, positions 2, contacts 2, events 1, asks 1; 0 rows left out"
    )


def test_files_are_named_with_their_digest_and_nothing_else(region):
    assert set(region.inputs) == {
        "region.toml" if name == "region" else f"{name}.csv" for name in CLEAN
    }
    assert all(len(digest) == 64 for digest in region.inputs.values())


def test_own_key_groups_are_allowed_wherever_key_groups_are(tmp_path):
    region = CLEAN["region"] + 'own_key_groups = ["tribal_nation"]\n'
    changes = {
        "region": region,
        "stakeholders": altered(
            "stakeholders", "Zoe House,community_service", "Zoe House,Tribal_Nation"
        ),
        "projects": altered("projects", "hospital|health_plan", "hospital|tribal_nation"),
    }
    read = read_region(plant(tmp_path, **changes))
    assert "tribal_nation" in set(read.table("stakeholders")["key_group"])
    assert read.table("projects")["key_groups_required"].tolist() == [("hospital", "tribal_nation")]


def test_a_declared_order_of_dates_holds_for_every_table(tmp_path):
    region = CLEAN["region"] + 'dates = "dmy"\n'
    contacts = altered("contacts", "2026-08-01", "03/04/2026")
    read = read_region(plant(tmp_path, region=region, contacts=contacts))
    assert read.table("contacts")["date"].min() == pd.Timestamp("2026-04-03")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("survey", "2026-09-10,3,4,", "2026-09-10,3,3,"),
        ("survey", "2026-09-10,3,4,", "2026-09-10,3,,"),
        ("region", 'unlisted = "zero"', 'unlisted = "unknown"'),
        ("region", "as_of = 2026-11-22", "as_of = 2026-11-21"),
        ("stakeholders", "zoe,Zoe House", "zoe,Zoe  House"),
    ],
)
def test_other_facts_make_another_digest(name, old, new, region, tmp_path):
    changes = {name: altered(name, old, new)}
    if name == "stakeholders":
        changes |= {
            key: text.replace("Zoe House", "zoe") for key, text in CLEAN.items() if key != name
        }
    assert read_region(plant(tmp_path, **changes)).digest != region.digest


def test_a_column_or_key_that_a_region_does_not_use_changes_no_digest(region, tmp_path):
    later = {
        name: frame.assign(later=pd.Series(pd.NA, index=frame.index, dtype="str"))
        for name, frame in region.tables.items()
    }
    assert digest_of(later, settings=region.settings, as_of=region.as_of) == region.digest
    spelt_out = CLEAN["region"] + "half_life_days = 180\n"
    assert read_region(plant(tmp_path, region=spelt_out)).digest == region.digest
    later["areas"].loc[0, "later"] = "said"
    assert digest_of(later, settings=region.settings, as_of=region.as_of) != region.digest


@settings(max_examples=20)
@given(chance=st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(chance, region):
    changes = {
        name: shuffled(text, chance=chance) for name, text in CLEAN.items() if name != "region"
    }
    with tempfile.TemporaryDirectory() as somewhere:
        again = read_region(plant(Path(somewhere), **changes))
    assert again.digest == region.digest
    assert repr(again) == repr(region)
    for name, frame in region.tables.items():
        pd.testing.assert_frame_equal(again.tables[name], frame)
    pd.testing.assert_frame_equal(again.balance, region.balance)


def shuffled(text: str, *, chance: random.Random) -> str:
    """A table with its rows and its columns in another order."""
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    order = chance.sample(range(len(header)), len(header))
    out = io.StringIO()
    picked = chance.sample(rows, len(rows))
    csv.writer(out).writerows([row[at] for at in order] for row in [header, *picked])
    return out.getvalue()
