"""Files that are not what their name says, folders that are none, encodings and cut-off exports."""

import os

import pytest
from bad_input.planted import CLEAN, altered, plant, told, warned

from stakeholder_map.errors import ExitCode, InputError
from stakeholder_map.read import read_region, read_text

OTHER_FORMATS = {
    b"PK\x03\x04\x14\0\0\0": "a workbook or ZIP archive",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Excel workbook, or one with a password",
    b"%PDF-1.7\n": "a PDF",
    b"\x1f\x8b\x08\0": "a gzip archive",
    b"<!DOCTYPE html><table>": "a web page or XML",
    b"\xef\xbb\xbf \n<HTML>": "a web page or XML",
    CLEAN["areas"].encode("utf-16"): "UTF-16 text",
    CLEAN["areas"].encode("utf-16-le"): "UTF-16 text",
    CLEAN["areas"].encode("utf-16-be"): "UTF-16 text",
    b"\x89PNG\r\n\x1a\n": "a picture",
}


@pytest.mark.parametrize(("raw", "name"), OTHER_FORMATS.items(), ids=OTHER_FORMATS.values())
def test_another_format_named_csv_is_called_by_its_name(raw, name, tmp_path):
    folder = plant(tmp_path, areas=raw)
    assert told(folder) == [f"areas.csv: expected CSV text in UTF-8, found {name}"]


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"\xef\xbb\xbf", b" , ,\n,,\n"])
def test_an_empty_table_is_a_fault(raw, tmp_path):
    folder = plant(tmp_path, areas=raw)
    expected = "areas.csv: expected a header and at least one row, found an empty table"
    assert told(folder) == [expected]


def test_a_header_without_rows_is_a_fault(tmp_path):
    folder = plant(tmp_path, memberships="member_id,body\n")
    assert told(folder) == [
        (
            "memberships.csv: expected at least one row below the header: "
            "fill it in, or delete the file, found a header only"
        )
    ]


def test_a_header_below_an_empty_row_is_a_fault(tmp_path):
    folder = plant(tmp_path, areas="\n" + CLEAN["areas"])
    assert told(folder) == [
        "areas.csv: expected a header and at least one row, found an empty first row"
    ]


