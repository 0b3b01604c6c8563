"""The map of a scan: what it says of each organisation, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from stakeholder_map.influence import PowerInterest, Ranking
from stakeholder_map.report.explorable import Explorable
from stakeholder_map.report.kinds import Block
from stakeholder_map.report.map import MapNode, map_block, map_content
from stakeholder_map.report.map.places import PLACES_FILE, read_places
from stakeholder_map.report.map.record import places_on_record
from stakeholder_map.report.show.verbs import evidence_of
from stakeholder_map.scan import Scan

HIGHEST_INTEREST = 4.0


def explore(scan: Scan, ranking: Ranking, grid: PowerInterest, *, prepared: str = "") -> Explorable:
    """The map of a scan, for analysts.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ranking : Ranking
        What `rank_influence` gave for it.
    grid : PowerInterest
        What `power_and_interest` gave for it.
    prepared : str
        Folder of what the run prepared, with the places that all maps of the scan share.

    Returns
    -------
    Explorable
        Symmetric layers only: what one organisation said of another is on no map. Each
        organisation opens with its place by influence and how sure that is.
    """
    areas = scan.region.table("areas")
    stored = read_places(Path(prepared, PLACES_FILE)) if prepared else {}
    content = map_content(
        scan.graph,
        about=_about(ranking, grid),
        groups=_groups(scan),
        areas=dict(zip(areas["area_id"], areas["name"], strict=True)) if len(areas) else {},
        places=places_on_record(scan.region, before=stored, seed=scan.seed),
    )
    return map_block(content, name="map", title="Who works with whom", tier="analyst")


@evidence_of.register
def _(block: Explorable) -> Iterable[Block]:
    yield block


def _about(ranking: Ranking, grid: PowerInterest) -> Mapping[str, MapNode]:
    columns = ["rank_low", "rank_high", "score"]
    places = zip(ranking.table.index, *(ranking.table[name] for name in columns), strict=True)
    where = {
        str(name): (field, interest)
        for name, field, interest in zip(
            grid.table.index, grid.table["field"], grid.table["interest"], strict=True
        )
    }
    found = {}
    for name, low, high, power in places:
        place = f"place {low}" if low == high else f"place {low} to {high}"
        field, interest = where.get(str(name), ("", float("nan")))
        facts = [f"By influence {place} of {len(ranking.table)} in at least nine of ten readings."]
        facts += [f"Power and interest: {field}."] if field else []
        known = None if pd.isna(interest) else float(interest) / HIGHEST_INTEREST
        found[str(name)] = MapNode(float(power), known, tuple(facts))
    return found


def _groups(scan: Scan) -> dict[str, str]:
    named = scan.graph.stakeholders.get("key_group", pd.Series(dtype="str")).dropna().unique()
    return {str(group): str(group).replace("_", " ") for group in named}
