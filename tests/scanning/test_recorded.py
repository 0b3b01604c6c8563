"""However a run ends, its end is written down: in words, without places and secrets."""

import errno
import json
import os
import subprocess
from pathlib import Path

import pytest
from history.faults import publish_one
from scanning.small import write_notebooks, write_region

from stakeholder_map.errors import (
    BusyError,
    ResourceError,
    ScanError,
    StaleError,
    Terminated,
    UnchangedError,
)
from stakeholder_map.history import open_staging
from stakeholder_map.scanning import ScanRequest, recorded, run_recorded
from stakeholder_map.suite import ProgressEvent

SLUG = "small-vale"


@pytest.fixture
def request_for(tmp_path):
    region = write_region(tmp_path / "region")
    notebooks = write_notebooks(tmp_path / "notebooks")
    return ScanRequest(region, reports=tmp_path / "reports", notebooks=notebooks, draws=5, seed=7)


@pytest.fixture
def ends_with(monkeypatch):
    """Let the next scan end in a way of the test's choice."""

    def let(way):
        def run_scan(request, *, progress):
            if isinstance(way, BaseException):
                raise way
            return way(request, progress)

        monkeypatch.setattr(recorded, "run_scan", run_scan)

    return let


def status_of(request):
    return json.loads((request.reports / SLUG / "status.json").read_bytes())


def lines_of(request):
    return [json.loads(line) for line in (request.reports / "runs.jsonl").read_text().splitlines()]


ENDS = {
    "input": (StaleError("99 days ago"), "stale", 3),
    "unchanged": (UnchangedError("nothing has changed since scan 2026-09-30-001"), "unchanged", 3),
    "memory": (MemoryError(), "failed", 4),
    "disk": (OSError(errno.ENOSPC, "No space left on device", "/x/y/page.html"), "failed", 4),
    "time": (ResourceError("600 s are over"), "failed", 4),
    "bug": (KeyError("lost"), "failed", 1),
    "interrupt": (KeyboardInterrupt(), "interrupted", 130),
    "terminated": (Terminated(15), "interrupted", 143),
}


@pytest.mark.parametrize("name", ENDS)
def test_each_way_to_end_is_told_apart(request_for, ends_with, name):
    error, state, code = ENDS[name]
    ends_with(error)
    with pytest.raises(type(error)):
        run_recorded(request_for)
    told = status_of(request_for)
    assert (told["state"], told["exit_code"], told["region"]) == (state, code, "Small Vale")
    assert told["cause"]
    assert told["last_good"] is None
    (line,) = lines_of(request_for)
    assert line == {key: value for key, value in told.items() if key != "source"}
    assert "No scan of this region is published." in error.__notes__


def test_a_published_scan_is_told_with_its_steps(request_for, ends_with):
    def publish(request, progress):
        progress(ProgressEvent("a.ipynb", "started", 0, 1, 0.0))
        return publish_one(request.reports, region="Small Vale")

    ends_with(publish)
    done = run_recorded(request_for)
    assert done.unwritten == ""
    home = done.scan.folder.parent
    told = json.loads((home / "status.json").read_bytes())
    assert (told["state"], told["exit_code"], told["cause"]) == ("published", 0, "")
    assert told["scan"] == told["last_good"]["scan"] == "2026-09-30-001"
    assert set(told["seconds"]) == {"total", "preparing", "notebooks", "publishing"}


def test_after_a_failure_the_last_good_scan_is_dated(request_for, ends_with):
    with open_staging(request_for.reports, region="Small Vale") as staging:
        from history.faults import fill, record

        from stakeholder_map.history import publish_scan

        fill(staging)
        publish_scan(staging, record(region="Small Vale"))
    error = ScanError("kernel 3 is gone")
    ends_with(error)
    with pytest.raises(ScanError):
        run_recorded(request_for)
    told = status_of(request_for)
    assert told["last_good"]["scan"] == "2026-09-30-001"
    sentence = "The last good scan is 2026-09-30-001, made 2026-10-01T08:00:20Z."
    assert sentence in error.__notes__


