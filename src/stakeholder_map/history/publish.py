"""Publication: a scan appears whole, or not at all, and the one before stays readable.

Everything is built in a staging folder beside the published ones, whose owner holds a lock in it.
Its files are written through to the disk, the manifests last, then one rename makes it a scan, and
``latest`` is moved.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from stakeholder_map.errors import InputError, Problem, ResourceError, ScanError, quoted
from stakeholder_map.history.disk import (
    entries_below,
    make_folders,
    point_at,
    remove,
    sync_files,
    sync_folder,
    write_synced,
)
from stakeholder_map.history.layout import (
    LATEST,
    LOCK,
    MANIFEST,
    OWNER,
    STAGED,
    STAGING,
    scan_name,
    slug_of,
)
from stakeholder_map.history.lock import hold_lock, is_held
from stakeholder_map.history.manifest import (
    ScanRecord,
    canonical,
    fingerprint,
    scan_manifest,
    tier_manifest,
)
from stakeholder_map.history.published import PublishedScan, pointed_at, read_home, read_scan
from stakeholder_map.history.status import mark_running
from stakeholder_map.privacy import TIERS, Tier
from stakeholder_map.settings import SETTINGS_FILE


@dataclass(frozen=True)
class Staging:
    """A folder in which a scan is built, with the three tiers in it.

    Parameters
    ----------
    home : Path
        The region's folder below the reports folder.
    folder : Path
        What will be the scan's folder.

    Examples
    --------
    >>> home = Path("reports/vale")
    >>> Staging(home, home / ".staging-1" / "scan").tier("analyst").as_posix()
    'reports/vale/.staging-1/scan/analyst'
    """

    home: Path
    folder: Path

    def tier(self, name: Tier) -> Path:
        """Folder of a tier."""
        return self.folder / name


@contextmanager
def open_staging(
    reports: Path | str, *, region: str, wait_seconds: float = 0.0
) -> Iterator[Staging]:
    """Hold the region's lock and a fresh staging folder while the block runs.

    What earlier runs left behind when they died is put in order first, staging swept and
    ``latest`` moved: whoever holds the lock is the only one at work there. The staging folder is
    gone when the block ends, unless :func:`publish_scan` turned it into a scan.

    Parameters
    ----------
    reports : Path or str
        The reports folder; made where it is missing.
    region : str
        Name of the region.
    wait_seconds : float
        How long to wait for another run at the same region.

    Yields
    ------
    Staging
        With empty tier folders; the restricted one is open to its owner only (mode 0700).

    Raises
    ------
    BusyError
        When another run is at work on the region's scans.
    InputError
        When the folder of that name holds the scans of a region whose name is written otherwise.
    """
    home = Path(reports) / slug_of(region)
    make_folders(home)
    with hold_lock(home / LOCK, wait_seconds=wait_seconds):
        sweep(home)
        _move_latest(home)
        _refuse_namesake(home, region)
        mark_running(home, region=region)
        room = home / f"{STAGING}{os.getpid()}-{secrets.token_hex(4)}"
        try:
            room.mkdir()
            with hold_lock(room / OWNER):
                staging = Staging(home, room / STAGED)
                staging.folder.mkdir()
                for tier in TIERS:
                    staging.tier(tier).mkdir(0o700 if tier == "restricted" else 0o777)
                yield staging
        finally:
            remove(room)


def publish_scan(staging: Staging, record: ScanRecord) -> PublishedScan:
    """Turn a filled staging folder into a published scan.

    Parameters
    ----------
    staging : Staging
        Filled by the caller; only the three tiers may stand in it.
    record : ScanRecord
        What the scan was made from.

    Returns
    -------
    PublishedScan
        In its final folder. ``latest`` names the region's newest day, which is this scan unless
        it speaks of an earlier day than another.

    Raises
    ------
    ScanError
        When the staging folder holds something else than files and folders of the three tiers.
    OSError
        When the disk refuses a step; up to the moving of ``latest`` nothing is published then.
    """
    history = [_seen(scan) for scan in read_home(staging.home)]
    last = max(history, key=lambda scan: (scan.number, scan.order), default=None)
    taken = [scan.sequence for scan in history if scan.as_of == record.as_of]
    sequence = max(taken, default=0) + 1
    _seal(staging, record, sequence=sequence, last=last)
    final = staging.home / scan_name(record.as_of, sequence)
    if os.path.lexists(final):
        raise ScanError(f"a scan is never overwritten: {final.name!r} is there already")
    try:
        staging.folder.rename(final)
        sync_folder(staging.home)
        _move_latest(staging.home)
    except BaseException as error:
        _take_back(staging, final, error)
        raise
    try:
        sync_folder(staging.home)
        return read_scan(final)
    except BaseException as error:
        unsure = ", but the disk did not confirm it" if isinstance(error, OSError) else ""
        error.add_note(f"The scan {final.name} is published{unsure}.")
        raise


def _take_back(staging: Staging, final: Path, error: BaseException) -> None:
    """Until `latest` has moved nobody was told of the scan: take it back whole."""
    if not final.is_dir():
        return
    if pointed_at(staging.home) == final.name:
        error.add_note(f"The scan {final.name} is published.")
        return
    try:
        final.rename(staging.folder)
        sync_folder(staging.home)
    except OSError:
        if final.is_dir():
            error.add_note(
                f"The scan {final.name} stands complete, but {LATEST!r} could not be moved to it; "
                "the next run will move it."
            )


def _seen(scan: PublishedScan) -> PublishedScan:
    """A scan whose manifest was read; what is damaged is passed over, what fails now is not.

    Raises
    ------
    OSError
        Where the disk does not give the manifest: its number must not be given twice.
    """
    if scan.manifest_sha256:
        return scan
    try:
        (scan.folder / MANIFEST).read_bytes()
    except FileNotFoundError:
        return scan
    return read_scan(scan.folder)


def require_space(folder: Path | str, *, needed_bytes: int) -> None:
    """Stop before the work where the disk has too little room for its result.

    Parameters
    ----------
    folder : Path or str
        Where it will be written; the nearest existing folder above counts.
    needed_bytes : int
        How much room must be free.

    Raises
    ------
    ResourceError
        When less is free.

    Examples
    --------
    >>> require_space(".", needed_bytes=1)
    """
    place = Path(folder).absolute()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    if free < needed_bytes:
        raise ResourceError(
            f"the disk of {Path(folder).name!r} has {free / 1e6:,.1f} MB free; "
            f"a scan needs {needed_bytes / 1e6:,.1f} MB"
        )


def _refuse_namesake(home: Path, region: str) -> None:
    """Two regions whose names make one folder name must not share a history."""
    scans = read_home(home)
    there = scans[-1].manifest.get("region") if scans else None
    if there is None or there == region:
        return
    expected = (
        f"{quoted(there)}, whose scans stand in the folder {home.name!r} (another region needs "
        "another name, or another reports folder)"
    )
    raise InputError([Problem(SETTINGS_FILE, expected, quoted(region), column="name")])


def sweep(home: Path) -> None:
    """Remove staging whose owner is gone; what cannot be removed now is tried again next time.

    Parameters
    ----------
    home : Path
        The region's folder below the reports folder; its lock must be held.
    """
    for entry in sorted(home.glob(f"{STAGING}*")):
        with suppress(OSError):
            if not is_held(entry / OWNER):
                remove(entry)


def _seal(
    staging: Staging, record: ScanRecord, *, sequence: int, last: PublishedScan | None
) -> None:
    """Write everything through to the disk: files, tier manifests, folders, scan manifest last."""
    strangers = sorted({entry.name for entry in staging.folder.iterdir()} - set(TIERS))
    if strangers:
        raise ScanError(f"a scan holds {', '.join(TIERS)} only; found {strangers[0]!r} beside them")
    tiers = {}
    for tier in TIERS:
        outputs = sync_files(staging.tier(tier))
        content = canonical(tier_manifest(record, tier=tier, sequence=sequence, outputs=outputs))
        write_synced(staging.tier(tier) / MANIFEST, content)
        tiers[tier] = fingerprint(content)
    for folder in reversed(entries_below(staging.folder)[0]):
        sync_folder(folder)
    manifest = scan_manifest(
        record,
        sequence=sequence,
        number=1 if last is None else last.number + 1,
        previous=None if last is None else {"scan": last.name, "sha256": last.manifest_sha256},
        tiers=tiers,
    )
    write_synced(staging.folder / MANIFEST, canonical(manifest))
    sync_folder(staging.folder)


def _move_latest(home: Path) -> None:
    """Point ``latest`` at the region's newest day, in one step."""
    scans = read_home(home)
    if not scans or pointed_at(home) == scans[-1].name:
        return
    point_at(home / LATEST, scans[-1].name)
