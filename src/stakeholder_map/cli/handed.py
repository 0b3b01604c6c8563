"""Folders for what travels: one for each edition of each scan, never inside a published one."""

from __future__ import annotations

import json
from pathlib import Path

from stakeholder_map.errors import UsageError
from stakeholder_map.history.layout import MANIFEST
from stakeholder_map.history.published import PublishedScan

MADE_FROM = "made-from.json"
"""Beside the files of a scan: which region, scan and edition they are of."""


def folder_for(scan: PublishedScan, *, edition: str, into: Path | None) -> Path:
    """The folder for the files of an edition; nothing is written yet.

    Parameters
    ----------
    scan : PublishedScan
        What the files are made from.
    edition : str
        Whose files they are.
    into : Path or None
        What was asked for; without it region, scan and edition name a folder here.

    Returns
    -------
    Path
        A folder that is new, empty or holds files of this very edition of this very scan.

    Raises
    ------
    UsageError
        Where the folder lies inside a published scan, or holds anything else.

    Examples
    --------
    >>> from datetime import date
    >>> scan = PublishedScan(Path("reports/vale/2026-09-30-001"), date(2026, 9, 30), 1)
    >>> folder_for(scan, edition="analyst", into=None).as_posix()
    'vale-2026-09-30-001-analyst'
    """
    place = Path(f"{scan.slug}-{scan.name}-{edition}") if into is None else into
    require_outside(place)
    there = sorted(path.name for path in place.iterdir()) if place.is_dir() else []
    if there and _made_from(place) != _origin(scan, edition=edition):
        raise UsageError(
            "expected a new folder, an empty one or one with files of the "
            f"{edition} edition of scan {scan.name} of {scan.region}, found {there[0]!r} in "
            f"{place.as_posix()!r}; nothing was written"
        )
    return place


def mark(place: Path, *, scan: PublishedScan, edition: str) -> None:
    """Write beside the files what they are of.

    Parameters
    ----------
    place : Path
        Of `folder_for`; where nothing was written there, nothing is marked.
    scan : PublishedScan
        What the files were made from.
    edition : str
        Whose files they are.
    """
    if place.is_dir():
        text = json.dumps(_origin(scan, edition=edition), indent=2, ensure_ascii=False)
        (place / MADE_FROM).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def require_outside(place: Path) -> None:
    """Refuse a folder inside a published scan, which would not verify any more.

    Parameters
    ----------
    place : Path
        Where something is to be written.

    Raises
    ------
    UsageError
        Where it, or a folder above it, has a manifest.

    Examples
    --------
    >>> require_outside(Path("somewhere/else"))
    """
    whole = place.resolve()
    if any((folder / MANIFEST).is_file() for folder in (whole, *whole.parents)):
        raise UsageError(
            f"expected a folder outside the published scans, found {place.as_posix()!r}; a scan "
            "stays as it was published"
        )


def _origin(scan: PublishedScan, *, edition: str) -> dict[str, str]:
    return {
        "region": scan.region,
        "scan": scan.name,
        "edition": edition,
        "manifest_sha256": scan.manifest_sha256,
    }


def _made_from(place: Path) -> object:
    try:
        return json.loads((place / MADE_FROM).read_bytes())
    except (OSError, ValueError):
        return None
