"""Reading scans out of shared storage: `latest` resolved once, every file against its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from stakeholder_map.errors import ScanError
from stakeholder_map.history import PublishedScan, read_scan
from stakeholder_map.history.layout import LATEST, MANIFEST, parse_scan_name
from stakeholder_map.history.removal import REMOVED
from stakeholder_map.privacy.tiers import LEDGER
from stakeholder_map.regions.storage import Store

KEPT = ("manifest.json", "told.json", "prepared/", "notebooks/", "inputs/")
"""What the next scan of a region needs of the restricted tier of those before it."""


def complete_scans(store: Store) -> list[str]:
    """Names of the scans that have their manifest, by day and number.

    Parameters
    ----------
    store : Store
        Of a region's folder.

    Returns
    -------
    list of str
        The newest last.
    """
    found = [name.split("/") for name in store.names()]
    when = {
        parts[0]: parse_scan_name(parts[0])
        for parts in found
        if len(parts) == 2 and parts[1] == MANIFEST
    }
    return sorted((name for name, day in when.items() if day), key=lambda name: when[name] or ())


def fetch_history(store: Store, home: Path) -> None:
    """Copy what the next scan needs of those before it, each file checked against its digest.

    Parameters
    ----------
    store : Store
        Of a region's folder.
    home : Path
        Where to; an empty folder.

    Raises
    ------
    ScanError
        Where a file is not what the manifests say.
    """
    removed = {name.partition("/")[0] for name in store.names() if name.endswith(f"/{REMOVED}")}
    for scan in complete_scans(store):
        if scan in removed:
            _put(home / scan / REMOVED, store.read(f"{scan}/{REMOVED}"))
            _fetch(store, scan, home / scan, wanted=_is_ledger)
        else:
            _fetch(store, scan, home / scan, wanted=_is_kept)


def fetch_latest(store: Store, into: Path) -> PublishedScan | None:
    """Copy the scan that `latest` names, whole, each file checked against its digest.

    Parameters
    ----------
    store : Store
        Of a region's folder.
    into : Path
        Where to.

    Returns
    -------
    PublishedScan or None
        None where nothing is published.

    Raises
    ------
    ScanError
        Where `latest` names no scan, or a file is not what the manifests say.
    """
    try:
        name = store.read(LATEST).decode().strip()
    except FileNotFoundError:
        return None
    if parse_scan_name(name) is None:
        raise ScanError(f"{LATEST!r} should name a scan, found {name!r}")
    _fetch(store, name, into / name, wanted=lambda _: True)
    return read_scan(into / name)


def _is_kept(name: str) -> bool:
    tier, _, inside = name.partition("/")
    return inside == MANIFEST or (tier == "restricted" and inside.startswith(KEPT))


def _is_ledger(name: str) -> bool:
    return name == f"restricted/{LEDGER}"


def _fetch(store: Store, scan: str, folder: Path, *, wanted: Callable[[str], bool]) -> None:
    """Copy files of one scan; what the manifests have no digest for is not read at all."""
    content = _read(store, f"{scan}/{MANIFEST}")
    _put(folder / MANIFEST, content)
    for tier, listed in json.loads(content)["tiers"].items():
        told = _checked(store, f"{scan}/{tier}/{MANIFEST}", listed)
        _put(folder / tier / MANIFEST, told)
        for name, digest in json.loads(told)["outputs"].items():
            if wanted(f"{tier}/{name}"):
                file = _checked(store, f"{scan}/{tier}/{name}", digest)
                _put(folder / tier / name, file)


def _checked(store: Store, name: str, listed: Mapping[str, Any]) -> bytes:
    content = _read(store, name)
    digest = hashlib.sha256(content).hexdigest()
    if digest != listed["sha256"]:
        raise ScanError(
            f"{name!r} should have the digest {listed['sha256'][:12]}, found {digest[:12]}: "
            "it was changed"
        )
    return content


def _read(store: Store, name: str) -> bytes:
    try:
        return store.read(name)
    except FileNotFoundError as error:
        raise ScanError(f"{name!r} is missing from a published scan") from error


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