def test_another_encoding_is_told_with_its_row_and_column(tmp_path):
    areas = altered("areas", "Beds", "Lits d'hôpital").encode("cp1252")
    assert told(plant(tmp_path, areas=areas)) == [
        (
            "areas.csv: row 3, column name: expected text in UTF-8, "
            'found "Lits d\'hôpital" in another encoding (Windows-1252?)'
        )
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_separators_line_ends_and_byte_order_marks_do_not_matter(separator, ending, mark, tmp_path):
    clean = read_region(plant(tmp_path))
    text = CLEAN["areas"].replace(",", separator).replace("\n", ending)
    (tmp_path / "other").mkdir()
    region = read_region(plant(tmp_path / "other", areas=mark + text.encode()))
    assert region.digest == clean.digest
    assert region.inputs["areas.csv"] != clean.inputs["areas.csv"] or (separator, ending, mark) == (
        (",", "\n", b"")
    )


@pytest.mark.parametrize(("rows", "whole"), [(65_534, True), (65_535, False), (65_537, True)])
def test_a_table_as_long_as_an_old_spreadsheet_is_told_as_cut_off(rows, whole):
    """Below the header, rows that end where the sheet of an old spreadsheet does."""
    cells, problems = read_text(b"offer\n" + b"x\n" * rows, file="offers.csv")
    assert cells is not None
    assert len(cells.rows) == rows
    assert [problem.row for problem in problems] == ([] if whole else [65_536])


def test_a_table_as_long_as_a_spreadsheet_is_told_as_cut_off():
    _, problems = read_text(b"offer\n" + b"x\n" * 1_048_575, file="offers.csv")
    assert [str(problem) for problem in problems] == [
        (
            "row 1048576: expected a whole table, found exactly 1,048,576 rows, where spreadsheets "
            "and exports cut off"
        )
    ]


def test_a_folder_that_is_not_there_is_an_input_error(tmp_path):
    with pytest.raises(InputError) as caught:
        read_region(tmp_path / "nowhere")
    assert str(caught.value) == (
        "nowhere has 1 problem:\n"
        "  expected a folder with region.toml and tables, found no such file or directory"
    )
    assert caught.value.exit_code == ExitCode.INPUT


def test_a_file_in_place_of_a_folder_is_an_input_error(tmp_path):
    (tmp_path / "region").write_text("x")
    assert told(tmp_path / "region") == [
        "region: expected a folder with region.toml and tables, found a file"
    ]


def test_an_empty_folder_lacks_everything(tmp_path):
    (tmp_path / "bare").mkdir()
    assert told(tmp_path / "bare") == [
        "bare: expected a file region.toml, found none",
        "bare: expected a table stakeholders, found none",
        "bare: expected any one of the tables survey, contacts, positions, memberships, found none",
    ]


def test_a_folder_with_stakeholders_alone_lacks_any_ties(tmp_path):
    changes = dict.fromkeys(CLEAN) | {name: CLEAN[name] for name in ("region", "stakeholders")}
    assert told(plant(tmp_path, **changes)) == [
        (
            "my-region: expected any one of the tables survey, contacts, positions, memberships, "
            "found none"
        )
    ]


@pytest.mark.parametrize("name", ["contacts", "memberships", "positions"])
def test_stakeholders_and_any_one_table_of_ties_are_enough(name, tmp_path):
    needed = {"region", "stakeholders", "people", "areas", name}
    changes = dict.fromkeys(CLEAN) | {each: CLEAN[each] for each in needed}
    assert told(plant(tmp_path, **changes)) == []


def test_a_survey_needs_its_questions(tmp_path):
    folder = plant(tmp_path, questions=None)
    (folder / "question.csv").write_text("question\n")
    assert told(folder) == [
        (
            "my-region: expected a table questions, which says what each column of survey measures "
            "(closest: 'question'), found none"
        )
    ]


def test_a_near_miss_of_a_file_name_is_a_warning(tmp_path):
    folder = plant(tmp_path, contacts=None)
    (folder / "contact.csv").write_text(CLEAN["contacts"])
    (folder / "README.md").write_text("ours")
    (folder / ".DS_Store").write_bytes(b"\0")
    assert warned(folder) == [
        (
            "contact.csv: expected a file named as a table; this one is not read "
            "(closest: 'contacts'), found 'contact'"
        )
    ]


def test_a_table_in_another_kind_of_file_is_not_overlooked(tmp_path):
    folder = plant(tmp_path)
    (folder / "waves.txt").write_text("wave,opened,closed\n")
    (folder / "old.ods").write_bytes(b"PK")
    assert told(folder) == [
        "old.ods: expected either CSV files or one .xlsx workbook, found a file of the kind .ods"
    ]
    (folder / "old.ods").unlink()
    assert warned(folder) == [
        "waves.txt: expected waves.csv, or no such file, found a file that is not read"
    ]


def test_a_misspelt_region_toml_is_found(tmp_path):
    folder = plant(tmp_path, region=None)
    (folder / "regions.toml").write_text(CLEAN["region"])
    assert told(folder) == [
        "my-region: expected a file region.toml (closest: 'regions.toml'), found none"
    ]


def test_two_files_for_one_table_are_a_fault(tmp_path):
    folder = plant(tmp_path)
    (folder / "Areas.csv").write_text(CLEAN["areas"])
    if len(list(folder.glob("[aA]reas.csv"))) == 1:
        pytest.skip("this file system does not tell capitals apart")
    assert told(folder) == ["areas.csv: expected one file for the table areas, found a second one"]


def test_a_link_that_leads_nowhere_and_one_that_leads_to_itself_are_faults(tmp_path):
    folder = plant(tmp_path, areas=None, needs=None, projects=None, positions=None)
    survey = CLEAN["survey"].replace("asthma", "").replace("Asthma at home", "")
    (folder / "survey.csv").write_text(survey.replace("r1,zoe,,2026-09-10,2,,\n", ""))
    try:
        (folder / "areas.csv").symlink_to("areas.csv")
        (folder / "needs.csv").symlink_to("gone.csv")
    except OSError:
        pytest.skip("this system makes no links")
    messages = told(folder)
    assert len(messages) == 2
    assert messages[0].startswith("areas.csv: expected a readable file, found too many levels")
    assert messages[1] == "needs.csv: expected a readable file, found no such file or directory"


def test_a_folder_and_a_pipe_named_as_a_table_are_faults_and_nobody_waits(tmp_path):
    folder = plant(tmp_path, memberships=None, events=None)
    (folder / "memberships.csv").mkdir()
    os.mkfifo(folder / "events.csv")
    assert told(folder) == [
        "events.csv: expected a file, found a folder or device of this name",
        "memberships.csv: expected a file, found a folder or device of this name",
    ]


def test_more_than_a_hundred_faults_are_counted(tmp_path):
    rows = "".join(f"2026-08-01,nobody{number},acme,call\n" for number in range(150))
    folder = plant(tmp_path, contacts="date,from_id,to_id,channel\n" + rows)
    with pytest.raises(InputError) as caught:
        read_region(folder)
    assert len(caught.value.problems) == 150
    lines = str(caught.value).splitlines()
    assert lines[0] == "contacts.csv has 150 problems:"
    assert len(lines) == 102
    assert lines[-1] == "... and 50 more, not shown"


@pytest.mark.parametrize(
    "table", ["stakeholders", "people", "aliases", "areas", "waves", "questions", "invitations"]
)
def test_a_table_that_cannot_be_read_is_the_only_fault(table, tmp_path):
    """What refers to it, or would be named by it, is not judged."""
    assert told(plant(tmp_path, **{table: b"%PDF-1.7"})) == [
        f"{table}.csv: expected CSV text in UTF-8, found a PDF"
    ]
