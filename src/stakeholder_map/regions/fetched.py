"""Published scans in shared storage, copied here for a command that reads them."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from stakeholder_map.history.layout import LATEST, MANIFEST, parse_scan_name
from stakeholder_map.history.removal import REMOVED
from stakeholder_map.regions.places import is_url
from stakeholder_map.regions.storage import Store, told_as_resource

_LOGIN = re.compile(r"://[^/@\s]+@")

Wanted = Callable[[str, str, bool], bool]
"""Whether a file of a scan is wanted: the scan as ``region/scan``, the file in it, and whether
`latest` names the scan."""


@dataclass(frozen=True)
class Reports:
    """A reports folder, or what was copied of one in shared storage.

    Parameters
    ----------
    path : Path
        On this machine.
    url : str
        Its address; empty for a folder of this machine.

    Examples
    --------
    >>> Reports(Path("copy"), "s3://me:secret@bucket/reports").shown(Path("copy/vale"))
    's3://bucket/reports/vale'
    """

    path: Path
    url: str = ""

    @property
    def name(self) -> str:
        """The folder or address, without a login."""
        return _LOGIN.sub("://", self.url.rstrip("/")) if self.url else str(self.path)

    def shown(self, folder: Path) -> str:
        """A folder below, as a user knows it: no login, and nothing of the copy."""
        if not self.url:
            return folder.as_posix()
        below = folder.relative_to(self.path).as_posix()
        return f"{self.name}/{below}"


def is_about(_: str, name: str, __: bool) -> bool:  # noqa: FBT001  a `Wanted`
    """What says of a scan when and of what it was made: manifests and what was removed."""
    return name in {MANIFEST, REMOVED, "restricted/inputs/region.toml"}


def is_compared(_: str, name: str, __: bool) -> bool:  # noqa: FBT001  a `Wanted`
    """What two scans are compared by."""
    return name in {MANIFEST, REMOVED} or name.startswith(
        ("restricted/prepared/", "restricted/inputs/")
    )


@contextmanager
def reports_at(place: str, *, wanted: Wanted) -> Iterator[Reports]:
    """A reports folder for as long as the block runs.

    Parameters
    ----------
    place : str
        A folder, which is taken as it is, or an address, of which a copy is made.
    wanted : callable
        Which files of an address to copy; they are copied as they are, unchecked.

    Yields
    ------
    Reports

    Raises
    ------
    ResourceError
        Where the storage fails.

    Examples
    --------
    >>> store = Store("memory://fetched")
    >>> for name in ("vale/2026-09-30-001/manifest.json", "vale/latest", "vale/2026-10-01-001/x"):
    ...     store.write(name, b"2026-09-30-001")
    >>> with reports_at("memory://fetched", wanted=is_about) as reports:
    ...     sorted(path.name for path in (reports.path / "vale").iterdir())
    ['2026-09-30-001', 'latest']
    """
    if not is_url(place):
        yield Reports(Path(place))
        return
    with tempfile.TemporaryDirectory(prefix="sm-reports-") as room:
        with told_as_resource(place):
            copy_scans(Store(place), Path(room), wanted=wanted)
        yield Reports(Path(room), place)


def copy_scans(store: Store, into: Path, *, wanted: Wanted) -> None:
    """Copy files of the scans that have their manifest, and what `latest` names.

    Parameters
    ----------
    store : Store
        Of a reports folder.
    into : Path
        An empty folder.
    wanted : callable
        Which files.
    """
    names = store.names()
    there = set(names)
    latest = {}
    for name in names:
        slug, _, rest = name.partition("/")
        if rest == LATEST:
            latest[slug] = store.read(name).decode().strip()
            _put(into / name, latest[slug].encode())
    for name in names:
        slug, scan, inside = [*name.split("/", 2), "", ""][:3]
        whole = inside and parse_scan_name(scan) and f"{slug}/{scan}/{MANIFEST}" in there
        if whole and wanted(f"{slug}/{scan}", inside, latest.get(slug) == scan):
            _put(into / name, store.read(name))


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
