"""A scan is published whole or not at all, whatever fails on the way."""

import errno
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from history import faults
from history.faults import REGION, SLUG, Steps, fill, publish_one, record, refuse

from stakeholder_map.errors import BusyError, InputError, ResourceError, ScanError
from stakeholder_map.history import (
    latest_scan,
    open_staging,
    publish_scan,
    read_history,
    require_space,
    verify_history,
    verify_scan,
)
from stakeholder_map.history.manifest import canonical

TESTS = Path(__file__).resolve().parents[1]
posix = pytest.mark.skipif(os.name != "posix", reason="needs links, modes and fork")


def bytes_below(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def attempt(reports, text, number):
    """Whether the publication came through; if not, the error was the one injected."""
    try:
        publish_one(reports, text)
    except OSError as error:
        if error.errno != number:
            raise
        return False
    return True


def steps_of_a_publication(tmp_path):
    reports = tmp_path / "counted"
    publish_one(reports)
    with Steps() as steps:
        publish_one(reports, "second")
    return steps.taken


def test_a_scan_stands_in_a_folder_named_by_day_and_number_and_latest_points_there(tmp_path):
    scan = publish_one(tmp_path)
    assert scan.folder == tmp_path / SLUG / "2026-09-30-001"
    assert scan.region == REGION
    assert latest_scan(tmp_path, SLUG) == scan
    assert sorted(entry.name for entry in scan.folder.iterdir()) == [
        "analyst",
        "leadership",
        "manifest.json",
        "restricted",
    ]
    assert verify_history(tmp_path) == ()
    assert faults.staging_left(tmp_path) == []


def test_sequence_numbers_count_by_day_and_nothing_is_overwritten(tmp_path):
    days = [date(2026, 9, 30), date(2026, 9, 30), date(2026, 12, 31), date(2026, 9, 30)]
    for number, day in enumerate(days):
        publish_one(tmp_path, str(number), as_of=day)
    history = read_history(tmp_path)
    assert [scan.name for scan in history] == [
        "2026-09-30-001",
        "2026-09-30-002",
        "2026-09-30-003",
        "2026-12-31-001",
    ]
    assert faults.texts_of(tmp_path) == ["0", "1", "3", "2"]
    assert [scan.number for scan in history] == [1, 2, 4, 3]


def test_a_scan_of_an_earlier_day_does_not_become_the_latest(tmp_path):
    newest = publish_one(tmp_path, "newest", as_of=date(2026, 9, 30))
    publish_one(tmp_path, "backfilled", as_of=date(2025, 9, 30))
    assert latest_scan(tmp_path, SLUG) == newest
    assert verify_history(tmp_path) == ()


def test_a_scan_that_is_in_the_way_is_never_replaced(tmp_path, monkeypatch):
    publish_one(tmp_path)
    monkeypatch.setattr("stakeholder_map.history.publish.read_home", lambda home: [])
    with pytest.raises(ScanError, match="2026-09-30-001"):
        publish_one(tmp_path, "second")
    assert faults.texts_of(tmp_path) == ["first"]


@posix
def test_the_restricted_tier_is_open_to_its_owner_only(tmp_path):
    old = os.umask(0o022)
    try:
        scan = publish_one(tmp_path)
    finally:
        os.umask(old)
    modes = {
        tier: (scan.folder / tier).stat().st_mode & 0o777 for tier in ("restricted", "analyst")
    }
    assert modes == {"restricted": 0o700, "analyst": 0o755}


def test_the_same_staging_twice_gives_the_same_bytes_but_for_the_times(tmp_path):
    first = publish_one(tmp_path / "a")
    second = publish_one(tmp_path / "b", finished=faults.FINISHED.replace(year=2027))
    one, two = bytes_below(first.folder), bytes_below(second.folder)
    top = [json.loads(content.pop("manifest.json")) for content in (one, two)]
    assert one == two
    assert top[0].pop("times") != top[1].pop("times")
    assert top[0] == top[1]


def test_where_links_are_not_to_be_had_a_file_names_the_latest(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "symlink", lambda *a, **k: refuse(errno.EPERM))
    publish_one(tmp_path)
    second = publish_one(tmp_path, "second")
    pointer = tmp_path / SLUG / "latest"
    assert pointer.read_text(encoding="utf-8") == "2026-09-30-002\n"
    assert not pointer.is_symlink()
    assert latest_scan(tmp_path, SLUG) == second
    assert verify_history(tmp_path) == ()


def test_a_disk_in_trouble_does_not_make_a_file_of_the_link(tmp_path, monkeypatch):
    publish_one(tmp_path)
    monkeypatch.setattr(os, "symlink", lambda *a, **k: refuse(errno.ENOSPC))
    with pytest.raises(OSError, match="No space left"):
        publish_one(tmp_path, "second")
    assert (tmp_path / SLUG / "latest").resolve().name == "2026-09-30-001"
    assert faults.texts_of(tmp_path) == ["first"]


@pytest.mark.parametrize("when", ["before", "after", "from"])
def test_a_fault_at_any_step_leaves_the_last_good_scan(tmp_path, when):
    count = len(steps_of_a_publication(tmp_path))
    assert count > 30
    # every third step here; all of them in tests/soak/publication.py
    for wanted in range(("before", "after", "from").index(when), count, 3):
        reports = tmp_path / f"{when}-{wanted}"
        publish_one(reports)
        with Steps(wanted, lambda: refuse(errno.ENOSPC), when=when) as steps:
            published = attempt(reports, "second", errno.ENOSPC)
        faults.assert_whole(reports, {"first", "second"})
        assert len(steps.taken) > wanted
        if published:  # where a step may be refused: a link, whose place a file takes
            assert faults.texts_of(reports) == ["first", "second"]
        publish_one(reports, "third")
        assert faults.texts_of(reports) in (["first", "third"], ["first", "second", "third"])
        assert verify_history(reports) == ()
        assert faults.staging_left(reports) == []


def test_a_fault_before_latest_has_moved_publishes_nothing(tmp_path):
    taken = steps_of_a_publication(tmp_path)
    mishaps = []
    for wanted in range(taken.index("symlink") + 1):
        reports = tmp_path / str(wanted)
        publish_one(reports)
        with Steps(wanted, refuse):
            if attempt(reports, "second", errno.EIO):
                mishaps.append(taken[wanted])
                continue
        assert faults.texts_of(reports) == ["first"]
        assert verify_history(reports) == ()
    # A lock is held though nobody can read whose, and a status may stay unwritten.
    assert set(mishaps) <= {"write", "fsync", "replace", "symlink"}
    assert len(mishaps) <= 10, mishaps


KILLED = """
import os, sys, tempfile
from pathlib import Path
from history import faults, test_publish

way = getattr(test_publish, sys.argv[1])
base = Path(sys.argv[2])
faults.publish_one(base / "counted")
with faults.Steps() as steps:
    way(base / "counted")
assert len(steps.taken) > 5
for wanted in range(0, len(steps.taken) + 1, 2):  # all of them in tests/soak/publication.py
    reports = base / str(wanted)
    faults.publish_one(reports)
    child = os.fork()
    if not child:
        with faults.Steps(wanted, lambda: os._exit(9)):
            way(reports)
        os._exit(9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    faults.assert_whole(reports, {"first", "second"})
    faults.publish_one(reports, "third")
    assert faults.texts_of(reports) in (["first", "third"], ["first", "second", "third"])
    assert faults.verify_history(reports) == ()
    assert not faults.staging_left(reports)
"""


def second(reports):
    publish_one(reports, "second")


def second_in_place(reports):
    """What publication must not be: the files written one after the other where they are read."""
    home = reports / SLUG
    folder = home / "2026-09-30-002"
    source = (home / "latest").resolve()
    (home / "latest").unlink()
    (home / "latest").symlink_to(folder.name)
    for path, content in bytes_below(source).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.replace(b"first", b"second"))


