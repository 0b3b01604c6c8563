"""Chance with a seed: the same seed and purpose give the same draws, whatever else is drawn."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from stakeholder_map.example.dice import Dice


def test_the_stream_is_pinned_to_the_number() -> None:
    dice = Dice(2026, "test")
    assert [round(dice.uniform(), 9) for _ in range(3)] == [0.924862621, 0.730240159, 0.900775579]


@given(st.integers(0, 10**6), st.integers(1, 30), st.integers(0, 40))
def test_a_sample_has_different_items_in_their_order(seed: int, size: int, count: int) -> None:
    sample = Dice(seed, "sample").sample(range(size), count)
    assert sample == sorted(set(sample))
    assert len(sample) == min(size, count)


@given(st.integers(0, 10**6), st.integers(-5, 5), st.integers(0, 10))
def test_a_whole_number_stays_within_its_ends(seed: int, low: int, width: int) -> None:
    assert low <= Dice(seed, "whole").whole(low, low + width) <= low + width


@given(
    st.integers(0, 10**6),
    st.dates(date(2024, 1, 1), date(2026, 12, 1)),
    st.integers(3, 60),
)
def test_a_day_is_a_working_day_in_its_span(seed: int, first: date, span: int) -> None:
    last = date.fromordinal(first.toordinal() + span)
    day = Dice(seed, "day").day(first, last)
    assert first <= day <= last
    assert day.weekday() < 5


def test_what_weighs_nothing_is_not_picked() -> None:
    dice = Dice(1, "weights")
    assert {dice.pick("abc", weights=(0.0, 1.0, 0.0)) for _ in range(200)} == {"b"}


def test_streams_of_different_purposes_differ() -> None:
    assert Dice(1, "one").uniform() != Dice(1, "other").uniform()
