"""Manifests: what a published folder must hold, and what it was made from.

Each tier's manifest lists the files of that tier only, so that a tier handed on alone can be
verified. The scan's own manifest carries the digests of the three, the parameters, the versions,
and the digest of the manifest of the scan that came before.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import stakeholder_map
from stakeholder_map.errors import UsageError
from stakeholder_map.privacy import Tier

FORMAT = 1
DISTRIBUTION = "stakeholder-map"

_HEAD = frozenset({"format", "kind", "region", "as_of", "sequence"})
KEYS = {
    "scan": _HEAD
    | {"number", "previous", "parameters", "seed", "input_digest", "made_with", "tiers", "times"},
    "restricted": _HEAD | {"tier", "outputs", "balance", "inputs"},
    "analyst": _HEAD | {"tier", "outputs", "balance"},
    "leadership": _HEAD | {"tier", "outputs"},
}
"""What a manifest of this format says, by the kind of folder it stands in."""

MAY = {"scan": frozenset({"forgotten"})}
"""What it may say besides."""


@dataclass(frozen=True)
class ScanRecord:
    """What a scan was made from: all that a manifest says beside the files.

    Parameters
    ----------
    region : str
        Name of the region.
    as_of : date
        Day the scan speaks of.
    seed : int
        The number that fixes every random step.
    parameters : mapping
        Parameters of the notebooks by name; plain values, no path.
    digest : str
        SHA-256 of the region's settings and tables in canonical order.
    inputs : mapping
        SHA-256 of each raw input file by name; published in the restricted tier only.
    balance : sequence of (table, reason, rows)
        Rows used and left out; restricted and analyst tier only.
    started, finished : datetime
        With a time zone; kept in whole seconds of UTC. The only clock in a scan.

    Examples
    --------
    >>> noon = datetime(2026, 10, 1, 12, tzinfo=UTC)
    >>> record = ScanRecord("Vale", date(2026, 9, 30), 1, {}, "ab", {}, [("survey", "used", 7)],
    ...                     noon, noon)
    >>> record.balance_by_table()
    {'survey': {'used': 7}}
    """

    region: str
    as_of: date
    seed: int
    parameters: Mapping[str, str | int | float | bool]
    digest: str
    inputs: Mapping[str, str]
    balance: Sequence[tuple[str, str, int]]
    started: datetime
    finished: datetime

    def balance_by_table(self) -> dict[str, dict[str, int]]:
        """Counts of rows by table, then by what became of them."""
        counts: dict[str, dict[str, int]] = {}
        for table, reason, rows in self.balance:
            counts.setdefault(table, {})[reason] = int(rows)
        return counts


def canonical(content: Mapping[str, Any]) -> bytes:
    r"""The one form in which a manifest is written: sorted keys, two spaces, line feeds, UTF-8.

    Examples
    --------
    >>> canonical({"b": 1, "a": "ü"}).decode()
    '{\n  "a": "ü",\n  "b": 1\n}\n'
    """
    text = json.dumps(content, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode("utf-8")


def fingerprint(content: bytes) -> dict[str, str | int]:
    """SHA-256 and size of a file's bytes, as a manifest lists them.

    Examples
    --------
    >>> fingerprint(b"")["size"]
    0
    """
    return {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}


def tier_manifest(
    record: ScanRecord, *, tier: Tier, sequence: int, outputs: Mapping[str, Mapping[str, str | int]]
) -> dict[str, Any]:
    """Manifest of one tier.

    Parameters
    ----------
    record : ScanRecord
        What the scan was made from.
    tier : Tier
        Whose readers the folder is for.
    sequence : int
        Number of the scan among those of its day.
    outputs : mapping
        SHA-256 and size by path inside the tier's folder.

    Returns
    -------
    dict
        The row balance is left out of the leadership tier, and digests of raw inputs of both
        open tiers: who guesses an answer could test his guess against them.
    """
    content: dict[str, Any] = {
        "format": FORMAT,
        "kind": "tier",
        "tier": tier,
        "region": record.region,
        "as_of": record.as_of.isoformat(),
        "sequence": sequence,
        "outputs": dict(outputs),
    }
    if tier != "leadership":
        content["balance"] = record.balance_by_table()
    if tier == "restricted":
        content["inputs"] = dict(record.inputs)
    return content


def scan_manifest(
    record: ScanRecord,
    *,
    sequence: int,
    number: int,
    previous: Mapping[str, str] | None,
    tiers: Mapping[Tier, Mapping[str, str | int]],
) -> dict[str, Any]:
    """Manifest of a whole scan.

    Parameters
    ----------
    record : ScanRecord
        What the scan was made from.
    sequence : int
        Number of the scan among those of its day.
    number : int
        Number of the scan among all of its region, in order of publication.
    previous : mapping or None
        Name of the scan published before and SHA-256 of its manifest; None for the first.
    tiers : mapping
        SHA-256 and size of each tier's manifest.
    """
    return {
        "format": FORMAT,
        "kind": "scan",
        "region": record.region,
        "as_of": record.as_of.isoformat(),
        "sequence": sequence,
        "number": number,
        "previous": None if previous is None else dict(previous),
        "parameters": dict(record.parameters),
        "seed": record.seed,
        "input_digest": record.digest,
        "made_with": made_with(),
        "tiers": dict(tiers),
        "times": {"started": _moment(record.started), "finished": _moment(record.finished)},
    }


def made_with() -> dict[str, Any]:
    """Versions that decide the result: Python, this package, its direct dependencies, the lock.

    Returns
    -------
    dict
        ``lock`` is the SHA-256 of requirements.lock, None where the package was installed
        without its project folder.

    Examples
    --------
    >>> sorted(made_with())
    ['lock', 'packages', 'python']
    """
    return {
        "python": platform.python_version(),
        "packages": dict(_package_versions()),
        "lock": _lock_digest(),
    }


@cache
def _package_versions() -> tuple[tuple[str, str], ...]:
    """Versions of this package and of those that it declares to need, extras apart."""
    try:
        declared = importlib.metadata.requires(DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        declared = []
    names = [
        re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower()
        for requirement in declared
        if "extra ==" not in requirement
    ]
    versions = [(name, importlib.metadata.version(name)) for name in sorted(names)]
    return ((DISTRIBUTION, stakeholder_map.__version__), *versions)


def _lock_digest() -> str | None:
    """SHA-256 of the lock of the project that this module is run from, if it is run from one."""
    project = Path(__file__).resolve().parents[3]
    lock = project / "requirements.lock"
    if not (lock.is_file() and (project / "pyproject.toml").is_file()):
        return None
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _moment(time: datetime) -> str:
    if time.tzinfo is None:
        raise UsageError(f"the time of a scan needs a time zone: {time.isoformat()!r} has none")
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
