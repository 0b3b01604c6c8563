"""Shared storage by its address: the few operations that reading and publishing need."""

from __future__ import annotations

import fnmatch
import json
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from stakeholder_map.errors import ResourceError, ScanError, UsageError
from stakeholder_map.settings import SETTINGS_FILE


class Store:
    """Objects below one address.

    An object is written whole or not at all; nothing is ever renamed, for storage of this kind
    copies what it renames.

    Parameters
    ----------
    url : str
        Address, such as ``s3://bucket/reports``.
    filesystem : object, optional
        What fsspec has for it; found by the address when not given.

    Raises
    ------
    UsageError
        Where the extra ``storage``, or the package for this kind of storage, is not installed.

    Examples
    --------
    >>> store = Store("memory://doctest")
    >>> store.write("a/b.txt", b"here")
    >>> store.names(), store.read("a/b.txt")
    (['a/b.txt'], b'here')
    >>> store.create("a/b.txt", b"mine"), store.read("a/b.txt")
    (False, b'here')
    >>> store.remove("a/b.txt")
    >>> store.names("a")
    []
    """

    def __init__(self, url: str, *, filesystem: Any = None) -> None:
        self.url = url.rstrip("/")
        self._given = filesystem

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        # not before it is needed: what speaks with servers starts threads, and forks lose them
        return _open(self.url)

    @property
    def filesystem(self) -> Any:
        """What fsspec has for the address, or what was given instead."""
        return self._opened[0] if self._given is None else self._given

    @property
    def root(self) -> str:
        """The address as the filesystem writes it."""
        return self._opened[1]

    def below(self, name: str) -> Store:
        """The store of a folder in this one."""
        return Store(f"{self.url}/{name}", filesystem=self._given)

    def anew(self) -> Store:
        """The same store with connections of its own, for a fork."""
        return Store(self.url, filesystem=self._given)

    def names(self, folder: str = "") -> list[str]:
        """Every object below a folder, by its name from this store's address on, sorted."""
        self.filesystem.invalidate_cache()
        top = f"{self.root}/{folder}".rstrip("/")
        try:
            found = self.filesystem.find(top)
        except FileNotFoundError:
            return []
        return sorted(name[len(self.root) :].lstrip("/") for name in found)

    def read(self, name: str) -> bytes:
        """Content of an object; FileNotFoundError where there is none."""
        content: bytes = self.filesystem.cat_file(f"{self.root}/{name}")
        return content

    def write(self, name: str, content: bytes) -> None:
        """Write an object, in place of one that was there."""
        self.filesystem.pipe_file(f"{self.root}/{name}", content)

    def create(self, name: str, content: bytes) -> bool:
        """Write an object where there was none; whether it was this call that did."""
        try:
            self.filesystem.pipe_file(f"{self.root}/{name}", content, mode="create")
        except FileExistsError:
            return False
        return True

    def remove(self, name: str) -> None:
        """Remove an object; one that is gone already does no harm."""
        with suppress(FileNotFoundError):
            self.filesystem.rm_file(f"{self.root}/{name}")


def _open(url: str) -> tuple[Any, str]:
    try:
        from fsspec import core

        known: Any = core  # its functions have no types
        filesystem, root = known.url_to_fs(url)
    except ImportError as error:
        raise UsageError(
            f"{_kind(url)} needs a package that is not installed ({error}): "
            'pip install "stakeholder-map[storage]", and s3fs, gcsfs or adlfs for that storage'
        ) from error
    except ValueError as error:
        raise UsageError(f"{_kind(url)} is no storage that fsspec knows ({error})") from error
    return filesystem, str(root).rstrip("/")


def _kind(url: str) -> str:
    """An address without what may be a login in it."""
    return f"{url.partition('://')[0]}://..."


def stored_regions(pattern: str) -> list[str]:
    """Addresses of the region folders that a pattern names.

    Parameters
    ----------
    pattern : str
        An address; a ``*`` in its last part stands for any name.

    Returns
    -------
    list of str
        Those that hold a region.toml, sorted.
    """
    above, _, last = pattern.rstrip("/").rpartition("/")
    with told_as_resource(above):
        names = Store(above).names()
    folders = sorted(
        name.removesuffix(f"/{SETTINGS_FILE}")
        for name in names
        if name.endswith(f"/{SETTINGS_FILE}") and name.count("/") == 1
    )
    return [f"{above}/{name}" for name in folders if fnmatch.fnmatchcase(name, last)]


def read_stored(url: str) -> bytes:
    """Content of one object by its address."""
    above, _, name = url.rpartition("/")
    return Store(above).read(name)


def write_stored(url: str, content: bytes) -> None:
    """Write one object by its address."""
    above, _, name = url.rpartition("/")
    with told_as_resource(above):
        Store(above).write(name, content)


@contextmanager
def fetched_region(url: str) -> Iterator[Path]:
    """A region folder out of shared storage, for as long as the block runs.

    Parameters
    ----------
    url : str
        Address of the folder.

    Yields
    ------
    Path
        A temporary folder of the same name, open to its owner only.
    """
    with tempfile.TemporaryDirectory(prefix="sm-region-") as room:
        folder = Path(room) / url.rstrip("/").rpartition("/")[2]
        folder.mkdir(mode=0o700)
        apart(lambda: _fetch_flat(Store(url), folder))
        yield folder


def _fetch_flat(store: Store, folder: Path) -> None:
    for name in store.names():
        if "/" not in name:
            (folder / name).write_bytes(store.read(name))


@contextmanager
def told_as_resource(url: str) -> Iterator[None]:
    """Tell whatever storage fails with as a lack of resources, with its address kept out of it."""
    try:
        yield
    except ScanError:
        raise
    except Exception as error:
        # each kind of storage has errors of its own
        told = str(error).replace(url, "...") or type(error).__name__
        raise ResourceError(f"the storage at {_kind(url)} failed: {told}") from error


def apart(work: Callable[[], None]) -> None:
    """Do some work in a process of its own, so that this one holds nothing of what was read.

    Parameters
    ----------
    work : callable
        What it leaves behind are files.

    Raises
    ------
    ScanError
        Of the kind that the work raised.

    Notes
    -----
    What renders for leaders is a fork of the process that scans: neither an input nor an earlier
    ledger may be in its memory. Systems that do not fork do the work here, for there that process
    is a fresh one anyway.
    """
    if not sys.platform.startswith("linux"):
        with told_as_resource(""):
            work()
        return
    heard, tell = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        told: dict[str, str] = {}
        try:
            with told_as_resource(""):
                work()
        except ScanError as error:
            told = {"kind": type(error).__name__, "message": str(error)}
        finally:
            os.write(tell, json.dumps(told).encode()[:60_000])
            os._exit(0)
    os.close(tell)
    with os.fdopen(heard, "rb") as line:
        answer = line.read()
    os.waitpid(pid, 0)
    failed = json.loads(answer) if answer else {"message": "it was ended by the system"}
    if failed:
        kinds: dict[str, type[ScanError]] = {"UsageError": UsageError, "ScanError": ScanError}
        kind = kinds.get(failed.get("kind", ""), ResourceError)
        raise kind(str(failed["message"]))
