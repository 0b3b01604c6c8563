"""list, verify and open, on scans published for the purpose."""

import json
import webbrowser
from datetime import date

import pytest
from click.testing import CliRunner
from history.faults import publish_one

from stakeholder_map.cli import cli


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    publish_one(folder, "first", as_of=date(2026, 6, 30))
    publish_one(folder, "second")
    return folder


@pytest.fixture
def browser(monkeypatch):
    opened = []
    monkeypatch.setattr(webbrowser, "open", lambda url: opened.append(url) or True)
    return opened


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_list_shows_the_newest_first_and_marks_the_latest(reports):
    lines = run("list", "--reports", reports).stdout.splitlines()
    assert lines[0].startswith("Three Rivers Valley (")
    assert lines[1].split() == (
        ["2026-09-30-001", "made", "2026-10-01T08:00:20Z", "draws", "200", "seed", "2026", "latest"]
    )
    assert lines[2].strip().startswith("2026-06-30-001")
    assert "latest" not in lines[2]


def test_list_answers_in_json(reports):
    told = json.loads(run("list", "--json", "--reports", reports).stdout)
    assert [(scan["scan"], scan["latest"]) for scan in told] == [
        ("2026-06-30-001", False),
        ("2026-09-30-001", True),
    ]


def test_list_shows_one_region_by_name_folder_or_input(reports, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "region.toml").write_text('name = "Three Rivers Valley"\nconvener = "us"\n')
    for name in ("Three Rivers Valley", "three-rivers-valley", source):
        assert len(run("list", name, "--reports", reports).stdout.splitlines()) == 3
    unknown = run("list", "Elsewhere", "--reports", reports)
    assert unknown.exit_code == 64
    assert "no scan of 'Elsewhere'; the regions there are three-rivers-valley" in unknown.stderr


def test_where_nothing_is_published_list_and_verify_say_so(tmp_path):
    assert "No scan is published" in run("list", "--reports", tmp_path / "none").stdout
    (tmp_path / "empty").mkdir()
    result = run("verify", "--reports", tmp_path / "empty")
    assert (result.exit_code, result.stdout) == (0, "There is no published scan to check.\n")


@pytest.mark.parametrize("how", [(), ("--all",), ("Three Rivers Valley",)])
def test_verify_of_a_misspelt_folder_passes_no_check(tmp_path, how):
    result = run("verify", *how, "--reports", tmp_path / "none")
    assert result.exit_code == 64
    assert "none'" in result.stderr


def test_verify_takes_the_name_of_a_region_for_its_newest_scan(reports, tmp_path):
    told = json.loads(run("verify", "Three Rivers Valley", "--json", "--reports", reports).stdout)
    assert [each[-14:] for each in told["checked"]] == ["2026-09-30-001"]
    page = reports / "three-rivers-valley" / "2026-09-30-001" / "analyst" / "index.html"
    page.write_text("changed")
    assert run("verify", "three-rivers-valley", "--reports", reports).exit_code == 2


def test_a_damaged_scan_is_listed_as_such(reports):
    (reports / "three-rivers-valley" / "2026-09-30-001" / "manifest.json").unlink()
    result = run("list", "--reports", reports)
    assert result.exit_code == 0
    assert "cannot be read" in result.stdout


def test_verify_checks_the_newest_or_one_or_all(reports):
    home = reports / "three-rivers-valley"
    assert run("verify", "--reports", reports).stdout == ("1 scan stands as it was published.\n")
    assert "2 scans stand" in run("verify", "--all", "--reports", reports).stdout
    assert run("verify", home / "2026-06-30-001").exit_code == 0
    assert run("verify", "three-rivers-valley/latest", "--reports", reports).exit_code == 0
    assert run("verify", home / "latest" / "leadership").exit_code == 0


def test_verify_ends_with_2_and_names_the_file(reports):
    home = reports / "three-rivers-valley"
    (home / "2026-06-30-001" / "analyst" / "index.html").write_text("changed")
    assert run("verify", "--reports", reports).exit_code == 0, "only the newest was asked for"
    result = run("verify", "--all", "--reports", reports)
    assert result.exit_code == 2
    assert "three-rivers-valley/2026-06-30-001/analyst/index.html has 1 problem" in result.stderr
    told = json.loads(run("verify", "--all", "--json", "--reports", reports).stdout)
    assert told["exit_code"] == 2
    assert len(told["checked"]) == 2
    assert told["problems"][0]["file"].endswith("analyst/index.html")


def test_verify_of_one_and_of_all_at_once_is_refused(reports):
    result = run("verify", "--all", reports / "three-rivers-valley" / "latest")
    assert result.exit_code == 64
    assert "not both" in result.stderr


def test_open_shows_the_newest_page_of_a_tier(reports, browser):
    result = run("open", "--reports", reports)
    assert result.exit_code == 0
    assert result.stdout.strip().endswith("2026-09-30-001/analyst/index.html")
    run("open", "Three Rivers Valley", "--tier", "leadership", "--reports", reports)
    assert [url.rsplit("/", 2)[1] for url in browser] == ["analyst", "leadership"]
    assert all(url.startswith("file://") for url in browser)


def test_open_without_a_scan_or_a_browser_says_so(reports, tmp_path, monkeypatch):
    assert run("open", "--reports", tmp_path / "none").exit_code == 64
    monkeypatch.setattr(webbrowser, "open", lambda url: False)
    result = run("open", "--reports", reports)
    assert result.exit_code == 0
    assert "No browser" in result.stderr
