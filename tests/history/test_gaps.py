"""A scan that was due and not made shows as a gap, wherever the history is shown."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from history.test_keep import publish

from stakeholder_map.cli.commands import cli
from stakeholder_map.history import read_history
from stakeholder_map.history.gaps import missed_days, schedule_in, schedule_of
from stakeholder_map.history.keep import KeepRule, apply_rule

MONTHLY = "0 3 1 * *"


def missed(*days, schedule=MONTHLY, until="2026-06-15"):
    made = [date.fromisoformat(day) for day in days]
    found = missed_days(made, schedule=schedule, until=date.fromisoformat(until))
    return [day.isoformat() for day in found]


def test_a_scan_counts_for_the_day_it_was_due_until_the_next_is_due():
    assert missed("2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01") == []
    assert missed("2026-03-01", "2026-04-30", "2026-05-31", "2026-06-14") == []
    assert missed("2026-03-01", "2026-05-02", "2026-05-31") == ["2026-04-01", "2026-06-01"]


def test_what_is_due_today_may_still_come():
    assert missed("2026-05-01", until="2026-06-01") == []
    assert missed("2026-05-01", until="2026-06-02") == ["2026-06-01"]


def test_nothing_was_due_before_the_first_scan_or_without_a_schedule():
    assert missed("2026-06-10") == []
    assert missed() == []
    assert missed("2026-01-01", schedule="") == []
    assert missed("2026-06-20") == []


def test_days_count_once_however_often_they_are_due():
    assert missed("2026-06-10", "2026-06-12", schedule="0 */6 * * *") == [
        "2026-06-11",
        "2026-06-13",
        "2026-06-14",
    ]


@pytest.fixture
def reports(tmp_path):
    for day in ("2026-03-01", "2026-04-02", "2026-07-01"):
        scan = publish(tmp_path, day)
    inputs = scan.folder / "restricted" / "inputs" / "region.toml"
    inputs.write_text(f'name = "Vale"\nconvener = "us"\nschedule = "{MONTHLY}"\n')
    return tmp_path


def test_list_shows_gaps_where_they_are(reports):
    told = CliRunner().invoke(cli, ["list", "--reports", str(reports)], standalone_mode=False)
    lines = [line.split()[0] for line in told.stdout.splitlines()[1:]]
    assert lines == sorted(lines, reverse=True)
    shown = ["2026-07-01-001", "2026-06-01", "2026-05-01", "2026-04-02-001", "2026-03-01-001"]
    assert lines[-5:] == shown
    asked = ["list", "--json", "--reports", str(reports)]
    told = json.loads(CliRunner().invoke(cli, asked, standalone_mode=False).stdout)
    assert [entry["missed_after"][:2] for entry in told[:2]] == [[], ["2026-05-01", "2026-06-01"]]


def test_a_removed_scan_is_no_gap_and_says_that_it_was_removed(reports):
    apply_rule(reports / "vale", rule=KeepRule(last=1), on=date(2026, 7, 2))
    told = CliRunner().invoke(cli, ["list", "--reports", str(reports)], standalone_mode=False)
    assert "2026-03-01-001  made 2026-10-01T12:00:00Z  removed on 2026-07-02" in told.stdout
    assert "2026-03-01      a scan was due" not in told.stdout


def test_the_schedule_is_that_of_the_newest_scan(reports, tmp_path):
    assert schedule_of(read_history(reports)) == MONTHLY
    assert schedule_of(read_history(reports)[:2]) == ""
    assert schedule_in(tmp_path / "nowhere") == ""
