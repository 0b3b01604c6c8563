"""A published scan made once more from its own folder, and compared byte by byte.

Its inputs, notebooks, parameters and seed lie in the restricted tier; so do the findings and the
places that it took over from the scan before. Of the scans before it only the manifests and the
ledgers are read, and those stay whatever else is removed.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stakeholder_map.errors import InputError, Problem, ScanError
from stakeholder_map.history.layout import MANIFEST, parse_scan_name
from stakeholder_map.history.manifest import canonical, fingerprint, made_with
from stakeholder_map.history.published import PublishedScan, read_home, read_scan
from stakeholder_map.history.removal import removal_of
from stakeholder_map.privacy import TIERS
from stakeholder_map.privacy.rules import OFF_SENTENCE, choose_rules
from stakeholder_map.privacy.tiers import LEDGER
from stakeholder_map.scanning.request import OWN_OPTIONS, ScanRequest
from stakeholder_map.scanning.run import INPUTS, NOTEBOOKS, PREPARED, run_scan
from stakeholder_map.suite import Limits, Progress

INJECTED = "injected-parameters"


@dataclass(frozen=True)
class Rebuilt:
    """What came of making a scan once more.

    Parameters
    ----------
    scan : str
        Name of the scan.
    same : int
        Files that have the same bytes.
    different : tuple of str
        Files that have not, or are in one of the two only, by path inside the scan.
    versions : tuple of str
        What was another version then, as ``"pandas 3.1.0, now 3.2.0"``.
    missing : tuple of str
        Scans before this one that are not beside it.

    Examples
    --------
    >>> Rebuilt("2026-09-30-001", 120, (), (), ()).identical
    True
    """

    scan: str
    same: int
    different: tuple[str, ...]
    versions: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def identical(self) -> bool:
        """Whether every file has the same bytes."""
        return not self.different


def rebuild_scan(
    folder: Path | str, *, into: Path | None = None, progress: Progress | None = None
) -> Rebuilt:
    """Make a published scan once more from its own folder, and compare.

    Parameters
    ----------
    folder : Path or str
        Of the scan; it stays as it is.
    into : Path, optional
        Folder that receives the new one; it must not be there. Nothing is kept when not given.
    progress : callable, optional
        Told of each notebook's events.

    Returns
    -------
    Rebuilt
        Manifests are not compared: they hold the times, and their digests hold all the rest.

    Raises
    ------
    InputError
        Where it cannot be made again, with every reason.
    """
    scan = read_scan(folder)
    problems = why_not(scan)
    if into is not None and into.exists():
        problems = (*problems, Problem(into.name, "a new folder for the result", "a folder"))
    if problems:
        raise InputError(problems)
    with tempfile.TemporaryDirectory(prefix="sm-rebuild-") as scratch:
        place = Path(scratch)
        missing = _lay_out(scan, place)
        made = run_scan(_request(scan, place), progress=progress)
        rebuilt = _compare(scan, made, missing=missing)
        if into is not None:
            shutil.copytree(made.folder, into)
    return rebuilt


def why_not(scan: PublishedScan) -> tuple[Problem, ...]:
    """Why a scan cannot be made again.

    Parameters
    ----------
    scan : PublishedScan
        Which.

    Returns
    -------
    tuple of Problem
        Empty where nothing stands in the way; other versions do not.
    """
    removal = removal_of(scan)
    if removal is not None:
        return (Problem(scan.name, "a scan that stands", f"removed on {removal.on.isoformat()}"),)
    if not scan.manifest:
        return (Problem(f"{scan.name}/{MANIFEST}", "a manifest", "none that can be read"),)
    if scan.manifest.get("forgotten"):
        told = "inputs from which somebody was taken out since"
        return (Problem(scan.name, "the inputs that the scan was made of", told),)
    restricted = scan.folder / "restricted"
    problems = [
        Problem(f"{scan.name}/restricted/{name}", "a folder", "none: it was purged")
        for name in (INPUTS, NOTEBOOKS)
        if not (restricted / name).is_dir()
    ]
    return (*problems, *(() if problems else _changed(scan)))


def other_versions(then: Mapping[str, Any]) -> tuple[str, ...]:
    """What was another version when a scan was made.

    Parameters
    ----------
    then : mapping
        ``made_with`` of its manifest.

    Returns
    -------
    tuple of str
        By name.

    Examples
    --------
    >>> other_versions({**made_with(), "python": "3.9.1"})[0].startswith("python 3.9.1, now 3.")
    True
    """
    now = made_with()
    before = {"python": then.get("python"), **then.get("packages", {})}
    after = {"python": now["python"], **now["packages"]}
    return tuple(
        f"{name} {before.get(name) or 'absent'}, now {after.get(name) or 'absent'}"
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    )


def _changed(scan: PublishedScan) -> list[Problem]:
    """Files that the scan would be made from and that are not what they were."""
    restricted = scan.folder / "restricted"
    listed = json.loads((restricted / MANIFEST).read_bytes())["outputs"]
    wanted = tuple(f"{name}/" for name in (INPUTS, NOTEBOOKS))
    problems = []
    for path, told in sorted(listed.items()):
        file = restricted / path
        if path.startswith(wanted) and not file.is_file():
            problems.append(Problem(f"restricted/{path}", "the file as published", "nothing"))
        elif path.startswith(wanted) and fingerprint(file.read_bytes()) != told:
            problems.append(Problem(f"restricted/{path}", "the file as published", "another"))
    return problems


def _request(scan: PublishedScan, place: Path) -> ScanRequest:
    """The request that the scan was made by, as its manifest has it."""
    parameters = dict(scan.manifest["parameters"])
    off = parameters.pop("suppression", "") == "off"
    return ScanRequest(
        place / INPUTS,
        reports=place / "reports",
        notebooks=place / NOTEBOOKS,
        draws=int(parameters["draws"]),
        seed=int(scan.manifest["seed"]),
        as_of=scan.as_of,
        assignments=tuple(
            f"{name}={str(value).lower() if isinstance(value, bool) else value}"
            for name, value in parameters.items()
            if name not in OWN_OPTIONS
        ),
        limits=Limits(seconds=3600),
        rules=choose_rules(OFF_SENTENCE if off else ""),
    )


def _lay_out(scan: PublishedScan, place: Path) -> tuple[str, ...]:
    """Inputs, notebooks without outputs, and what the scan knew of those before; who is missing."""
    restricted = scan.folder / "restricted"
    shutil.copytree(restricted / INPUTS, place / INPUTS)
    (place / NOTEBOOKS).mkdir()
    for path in sorted((restricted / NOTEBOOKS).glob("*.ipynb")):
        content = json.dumps(_as_stored(json.loads(path.read_text(encoding="utf-8"))))
        (place / NOTEBOOKS / path.name).write_text(content, encoding="utf-8")
    home = place / "reports" / scan.slug
    home.mkdir(parents=True)
    known = [each for each in read_home(scan.folder.parent) if 0 < each.number < scan.number]
    for each in known:
        _lay_out_earlier(each, home / each.name)
    previous = scan.manifest.get("previous") or {}
    name = str(previous.get("scan", ""))
    if parse_scan_name(name) and name not in {each.name for each in known}:
        stand_in = {"region": scan.region, "number": scan.number - 1}
        (home / name).mkdir()
        (home / name / MANIFEST).write_bytes(canonical(stand_in))
    _hand_back(restricted / PREPARED, home, scan)
    numbers = {each.number for each in known}
    return tuple(f"number {n}" for n in range(1, scan.number) if n not in numbers)


def _lay_out_earlier(scan: PublishedScan, folder: Path) -> None:
    """What is needed of a scan before: who it was, and what it told leaders."""
    (folder / "restricted").mkdir(parents=True)
    for inside in (MANIFEST, f"restricted/{LEDGER}"):
        if (scan.folder / inside).is_file():
            shutil.copyfile(scan.folder / inside, folder / inside)


def _hand_back(prepared: Path, home: Path, scan: PublishedScan) -> None:
    """Give the scans before what this one has: findings of theirs, places of its maps."""
    from stakeholder_map.change import EARLIER_FILE, FINDINGS_FILE
    from stakeholder_map.report.map.places import PLACES_FILE

    earlier = [each for each in read_home(home) if each.as_of < scan.as_of]
    if earlier and (prepared / EARLIER_FILE).is_file():
        into = earlier[-1].folder / "restricted" / PREPARED
        into.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(prepared / EARLIER_FILE, into / FINDINGS_FILE)
    newest = max(read_home(home), key=lambda each: each.number, default=None)
    if newest is not None and (prepared / PLACES_FILE).is_file():
        into = newest.folder / "restricted" / PREPARED
        into.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(prepared / PLACES_FILE, into / PLACES_FILE)


def _as_stored(notebook: dict[str, Any]) -> dict[str, Any]:
    """An executed notebook as it was before: without outputs and the cell that papermill added."""
    cells = [c for c in notebook["cells"] if INJECTED not in c["metadata"].get("tags", ())]
    blank: dict[str, Any] = {"outputs": [], "execution_count": None}
    told = [{**cell, **blank} if cell["cell_type"] == "code" else cell for cell in cells]
    return {**notebook, "cells": told}


def _compare(scan: PublishedScan, made: PublishedScan, *, missing: tuple[str, ...]) -> Rebuilt:
    before, after = _outputs(scan), _outputs(made)
    if not before:
        raise ScanError(f"the manifests of {scan.name!r} list no file")
    paths = sorted(before.keys() | after.keys())
    different = tuple(path for path in paths if before.get(path) != after.get(path))
    versions = other_versions(scan.manifest["made_with"])
    return Rebuilt(scan.name, len(paths) - len(different), different, versions, missing)


def _outputs(scan: PublishedScan) -> dict[str, Any]:
    """Digests of all files but the manifests, by path inside the scan."""
    return {
        f"{tier}/{path}": told
        for tier in TIERS
        for path, told in json.loads((scan.folder / tier / MANIFEST).read_bytes())[
            "outputs"
        ].items()
    }
