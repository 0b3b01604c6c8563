"""Whatever is done to a published scan is found, and told with the file it was done to."""

import hashlib
import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from history import faults
from history.faults import SLUG, publish_one

from stakeholder_map.errors import UsageError
from stakeholder_map.history import read_scan, verify_history, verify_scan
from stakeholder_map.history.manifest import canonical


def rewrite(path, **changes):
    path.write_bytes(canonical({**json.loads(path.read_bytes()), **changes}))


def change_and_list_anew(scan):
    """Who changes a page and its tier's manifest with it still meets the scan's manifest."""
    page = scan / "analyst" / "index.html"
    page.write_bytes(b"changed")
    listed = json.loads((scan / "analyst" / "manifest.json").read_bytes())["outputs"]
    listed["index.html"] = {"sha256": hashlib.sha256(b"changed").hexdigest(), "size": 7}
    rewrite(scan / "analyst" / "manifest.json", outputs=listed)


def swap_tiers(scan):
    (scan / "analyst").rename(scan / "swap")
    (scan / "leadership").rename(scan / "analyst")
    (scan / "swap").rename(scan / "leadership")


def flip_a_bit(scan):
    path = scan / "analyst" / "tables" / "ranking.csv"
    content = bytearray(path.read_bytes())
    content[-2] ^= 1
    path.write_bytes(content)


def replace_by_a_link(scan):
    page = scan / "analyst" / "index.html"
    page.rename(scan / "page.html")
    page.symlink_to("../page.html")


