"""The brief: what leaders need of all pages, in their order and at most two pages long.

It says nothing of its own. In a scan it repeats what the pages behind it have said; run by itself
it works the same results out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from stakeholder_map.coopetition import cluster_areas, pair_types
from stakeholder_map.environment import needs_and_services, who_answered
from stakeholder_map.partners import choose, plan_asks
from stakeholder_map.phrases import listed
from stakeholder_map.report.behind import page_behind
from stakeholder_map.report.kinds import Block, Finding, Note, Table
from stakeholder_map.report.show.verbs import (
    answer,
    answer_of,
    doubt,
    doubt_of,
    evidence,
    evidence_of,
    limits,
    limits_of,
    method,
    method_of,
)
from stakeholder_map.scan import Scan

REASONS: Mapping[str, str] = {
    "willingness": "the members are ready",
    "influence": "they move others",
    "reach": "they reach many of the people concerned",
    "coverage": "the key groups it takes have a seat",
    "assets": "they bring what the project needs",
    "trust": "they trust each other",
    "conflict": "they compete little where the project is",
    "project": "the project is small, visible, feasible and urgent",
}
"""What each aim of the choice means as a reason for it."""

MOST_REASONS = 3

_ANSWER = ("heard", "choice", "choice-firm-1", "choice-costs", "asking", "asking-pressing-2")
_EVIDENCE = ("areas-open", "areas-kinds", "blocs", "needs-2", "change", "agenda-more")
_DOUBT = ("heard-share", "choice-firm-2", "choice-more-1", "choice-more-4", "asking-pressing-1")
_LIMITS = ("choice-more-3", "missing")
_METHOD = ("choice-method",)

_FOR_LEADERS = ("choice", "asking")
"""Of these, sentences that name what is proposed are for leaders too: the convener's own."""


@dataclass(frozen=True)
class Brief:
    """What the brief repeats.

    Parameters
    ----------
    said : mapping of str to block
        Blocks of the pages behind it, by name.
    """

    said: Mapping[str, Block]

    def only(self, names: Iterable[str]) -> Iterator[Block]:
        """Sentences called by these names, or numbered under one of them, in this order."""
        for stem in names:
            for name, block in self.said.items():
                number = name.removeprefix(f"{stem}-")
                if (
                    name == stem
                    or (number != name and number.isdigit())
                    or (stem == "missing" and name.startswith("missing-"))
                ):
                    yield from _sentence(block)


def gather_brief(scan: Scan, *, prepared: str = "") -> Brief:
    """What all pages have said, as far as leaders need it.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    prepared : str
        Folder of what the run prepared; empty where the notebook runs by itself.

    Returns
    -------
    Brief
    """
    said: dict[str, Block] = {}
    for page, work_out in _PAGES.items():
        blocks = page_behind(prepared, page) or {block.name: block for block in work_out(scan)}
        said |= {name: block for name, block in blocks.items() if name not in said}
    return Brief(said)


@answer_of.register
def _(brief: Brief) -> Iterable[Block]:
    said = list(brief.only(_ANSWER))
    yield from (block for block in said if block.name.startswith("heard"))
    yield from (block for block in said if block.name in {"choice-1", "choice-2"})
    yield from _reasons(brief)
    yield from said


@evidence_of.register
def _(brief: Brief) -> Iterable[Block]:
    yield from brief.only(_EVIDENCE)


@doubt_of.register
def _(brief: Brief) -> Iterable[Block]:
    for block in brief.only(_DOUBT):
        yield replace(block, tone="caution") if isinstance(block, Finding) else block


@limits_of.register
def _(brief: Brief) -> Iterable[Block]:
    yield from brief.only(_LIMITS)


@method_of.register
def _(brief: Brief) -> Iterable[Block]:
    yield from brief.only(_METHOD)


def _sentence(block: Block) -> Iterator[Block]:
    if isinstance(block, Finding | Note):
        open_to_leaders = block.name.startswith(_FOR_LEADERS) and block.tier == "analyst"
        yield replace(block, tier="leadership") if open_to_leaders else block


def _reasons(brief: Brief) -> Iterator[Block]:
    """The aims that the choice meets best, as reasons for it."""
    parts = brief.said.get("choice-parts")
    if not isinstance(parts, Table):
        return
    names = [column.name for column in parts.grid.columns]
    rows = [dict(zip(names, row, strict=True)) for row in parts.grid.rows]
    weighed = [row for row in rows if float(row["weight"] or 0) > 0 and row["aim"] in REASONS]
    best = sorted(weighed, key=lambda row: -float(row["benefit"] or 0))[:MOST_REASONS]
    if best:
        words = [REASONS[str(row["aim"])] for row in best]
        text = f"Why these: {listed(words)}."
        yield Finding("choice-reasons", text, tier="leadership")


def _environment(scan: Scan) -> list[Block]:
    heard = who_answered(scan.evidence, region=scan.region)
    needs = needs_and_services(scan.region)
    return _all_of(heard, needs)


def _areas(scan: Scan) -> list[Block]:
    return _all_of(cluster_areas(scan, pair_types(scan)))


def _partners(scan: Scan) -> list[Block]:
    choice = choose(scan)
    return _all_of(choice, plan_asks(scan, choice))


def _all_of(*results: Any) -> list[Block]:
    return [
        block
        for verb in (answer, evidence, doubt, limits, method)
        for block in verb(*results).blocks
    ]


_PAGES = {
    "01_environment": _environment,
    "03_coopetition": _areas,
    "04_first_partners": _partners,
}
"""The pages that the brief repeats, and how their results are worked out where they did not run."""
