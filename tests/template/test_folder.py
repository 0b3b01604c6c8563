"""An empty region folder: nothing is overwritten, every table has its header."""

import csv
import tomllib

import pytest

from stakeholder_map.errors import ExitCode, UsageError
from stakeholder_map.tables import TABLES
from stakeholder_map.template import (
    ALL_TABLES,
    BASIC_TABLES,
    RECOMMENDED,
    write_csv_template,
    write_workbook_template,
)
from stakeholder_map.template import folder as written_folder


def header(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file))


def test_the_basic_folder_has_the_tables_that_most_analysts_have(tmp_path):
    written = write_csv_template(tmp_path / "new")
    assert [path.name for path in written] == [
        "region.toml",
        "stakeholders.csv",
        "people.csv",
        "questions.csv",
        "survey.csv",
        "contacts.csv",
    ]
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(
        path.name for path in written
    )


def test_every_declared_table_can_be_written_with_every_column(tmp_path):
    write_csv_template(tmp_path, tables=ALL_TABLES)
    for table in TABLES.values():
        declared = [column.name for column in table.columns]
        if table.name == "survey":
            declared[-1:-1] = RECOMMENDED
        assert header(tmp_path / f"{table.name}.csv") == declared


def test_the_survey_has_a_column_for_each_prefilled_question(tmp_path):
    write_csv_template(tmp_path)
    with (tmp_path / "questions.csv").open(encoding="utf-8-sig", newline="") as file:
        asked = [row["question"] for row in csv.DictReader(file)]
    assert asked == list(RECOMMENDED)
    assert set(asked) <= set(header(tmp_path / "survey.csv"))


def test_columns_that_could_only_name_a_table_that_is_not_there_are_left_out(tmp_path):
    write_csv_template(tmp_path)
    assert "area_id" not in header(tmp_path / "contacts.csv")
    assert "wave" not in header(tmp_path / "survey.csv")
    assert "parent_id" in header(tmp_path / "stakeholders.csv")


@pytest.mark.parametrize("write", [write_csv_template, write_workbook_template])
@pytest.mark.parametrize("name", ["stakeholders.csv", "region.toml", "Region.TOML", "old.xlsx"])
def test_what_is_there_is_never_overwritten(tmp_path, write, name):
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=rf"found {name} in .*nothing was written") as caught:
        write(tmp_path)
    assert caught.value.exit_code is ExitCode.USAGE
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


def test_a_second_call_is_refused_and_a_file_beside_is_none_of_our_business(tmp_path):
    (tmp_path / "letter.docx").write_text("mine", encoding="utf-8")
    write_csv_template(tmp_path)
    with pytest.raises(UsageError, match=r"stakeholders\.csv"):
        write_csv_template(tmp_path)


def test_a_file_that_appears_in_between_is_not_overwritten(tmp_path, monkeypatch):
    monkeypatch.setattr(written_folder, "_region_files", lambda folder, *, beside: [])
    (tmp_path / "people.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_csv_template(tmp_path)
    assert (tmp_path / "people.csv").read_text(encoding="utf-8") == "mine"


def test_a_file_in_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "region").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match=r"found the file .*region"):
        write_csv_template(tmp_path / "region")


def test_an_unknown_table_is_named(tmp_path):
    with pytest.raises(UsageError, match="found 'stakholders'"):
        write_csv_template(tmp_path, tables=["stakholders"])


@pytest.mark.parametrize("write", [write_csv_template, write_workbook_template])
def test_two_folders_of_one_name_get_the_same_bytes(tmp_path, write):
    first = write(tmp_path / "a" / "three-rivers", tables=ALL_TABLES)
    second = write(tmp_path / "b" / "three-rivers", tables=ALL_TABLES)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_the_folder_gives_the_region_its_name(tmp_path):
    write_csv_template(tmp_path / "three-rivers")
    settings = tomllib.loads((tmp_path / "three-rivers" / "region.toml").read_text("utf-8"))
    assert settings["name"] == "three rivers"


def test_the_basic_tables_hold_the_required_ones():
    assert "stakeholders" in BASIC_TABLES
    assert "survey" in BASIC_TABLES
