"""Workbooks: the same region as from CSV files, and every fault that only a workbook can have."""

import datetime as dt
import io
import subprocess
import sys
import time
import zipfile

import pytest
import xlsxwriter
from bad_input.books import MAIN, TWO_ROWS, by_hand, clean_tables, plant_book, plant_raw
from bad_input.planted import CLEAN, plant, told, warned

from stakeholder_map.read import read_region, read_workbook


def altered_tables(name, row, column, value):
    tables = clean_tables()
    cells = tables[name][row - 1]
    cells[column] = value
    return tables


def faults_of(raw):
    return [str(problem) for problem in read_workbook(raw, file="region.xlsx").faults]


def test_a_workbook_reads_as_the_same_region_as_csv_files(tmp_path):
    (tmp_path / "csv").mkdir()
    from_csv = read_region(plant(tmp_path / "csv"))
    from_book = read_region(plant_book(tmp_path, clean_tables()))
    assert from_book.digest == from_csv.digest
    assert list(from_book.inputs) == ["region.toml", "region.xlsx"]
    assert from_book.warnings == ()


@pytest.mark.parametrize("date_1904", [False, True])
def test_real_date_cells_are_dates_whatever_their_format_shows(date_1904, tmp_path):
    tables = clean_tables()
    tables["contacts"][1][0] = dt.date(2026, 4, 3)
    tables["contacts"][2][0] = dt.datetime.fromisoformat("2026-04-04T09:30")
    region = read_region(plant_book(tmp_path, tables, default_date_format="", date_1904=date_1904))
    days = region.table("contacts")["date"]
    assert days.dt.strftime("%Y-%m-%d %H:%M").tolist() == ["2026-04-03 00:00", "2026-04-04 00:00"]


def test_whole_numbers_read_as_a_person_writes_them_and_text_stays(tmp_path):
    tables = clean_tables()
    tables["memberships"] += [["007", 7, "", ""], [7.0, "1E5", "", ""]]
    tables["stakeholders"] += [[7, "2A004", "hospital", "", "", "", "", ""]]
    bodies = read_region(plant_book(tmp_path, tables)).table("memberships")
    assert bodies[["member_id", "body"]].to_numpy().tolist() == [
        ["007", "7"],
        ["7", "1E5"],
        ["acme", "Board of Health"],
    ]


def test_a_fault_in_a_workbook_names_sheet_row_and_column(tmp_path):
    folder = plant_book(tmp_path, altered_tables("survey", 4, 5, 9))
    assert told(folder) == [
        (
            "region.xlsx, sheet survey: row 4, column trust: expected a whole number from 1 to 4, "
            "found '9'"
        )
    ]


def test_values_beside_the_table_need_a_header(tmp_path):
    tables = clean_tables()
    tables["areas"][2] += ["", "see me"]
    assert told(plant_book(tmp_path, tables)) == [
        (
            "region.xlsx, sheet areas: row 3, column E: expected a header above every value, "
            "found 'see me' below none"
        )
    ]


def test_csv_files_beside_a_workbook_and_two_workbooks_are_faults(tmp_path):
    folder = plant_book(tmp_path, clean_tables())
    (folder / "areas.csv").write_text(CLEAN["areas"])
    (folder / "~$region.xlsx").write_bytes(b"open in a spreadsheet")
    assert told(folder)[0] == (
        "my-region: expected either CSV files or one .xlsx workbook, "
        "found both: region.xlsx and areas.csv"
    )
    (folder / "areas.csv").unlink()
    (folder / "copy.xlsx").write_bytes((folder / "region.xlsx").read_bytes())
    assert told(folder)[0] == (
        "my-region: expected either CSV files or one .xlsx workbook, "
        "found 2: copy.xlsx, region.xlsx"
    )


def test_a_sheet_that_is_no_table_is_a_warning_and_explanations_are_not(tmp_path):
    tables = clean_tables()
    tables["wave"] = [["wave"], ["1"]]
    tables["read_me"] = [["how to fill in"]]
    tables["Sheet9"] = []
    assert warned(plant_book(tmp_path, tables)) == [
        (
            "region.xlsx, sheet wave: expected a sheet named as a table; this one is not read "
            "(closest: 'waves'), found 'wave'"
        )
    ]


def special(folder, name, change):
    """The clean workbook after `change(sheet, book)` was made to one sheet."""
    region = plant_book(folder, {key: rows for key, rows in clean_tables().items() if key != name})
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as book:
        for key, rows in clean_tables().items():
            sheet = book.add_worksheet(key)
            for at, row in enumerate(rows):
                for position, cell in enumerate(row):
                    sheet.write(at, position, cell)
            if key == name:
                change(sheet, book)
    (region / "region.xlsx").write_bytes(packed.getvalue())
    return region


