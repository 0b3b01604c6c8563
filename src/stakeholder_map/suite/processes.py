"""Finding and ending processes, whoever their parent claims to be.

Linux is asked through /proc and prctl, other systems of the Unix family through ps, Windows
through taskkill.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
HAS_PROC = (PROC / "self" / "stat").exists()
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """Make every descendant whose parent dies a child of this process (Linux)."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def die_with(parent: int) -> None:
    """Let the system kill this process the moment its parent is gone (Linux).

    Parameters
    ----------
    parent : int
        Process that forked this one; when it is gone already, this process ends at once.
    """
    _prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:
        os._exit(1)


def find_descendants(pid: int) -> tuple[int, ...]:
    """Processes below one process, at any depth; zombies count.

    Parameters
    ----------
    pid : int
        The process to start from; it is not part of the answer.

    Returns
    -------
    tuple of int
        Process numbers in rising order.

    Examples
    --------
    >>> os.getpid() in find_descendants(os.getppid())
    True
    """
    parents = _read_parents()
    below = {pid}
    while True:
        more = {child for child, parent in parents.items() if parent in below} - below
        if not more:
            return tuple(sorted(below - {pid}))
        below |= more


def find_left_alone(adopter: int, *, but: int) -> tuple[int, ...]:
    """Processes that have left their parents and were adopted: children it did not start itself.

    Parameters
    ----------
    adopter : int
        A process that called :func:`adopt_orphans`.
    but : int
        The only child that it started.

    Returns
    -------
    tuple of int
        Process numbers in rising order, zombies left out.
    """
    children = (pid for pid, parent in _read_parents().items() if parent == adopter)
    return tuple(sorted(pid for pid in children if pid != but and not _is_zombie(pid)))


def find_marked(mark: str) -> tuple[int, ...]:
    """Processes that were started with a mark in their environment (Linux; elsewhere none).

    Parameters
    ----------
    mark : str
        How an entry of the environment begins, as ``"NAME=value"``.

    Returns
    -------
    tuple of int
        Process numbers in rising order, zombies and this process left out.
    """
    wanted = mark.encode()
    found = []
    for entry in _proc_folders():
        try:
            entries = (entry / "environ").read_bytes().split(b"\0")
        except OSError:
            continue  # another user's, or gone by now
        if any(each.startswith(wanted) for each in entries) and int(entry.name) != os.getpid():
            found.append(int(entry.name))
    return tuple(sorted(found))


def kill(pids: Iterable[int]) -> None:
    """Kill processes; those that are gone already do no harm.

    Parameters
    ----------
    pids : iterable of int
        Process numbers.
    """
    for pid in pids:
        try:
            if sys.platform == "win32":
                command = ["taskkill", "/F", "/T", "/PID", str(pid)]
                subprocess.run(command, check=False, capture_output=True)  # noqa: S603
            else:
                os.kill(pid, signal.SIGKILL)
        except OSError:
            continue


def end_marked(mark: str, *, patience_s: float = 5.0) -> None:
    """Kill the processes that :func:`find_marked` finds until it finds none.

    Parameters
    ----------
    mark : str
        How an entry of their environment begins.
    patience_s : float
        Longest time to go on.
    """
    end = time.monotonic() + patience_s
    while (found := find_marked(mark)) and time.monotonic() < end:
        kill(found)
        time.sleep(0.01)


def end_children(*, patience_s: float = 5.0, keep: int = 0) -> int | None:
    """Kill and reap all descendants of this process, which must have called adopt_orphans.

    Parameters
    ----------
    patience_s : float
        Longest time to go on; a process that the system itself cannot end would hold it up.
    keep : int
        A child whose end is to be told.

    Returns
    -------
    int or None
        Return code of `keep` when it was reaped here (below zero: the signal).
    """
    told: int | None = None
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            break
        if pid == 0:
            kill(find_descendants(os.getpid()))
            time.sleep(0.002)
        elif pid == keep:
            told = os.waitstatus_to_exitcode(status)
    return told


def _prctl(option: int, value: int) -> None:
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(option, value, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"prctl({option}, {value}): {os.strerror(number)}")


def _proc_folders() -> list[Path]:
    return [entry for entry in PROC.iterdir() if entry.name.isdigit()] if HAS_PROC else []


def _is_zombie(pid: int) -> bool:
    try:
        stat = (PROC / str(pid) / "stat").read_bytes()
    except OSError:
        return True  # gone by now
    return stat.rpartition(b")")[2].split()[0] in {b"Z", b"X"}


def _read_parents() -> dict[int, int]:
    if not HAS_PROC:
        return _ask_ps()
    parents = {}
    for entry in _proc_folders():
        try:
            stat = (entry / "stat").read_bytes()
        except OSError:
            continue  # gone by now
        # The command's name stands in parentheses and may itself hold any character.
        parents[int(entry.name)] = int(stat.rpartition(b")")[2].split()[1])
    return parents


def _ask_ps() -> dict[int, int]:
    try:
        listing = subprocess.run(
            ["ps", "-A", "-o", "pid=,ppid="],  # noqa: S607  its place differs between systems
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    except OSError:
        return {}  # Windows: taskkill finds what is below a process itself
    return {int(pid): int(parent) for pid, parent in map(str.split, listing.splitlines())}
