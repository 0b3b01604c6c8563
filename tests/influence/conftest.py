from __future__ import annotations

import pandas as pd
import pytest
from real.regions import write_region

from stakeholder_map.scan import open_scan

QUESTIONS = pd.DataFrame(
    {
        "question": ["moves", "keeps_word", "against"],
        "construct": ["value_influence", "trust_reliability", "competition"],
        "lowest": [1, 1, 0],
        "highest": 4,
        "wording": "How much?",
        "consent": "analyst",
    }
)


def who(*ids, internal=()):
    return pd.DataFrame(
        {
            "stakeholder_id": ids,
            "name": [each.title() for each in ids],
            "key_group": "hospital",
            "internal": ["yes" if each in internal else "no" for each in ids],
        }
    )


def say(respondent, target, *, moves="", keeps_word="", against=""):
    return {
        "respondent_id": respondent,
        "target_id": target,
        "submitted_at": "2026-05-01",
        "moves": moves,
        "keeps_word": keeps_word,
        "against": against,
    }


@pytest.fixture
def scan_of(tmp_path):
    """Opens a scan of the given stakeholders, answers and tables."""

    def make(stakeholders, said=(), *, settings=(), draws=100, **tables):
        survey = {"survey": pd.DataFrame(said), "questions": QUESTIONS} if said else {}
        folder = write_region(
            tmp_path / f"region-{len(list(tmp_path.iterdir()))}",
            settings={
                "name": "R",
                "convener": "us",
                "as_of": "2026-06-30",
                "unlisted": "zero",
                **dict(settings),
            },
            tables={"stakeholders": stakeholders, **survey, **tables},
        )
        return open_scan(folder, draws=draws, seed=1)

    return make
