"""Hostile and odd input that others collected: kept exactly, or refused with a message."""

import csv
import io
import json

import pytest
from bad_input.planted import CLEAN, plant

from stakeholder_map.errors import InputError
from stakeholder_map.read import read_region, read_text, read_workbook

SPECTRUM = (
    "comma_in_quotes",
    "empty",
    "empty_crlf",
    "escaped_quotes",
    "json",
    "location_coordinates",
    "newlines",
    "newlines_crlf",
    "quotes_and_newlines",
    "simple",
    "simple_crlf",
    "utf8",
)


@pytest.mark.parametrize("name", SPECTRUM)
def test_every_csv_of_the_spectrum_reads_as_its_json(name, shared):
    folder = shared / "badinput" / "csv-spectrum"
    raw = (folder / "csvs" / f"{name}.csv").read_bytes()
    if name.endswith("_crlf"):
        # a checkout may have lost the line ends that give the file its name
        raw = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    cells, problems = read_text(raw, file=f"{name}.csv")
    expected = json.loads((folder / "json" / f"{name}.json").read_text(encoding="utf-8"))
    assert problems == []
    assert cells is not None
    found = [dict(zip(cells.header, row, strict=True)) for row in cells.rows]
    if name == "location_coordinates":
        # its JSON is one object with another telephone number than its CSV
        expected = [{**expected, "Contact Phone Number": "2095257564"}]
    assert found == expected


def naughty_strings(shared):
    path = shared / "badinput" / "blns" / "blns.json"
    return json.loads(path.read_text(encoding="utf-8"))