def test_a_busy_run_leaves_the_status_to_the_one_at_work(request_for, ends_with):
    ends_with(BusyError("process 7"))
    with (
        open_staging(request_for.reports, region="Small Vale"),
        pytest.raises(BusyError),
    ):
        run_recorded(request_for)
    assert status_of(request_for)["state"] == "running"
    assert [line["state"] for line in lines_of(request_for)] == ["busy"]


def test_a_region_that_cannot_be_read_any_more_is_known_by_where_it_lay(request_for, ends_with):
    ends_with(ScanError("first"))
    with pytest.raises(ScanError):
        run_recorded(request_for)
    request_for.region.rename(request_for.region.with_name("gone"))
    ends_with(ScanError("second"))
    with pytest.raises(ScanError):
        run_recorded(request_for)
    told = status_of(request_for)
    assert (told["cause"], told["region"]) == ("second", "Small Vale")


def test_a_region_with_faults_in_its_settings_is_known_by_its_name(request_for):
    (request_for.region / "region.toml").write_text("name = 'Small Vale'\nconvener = 3\nx = [\n")
    with pytest.raises(ScanError):
        run_recorded(request_for)
    told = status_of(request_for)
    assert (told["state"], told["exit_code"]) == ("failed", 2)
    assert "region.toml" in told["cause"]


def test_no_place_and_no_secret_is_written_down(request_for, ends_with, monkeypatch, tmp_path):
    monkeypatch.setenv("STORE_TOKEN", "s3cr3t-0f-the-store")
    messages = [
        f"cannot read {tmp_path}/region/survey.csv with s3cr3t-0f-the-store",
        f"see {request_for.reports}/small-vale/failed/01_files.ipynb",
        "at https://me:hunter2@host.example/x and 'C:\\Users\\me\\a.csv'",
        "and /etc/passwd, ~/x/y.txt",
    ]
    ends_with(ScanError("\n".join(messages)))
    with pytest.raises(ScanError):
        run_recorded(request_for)
    written = (request_for.reports / "runs.jsonl").read_text() + json.dumps(status_of(request_for))
    hidden = (str(tmp_path), "s3cr3t", "hunter2", "Users", "/etc", "~/")
    assert not [word for word in hidden if word in written]
    assert "reports/small-vale/failed/01_files.ipynb" in written
    assert "survey.csv" in written


def test_a_status_that_cannot_be_written_is_told_and_hides_nothing(request_for, ends_with):
    error = ScanError("kernel 3 is gone")
    ends_with(error)
    request_for.reports.write_text("a file where the folder should be")
    with pytest.raises(ScanError, match="kernel 3"):
        run_recorded(request_for)
    assert any("could not be written" in note for note in error.__notes__)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may mount")
def test_a_full_disk_ends_with_4_and_leaves_the_last_good_scan(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no tmpfs may be mounted here: a full disk was not tested")
    try:
        fill_a_disk(place)
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill_a_disk(place: Path):
    from history import faults

    from stakeholder_map.errors import ExitCode, explain
    from stakeholder_map.history import latest_scan, read_history, require_space, verify_history

    with pytest.raises(ResourceError, match=r"1\.0 MB free"):
        require_space(place, needed_bytes=64_000_000)
    faults.publish_one(place, "first")
    with pytest.raises(OSError, match="No space left") as caught:
        faults.publish_one(place, "x" * 400_000)
    assert explain(caught.value)[1] is ExitCode.RESOURCES
    assert verify_history(place) == ()
    assert faults.staging_left(place) == []
    assert faults.text_of(latest_scan(place, faults.SLUG)) == "first"
    (place / "ballast").write_bytes(b"x" * 10)
    faults.publish_one(place, "second")
    assert len(read_history(place)) == 2
