"""What has been published: the scans of a region, and the one that readers see first."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from stakeholder_map.errors import UsageError
from stakeholder_map.history.layout import LATEST, MANIFEST, parse_scan_name
from stakeholder_map.privacy import Tier


@dataclass(frozen=True)
class PublishedScan:
    """One published scan.

    Parameters
    ----------
    folder : Path
        Its folder, named by day and sequence number; never ``latest`` itself, so that a reader
        who holds on to it reads one scan from beginning to end.
    as_of : date
        Day the scan speaks of.
    sequence : int
        Number among the scans of that day, from 1.
    manifest : mapping
        Content of its manifest; empty where that cannot be read (:func:`verify_scan` says why).
    manifest_sha256 : str
        Digest of the manifest's bytes; empty where there are none.

    Examples
    --------
    >>> scan = PublishedScan(Path("reports/vale/2026-09-30-002"), date(2026, 9, 30), 2)
    >>> scan.slug, scan.name, scan.number
    ('vale', '2026-09-30-002', 0)
    """

    folder: Path
    as_of: date
    sequence: int
    manifest: Mapping[str, Any] = field(default_factory=dict)
    manifest_sha256: str = ""

    @property
    def name(self) -> str:
        """Name of the folder: day and sequence number."""
        return self.folder.name

    @property
    def slug(self) -> str:
        """Name of the region's folder."""
        return self.folder.parent.name

    @property
    def region(self) -> str:
        """Name of the region; its folder's name where the manifest cannot be read."""
        return str(self.manifest.get("region", self.slug))

    @property
    def number(self) -> int:
        """Number among the region's scans in order of publication; 0 where it cannot be read."""
        number = self.manifest.get("number", 0)
        return number if isinstance(number, int) else 0

    @property
    def order(self) -> tuple[date, int]:
        """Sorting key among the scans of one region."""
        return (self.as_of, self.sequence)

    def page(self, tier: Tier) -> Path:
        """The page of a tier that leads to all others."""
        return self.folder / tier / "index.html"


def read_scan(folder: Path | str) -> PublishedScan:
    """One published scan, from its folder.

    Parameters
    ----------
    folder : Path or str
        A folder named by day and sequence number, or a link to one.

    Returns
    -------
    PublishedScan
        With an empty manifest where that is missing or no JSON.

    Raises
    ------
    UsageError
        When the folder's name is not that of a scan, or there is no such folder.
    """
    folder = Path(folder)
    if folder.is_symlink():
        folder = folder.parent / folder.readlink()
    when = parse_scan_name(folder.name)
    if when is None or not folder.is_dir():
        raise UsageError(
            "expected the folder of a published scan, such as 2026-09-30-001; "
            f"found {folder.name!r}"
        )
    try:
        content = (folder / MANIFEST).read_bytes()
    except OSError:
        return PublishedScan(folder, *when)
    digest = hashlib.sha256(content).hexdigest()
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError):
        manifest = None
    return PublishedScan(folder, *when, manifest if isinstance(manifest, dict) else {}, digest)


def read_home(home: Path) -> list[PublishedScan]:
    """The scans in one region's folder, by day and sequence number; none where it is missing."""
    try:
        names = os.listdir(home)  # noqa: PTH208  its failures must not look like an empty folder
    except (FileNotFoundError, NotADirectoryError):
        return []
    scans = []
    for name in names:
        folder = home / name
        # A folder may be gone by now: old scans are removed by rules.
        with suppress(FileNotFoundError, UsageError):
            if parse_scan_name(name) and stat.S_ISDIR(os.lstat(folder).st_mode):
                scans.append(read_scan(folder))
    return sorted(scans, key=lambda scan: scan.order)


def read_history(reports: Path | str, *, slug: str = "") -> list[PublishedScan]:
    """Every published scan below a reports folder.

    Parameters
    ----------
    reports : Path or str
        The reports folder; it need not exist.
    slug : str
        Only the region whose folder has this name (:func:`slug_of`); empty for all.

    Returns
    -------
    list of PublishedScan
        By region's folder, then day, then sequence number.

    Examples
    --------
    >>> read_history("no such folder")
    []
    """
    reports = Path(reports)
    if slug:
        return read_home(reports / slug)
    homes = sorted(reports.iterdir()) if reports.is_dir() else []
    return [scan for home in homes if not home.is_symlink() for scan in read_home(home)]


def latest_scan(reports: Path | str, slug: str) -> PublishedScan | None:
    """The scan that ``latest`` names: resolve it once, then read only from its folder.

    Parameters
    ----------
    reports : Path or str
        The reports folder.
    slug : str
        Name of the region's folder.

    Returns
    -------
    PublishedScan or None
        None where nothing is published. Where ``latest`` is missing or points nowhere, the
        newest scan there is.

    Examples
    --------
    >>> latest_scan("no such folder", "vale") is None
    True
    """
    home = Path(reports) / slug
    name = pointed_at(home)
    if name is not None and (home / name).is_dir():
        return read_scan(home / name)
    scans = read_home(home)
    return scans[-1] if scans else None


def pointed_at(home: Path) -> str | None:
    """Name of the scan that ``latest`` gives, by link or as a file's text; None without one."""
    pointer = home / LATEST
    try:
        target = (
            pointer.readlink().as_posix()
            if pointer.is_symlink()
            else pointer.read_text(encoding="utf-8").strip()
        )
    except (OSError, UnicodeDecodeError):
        return None
    return target if parse_scan_name(target) else None
