"""The asks on a calendar, counted back from the kick-off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd

from stakeholder_map.partners.asking.lead_times import Paper, last_answer, papers_needed
from stakeholder_map.partners.candidates.gates import DAYS_A_MONTH
from stakeholder_map.read import Region

ANSWER_DAYS = 30
"""How long an answer takes where fewer than three asks were answered."""

HASTE_DAYS = 7
"""From one ask to the next where somebody's latest day has passed already."""

FEWEST_ANSWERED = 3
SATURDAY = 5

ASKING: Mapping[str, str] = {
    "": "ask {name} to join",
    "no": "ask {name} again to join",
    "later": "ask {name} again to join",
    "waiting": "remind {name} of {since}",
}
"""What to do, by the last answer to an ask to join; nothing where it was yes."""

COLUMNS: Mapping[str, str] = {
    "stakeholder_id": "str",
    "name": "str",
    "step": "str",
    "what": "str",
    "day": "datetime64[s]",
    "latest": "datetime64[s]",
    "last_chance": "datetime64[s]",
    "late": "bool",
    "note": "str",
}


@dataclass(frozen=True)
class Calendar:
    """When to ask whom, and when each paper has to be begun.

    Parameters
    ----------
    steps : DataFrame
        One row per ask, paper and the kick-off, by day: ``stakeholder_id`` (empty for the
        kick-off), ``name``, ``step`` (ask, contract, data_sharing or kick_off), ``what`` in words,
        ``day`` planned, ``latest`` day on which to begin if everything takes its longest time,
        ``last_chance`` if everything takes its shortest, ``late``: whether the planned day is
        after ``latest``; ``note``.
    kick_off : date
        Of the first project; the earliest possible one where none is set.
    kick_off_set : bool
        Whether `region.toml` sets it.
    answer_days : int
        How long an answer takes: the median of the earlier ones.
    gap_days : int
        From one ask to the next.
    papers : mapping of str to tuple of Paper
        What each member still needs.
    """

    steps: pd.DataFrame
    kick_off: date
    kick_off_set: bool
    answer_days: int
    gap_days: int
    papers: Mapping[str, tuple[Paper, ...]] = field(default_factory=dict)


def lay_out(region: Region, order: Sequence[str], *, project: str) -> Calendar:
    """Lay asks on a calendar, in their order.

    One ask at a time, each when the answer to the one before may be expected; closer together
    where the latest day of a member would be missed otherwise. The latest day of an ask is the
    kick-off less the longest time of its papers (they run side by side) less the time of an
    answer. Days off the working week move: planned ones to Monday, latest ones to Friday.

    Parameters
    ----------
    region : Region
        Its tables `stakeholders`, `asks`, `assets` and `projects` are read, and `kick_off`.
    order : sequence of str
        Members, the first to ask first.
    project : str
        Project id; empty where there is none.

    Returns
    -------
    Calendar
    """
    papers = {
        each: tuple(papers_needed(region, stakeholder=each, project=project)) for each in order
    }
    answer = _answer_days(region)
    start = _monday(region.as_of + timedelta(days=1))
    kick_off = region.settings.kick_off
    if kick_off is None:
        gap = answer
        kick_off = max(
            (
                start + timedelta(days=place * gap + answer) + _months(_longest(papers[each]))
                for place, each in enumerate(order)
            ),
            default=start,
        )
    else:
        gap = _gap(order, papers=papers, kick_off=kick_off, start=start, answer=answer)
    plan = _Plan(region, kick_off=kick_off, answer=answer, start=start)
    rows = [
        row
        for place, each in enumerate(order)
        for row in plan.member(each, papers=papers[each], after=place * gap)
    ]
    rows.append(
        {
            "stakeholder_id": "",
            "name": "",
            "step": "kick_off",
            "what": "kick-off",
            "day": kick_off,
            "latest": kick_off,
            "last_chance": kick_off,
            "late": False,
            "note": "" if region.settings.kick_off else "earliest day; none is set",
        }
    )
    steps = pd.DataFrame(rows)[list(COLUMNS)].astype(COLUMNS)
    steps = steps.sort_values(["day", "stakeholder_id", "step"]).reset_index(drop=True)
    return Calendar(steps, kick_off, region.settings.kick_off is not None, answer, gap, papers)


