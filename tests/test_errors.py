"""Messages that say where, what was expected, what was found, and the nearest mend."""

import pytest

from stakeholder_map.errors import (
    BusyError,
    ExitCode,
    InputError,
    Problem,
    ResourceError,
    ScanError,
    UsageError,
    list_problems,
    quoted,
)


def test_the_message_of_the_design_is_printed_word_for_word():
    problems = [
        Problem("survey.csv", "a whole number from 1 to 4", "'7'", row=31, column="trust_openness"),
        Problem(
            "survey.csv",
            "an id from stakeholders.csv",
            "'Acme Hosp'",
            row=14,
            column="target_id",
            nearest="acme-hosp",
        ),
    ]
    assert str(InputError(problems)) == (
        "survey.csv has 2 problems:\n"
        "  row 14, column target_id: expected an id from stakeholders.csv (closest: 'acme-hosp'), "
        "found 'Acme Hosp'\n"
        "  row 31, column trust_openness: expected a whole number from 1 to 4, found '7'"
    )


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ScanError, 1),
        (InputError, 2),
        (ResourceError, 4),
        (UsageError, 64),
        (BusyError, 75),
    ],
)
def test_every_error_knows_the_code_that_the_design_lists(error, code):
    assert issubclass(error, ScanError)
    assert error.exit_code == code


def test_the_codes_of_interruption_are_those_of_a_shell():
    assert (ExitCode.STALE, ExitCode.INTERRUPTED, ExitCode.TERMINATED) == (3, 130, 143)


def test_problems_are_sorted_by_place_and_told_once():
    late, early = Problem("b.csv", "x", "y", row=9), Problem("a.csv", "x", "y")
    error = InputError([late, early, late])
    assert error.problems == (early, late)
    assert isinstance(error, ValueError)


def test_sheets_stand_in_the_heading():
    text = list_problems([Problem("a.xlsx", "x", "y", sheet="people")], noun="warning")
    assert text == "a.xlsx, sheet people has 1 warning:\n  expected x, found y"


def test_no_more_than_a_hundred_are_shown_and_the_rest_is_counted():
    problems = [Problem("a.csv", "x", "y", row=row) for row in range(101)]
    lines = list_problems(problems).splitlines()
    assert lines[0] == "a.csv has 101 problems:"
    assert lines[-1] == "... and 1 more, not shown"
    assert len(list_problems(problems[:100]).splitlines()) == 101


@pytest.mark.parametrize("text", ["\x1b[31m", "two\nlines", "\u202eabc", "x" * 500, "\udcff", "'"])
def test_a_quoted_value_is_one_line_that_any_terminal_can_print(text):
    assert quoted(text).isprintable()
    assert len(quoted(text)) <= 60
    quoted(text).encode("utf-8")


def test_a_header_with_line_breaks_does_not_break_the_message():
    problem = Problem("a\n.csv", "x", "y", sheet="s\ts", column="line\nbreak")
    assert problem.place == "a\\n.csv, sheet s\\ts"
    assert str(problem) == "column line\\nbreak: expected x, found y"


def test_what_an_alias_could_mend_is_kept_and_not_printed():
    problem = Problem("a.csv", "an id", "'x...'", unmatched="x" * 99)
    assert "x" * 99 not in str(problem)
