"""CSV bytes to cells."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholder_map.read.text import read_text

PLAIN = st.text(
    st.characters(blacklist_categories=("Cc", "Cs"), blacklist_characters="\ufffe\uffff\ufeff"),
    max_size=8,
)
TEXTS = st.one_of(
    PLAIN, st.sampled_from(["a,b", "a;b", 'say "x"', "two\nlines", "\r\n", "'", "=1+1"])
)


def test_the_separator_is_the_one_that_makes_known_headers():
    raw = b"area_id;name;note, long, very\na;b;c\n"
    cells, problems = read_text(raw, file="areas.csv", known=["area_id", "name"])
    assert problems == []
    assert cells.header == ("area_id", "name", "note, long, very")


def test_the_separator_of_an_unknown_table_is_the_one_that_makes_most_cells():
    assert read_text(b"a;b;c,d\n1;2;3\n", file="t.csv")[0].header == ("a", "b", "c,d")
    assert read_text(b"a\tb\n1\t2,3,4\n", file="t.csv")[0].rows == [["1", "2,3,4"]]


def test_one_column_needs_no_separator():
    assert read_text(b"a\n1\n", file="t.csv")[0].rows == [["1"]]


def test_a_quoted_header_with_a_separator_is_one_cell():
    cells, _ = read_text(b'"a,b",c\n1,2\n', file="t.csv")
    assert cells.header == ("a,b", "c")


def test_every_cell_of_another_encoding_is_told_and_the_rest_is_read():
    raw = "n\u00e4me,x\n\u00fc,1\ny,\u00f6\n".encode("latin-1")
    cells, problems = read_text(raw, file="t.csv")
    assert [(problem.row, problem.column) for problem in problems] == [
        (1, "n\u00e4me"),
        (2, "n\u00e4me"),
        (3, "x"),
    ]
    assert cells.rows == [["\u00fc", "1"], ["y", "\u00f6"]]


def test_a_cell_of_absurd_length_is_a_quotation_that_never_closes():
    cells, problems = read_text(b'a\n"' + b"x" * 200_000, file="t.csv")
    assert cells is None
    assert "131,072 characters" in problems[0].found


def test_utf_16_without_a_mark_is_seen_by_its_zeros():
    _, problems = read_text("stakeholder_id,name\n".encode("utf-16-le"), file="t.csv")
    assert problems[0].found == "UTF-16 text"


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(raw):
    cells, problems = read_text(raw, file="t.csv")
    assert cells is not None or problems
    for problem in problems:
        assert problem.found.isprintable()
        str(problem).encode("utf-8")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@given(rows=st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_a_spreadsheet_writes_is_read_back_exactly(separator, rows):
    kept = [row for row in rows if any(map(str.strip, row))]
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([["alpha", "beta", "gamma"], *rows])
    cells, problems = read_text(
        text.getvalue().encode(), file="t.csv", known=["alpha", "beta", "gamma"]
    )
    assert [problem for problem in problems if "header only" not in problem.found] == []
    assert cells.rows == kept