class _Plan:
    """Rows of one calendar."""

    def __init__(self, region: Region, *, kick_off: date, answer: int, start: date) -> None:
        self.region = region
        self.kick_off = kick_off
        self.answer = timedelta(days=answer)
        self.start = start

    def member(
        self, stakeholder: str, *, papers: Sequence[Paper], after: int
    ) -> Iterator[dict[str, Any]]:
        """The ask of one member and the papers that follow."""
        name = self.region.name_of(stakeholder)
        asked = _monday(self.start + timedelta(days=after))
        back = {months: self.kick_off - _months(months) for months in _spans(papers)}
        head = {"stakeholder_id": stakeholder, "name": name}
        longest, shortest = _longest(papers), _shortest(papers)
        answer, day = last_answer(self.region, stakeholder=stakeholder, ask="join")
        since = f"our ask of {day.date()}" if day is not None else ""
        if answer == "yes":
            asked, begun = self.start, timedelta(0)
        else:
            begun = self.answer
            yield self._row(
                head | {"step": "ask", "what": ASKING[answer].format(name=name, since=since)},
                day=asked,
                latest=back[longest] - self.answer,
                last_chance=back[shortest] - self.answer,
            )
        for paper in papers:
            given = "our convention" if paper.assumed else "as given"
            yield self._row(
                head
                | {
                    "step": paper.kind,
                    "what": f"begin the {paper.words} with {name}",
                    "note": f"{paper.shortest:g} to {paper.longest:g} months, {given}",
                },
                day=_friday(asked + begun),
                latest=back[paper.longest],
                last_chance=back[paper.shortest],
            )

    def _row(
        self, row: dict[str, Any], *, day: date, latest: date, last_chance: date
    ) -> dict[str, Any]:
        latest, last_chance = _friday(latest), _friday(last_chance)
        return {
            "note": "",
            **row,
            "day": day,
            "latest": latest,
            "last_chance": last_chance,
            "late": day > latest,
        }


def _gap(
    order: Sequence[str],
    *,
    papers: Mapping[str, Sequence[Paper]],
    kick_off: date,
    start: date,
    answer: int,
) -> int:
    """Days from one ask to the next: the time of an answer, less where a latest day presses.

    Where a latest day has passed already, the asks follow each other after a week, or sooner where
    the last chance presses.
    """
    gap = answer
    for place, each in enumerate(order):
        safe, last = (
            (_friday(kick_off - _months(months) - timedelta(days=answer)) - start).days
            for months in (_longest(papers[each]), _shortest(papers[each]))
        )
        if safe < 0 <= last:
            gap = min(gap, HASTE_DAYS)
        room = safe if safe >= 0 else last
        if place and room >= 0:
            gap = min(gap, room // place)
    return gap


def _answer_days(region: Region) -> int:
    asks = region.table("asks")
    days = (asks["answered_on"] - asks["asked_on"]).dt.days.dropna()
    return int(days.median()) if len(days) >= FEWEST_ANSWERED else ANSWER_DAYS


def _spans(papers: Sequence[Paper]) -> set[float]:
    spans = {0.0, _longest(papers), _shortest(papers)}
    return spans | {months for paper in papers for months in (paper.shortest, paper.longest)}


def _longest(papers: Sequence[Paper]) -> float:
    return max((paper.longest for paper in papers), default=0.0)


def _shortest(papers: Sequence[Paper]) -> float:
    return max((paper.shortest for paper in papers), default=0.0)


def _months(months: float) -> timedelta:
    return timedelta(days=round(months * DAYS_A_MONTH))


def _monday(day: date) -> date:
    """The day itself, or the Monday after where it falls on a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day


def _friday(day: date) -> date:
    """The day itself, or the Friday before where it falls on a weekend."""
    return day - timedelta(days=day.weekday() - 4) if day.weekday() >= SATURDAY else day
