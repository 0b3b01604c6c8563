"""Rechecking what was published: every file against its manifest, every scan against its chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from stakeholder_map.errors import Problem, UsageError
from stakeholder_map.history.announced import verify_latest
from stakeholder_map.history.disk import entries_below
from stakeholder_map.history.layout import (
    MANIFEST,
    parse_scan_name,
    scan_name,
)
from stakeholder_map.history.manifest import FORMAT, KEYS, MAY, canonical, fingerprint
from stakeholder_map.history.published import PublishedScan, read_history, read_scan
from stakeholder_map.history.removal import REMOVED, left_of, verify_removal
from stakeholder_map.history.tombstone import verify_tombstones
from stakeholder_map.privacy import TIERS


def verify_scan(folder: Path | str) -> tuple[Problem, ...]:
    """Recheck one published scan, or one tier of it that was handed on alone.

    Parameters
    ----------
    folder : Path or str
        A scan's folder, or a tier's.

    Returns
    -------
    tuple of Problem
        Empty where everything stands as it was published. Otherwise each missing, changed or
        added file, a manifest that is damaged or speaks of another scan, and a broken link to
        the scan that came before; files are named from the folder downwards.

    Raises
    ------
    UsageError
        When the folder is neither.

    Notes
    -----
    A digest shows damage and carelessness. It does not stop somebody who rewrites a file and all
    manifests after it; compare the newest manifest's digest with one kept elsewhere for that.
    """
    folder = Path(folder)
    if parse_scan_name(_resolved(folder).name):
        return tuple(_verify_whole(read_scan(folder)))
    if (folder / MANIFEST).is_file():
        problems, _ = _verify_tier(folder, label=folder.name)
        return tuple(problems)
    raise UsageError(
        "expected a published scan, such as reports/my-region/2026-09-30-001, or one tier of it; "
        f"{folder.name!r} is neither"
    )


def verify_history(reports: Path | str) -> tuple[Problem, ...]:
    """Recheck every scan below a reports folder, its numbering, and what ``latest`` names.

    Parameters
    ----------
    reports : Path or str
        The reports folder.

    Returns
    -------
    tuple of Problem
        Files are named from the reports folder downwards.

    Examples
    --------
    >>> verify_history("no such folder")
    ()
    """
    problems = []
    homes: dict[Path, list[PublishedScan]] = {}
    for scan in read_history(reports):
        homes.setdefault(scan.folder.parent, []).append(scan)
    for home, scans in homes.items():
        found = [problem for scan in scans for problem in _verify_whole(scan)]
        problems += [_below(problem, home.name) for problem in found]
        problems += _verify_numbers(home.name, scans)
        problems += verify_latest(home)
    return tuple(problems)


def _verify_numbers(slug: str, scans: list[PublishedScan]) -> list[Problem]:
    numbers: dict[int, str] = {}
    problems = []
    for scan in scans:
        if scan.number and scan.number in numbers:
            problems.append(
                Problem(
                    f"{slug}/{scan.name}/{MANIFEST}",
                    "a number of its own in the history",
                    f"{scan.number}, which {numbers[scan.number]} has too",
                )
            )
        numbers[scan.number] = scan.name
    return problems


def _verify_whole(scan: PublishedScan) -> list[Problem]:
    label = scan.name
    problems = _verify_manifest(scan.folder, label=label, kind="scan")
    if problems:
        return problems
    told = (scan.manifest["as_of"], scan.manifest["sequence"])
    if told != (scan.as_of.isoformat(), scan.sequence):
        problems.append(
            Problem(
                f"{label}/{MANIFEST}",
                f"the manifest of {label}",
                f"that of {_told_name(*told)}",
            )
        )
    problems += verify_tombstones(scan.manifest.get("forgotten", []), label=label)
    problems += verify_removal(scan)
    problems += _verify_entries(scan)
    problems += _verify_previous(scan)
    for tier in TIERS:
        tier_problems, digest = _verify_tier(scan.folder / tier, label=f"{label}/{tier}", scan=scan)
        problems += tier_problems
        problems += _verify_link(scan, tier=tier, digest=digest)
    return problems


def _verify_entries(scan: PublishedScan) -> list[Problem]:
    """Nothing but the manifest and the tiers lies in a scan's folder."""
    entries = {entry.name for entry in scan.folder.iterdir()}
    return [
        Problem(f"{scan.name}/{name}", "nothing that the manifest does not list", "an added file")
        for name in sorted(entries - {*TIERS, MANIFEST, REMOVED})
    ]


def _verify_link(
    scan: PublishedScan, *, tier: str, digest: Mapping[str, str | int] | None
) -> list[Problem]:
    """The tier's manifest is the one that the scan's manifest speaks of."""
    listed = scan.manifest["tiers"].get(tier)
    if digest is None or digest == listed:
        return []
    return [
        Problem(
            f"{scan.name}/{tier}/{MANIFEST}",
            f"the digest in {scan.name}/{MANIFEST}, {_short(listed)}",
            f"{_short(digest)}: it was changed, or belongs to another scan",
        )
    ]


