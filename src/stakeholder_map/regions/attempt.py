"""One scan among many, carried out once however often it is begun."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from stakeholder_map.errors import (
    BusyError,
    ExitCode,
    InputError,
    Problem,
    StaleError,
    UnchangedError,
    explain,
)
from stakeholder_map.history import PublishedScan, latest_scan, read_history, slug_of
from stakeholder_map.history.disk import write_synced
from stakeholder_map.history.lock import hold_lock
from stakeholder_map.regions.leads import leads_of
from stakeholder_map.regions.places import is_url, name_in
from stakeholder_map.regions.task import Outcome, ScanTask, State
from stakeholder_map.scanning import ScanRequest, run_recorded
from stakeholder_map.scanning.causes import cause_of, without_places
from stakeholder_map.suite import ProgressEvent

RUN_LOCK, RUN = ".run-lock", ".run.json"
"""Beside the scans of a region: who begins a run of many there, and which run was begun last."""

PATIENCE_S = 600.0
"""How long a run that begins again waits for the one that it replaces to be over."""

Share = Callable[[float], None]


def carry_out(task: ScanTask, *, share: Share = lambda _: None) -> Outcome:
    """Scan one region, and say how that ended; nothing is raised but what ends the process.

    Parameters
    ----------
    task : ScanTask
        What to scan.
    share : callable
        Told what share of the notebooks is done.

    Returns
    -------
    Outcome
        A task that was published before under its run key tells of that scan again.
    """
    began = time.monotonic()
    try:
        outcome = _publish(task, share=share)
    except Exception as error:  # noqa: BLE001  each failure is told, and is that region's alone
        outcome = _failed(task, error)
    return replace(
        outcome,
        seconds=round(time.monotonic() - began, 3),
        peak_mb=_peak_mb(),
        worker=f"{platform.node()}:{os.getpid()}",
    )


def _publish(task: ScanTask, *, share: Share) -> Outcome:
    with _region_at_hand(task) as region:
        name = name_in(str(region))
        if is_url(task.reports):
            from stakeholder_map.regions.shelf import Shelf

            with Shelf(task.reports, region=name, wait_s=task.wait_s) as shelf:
                request = task.request(region=region, reports=shelf.reports)
                key = _key(task)
                before = shelf.published_under(key)
                if before is None:
                    scan = run_recorded(request, progress=_shares(request, share)).scan
                    before = shelf.publish(scan, key=key)
                return _published(task, before)
        request = task.request(region=region, reports=Path(task.reports))
        with _once(task, request, name=name) as before:
            if before is not None:
                return _published(task, before)
            return _published(task, run_recorded(request, progress=_shares(request, share)).scan)


@contextmanager
def _once(task: ScanTask, request: ScanRequest, *, name: str) -> Iterator[PublishedScan | None]:
    """Hold the region for this run; the scan that the same run has published there, if any.

    A run that died may have published before it could tell. What it was about to do is written
    down beforehand: a later scan of the very same input under the same key is that one.
    """
    if not name or not task.run_key:
        yield None
        return
    home = request.reports / slug_of(name)
    home.mkdir(parents=True, exist_ok=True)
    own = _read_run(home).get("key") == _key(task)
    patience = max(task.wait_s, PATIENCE_S) if own else task.wait_s
    with hold_lock(home / RUN_LOCK, wait_seconds=patience):
        scans = read_history(request.reports, slug=home.name)
        begun = _read_run(home)
        if begun.get("key") == _key(task):
            since = [scan for scan in scans if scan.number > begun.get("after", 0)]
            yield next((scan for scan in since if _is_of(scan, task, request)), None)
            return
        after = max((scan.number for scan in scans), default=0)
        beside = home / f"{RUN}.new"
        write_synced(beside, json.dumps({"key": _key(task), "after": after}).encode())
        beside.replace(home / RUN)
        yield None


def _key(task: ScanTask) -> str:
    return f"{task.run_key}/{task.name}" if task.run_key else ""


def _read_run(home: Path) -> dict[str, Any]:
    try:
        told = json.loads((home / RUN).read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _is_of(scan: PublishedScan, task: ScanTask, request: ScanRequest) -> bool:
    """Whether a scan was made from what this task would be made from."""
    from stakeholder_map.read import read_region

    region = read_region(request.region, as_of=request.as_of)
    wanted = {"as_of": region.as_of.isoformat(), "draws": task.draws, **task.parameters}
    told = scan.manifest
    made_from = (told.get("input_digest"), told.get("seed"), told.get("parameters"))
    return made_from == (region.digest, task.seed, wanted)


@contextmanager
def _region_at_hand(task: ScanTask) -> Iterator[Path]:
    """The region folder on this machine."""
    if not is_url(task.region):
        yield Path(task.region)
        return
    from stakeholder_map.regions.storage import fetched_region

    with fetched_region(task.region) as folder:
        yield folder


def _shares(request: ScanRequest, share: Share) -> Callable[[ProgressEvent], None]:
    """Turns the events of notebooks into the share of them that is done."""
    done: set[str] = set()

    def receive(event: ProgressEvent) -> None:
        if event.state == "done":
            done.add(event.notebook)
            share(len(done) / (len(request.jobs) + 1))

    return receive


def _published(task: ScanTask, scan: PublishedScan) -> Outcome:
    previous = scan.manifest.get("previous")
    change = "first"
    if isinstance(previous, Mapping):
        earlier = read_history(scan.folder.parents[1], slug=scan.slug)
        digests = {each.name: each.manifest.get("input_digest") for each in earlier}
        same = digests.get(str(previous.get("scan"))) == scan.manifest.get("input_digest")
        change = "same" if same else "changed"
    return Outcome(
        task.name,
        "published",
        int(ExitCode.DONE),
        region=scan.region,
        scan=scan.name,
        as_of=scan.as_of.isoformat(),
        change=change,
        leads=leads_of(scan),
    )


def _failed(task: ScanTask, error: Exception) -> Outcome:
    cause, code = explain(error)
    lines = [cause, *getattr(error, "__notes__", ())]
    request = task.request(region=Path(task.region), reports=Path(task.reports))
    problems = error.problems if isinstance(error, InputError) else ()
    region = name_in(task.region)
    standing = _standing(task, region)
    return Outcome(
        task.name,
        _state_of(error),
        int(code),
        region=region,
        scan="" if standing is None else standing.name,
        as_of="" if standing is None else standing.as_of.isoformat(),
        leads=() if standing is None else leads_of(standing),
        cause=without_places("\n".join(lines), request=request),
        reason=cause_of(error, request=request),
        problems=tuple(_as_json(problem) for problem in problems),
    )


def _standing(task: ScanTask, region: str) -> PublishedScan | None:
    """The newest scan, which readers go on seeing."""
    if not region or is_url(task.reports):
        return None
    return latest_scan(task.reports, slug_of(region))


def _state_of(error: Exception) -> State:
    if isinstance(error, UnchangedError):
        return "unchanged"
    if isinstance(error, StaleError):
        return "stale"
    return "busy" if isinstance(error, BusyError) else "failed"


def _as_json(problem: Problem) -> dict[str, Any]:
    told = asdict(problem)
    return {
        name: value for name, value in told.items() if value is not None and name != "unmatched"
    }


def _peak_mb() -> float:
    """Most memory that this process held; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0.0
    import resource

    kilo = 1024 if sys.platform != "darwin" else 1
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilo / 1e6, 1)
