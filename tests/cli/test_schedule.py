"""`schedule` prints a line that this machine can run, and stores nothing."""

import json
import shlex
import sys
from datetime import datetime

import pytest
from click.testing import CliRunner

from stakeholder_map.cli.check import DAY
from stakeholder_map.cli.commands import cli


def ask(*arguments):
    return CliRunner().invoke(cli, ["schedule", *map(str, arguments)], standalone_mode=False)


@pytest.fixture
def region(tmp_path):
    folder = tmp_path / "my region"
    folder.mkdir()
    (folder / "region.toml").write_text('name = "Three Rivers"\nconvener = "us"\n')
    return folder


def test_the_line_has_absolute_paths_and_hands_on_options(region, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    told = ask("--cron", "0 3 1 * *", "my region", "--", "--keep-last", "4")
    assert told.exit_code == 0, told.exception
    words = shlex.split(told.stdout)
    assert words[:5] == ["0", "3", "1", "*", "*"]
    assert words[5:9] == ["mkdir", "-p", str(tmp_path / "reports"), "&&"]
    assert words[9:14] == [sys.executable, "-m", "stakeholder_map", "scan", str(region)]
    assert words[words.index("--reports") + 1] == str(tmp_path / "reports")
    assert words[words.index("--as-of") + 1] == "today"
    assert words[words.index("--keep-last") + 1] == "4"
    assert "crontab -e" in told.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_the_schedule_of_the_region_will_do(region):
    refused = ask(region)
    assert refused.exit_code == 64
    assert "give --cron; 'my region' has no schedule" in refused.stderr
    with (region / "region.toml").open("a") as file:
        file.write('schedule = "30 4 * * mon"\n')
    told = json.loads(ask(region, "--system", "systemd", "--json").stdout)
    assert told["cron"] == "30 4 * * mon"
    assert "OnCalendar=Mon *-*-* 04:30:00" in told["text"]
    assert "stakeholder-map-three-rivers.timer" in told["then"]


def test_a_suite_of_regions_is_scheduled_as_one(tmp_path):
    suite = tmp_path / "suite.toml"
    suite.write_text("")
    words = shlex.split(ask("--cron", "@monthly", suite).stdout)
    assert words[words.index("scan-all") + 1] == str(suite)
    assert "--as-of" not in words


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (["--bogus"], "--bogus"),
        (["--draws", "many"], "many"),
        (["more"], "more"),
        (["--help"], "help"),
    ],
)
def test_what_the_scan_would_refuse_is_refused_at_once(region, more, why):
    refused = ask("--cron", "@monthly", region, "--", *more)
    assert refused.exit_code == 64
    assert why in refused.stderr
    assert "mkdir" not in refused.stdout


def test_a_suite_takes_the_options_of_scan_all_alone(tmp_path):
    suite = tmp_path / "suite.toml"
    suite.write_text("")
    refused = ask("--cron", "@monthly", suite, "--", "--keep-last", "4")
    assert refused.exit_code == 64
    assert "expected options of scan-all after --, found '--keep-last 4'" in refused.stderr
    assert ask("--cron", "@monthly", suite, "--", "--skip-unchanged").exit_code == 0


def test_a_wrong_line_is_named(region):
    refused = ask("--cron", "99 * * * *", region)
    assert refused.exit_code == 64
    assert "found '99'" in refused.stderr


def test_today_is_a_day():
    today = DAY.convert("today", None, None)
    assert abs((datetime.now().astimezone() - today).days) <= 1
    assert (today.hour, today.minute) == (0, 0)
    assert DAY.convert("2026-11-22", None, None) == datetime(2026, 11, 22)  # noqa: DTZ001
