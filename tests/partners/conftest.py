from __future__ import annotations

import pandas as pd
import pytest
from real.regions import write_region

from stakeholder_map.scan import open_scan

QUESTIONS = pd.DataFrame(
    {
        "question": ["moves", "against", "join"],
        "construct": ["value_influence", "competition", "would_partner"],
        "lowest": [1, 0, 0],
        "highest": 4,
        "wording": "How strongly?",
        "consent": "analyst",
    }
)


def organisation(each, key_group, **more):
    return {"stakeholder_id": each, "name": each.title(), "key_group": key_group, **more}


def say(respondent, target, *, moves="", against="", join=""):
    return {
        "respondent_id": respondent,
        "target_id": target,
        "submitted_at": "2026-05-01",
        "moves": moves,
        "against": against,
        "join": join,
    }


WHO = [
    organisation("us", "purchaser_coalition"),
    organisation("desk", "purchaser_coalition", internal="yes", parent_id="us"),
    organisation("arm", "hospital", parent_id="us"),
    organisation("east", "hospital", willingness=4),
    organisation("east-north", "hospital", willingness=4, parent_id="east"),
    organisation("west", "hospital"),
    organisation("plan", "health_plan", willingness=3),
    organisation("voices", "patient_rights", willingness=1),
    organisation("county", "government"),
]
SAID = [
    say("east", "plan", moves=4, against=0),
    say("east", "west", moves=3, against=4),
    say("west", "east", moves=4, against=4),
    say("west", "us", join=4),
    say("plan", "east", moves=4, against=0),
    say("plan", "voices", moves=2, against=0),
    say("voices", "east", moves=4, against=0),
    say("voices", "plan", moves=3, against=0),
]


@pytest.fixture(scope="session")
def scan_of(tmp_path_factory):
    """Opens a scan of the given organisations, answers and tables; the same ones only once."""
    opened = {}

    def make(*, who=WHO, said=SAID, settings=(), **tables):
        given = {name: table.to_csv() for name, table in tables.items()}
        key = repr((who, said, dict(settings), given))
        if key not in opened:
            folder = write_region(
                tmp_path_factory.mktemp("region") / "r",
                settings={
                    "name": "R",
                    "convener": "us",
                    "as_of": "2026-06-30",
                    "unlisted": "zero",
                    **dict(settings),
                },
                tables={
                    "stakeholders": pd.DataFrame(who),
                    "questions": QUESTIONS,
                    "survey": pd.DataFrame(said),
                    **tables,
                },
            )
            opened[key] = open_scan(folder, draws=50, seed=1)
        return opened[key]

    return make