def run_killed(way, base):
    return subprocess.run(
        [sys.executable, "-c", KILLED, way, str(base)],
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )


@posix
def test_a_process_killed_at_any_step_leaves_whole_scans_and_no_work_for_hands(tmp_path):
    run = run_killed("second", tmp_path)
    assert run.returncode == 0, run.stderr


@posix
def test_a_publication_in_place_fails_that_very_test(tmp_path):
    run = run_killed("second_in_place", tmp_path)
    assert run.returncode == 1
    assert "in assert_whole" in run.stderr


def test_a_failure_while_the_folder_is_filled_publishes_nothing(tmp_path):
    publish_one(tmp_path)

    def run():
        with open_staging(tmp_path, region=REGION) as staging:
            fill(staging, "second")
            raise RuntimeError(staging.folder.parent.name)

    with pytest.raises(RuntimeError, match=r"\.staging-"):
        run()
    assert faults.texts_of(tmp_path) == ["first"]
    assert faults.staging_left(tmp_path) == []


def test_an_interruption_while_publishing_takes_the_scan_back(tmp_path):
    publish_one(tmp_path)

    def interrupt():
        raise KeyboardInterrupt

    wanted = steps_of_a_publication(tmp_path).index("symlink") + 1
    with Steps(wanted, interrupt), pytest.raises(KeyboardInterrupt):
        publish_one(tmp_path, "second")
    assert faults.texts_of(tmp_path) == ["first"]


