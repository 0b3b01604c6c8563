"""The folder of a pool of kernels, and the sweeping of those whose runner is gone.

A runner that is killed leaves its folder to the zygote, which sweeps it. Where both die, or the
runner dies before there is a zygote, the next runner does: the name says whose the folder was.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

LONGEST_SOCKET_PATH = 100
DEEPEST = Path("k100") / "c-ipc-5"
"""The longest name of a socket inside a folder."""


def make_scratch() -> Path:
    """A new folder for sockets and temporary files, with names short enough for the system.

    Returns
    -------
    Path
        Below the folder for temporary files; open to this user alone.

    Examples
    --------
    >>> folder = make_scratch()
    >>> str(os.getpid()) in folder.name
    True
    >>> folder.rmdir()
    """
    place = Path(tempfile.gettempdir())
    prefix = f"sm-{_processes_seen()}-{os.getpid()}-"
    longest = place / f"{prefix}{8 * 'x'}" / DEEPEST
    if os.name == "posix" and len(str(longest)) > LONGEST_SOCKET_PATH:
        place = Path("/tmp")  # noqa: S108  mkdtemp makes a folder of its own there
    sweep_scratch(place)
    return Path(tempfile.mkdtemp(prefix=prefix, dir=place))


def sweep_scratch(place: Path) -> None:
    """Remove the folders of runners that are gone.

    Parameters
    ----------
    place : Path
        Where folders of :func:`make_scratch` lie. Those of other containers are left alone.

    Examples
    --------
    >>> folder = make_scratch()
    >>> sweep_scratch(folder.parent)
    >>> folder.exists()
    True
    >>> folder.rmdir()
    """
    if os.name != "posix":
        return
    for folder in place.glob(f"sm-{_processes_seen()}-*-*"):
        owner = folder.name.split("-")[2]
        if owner.isdecimal() and _is_gone(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _processes_seen() -> str:
    """Which processes this one can see: a number means nothing outside of its container."""
    try:
        return f"{Path('/proc/self/ns/pid').stat().st_ino:x}"
    except OSError:
        return "0"