def _verify_previous(scan: PublishedScan) -> list[Problem]:
    """The scan that came before still stands, and is the same."""
    previous = scan.manifest["previous"]
    if previous is None:
        if scan.number == 1:
            return []
        return [
            Problem(
                f"{scan.name}/{MANIFEST}", f"the scan before number {scan.number}", "none named"
            )
        ]
    name = str(previous.get("scan", "")) if isinstance(previous, dict) else ""
    before = scan.folder.parent / name / MANIFEST
    if parse_scan_name(name) is None or not before.is_file():
        return [
            Problem(f"{scan.name}/{MANIFEST}", "the scan before it", f"no manifest of {name!r}")
        ]
    digest = hashlib.sha256(before.read_bytes()).hexdigest()
    if digest == previous.get("sha256"):
        return []
    return [
        Problem(
            f"{name}/{MANIFEST}",
            f"the digest that {scan.name} keeps of it, {_short(previous)}",
            f"{digest[:12]}: the chain of scans is broken",
        )
    ]


def _verify_tier(
    folder: Path, *, label: str, scan: PublishedScan | None = None
) -> tuple[list[Problem], Mapping[str, str | int] | None]:
    """Problems of a tier's folder, and the fingerprint of its manifest."""
    problems = _verify_manifest(folder, label=label, kind="tier")
    if problems:
        return problems, None
    content = (folder / MANIFEST).read_bytes()
    listed = json.loads(content)["outputs"]
    if scan is not None:
        listed = left_of(scan, listed, tier=folder.name)
    found = _files(folder)
    for inside in sorted(listed.keys() | found.keys()):
        amiss = _compare(found.get(inside), listed.get(inside))
        if amiss:
            problems.append(Problem(f"{label}/{inside}", *amiss))
    return problems, fingerprint(content)


def _compare(path: Path | None, listed: Any) -> tuple[str, str] | None:
    """What the manifest made us expect of a file, and what is found; None where they agree."""
    if path is None:
        return "a file that the manifest lists", "nothing"
    if listed is None:
        return "nothing that the manifest does not list", "an added file"
    expected = f"the digest in the manifest, {_short(listed)}"
    if path.is_symlink():
        return expected, "a link: it was changed"
    try:
        now = fingerprint(path.read_bytes())
    except OSError as error:
        return expected, (error.strerror or "nothing that can be read").lower()
    return None if now == listed else (expected, f"{_short(now)}: it was changed")


def _verify_manifest(folder: Path, *, label: str, kind: str) -> list[Problem]:
    """The manifest is there, is of a known format, and is written as this program writes it."""
    try:
        amiss = _amiss((folder / MANIFEST).read_bytes(), kind=kind)
    except OSError as error:
        amiss = ("a manifest", (error.strerror or "nothing").lower())
    return [Problem(f"{label}/{MANIFEST}", *amiss)] if amiss else []


def _amiss(content: bytes, *, kind: str) -> tuple[str, str] | None:
    """What was expected of a manifest's bytes, and what they are; None where all is well."""
    try:
        manifest = json.loads(content)
        rewritten = canonical(manifest)
    except (ValueError, RecursionError) as error:
        return "JSON", f"text that is none ({error})"
    head = manifest if isinstance(manifest, dict) else {}
    told = (head.get("format"), head.get("kind"))
    if told != (FORMAT, kind):
        return f"format {FORMAT} of a {kind}", f"format {told[0]!r} of a {told[1]!r}"
    folder_kind = str(head.get("tier")) if kind == "tier" else kind
    wanted = KEYS.get(folder_kind, frozenset())
    odd = sorted((head.keys() ^ wanted) - MAY.get(folder_kind, frozenset()))
    if odd:
        return f"the {len(wanted)} entries of a {folder_kind}", f"{odd[0]!r} amiss"
    if not isinstance(head.get("outputs" if kind == "tier" else "tiers"), dict):
        return "a list of digests by name", "none"
    return None if rewritten == content else ("sorted keys, plain line feeds", "another form")


def _files(folder: Path) -> dict[str, Path]:
    """Every file below a tier's folder but its own manifest; links count as files."""
    folders, files = entries_below(folder)
    entries = [*(path for path in folders if path.is_symlink()), *files]
    named = {path.relative_to(folder).as_posix(): path for path in sorted(entries)}
    return {inside: path for inside, path in named.items() if inside != MANIFEST}


def _resolved(folder: Path) -> Path:
    return folder.parent / folder.readlink() if folder.is_symlink() else folder


def _short(listed: Any) -> str:
    """The first twelve digits of a digest, as far as there is one."""
    digest = listed.get("sha256") if isinstance(listed, Mapping) else None
    return digest[:12] if isinstance(digest, str) else "none"


def _told_name(as_of: Any, sequence: Any) -> str:
    try:
        return scan_name(date.fromisoformat(as_of), int(sequence))
    except (TypeError, ValueError):
        return f"{as_of!r}, number {sequence!r}"


def _below(problem: Problem, folder: str) -> Problem:
    return Problem(f"{folder}/{problem.file}", problem.expected, problem.found)
