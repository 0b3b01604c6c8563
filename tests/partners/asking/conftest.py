from __future__ import annotations

import pandas as pd
import pytest
from real.regions import write_region

from stakeholder_map.scan import open_scan

QUESTIONS = pd.DataFrame(
    {
        "question": ["rely", "against", "join"],
        "construct": ["trust_reliability", "competition", "would_partner"],
        "lowest": [1, 0, 0],
        "highest": 4,
        "wording": "How strongly?",
        "consent": "analyst",
    }
)
WHO = [
    {"stakeholder_id": "us", "name": "Us", "key_group": "purchaser_coalition"},
    {
        "stakeholder_id": "acme",
        "name": "Acme Hospital",
        "key_group": "hospital",
        "willingness": 3,
        "contract_required": "yes",
    },
    {
        "stakeholder_id": "beta",
        "name": "Beta Plan",
        "key_group": "health_plan",
        "willingness": 4,
        "contract_required": "yes",
        "lead_months_min": 1,
        "lead_months_max": 2,
    },
    {"stakeholder_id": "cove", "name": "Cove Parents", "key_group": "patient_rights"},
    {"stakeholder_id": "dale", "name": "Dale County", "key_group": "government"},
]
AREAS = pd.DataFrame({"area_id": ["asthma"], "name": ["Asthma"], "kind": ["goal"]})
PROJECTS = pd.DataFrame(
    {
        "project_id": ["plan"],
        "name": ["One plan"],
        "area_id": ["asthma"],
        "months": [8],
        "effort_hours": [400],
        "visibility": [3],
        "feasibility": [3],
        "asset_kinds_required": ["data|staff"],
    }
)
ASSETS = pd.DataFrame(
    {
        "stakeholder_id": ["beta", "acme", "dale"],
        "asset": ["claims", "a coach", "two nurses"],
        "kind": ["data", "staff", "staff"],
    }
)


def say(respondent, target, *, rely="", join=""):
    return {
        "respondent_id": respondent,
        "target_id": target,
        "submitted_at": "2026-05-01",
        "rely": rely,
        "against": 0,
        "join": join,
    }


SAID = [say("cove", "acme", rely=4), say("acme", "beta", rely=1), say("beta", "acme", rely=2)]


def asked(stakeholder, day, answer, *, ask="join", answered=""):
    return {
        "stakeholder_id": stakeholder,
        "asked_on": day,
        "asked_by": "us",
        "ask": ask,
        "answer": answer,
        "answered_on": answered,
    }


@pytest.fixture
def scan_with(tmp_path):
    """Opens a scan of four organisations as of 30 June 2026, kick-off on 1 March 2027."""

    def make(*, who=WHO, said=SAID, settings=(), **tables):
        given = {
            "name": "R",
            "convener": "us",
            "as_of": "2026-06-30",
            "unlisted": "zero",
            "kick_off": "2027-03-01",
            **dict(settings),
        }
        frames = {
            "stakeholders": pd.DataFrame(who),
            "questions": QUESTIONS,
            "survey": pd.DataFrame(said),
            "areas": AREAS,
            "projects": PROJECTS,
            "assets": ASSETS,
            **tables,
        }
        folder = write_region(
            tmp_path / f"region-{len(list(tmp_path.iterdir()))}",
            settings={key: value for key, value in given.items() if value is not None},
            tables={name: table for name, table in frames.items() if table is not None},
        )
        return open_scan(folder, draws=20, seed=1)

    return make
