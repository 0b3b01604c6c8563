"""What travels goes to a folder of its own: scans and editions never mix, and no scan is spoilt."""

import json

import pytest
from click.testing import CliRunner
from history.faults import publish_one

import stakeholder_map.scanning.again
import stakeholder_map.scanning.returns
from stakeholder_map.cli import cli
from stakeholder_map.cli.handed import MADE_FROM
from stakeholder_map.history import verify_scan


@pytest.fixture
def reports(tmp_path, monkeypatch):
    """Two published scans; writing is stood in for by one file each."""

    def write(scan, *, into, **_):
        into.mkdir(parents=True, exist_ok=True)
        (into / "file.txt").write_text(scan.name)
        return [into / "file.txt"]

    monkeypatch.setattr(stakeholder_map.scanning.again, "write_again", write)
    monkeypatch.setattr(
        stakeholder_map.scanning.returns, "write_returns", lambda *a, **o: (write(*a, **o), 1)
    )
    monkeypatch.chdir(tmp_path)
    publish_one(tmp_path / "reports")
    publish_one(tmp_path / "reports")
    return tmp_path / "reports"


def call(*arguments):
    return CliRunner().invoke(cli, [*map(str, arguments)])


def scans(reports):
    return sorted((reports / "three-rivers-valley").glob("2026-*"))


def test_region_scan_and_edition_name_the_folder(reports, tmp_path):
    assert call("report", "Three Rivers Valley").exit_code == 0
    assert call("report", scans(reports)[0], "--edition", "leadership").exit_code == 0
    assert call("returns", "Three Rivers Valley").exit_code == 0
    assert {path.name for path in tmp_path.iterdir() if path != reports} == {
        "three-rivers-valley-2026-09-30-002-analyst",
        "three-rivers-valley-2026-09-30-001-leadership",
        "three-rivers-valley-2026-09-30-002-returns",
    }


@pytest.mark.parametrize(
    "other",
    [("report", "2026-09-30-001"), ("report", "2026-09-30-002", "--edition", "leadership")],
    ids=["another scan", "another edition"],
)
def test_a_folder_takes_one_edition_of_one_scan(reports, other):
    command, name, *options = other
    first = ("report", scans(reports)[1], "--into", "out")
    assert call(*first).exit_code == call(*first).exit_code == 0
    assert json.loads((reports.parent / "out" / MADE_FROM).read_text())["scan"] == "2026-09-30-002"
    home = reports / "three-rivers-valley"
    done = call(command, home / name, *options, "--into", "out")
    assert done.exit_code == 64
    assert "found 'file.txt' in 'out'; nothing was written" in done.output


def test_a_folder_with_anything_else_is_refused_and_stays_as_it_is(reports):
    (reports.parent / "mine").mkdir()
    (reports.parent / "mine" / "file.txt").write_text("mine")
    for command in ("report", "returns"):
        assert call(command, "Three Rivers Valley", "--into", "mine").exit_code == 64
    assert (reports.parent / "mine" / "file.txt").read_text() == "mine"


@pytest.mark.parametrize("command", ["report", "returns", "rebuild"])
@pytest.mark.parametrize("inside", [".", "analyst", "restricted/new/deep"])
def test_nothing_is_written_into_a_published_scan(reports, command, inside):
    scan = scans(reports)[0]
    done = call(command, scan, "--into", scan / inside)
    assert done.exit_code == 64
    assert "outside the published scans" in done.output
    assert verify_scan(scan) == ()
