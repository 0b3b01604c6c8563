"""How organisations are rated by the others: the means that leaders may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stakeholder_map.privacy.audience import Audience
from stakeholder_map.privacy.audit import tellable
from stakeholder_map.privacy.cells import EVERYBODY, candidate_cells, rated_organisations
from stakeholder_map.privacy.changes import told_change
from stakeholder_map.privacy.climate import SIDES, WHOLE, area_kind, area_topic, climate_cells
from stakeholder_map.privacy.ratings import TOPICS, collect_ratings, responding
from stakeholder_map.privacy.rules import SAFE, Rules
from stakeholder_map.privacy.safe import HIDDEN, SafeTable, clear
from stakeholder_map.privacy.statements import Cell, Statement, band_of, hidden_bands, state

if TYPE_CHECKING:
    from stakeholder_map.read import Region

Key = tuple[str, str, str]
AS_A_WHOLE = "the relation as a whole"
MANY = 10
"""From so many raters on a table says so; below, only that there are enough."""


@dataclass(frozen=True)
class Received:
    """What leaders are told of the ratings that organisations receive.

    Parameters
    ----------
    organisations : SafeTable
        A row per organisation, by name, rated or not; no row for members and the public. For each
        topic the band of the mean, how many rated (5 to 9, or 10 or more), and how the band moved
        since the last scan that told it.
    groups : SafeTable
        The same for key groups, small ones pooled, and for all organisations together.
    areas : SafeTable
        By name of the area, and for the relation as a whole: how closely those who answered work
        together, and how much they compete, as far as their questions have the leaders' consent;
        where both have it, what the area is called, which follows from the two bands.
    topics : tuple of str
        Those that were asked for, with the consent of their questions.
    told : tuple of Statement
        All that the tables and the returns to participants tell, with the answers behind it: for
        the restricted ledger.
    withheld : int
        Means of enough raters that are held back because an answer could be worked out.
    reported : bool
        Whether enough systems answered for a leadership report at all.
    """

    organisations: SafeTable
    groups: SafeTable
    areas: SafeTable
    topics: tuple[str, ...]
    told: tuple[Statement, ...]
    withheld: int
    reported: bool

    def shown(self) -> bool:
        """Whether there is anything to tell."""
        return any(each.shown() for each in (self.organisations, self.groups, self.areas))


def received_ratings(
    region: Region,
    *,
    audience: Audience,
    earlier: Sequence[Sequence[Statement]] = (),
    rules: Rules = SAFE,
) -> Received:
    r"""Means that organisations receive, in bands, as far as they may be told.

    .. math:: \bar r_j = \frac{4}{|R_j|\,highest} \sum_{s \in R_j} \bar a_{sj}

    over the systems :math:`R_j` that rated j, each with the mean of its people's answers.

    Parameters
    ----------
    region : Region
        Of the scan.
    audience : Audience
        Who will read it: only the convener gets rows by organisation.
    earlier : sequence of sequences of Statement
        What each scan before told, the oldest first.
    rules : Rules
        The thresholds.

    Returns
    -------
    Received
        Each value passed the audit together with all values of this scan and of all before.

    Notes
    -----
    What is not shown had too few raters, or would let a rater work out another's answer; that most
    of an organisation's ratings are blank says nothing about it.
    """
    ratings = collect_ratings(region)
    reported = may_report(region, rules=rules)
    climates = climate_cells(region)
    cells = [*candidate_cells(ratings, region, rules=rules), *climates]
    numerous = [cell for cell in cells if reported and len(cell.raters) >= rules.raters]
    told = tell(numerous, earlier=earlier, rules=rules)
    topics = tuple(topic for topic in TOPICS if topic in ratings.scales)
    shown = _Shown(topics, {one.cell.key: one for one in told}, earlier, rules)
    named = rated_organisations(region) if audience == "convener" and reported else {}
    groups = [cell.about for cell in cells if cell.kind == "key group"]
    return Received(
        shown.table("organisation", sorted(named.items(), key=lambda entry: entry[1])),
        shown.table("key group", [(each, each) for each in sorted(set(groups))]),
        shown.areas(climates, named=_areas(region)),
        topics,
        tuple(told),
        len(numerous) - len(told),
        reported,
    )


def _areas(region: Region) -> dict[str, str]:
    """Names of the areas by id, in the order of names; the relation as a whole first."""
    table = region.table("areas")
    named = zip(table["area_id"].astype(str), table["name"].astype(str), strict=True)
    return {WHOLE: AS_A_WHOLE, **dict(sorted(named, key=lambda entry: entry[1]))}


def may_report(region: Region, *, rules: Rules = SAFE) -> bool:
    """Whether leaders get a report: not where a survey was given and too few systems answered.

    Parameters
    ----------
    region : Region
        Of the scan.
    rules : Rules
        The thresholds.

    Returns
    -------
    bool
        True for a region that asked nobody: there are no answers to protect.
    """
    surveyed = region.has("survey") or "survey" in set(region.balance["table"])
    return not surveyed or len(responding(region)) >= rules.respondents


def tell(
    cells: Iterable[Cell], *, earlier: Sequence[Sequence[Statement]], rules: Rules
) -> list[Statement]:
    """What may be told of cells that have enough raters.

    Parameters
    ----------
    cells : iterable of Cell
        In the order of the tables.
    earlier : sequence of sequences of Statement
        What each scan before told.
    rules : Rules
        The thresholds; where safety is off everything is told.

    Returns
    -------
    list of Statement
        Without those in bands that are never told of so few raters, and without those that let an
        answer be worked out together with the others.
    """
    if rules.band is None:
        return [state(cell, band=None) for cell in cells]
    band = rules.band
    open_cells = [
        cell
        for cell in cells
        if band_of(cell.mean, band=band)
        not in hidden_bands(len(cell.voices), cell.scale, band=band)
    ]
    before = [one for told in earlier for one in told]
    return tellable(before, [state(cell, band=band) for cell in open_cells])


@dataclass(frozen=True)
class _Shown:
    """Tables of what is told."""

    topics: tuple[str, ...]
    told: Mapping[Key, Statement]
    earlier: Sequence[Sequence[Statement]]
    rules: Rules

    def table(self, kind: str, rows: Sequence[tuple[str, str]]) -> SafeTable:
        """A table with a row for each (id, name)."""
        columns = [f"{topic}{part}" for topic in self.topics for part in ("", "_raters", "_change")]
        if kind == "key group" and rows:
            rows = [*rows, ("", EVERYBODY)]
        return SafeTable(
            tuple(columns),
            tuple(
                (name, tuple(clear(text) for text in self._texts(kind, about)))
                for about, name in rows
            ),
        )

    def areas(self, climates: Sequence[Cell], *, named: Mapping[str, str]) -> SafeTable:
        """The table of areas: a row for each that somebody answered about."""
        sides = [side for side in SIDES if any(one.topic.startswith(side) for one in climates)]
        columns = [f"{side}{part}" for side in sides for part in ("", "_raters", "_change")]
        reached = {one.about for one in climates}
        rows = []
        for area, name in named.items():
            keys = [("area", area, area_topic(side, area)) for side in sides]
            bands = [tuple(self._of(key)) for key in keys]
            texts = [text for band in bands for text in band]
            if len(sides) == len(SIDES):
                texts.append(area_kind(bands[0][0], bands[1][0]))
            rows += [(name, tuple(map(clear, texts)))] if area in reached else []
        columns += ["kind"] if len(sides) == len(SIDES) else []
        return SafeTable(tuple(columns), tuple(rows))

    def _texts(self, kind: str, about: str) -> Iterable[str]:
        for topic in self.topics:
            yield from self._of(("region" if not about else kind, about, topic))

    def _of(self, key: Key) -> Iterable[str]:
        """Band, how many rated, and how it moved; "not shown" where it is not told."""
        one = self.told.get(key)
        if one is None:
            yield from (HIDDEN, "", "")
            return
        yield one.label
        yield told_raters(one, rules=self.rules)
        yield told_change(one, self.earlier, rules=self.rules)


def told_raters(told: Statement, *, rules: Rules) -> str:
    """How many systems rated, as a table says it: 5 to 9, or 10 or more.

    Parameters
    ----------
    told : Statement
        Of a cell that is shown.
    rules : Rules
        The thresholds; where safety is off the number stands as it is.

    Returns
    -------
    str
        Words.
    """
    raters = len(told.cell.raters)
    if not rules.safe:
        return str(raters)
    return f"{rules.raters} to {MANY - 1}" if raters < MANY else f"{MANY} or more"
