"""Everybody who could be a founding partner, with every figure that speaks for or against."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from stakeholder_map.influence import Ranking, rank_influence
from stakeholder_map.influence.ranking.told import some_of
from stakeholder_map.partners.candidates.gates import screen
from stakeholder_map.partners.candidates.means import means_of
from stakeholder_map.partners.candidates.result import Candidates
from stakeholder_map.partners.candidates.sources import SOURCES
from stakeholder_map.partners.candidates.standing import conflicts_by_area, standing_of
from stakeholder_map.partners.candidates.stoppers import find_stoppers
from stakeholder_map.partners.figures import UNKNOWN
from stakeholder_map.phrases import count_of, is_or_are, lacking, listed, spelt
from stakeholder_map.scan import Scan
from stakeholder_map.tables import KEY_GROUPS

READ = ("services", "assets", "positions", "memberships", "people", "asks", "commitments")


def candidates(scan: Scan, *, ranking: Ranking | None = None) -> Candidates:
    """Who could be a founding partner, what speaks for each, and what rules some out.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ranking : Ranking, optional
        Its ranking by influence; made anew where it is not given.

    Returns
    -------
    Candidates
        What rules out is a gate with its reason, not a low score. Missing willingness is not a no:
        its range is from 0 to 1.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> found = candidates(open_scan(folder, draws=20, seed=1))
    >>> found.table.index.is_monotonic_increasing, len(found.eligible) < len(found.table)
    (True, True)
    """
    ranking = ranking or rank_influence(scan)
    region = scan.region
    who = screen(region)
    ids = who.index
    table = who[["name", "key_group", "family", "must_have", "ruled_out"]].join(
        [standing_of(scan, ranking, ids), means_of(region, ids)]
    )
    areas = region.table("areas").set_index("area_id")["name"]
    named = {str(area) for area in region.table("projects")["area_id"]}
    stoppers = find_stoppers(
        region,
        ranking,
        areas={str(area): str(name) for area, name in areas.items() if area in named},
    )
    eligible = table[table["ruled_out"] == ""]
    absent = tuple(sorted({*KEY_GROUPS, *who["key_group"]} - {*eligible["key_group"]}))
    return Candidates(
        table=table,
        conflicts=conflicts_by_area(scan, ids),
        stoppers=stoppers,
        not_represented=absent,
        sources=SOURCES,
        sentences=tuple(_told(table, stoppers=stoppers, absent=absent)),
        missing=lacking(region.has, *READ),
    )


def _told(table: pd.DataFrame, *, stoppers: pd.DataFrame, absent: tuple[str, ...]) -> Iterator[str]:
    out = table[table["ruled_out"] != ""]
    free = len(table) - len(out)
    said = f"{count_of(free, 'organisation')} could be a founding partner"
    yield f"{said}; {len(out)} more {is_or_are(len(out))} ruled out, each with its reason."
    unknown = int((table.loc[table["ruled_out"] == "", "willingness_source"] == UNKNOWN).sum())
    if unknown:
        yield f"Willingness is unknown for {unknown} of them; unknown is not a no: ask."
    if len(stoppers):
        names = some_of(list(stoppers["name"]), most=3)
        why = "influential, and against it or with something at stake"
        yield f"Who can stop this ({why}): {names}."
    if absent:
        yield f"Key groups without a candidate: {listed(spelt(each) for each in absent)}."