def csv_text(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def refused(text):
    """Whether a text holds what no table may hold: control characters and non-characters."""
    return any(
        (ord(mark) < 32 and mark not in "\t\n\r")
        or 127 <= ord(mark) < 160
        or mark in "\ufffe\uffff"
        for mark in text
    )


def test_naughty_strings_survive_as_notes_and_comments_exactly(shared, tmp_path):
    strings = [text for text in naughty_strings(shared) if text.strip() and not refused(text)]
    assert len(strings) > 480
    stakeholders = [["stakeholder_id", "name", "key_group", "notes"]]
    stakeholders += [
        ["us", "Our Coalition", "hospital", ""],
        ["acme", "Acme Hospital", "hospital", ""],
    ]
    stakeholders += [[f"s{at}", f"n{at}", "hospital", text] for at, text in enumerate(strings)]
    changes = dict.fromkeys(CLEAN) | {"region": CLEAN["region"]}
    changes["stakeholders"] = csv_text(stakeholders)
    changes["memberships"] = "member_id,body\nus,Board\n"
    region = read_region(plant(tmp_path, **changes))
    notes = region.table("stakeholders").set_index("stakeholder_id")["notes"]
    assert [notes[f"s{at}"] for at in range(len(strings))] == strings


def test_naughty_strings_survive_as_names_and_can_be_referred_to(shared, tmp_path):
    one_line = [
        text
        for text in dict.fromkeys(naughty_strings(shared))
        if text.strip() and not refused(text) and len(text.strip().splitlines()) == 1
    ]
    names = list({text.strip(): text for text in one_line}.values())
    assert len(names) > 470
    stakeholders = [["stakeholder_id", "name", "key_group"]]
    stakeholders += [["us", "Our Coalition", "hospital"], ["acme", "Acme Hospital", "hospital"]]
    stakeholders += [[f"id-{at}", text, "hospital"] for at, text in enumerate(names)]
    members = [["member_id", "body"], *([text, f"body {at}"] for at, text in enumerate(names))]
    changes = dict.fromkeys(CLEAN) | {"region": CLEAN["region"]}
    changes |= {"stakeholders": csv_text(stakeholders), "memberships": csv_text(members)}
    region = read_region(plant(tmp_path, **changes))
    assert [region.name_of(f"id-{at}") for at in range(len(names))] == names
    sits = region.table("memberships").set_index("body")["member_id"]
    assert [sits[f"body {at}"] for at in range(len(names))] == [
        f"id-{at}" for at in range(len(names))
    ]


def test_a_naughty_string_that_no_table_may_hold_is_refused_with_its_row(shared, tmp_path):
    strings = [text for text in naughty_strings(shared) if refused(text)]
    assert strings
    stakeholders = [["stakeholder_id", "name", "key_group"], ["us", "Our Coalition", "hospital"]]
    stakeholders += [["acme", "Acme Hospital", "hospital"]]
    stakeholders += [[f"s{at}", text, "hospital"] for at, text in enumerate(strings)]
    changes = dict.fromkeys(CLEAN) | {"region": CLEAN["region"]}
    changes["stakeholders"] = csv_text(stakeholders)
    changes["memberships"] = "member_id,body\nus,Board\n"
    with pytest.raises(InputError) as caught:
        read_region(plant(tmp_path, **changes))
    assert [problem.row for problem in caught.value.problems] == [
        4 + at for at in range(len(strings))
    ]
    assert str(caught.value).isprintable() or "\n" in str(caught.value)


def test_text_that_a_spreadsheet_would_run_stays_text(shared, tmp_path):
    path = shared / "badinput" / "payloadbox-csv-injection" / "Intruder" / "csv-payload.txt"
    payloads = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    contacts = [["date", "from_id", "to_id", "channel", "notes"]]
    contacts += [
        [f"2026-08-{at + 1:02d}", "us", "acme", "mail", text] for at, text in enumerate(payloads)
    ]
    region = read_region(plant(tmp_path, contacts=csv_text(contacts)))
    assert region.table("contacts")["notes"].tolist() == payloads


def test_no_workbook_of_the_collection_crashes_the_reader(shared):
    files = sorted((shared / "badinput" / "calamine-xlsx").glob("*.*s*"))
    books = [file for file in files if file.suffix in {".xlsx", ".xlsb", ".ods"}]
    assert len(books) > 40
    readable = []
    for file in books:
        sheets = read_workbook(file.read_bytes(), file=file.name)
        assert sheets.faults or all(sheets.cells.values()), file.name
        assert all(problem.found and problem.expected for problem in sheets.faults)
        if any(sheets.cells.values()):
            readable.append(file.name)
    assert len(readable) > 20
    assert {name.rpartition(".")[2] for name in readable} == {"xlsx"}


def rows_of(shared, name):
    file = shared / "badinput" / "calamine-xlsx" / name
    sheets = read_workbook(file.read_bytes(), file=name)
    ((_, cells),) = sheets.cells.items()
    return [list(cells.header), *cells.rows]


@pytest.mark.parametrize("name", ["date.xlsx", "date_1904.xlsx"])
def test_days_counted_from_1900_and_from_1904_are_the_same_days(name, shared):
    assert rows_of(shared, name)[:2] == [["2021-01-01", "15"], ["2021-01-02", "16"]]


def test_dates_stored_as_text_and_under_quoted_formats_are_days(shared):
    assert rows_of(shared, "date_iso.xlsx")[:2] == [["2021-01-01"], ["2021-01-01 10:10:10"]]
    assert rows_of(shared, "date_quoted_format.xlsx") == [["2021-01-01"]] * 4


def test_errors_merged_cells_and_passwords_of_the_collection_are_told(shared):
    folder = shared / "badinput" / "calamine-xlsx"

    def told(name):
        return [str(one) for one in read_workbook((folder / name).read_bytes(), file=name).faults]

    assert "row 7, column A: expected a value, found the error #N/A" in told("errors.xlsx")
    assert "row 2: expected one value in each cell, found the merged cells B2:D4" in told(
        "merge_cells.xlsx"
    )
    assert told("pass_protected.xlsx") == [
        "expected an .xlsx workbook without a password, found one with a password"
    ]
    assert told("any_sheets.ods") == [
        "expected an .xlsx workbook, found an OpenDocument file (.ods)"
    ]
