"""The empty workbook: sheets, headers, drop-down lists, checked cells, explanations."""

import io
import zipfile

import openpyxl
import pytest

from stakeholder_map.tables import TABLES
from stakeholder_map.template import ALL_TABLES, BASIC_TABLES, READ_ME_SHEET, RECOMMENDED
from stakeholder_map.template.layout import choose_tables, columns_shown
from stakeholder_map.template.workbook import workbook_bytes


@pytest.fixture(scope="module")
def everything():
    return workbook_bytes(choose_tables(ALL_TABLES))


@pytest.fixture(scope="module")
def book(everything):
    return openpyxl.load_workbook(io.BytesIO(everything))


def checks(sheet):
    """Validation rules of a sheet by the header of the column they hold for."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        column = next(iter(rule.sqref.ranges)).min_col
        found[sheet.cell(1, column).value] = rule
    return found


def test_there_is_a_sheet_per_table_behind_the_explanations(book):
    assert book.sheetnames == [READ_ME_SHEET, *ALL_TABLES]


def test_every_sheet_has_the_declared_header_explained_and_frozen(book):
    for name in ALL_TABLES:
        sheet = book[name]
        shown = columns_shown(TABLES[name], beside=ALL_TABLES)
        assert [cell.value for cell in sheet[1]] == [column.name for column in shown]
        assert sheet.freeze_panes == "A2"
        for cell, column in zip(sheet[1], shown, strict=True):
            assert column.meaning[1:] in cell.comment.text
            assert ("Required." in cell.comment.text) == column.required


def test_choices_and_yes_or_no_are_drop_down_lists(book):
    contacts = checks(book["contacts"])
    assert contacts["tension"].formula1 == '"yes,no"'
    assert contacts["favour"].formula1 == '"given,received"'
    for name in ALL_TABLES:
        for column in TABLES[name].columns:
            if column.kind in {"choice", "yes_no"}:
                assert checks(book[name])[column.name].type == "list"


def test_own_key_groups_are_possible_and_other_words_are_not(book):
    assert checks(book["stakeholders"])["key_group"].errorStyle == "warning"
    assert checks(book["stakeholders"])["ownership"].errorStyle in {None, "stop"}


def test_ids_of_another_table_are_offered_from_its_first_column(book):
    for name in ALL_TABLES:
        for column in TABLES[name].columns:
            if column.kind == "id" and len(column.refers) == 1:
                rule = checks(book[name])[column.name]
                assert rule.formula1 == f"{column.refers[0]}!$A$2:$A$5000"
                assert rule.errorStyle == "warning", "names and aliases serve too"


def test_what_can_be_referred_to_has_its_id_in_the_first_column():
    referred = {r for t in TABLES.values() for c in t.columns for r in c.refers}
    for name in referred:
        first = TABLES[name].columns[0]
        assert first.kind == "id"
        assert first.required


def test_whole_numbers_and_dates_are_checked(book):
    urgency = checks(book["needs"])["urgency"]
    assert (urgency.type, urgency.formula1, urgency.formula2) == ("whole", "0", "4")
    people = checks(book["needs"])["people_affected"]
    assert (people.type, people.operator, people.formula1) == ("whole", "greaterThanOrEqual", "0")
    assert checks(book["contacts"])["date"].type == "date"
    assert checks(book["positions"])["position"].formula1 == "-4"


def test_ids_are_text_and_dates_are_iso(book):
    stakeholders, contacts = book["stakeholders"], book["contacts"]
    assert stakeholders.column_dimensions["A"].width >= 15
    styles = everything_styles(contacts)
    assert styles["A"] == "yyyy-mm-dd"
    assert everything_styles(stakeholders)["A"] == "@"


def everything_styles(sheet):
    return {letter: d.number_format for letter, d in sheet.column_dimensions.items()}


def test_the_questions_are_prefilled_with_whole_numbers(book):
    rows = list(book["questions"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == list(RECOMMENDED)
    assert all(isinstance(row[2], int) and isinstance(row[3], int) for row in rows)


def test_no_cell_is_a_formula_hidden_or_merged(book):
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert not any(d.hidden for d in sheet.row_dimensions.values())
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_explanations_name_every_table_column_and_rule(book):
    words = [c for row in book[READ_ME_SHEET].iter_rows(values_only=True) for c in row if c]
    for name in ALL_TABLES:
        assert name in words
        assert {column.name for column in TABLES[name].columns} <= set(words)
    assert "A self-rating" in words


def test_the_basic_workbook_refers_to_no_sheet_that_it_lacks():
    content = workbook_bytes(choose_tables(BASIC_TABLES))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == [READ_ME_SHEET, *BASIC_TABLES]
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            if rule.formula1 and "!" in rule.formula1:
                assert rule.formula1.split("!")[0] in book.sheetnames


def test_the_bytes_carry_no_clock(everything):
    assert workbook_bytes(choose_tables(ALL_TABLES)) == everything
    with zipfile.ZipFile(io.BytesIO(everything)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        core = archive.read("docProps/core.xml").decode()
    assert "2026-01-01T00:00:00Z" in core
