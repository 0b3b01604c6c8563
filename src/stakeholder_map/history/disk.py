"""The steps that publication takes on the disk, each forced through to it.

Every step is one call of a function of the module `os` in the end: tests put faults and sudden ends
before and after each of them.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from stakeholder_map.errors import ScanError
from stakeholder_map.history.layout import MANIFEST, STAGING
from stakeholder_map.history.manifest import fingerprint

_BINARY = getattr(os, "O_BINARY", 0)
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
    folders, plain = entries_below(folder)
    files = {path.relative_to(folder).as_posix(): path for path in plain}
    odd = [path for path in folders if not stat.S_ISDIR(path.lstat().st_mode)]
    odd += [path for path in plain if not stat.S_ISREG(path.lstat().st_mode)]
    odd += [folder / MANIFEST] if MANIFEST in files else []
    if odd:
        inside = odd[0].relative_to(folder).as_posix()
        raise ScanError(f"a scan is made of plain files; found {inside!r} in {folder.name}/")
    with ThreadPoolExecutor(SYNCED_AT_ONCE) as pool:
        return dict(zip(files, pool.map(_fingerprint_synced, files.values()), strict=True))


def entries_below(folder: Path) -> tuple[list[Path], list[Path]]:
    """Folders and files below a folder, each sorted; links count where they seem to belong.

    Parameters
    ----------
    folder : Path
        An existing folder.

    Returns
    -------
    folders, files : list of Path
        Every one: what cannot be listed is an error and not empty, as it would be for a glob.
    """

    def refuse(error: OSError) -> None:
        raise error

    folders: list[Path] = []
    files: list[Path] = []
    for place, inner, names in os.walk(folder, onerror=refuse):
        folders += [Path(place, name) for name in inner]
        files += [Path(place, name) for name in names]
    return sorted(folders), sorted(files)


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
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
    try:
        _write(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_synced(path: Path, content: bytes) -> None:
    """Put a file in the place of another in one step: a reader finds the old or the new one.

    Parameters
    ----------
    path : Path
        Of the file; its folder must be there.
    content : bytes
        Its whole content.

    Raises
    ------
    OSError
        When the disk refuses; the old file stands then.
    """
    beside = path.with_name(f"{STAGING}{os.getpid()}-{secrets.token_hex(4)}-{path.name}")
    try:
        write_synced(beside, content)
        beside.replace(path)
    except BaseException:
        remove(beside)
        raise
    sync_folder(path.parent)


def append_line(path: Path, line: str) -> None:
    """Add a line to a file in one step, so that lines of several processes stay apart.

    Parameters
    ----------
    path : Path
        Of the file; made where it is missing.
    line : str
        Without a line feed.

    Raises
    ------
    OSError
        When the disk refuses.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | _BINARY
    descriptor = os.open(path, flags, 0o666)
    try:
        _write(descriptor, f"{line}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folders(folder: Path) -> None:
    """Make a folder and those above it that are missing, and force their names to the disk.

    Parameters
    ----------
    folder : Path
        May be there already.

    Raises
    ------
    OSError
        When the disk refuses.
    """
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        try:
            each.mkdir()
        except FileExistsError:  # another run was quicker
            if not each.is_dir():
                raise
        sync_folder(each.parent)


def point_at(link: Path, name: str) -> None:
    """Let a link name something beside it, in one step; a file with the name where links fail.

    Parameters
    ----------
    link : Path
        The link, or the file.
    name : str
        Of a folder beside it.

    Raises
    ------
    OSError
        When the disk refuses; the link stands as before then.
    """
    beside = link.with_name(f"{STAGING}{os.getpid()}-{link.name}")
    remove(beside)
    try:
        try:
            beside.symlink_to(name, target_is_directory=True)
        except (OSError, NotImplementedError) as error:
            if not _has_no_links(error):
                raise
            remove(beside)  # or the name would be written through a link just made
            write_synced(beside, f"{name}\n".encode())
        beside.replace(link)
    except BaseException:
        remove(beside)
        raise


def _has_no_links(error: OSError | NotImplementedError) -> bool:
    """Whether a link failed because there are none here, and not because the disk is in trouble."""
    if sys.platform == "win32" or not isinstance(error, OSError):
        return True
    return error.errno in {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


def remove(path: Path) -> None:
    """Remove a file or a folder with all that is in it, as far as the disk lets it go.

    Parameters
    ----------
    path : Path
        May be missing.
    """
    try:
        if stat.S_ISDIR(os.lstat(path).st_mode):
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()
    except OSError:
        return


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


def _write(descriptor: int, content: bytes) -> None:
    """Write everything: a disk that is nearly full may take a part."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
