"""How the scans of many regions ended: a page, JSON and text for each edition.

The restricted edition quotes the input where that has faults, the analyst edition names
organisations, the leadership edition neither: leaders read no place of anybody.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stakeholder_map.phrases import listed
from stakeholder_map.privacy import TIERS, Tier
from stakeholder_map.regions.leads import CLEAR
from stakeholder_map.regions.places import is_url
from stakeholder_map.regions.task import Outcome, worst_of

FOLDER = "all_regions"
"""Beside the regions' folders; no region's own folder can have this name."""

_TOLD = {
    "unchanged": "Not scanned: input unchanged",
    "stale": "Not scanned: input too old",
    "busy": "Not scanned: another run at work",
    "failed": "Failed",
    "interrupted": "Interrupted",
}
_WHY = {
    "unchanged": "the input is that of the scan before",
    "stale": "the input is too old",
    "busy": "another run was at work",
    "failed": "the run failed",
    "interrupted": "the run was interrupted",
}
_CHANGES = {
    "first": "Published: the first scan",
    "same": "Published: the same input",
    "changed": "Published: the input has changed",
}
_NO_LEADS: Mapping[Tier, str] = {
    "restricted": "No scan has a ranking of influence.",
    "analyst": "No scan has a ranking of influence.",
    "leadership": "Who leads where stands in the analyst edition alone.",
}


@dataclass(frozen=True)
class Summary:
    """How many scans ended.

    Parameters
    ----------
    name : str
        What they are together.
    day : str
        When they were run, ISO 8601.
    outcomes : tuple of Outcome
        One each.
    """

    name: str
    day: str
    outcomes: tuple[Outcome, ...]

    def as_json(self, *, tier: Tier) -> dict[str, Any]:
        """The summary for other programs.

        Parameters
        ----------
        tier : Tier
            Whose edition it is.

        Returns
        -------
        dict
            Plain values.
        """
        return {
            "format": 1,
            "kind": "regions",
            "name": self.name,
            "day": self.day,
            "exit_code": int(worst_of(self.outcomes)),
            "counts": self.counts(),
            "scans": [_scan_as_json(outcome, tier=tier) for outcome in self.outcomes],
        }

    def counts(self) -> dict[str, int]:
        """Scans by what became of them."""
        states = [outcome.state for outcome in self.outcomes]
        return {state: states.count(state) for state in dict.fromkeys(states)}

    def sentences(self) -> list[str]:
        """What a reader wants to know first.

        Examples
        --------
        >>> outcomes = (Outcome("a", "published", 0, region="A", change="changed"),
        ...             Outcome("b", "failed", 2, region="B"))
        >>> for sentence in Summary("All", "2026-11-22", outcomes).sentences():
        ...     print(sentence)
        1 of 2 scans was published; the input of 1 has changed.
        No new scan of B: the run failed.
        """
        done = [o for o in self.outcomes if o.state == "published"]
        changed = sum(o.change == "changed" for o in done)
        of = f"{len(done)} of {len(self.outcomes)}"
        first = f"{of} scans {'was' if len(done) == 1 else 'were'} published"
        if changed:
            first += f"; the input of {changed} has changed"
        rest = []
        for state, why in _WHY.items():
            names = [_label(o) for o in self.outcomes if o.state == state]
            if names:
                rest.append(f"No new scan of {listed(names)}: {why}.")
        return [f"{first}.", *rest]

    def text(self, *, tier: Tier) -> str:
        """The summary as plain lines.

        Parameters
        ----------
        tier : Tier
            Whose edition it is.

        Returns
        -------
        str
            One paragraph a region.
        """
        lines = [f"{self.name}, run on {self.day}", "", *self.sentences(), ""]
        for outcome in self.outcomes:
            newest = f" ({outcome.scan})" if outcome.scan else ""
            lines.append(f"{_label(outcome)}: {_words(outcome)}{newest}")
            lines += [f"  {line}" for line in _cause(outcome, tier=tier)]
            if tier != "leadership" and outcome.leads:
                named = [f"{lead['name']} ({_of_100(lead)})" for lead in outcome.leads]
                told = "leads, first in so many of 100 readings" if _clear(outcome) else _UNCLEAR
                lines.append(f"  {told}: {', '.join(named)}")
        return "\n".join(lines) + "\n"

    def page(self, *, tier: Tier) -> str:
        """The summary as a page.

        Parameters
        ----------
        tier : Tier
            Whose edition it is.

        Returns
        -------
        str
            One HTML file that calls no other host and holds no script.
        """
        from stakeholder_map.report.context import PageContext, frame_of
        from stakeholder_map.report.exporter import page_exporter

        context = PageContext(self.name, as_of=self.day, seed=0, draws=0, pages=())
        rows = [_row(outcome, tier=tier) for outcome in self.outcomes]
        template = page_exporter().environment.get_template("regions.html.j2")
        html: str = template.render(
            around=frame_of(context, tier=tier, page="index"),
            name=context.region,
            sentences=self.sentences(),
            rows=rows,
            sets=any(row["set"] for row in rows),
            causes=any(row["cause"] for row in rows),
            leads=any(row["leads"] for row in rows),
            why_no_leads=_NO_LEADS[tier],
        )
        return html


_UNCLEAR = "cannot tell who leads; first in so many of 100 readings"


def write_summary(summary: Summary, reports: str) -> str:
    """Write the three editions of a summary beside the regions' folders.

    Parameters
    ----------
    summary : Summary
        What to tell.
    reports : str
        The reports folder, or its address in shared storage.

    Returns
    -------
    str
        The analysts' page.
    """
    files = {
        f"{FOLDER}/{tier}/{name}": content
        for tier in TIERS
        for name, content in _edition(summary, tier=tier).items()
    }
    if is_url(reports):
        from stakeholder_map.regions.storage import write_stored

        for path, stored in files.items():
            write_stored(f"{reports.rstrip('/')}/{path}", stored)
        return f"{reports.rstrip('/')}/{FOLDER}/analyst/index.html"
    for path, written in files.items():
        _replace(Path(reports) / path, written)
    return (Path(reports) / FOLDER / "analyst" / "index.html").as_posix()


def _edition(summary: Summary, *, tier: Tier) -> dict[str, bytes]:
    told = json.dumps(summary.as_json(tier=tier), indent=2, ensure_ascii=False)
    return {
        "summary.json": f"{told}\n".encode(),
        "summary.txt": summary.text(tier=tier).encode(),
        "index.html": summary.page(tier=tier).encode(),
    }


def _replace(path: Path, content: bytes) -> None:
    """Write a file that is seen whole, the old or the new one."""
    restricted = path.parent.name == "restricted"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700 if restricted else 0o777)
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)


def _scan_as_json(outcome: Outcome, *, tier: Tier) -> dict[str, Any]:
    told = outcome.as_json()
    kept = ["name", "region", "state", "exit_code", "scan", "as_of", "change"]
    if tier != "leadership":
        kept += ["leads", "seconds"]
    if tier == "restricted":
        kept += ["problems", "peak_mb", "worker"]
    shown = {name: told[name] for name in kept}
    return {**shown, "cause": "\n".join(_cause(outcome, tier=tier))}


def _row(outcome: Outcome, *, tier: Tier) -> dict[str, Any]:
    """What the page says of one scan."""
    return {
        "region": _region(outcome),
        "set": _set(outcome),
        "label": _label(outcome),
        "told": _words(outcome),
        "day": outcome.as_of,
        "href": _href(outcome, tier=tier),
        "cause": _cause(outcome, tier=tier),
        "leads": []
        if tier == "leadership"
        else [{"name": lead["name"], "first": _of_100(lead)} for lead in outcome.leads],
        "verdict": "Leads" if _clear(outcome) else "Cannot tell",
    }


def _href(outcome: Outcome, *, tier: Tier) -> str:
    """From the summary to the same edition of the region's newest scan."""
    from stakeholder_map.history import slug_of

    if not outcome.scan:
        return ""
    below = f"{_set(outcome)}/" if _set(outcome) else ""
    return f"../../{below}{slug_of(outcome.region)}/{outcome.scan}/{tier}/index.html"


def _words(outcome: Outcome) -> str:
    return _TOLD.get(outcome.state) or _CHANGES.get(outcome.change, "Published")


def _cause(outcome: Outcome, *, tier: Tier) -> list[str]:
    """Why there is no new scan, as far as an edition may say: a cause quotes the input."""
    if outcome.state in {"published", "unchanged"} or tier == "leadership":
        return []
    told = outcome.cause if tier == "restricted" else outcome.reason
    return [line for line in told.splitlines() if line.strip()]


def _set(outcome: Outcome) -> str:
    return outcome.name.rpartition("/")[0]


def _region(outcome: Outcome) -> str:
    return outcome.region or outcome.name.rpartition("/")[2]


def _label(outcome: Outcome) -> str:
    return f"{_region(outcome)} ({_set(outcome)})" if _set(outcome) else _region(outcome)


def _clear(outcome: Outcome) -> bool:
    return len(outcome.leads) == 1 and float(outcome.leads[0]["first"]) >= CLEAR


def _of_100(lead: Mapping[str, Any]) -> int:
    return round(100 * float(lead["first"]))