def test_merged_cells_are_a_fault(tmp_path):
    folder = special(tmp_path, "areas", lambda sheet, _: sheet.merge_range("E2:F4", ""))
    assert told(folder) == [
        (
            "region.xlsx, sheet areas: row 2: expected one value in each cell, "
            "found the merged cells E2:F4"
        )
    ]


def test_an_error_cell_is_a_fault(tmp_path):
    change = lambda sheet, _: sheet.write_formula("C2", "=NA()", None, "#N/A")  # noqa: E731
    assert told(special(tmp_path, "areas", change)) == [
        "region.xlsx, sheet areas: row 2, column kind: expected a value, found the error #N/A"
    ]


def test_a_formula_with_its_value_is_read_and_one_without_is_a_fault(tmp_path):
    def change(sheet, _):
        sheet.write_formula("B2", '="Asth"&"ma at home"', None, "Asthma at home")
        sheet.write_formula("C3", '="mar"&"ket"', None, "market")

    assert told(special(tmp_path, "areas", change)) == []
    raw = by_hand('<row r="1"><c r="A1" t="str"><f>IF(A2,"","")</f><v></v></c></row>')
    assert faults_of(raw) == ["expected a header and at least one row, found an empty table"]
    raw = by_hand('<row r="1"><c r="A1"><f>"a"&amp;"b"</f></c><c r="B1"><f>1</f><v></v></c></row>')
    assert faults_of(raw)[:2] == [
        "row 1, column A: expected a value, found a formula without a stored value",
        "row 1, column B: expected a value, found a formula without a stored value",
    ]


def test_hidden_rows_are_read_and_are_a_warning(tmp_path):
    def change(sheet, _):
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_row(40, None, None, {"hidden": True})

    folder = special(tmp_path, "areas", change)
    assert warned(folder) == [
        (
            "region.xlsx, sheet areas: row 2: expected rows that can be seen, "
            "found hidden rows, which count like all others: 2"
        )
    ]
    assert len(read_region(folder).table("areas")) == 2


def test_cells_that_are_only_formatted_do_not_count(tmp_path):
    def change(sheet, book):
        sheet.write_blank("XFD1048576", None, book.add_format({"bold": True}))

    assert told(special(tmp_path, "areas", change)) == []


OTHERS = {
    b"": "an empty file",
    b"PK\x03\x04 and no more": "a damaged or other file (File is not a zip file)",
    by_hand()[:-40]: "a damaged or other file (File is not a zip file)",
    b"\xd0\xcf\x11\xe0" + bytes(600): "a workbook of the old kind (.xls)",
    b"<html><table>": "a web page or XML",
    b"%PDF-1.7": "a PDF",
    b"name,id\n": "a damaged or other file (File is not a zip file)",
}


@pytest.mark.parametrize(("raw", "found"), OTHERS.items(), ids=range(len(OTHERS)))
def test_what_is_no_workbook_is_told_as_what_it_is(raw, found):
    (message,) = faults_of(raw)
    assert message.endswith(f", found {found}")


def test_a_password_is_told(tmp_path):
    locked = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    messages = told(plant_raw(tmp_path, locked))
    assert messages[0].startswith("my-region: expected")
    assert messages[-1] == (
        "region.xlsx: expected an .xlsx workbook without a password, found one with a password"
    )


def test_entity_bombs_and_external_entities_are_refused():
    bomb = "<!DOCTYPE a [<!ENTITY x 'xxxx'><!ENTITY y '&x;&x;&x;'>]>"
    outside = '<!DOCTYPE a SYSTEM "file:///etc/hostname">'
    for prologue in (bomb, outside):
        strings = f'<?xml version="1.0"?>{prologue}<sst xmlns="{MAIN}"><si><t>&y;</t></si></sst>'
        assert faults_of(by_hand(sharedStrings=strings)) == [
            (
                "expected a workbook without entities or document types, "
                "found a document type in the part 'xl/sharedStrings.xml'"
            )
        ]


def test_xml_that_hides_in_another_encoding_is_refused():
    strings = f'<sst xmlns="{MAIN}"><si><t>a</t></si></sst>'
    for raw in (strings.encode("utf-16"), f'<?xml version="1.0" encoding="UTF-7"?>{strings}'):
        (message,) = faults_of(by_hand(sharedStrings=raw))
        assert message.startswith("expected XML in UTF-8, found ")


def test_a_workbook_that_unpacks_beyond_all_measure_is_refused():
    raw = by_hand(media="<a>" + " " * (257 * 2**20) + "</a>")
    assert len(raw) < 400_000
    assert faults_of(raw) == [
        "expected a workbook that unpacks to at most 256 MB, found more, in the part 'xl/media.xml'"
    ]


def test_an_archive_packed_in_another_way_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert faults_of(packed.getvalue()) == [
        (
            "expected an archive packed as spreadsheets pack it, "
            "found another method in the part 'xl/workbook.xml'"
        )
    ]


