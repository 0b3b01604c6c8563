"""Keep rules in shared storage, where a scan cannot be replaced in one step."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path

from stakeholder_map.history.keep import Decision, KeepRule, decide
from stakeholder_map.history.layout import MANIFEST
from stakeholder_map.history.published import PublishedScan, read_home
from stakeholder_map.history.removal import NOTICE, REMOVED, Removal, removal_of
from stakeholder_map.privacy import TIERS
from stakeholder_map.privacy.tiers import LEDGER
from stakeholder_map.regions.fetched import copy_scans
from stakeholder_map.regions.storage import Store, told_as_resource

STAYS = frozenset(
    [MANIFEST, REMOVED, f"restricted/{LEDGER}"]
    + [f"{tier}/{name}" for tier in TIERS for name in (MANIFEST, NOTICE)]
)
"""What is left of a scan that was removed."""


def keep_stored(
    url: str, *, rule: KeepRule, on: date, dry_run: bool = False, store: Store | None = None
) -> dict[str, tuple[Decision, ...]]:
    """Remove what a rule does not keep of every region in shared storage.

    The word that a scan is removed goes up first, so that readers of a scan of which files are
    already gone are told why. What an interrupted call has begun the next one ends.

    Parameters
    ----------
    url : str
        Address of the reports folder.
    rule : KeepRule
        How many stay.
    on : date
        When, for what is left of them.
    dry_run : bool
        Only decide.
    store : Store, optional
        Of the reports folder; found by the address when not given.

    Returns
    -------
    dict of str to tuple of Decision
        By the region's folder, as of :func:`~stakeholder_map.history.keep.decide`.

    Raises
    ------
    ResourceError
        Where the storage fails.
    """
    told = {}
    with tempfile.TemporaryDirectory(prefix="sm-keep-") as room, told_as_resource(url):
        above = Store(url) if store is None else store
        copy_scans(above, Path(room), wanted=_is_decided_by)
        for home in sorted(Path(room).iterdir()):
            scans = read_home(home)
            told[home.name] = decide(scans, rule=rule)
            goes = {one.scan.name: one.scan for one in told[home.name] if not one.kept}
            for scan in () if dry_run else scans:
                removal = removal_of(scan)
                if scan.name in goes:
                    removal = _removal(scan, rule=rule, on=on)
                if removal is not None:
                    _settle(above.below(f"{home.name}/{scan.name}"), scan.name, removal)
    return told


def _is_decided_by(_: str, name: str, __: bool) -> bool:  # noqa: FBT001  a `Wanted`
    from stakeholder_map.report.received import RECEIVED_PAGE

    page = f"leadership/{RECEIVED_PAGE}.html"
    return name in STAYS | {page} or name.startswith("restricted/inputs/")


def _removal(scan: PublishedScan, *, rule: KeepRule, on: date) -> Removal:
    """The word about a removal, counted from the manifests."""
    listed: dict[str, int] = {}
    for tier in TIERS:
        manifest = json.loads((scan.folder / tier / MANIFEST).read_bytes())
        listed |= {f"{tier}/{name}": file["size"] for name, file in manifest["outputs"].items()}
    gone = [size for name, size in listed.items() if name != f"restricted/{LEDGER}"]
    return Removal(on, rule.words, scan.manifest_sha256, len(gone), sum(gone))


def _settle(store: Store, scan: str, removal: Removal) -> None:
    """Bring a scan to what is left of one that was removed."""
    names = store.names()
    if REMOVED not in names:
        store.write(REMOVED, removal.content())
    gone = [name for name in names if name not in STAYS]
    for tier in TIERS:
        if gone or f"{tier}/{NOTICE}" not in names:
            store.write(f"{tier}/{NOTICE}", removal.notice(scan))
    for name in gone:
        store.remove(name)
