"""What is left of a scan that a keep rule removed: its manifests, its ledger, and a word about it.

The manifests stay as they were, so that the chain of scans and every digest that somebody kept
still hold. The ledger stays because whatever leaders were told counts for all later scans. The
pages, tables, pictures, notebooks and inputs are gone.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stakeholder_map.errors import Problem, UsageError
from stakeholder_map.history.manifest import canonical, fingerprint
from stakeholder_map.history.published import PublishedScan
from stakeholder_map.privacy import TIERS, Tier
from stakeholder_map.privacy.tiers import LEDGER

REMOVED = "removed.json"
"""Name of the word about it, beside the scan's manifest."""

NOTICE = "index.html"
"""The one page of each tier: links from other scans still lead somewhere."""

FORMAT = 1
_KEYS = {"format", "kind", "on", "rule", "was", "files", "size"}
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Removal:
    """That a scan was removed, and under which rule.

    Parameters
    ----------
    on : date
        When.
    rule : str
        In words.
    was : str
        SHA-256 of the scan's manifest.
    files, size : int
        How many files went, and how many bytes with them.

    Examples
    --------
    >>> removal = Removal(date(2026, 11, 22), "the last 4", "ab" * 32, 120, 9_000_000)
    >>> Removal.parse(json.loads(removal.content())) == removal
    True
    """

    on: date
    rule: str
    was: str
    files: int
    size: int

    def content(self) -> bytes:
        """As it is written."""
        return canonical(
            {
                "format": FORMAT,
                "kind": "removal",
                "on": self.on.isoformat(),
                "rule": self.rule,
                "was": self.was,
                "files": self.files,
                "size": self.size,
            }
        )

    @staticmethod
    def parse(told: Any) -> Removal | None:
        """Read what :meth:`content` wrote; None where it is something else."""
        if not isinstance(told, Mapping) or told.keys() != _KEYS:
            return None
        head = (told["format"], told["kind"])
        counts = [told["files"], told["size"]]
        try:
            on = date.fromisoformat(told["on"])
        except (TypeError, ValueError):
            return None
        sound = (
            head == (FORMAT, "removal")
            and isinstance(told["rule"], str)
            and bool(_DIGEST.fullmatch(str(told["was"])))
            and all(type(count) is int and count >= 0 for count in counts)
        )
        return Removal(on, told["rule"], told["was"], *counts) if sound else None

    def notice(self, scan: str) -> bytes:
        """The page that stands in place of all others.

        Parameters
        ----------
        scan : str
            Name of the scan.
        """
        words = html.escape(f"Scan {scan} was removed on {self.on.isoformat()}.")
        rule = html.escape(f"The rule was to keep {self.rule}.")
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{words}</title>\n<style>body {{ font: 1.05rem/1.6 system-ui, sans-serif; "
            "margin: 3rem auto; max-width: 38rem; padding: 0 1.5rem; color: #1a1a1a; "
            "background: #fff }}</style>\n"
            f"</head>\n<body>\n<main>\n<h1>This scan was removed</h1>\n<p>{words} {rule}</p>\n"
            "<p>Its place in the history is kept, and so is the list of what leaders were told, "
            "which later scans need.</p>\n</main>\n</body>\n</html>\n"
        ).encode()


def removal_of(scan: PublishedScan) -> Removal | None:
    """Whether a scan was removed.

    Parameters
    ----------
    scan : PublishedScan
        Any.

    Returns
    -------
    Removal or None
        None for a scan that stands, and where the word about it cannot be read.
    """
    try:
        return Removal.parse(json.loads((scan.folder / REMOVED).read_bytes()))
    except (OSError, ValueError, RecursionError):
        return None


def require_standing(scan: PublishedScan) -> None:
    """Stop where a scan was removed.

    Parameters
    ----------
    scan : PublishedScan
        That somebody wants to read.

    Raises
    ------
    UsageError
        With the day and the rule.
    """
    removal = removal_of(scan)
    if removal is not None:
        raise UsageError(
            f"scan {scan.name!r} was removed on {removal.on.isoformat()}; "
            f"the rule was to keep {removal.rule}"
        )


def left_of(
    scan: PublishedScan, outputs: Mapping[str, Any], *, tier: Tier | str
) -> Mapping[str, Any]:
    """The files that must stand in a tier, by path.

    Parameters
    ----------
    scan : PublishedScan
        Any.
    outputs : mapping
        SHA-256 and size by path, as the tier's manifest lists them.
    tier : str
        Which.

    Returns
    -------
    mapping
        All of them; of a scan that was removed the ledger and the notice.
    """
    removal = removal_of(scan)
    if removal is None or tier not in TIERS:
        return outputs
    kept = {LEDGER: outputs[LEDGER]} if tier == "restricted" and LEDGER in outputs else {}
    return {**kept, NOTICE: fingerprint(removal.notice(scan.name))}


def verify_removal(scan: PublishedScan) -> list[Problem]:
    """What is wrong with the word about a removal; nothing where there is none.

    Parameters
    ----------
    scan : PublishedScan
        Any.

    Returns
    -------
    list of Problem
    """
    path = scan.folder / REMOVED
    if not path.exists():
        return []
    label = f"{scan.name}/{REMOVED}"
    removal = removal_of(scan)
    if removal is None:
        return [Problem(label, "when and why the scan was removed, and nothing else", "other text")]
    rewritten = bool(scan.manifest.get("forgotten"))
    if not rewritten and removal.was != scan.manifest_sha256:
        told = f"the digest of {scan.name}'s manifest, {scan.manifest_sha256[:12]}"
        return [Problem(label, told, removal.was[:12])]
    return []
