"""What a band tells, and which bands are never told, checked by writing out all answers."""

from fractions import Fraction
from itertools import product

import pytest

from stakeholder_map.privacy.ratings import Scale, Voice
from stakeholder_map.privacy.statements import Cell, band_of, hidden_bands, state

HALF = Fraction(1, 2)
ONE_TO_FOUR = Scale(1, 4)
SCALES = (Scale(1, 4), Scale(0, 4), Scale(1, 5), Scale(0, 3))


def cell(answers, scale=ONE_TO_FOUR):
    voices = tuple(Voice(f"r{n}", "x", "value", total, 1) for n, total in enumerate(answers))
    return Cell("organisation", "x", "value", scale, voices)


def pins(outcome_of, *, raters, scale):
    """Whether, over all answers, an outcome and the own answer ever leave another one answer."""
    open_ = {}
    for answers in product(range(scale.lowest, scale.highest + 1), repeat=raters):
        key = (outcome_of(answers), answers[0])
        open_.setdefault(key, set()).add(answers[1])
    return sorted(key for key, others in open_.items() if len(others) == 1)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("raters", [5, 6])
def test_with_hidden_bands_no_outcome_pins_anybody(raters, scale):
    hidden = hidden_bands(raters, scale, band=HALF)

    def outcome(answers):
        place = band_of(cell(answers, scale).mean, band=HALF)
        return "blank" if place in hidden else place

    assert pins(outcome, raters=raters, scale=scale) == []


@pytest.mark.parametrize("scale", SCALES)
def test_control_all_bands_shown_pin_somebody(scale):
    def outcome(answers):
        return band_of(cell(answers, scale).mean, band=HALF)

    assert pins(outcome, raters=5, scale=scale)


def test_control_four_raters_would_be_pinned_in_more_bands_than_five():
    four = hidden_bands(4, Scale(1, 4), band=HALF)
    assert len(four) > len(hidden_bands(9, Scale(1, 4), band=HALF))


@pytest.mark.parametrize("answers", [(1, 1, 1, 1, 1), (4, 4, 4, 4, 4), (1, 2, 3, 4, 4), (2,) * 7])
def test_a_statement_holds_for_its_own_answers_and_bounds_the_mean(answers):
    told = state(cell(answers), band=HALF)
    assert told.low <= sum(answers) <= told.high
    assert told.label.endswith(f"{float(told.label[:3]) + 0.5:.1f}")
    assert float(told.label[:3]) <= sum(answers) / len(answers)


def test_voices_of_several_answers_weigh_as_much_as_those_of_one():
    voices = (Voice("a", "x", "value", 8, 2), Voice("b", "x", "value", 1, 1))
    both = Cell("organisation", "x", "value", Scale(1, 4), voices)
    assert both.mean == Fraction(5, 2)
    assert state(both, band=HALF).weights == (1, 2)
