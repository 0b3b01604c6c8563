"""One run at a time at a region, by a lock that ends with the process that holds it."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from stakeholder_map.errors import BusyError

PAUSE_SECONDS = 0.05
HOLDER_LOOKS = 10
_RECORD = re.compile(r"(\d+) (\S+)", re.ASCII)

if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    # A locked byte can be read by nobody else there: one far behind the holder's number is taken.
    _FAR = 1 << 20

    def _take(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


_held: list[int] = []


def _let_go() -> None:
    """A forked child must not keep its dead parent's lock alive."""
    while _held:
        with suppress(OSError):
            os.close(_held.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


@contextmanager
def hold_lock(path: Path, *, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold a lock while the block runs.

    The lock is the system's: it ends with its process, however that dies. The file itself stays
    and says which process held it last, and since when.

    Parameters
    ----------
    path : Path
        The lock file; made where it is missing.
    wait_seconds : float
        How long to wait for another holder; 0 gives up at once, infinity never.

    Yields
    ------
    None

    Raises
    ------
    BusyError
        When another run still holds the lock after that time; the message names its process.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with hold_lock(Path(folder) / "lock"):
    ...         is_held(Path(folder) / "lock")
    ...     is_held(Path(folder) / "lock")
    True
    False
    """
    descriptor = _take_file(path, until=time.monotonic() + wait_seconds)
    try:
        yield
    finally:
        _close(descriptor)


def is_held(path: Path) -> bool:
    """Whether a process that lives holds a lock.

    Parameters
    ----------
    path : Path
        The lock file; a file that is missing is held by nobody.

    Returns
    -------
    bool
    """
    try:
        descriptor = os.open(path, os.O_RDWR)
    except (FileNotFoundError, NotADirectoryError):
        return False
    _held.append(descriptor)
    try:
        return not _take(descriptor)
    finally:
        _close(descriptor)


def _take_file(path: Path, *, until: float) -> int:
    """A descriptor of the file that the path names, locked, with this process as its holder."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        _held.append(descriptor)
        try:
            while not _take(descriptor):
                _pause(descriptor, path, until=until)
            if _is_at(descriptor, path):
                _sign(descriptor)
                return descriptor
        except BaseException:
            _close(descriptor)
            raise
        _close(descriptor)  # somebody removed the file in between: take the one that is there now


def _pause(descriptor: int, path: Path, *, until: float) -> None:
    """Wait a little for the holder, or say who it is when the time is over."""
    if time.monotonic() >= until:
        raise BusyError(
            f"another run{_holder(descriptor)} is at work on the scans of {path.parent.name!r}; "
            "try again when it has ended, or wait for it with --wait"
        )
    time.sleep(PAUSE_SECONDS)


def _close(descriptor: int) -> None:
    if descriptor in _held:
        _held.remove(descriptor)
        os.close(descriptor)


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether a path still names the file that was opened."""
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    return os.path.samestat(there, os.fstat(descriptor))


def _sign(descriptor: int) -> None:
    """Write down who holds the lock; on a full disk it is held all the same."""
    since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        record = f"{os.getpid()} {since}\n".encode()
        os.write(descriptor, record)
        os.ftruncate(descriptor, len(record))


def _holder(descriptor: int) -> str:
    """The process that the lock file names, as part of a sentence; empty where it names none."""
    for _ in range(HOLDER_LOOKS):
        os.lseek(descriptor, 0, os.SEEK_SET)
        told = _RECORD.fullmatch(os.read(descriptor, 64).decode("ascii", "replace").strip())
        # Between taking and signing the file names the holder before.
        if told and _lives(int(told[1])):
            break
        time.sleep(PAUSE_SECONDS / 5)
    return f" (process {told[1]}, since {told[2]})" if told else ""


def _lives(pid: int) -> bool:
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
