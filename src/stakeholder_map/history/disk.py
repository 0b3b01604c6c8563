"""What makes a disk keep what was written: files and folders forced through to it."""

from __future__ import annotations

import errno
import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from stakeholder_map.errors import ScanError
from stakeholder_map.history.layout import MANIFEST
from stakeholder_map.history.manifest import fingerprint

SYNCED_AT_ONCE = 8
"""A disk confirms several files in little more time than one."""


def sync_files(folder: Path) -> dict[str, dict[str, str | int]]:
    """Force every file below a folder to the disk.

    Parameters
    ----------
    folder : Path
        Of one tier, without a manifest yet.

    Returns
    -------
    dict
        SHA-256 and size by path inside the folder, sorted by path.

    Raises
    ------
    ScanError
        When something else than plain files and folders is there, or a manifest already.
    OSError
        When the disk does not confirm.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.csv").write_text("a")
    ...     sync_files(Path(folder))["a.csv"]["size"]
    1
    """
    files = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            continue
        if not stat.S_ISREG(mode) or inside == MANIFEST:
            raise ScanError(f"a scan is made of plain files; found {inside!r} in {folder.name}/")
        files[inside] = path
    with ThreadPoolExecutor(SYNCED_AT_ONCE) as pool:
        return dict(zip(files, pool.map(_fingerprint_synced, files.values()), strict=True))


def write_synced(path: Path, content: bytes) -> None:
    """Write a file and force it to the disk.

    Parameters
    ----------
    path : Path
        Of the file; what stood there is replaced.
    content : bytes
        Its whole content.

    Raises
    ------
    OSError
        When the disk refuses.
    """
    path.write_bytes(content)
    sync_file(path)


def sync_file(path: Path) -> None:
    """Force a file's content to the disk.

    Parameters
    ----------
    path : Path
        An existing file.

    Raises
    ------
    OSError
        When the disk does not confirm.
    """
    # Windows flushes only what is open for writing; elsewhere a read-only file can be flushed.
    descriptor = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Force a folder's entries to the disk, where the system can.

    Parameters
    ----------
    folder : Path
        An existing folder.

    Raises
    ------
    OSError
        When the disk does not confirm.
    """
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # the file system has no such thing
            raise
    finally:
        os.close(descriptor)


def _fingerprint_synced(path: Path) -> dict[str, str | int]:
    sync_file(path)
    return fingerprint(path.read_bytes())
