"""The switch that turns safety off has to be typed out."""

import pytest

from stakeholder_map.errors import UsageError
from stakeholder_map.privacy.rules import OFF, OFF_SENTENCE, SAFE, choose_rules


def test_safety_stays_on_without_a_sentence_and_goes_off_with_the_whole_one():
    assert choose_rules("") is SAFE
    assert choose_rules(OFF_SENTENCE) is OFF


@pytest.mark.parametrize("typed", ["yes", "true", OFF_SENTENCE[:-1], OFF_SENTENCE.lower(), " "])
def test_anything_else_is_refused_with_what_was_typed(typed):
    with pytest.raises(UsageError) as refused:
        choose_rules(typed)
    assert repr(typed) in str(refused.value)


def test_the_thresholds_are_those_that_are_promised():
    assert (SAFE.raters, SAFE.respondents, SAFE.common, SAFE.apart) == (5, 5, 5, 5)
    assert SAFE.group == 3
    assert float(SAFE.band) == 0.5
