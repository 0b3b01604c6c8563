"""Text to value: nothing is guessed, nothing is mended."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholder_map.read.values import Refused, read_value
from stakeholder_map.tables import KEY_GROUPS, Column

TEXT = Column("notes", "text", "")
WHOLE = Column("x", "whole", "", low=-4, high=4)
NUMBER = Column("x", "number", "", low=0)
DATE = Column("x", "date", "")
LOAD = Column("x", "load", "", low=0)
YES = Column("x", "yes_no", "")
GROUP = Column("x", "choice", "", allowed=KEY_GROUPS)
LIST = Column("x", "list", "")


def read(text, column, dates="iso"):
    return read_value(text, column, dates=dates)


@pytest.mark.parametrize(
    "text", ["NA", "None", "null", "007", "1E5", "2A004", "nan", "TRUE", " x "]
)
def test_text_stays_what_it_is(text):
    assert read(text, TEXT) == text
    assert read(text, Column("x_id", "id", "")) == text.strip()


@pytest.mark.parametrize(
    ("text", "value"), [("3", 3), (" -4 ", -4), ("+2", 2), ("3.0", 3), ("03", 3), ("4.", 4)]
)
def test_whole_numbers_are_read(text, value):
    assert read(text, WHOLE) == value


@pytest.mark.parametrize(
    "text", ["5", "-5", "3.5", "1e0", "three", "NA", "-", "٣", "3,0", "1_0", "0x1", "9" * 400]
)
def test_what_is_no_whole_number_on_the_scale_is_refused(text):
    assert isinstance(read(text, WHOLE), Refused)


def test_a_whole_number_beyond_64_bits_is_refused():
    column = Column("x", "whole", "")
    assert read(str(2**63 - 1), column) == 2**63 - 1
    assert isinstance(read(str(2**63), column), Refused)


@pytest.mark.parametrize(
    ("text", "value"), [("1.5", 1.5), (".5", 0.5), ("1E5", 1e5), ("2.", 2.0), (" 0 ", 0.0)]
)
def test_numbers_are_read(text, value):
    assert read(text, NUMBER) == value


@pytest.mark.parametrize("text", ["inf", "nan", "1e999", "-1", "1,5", "1 000", "$5", "5%"])
def test_what_is_no_number_is_refused(text):
    assert isinstance(read(text, NUMBER), Refused)


@pytest.mark.parametrize(
    ("text", "dates", "day"),
    [
        ("2026-04-03", "iso", dt.date(2026, 4, 3)),
        ("2026-4-3", "mdy", dt.date(2026, 4, 3)),
        ("2026-04-03T23:59:59+02:00", "dmy", dt.date(2026, 4, 3)),
        ("2026-04-03 08:15", "iso", dt.date(2026, 4, 3)),
        ("03/04/2026", "mdy", dt.date(2026, 3, 4)),
        ("03/04/2026", "dmy", dt.date(2026, 4, 3)),
        ("3.4.2026", "dmy", dt.date(2026, 4, 3)),
        ("3/4/2026 2:05:00 PM", "mdy", dt.date(2026, 3, 4)),
    ],
)
def test_dates_are_read_as_declared_and_iso_always(text, dates, day):
    assert read(text, DATE, dates) == day


@pytest.mark.parametrize("text", ["03/04/2026", "13/04/2026", "3-4-2026", "1.1.2026"])
def test_an_undeclared_order_of_day_and_month_is_refused_as_ambiguous(text):
    refused = read(text, DATE)
    assert isinstance(refused, Refused)
    assert refused.expected is not None
    assert "day and month could be either" in refused.expected


def test_a_year_of_two_digits_is_refused_with_the_same_help():
    refused = read("5/1/26", DATE)
    assert 'or years of four digits and dates = "mdy" or "dmy"' in refused.expected
    assert read("5/1/26", DATE, "mdy").expected.startswith("a date such as 11/22/2026")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("13/13/2026", "mdy"),
        ("31/02/2026", "dmy"),
        ("13/01/2026", "mdy"),
        ("1/2/26", "mdy"),
        ("March 3", "mdy"),
        ("20260403", "iso"),
        ("45000", "iso"),
        ("2026-04", "iso"),
        ("1/2-2026", "mdy"),
        ("1899-12-31", "iso"),
        ("2200-01-01", "iso"),
    ],
)
def test_what_is_no_date_is_refused(text, dates):
    assert isinstance(read(text, DATE, dates), Refused)


def test_where_the_order_of_dates_is_nonsense_nobody_blames_the_dates():
    assert read("03/04/2026", DATE, "any") is None
    assert read("2026-04-03", DATE, "any") == dt.date(2026, 4, 3)


@pytest.mark.parametrize(
    ("text", "value"), [("yes", True), ("NO", False), ("True", True), ("FALSE", False)]
)
def test_yes_and_no_are_read_whatever_their_capitals(text, value):
    assert read(text, YES) is value


@pytest.mark.parametrize("text", ["y", "1", "0", "x", "maybe"])
def test_what_is_neither_yes_nor_no_is_refused(text):
    assert isinstance(read(text, YES), Refused)


def test_a_word_is_read_whatever_its_capitals_and_spaces_around():
    assert read(" Hospital ", GROUP) == "hospital"


def test_a_wrong_word_is_refused_with_the_nearest():
    assert read("health plan", GROUP) == Refused(nearest="health_plan")
    assert read("bakery", GROUP) == Refused()


def test_hours_are_a_number_or_a_word():
    assert read("Light", LOAD) == 2.0
    assert read("7.5", LOAD) == 7.5
    assert isinstance(read("lots", LOAD), Refused)
    assert isinstance(read("-1", LOAD), Refused)


def test_words_stand_for_positions_only_in_the_column_of_positions():
    position = Column("position", "whole", "", low=-4, high=4)
    assert read("Strongly For", position) == 4
    assert read("against", position) == -2
    assert isinstance(read("for", WHOLE), Refused)


def test_a_list_is_split_and_says_each_entry_once():
    assert read("b| a |b||", LIST) == ("b", "a")
    words = Column("x", "list", "", allowed=("care", "voice"))
    assert read("Voice|care", words) == ("voice", "care")
    assert read("voice|car", words) == Refused(nearest="care")


@pytest.mark.parametrize("text", ["a\tb", "a\nb", "a|b", "a\u200bb", "\u202ea"])
def test_an_own_id_is_one_line_that_can_be_seen(text):
    assert isinstance(read(text, Column("x_id", "id", "")), Refused)


def test_a_reference_may_hold_what_a_name_may_hold():
    assert read(" a | b ", Column("x_id", "id", "", refers=("areas",))) == "a | b"


@pytest.mark.parametrize("text", ["a\nb", "a\tb", "a\u2028b", "a\r\nb"])
def test_a_name_stands_on_one_line(text):
    assert isinstance(read(text, Column("name", "text", "")), Refused)
    assert read(text, TEXT) == text


@given(st.text(min_size=1), st.sampled_from([WHOLE, NUMBER, DATE, LOAD, YES, GROUP, LIST]))
def test_no_text_makes_the_reader_fail(text, column):
    for dates in ("iso", "mdy", "dmy"):
        read(text, column, dates)


@given(st.integers(min_value=-4, max_value=4))
def test_every_number_of_a_scale_survives(value):
    assert read(str(value), WHOLE) == value


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2199, 12, 31)))
def test_every_day_survives_in_every_way_to_write_it(day):
    for dates, form in (("iso", "%Y-%m-%d"), ("mdy", "%m/%d/%Y"), ("dmy", "%d.%m.%Y")):
        assert read(day.strftime(form), DATE, dates) == day


def test_a_whole_number_of_thousands_of_digits_is_refused_and_zeros_in_front_are_none():
    column = Column("n", "whole", "a number")
    assert isinstance(read_value("9" * 5000, column, dates="iso"), Refused)
    assert read_value("-" + "0" * 5000 + "7.0", column, dates="iso") == -7
    assert read_value("-0", column, dates="iso") == 0
