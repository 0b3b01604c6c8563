"""What is left of somebody who was forgotten: that it happened, and nothing of who it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from stakeholder_map.errors import Problem
from stakeholder_map.history.layout import MANIFEST

KINDS = ("person", "stakeholder", "chain")
"""Who was forgotten; or that only the digest of the scan before had to be written anew."""

_ENTRIES = frozenset({"kind", "on", "changed", "removed", "was"})
_DIGEST = re.compile(r"[0-9a-f]{64}")


def tombstone(
    kind: str, *, on: date, changed: int = 0, removed: int = 0, was: str = ""
) -> dict[str, str | int]:
    """An entry in the manifest of a scan from which somebody was taken out.

    Parameters
    ----------
    kind : str
        Of :data:`KINDS`.
    on : date
        When.
    changed, removed : int
        Files of the scan that were written anew, and that had to go.
    was : str
        SHA-256 of the manifest before: whoever kept it can tell what became of it.

    Returns
    -------
    dict
        Plain values.

    Examples
    --------
    >>> tombstone("person", on=date(2026, 11, 22), changed=3, was="0" * 64)["kind"]
    'person'
    """
    return {
        "kind": kind,
        "on": on.isoformat(),
        "changed": changed,
        "removed": removed,
        "was": was,
    }


def verify_tombstones(entries: Any, *, label: str) -> list[Problem]:
    """What is wrong with the tombstones of a scan: above all whatever could name somebody.

    Parameters
    ----------
    entries : object
        As the manifest has them.
    label : str
        Name of the scan.

    Returns
    -------
    list of Problem
        Empty where each says when, how much and nothing else.
    """
    wrong = entries if not isinstance(entries, list) else [e for e in entries if not _is_one(e)]
    if not wrong:
        return []
    expected = "tombstones that say what kind, when and how many files, and nothing else"
    return [Problem(f"{label}/{MANIFEST}", expected, repr(wrong)[:80])]


def _is_one(entry: Any) -> bool:
    if not isinstance(entry, Mapping) or entry.keys() != _ENTRIES:
        return False
    counts = all(type(entry[name]) is int and entry[name] >= 0 for name in ("changed", "removed"))
    try:
        date.fromisoformat(entry["on"])
    except (TypeError, ValueError):
        return False
    return counts and entry["kind"] in KINDS and bool(_DIGEST.fullmatch(str(entry["was"])))
