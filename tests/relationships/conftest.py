from __future__ import annotations

import pandas as pd
import pytest
from real.regions import write_region

from stakeholder_map.read import read_region

WHO = pd.DataFrame(
    {
        "stakeholder_id": ["us", "desk", "acme", "beta", "cove"],
        "name": ["Us", "Our desk", "Acme Hospital", "Beta Plan", "Cove Clinic"],
        "key_group": ["purchaser_coalition"] * 2 + ["hospital", "health_plan", "physician_group"],
        "internal": ["no", "yes", "no", "no", "no"],
    }
)
PEOPLE = pd.DataFrame(
    {
        "person_id": ["u1", "u2", "a1", "a2", "b1", "gone"],
        "stakeholder_id": ["us", "desk", "acme", "acme", "beta", "beta"],
        "name": ["Una", "Ulf", "Ada", "Art", "Bea", "Gil"],
        "role": "lead",
        "seniority": "executive",
        "until": ["", "", "", "", "", "2026-01-31"],
        "known_by": ["", "", "u1", "u2", "", "u1"],
    }
)


def contact(date, from_id, to_id, *, next_date=""):
    return {
        "date": date,
        "from_id": from_id,
        "to_id": to_id,
        "channel": "call",
        "next_date": next_date,
    }


@pytest.fixture
def region_of(tmp_path):
    """Makes a region of the given tables, as of 30 June 2026; people unless they are None."""

    def make(*, as_of="2026-06-30", settings=None, **tables):
        given = {"stakeholders": WHO, "people": PEOPLE, **tables}
        folder = write_region(
            tmp_path / f"region-{len(list(tmp_path.iterdir()))}",
            settings={
                "name": "R",
                "convener": "us",
                "as_of": as_of,
                "half_life_days": 100,
                **(settings or {}),
            },
            tables={name: table for name, table in given.items() if table is not None},
        )
        return read_region(folder)

    return make
