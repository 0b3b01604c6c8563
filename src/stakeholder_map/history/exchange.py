"""Putting one folder in the place of another while others read."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD = -100
_EXCHANGE = 2


def exchange(new: Path, old: Path) -> None:
    """Put one folder in the place of another, and the other in its own, in one step (Linux).

    Elsewhere in two, between which a reader of ``latest`` finds the scan before it.

    Parameters
    ----------
    new, old : Path
        Folders of one file system. What stood at `old` stands at `new` afterwards, or nowhere.
    """
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        step = getattr(library, "renameat2", None)
        places = (os.fsencode(new), os.fsencode(old))
        if step and step(_AT_FDCWD, places[0], _AT_FDCWD, places[1], _EXCHANGE) == 0:
            return
    aside = new.with_name(f"{new.name}-old")
    old.rename(aside)
    new.rename(old)
    shutil.rmtree(aside, ignore_errors=True)
