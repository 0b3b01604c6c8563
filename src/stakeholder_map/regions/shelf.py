"""Publication into shared storage, where nothing can be renamed and no lock ends with its holder.

A scan is made beside a copy of the region's history, then goes up: a claim of its number, its
files, its manifest, and `latest` as the last object of all. A reader resolves `latest` once and
trusts nothing but what the manifest has a digest for. A scan without a manifest is none.
"""

from __future__ import annotations

import json
import secrets
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from stakeholder_map.errors import BusyError, ScanError, explain
from stakeholder_map.history import PublishedScan, slug_of
from stakeholder_map.history.layout import LATEST, MANIFEST, STATUS
from stakeholder_map.history.manifest import canonical
from stakeholder_map.history.published import read_home
from stakeholder_map.history.status import dated, read_status
from stakeholder_map.regions.shelved import complete_scans, fetch_history
from stakeholder_map.regions.storage import Store, apart, told_as_resource

CLAIMS, RUNS = "claims", "runs"
CLAIM_S = 300.0
"""After so long a claim whose scan has not appeared belongs to whoever claims next."""

NEWEST = 20
"""So many claims are looked through for a run that begins again."""

PAUSE_S = 2.0


class Shelf:
    """The scans of one region in shared storage; a context manager with a copy of them.

    Parameters
    ----------
    url : str
        Address of the reports folder.
    region : str
        Name of the region.
    wait_s : float
        How long to wait for another run that has claimed the next number.
    store : Store, optional
        Of the region's folder; found by the address when not given.
    clock : callable
        Seconds since the epoch.
    """

    def __init__(
        self,
        url: str,
        *,
        region: str,
        wait_s: float = 0.0,
        store: Store | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.slug = slug_of(region)
        self.store = Store(f"{url.rstrip('/')}/{self.slug}") if store is None else store
        self.wait_s, self.clock = wait_s, clock
        self._token = secrets.token_hex(8)

    def __enter__(self) -> Self:
        self._room = tempfile.TemporaryDirectory(prefix="sm-shelf-")
        try:
            (self.reports / self.slug).mkdir(parents=True)
            apart(self._fetch)
        except BaseException:
            self._room.cleanup()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._tell(error)
        finally:
            self._room.cleanup()

    def _fetch(self) -> None:
        store = self.store.anew()
        fetch_history(store, self.reports / self.slug)
        claims = [json.loads(store.read(name)) for name in store.names(CLAIMS)[-NEWEST:]]
        self._begun.write_text(json.dumps(claims), encoding="utf-8")

    @property
    def _begun(self) -> Path:
        """The newest claims as they stood when the history was copied."""
        return Path(self._room.name) / "claims.json"

    @property
    def reports(self) -> Path:
        """A reports folder of this machine with what the next scan needs of those before."""
        return Path(self._room.name) / "reports"

    def published_under(self, key: str) -> PublishedScan | None:
        """The scan that a run with this key has published before, with `latest` put in order.

        Parameters
        ----------
        key : str
            Of the run; empty for none.

        Returns
        -------
        PublishedScan or None
            In the copy of the history.
        """
        if not key:
            return None
        begun = json.loads(self._begun.read_text(encoding="utf-8"))
        claimed = {claim["scan"] for claim in begun if claim["key"] == key}
        done = [scan for scan in read_home(self.reports / self.slug) if scan.name in claimed]
        if not done:
            return None
        with told_as_resource(self.store.url):
            point_at_newest(self.store)
        return done[-1]

    def publish(self, scan: PublishedScan, *, key: str) -> PublishedScan:
        """Put a scan that was made in the copy into the storage.

        Parameters
        ----------
        scan : PublishedScan
            In :attr:`reports`.
        key : str
            Of the run; empty for none.

        Returns
        -------
        PublishedScan
            The same.

        Raises
        ------
        BusyError
            Where another run has claimed or published the scan of this number meanwhile.
        ResourceError
            Where the storage fails; readers go on seeing the scan before.
        """
        with told_as_resource(self.store.url):
            if not self._claim(scan, key=key):
                point_at_newest(self.store)
                return scan
            for name in self.store.names(scan.name):
                self.store.remove(name)  # of a run that died at it
            for path in sorted(p for p in scan.folder.rglob("*") if p.is_file()):
                name = path.relative_to(scan.folder).as_posix()
                if name != MANIFEST:
                    self.store.write(f"{scan.name}/{name}", path.read_bytes())
            self._require_claim(scan)
            self.store.write(f"{scan.name}/{MANIFEST}", (scan.folder / MANIFEST).read_bytes())
            point_at_newest(self.store)
        return scan

    def _tell(self, error: BaseException | None) -> None:
        """Put up what was written down of the run, as far as the storage lets; no place, no value.

        A status that says published of a scan that did not go up is put right. Who was overtaken
        leaves the status to the run that is at work, and has a line of its own all the same.
        """
        told = read_status(self.reports / self.slug)
        if told.get("state", "running") == "running":
            return  # nobody wrote down how it ended
        if error is not None and told.get("state") == "published":
            cause, code = explain(error)
            before = {scan.name: scan for scan in read_home(self.reports / self.slug)}
            good = before.get(str(told.get("previous")))
            told |= {
                "state": "busy" if isinstance(error, BusyError) else "failed",
                "exit_code": int(code),
                "cause": cause if isinstance(error, ScanError) else type(error).__name__,
                "scan": None,
                "last_good": None if good is None else dated(good),
            }
        content = canonical(told)
        with suppress(Exception):  # each kind of storage has errors of its own
            self.store.write(f"{RUNS}/{told.get('finished')}-{self._token}.json", content)
            if not isinstance(error, BusyError):
                self.store.write(STATUS, content)

    def _claim(self, scan: PublishedScan, *, key: str) -> bool:
        """Become the one who publishes the scan of this number; False where the same run has."""
        end = self.clock() + self.wait_s
        while True:
            others = self._claims(number=scan.number)
            last = others[-1] if others else None
            again = last is not None and key != "" and last["key"] == key
            if last is not None and f"{last['scan']}/{MANIFEST}" in self.store.names(last["scan"]):
                if again:
                    return False
                raise BusyError(
                    f"another run has published {last['scan']} of {self.slug!r} meanwhile; "
                    "run again"
                )
            if last is None or again or last["until"] <= self.clock():
                told = {
                    "scan": scan.name,
                    "key": key,
                    "token": self._token,
                    "until": self.clock() + CLAIM_S,
                }
                name = f"{CLAIMS}/{scan.number:06d}-{len(others) + 1:03d}.json"
                if self.store.create(name, json.dumps(told).encode()):
                    return True
            elif self.clock() >= end:
                raise BusyError(
                    f"another run has claimed {last['scan']} of {self.slug!r} for "
                    f"{last['until'] - self.clock():.0f} s more"
                )
            else:
                time.sleep(PAUSE_S)

    def _require_claim(self, scan: PublishedScan) -> None:
        claims = self._claims(number=scan.number)
        if not claims or claims[-1]["token"] != self._token:
            raise BusyError(f"another run has taken over {scan.name} of {self.slug!r}")

    def _claims(self, *, number: int) -> list[Mapping[str, Any]]:
        """Claims of a number in order."""
        names = [name for name in self.store.names(CLAIMS) if f"/{number:06d}-" in name]
        return [json.loads(self.store.read(name)) for name in names]


def point_at_newest(store: Store) -> None:
    """Let `latest` name the newest scan that has its manifest, as the last write of all."""
    newest = complete_scans(store)[-1]
    try:
        pointed = store.read(LATEST).decode().strip()
    except FileNotFoundError:
        pointed = ""
    if pointed != newest:
        store.write(LATEST, f"{newest}\n".encode())
