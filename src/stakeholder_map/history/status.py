"""How the last run at a region ended: one file with its state, and one line for every run.

`status.json` in a region's folder is always whole: it is replaced in one step. While a run is at
work it says so; a run that was killed leaves it saying so, and the next run writes down that the
one before died. `runs.jsonl` in the reports folder gets one line of JSON when a run ends.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from stakeholder_map.errors import BusyError
from stakeholder_map.history.disk import append_line, replace_synced
from stakeholder_map.history.layout import LOCK, RUNS, STATUS
from stakeholder_map.history.lock import hold_lock
from stakeholder_map.history.manifest import canonical
from stakeholder_map.history.published import PublishedScan, latest_scan

FORMAT = 1
LONGEST_CAUSE = 2000

State = Literal[
    "running", "published", "stale", "unchanged", "busy", "failed", "interrupted", "died"
]


@dataclass(frozen=True)
class RunStatus:
    """How one run stands, or ended.

    Parameters
    ----------
    region : str or None
        Name of the region; None where the input does not tell it.
    state : str
        ``"running"``, or how it ended; ``"died"`` is said by the next run of one that was killed.
    exit_code : int or None
        None while it runs, and where it died.
    cause : str
        Why there is no new scan, in words without paths; empty where there is one.
    scan : str or None
        Name of the scan that the run published.
    previous : str or None
        Name of the scan that readers saw before.
    last_good : mapping or None
        The scan that readers see now: ``scan``, ``as_of``, ``finished``.
    warnings : int or None
        Warnings about the input; None where it was not read.
    started, finished : str
        Moments in UTC, ISO 8601; `finished` is empty while the run is at work.
    seconds : mapping
        ``total``, and how long it was ``preparing``, in the ``notebooks`` and ``publishing``.
    source : str
        Digest of where the input lies, by which a run finds its region's status although the
        input cannot be read.
    pid : int
        The process.

    Examples
    --------
    >>> RunStatus("Vale", "failed", 4, cause="no space left on device").line()[:54]
    '{"cause": "no space left on device", "exit_code": 4, "'
    """

    region: str | None
    state: State
    exit_code: int | None = None
    cause: str = ""
    scan: str | None = None
    previous: str | None = None
    last_good: Mapping[str, Any] | None = None
    warnings: int | None = None
    started: str = ""
    finished: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict)
    source: str = ""
    pid: int = 0

    def content(self) -> dict[str, Any]:
        """What is written, by name."""
        told = {**asdict(self), "seconds": dict(self.seconds)}
        return {"format": FORMAT, **told, "cause": self.cause[:LONGEST_CAUSE]}

    def line(self) -> str:
        """The same in one line."""
        told = self.content()
        del told["source"]
        return json.dumps(told, sort_keys=True, ensure_ascii=False, allow_nan=False)


def moment(time: datetime | None = None) -> str:
    """A moment as statuses give it, now when none is given.

    Examples
    --------
    >>> moment(datetime(2026, 9, 30, 8, tzinfo=UTC))
    '2026-09-30T08:00:00Z'
    """
    return (time or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_status(home: Path) -> dict[str, Any]:
    """What a region's status file says.

    Parameters
    ----------
    home : Path
        The region's folder below the reports folder.

    Returns
    -------
    dict
        Empty where there is none, or none that can be read.
    """
    try:
        told = json.loads((home / STATUS).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def last_good(home: Path) -> dict[str, Any] | None:
    """The scan that readers of a region see.

    Parameters
    ----------
    home : Path
        The region's folder below the reports folder.

    Returns
    -------
    dict or None
        ``scan``, ``as_of`` and ``finished``; None where nothing is published.
    """
    scan = latest_scan(home.parent, home.name)
    return None if scan is None else dated(scan)


def dated(scan: PublishedScan) -> dict[str, Any]:
    """A scan as statuses name it: ``scan``, ``as_of`` and ``finished``."""
    finished = scan.manifest.get("times", {}).get("finished", "")
    return {"scan": scan.name, "as_of": scan.as_of.isoformat(), "finished": finished}


def mark_running(home: Path, *, region: str) -> None:
    """Say that a run is at work; one that said so before and is gone has died.

    Parameters
    ----------
    home : Path
        The region's folder; its lock must be held.
    region : str
        Name of the region.

    Notes
    -----
    A disk that refuses this refuses the scan soon after: it is told then.
    """
    with suppress(OSError):
        before = read_status(home)
        good = last_good(home)
        if before.get("state") == "running":
            died = RunStatus(
                region,
                "died",
                cause=f"process {before.get('pid')} ended without a word: killed, or out of power",
                last_good=good,
                started=str(before.get("started", "")),
                finished=moment(),
            )
            append_line(home.parent / RUNS, died.line())
        now = RunStatus(
            region,
            "running",
            previous=None if good is None else good["scan"],
            last_good=good,
            started=moment(),
            source=str(before.get("source", "")),
            pid=os.getpid(),
        )
        replace_synced(home / STATUS, canonical(now.content()))


def count_warnings(home: Path, number: int) -> None:
    """Keep how many warnings the input of the run at work has.

    Parameters
    ----------
    home : Path
        The region's folder; its lock must be held.
    number : int
        Of warnings.
    """
    with suppress(OSError):
        told = read_status(home)
        if told.get("pid") == os.getpid():
            replace_synced(home / STATUS, canonical({**told, "warnings": number}))


def record_end(reports: Path, home: Path | None, status: RunStatus) -> str:
    """Write down how a run ended: a line in the log, and the region's status.

    Parameters
    ----------
    reports : Path
        The reports folder; where it is missing and no region is known, nothing is written.
    home : Path or None
        The region's folder; None where it is not known.
    status : RunStatus
        How the run ended.

    Returns
    -------
    str
        What could not be written, and why; empty where all was.

    Notes
    -----
    Where another run is at work on the region by now, the status is that run's.
    """
    if home is None and not reports.is_dir():
        return ""
    try:
        (home or reports).mkdir(parents=True, exist_ok=True)
        append_line(reports / RUNS, status.line())
        if home is not None:
            with suppress(BusyError), hold_lock(home / LOCK):
                replace_synced(home / STATUS, canonical(status.content()))
    except OSError as error:
        return f"The status of this run could not be written: {(error.strerror or '').lower()}."
    return ""
