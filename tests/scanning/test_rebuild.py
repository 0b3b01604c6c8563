"""A published scan is made once more from its own folder, byte for byte, or it is told why not."""

import contextlib
import json
import shutil
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner
from scanning.small import stand_in
from scanning.test_run import SLUG, request_in

from stakeholder_map.cli.commands import cli
from stakeholder_map.cli.rebuild import _code
from stakeholder_map.errors import InputError
from stakeholder_map.history import read_scan
from stakeholder_map.history.keep import KeepRule, apply_rule
from stakeholder_map.history.manifest import canonical
from stakeholder_map.scanning import rebuild as rebuilding
from stakeholder_map.scanning import run, run_scan
from stakeholder_map.scanning.rebuild import Rebuilt, other_versions, rebuild_scan, why_not
from stakeholder_map.suite import KernelPool


@pytest.fixture(scope="module")
def quick():
    """Runs cost little: one pool of kernels for all of them, and no readings are drawn."""
    with pytest.MonkeyPatch.context() as monkeypatch, KernelPool(modules=("pandas",)) as pool:
        stand_in(monkeypatch)
        monkeypatch.setattr(run, "warm", lambda: contextlib.nullcontext(pool))
        yield


@pytest.fixture(scope="module")
def published(tmp_path_factory, quick):
    """Three scans of one region, each of another day."""
    folder = tmp_path_factory.mktemp("published")
    run_scan(request_in(folder, as_of=date(2026, 8, 1)))
    run_scan(request_in(folder, as_of=date(2026, 9, 1), assignments=("high=0.75",)))
    run_scan(request_in(folder, as_of=date(2026, 10, 1), seed=8))
    return folder / "reports"


@pytest.fixture
def reports(published, tmp_path):
    shutil.copytree(published, tmp_path / "reports", symlinks=True)
    return tmp_path / "reports"


def test_a_scan_is_the_same_bytes_again_even_where_those_before_were_removed(reports):
    apply_rule(reports / SLUG, rule=KeepRule(last=1), on=date(2026, 10, 2))
    rebuilt = rebuild_scan(reports / SLUG / "2026-09-01-001")
    assert rebuilt.different == ()
    assert rebuilt.same > 20
    assert (rebuilt.versions, rebuilt.missing) == ((), ())
    with pytest.raises(InputError, match="removed on 2026-10-02"):
        rebuild_scan(reports / SLUG / "2026-08-01-001")


def test_what_was_taken_over_from_the_scan_before_is_handed_back(reports, tmp_path):
    from stakeholder_map.report.map.places import PLACES_FILE, read_places

    scan = read_scan(reports / SLUG / "2026-10-01-001")
    prepared = scan.folder / "restricted" / "prepared"
    (prepared / PLACES_FILE).write_text('{"us": [0.125, -3.5]}')
    (prepared / "earlier.npz").write_bytes(b"findings")
    missing = rebuilding._lay_out(scan, tmp_path / "place")
    before = tmp_path / "place" / "reports" / SLUG / "2026-09-01-001" / "restricted"
    assert read_places(before / "prepared" / PLACES_FILE) == {"us": (0.125, -3.5)}
    assert (before / "prepared" / "findings.npz").read_bytes() == b"findings"
    assert missing == ()
    stored = json.loads((tmp_path / "place" / "notebooks" / "01_files.ipynb").read_text())
    assert [cell.get("outputs", []) for cell in stored["cells"]] == [[]] * 4


def test_a_scan_that_stands_alone_says_what_is_missing(reports, tmp_path):
    scan = read_scan(reports / SLUG / "2026-10-01-001")
    for name in ("2026-08-01-001", "2026-09-01-001"):
        shutil.rmtree(reports / SLUG / name)
    missing = rebuilding._lay_out(scan, tmp_path / "place")
    assert missing == ("number 1", "number 2")
    assert (tmp_path / "place" / "reports" / SLUG / "2026-09-01-001" / "manifest.json").is_file()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda scan: shutil.rmtree(scan / "restricted" / "inputs"), "it was purged"),
        (lambda scan: shutil.rmtree(scan / "restricted"), "it was purged"),
        (lambda scan: (scan / "manifest.json").unlink(), "none that can be read"),
        (lambda scan: (scan / "restricted" / "inputs" / "areas.csv").unlink(), "nothing"),
        (
            lambda scan: (scan / "restricted" / "inputs" / "areas.csv").write_text("area_id\n"),
            "another",
        ),
    ],
)
def test_it_is_told_why_a_scan_cannot_be_made_again(reports, spoil, says):
    folder = reports / SLUG / "2026-09-01-001"
    assert why_not(read_scan(folder)) == ()
    spoil(folder)
    with pytest.raises(InputError, match=says):
        rebuild_scan(folder)


def test_a_scan_from_which_somebody_was_taken_out_cannot_be_made_again(reports):
    folder = reports / SLUG / "2026-09-01-001"
    manifest = json.loads((folder / "manifest.json").read_bytes())
    (folder / "manifest.json").write_bytes(canonical({**manifest, "forgotten": [{}]}))
    assert "taken out" in str(why_not(read_scan(folder))[0])


def test_other_versions_are_told_by_name():
    then = {"python": "3.9.1", "packages": {"pandas": "0.1", "gone": "2"}}
    told = other_versions(then)
    assert any(each.startswith("pandas 0.1, now ") for each in told)
    assert "gone 2, now absent" in told
    assert any(each.startswith("python 3.9.1, now ") for each in told)


def test_the_command_tells_what_differs_and_which_versions(reports, tmp_path):
    folder = reports / SLUG / "2026-09-01-001"
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["made_with"]["packages"]["pandas"] = "0.0.1"
    (folder / "manifest.json").write_bytes(canonical(manifest))
    tier = json.loads((folder / "analyst" / "manifest.json").read_bytes())
    tier["outputs"]["index.html"]["sha256"] = "0" * 64
    (folder / "analyst" / "manifest.json").write_bytes(canonical(tier))
    asked = ["rebuild", str(folder), "--into", str(tmp_path / "again"), "--quiet"]
    done = CliRunner().invoke(cli, asked, standalone_mode=False)
    assert done.exit_code == 3, done.output
    assert "differs: analyst/index.html" in done.stdout
    assert "pandas 0.0.1, now" in done.stdout
    assert (tmp_path / "again" / "manifest.json").is_file()


def test_other_bytes_are_told_apart_by_their_reason():
    same = Rebuilt("2026-09-01-001", 9, (), ("pandas 1, now 2",), ())
    assert _code(same) == 0
    assert _code(replace(same, different=("analyst/index.html",))) == 3
    assert _code(replace(same, different=("analyst/index.html",), versions=())) == 1
