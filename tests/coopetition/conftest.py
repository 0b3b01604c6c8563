from __future__ import annotations

import pandas as pd
import pytest
from real.regions import write_region

from stakeholder_map.evidence import collect_evidence
from stakeholder_map.posterior import weigh_evidence
from stakeholder_map.read import read_region
from stakeholder_map.scan import Scan

IDS = ["us", "east", "west", "clinic", "plan"]
WHO = pd.DataFrame({"stakeholder_id": IDS, "name": [each.title() for each in IDS]}).assign(
    key_group="hospital"
)
QUESTIONS = pd.DataFrame(
    {
        "question": ["together", "against"],
        "construct": ["cooperation", "competition"],
        "lowest": 0,
        "highest": 4,
        "wording": "How strongly?",
        "consent": "analyst",
    }
)
AREAS = pd.DataFrame(
    {
        "area_id": ["asthma", "joints", "rural", "data"],
        "name": ["Asthma", "Joints", "Rural care", "Data"],
        "kind": ["goal", "market", "scope", "scope"],
    }
)


def agreed(pairs):
    """Survey rows in which both ends say the same: (one, other, area, cooperation, competition)."""
    rows = []
    for one, other, area, together, against in pairs:
        for end, target in ((one, other), (other, one)):
            rows.append((end, target, area, "2026-05-01", together, against))
    columns = ["respondent_id", "target_id", "area_id", "submitted_at", "together", "against"]
    return pd.DataFrame(rows, columns=columns)


def quick_scan(folder, *, draws):
    """A scan on the simple treatment: what is tested here holds however evidence is weighed."""
    region = read_region(folder)
    evidence = collect_evidence(region)
    posterior = weigh_evidence(evidence, treatment="either_side")
    return Scan(region, evidence, posterior, posterior.draw(draws=draws, seed=1), 1)


@pytest.fixture
def scan_of(tmp_path):
    """Opens a scan of the given tables."""

    def make(*, unlisted="zero", high=0.5, **tables):
        folder = write_region(
            tmp_path / f"region-{len(list(tmp_path.iterdir()))}",
            settings={
                "name": "R",
                "convener": "us",
                "as_of": "2026-06-30",
                "unlisted": unlisted,
                "high": high,
            },
            tables={"stakeholders": WHO, **tables},
        )
        return quick_scan(folder, draws=50)

    return make
