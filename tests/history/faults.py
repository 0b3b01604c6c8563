"""Faults injected into every step that publication takes on the disk."""

from __future__ import annotations

import errno
import io
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from stakeholder_map.history import (
    ScanRecord,
    latest_scan,
    open_staging,
    publish_scan,
    read_history,
    verify_history,
)

REGION = "Three Rivers Valley"
SLUG = "three-rivers-valley"
STARTED = datetime(2026, 10, 1, 8, 0, 0, tzinfo=UTC)
FINISHED = datetime(2026, 10, 1, 8, 0, 20, tzinfo=UTC)
CHANGING = tuple(
    (os, name)
    for name in ("write", "fsync", "rename", "replace", "symlink", "mkdir", "unlink", "rmdir")
)
"""What changes the disk."""
READING = tuple(
    (os, name)
    for name in ("open", "listdir", "scandir", "readlink", "stat", "lstat", "ftruncate", "read")
)
EVERY = (*CHANGING, *READING, (io, "open"))
"""Every operation on a file that a publication takes."""


def record(as_of=date(2026, 9, 30), **changes):
    content = {
        "region": REGION,
        "as_of": as_of,
        "seed": 2026,
        "parameters": {"as_of": as_of.isoformat(), "draws": 200},
        "digest": "d" * 64,
        "inputs": {"stakeholders.csv": "e" * 64},
        "balance": [("survey", "used", 12), ("survey", "after as_of", 3), ("contacts", "used", 40)],
        "started": STARTED,
        "finished": FINISHED,
    }
    return ScanRecord(**{**content, **changes})


def fill(staging, text="first"):
    for tier in ("restricted", "analyst", "leadership"):
        folder = staging.tier(tier)
        (folder / "index.html").write_text(f"<p>{tier}: {text}</p>\n", encoding="utf-8")
    tables = staging.tier("analyst") / "tables"
    tables.mkdir()
    (tables / "ranking.csv").write_text(f"rank\n{text}\n", encoding="utf-8")


def publish_one(reports, text="first", *, as_of=date(2026, 9, 30), **changes):
    with open_staging(reports, region=REGION) as staging:
        fill(staging, text)
        return publish_scan(staging, record(as_of, **changes))


class Steps:
    """Counts what is done on the disk while the block runs, and acts at one of the steps.

    `when` is "before" or "after" the wanted step, or "from": before it and all that follow.
    """

    def __init__(self, wanted=-1, act=None, *, when="before", steps=CHANGING):
        self.wanted, self.act, self.when, self.steps = wanted, act, when, steps
        self.taken = []

    def __enter__(self):
        self.patch = pytest.MonkeyPatch()
        for owner, name in self.steps:
            self.patch.setattr(owner, name, self._counted(name, getattr(owner, name)))
        return self

    def __exit__(self, *_):
        self.patch.undo()

    def _counted(self, name, original):
        def step(*arguments, **named):
            number = len(self.taken)
            self.taken.append(name)
            if number == self.wanted and self.when in {"before", "from"}:
                self.act()
            if number > self.wanted >= 0 and self.when == "from":
                self.act()
            try:
                return original(*arguments, **named)
            finally:
                if number == self.wanted and self.when == "after":
                    self.act()

        return step


def refuse(number=errno.EIO):
    raise OSError(number, os.strerror(number), "somewhere")


def assert_whole(reports, texts):
    """Every published scan verifies, and `latest` is one of the whole scans expected."""
    problems = verify_history(reports)
    assert not problems, problems
    latest = latest_scan(reports, SLUG)
    assert latest is not None
    assert text_of(latest) in texts


def text_of(scan):
    return scan.page("analyst").read_text(encoding="utf-8").split(": ")[1].split("<")[0]


def texts_of(reports):
    return [text_of(scan) for scan in read_history(reports)]


def staging_left(reports):
    return [path.name for path in Path(reports).glob("*/.staging-*")]
