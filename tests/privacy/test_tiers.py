"""Who may see what."""

from __future__ import annotations

import pytest

from stakeholder_map.privacy import TIERS, as_tier, may_see


def test_each_audience_sees_its_own_tier_and_those_open_to_more() -> None:
    seen = {a: [t for t in TIERS if may_see(t, audience=a)] for a in TIERS}
    assert seen == {
        "restricted": ["restricted", "analyst", "leadership"],
        "analyst": ["analyst", "leadership"],
        "leadership": ["leadership"],
    }


@pytest.mark.parametrize("value", ["", "public", "Analyst"])
def test_an_unknown_tier_is_refused_with_its_value(value: str) -> None:
    with pytest.raises(ValueError, match=repr(value)):
        as_tier(value)
