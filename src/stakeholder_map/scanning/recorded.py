"""A scan whose end is written down, however it ends."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stakeholder_map.errors import (
    BusyError,
    ExitCode,
    InputError,
    StaleError,
    UnchangedError,
    explain,
)
from stakeholder_map.history import PublishedScan, slug_of
from stakeholder_map.history.layout import STATUS
from stakeholder_map.history.status import (
    RunStatus,
    State,
    last_good,
    moment,
    read_status,
    record_end,
)
from stakeholder_map.scanning.causes import cause_of
from stakeholder_map.scanning.request import ScanRequest
from stakeholder_map.scanning.run import run_scan
from stakeholder_map.settings import SETTINGS_FILE

if TYPE_CHECKING:
    from stakeholder_map.suite import Progress, ProgressEvent

_NAME = re.compile(r"""^\s*name\s*=\s*(["'])(.+?)\1""", re.MULTILINE)


@dataclass(frozen=True)
class RecordedScan:
    """A published scan and what was written down of its run.

    Parameters
    ----------
    scan : PublishedScan
        The new scan.
    status : RunStatus
        How the run ended.
    unwritten : str
        What could not be written down; empty where all was.
    """

    scan: PublishedScan
    status: RunStatus
    unwritten: str


class Watch:
    """Times the steps of a run by the events of its notebooks."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress = progress
        self.began = time.monotonic()
        self.started = moment()
        self.first: float | None = None
        self.last: float | None = None

    def __call__(self, event: ProgressEvent) -> None:
        """Take one event in and hand it on."""
        self.last = time.monotonic()
        self.first = self.last if self.first is None else self.first
        if self.progress is not None:
            self.progress(event)

    def seconds(self) -> dict[str, float]:
        """How long each step took so far, in seconds."""
        now = time.monotonic()
        marks = {"total": now - self.began}
        if self.first is not None and self.last is not None:
            marks["preparing"] = self.first - self.began
            marks["notebooks"] = self.last - self.first
            marks["publishing"] = now - self.last
        return {name: round(value, 3) for name, value in marks.items()}


def run_recorded(request: ScanRequest, *, progress: Progress | None = None) -> RecordedScan:
    """Run a scan, and write down how it ended: a status of the region and a line in the log.

    Parameters
    ----------
    request : ScanRequest
        What to scan, and how.
    progress : callable, optional
        Told of each notebook's events, as :func:`run_scan` does.

    Returns
    -------
    RecordedScan
        The new scan with the status that was written.

    Raises
    ------
    ScanError, OSError
        As :func:`run_scan`. The error carries a note that dates the last good scan.
    """
    watch = Watch(progress)
    home = _home(request)
    try:
        scan = run_scan(request, progress=watch)
    except BaseException as error:
        status = _failed(request, home, error, watch=watch)
        unwritten = record_end(request.reports, home, status)
        for note in (_dated(status), unwritten):
            if note:
                error.add_note(note)
        raise
    own = read_status(scan.folder.parent)
    status = RunStatus(
        scan.region,
        "published",
        exit_code=int(ExitCode.DONE),
        scan=scan.name,
        previous=_text(own, "previous"),
        last_good=last_good(scan.folder.parent),
        warnings=own.get("warnings"),
        started=watch.started,
        finished=moment(),
        seconds=watch.seconds(),
        source=_source(request),
        pid=os.getpid(),
    )
    return RecordedScan(scan, status, record_end(request.reports, scan.folder.parent, status))


def _failed(
    request: ScanRequest, home: Path | None, error: BaseException, *, watch: Watch
) -> RunStatus:
    """The status of a run that made no scan."""
    _, code = explain(error)
    before = {} if home is None else read_status(home)
    good = None
    with suppress(OSError):
        good = None if home is None else last_good(home)
    own = before if before.get("pid") == os.getpid() else {}
    return RunStatus(
        _region(request) or _text(before, "region"),
        _state(error, code),
        exit_code=int(code),
        cause=cause_of(error, request=request),
        previous=_text(own, "previous"),
        last_good=good,
        warnings=own.get("warnings"),
        started=watch.started,
        finished=moment(),
        seconds=watch.seconds(),
        source=_source(request),
        pid=os.getpid(),
    )


def _state(error: BaseException, code: ExitCode) -> State:
    if isinstance(error, UnchangedError):
        return "unchanged"
    if isinstance(error, StaleError):
        return "stale"
    if isinstance(error, BusyError):
        return "busy"
    ended = {ExitCode.INTERRUPTED, ExitCode.TERMINATED}
    return "interrupted" if code in ended else "failed"


def _dated(status: RunStatus) -> str:
    """A sentence that dates the scan which readers see."""
    good = status.last_good
    if good is None:
        return "No scan of this region is published." if status.region else ""
    made = good["finished"] or "at a time not known"
    return f"The last good scan is {good['scan']}, made {made}."


def _home(request: ScanRequest) -> Path | None:
    """The region's folder of scans, by its name or by where the input lay in an earlier run."""
    name = _region(request)
    if name:
        return request.reports / slug_of(name)
    source = _source(request)
    with suppress(OSError):
        for path in sorted(request.reports.glob(f"*/{STATUS}")):
            if read_status(path.parent).get("source") == source:
                return path.parent
    return None


def _region(request: ScanRequest) -> str | None:
    """Name of the region, even of a region.toml with faults elsewhere."""
    from stakeholder_map.settings import read_settings

    path = request.region / SETTINGS_FILE
    try:
        return read_settings(path).name
    except (InputError, OSError):
        pass
    try:
        found = _NAME.search(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return None
    return found[2] if found else None


def _source(request: ScanRequest) -> str:
    place = os.path.realpath(request.region)
    return hashlib.sha256(os.fsencode(place)).hexdigest()


def _text(told: Mapping[str, Any], name: str) -> str | None:
    value = told.get(name)
    return value if isinstance(value, str) else None