FAR_OFF = {
    "plain": '<c r="XFD1048576"><v>1</v></c>',
    "small letters": '<c r="xfd1048576"><v>1</v></c>',
    "other quotes": "<c r='XFD1048576'><v>1</v></c>",
    "after another attribute": '<c s="1"\n r="XFD1048576"><v>1</v></c>',
    "behind a false end": '<c x="\'" y=\'>\' r="XFD1048576"><v>1</v></c>',
}


@pytest.mark.parametrize("cell", FAR_OFF.values(), ids=FAR_OFF)
def test_a_cell_at_the_far_corner_is_refused_however_it_is_written(cell):
    raw = by_hand(f'{TWO_ROWS}<row r="1048576">{cell}</row>')
    assert faults_of(raw) == [
        (
            "expected a used range of at most 5,000,000 cells, "
            "found one that reaches to XFD1048576: clear what lies beyond the table"
        )
    ]


MALFORMED = {
    "an entity": '<c r="&#88;FD1048576"><v>1</v></c>',
    "two addresses": '<c r="A3" r="XFD1048576"><v>1</v></c>',
    "no end": '<c r="XFD1048576" <v>1</v>',
    "beyond the sheet": '<c r="XFE1"><v>1</v></c>',
    "row zero": '<c r="A0"><v>1</v></c>',
}


@pytest.mark.parametrize("cell", MALFORMED.values(), ids=MALFORMED)
def test_an_address_that_no_spreadsheet_writes_is_refused(cell):
    assert len(faults_of(by_hand(f'{TWO_ROWS}<row r="3">{cell}</row>'))) == 1


def test_cells_without_addresses_are_counted_on(tmp_path):
    rows = "<row><c t='str'><v>a</v></c><c t='str'><v>b</v></c></row><row><c><v>1</v></c></row>"
    cells = read_workbook(by_hand(rows), file="x.xlsx").cells["stakeholders"]
    assert cells is not None
    assert (cells.header, cells.rows) == (("a", "b"), [["1", ""]])


def test_a_claimed_number_of_texts_is_not_believed():
    """A reader that reserves what is claimed would abort the process."""
    strings = f'<sst xmlns="{MAIN}" uniqueCount="4294967295"><si><t>acme</t></si></sst>'
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    cells = read_workbook(by_hand(rows, sharedStrings=strings), file="x").cells["stakeholders"]
    assert cells is not None
    assert cells.header == ("acme",)


@pytest.mark.parametrize("row", [65_536, 1_048_576])
def test_a_sheet_as_long_as_a_spreadsheet_is_told_as_cut_off(row):
    raw = by_hand(f'{TWO_ROWS}<row r="{row}"><c r="A{row}"><v>1</v></c></row>')
    assert faults_of(raw) == [
        (
            f"row {row}: expected a whole table, found exactly {row:,} rows, "
            "where spreadsheets and exports cut off"
        )
    ]


def test_a_part_that_the_list_of_sheets_does_not_name_is_never_handed_to_the_reader(tmp_path):
    """Two lists of sheets could show one reader a harmless sheet and another a huge one."""
    raw = by_hand(
        worksheets=f'<worksheet xmlns="{MAIN}"><c r="XFD1048576"><v>1</v></c></worksheet>'
    )
    assert faults_of(raw) == []


MEASURE = """
import re, sys, time
from pathlib import Path
from stakeholder_map.read import read_region
from stakeholder_map.errors import InputError
start = time.process_time()
try:
    read_region(sys.argv[1])
except InputError as error:
    assert "XFD1048576" in str(error), error
else:
    raise SystemExit("not refused")
most = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(time.process_time() - start, int(most[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured on Linux")
def test_the_far_corner_is_refused_in_two_seconds_and_300_megabytes(tmp_path):
    folder = plant_raw(tmp_path, by_hand('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    assert (folder / "region.xlsx").stat().st_size < 6000
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, str(folder)], capture_output=True, text=True, check=True
    )
    seconds, megabytes = map(float, run.stdout.split())
    assert seconds < 2
    assert megabytes < 300


def test_looking_through_a_sheet_takes_time_in_proportion_to_its_bytes():
    """Tags that never end must not be looked for over and over."""
    timings = []
    for size in (20_000, 80_000):
        raw = by_hand("<c r=\"'" * size)
        start = time.process_time()
        assert len(faults_of(raw)) == 1
        timings.append(time.process_time() - start)
    assert timings[1] < 12 * timings[0] + 0.2


def test_an_archive_with_a_part_twice_is_read_as_it_was_looked_through(tmp_path):
    packed = io.BytesIO(by_hand())
    far = f'<worksheet xmlns="{MAIN}"><c r="XFD1048576"><v>1</v></c></worksheet>'
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(packed, "a") as archive,
    ):
        archive.writestr("xl/worksheets/sheet1.xml", far)
    assert "XFD1048576" in faults_of(packed.getvalue())[0]
