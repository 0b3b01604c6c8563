"""Small scans, a storage in memory, and storage that fails at a chosen operation."""

from __future__ import annotations

import itertools
import os
import shutil

from history.faults import REGION, SLUG, fill, record

from stakeholder_map.history import open_staging, publish_scan
from stakeholder_map.regions.shelf import Shelf
from stakeholder_map.regions.shelved import fetch_latest
from stakeholder_map.regions.storage import Store

WHERE = "STAKEHOLDER_MAP_TEST_STORE"
"""Environment variable: the address in which the tests store, instead of memory."""

_numbers = itertools.count(1)
OPERATIONS = ("find", "cat_file", "pipe_file", "rm_file")


class AskedForError(OSError):
    """The failure that was asked for."""


class Counting:
    """A filesystem that counts its operations and fails at one of them, before or after it."""

    def __init__(self, url, *, fail_at=None, after=False):
        self.url, self.pid = url, os.getpid()
        self.filesystem = Store(url).filesystem
        self.fail_at, self.after = fail_at, after
        self.taken = []

    def __getattr__(self, name):
        if os.getpid() != self.pid:  # in a fork: nothing fails there, and connections are its own
            return getattr(Store(self.url).filesystem, name)
        operation = getattr(self.filesystem, name)
        if name not in OPERATIONS:
            return operation

        def take(path, *arguments, **options):
            self.taken.append((name, str(path)))
            failing = len(self.taken) == self.fail_at
            if failing and not self.after:
                raise AskedForError(f"before {name}")
            result = operation(path, *arguments, **options)
            if failing:
                raise AskedForError(f"after {name}")
            return result

        return take


def new_store():
    """An empty store of a region's folder."""
    return Store(f"{os.environ.get(WHERE, 'memory://tests')}-{next(_numbers)}/{SLUG}")


def faulty(store, **how):
    """The same store over a filesystem that fails."""
    return Store(store.url, filesystem=Counting(store.url, **how))


def publish(store, text, *, key="", shelf_type=Shelf, clock=None, fill_with=fill, **changes):
    """Make one small scan beside the copy of the history and put it on the shelf."""
    timed = {} if clock is None else {"clock": clock}
    with shelf_type(store.url, region=REGION, store=store, **timed) as shelf:
        before = shelf.published_under(key)
        if before is not None:
            return before.name
        with open_staging(shelf.reports, region=REGION) as staging:
            fill_with(staging, text)
            scan = publish_scan(staging, record(**changes))
        return shelf.publish(scan, key=key).name


def seen(store, into):
    """What a reader gets who resolves `latest` once: the text of the analysts' table."""
    shutil.rmtree(into, ignore_errors=True)
    scan = fetch_latest(store, into)
    if scan is None:
        return None
    return (scan.folder / "analyst" / "tables" / "ranking.csv").read_text(encoding="utf-8")[5:-1]


def shelved(folder):
    """The scans of a reports folder as they stand in a storage of their own."""
    store = Store(f"{os.environ.get(WHERE, 'memory://shelved')}-{next(_numbers)}")
    for path in sorted(folder.glob("*/*-*/**/*")):
        if path.is_file():
            store.write(path.relative_to(folder).as_posix(), path.read_bytes())
    return store
