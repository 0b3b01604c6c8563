"""How a run ended is written down whole, in one file and one line."""

import json
import os
from datetime import date

import pytest
from history.faults import REGION, SLUG, Steps, publish_one, refuse

from stakeholder_map.history.layout import LOCK, RUNS, STATUS
from stakeholder_map.history.lock import hold_lock
from stakeholder_map.history.status import (
    RunStatus,
    count_warnings,
    mark_running,
    read_status,
    record_end,
)


def lines_of(reports):
    return [json.loads(line) for line in (reports / RUNS).read_text().splitlines()]


def test_a_run_at_work_says_so_and_dates_the_last_good_scan(tmp_path):
    scan = publish_one(tmp_path)
    home = scan.folder.parent
    mark_running(home, region=REGION)
    count_warnings(home, 3)
    told = read_status(home)
    assert (told["state"], told["pid"], told["warnings"]) == ("running", os.getpid(), 3)
    assert told["exit_code"] is None
    assert told["last_good"] == {
        "scan": scan.name,
        "as_of": "2026-09-30",
        "finished": scan.manifest["times"]["finished"],
    }


def test_the_next_run_says_that_one_before_died(tmp_path):
    home = publish_one(tmp_path).folder.parent  # it never said how it ended
    mark_running(home, region=REGION)
    (died,) = lines_of(tmp_path)
    assert died["state"] == "died"
    assert died["cause"].startswith(f"process {os.getpid()} ended without a word")
    assert died["last_good"]["scan"] == "2026-09-30-001"


def test_each_end_is_one_line_and_the_last_one_the_status(tmp_path):
    home = tmp_path / SLUG
    for state, code in (("failed", 4), ("published", 0)):
        assert record_end(tmp_path, home, RunStatus(REGION, state, code)) == ""
    assert [line["state"] for line in lines_of(tmp_path)] == ["failed", "published"]
    assert read_status(home)["state"] == "published"


def test_the_status_of_a_run_that_is_at_work_by_now_is_left(tmp_path):
    home = tmp_path / SLUG
    home.mkdir()
    mark_running(home, region=REGION)
    with hold_lock(home / LOCK):
        assert record_end(tmp_path, home, RunStatus(REGION, "busy", 75)) == ""
    assert read_status(home)["state"] == "running"
    assert lines_of(tmp_path)[-1]["state"] == "busy"


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_status_is_never_half_written(tmp_path, when):
    home = tmp_path / SLUG
    old, new = (RunStatus(REGION, "failed", n, cause="x" * 999 * n) for n in (1, 2))
    record_end(tmp_path, home, old)
    with Steps() as steps:
        record_end(tmp_path, home, old)
    told = []
    for wanted in range(len(steps.taken)):
        with Steps(wanted, refuse, when=when):
            told.append(record_end(tmp_path, home, new))
        assert read_status(home)["exit_code"] in (1, 2)
        assert list(home.glob(".staging-*")) == [], "what stood beside is gone"
        record_end(tmp_path, home, old)
    assert any("input/output error" in each for each in told)


def test_without_a_region_and_reports_nothing_is_written(tmp_path):
    assert record_end(tmp_path / "none", None, RunStatus(None, "failed", 2)) == ""
    assert not (tmp_path / "none").exists()
    record_end(tmp_path, None, RunStatus(None, "failed", 2))
    assert lines_of(tmp_path)[0]["region"] is None


@pytest.mark.parametrize("text", ["", "[]", "{", "\0"])
def test_a_damaged_status_is_none(tmp_path, text):
    (tmp_path / STATUS).write_text(text)
    assert read_status(tmp_path) == {}
    mark_running(tmp_path, region=REGION)
    assert read_status(tmp_path)["state"] == "running"


def test_the_status_lies_beside_the_scans_and_is_none(tmp_path):
    for day in (1, 2):
        publish_one(tmp_path, str(day), as_of=date(2026, 1, day))
    names = sorted(entry.name for entry in (tmp_path / SLUG).iterdir())
    assert names == [".lock", "2026-01-01-001", "2026-01-02-001", "latest", STATUS]
