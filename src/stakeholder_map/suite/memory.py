"""How much memory a kernel and everything below it hold, and when that is too much.

A forked kernel shares the pages of the libraries with the zygote, and its children share with it.
A page that several processes map therefore counts in parts (the kernel's own reckoning, Pss), so
that the sum over a tree is what ending the tree would give back. That is exact but slow, hence it
is asked for only where the resident sizes together, which are never less, pass the limit.

Systems without /proc are asked through ps, Windows through tasklist: resident sizes, shared pages
and all; on Windows of the kernel alone.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress

from stakeholder_map.suite.processes import HAS_PROC, PROC, find_descendants

MB = 1_000_000
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
COUNTED = ("Pss_Anon:", "Pss_Shmem:", "SwapPss:")
"""Lines of smaps_rollup: memory that no file on the disk could give back."""
LOOK_S = 0.05
FAMILY_S = 0.25
"""How often to look for new processes of the tree; less often where looking takes long."""
PROCESSES_ASKED_S = 1.0
"""How often to look where each look starts a process."""
SLACK_MB = 256
"""Address space for stacks and arenas that are reserved and hardly used."""


class MemoryWatch:
    """Looks at one tree of processes again and again.

    Parameters
    ----------
    root : int
        The process above the tree.
    limit_mb : float
        What the tree may hold, in millions of bytes.
    counted : bool
        Whether the root is part of the tree.

    Examples
    --------
    >>> MemoryWatch(os.getpid(), limit_mb=1e9).excess() is None
    True
    """

    def __init__(self, root: int, *, limit_mb: float, counted: bool = True) -> None:
        self.root = root
        self.limit_mb = limit_mb
        self._own = (root,) if counted else ()
        self._family: tuple[int, ...] = ()
        self._look_at = 0.0
        self._search_at = 0.0

    def excess(self) -> float | None:
        """What the tree holds where that is more than it may, in millions of bytes; else None.

        Asked more often than every 50 ms it answers None without a look.
        """
        now = time.monotonic()
        if now < self._look_at:
            return None
        self._look_at = now + (LOOK_S if HAS_PROC else PROCESSES_ASKED_S)
        if now >= self._search_at:
            self._family = find_descendants(self.root)
            took = time.monotonic() - now
            self._search_at = now + max(FAMILY_S, 20 * took)
        tree = (*self._own, *self._family)
        if resident_bytes(tree) <= self.limit_mb * MB:
            return None
        held = held_bytes(tree) / MB
        return held if held > self.limit_mb else None


def resident_bytes(pids: Iterable[int]) -> int:
    """Resident sizes of processes together; pages that they share count for each of them.

    Parameters
    ----------
    pids : iterable of int
        Process numbers; those that are gone count nothing.

    Returns
    -------
    int
        Bytes.

    Examples
    --------
    >>> resident_bytes([os.getpid()]) > 1_000_000
    True
    """
    if not HAS_PROC:
        return _ask_system(pids)
    pages = 0
    for pid in pids:
        with suppress(OSError, IndexError):
            pages += int((PROC / str(pid) / "statm").read_bytes().split()[1])
    return pages * PAGE


def held_bytes(pids: Iterable[int]) -> int:
    """Memory that belongs to processes, each page divided by the number of those that map it.

    Parameters
    ----------
    pids : iterable of int
        Process numbers; those that are gone count nothing.

    Returns
    -------
    int
        Bytes. Pages of files that are only read do not count. Resident sizes where the system
        does not tell more.

    Examples
    --------
    >>> 0 < held_bytes([os.getpid()]) <= resident_bytes([os.getpid()])
    True
    """
    if not HAS_PROC:
        return _ask_system(pids)
    held = 0
    for pid in pids:
        try:
            lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
        except FileNotFoundError:
            held += resident_bytes([pid])
            continue
        except OSError:
            continue  # gone by now
        held += 1024 * sum(int(line.split()[1]) for line in lines if line.startswith(COUNTED))
    return held


def bound_allocation(limit_mb: float) -> None:
    """Refuse this process, and all that it starts, an allocation far beyond its limit.

    What one call asks for all at once may be faster than any watch. Here it meets an ordinary
    ``MemoryError``. Does nothing where the system has no such bound.

    Parameters
    ----------
    limit_mb : float
        Millions of bytes beyond what the process holds now.
    """
    if not HAS_PROC:
        return
    import resource

    with suppress(OSError, ValueError, OverflowError):
        status = (PROC / "self" / "status").read_text()
        found = re.search(r"^VmData:\s+(\d+) kB", status, re.MULTILINE)
        now = 1024 * int(found[1]) if found else 0
        most = now + int((limit_mb + SLACK_MB) * MB)
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def count_rescues() -> int:
    """How often the system has killed a process because memory ran out, since it was started.

    Returns
    -------
    int
        0 where the system does not tell.
    """
    with suppress(OSError, ValueError):
        for line in (PROC / "vmstat").read_text().splitlines():
            if line.startswith("oom_kill "):
                return int(line.split()[1])
    return 0


def _ask_system(pids: Iterable[int]) -> int:
    wanted = [str(pid) for pid in pids]
    if sys.platform == "win32":
        command = ["tasklist", "/FO", "CSV", "/NH", "/FI", f"PID eq {wanted[0]}"]
    else:
        command = ["ps", "-o", "rss=", "-p", ",".join(wanted)]
    try:
        told = subprocess.run(command, check=False, capture_output=True, text=True).stdout  # noqa: S603
    except OSError:
        return 0
    if sys.platform == "win32":
        # "python.exe","7136","Console","1","48,112 K": separators of thousands differ by country
        told = re.sub(r"\D", "", told.strip().rpartition(',"')[2])
    return 1024 * sum(int(number) for number in told.split())
