"""Findings kept with a scan, so that a later scan compares without running anything again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stakeholder_map.change import (
    EARLIER_FILE,
    FINDINGS_FILE,
    Comparison,
    Findings,
    carry_course,
    carry_on,
    compare_findings,
    gather_findings,
    load_findings,
)
from stakeholder_map.errors import InputError, ScanError, UsageError
from stakeholder_map.history.published import PublishedScan, read_history, read_scan
from stakeholder_map.history.removal import require_standing

if TYPE_CHECKING:
    from stakeholder_map.scan import Scan

PREPARED = Path("restricted", "prepared")
INPUTS = Path("restricted", "inputs")


def keep_findings(scan: Scan, folder: Path | str, *, home: Path | str) -> None:
    """Store the findings of a scan, and beside them those of the scan published before it.

    Parameters
    ----------
    scan : Scan
        The scan in the making.
    folder : Path or str
        Where its draws are stored.
    home : Path or str
        The region's folder of published scans.

    Notes
    -----
    The scan before is the last of an earlier day: scans of one day compare with the same one, so
    that the same input, which the scan before is part of, gives the same pages.
    """
    now, home = gather_findings(scan), Path(home)
    now.save(Path(folder) / FINDINGS_FILE)
    scans = read_history(home.parent, slug=home.name)
    earlier = [each for each in scans if each.as_of < scan.region.as_of]
    if earlier:
        try:
            found = findings_of(earlier[-1])
        except (ScanError, InputError, UsageError, OSError):
            return  # its findings were forgotten, or never kept: there is nothing to compare with
        found.save(Path(folder) / EARLIER_FILE)
        carry_course(carry_on(now, found), found).save(Path(folder) / FINDINGS_FILE)


def findings_of(published: PublishedScan) -> Findings:
    """The findings of a published scan; made anew from its input where it kept none.

    Parameters
    ----------
    published : PublishedScan
        A published scan with its restricted folder.

    Returns
    -------
    Findings

    Raises
    ------
    ScanError
        It has neither findings nor input.
    """
    path = published.folder / PREPARED / FINDINGS_FILE
    if path.is_file():
        return load_findings(path, scan=published.name)
    inputs = published.folder / INPUTS
    if not inputs.is_dir():
        raise ScanError(f"expected findings or input in the scan {published.name!r}, found neither")
    from dataclasses import replace

    from stakeholder_map.scan import open_scan

    draws = int(published.manifest.get("parameters", {}).get("draws", 200))
    seed = int(published.manifest.get("seed", 0))
    scan = open_scan(inputs, as_of=published.as_of.isoformat(), draws=draws, seed=seed)
    return replace(gather_findings(scan), scan=published.name)


def compare_scans(before: Path | str, after: Path | str) -> Comparison:
    """Compare two published scans of one region.

    Parameters
    ----------
    before, after : Path or str
        Their folders; the earlier of the two is taken as the one before.

    Returns
    -------
    Comparison

    Raises
    ------
    UsageError
        A folder that holds no scan; scans of different regions.
    ScanError
        A scan without findings and input.
    """
    one, other = sorted((read_scan(before), read_scan(after)), key=lambda scan: scan.order)
    if one.region != other.region:
        raise UsageError(
            f"expected two scans of one region, found {one.region!r} and {other.region!r}"
        )
    for scan in (one, other):
        require_standing(scan)
    return compare_findings(findings_of(one), findings_of(other))
