"""Only what was judged can be put into a table for leaders."""

import pytest

from stakeholder_map.privacy.safe import Cleared, SafeTable, clear


def test_a_value_that_was_not_judged_is_refused():
    with pytest.raises(TypeError, match=r"'3\.0'"):
        SafeTable(("value",), (("Acme", ("3.0",)),))
    with pytest.raises(TypeError, match=r"3\.25"):
        Cleared(3.25, seal=object())


def test_a_cleared_value_cannot_be_changed():
    value = clear("3.0 to 3.5")
    with pytest.raises(AttributeError, match=r"4\.0"):
        value.text = "4.0"
    assert SafeTable(("value",), (("Acme", (value,)),)).shown()
