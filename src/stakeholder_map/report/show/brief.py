"""The brief: what leaders need of all pages, in their order and at most two pages long.

It finds nothing of its own. In a scan it repeats what the pages behind it have said; run by itself
it works the same results out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from stakeholder_map.coopetition import cluster_areas, pair_types
from stakeholder_map.environment import needs_and_services, who_answered
from stakeholder_map.partners import choose, plan_asks
from stakeholder_map.phrases import listed
from stakeholder_map.report.behind import page_behind
from stakeholder_map.report.context import long_day
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

_HEARD = ("heard",)
_PROPOSAL = ("choice", "choice-reasons", "choice-firm-1")
_ASKS = ("choice-costs", "asking-2", "choice-decide", "asking-brief", "asking-pressing-2")
_AREAS = ("areas-open", "areas-kinds", "blocs")
_NEWS = ("needs-2", "change")
_AGENDA = ("agenda", "agenda-more")
_DOUBT = ("choice-firm-2", "choice-more-1", "choice-more-4", "asking-pressing-1")
_LIMITS = ("choice-more-3", "missing")
_METHOD = ("choice-method",)

_FOR_LEADERS = ("choice", "asking")
"""Of these, sentences that name what is proposed are for leaders too: the convener's own."""


@dataclass(frozen=True)
class BriefPart:
    """What stands under one heading of the brief.

    Parameters
    ----------
    blocks : tuple of block
        In their order.
    """

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Brief:
    """What the brief repeats.

    Parameters
    ----------
    said : mapping of str to block
        Blocks of the pages behind it, by name.
    """

    said: Mapping[str, Block]

    @property
    def heard(self) -> BriefPart:
        """Whom we heard, and whom not."""
        return self._part(_HEARD)

    @property
    def proposal(self) -> BriefPart:
        """With whom to start and on what, why, and how sure that is."""
        return self._part(_PROPOSAL)

    @property
    def asks(self) -> BriefPart:
        """What it costs, and what is asked of the reader and of whom else, by when."""
        return self._part(_ASKS)

    @property
    def areas(self) -> BriefPart:
        """Where they work together, and where they compete."""
        return self._part(_AREAS)

    @property
    def news(self) -> BriefPart:
        """What is needed, what has changed, and what came of the last proposal."""
        return self._part(_NEWS)

    @property
    def agenda(self) -> BriefPart:
        """Where our own hours go."""
        return self._part(_AGENDA)

    def only(self, names: Iterable[str]) -> Iterator[Block]:
        """Blocks called by these names, or numbered under one of them, in this order."""
        for stem in names:
            for name, block in self.said.items():
                number = name.removeprefix(f"{stem}-")
                if (
                    name == stem
                    or (number != name and number.isdigit())
                    or (stem == "missing" and name.startswith("missing-"))
                ):
                    yield from _repeated(block)

    def _part(self, names: Iterable[str]) -> BriefPart:
        return BriefPart(tuple(self.only(names)))


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
    return Brief(said | {block.name: block for block in _own_words(said)})


@answer_of.register
def _(part: BriefPart) -> Iterable[Block]:
    return part.blocks


@evidence_of.register
def _(part: BriefPart) -> Iterable[Block]:
    return part.blocks


@doubt_of.register
def _(brief: Brief) -> Iterable[Block]:
    return brief.only(_DOUBT)


@limits_of.register
def _(brief: Brief) -> Iterable[Block]:
    yield from brief.only(_LIMITS)


@method_of.register
def _(brief: Brief) -> Iterable[Block]:
    yield from brief.only(_METHOD)


def _repeated(block: Block) -> Iterator[Block]:
    if isinstance(block, Finding | Note):
        open_to_leaders = block.name.startswith(_FOR_LEADERS) and block.tier == "analyst"
        yield replace(block, tier="leadership") if open_to_leaders else block
    elif block.name in _OWN:
        yield block


def _own_words(said: Mapping[str, Block]) -> Iterator[Block]:
    """What the brief makes of tables that are too long for it."""
    parts, steps = _rows(said.get("choice-parts")), _rows(said.get("asking-steps"))
    weighed = [row for row in parts if float(row["weight"] or 0) > 0 and row["aim"] in REASONS]
    best = sorted(weighed, key=lambda row: -float(row["benefit"] or 0))[:MOST_REASONS]
    if best:
        words = [REASONS[str(row["aim"])] for row in best]
        yield Finding("choice-reasons", f"Why these: {listed(words)}.", tier="leadership")
    if not steps:
        return
    days = [str(row["day"]) for row in steps]
    yield Finding(
        "choice-decide",
        f"We ask you to decide by {long_day(days[0])}, when the first is to be asked; the kick-off "
        f"is on {long_day(days[-1])}.",
        tier="leadership",
    )
    frame = pd.DataFrame(
        {
            "planned_for": days,
            "what": [_sentence(str(row["what"])) for row in steps],
            "safe_until": [str(row["latest"]) for row in steps],
        }
    )
    yield Table(
        "asking-brief",
        frame.set_index("planned_for"),
        title="What is to be done, and when",
        tier="leadership",
        notes={"safe_until": "in time for the kick-off even where papers take their longest"},
        downloads=False,
    )


_OWN = ("asking-brief",)
"""Tables that the brief has."""


def _rows(block: Block | None) -> list[dict[str, Any]]:
    if not isinstance(block, Table):
        return []
    names = [column.name for column in block.grid.columns]
    return [dict(zip(names, row, strict=True)) for row in block.grid.rows]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


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
