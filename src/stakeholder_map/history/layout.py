"""What lies where below the reports folder, and how it is named."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date

MANIFEST = "manifest.json"
LATEST = "latest"
LOCK = ".lock"
STAGING = ".staging-"
OWNER = "owner"
STAGED = "scan"
STATUS = "status.json"
RUNS = "runs.jsonl"

LONGEST_SLUG = 60
_SCAN_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-(\d{3,})", re.ASCII)
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", LATEST]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)


def slug_of(region: str) -> str:
    """Name of the folder that holds the scans of a region.

    Parameters
    ----------
    region : str
        The region's name, as `region.toml` gives it.

    Returns
    -------
    str
        Lower-case ASCII letters, digits and hyphens, at most 60 characters; usable as a folder
        name on every system. Where letters were lost on the way, a piece of the name's SHA-256
        keeps two regions apart.

    Examples
    --------
    >>> slug_of("Three Rivers Valley")
    'three-rivers-valley'
    >>> slug_of("Zürich & Umgebung")
    'zurich-umgebung'
    >>> slug_of("上海")
    'region-4906a49a'
    """
    decomposed = unicodedata.normalize("NFKD", region)
    lost = any(
        character.isalnum() and not character.isascii() and not unicodedata.combining(character)
        for character in decomposed
    )
    plain = decomposed.encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not slug or slug in _RESERVED:
        slug, lost = f"region-{slug}".strip("-"), True
    if lost or len(slug) > LONGEST_SLUG:
        mark = hashlib.sha256(unicodedata.normalize("NFC", region).encode()).hexdigest()[:8]
        slug = f"{slug[: LONGEST_SLUG - 9].strip('-')}-{mark}"
    return slug


def scan_name(as_of: date, sequence: int) -> str:
    """Folder name of a scan.

    Examples
    --------
    >>> scan_name(date(2026, 9, 30), 1)
    '2026-09-30-001'
    """
    return f"{as_of.isoformat()}-{sequence:03d}"


def parse_scan_name(name: str) -> tuple[date, int] | None:
    """Day and sequence number of a scan from its folder name; None where it is no such name.

    Examples
    --------
    >>> parse_scan_name("2026-09-30-012")
    (datetime.date(2026, 9, 30), 12)
    >>> parse_scan_name("2026-13-30-001") is None, parse_scan_name("latest") is None
    (True, True)
    """
    match = _SCAN_NAME.fullmatch(name)
    if match is None:
        return None
    try:
        as_of = date.fromisoformat(match[1])
    except ValueError:
        return None
    sequence = int(match[2])
    return (as_of, sequence) if sequence and scan_name(as_of, sequence) == name else None
