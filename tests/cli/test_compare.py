"""The command that compares two published scans."""

import json
from dataclasses import replace
from datetime import date

import pytest
from change.made import CLEAR, ask, truth, with_split
from click.testing import CliRunner
from history.faults import SLUG, publish_one
from regions.stored import shelved

from stakeholder_map.change import FINDINGS_FILE
from stakeholder_map.cli import cli

DAYS = (date(2025, 9, 30), date(2026, 3, 31), date(2026, 9, 30))


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """Three scans: nothing but noise between the first two, a bloc split before the third."""
    folder = tmp_path_factory.mktemp("reports")
    surveys = (
        ask(truth(1), seed=11, **CLEAR),
        ask(truth(1), seed=12, **CLEAR),
        ask(with_split(truth(1)), seed=13, **CLEAR),
    )
    for day, found in zip(DAYS, surveys, strict=True):
        scan = publish_one(folder, day.isoformat(), as_of=day)
        prepared = scan.folder / "restricted" / "prepared"
        prepared.mkdir(parents=True, exist_ok=True)
        replace(found, as_of=day.isoformat()).save(prepared / FINDINGS_FILE)
    return folder


def run(*arguments):
    return CliRunner().invoke(cli, ["compare", *map(str, arguments)])


def test_a_region_compares_its_newest_scan_with_the_last_earlier_day(reports):
    result = run("Three Rivers Valley", "--reports", reports)
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[0] == "2026-03-31-001 and 2026-09-30-001"
    assert "more than noise" in lines[1]
    assert any("in one bloc before, apart now" in line for line in lines)


def test_two_scans_by_folder_are_put_in_order_and_noise_is_no_change(reports):
    later, earlier = (reports / SLUG / f"{day}-001" for day in (DAYS[1], DAYS[0]))
    result = run(later, earlier)
    assert result.stdout.splitlines()[0] == "2025-09-30-001 and 2026-03-31-001"
    assert "No change that these surveys could detect" in result.stdout


def test_the_answer_in_json_has_every_difference_with_its_chance(reports):
    told = json.loads(run("Three Rivers Valley", "--json", "--reports", reports).stdout)
    assert (told["before"], told["after"]) == ("2026-03-31-001", "2026-09-30-001")
    split = [each for each in told["differences"] if each["kind"] == "blocs"]
    assert split[0]["more_than_noise"]
    assert split[0]["chance"] <= 0.05
    assert told["respondents_in_common"] == 1.0


def test_scans_in_shared_storage_are_compared_by_its_address(reports):
    store = shelved(reports)
    result = run("Three Rivers Valley", "--reports", store.url)
    assert result.stdout == run("Three Rivers Valley", "--reports", reports).stdout
    names = [f"{SLUG}/{day}-001" for day in DAYS[:2]]
    again = run(*names, "--reports", store.url)
    assert again.stdout.splitlines()[0] == "2025-09-30-001 and 2026-03-31-001"


def test_one_scan_has_nothing_to_be_compared_with(tmp_path):
    publish_one(tmp_path, "only")
    result = run("Three Rivers Valley", "--reports", tmp_path)
    assert result.exit_code == 64
    assert "expected scans of 'three-rivers-valley' of two days, found 1 of one" in result.stderr


def test_what_is_no_scan_is_named(tmp_path):
    result = run(tmp_path / "a", tmp_path / "b")
    assert result.exit_code == 64
    assert "a" in result.stderr
