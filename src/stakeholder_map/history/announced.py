"""Whether ``latest`` names the scan that it should."""

from __future__ import annotations

from pathlib import Path

from stakeholder_map.errors import Problem
from stakeholder_map.history.layout import LATEST, STAGING
from stakeholder_map.history.published import PublishedScan, pointed_at, read_home

LOOKS = 3


def verify_latest(home: Path) -> list[Problem]:
    """Recheck that ``latest`` names a region's newest scan.

    Parameters
    ----------
    home : Path
        The region's folder below the reports folder.

    Returns
    -------
    list of Problem
        At most one. While a publication is under way the newest scan before it will do.

    Notes
    -----
    A run moves ``latest`` after its scan is in its place. One that was killed in between leaves its
    staging folder behind; the next run sweeps that and moves ``latest``.
    """
    for _ in range(LOOKS):  # a scan may be published between two looks
        named = pointed_at(home)
        scans = read_home(home)
        if not scans or named == scans[-1].name or named == _announced(home, scans):
            return []
    expected = f"the name of the newest scan, {scans[-1].name}"
    found = "no name of a scan" if named is None else named
    return [Problem(f"{home.name}/{LATEST}", expected, found)]


def _announced(home: Path, scans: list[PublishedScan]) -> str | None:
    """The newest scan but for the last one published, where the run that made it has not ended."""
    if not any(home.glob(f"{STAGING}*")):
        return None
    last = max(scans, key=lambda scan: scan.number)
    before = [scan for scan in scans if scan is not last]
    return before[-1].name if before else None
