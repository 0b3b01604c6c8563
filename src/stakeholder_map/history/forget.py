"""Taking somebody out of everything that was published, scan by scan, and leaving a tombstone.

Each affected scan is copied into a staging folder, cleaned and sealed there, and exchanged with the
one that stands in one step of the file system; the manifests of all scans after it are written anew
with the new digests.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from stakeholder_map.errors import ScanError, UsageError
from stakeholder_map.history.disk import entries_below, sync_files, sync_folder, write_synced
from stakeholder_map.history.exchange import exchange
from stakeholder_map.history.forget_files import rewritten, unlinked
from stakeholder_map.history.forget_tables import Kind, Party, find_party, without_party
from stakeholder_map.history.layout import LOCK, MANIFEST, STAGING
from stakeholder_map.history.lock import hold_lock
from stakeholder_map.history.manifest import canonical, fingerprint
from stakeholder_map.history.published import PublishedScan, read_home, read_scan
from stakeholder_map.history.readable import holds
from stakeholder_map.history.tombstone import tombstone
from stakeholder_map.privacy import TIERS
from stakeholder_map.privacy.spellings import Spellings
from stakeholder_map.privacy.tiers import LEDGER

INPUTS = Path("restricted") / "inputs"


@dataclass(frozen=True)
class Forgotten:
    """What was done.

    Parameters
    ----------
    scans : tuple of str
        Scans that somebody was taken out of.
    chained : tuple of str
        Scans of which only the manifest was written anew.
    changed, removed : int
        Files that were written anew, and that had to go.
    """

    scans: tuple[str, ...]
    chained: tuple[str, ...]
    changed: int
    removed: int


def forget(
    home: Path, *, kind: Kind, wanted: str, on: date, also: tuple[str, ...] = ()
) -> Forgotten:
    """Take a person, or an organisation with its people, out of all scans of a region.

    Parameters
    ----------
    home : Path
        The region's folder below the reports folder.
    kind : {"person", "stakeholder"}
        Which of them.
    wanted : str
        Its id.
    on : date
        For the tombstones.
    also : tuple of str
        Further spellings, as people write them in notes.

    Returns
    -------
    Forgotten

    Raises
    ------
    UsageError
        Where no scan knows the id, or it is that of the convener.
    ScanError
        Where a scan cannot be cleaned; it stands as before then.
    BusyError
        When another run is at work on the region.

    Notes
    -----
    Interrupted, it can be run again: scans that are done stay done, and the chain is mended.
    """
    with hold_lock(home / LOCK):
        scans = sorted(read_home(home), key=lambda scan: scan.number)
        party = _party(scans, kind=kind, wanted=wanted, also=also)
        token = f"forgotten-{1 + sum(len(s.manifest.get('forgotten', [])) for s in scans)}"
        done: list[str] = []
        chained: list[str] = []
        files = (0, 0)
        before: PublishedScan | None = None
        for scan in scans:
            previous = scan.manifest.get("previous")
            if before is not None and _follows(previous, before):
                previous = {"scan": before.name, "sha256": before.manifest_sha256}
            if _affected(scan, party):
                counts = _clean(scan, party, token=token, previous=previous, on=on)
                files = (files[0] + counts[0], files[1] + counts[1])
                done.append(scan.name)
            elif previous != scan.manifest.get("previous"):
                _chain(scan, previous=previous, on=on)
                chained.append(scan.name)
            before = read_scan(scan.folder)
        _forget_failed(home, party)
    return Forgotten(tuple(done), tuple(chained), *files)


def _party(scans: list[PublishedScan], *, kind: Kind, wanted: str, also: tuple[str, ...]) -> Party:
    """Everything that any scan calls it."""
    party: Party | None = None
    for scan in scans:
        if not (scan.folder / INPUTS).is_dir():
            # a scan that was removed has only its ledger left, which knows ids alone
            found = _told_of(scan, kind=kind, wanted=wanted)
        else:
            found = find_party(scan.folder / INPUTS, kind=kind, wanted=wanted)
        if found is not None:
            party = found if party is None else party.joined(found)
            inputs = scan.folder / INPUTS
            if kind == "stakeholder" and inputs.is_dir() and wanted == _convener(inputs):
                raise UsageError(f"{wanted!r} convenes the region and cannot be forgotten in it")
    if party is None:
        raise UsageError(f"no scan knows a {kind} of the id {wanted!r}")
    return party.joined(Party(kind, Spellings(frozenset(), frozenset(also))))


def _told_of(scan: PublishedScan, *, kind: Kind, wanted: str) -> Party | None:
    """An id that the ledger of a scan knows, as a party without any further spelling."""
    party = Party(kind, Spellings(frozenset({wanted}), frozenset()))
    return party if _in_ledger(scan, party) else None


def _in_ledger(scan: PublishedScan, party: Party) -> bool:
    path = scan.folder / "restricted" / LEDGER
    told = json.loads(path.read_bytes())["told"] if path.is_file() else []
    ids = [
        each for one in told for each in (one["about"], *(i for v in one["voices"] for i in v[:2]))
    ]
    return any(party.spellings.alone(each) for each in ids)


def _convener(inputs: Path) -> str:
    from stakeholder_map.settings import SETTINGS_FILE, parse_settings

    return parse_settings((inputs / SETTINGS_FILE).read_bytes())[0].convener


def _follows(previous: Any, before: PublishedScan) -> bool:
    """Whether a scan names the one before; its digest may be out of date."""
    return isinstance(previous, dict) and previous.get("scan") == before.name


def _affected(scan: PublishedScan, party: Party) -> bool:
    if find_any(scan.folder, party):
        return True
    inputs = scan.folder / INPUTS
    if not inputs.is_dir():
        return _in_ledger(scan, party)
    return any(
        find_party(inputs, kind=party.kind, wanted=each) is not None
        for each in sorted(party.spellings.ids)
    )


def find_any(folder: Path, party: Party) -> list[Path]:
    """Files below a folder that still say who it was, by name or by content.

    Parameters
    ----------
    folder : Path
        Of a scan, or of anything else.
    party : Party
        Whom to look for.

    Returns
    -------
    list of Path
        Sorted.
    """
    return [
        path
        for path in _files(folder)
        if party.spellings.found(path.relative_to(folder).as_posix())
        or holds(path.read_bytes(), party)
    ]


def _clean(
    scan: PublishedScan, party: Party, *, token: str, previous: Any, on: date
) -> tuple[int, int]:
    """Exchange a scan for one without the party; how many files changed and went."""
    home = scan.folder.parent
    beside = home / f"{STAGING}{os.getpid()}-{secrets.token_hex(4)}"
    try:
        shutil.copytree(scan.folder, beside, symlinks=True)
        if (beside / INPUTS).is_dir():
            without_party(beside / INPUTS, party)
        for path in _files(beside):
            table = path.parent == beside / INPUTS and path.suffix == ".csv"
            if path.name != MANIFEST and not table:
                content = rewritten(path, party, token=token)
                if content is None or party.spellings.found(path.relative_to(beside).as_posix()):
                    path.unlink()
                elif content != path.read_bytes():
                    path.write_bytes(content)
        _unlink_pages(scan.folder, beside)
        left = [path for path in find_any(beside, party) if path.name != MANIFEST]
        if left:
            raise ScanError(
                f"{left[0].relative_to(beside).as_posix()!r} of scan {scan.name} still holds what "
                "should be forgotten; the scan was left as it is"
            )
        counts = _differences(scan.folder, beside)
        stone = tombstone(
            party.kind, on=on, changed=counts[0], removed=counts[1], was=scan.manifest_sha256
        )
        _seal(beside, scan.manifest, stone, previous=previous)
        exchange(beside, scan.folder)
        sync_folder(home)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return counts


def _files(folder: Path) -> list[Path]:
    """Every file below a folder; a folder that may not be listed is an error, never skipped."""
    return [path for path in entries_below(folder)[1] if path.is_file()] if folder.is_dir() else []


def _unlink_pages(old: Path, new: Path) -> None:
    """Take links to files that had to go out of the pages."""
    for tier in TIERS:
        inside = [path.relative_to(old / tier).as_posix() for path in _files(old / tier)]
        removed = sorted(name for name in inside if not (new / tier / name).exists())
        for page in sorted((new / tier).glob("*.html")) if removed else ():
            text = page.read_text(encoding="utf-8")
            page.write_text(unlinked(text, removed), encoding="utf-8", newline="\n")


def _differences(old: Path, new: Path) -> tuple[int, int]:
    def contents(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in _files(folder)
            if path.name != MANIFEST
        }

    before, after = contents(old), contents(new)
    changed = sum(after[name] != before.get(name) for name in after)
    return changed, len(before.keys() - after.keys())


def _seal(
    folder: Path, manifest: Mapping[str, Any], stone: Mapping[str, Any], *, previous: Any
) -> None:
    """Write the manifests of a cleaned copy."""
    tiers = {}
    for tier in TIERS:
        place = folder / tier / MANIFEST
        content = json.loads(place.read_bytes())
        place.unlink()
        content["outputs"] = sync_files(folder / tier)
        if "inputs" in content:
            inputs = sorted((folder / INPUTS).glob("*"))
            content["inputs"] = {p.name: fingerprint(p.read_bytes())["sha256"] for p in inputs}
        write_synced(place, canonical(content))
        tiers[tier] = fingerprint(canonical(content))
    stones = [*manifest.get("forgotten", []), dict(stone)]
    top = {**manifest, "tiers": tiers, "previous": previous, "forgotten": stones}
    write_synced(folder / MANIFEST, canonical(top))


def _chain(scan: PublishedScan, *, previous: Any, on: date) -> None:
    """Give a scan the new digest of the one before, in one step."""
    stone = tombstone("chain", on=on, was=scan.manifest_sha256)
    stones = [*scan.manifest.get("forgotten", []), stone]
    content = canonical({**scan.manifest, "previous": previous, "forgotten": stones})
    beside = scan.folder.parent / f"{STAGING}{os.getpid()}-{MANIFEST}"
    write_synced(beside, content)
    beside.replace(scan.folder / MANIFEST)


def _forget_failed(home: Path, party: Party) -> None:
    """A notebook that failed is kept for reading: it goes where it names the party."""
    failed = home / "failed"
    if failed.is_dir() and find_any(failed, party):
        shutil.rmtree(failed)
