"""Cron lines are read as cron reads them, and refused with the value that is wrong."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholder_map.errors import UsageError
from stakeholder_map.schedule import parse_cron
from stakeholder_map.schedule.cron import FIELDS, SHORT


def days(text, first=date(2026, 1, 1), last=date(2026, 12, 31)):
    return parse_cron(text).due_days(first, last)


def test_fields_take_lists_ranges_steps_and_words():
    cron = parse_cron("*/20 8-10,18 1,15 JAN-mar mon,FRI")
    assert cron.minutes == (0, 20, 40)
    assert cron.hours == (8, 9, 10, 18)
    assert (cron.days, cron.months, cron.weekdays) == ((1, 15), (1, 2, 3), (1, 5))
    assert parse_cron("0 0 * * 5/1").weekdays == (0, 5, 6)


def test_seven_is_sunday_too():
    assert parse_cron("0 0 * * 7").weekdays == parse_cron("0 0 * * sun").weekdays == (0,)
    assert days("0 0 * * 7")[0] == date(2026, 1, 4)


def test_either_day_will_do_where_both_are_given():
    found = days("0 0 13 * fri", last=date(2026, 2, 28))
    assert found == tuple(
        date(2026, 1, 1) + timedelta(days=n)
        for n in range(59)
        if (day := date(2026, 1, 1) + timedelta(days=n)).day == 13 or day.weekday() == 4
    )


@pytest.mark.parametrize("text", sorted(SHORT))
def test_short_words_stand_for_lines(text):
    assert parse_cron(text) == parse_cron(SHORT[text])


@pytest.mark.parametrize(
    ("text", "field", "found"),
    [
        ("60 * * * *", "minute", "'60'"),
        ("0 24 * * *", "hour", "'24'"),
        ("0 0 0 * *", "day of the month", "'0'"),
        ("0 0 1 foo *", "month", "'foo'"),
        ("0 0 1 * 8", "day of the week", "'8'"),
        ("0 5-3 * * *", "hour", "'5-3'"),
        ("*/0 * * * *", "minute", "'*/0'"),
        ("0 1,, * * *", "hour", "'1,,'"),
        ("0 ٣ * * *", "hour", "'٣'"),
    ],
)
def test_what_is_wrong_is_named(text, field, found):
    with pytest.raises(UsageError, match="expected") as caught:
        parse_cron(text)
    assert field in str(caught.value)
    assert found in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("0 3 * *", "5 fields"),
        ("", "5 fields"),
        ("@often", "5 fields"),
        ("0 0 30 2 *", "no month of it has a day 30"),
        ("0 0 */2 * mon", "schedulers differ"),
    ],
)
def test_lines_that_say_nothing_are_refused(text, says):
    with pytest.raises(UsageError, match=says):
        parse_cron(text)


@given(
    st.lists(st.integers(1, 28), min_size=1, max_size=4, unique=True),
    st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True),
)
def test_days_are_those_of_the_calendar(dates, months):
    text = f"0 0 {','.join(map(str, dates))} {','.join(map(str, months))} *"
    wanted = sorted(date(2027, month, day) for month in months for day in dates)
    assert list(days(text, date(2027, 1, 1), date(2027, 12, 31))) == wanted


@given(st.integers(0, 4), st.data())
def test_every_number_of_a_field_is_read_back(place, data):
    field = FIELDS[place]
    number = data.draw(st.integers(field.low, field.high))
    assert field.read(str(number)) == (number,)


def test_a_leap_day_is_due_in_leap_years_only():
    found = days("0 0 29 2 *", date(2025, 1, 1), date(2029, 1, 1))
    assert [day.year for day in found] == [y for y in range(2025, 2029) if calendar.isleap(y)]