def test_staging_of_the_dead_is_swept(tmp_path):
    publish_one(tmp_path)
    dead = tmp_path / SLUG / ".staging-1-abcdef"
    (dead / "restricted").mkdir(parents=True)
    (dead / "restricted" / "index.html").write_text("half", encoding="utf-8")
    publish_one(tmp_path, "second")
    assert faults.staging_left(tmp_path) == []


def test_two_runs_at_one_region_cannot_interleave(tmp_path):
    with open_staging(tmp_path, region=REGION):
        with pytest.raises(BusyError, match=rf"process {os.getpid()}.*'three-rivers-valley'"):
            publish_one(tmp_path)
        with open_staging(tmp_path, region="Another Region"):
            pass
    publish_one(tmp_path)


def test_a_run_waits_for_another_as_long_as_it_was_told(tmp_path):
    code = (
        "import sys; from history import faults; from stakeholder_map.history import open_staging\n"
        "with open_staging(sys.argv[1], region=faults.REGION):\n"
        "    print('held', flush=True); sys.stdin.readline()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout.readline() == "held\n"
        with (
            pytest.raises(BusyError, match=f"process {other.pid}"),
            open_staging(tmp_path, region=REGION, wait_seconds=0.1),
        ):
            pass
        other.kill()
        with open_staging(tmp_path, region=REGION, wait_seconds=10):
            pass


@pytest.mark.parametrize(
    "spoil",
    [
        lambda staging: (staging.folder / "stray.txt").write_text("x"),
        lambda staging: (staging.tier("analyst") / "manifest.json").write_text("{}"),
        pytest.param(
            lambda staging: (staging.tier("analyst") / "link").symlink_to("/etc/hostname"),
            marks=posix,
        ),
    ],
    ids=["a stray file", "a manifest of the caller's", "a link"],
)
def test_only_plain_files_of_the_three_tiers_are_published(tmp_path, spoil):
    with open_staging(tmp_path, region=REGION) as staging:
        fill(staging)
        spoil(staging)
        with pytest.raises(ScanError, match=r"stray\.txt|manifest\.json|link"):
            publish_scan(staging, record())
    assert read_history(tmp_path) == []


def test_too_little_room_is_told_before_the_work(tmp_path):
    with pytest.raises(ResourceError, match="MB free; a scan needs"):
        require_space(tmp_path / "not" / "there", needed_bytes=10**18)


def test_each_scan_names_the_one_before_in_order_of_publication(tmp_path):
    first = publish_one(tmp_path)
    later = publish_one(tmp_path, "second", as_of=date(2025, 1, 1))
    third = publish_one(tmp_path, "third")
    assert first.manifest["previous"] is None
    assert later.manifest["previous"] == {"scan": first.name, "sha256": first.manifest_sha256}
    assert third.manifest["previous"] == {"scan": later.name, "sha256": later.manifest_sha256}


def test_a_damaged_scan_before_does_not_stop_the_next(tmp_path):
    first = publish_one(tmp_path)
    (first.folder / "manifest.json").write_text("[" * 100_000, encoding="utf-8")
    second = publish_one(tmp_path, "second")
    assert second.name == "2026-09-30-002"
    assert verify_scan(second.folder) == ()
    assert [problem.file for problem in verify_scan(first.folder)] == [
        "2026-09-30-001/manifest.json"
    ]


def test_the_manifest_is_written_in_one_form(tmp_path):
    scan = publish_one(tmp_path)
    for path in scan.folder.rglob("manifest.json"):
        content = path.read_bytes()
        assert b"\r" not in content
        assert canonical(json.loads(content)) == content


def test_two_regions_whose_names_make_one_folder_do_not_share_a_history(tmp_path):
    publish_one(tmp_path)
    other = f"{REGION.upper()}!"
    with pytest.raises(InputError) as caught, open_staging(tmp_path, region=other):
        pass
    assert caught.value.exit_code == 2
    assert repr(REGION) in str(caught.value)
    assert repr(other) in str(caught.value)
    assert faults.staging_left(tmp_path) == []
    with open_staging(tmp_path, region=REGION):
        pass
