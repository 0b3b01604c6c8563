"""Every command that does its work answers in JSON where it is asked to; failures: test_ending."""

import json
import webbrowser
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from history.faults import publish_one

import stakeholder_map.example
import stakeholder_map.history.forget
import stakeholder_map.scanning.rebuild
import stakeholder_map.scanning.returns
from stakeholder_map.cli import cli
from stakeholder_map.scanning.rebuild import Rebuilt

REGION = "Three Rivers Valley"
ELSEWHERE = {
    *("check", "compare", "keep", "leaving", "report", "scan", "scan-all", "schedule"),
    "handbook",
}
"""Commands whose answers in JSON are read by tests of their own."""


@pytest.fixture
def reports(tmp_path, monkeypatch):
    """One published scan; what takes long is stood in for, and answers as it does."""
    publish_one(tmp_path / "reports")
    done = SimpleNamespace(scans=("a",), chained=(), changed=3, removed=1)
    monkeypatch.setattr(webbrowser, "open", lambda _: True)
    monkeypatch.setattr(stakeholder_map.history.forget, "forget", lambda *_, **__: done)
    monkeypatch.setattr(
        stakeholder_map.scanning.rebuild,
        "rebuild_scan",
        lambda *_, **__: Rebuilt("2026-09-30-001", 120, (), (), ()),
    )
    monkeypatch.setattr(
        stakeholder_map.scanning.returns, "write_returns", lambda *_, **__: ((tmp_path,), 2)
    )
    monkeypatch.setattr(
        stakeholder_map.example, "write_example", lambda *_, **__: SimpleNamespace(tables={})
    )
    return tmp_path / "reports"


def calls(reports):
    scan = reports / "three-rivers-valley" / "2026-09-30-001"
    new = reports.with_name("new")
    return {
        "new": ([new], {"files"}),
        "example": ([new], {"files"}),
        "list": (["--reports", reports], None),
        "open": (["--reports", reports], {"page"}),
        "verify": (["--reports", reports], {"checked", "problems"}),
        "rebuild": ([scan], {"status", "same", "different"}),
        "returns": ([scan], {"files", "without_result"}),
        "forget": (["--person", "Ann", "--reports", reports], {"status", "changed", "removed"}),
    }


@pytest.mark.parametrize("name", sorted(set(cli.commands) - ELSEWHERE))
def test_a_command_that_is_done_answers_in_json_alone(reports, name):
    arguments, keys = calls(reports)[name]
    if name == "example":
        reports.with_name("new").mkdir()
    result = CliRunner().invoke(cli, [name, *map(str, arguments), "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    if keys is None:
        assert [scan["region"] for scan in told] == [REGION]
    else:
        assert told["exit_code"] == 0
        assert keys <= set(told)
