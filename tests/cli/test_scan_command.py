"""The scan and check commands: what they pass on, what they print, how they end."""

import json
import math
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from history.faults import publish_one
from scanning.small import write_notebooks, write_region

from stakeholder_map.cli import cli
from stakeholder_map.errors import BusyError, ResourceError
from stakeholder_map.suite import ProgressEvent


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """Stands in for the scan itself; the requests that reached it."""
    requests = []

    def run_scan(request, *, progress):
        requests.append(request)
        progress(ProgressEvent("01_environment.ipynb", "started", 0, 9, 0.0))
        progress(ProgressEvent("01_environment.ipynb", "done", 9, 9, 1.25))
        return publish_one(tmp_path / "reports")

    monkeypatch.setattr("stakeholder_map.scanning.recorded.run_scan", run_scan)
    monkeypatch.chdir(tmp_path)
    return requests


def test_scan_tells_what_was_published_and_where(asked, tmp_path):
    result = run("scan", "some-region")
    page = tmp_path / "reports/three-rivers-valley/2026-09-30-001/analyst/index.html"
    assert result.exit_code == 0
    assert result.stdout == (
        f"Published Three Rivers Valley, 2026-09-30, scan 001: {page.as_posix()}\n"
    )
    assert result.stderr.splitlines() == [
        "01_environment: started",
        "01_environment: done after 1.2 s",
    ]


def test_scan_hands_on_what_it_was_asked(asked, tmp_path):
    notebooks = write_notebooks(tmp_path / "notebooks")
    limits = ("--time-limit", "30", "--memory-limit", "900", "--output-limit", "7")
    run(
        *("scan", "some-region", "--as-of", "2026-11-22", "--reports", tmp_path / "out"),
        *("--draws", "50", "--seed", "3", "--jobs", "1", *limits),
        *("-p", "high=0.6", "-p", "note=a=b", "--notebooks", notebooks),
    )
    (request,) = asked
    assert request.region == Path("some-region")
    assert request.reports == tmp_path / "out"
    assert (request.as_of, request.draws, request.seed) == (date(2026, 11, 22), 50, 3)
    assert (request.limits.seconds, request.limits.at_once) == (30, 1)
    assert (request.limits.memory_mb, request.limits.output_mb) == (900, 7)
    assert request.assignments == ("high=0.6", "note=a=b")
    assert request.notebooks == notebooks


def test_scan_has_the_defaults_that_help_shows(asked):
    run("scan", "some-region")
    (request,) = asked
    assert (request.draws, request.seed, request.limits.seconds) == (200, 2026, 600)
    assert request.reports == Path("reports")
    assert request.as_of is None
    assert request.wait_seconds == 0
    assert request.wanted.anything
    assert (request.notebooks / "06_brief.ipynb").is_file()


def test_quiet_and_json_show_no_progress(asked):
    assert run("scan", "some-region", "--quiet").stderr == ""
    result = run("scan", "some-region", "--json")
    assert result.stderr == ""
    told = json.loads(result.stdout)
    assert (told["status"], told["exit_code"]) == ("published", 0)
    assert told["pages"]["leadership"].endswith("/leadership/index.html")


@pytest.mark.parametrize(
    ("error", "code"), [(ResourceError("600 s are over"), 4), (BusyError("process 7"), 75)]
)
def test_scan_ends_with_the_code_of_what_went_wrong(monkeypatch, tmp_path, error, code):
    def fail(request, *, progress):
        raise error

    monkeypatch.setattr("stakeholder_map.scanning.recorded.run_scan", fail)
    monkeypatch.chdir(tmp_path)
    assert run("scan", "some-region").exit_code == code


