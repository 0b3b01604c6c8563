"""Keep rules: which scans of a region stay, and the removal of the others.

Whatever the rule, these stay: the newest scan; the scan that the next one will be compared with;
every scan that a table of corrections names; every scan whose ledger is missing though it told
leaders of ratings. Of the others the manifests and the ledger stay (`removal`).
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from stakeholder_map.errors import InputError, UsageError
from stakeholder_map.history.disk import sync_folder, write_synced
from stakeholder_map.history.exchange import exchange
from stakeholder_map.history.layout import LOCK, MANIFEST, STAGING
from stakeholder_map.history.lock import hold_lock
from stakeholder_map.history.published import PublishedScan, read_home
from stakeholder_map.history.removal import NOTICE, REMOVED, Removal, removal_of
from stakeholder_map.privacy import TIERS
from stakeholder_map.privacy.tiers import LEDGER

INPUTS = Path("restricted") / "inputs"


@dataclass(frozen=True)
class KeepRule:
    """How many scans stay.

    Parameters
    ----------
    last : int
        The newest scans, by the day they speak of.
    monthly : int
        The newest months that have a scan; the last scan of each stays.

    Raises
    ------
    UsageError
        Where it would keep nothing.

    Examples
    --------
    >>> KeepRule(last=4, monthly=12).words
    'the last 4 scans and the last scan of each of 12 months'
    """

    last: int = 0
    monthly: int = 0

    def __post_init__(self) -> None:
        if self.last < 0 or self.monthly < 0 or self.last + self.monthly == 0:
            raise UsageError(
                "a keep rule needs --keep-last or --keep-monthly of at least 1; "
                f"found {self.last} and {self.monthly}"
            )

    @property
    def words(self) -> str:
        """The rule in words."""
        parts = []
        if self.last:
            parts.append("the last scan" if self.last == 1 else f"the last {self.last} scans")
        if self.monthly:
            months = "month" if self.monthly == 1 else "months"
            parts.append(f"the last scan of each of {self.monthly} {months}")
        return " and ".join(parts)


@dataclass(frozen=True)
class Decision:
    """What becomes of one scan.

    Parameters
    ----------
    scan : PublishedScan
        Which.
    kept : str
        Why it stays; empty where it goes.
    """

    scan: PublishedScan
    kept: str


def decide(scans: Sequence[PublishedScan], *, rule: KeepRule) -> tuple[Decision, ...]:
    """What becomes of each scan of a region that still stands.

    Parameters
    ----------
    scans : sequence of PublishedScan
        All of the region; those that were removed before are left out.
    rule : KeepRule
        How many stay.

    Returns
    -------
    tuple of Decision
        By day and number.
    """
    standing = sorted(
        (scan for scan in scans if removal_of(scan) is None), key=lambda scan: scan.order
    )
    reasons: dict[str, str] = {}
    months: dict[str, PublishedScan] = {f"{scan.as_of:%Y-%m}": scan for scan in standing}
    for month in sorted(months)[len(months) - min(rule.monthly, len(months)) :]:
        reasons[months[month].name] = f"the last of {month}"
    for scan in standing[len(standing) - min(rule.last, len(standing)) :]:
        reasons[scan.name] = f"one of the last {rule.last}"
    for scan in standing[-1:]:
        before = [each for each in standing if each.as_of < scan.as_of]
        reasons |= {
            each.name: "what a scan of the newest day compares with" for each in before[-1:]
        }
        reasons[scan.name] = "the newest"
    corrected = _corrected(standing)
    for scan in standing:
        if not scan.manifest:
            reasons[scan.name] = "its manifest cannot be read"
        elif _told_without_ledger(scan):
            reasons[scan.name] = f"it told leaders of ratings and has no {LEDGER}"
        elif any(name in text for text in corrected for name in (scan.name, f"{scan.as_of}")):
            reasons.setdefault(scan.name, "a correction names it")
    return tuple(Decision(scan, reasons.get(scan.name, "")) for scan in standing)


def apply_rule(
    home: Path, *, rule: KeepRule, on: date, wait_seconds: float = 0.0
) -> tuple[Decision, ...]:
    """Remove what a rule does not keep from a region's scans.

    Parameters
    ----------
    home : Path
        The region's folder below the reports folder.
    rule : KeepRule
        How many stay.
    on : date
        When, for what is left of them.
    wait_seconds : float
        How long to wait for another run at the region.

    Returns
    -------
    tuple of Decision
        As of :func:`decide`; those that go are gone.

    Raises
    ------
    BusyError
        When another run is at work on the region.

    Notes
    -----
    Each scan goes in one step. Interrupted, it can be run again.
    """
    with hold_lock(home / LOCK, wait_seconds=wait_seconds):
        decisions = decide(read_home(home), rule=rule)
        for decision in decisions:
            if not decision.kept:
                _remove(decision.scan, rule=rule, on=on)
    return decisions


def _remove(scan: PublishedScan, *, rule: KeepRule, on: date) -> None:
    """Put what is left of a scan in its place."""
    beside = scan.folder.with_name(f"{STAGING}{os.getpid()}-{secrets.token_hex(4)}")
    files = [path for path in scan.folder.rglob("*") if path.is_file()]
    stays = {MANIFEST, *(f"{tier}/{MANIFEST}" for tier in TIERS), f"restricted/{LEDGER}"}
    kept = [path for path in files if path.relative_to(scan.folder).as_posix() in stays]
    gone = [path for path in files if path not in kept]
    sizes = sum(path.stat().st_size for path in gone)
    removal = Removal(on, rule.words, scan.manifest_sha256, len(gone), sizes)
    try:
        beside.mkdir()
        for tier in TIERS:
            (beside / tier).mkdir(mode=0o700 if tier == "restricted" else 0o777)
            write_synced(beside / tier / NOTICE, removal.notice(scan.name))
        for path in kept:
            write_synced(beside / path.relative_to(scan.folder), path.read_bytes())
        write_synced(beside / REMOVED, removal.content())
        for folder in (*(beside / tier for tier in TIERS), beside):
            sync_folder(folder)
        exchange(beside, scan.folder)
        sync_folder(scan.folder.parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _corrected(scans: Sequence[PublishedScan]) -> list[str]:
    """What tables of corrections say which scan they speak of."""
    from stakeholder_map.read.cells import folded_header
    from stakeholder_map.read.folder import find_tables

    said = []
    for scan in scans:
        try:
            cells = find_tables(scan.folder / INPUTS).tables.get("corrections")
        except InputError:
            continue
        header = [] if cells is None else [folded_header(name) for name in cells.header]
        if cells is not None and "scan" in header:
            place = header.index("scan")
            said += [row[place] for row in cells.rows if len(row) > place]
    return said


def _told_without_ledger(scan: PublishedScan) -> bool:
    from stakeholder_map.report.received import RECEIVED_PAGE

    told = scan.folder / "leadership" / f"{RECEIVED_PAGE}.html"
    return told.exists() and not (scan.folder / "restricted" / LEDGER).is_file()
