"""Where organisations stand on the maps of a scan: where they stood on those of the scan before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from stakeholder_map.history import PublishedScan

if TYPE_CHECKING:
    from stakeholder_map.read import Region

Places = Mapping[str, tuple[float, float]]


def hand_on_places(
    region: Region, *, earlier: Sequence[PublishedScan], prepared: Path, seed: int
) -> Places:
    """Find the places of all maps of a scan, and store them for the notebooks.

    Parameters
    ----------
    region : Region
        Of the scan.
    earlier : sequence of PublishedScan
        Scans of the region that were published before.
    prepared : Path
        Folder of what is prepared for the notebooks; :data:`PLACES_FILE` is written there.
    seed : int
        For a first map.

    Returns
    -------
    mapping of str to (float, float)
        By stakeholder id; the maps of all tiers have these.
    """
    from stakeholder_map.report.map.places import PLACES_FILE, read_places
    from stakeholder_map.report.map.record import places_on_record

    newest = sorted(earlier, key=lambda each: each.number, reverse=True)
    files = [scan.folder / "restricted" / prepared.name / PLACES_FILE for scan in newest]
    before = next((found for file in files if (found := read_places(file))), {})
    places = places_on_record(region, before=before, seed=seed)
    text = json.dumps(places, ensure_ascii=False, sort_keys=True, indent=0)
    (prepared / PLACES_FILE).write_text(text + "\n", encoding="utf-8")
    return places
