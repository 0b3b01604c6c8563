"""When a scan is not worth making: the input is too old, or the same as last time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stakeholder_map.errors import StaleError, UnchangedError
from stakeholder_map.history.manifest import made_with
from stakeholder_map.history.published import read_home
from stakeholder_map.scanning.request import ScanRequest, Value, Wanted
from stakeholder_map.tables import TABLES

if TYPE_CHECKING:
    from stakeholder_map.read import Region


def require_wanted(request: ScanRequest, home: Path, *, extra: Mapping[str, Value]) -> None:
    """Stop before the work where the input is too old, or the same as last time.

    Parameters
    ----------
    request : ScanRequest
        What to scan; its `wanted` says what is asked of the input.
    home : Path
        The region's folder below the reports folder.
    extra : mapping
        The further parameters of the notebooks.

    Raises
    ------
    StaleError
        Where the newest row is too old; UnchangedError where there is nothing new to scan.
    """
    if request.wanted.anything:
        return
    from stakeholder_map.read import read_region

    region = read_region(request.region, as_of=request.as_of)
    refuse_old(region, request.wanted)
    if request.wanted.changed:
        own: dict[str, Value] = {"as_of": region.as_of.isoformat(), "draws": request.draws}
        if not request.rules.safe:
            own["suppression"] = "off"
        parameters = {**own, **extra, "seed": request.seed}
        refuse_same(region, home, parameters=parameters, notebooks=request.notebooks)


def refuse_old(region: Region, wanted: Wanted) -> None:
    """Stop where the newest row is older than was asked for.

    Parameters
    ----------
    region : Region
        The input.
    wanted : Wanted
        What was asked for.

    Raises
    ------
    StaleError
        With the day of the newest row and its age.
    """
    if wanted.max_age_days is None:
        return
    newest = newest_day(region)
    age = ((wanted.today or datetime.now(UTC).date()) - newest).days
    if age > wanted.max_age_days:
        raise StaleError(
            f"the newest entry of {region.name!r} is of {newest.isoformat()}, {age} days ago; "
            f"a scan was asked for only if it is at most {wanted.max_age_days} days old"
        )


def newest_day(region: Region) -> date:
    """The last day that the input tells something of.

    Parameters
    ----------
    region : Region
        The input.

    Returns
    -------
    date
        The latest date of any row up to `as_of`, planned days left out; `as_of` where no row
        has a date.
    """
    days = []
    for name, frame in region.tables.items():
        columns = [c.name for c in TABLES[name].columns if c.kind == "date" and not c.planned]
        for column in columns:
            told = frame[column].dropna()
            days += [day.date() for day in [told.max()] if len(told)]
    return max((day for day in days if day <= region.as_of), default=region.as_of)


def refuse_same(
    region: Region, home: Path, *, parameters: Mapping[str, Value], notebooks: Path
) -> None:
    """Stop where the newest scan of the day was made of the very same.

    Parameters
    ----------
    region : Region
        The input.
    home : Path
        The region's folder below the reports folder.
    parameters : mapping
        As the manifest would keep them, and the seed.
    notebooks : Path
        Folder of the notebooks to be run.

    Raises
    ------
    UnchangedError
        Where settings, tables, parameters, seed, versions and the code of the notebooks are those
        of that scan. Scans of other days do not count: what is told of another day may differ.
    """
    same_day = [scan for scan in read_home(home) if scan.as_of == region.as_of]
    last = max(same_day, key=lambda scan: scan.order, default=None)
    if last is None:
        return
    now = (region.digest, dict(parameters), made_with())
    told = last.manifest
    kept = {**told.get("parameters", {}), "seed": told.get("seed")}
    then = (told.get("input_digest"), kept, told.get("made_with"))
    if now == then and _same_code(last.folder / "restricted" / "notebooks", notebooks):
        raise UnchangedError(
            f"nothing has changed since scan {last.name} of {region.name!r}, made "
            f"{told.get('times', {}).get('finished', 'before')}"
        )


def _same_code(executed: Path, stored: Path) -> bool:
    """Whether the notebooks of a scan are those that would be run; outputs do not count."""
    return _code(executed) == _code(stored)


def _code(folder: Path) -> dict[str, list[str]]:
    return {path.name: _cells(path) for path in sorted(folder.glob("*.ipynb"))}


def _cells(path: Path) -> list[str]:
    """Sources of a notebook's cells, without the one that a run puts in."""
    cells = json.loads(path.read_bytes())["cells"]
    return [
        "".join(cell["source"])
        for cell in cells
        if "injected-parameters" not in cell.get("metadata", {}).get("tags", [])
    ]
