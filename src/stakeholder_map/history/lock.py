"""One run at a time at a region, by a lock that ends with the process that holds it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stakeholder_map.errors import BusyError

PAUSE_SECONDS = 0.05

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
    """Hold the lock of a region while the block runs.

    The lock is the system's: it ends with its process, however that dies. The file itself stays
    and carries the number of the process that held it last.

    Parameters
    ----------
    path : Path
        The lock file; made where it is missing.
    wait_seconds : float
        How long to wait for another holder; 0 gives up at once.

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
    ...         print("alone")
    alone
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    _held.append(descriptor)
    try:
        deadline = time.monotonic() + wait_seconds
        while not _take(descriptor):
            if time.monotonic() >= deadline:
                raise BusyError(
                    f"another run{_holder(descriptor)} is at work on the scans of "
                    f"{path.parent.name!r}; try again when it has ended"
                )
            time.sleep(PAUSE_SECONDS)
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        if descriptor in _held:
            _held.remove(descriptor)
            os.close(descriptor)


def _holder(descriptor: int) -> str:
    """The process that the lock file names, as part of a sentence; empty where it names none."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    number = os.read(descriptor, 32).decode("ascii", "replace").strip()
    return f" (process {number})" if number.isdigit() else ""
