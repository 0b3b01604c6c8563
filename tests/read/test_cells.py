"""Shape of a table: header, rows, and how a spreadsheet counts them."""

import pytest

from stakeholder_map.read.cells import folded_header, letters, shape_cells


def shape(records, **options):
    cells, problems = shape_cells(records, file="t.csv", **options)
    return cells, [str(problem) for problem in problems]


def test_rows_without_text_are_passed_over_and_counted():
    cells, problems = shape([["a", "b"], ["", " "], ["1", "2"], [], ["3", "4"], ["", ""]])
    assert problems == []
    assert (cells.rows, cells.numbers) == ([["1", "2"], ["3", "4"]], [3, 5])


def test_rows_of_another_length_are_told_and_remembered():
    cells, problems = shape([["a", "b"], ["1"], ["1", "2", "3"], ["1", "2", ""]])
    assert len(problems) == 3
    assert cells.torn == {2, 3}
    assert cells.rows == [["1", ""], ["1", "2"], ["1", "2"]]


def test_rows_of_a_workbook_are_filled_up():
    cells, problems = shape([["a", "b"], ["1"]], ragged=False)
    assert problems == []
    assert cells.rows == [["1", ""]]


def test_a_header_may_end_in_separators_below_which_nothing_stands():
    cells, problems = shape([["a", "", ""], ["1", "", " "]])
    assert problems == []
    assert cells.header == ("a", "", "")


def test_headers_that_fold_to_the_same_are_told():
    _, problems = shape([["Area ID", "area_id", "x"], ["1", "2", "3"]])
    assert problems == [
        "row 1, column Area ID: expected each header once, found 'Area ID' in columns A, B"
    ]


def test_each_value_below_no_header_is_told_once_a_column():
    _, problems = shape([["a", "", ""], ["1", "x", ""], ["1", "y", "z"]])
    assert problems == [
        "row 2, column B: expected a header above every value, found 'x' below none",
        "row 3, column C: expected a header above every value, found 'z' below none",
    ]


@pytest.mark.parametrize("mark", ["\0", "\x1b", "\x7f", "\x85", "\ufffe"])
def test_control_characters_are_told_with_their_cell(mark):
    _, problems = shape([["a", "b"], ["1", "2"], ["3", f"x{mark}"]])
    assert len(problems) == 1
    assert problems[0].startswith("row 3, column b: expected text, found ")


@pytest.mark.parametrize("mark", ["\t", "\n", "\r\n", "\u200b", "\u202e", "\ufeff", "😀"])
def test_other_marks_are_text(mark):
    assert shape([["a"], [f"x{mark}x"]])[1] == []


@pytest.mark.parametrize("records", [[], [[]], [["", " "]], [[""], [""]]])
def test_nothing_is_an_empty_table(records):
    cells, problems = shape(records)
    assert cells is None
    assert problems == ["expected a header and at least one row, found an empty table"]


def test_columns_are_lettered_as_in_a_spreadsheet():
    assert [letters(at) for at in (0, 25, 26, 701, 702, 16_383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]


def test_headers_are_compared_without_capitals_and_blanks():
    assert folded_header("\ufeff x") != "x"
    assert folded_header(" Lead  Months\nMin ") == "lead_months_min"
