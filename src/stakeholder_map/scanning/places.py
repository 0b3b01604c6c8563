"""Where organisations stood on the map of the scan before, for the map of this one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from stakeholder_map.history import PublishedScan


def hand_on_places(earlier: Sequence[PublishedScan], *, prepared: Path) -> None:
    """Store the places of the newest scan that has a map.

    Parameters
    ----------
    earlier : sequence of PublishedScan
        Scans of the region that were published before.
    prepared : Path
        Folder of what is prepared for the notebooks. Nothing is written where no scan had a map.
    """
    for scan in sorted(earlier, key=lambda each: each.number, reverse=True):
        places = places_in(scan.folder / "restricted" / "notebooks")
        if places:
            from stakeholder_map.report.map.places import PLACES_FILE

            text = json.dumps(places, ensure_ascii=False, sort_keys=True, indent=0)
            (prepared / PLACES_FILE).write_text(text + "\n", encoding="utf-8")
            return


def places_in(notebooks: Path) -> dict[str, tuple[float, float]]:
    """Places on the first map of executed notebooks.

    Parameters
    ----------
    notebooks : Path
        Folder of a published scan's executed notebooks; it may be missing.

    Returns
    -------
    dict of str to (float, float)
        By stakeholder id; empty where there is no map, or none that can be read.
    """
    from stakeholder_map.report.shown import MIME

    for path in sorted(notebooks.glob("*.ipynb")):
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            shown = [
                output.get("data", {}).get(MIME, {})
                for cell in cells
                for output in cell.get("outputs", ())
            ]
            for block in (part for each in shown for part in each.get("blocks", [each])):
                if block.get("kind") == "explorable":
                    nodes = block["content"]["nodes"]
                    return {node["id"]: (node["x"], node["y"]) for node in nodes}
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return {}
