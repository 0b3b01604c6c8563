"""Folders and addresses: where regions lie, and what each is called."""

from __future__ import annotations

import glob
import re
from pathlib import Path

from stakeholder_map.errors import InputError
from stakeholder_map.settings import SETTINGS_FILE, parse_settings

_URL = re.compile(r"[a-z][a-z0-9+.-]+(::[a-z][a-z0-9+.-]+)*://", re.IGNORECASE)


def is_url(place: str) -> bool:
    """Whether a place is an address in shared storage, not a folder of this machine.

    Examples
    --------
    >>> is_url("s3://bucket/regions"), is_url("regions/vale"), is_url("C:/regions")
    (True, False, False)
    """
    return _URL.match(place) is not None


def region_folders(pattern: str, *, home: Path) -> list[str]:
    """Region folders that a pattern names, sorted.

    Parameters
    ----------
    pattern : str
        A folder, relative to `home`, or an address; a ``*`` stands for any name.
    home : Path
        Folder of the file that has the pattern.

    Returns
    -------
    list of str
        Those that hold a region.toml.
    """
    if is_url(pattern):
        from stakeholder_map.regions.storage import stored_regions

        return stored_regions(pattern)
    # A folder whose own name holds a * or a [ is found by that name.
    plain = home / pattern
    found = [plain] if plain.is_dir() else [Path(p) for p in glob.glob(str(plain))]  # noqa: PTH207
    return [str(p.resolve()) for p in sorted(found) if (p / SETTINGS_FILE).is_file()]


def name_in(folder: str) -> str:
    """Name that a region.toml gives its region; empty where it cannot be read.

    Parameters
    ----------
    folder : str
        The region folder, or its address.

    Returns
    -------
    str
        As published scans print it.
    """
    try:
        if is_url(folder):
            from stakeholder_map.regions.storage import read_stored

            raw = read_stored(f"{folder.rstrip('/')}/{SETTINGS_FILE}")
        else:
            raw = (Path(folder) / SETTINGS_FILE).read_bytes()
        return parse_settings(raw)[0].name
    except (OSError, InputError):
        return ""