def test_scan_of_a_folder_that_is_not_there_is_a_fault_of_the_input(tmp_path):
    result = run("scan", tmp_path / "nowhere", "--reports", tmp_path / "reports")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
    assert "Nothing was published." in result.stderr
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize(
    ("given", "seconds"), [([], 0), (["--wait"], math.inf), (["--wait", "90"], 90)]
)
def test_scan_waits_not_at_all_for_ever_or_so_long(asked, given, seconds):
    run("scan", "some-region", *given, "--max-age-days", "30", "--skip-unchanged")
    assert asked[0].wait_seconds == seconds
    assert (asked[0].wanted.max_age_days, asked[0].wanted.changed) == (30, True)


def test_a_region_after_wait_is_not_taken_for_seconds(asked):
    result = run("scan", "--wait", "some-region")
    assert result.exit_code == 64
    assert "put the option last" in result.stderr


@pytest.mark.parametrize("day", ["22.11.2026", "2026-13-01", "soon"])
def test_a_day_is_given_as_iso(day):
    result = run("scan", "some-region", "--as-of", day)
    assert result.exit_code == 64
    assert day in result.stderr


def test_check_tells_rows_minutes_and_what_is_missing(example_folder):
    result = run("check", example_folder)
    assert result.exit_code == 0
    assert ": no faults." in result.stdout.splitlines()[0]
    assert "contacts: " in result.stdout
    assert " before log_start" in result.stdout
    assert "about " in result.stdout
    assert "minutes" in result.stdout


def test_check_of_a_small_region_says_what_each_missing_table_would_add(tmp_path):
    region = write_region(tmp_path / "region")
    result = run("check", region)
    assert result.exit_code == 0
    assert "Tables that are not there, and what each would add" in result.stdout
    told = json.loads(run("check", region, "--json").stdout)
    assert told["region"] == "Small Vale"
    assert "survey" in told["missing"]
    assert told["balance"]["positions"] == {"used": 3}
    assert told["survey_minutes"] == 0


def test_check_leaves_a_list_of_names_to_fill_in(tmp_path):
    region = write_region(tmp_path / "region")
    (region / "positions.csv").write_text(
        "stakeholder_id,area_id,position\nst-ann,asthma,3\nZoe Hause,asthma,2\nus,asthma,9\n"
    )
    aliases = tmp_path / "unmatched.csv"
    result = run("check", region, "--write-aliases", aliases)
    assert result.exit_code == 2
    assert "row 2, column stakeholder_id" in result.stderr
    assert "Wrote 2 unmatched names to 'unmatched.csv'" in result.stderr
    assert aliases.read_text(encoding="utf-8-sig").splitlines() == [
        "alias,id,closest",
        "Zoe Hause,,zoe",
        "st-ann,,st-anne",
    ]
    aliases.write_text("filled in")
    again = run("check", region, "--write-aliases", aliases)
    assert "is there already" in again.stderr
    assert aliases.read_text() == "filled in"


def test_check_without_unmatched_names_writes_no_list(tmp_path):
    region = write_region(tmp_path / "region")
    result = run("check", region, "--write-aliases", tmp_path / "unmatched.csv")
    assert result.exit_code == 0
    assert not (tmp_path / "unmatched.csv").exists()


STAKEHOLDERS = "stakeholder_id,name,key_group\nus,Us,purchaser_coalition\na,A,hospital\n"
PRICES = (
    "question,construct,lowest,highest,wording,consent\n"
    "fees,cooperation,0,4,What prices do you ask?,leadership\n"
)


def test_check_judges_a_questionnaire_before_there_are_answers(tmp_path):
    (tmp_path / "region.toml").write_text('name = "X"\nconvener = "us"\nas_of = 2026-11-22\n')
    (tmp_path / "stakeholders.csv").write_text(STAKEHOLDERS)
    (tmp_path / "questions.csv").write_text(PRICES)
    result = run("check", tmp_path)
    assert result.exit_code == 2
    assert "any one of the tables survey" in result.stderr
    assert "'prices'" in result.stderr
    assert "The survey costs a respondent about 1.1 minutes." in result.stderr
    (tmp_path / "questions.csv").write_text("question,construct\n")
    result = run("check", tmp_path)
    assert result.exit_code == 2
    assert "minutes" not in result.stderr
