"""The steps of a scan: read, prepare, run, render, publish."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stakeholder_map.errors import InputError, ScanError
from stakeholder_map.history import (
    PublishedScan,
    ScanRecord,
    Staging,
    open_staging,
    publish_scan,
    read_history,
    require_space,
)
from stakeholder_map.history.status import count_warnings
from stakeholder_map.privacy.shield import shield_of
from stakeholder_map.scanning.leadership import LeadershipBuild
from stakeholder_map.scanning.pages import PageWriter, read_notebook
from stakeholder_map.scanning.places import hand_on_places
from stakeholder_map.scanning.ready import FINDINGS, OPEN, hand_over, in_turn
from stakeholder_map.scanning.request import ScanRequest, Value
from stakeholder_map.scanning.told import tell_leaders
from stakeholder_map.scanning.wanted import require_wanted
from stakeholder_map.suite import Folders, KernelPool, Progress, run_notebooks, warm
from stakeholder_map.suite.runner import load_runner

if TYPE_CHECKING:
    from stakeholder_map.read import Region
    from stakeholder_map.report.pages import PageContext

FAILED = "failed"
INPUTS, PREPARED, NOTEBOOKS = "inputs", "prepared", "notebooks"
ROOM_BYTES = 64_000_000
"""What pages, figures and draws of a scan may take, beside several times its input."""


@dataclass(frozen=True)
class Makers:
    """Who does the work of a scan.

    Parameters
    ----------
    pool : KernelPool
        Runs the notebooks.
    build : LeadershipBuild
        Renders for leaders.
    progress : callable or None
        Is told of each notebook's events.
    """

    pool: KernelPool
    build: LeadershipBuild
    progress: Progress | None


def run_scan(request: ScanRequest, *, progress: Progress | None = None) -> PublishedScan:
    """Read, run, render and publish.

    Parameters
    ----------
    request : ScanRequest
        What to scan, and how.
    progress : callable, optional
        Told of each notebook's events, one at a time, from other threads.

    Returns
    -------
    PublishedScan
        The new scan.

    Raises
    ------
    InputError
        With every fault of the region folder.
    UsageError
        Where parameters do not fit the notebooks.
    NotebookFailed
        Where a notebook did not run to its end; it is kept in ``failed`` beside the scans.
    BusyError
        When another run is at work on the region.
    ScanError, OSError
        For whatever else goes wrong. Nothing is published then.
    """
    try:
        return _run(request, progress=progress)
    except Exception as error:
        if not getattr(error, "__notes__", None):
            error.add_note("Nothing was published.")
        raise


def _run(request: ScanRequest, *, progress: Progress | None) -> PublishedScan:
    started = datetime.now(UTC)
    extra = request.extra_parameters()
    name = _name_of(request)
    require_space(request.reports, needed_bytes=_room_needed(request.region))
    with open_staging(request.reports, region=name, wait_seconds=request.wait_seconds) as staging:
        require_wanted(request, staging.home, extra=extra)
        # The kernels import the libraries while this process reads the input.
        with warm() as pool, LeadershipBuild() as build:
            region = _prepare(request, staging, pool=pool)
            count_warnings(staging.home, len(region.warnings))
            own: dict[str, Value] = {"as_of": region.as_of.isoformat(), "draws": request.draws}
            given = {**own, "seed": request.seed, **extra}
            makers = Makers(pool, build, progress)
            _make_pages(request, staging, region=region, given=given, makers=makers)
            if not request.rules.safe:
                own["suppression"] = "off"
            record = ScanRecord(
                region.name,
                as_of=region.as_of,
                seed=request.seed,
                parameters={**own, **extra},
                digest=region.digest,
                inputs=region.inputs,
                balance=_balance(region),
                started=started,
                finished=datetime.now(UTC),
            )
            return publish_scan(staging, record)


def _name_of(request: ScanRequest) -> str:
    """Name of the region, or the error with all its faults where region.toml has one."""
    from stakeholder_map.settings import SETTINGS_FILE, read_settings

    try:
        return read_settings(request.region / SETTINGS_FILE).name
    except (InputError, OSError):
        from stakeholder_map.read import read_region

        return read_region(request.region, as_of=request.as_of).name


def _prepare(request: ScanRequest, staging: Staging, *, pool: KernelPool) -> Region:
    """Read the region, keep its files as they were read, and have its draws made."""
    from stakeholder_map.read import read_region

    region = read_region(request.region, as_of=request.as_of)
    inputs, prepared = (staging.tier("restricted") / name for name in (INPUTS, PREPARED))
    inputs.mkdir()
    prepared.mkdir()
    for name, digest in region.inputs.items():
        content = (request.region / name).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise ScanError(f"{name!r} was changed while it was read; run the scan again")
        (inputs / name).write_bytes(content)
    handed = hand_over(region, room=pool.folder)
    asked = {**_asked(request, staging), "handed": handed}
    pool.nest.call_beside(OPEN, asked, limits=request.limits)
    return region


def _asked(request: ScanRequest, staging: Staging) -> dict[str, Value]:
    """What the scan is opened by, where its kernels are forked from."""
    restricted = staging.tier("restricted")
    return {
        "inputs": str(restricted / INPUTS),
        "prepared": str(restricted / PREPARED),
        "draws": request.draws,
        "seed": request.seed,
    }


def _make_pages(
    request: ScanRequest,
    staging: Staging,
    *,
    region: Region,
    given: Mapping[str, Value],
    makers: Makers,
) -> None:
    """Run every notebook, and render what each tier may see of it."""
    executed = staging.tier("restricted") / NOTEBOOKS
    context = _context(request, region)
    home = staging.home
    earlier = read_history(home.parent, slug=home.name)
    prepared = staging.tier("restricted") / PREPARED
    places = hand_on_places(region, earlier=earlier, prepared=prepared, seed=request.seed)
    shield = shield_of(region, number=1 + max((scan.number for scan in earlier), default=0))
    told = tell_leaders(region, earlier=earlier, rules=request.rules, places=places)
    jobs = in_turn(request.jobs)
    # All of this, and the imports, while the draws are made in another process.
    load_runner()
    nest = makers.pool.nest
    nest.wait(wanted=lambda: True)
    nest.call_beside(
        FINDINGS,
        {**_asked(request, staging), "as_of": region.as_of.isoformat(), "home": str(home)},
        kernels=min(sum(job.first for job in jobs), request.limits.side_by_side),
        limits=request.limits,
    )
    with (
        _failed_folder(staging) as failed,
        PageWriter(staging, executed=executed, context=context, shield=shield) as pages,
    ):
        run_notebooks(
            jobs,
            folders=Folders(request.notebooks, executed, failed),
            parameters={"region_folder": f"../{INPUTS}", "prepared": f"../{PREPARED}", **given},
            limits=request.limits,
            progress=pages.watch(makers.progress),
            pool=makers.pool,
        )
        nest.wait(wanted=lambda: True)
        pages.finish(earlier=earlier, told=told, build=makers.build)


def _context(request: ScanRequest, region: Region) -> PageContext:
    """What every page says of the scan; titles are those of the notebooks as stored."""
    from stakeholder_map.report.pages import page_context

    stored = {job.title: read_notebook(request.notebooks / job.notebook) for job in request.jobs}
    return page_context(
        stored,
        region=region.name,
        as_of=region.as_of.isoformat(),
        seed=request.seed,
        draws=request.draws,
    )


def _room_needed(folder: Path) -> int:
    """Bytes that a scan may need."""
    sizes = [path.stat().st_size for path in sorted(folder.glob("*")) if path.is_file()]
    return ROOM_BYTES + 4 * sum(sizes)


def _balance(region: Region) -> list[tuple[str, str, int]]:
    frame = region.balance
    return list(zip(frame["table"], frame["reason"], frame["rows"], strict=True))


@contextmanager
def _failed_folder(staging: Staging) -> Iterator[Path]:
    """Where a notebook that fails is kept for reading: as closed as the restricted tier.

    Only those of the region's last run are kept.
    """
    folder = staging.home / FAILED
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    try:
        yield folder
    finally:
        if not os.listdir(folder):  # noqa: PTH208
            folder.rmdir()
