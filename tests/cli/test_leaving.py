"""The command that runs a scan again as if one person had left."""

import json
from types import SimpleNamespace

import pandas as pd
import pytest
from click.testing import CliRunner
from partners.conftest import QUESTIONS, SAID, WHO
from real.regions import write_region

from stakeholder_map import partners, scan
from stakeholder_map.cli import cli

PEOPLE = pd.DataFrame(
    {
        "person_id": ["u1", "u2", "e1"],
        "stakeholder_id": ["us", "us", "east"],
        "name": ["Una Ulm", "Ulf Orr", "Eve Alder"],
        "role": "lead",
        "seniority": "executive",
    }
)
CONTACTS = pd.DataFrame(
    {"date": "2026-06-01", "from_id": ["u1", "u2"], "to_id": ["e1", "plan"], "channel": "call"}
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_region(
        tmp_path_factory.mktemp("region") / "r",
        settings={"name": "R", "convener": "us", "as_of": "2026-06-30", "unlisted": "zero",
                  "coalition_size": 2},
        tables={
            "stakeholders": pd.DataFrame(WHO),
            "questions": QUESTIONS,
            "survey": pd.DataFrame(SAID),
            "people": PEOPLE,
            "contacts": CONTACTS,
        },
    )  # fmt: skip


def run(folder, *arguments):
    return CliRunner().invoke(cli, ["leaving", str(folder), "--draws", "4", *arguments])


@pytest.fixture
def quick(monkeypatch):
    """The group is not chosen again: `tests/long/test_departure.py` does that."""
    said = SimpleNamespace(
        sentences=("Chosen again, the group would be the same.",), members=pd.DataFrame(),
        uncovered=(), joins=(), leaves=(), other_project="",
    )  # fmt: skip
    monkeypatch.setattr(scan, "open_scan", lambda *_, **__: None)
    monkeypatch.setattr(partners, "choose", lambda _: None)
    monkeypatch.setattr(partners, "if_person_leaves_coalition", lambda *_, **__: said)


@pytest.mark.usefixtures("quick")
def test_it_names_organisations_and_what_becomes_of_the_group(folder):
    told = json.loads(run(folder, "--person", "u1", "--json").stdout)
    assert told["sentences"][:3] == [
        "1 relation would be weaker.",
        "Nobody of ours would know anybody any more at East.",
        "Ties that only this person's records show: 1 of 2 on contact.",
    ]
    assert told["sentences"][-1].startswith("Chosen again, the group would")
    (east,) = told["relations"]
    assert (east["stakeholder_id"], east["our_people"], east["our_people_after"]) == ("east", 1, 0)
    assert told["ties"] == [{"layer": "contact", "before": 2, "after": 1, "lost": 1}]
    assert not any(name in json.dumps(told) for name in PEOPLE["name"])


def test_nobody_of_that_id_is_a_usage_error(folder):
    result = run(folder, "--person", "nobody")
    assert result.exit_code == 64
    assert "'nobody'" in result.stderr