TAMPERINGS = {
    "a file changed by one bit": (flip_a_bit, "analyst/tables/ranking.csv"),
    "a file emptied": (
        lambda scan: (scan / "leadership" / "index.html").write_bytes(b""),
        "leadership/index.html",
    ),
    "a file removed": (
        lambda scan: (scan / "restricted" / "index.html").unlink(),
        "restricted/index.html",
    ),
    "a file added": (
        lambda scan: (scan / "leadership" / "who_said_what.csv").write_text("x"),
        "leadership/who_said_what.csv",
    ),
    "a hidden file added": (lambda scan: (scan / ".note").write_text("x"), ".note"),
    "a page replaced by a link": (replace_by_a_link, "analyst/index.html"),
    "a tier removed": (lambda scan: shutil.rmtree(scan / "analyst"), "analyst/manifest.json"),
    "two tiers swapped": (swap_tiers, "analyst/manifest.json"),
    "a manifest removed": (lambda scan: (scan / "manifest.json").unlink(), "manifest.json"),
    "a manifest that is no JSON": (
        lambda scan: (scan / "analyst" / "manifest.json").write_bytes(b"\xff{"),
        "analyst/manifest.json",
    ),
    "a manifest that is a list": (
        lambda scan: (scan / "manifest.json").write_text("[]\n"),
        "manifest.json",
    ),
    "a manifest written in another way": (
        lambda scan: (scan / "manifest.json").write_text(
            json.dumps(json.loads((scan / "manifest.json").read_text()))
        ),
        "manifest.json",
    ),
    "a manifest with something not a number": (
        lambda scan: (scan / "manifest.json").write_text('{"format": NaN}\n'),
        "manifest.json",
    ),
    "a manifest of a later format": (
        lambda scan: rewrite(scan / "manifest.json", format=99),
        "manifest.json",
    ),
    "a manifest that says more": (
        lambda scan: rewrite(scan / "leadership" / "manifest.json", inputs={"survey.csv": "0"}),
        "leadership/manifest.json",
    ),
    "outputs that are no list of digests": (
        lambda scan: rewrite(scan / "analyst" / "manifest.json", outputs=["index.html"]),
        "analyst/manifest.json",
    ),
    "digests of another form": (
        lambda scan: rewrite(scan / "analyst" / "manifest.json", outputs={"index.html": 3}),
        "analyst/index.html",
    ),
    "a page and its tier's manifest changed together": (
        change_and_list_anew,
        "analyst/manifest.json",
    ),
    "the digests of the tiers removed": (
        lambda scan: rewrite(scan / "manifest.json", tiers={}),
        "analyst/manifest.json",
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_verify_finds(tmp_path, name):
    tamper, place = TAMPERINGS[name]
    if os.name != "posix" and "link" in name:
        pytest.skip("links need a right of their own here")
    scan = publish_one(tmp_path)
    assert verify_scan(scan.folder) == ()
    tamper(scan.folder)
    problems = verify_scan(scan.folder)
    assert f"{scan.name}/{place}" in {problem.file for problem in problems}, problems
    assert verify_history(tmp_path)


def test_a_changed_scan_before_breaks_the_chain(tmp_path):
    first, second = publish_one(tmp_path), publish_one(tmp_path, "second")
    rewrite(first.folder / "manifest.json", seed=7)
    (problem,) = verify_scan(second.folder)
    assert problem.file == "2026-09-30-001/manifest.json"
    assert "chain of scans is broken" in problem.found
    assert verify_scan(first.folder) == (), "alone, the first one agrees with itself"


def test_a_scan_before_that_is_gone_is_missed(tmp_path):
    first, second = publish_one(tmp_path), publish_one(tmp_path, "second")
    shutil.rmtree(first.folder)
    (problem,) = verify_scan(second.folder)
    assert problem.found == "no manifest of '2026-09-30-001'"


def test_a_later_scan_cannot_pass_as_the_first(tmp_path):
    publish_one(tmp_path)
    second = publish_one(tmp_path, "second")
    rewrite(second.folder / "manifest.json", previous=None)
    assert "the scan before number 2" in {p.expected for p in verify_scan(second.folder)}


def test_a_renamed_scan_does_not_pass(tmp_path):
    scan = publish_one(tmp_path)
    moved = scan.folder.rename(scan.folder.with_name("2026-12-31-001"))
    (problem,) = verify_scan(moved)
    assert problem.found == "that of 2026-09-30-001"


def test_a_number_given_twice_is_found(tmp_path):
    first = publish_one(tmp_path)
    shutil.copytree(first.folder, first.folder.with_name("2026-09-30-002"))
    found = [problem.found for problem in verify_history(tmp_path)]
    assert "1, which 2026-09-30-001 has too" in found


@pytest.mark.parametrize("tier", ["restricted", "analyst", "leadership"])
def test_a_tier_handed_on_alone_can_be_verified(tmp_path, tier):
    scan = publish_one(tmp_path / "reports")
    alone = shutil.copytree(scan.folder / tier, tmp_path / "post" / tier)
    assert verify_scan(alone) == ()
    (alone / "index.html").write_text("changed", encoding="utf-8")
    (problem,) = verify_scan(alone)
    assert problem.file == f"{tier}/index.html"


def test_latest_can_be_verified_and_a_stale_one_is_found(tmp_path):
    publish_one(tmp_path)
    second = publish_one(tmp_path, "second")
    latest = tmp_path / SLUG / "latest"
    assert verify_scan(latest) == ()
    assert read_scan(latest).name == second.name
    latest.unlink()
    latest.write_text("2026-09-30-001\n", encoding="utf-8")
    (problem,) = verify_history(tmp_path)
    assert (problem.file, problem.found) == (f"{SLUG}/latest", "2026-09-30-001")


@pytest.mark.parametrize("text", ["../../secret", "", "\0", "2026-09-30-001/../../x"])
def test_a_pointer_to_elsewhere_is_not_followed(tmp_path, text):
    scan = publish_one(tmp_path)
    latest = tmp_path / SLUG / "latest"
    latest.unlink()
    latest.write_text(text, encoding="utf-8")
    assert faults.latest_scan(tmp_path, SLUG) == scan


def test_what_is_no_scan_is_refused_by_its_name(tmp_path):
    (tmp_path / "photos").mkdir()
    with pytest.raises(UsageError, match="'photos' is neither"):
        verify_scan(tmp_path / "photos")
    with pytest.raises(UsageError, match="'2026-09-30-009'"):
        verify_scan(tmp_path / "2026-09-30-009")


def test_files_that_cannot_be_read_are_told_as_such(tmp_path, monkeypatch):
    scan = publish_one(tmp_path)
    original = Path.read_bytes

    def refuse(path):
        if path.name == "ranking.csv":
            raise PermissionError(13, "Permission denied")
        return original(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (problem,) = verify_scan(scan.folder)
    assert problem.found == "permission denied"


def test_a_chain_of_scans_of_many_days_verifies(tmp_path):
    for month in range(1, 9):
        publish_one(tmp_path, str(month), as_of=date(2026, month, 28))
    assert verify_history(tmp_path) == ()
