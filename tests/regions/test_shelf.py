"""Shared storage: whatever fails, readers see the old scan or the new one, whole."""

import json
import time
from contextlib import suppress

import pytest
from regions.stored import AskedForError, faulty, new_store, publish, seen

from stakeholder_map.errors import BusyError, ResourceError, ScanError
from stakeholder_map.history.layout import LATEST, MANIFEST, STATUS
from stakeholder_map.history.status import RunStatus, record_end
from stakeholder_map.regions.shelf import CLAIM_S, RUNS, Shelf, point_at_newest
from stakeholder_map.regions.shelved import complete_scans, fetch_latest

FIRST, SECOND = "2026-09-30-001", "2026-09-30-002"


class PointerFirst(Shelf):
    """Names the new scan before it is there: what must not pass the tests of this file."""

    def _claim(self, scan, *, key):
        claimed = super()._claim(scan, key=key)
        self.store.write(LATEST, scan.name.encode())
        return claimed


def later():
    return time.time() + CLAIM_S + 1


def operations(**how):
    """Every operation that the second publication takes."""
    store = new_store()
    publish(store, "old")
    counted = faulty(store)
    publish(counted, "new", **how)
    return counted.filesystem.taken


def broken_at(number, tmp_path, *, after, shelf_type=Shelf):
    """What readers see when the second publication fails at an operation, and the store."""
    store = new_store()
    publish(store, "old")
    with pytest.raises((ResourceError, AskedForError)):
        publish(faulty(store, fail_at=number, after=after), "new", shelf_type=shelf_type)
    return seen(store, tmp_path / "seen"), store


def test_the_pointer_is_the_last_object_written_and_the_manifest_the_one_before():
    written = [path for name, path in operations() if name == "pipe_file"]
    assert written[-1].endswith(f"/{LATEST}")
    assert written[-2].endswith(f"/{SECOND}/{MANIFEST}")
    assert "/claims/" in written[0]


def test_a_failure_at_any_operation_leaves_one_whole_scan_and_the_next_run_mends_all(tmp_path):
    # the copy of the history is made in a process of its own, where nothing is counted
    count = len(operations())
    for number in range(1, count + 2):
        # behind one operation is before the next, but for the last of them
        at = {"number": min(number, count), "after": number > count}
        text, store = broken_at(tmp_path=tmp_path, **at)
        assert text == ("new" if number > count else "old"), at
        publish(store, "third", clock=later)
        assert seen(store, tmp_path / "seen") == "third", at


def test_a_publication_that_writes_the_pointer_first_does_not_pass(tmp_path):
    """It fails the same test at the first operation behind its pointer."""
    broken = []
    for number in range(1, len(operations(shelf_type=PointerFirst)) + 1):
        try:
            broken_at(number, tmp_path, after=False, shelf_type=PointerFirst)
        except ScanError:
            broken.append(number)
            break
    assert broken


def test_a_run_that_begins_again_under_its_key_publishes_once(tmp_path):
    store = new_store()
    assert publish(store, "one", key="k/vale") == FIRST
    assert publish(store, "one", key="k/vale") == FIRST
    assert complete_scans(store) == [FIRST]
    assert publish(store, "two", key="other/vale") == SECOND


def test_a_run_that_died_before_it_moved_the_pointer_is_found_by_its_key(tmp_path):
    store = new_store()
    publish(store, "old", key="a/vale")
    last = len(operations(key="b/vale"))
    with pytest.raises(ResourceError):
        publish(faulty(store, fail_at=last), "new", key="b/vale")
    assert seen(store, tmp_path / "seen") == "old"
    assert publish(store, "never made", key="b/vale") == SECOND
    assert seen(store, tmp_path / "seen") == "new"
    assert complete_scans(store) == [FIRST, SECOND]


def test_who_died_at_the_files_is_followed_at_once_by_the_same_run_and_in_time_by_others():
    store = new_store()
    publish(store, "old")
    with pytest.raises(ResourceError):
        publish(faulty(store, fail_at=8), "new", key="b/vale")
    with pytest.raises(BusyError, match=r"has claimed 2026-09-30-002 .* for \d+ s more"):
        publish(store, "new", key="c/vale")
    assert publish(store, "new", key="b/vale") == SECOND


def test_who_was_overtaken_does_not_publish(tmp_path):
    """One goes to sleep in the middle, another takes the number over: only one scan is there."""
    store = new_store()
    overtaken = []

    class Sleeper(Shelf):
        def _require_claim(self, scan):
            if not overtaken:
                overtaken.append(publish(store, "the other", clock=later))
            super()._require_claim(scan)

    with pytest.raises(BusyError, match="has taken over 2026-09-30-001"):
        publish(store, "the sleeper", shelf_type=Sleeper)
    assert overtaken == [FIRST]
    assert seen(store, tmp_path / "seen") == "the other"


def test_a_file_that_was_changed_is_not_handed_to_a_reader(tmp_path):
    store = new_store()
    publish(store, "old")
    store.write(f"{FIRST}/analyst/tables/ranking.csv", b"rank\nforged\n")
    with pytest.raises(ScanError, match=r"should have the digest .* it was changed"):
        fetch_latest(store, tmp_path)
    store.remove(f"{FIRST}/analyst/tables/ranking.csv")
    with pytest.raises(ScanError, match="is missing from a published scan"):
        fetch_latest(store, tmp_path)


def test_readers_between_publications_never_mix_two_scans(tmp_path):
    store = new_store()
    for number in range(5):
        publish(store, f"scan {number}")
        assert seen(store, tmp_path / "seen") == f"scan {number}"
    point_at_newest(store)
    assert seen(new_store(), tmp_path / "seen") is None


def told_by(store, *, error=None):
    """A run that wrote down that it published, and then got so far; its status in the storage."""
    with suppress(ScanError, RuntimeError), Shelf(store.url, region="Vale", store=store) as shelf:
        home = shelf.reports / shelf.slug
        record_end(shelf.reports, home, RunStatus("Vale", "published", exit_code=0, scan=SECOND,
                                                  finished="2026-10-01T08:00:00Z"))  # fmt: skip
        if error is not None:
            raise error
    lines = [json.loads(store.read(name)) for name in store.names(RUNS)]
    return lines[-1], json.loads(store.read(STATUS)) if STATUS in store.names() else None


@pytest.mark.parametrize(
    ("error", "state", "code", "cause"),
    [
        (None, "published", 0, None),
        (ResourceError("the storage at s3://... failed"), "failed", 4, "the storage at s3://..."),
        (RuntimeError("value of a cell"), "failed", 1, "RuntimeError"),
        (BusyError("another run has taken over"), "busy", 75, "another run"),
    ],
)
def test_how_a_run_ended_is_put_up_too_and_no_scan_is_claimed_that_did_not_go_up(
    error, state, code, cause
):
    line, status = told_by(new_store(), error=error)
    assert (line["state"], line["exit_code"]) == (state, code)
    assert (line["cause"] or "").startswith(cause or "")
    assert "cell" not in (line["cause"] or "")
    assert (line["scan"] == SECOND) is (error is None)
    assert status == (None if state == "busy" else line)  # whose turn it is has the status
