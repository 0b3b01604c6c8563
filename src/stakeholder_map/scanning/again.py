"""What travels, made again from a published scan: brief, map, tables, the graph in every form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from stakeholder_map.errors import UsageError
from stakeholder_map.history import PublishedScan, read_scan
from stakeholder_map.history.removal import require_standing
from stakeholder_map.privacy import Tier
from stakeholder_map.tables import LAYERS

COPIED = {"brief": "brief.pdf", "map": "map.html", "tables": "files/tables.xlsx"}
"""What a published edition holds: its path by the name it is asked for."""

LEADERS_MAP = "map-for-leaders.html"
"""Name of the leaders' map where it is written beside that of the analysts."""

KINDS = (*COPIED, "graph")
"""What can be asked for."""


def write_again(
    scan: Path, *, into: Path, tier: Tier = "analyst", only: tuple[str, ...] = KINDS
) -> list[Path]:
    """Write the files of an edition that travel.

    Parameters
    ----------
    scan : Path
        Folder of a published scan.
    into : Path
        Folder for the files; made where it is missing. The scan stays as it is.
    tier : Tier
        Whose edition. The graph is made from the restricted tier's inputs, so that folder must be
        there; analysts get the symmetric layers, for a directed tie is one respondent's answer
        about another. Leaders get no graph. Beside a map of another edition stands theirs.
    only : tuple of str
        Of `KINDS`.

    Returns
    -------
    list of Path
        The files, in order.

    Raises
    ------
    UsageError
        An unknown kind; something that this edition does not hold.
    """
    published = read_scan(scan)
    require_standing(published)
    files: dict[str, bytes] = {}
    for kind in only:
        if kind not in KINDS:
            raise UsageError(f"expected one of {', '.join(KINDS)}, found {kind!r}")
        if kind == "graph":
            files |= _graph(published, tier=tier, asked=only != KINDS)
            continue
        path = published.folder / tier / COPIED[kind]
        if path.is_file():
            files[path.name] = path.read_bytes()
            leaders = published.folder / "leadership" / COPIED[kind]
            if kind == "map" and tier != "leadership" and leaders.is_file():
                files[LEADERS_MAP] = leaders.read_bytes()
        elif only != KINDS:
            raise UsageError(f"the {tier} edition of {published.name!r} has no {kind}")
    into.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (into / name).write_bytes(content)
    return [into / name for name in files]


def _graph(published: PublishedScan, *, tier: Tier, asked: bool) -> dict[str, bytes]:
    from stakeholder_map.report.exports import graph_files, link_graph
    from stakeholder_map.scan import open_scan

    restricted = published.folder / "restricted"
    if tier == "leadership" or not (restricted / "inputs").is_dir():
        if asked:
            raise UsageError(f"the {tier} edition of {published.name!r} has no graph to export")
        return {}
    parameters: dict[str, Any] = published.manifest["parameters"]
    opened = open_scan(
        restricted / "inputs",
        as_of=published.as_of.isoformat(),
        draws=int(parameters["draws"]),
        seed=int(published.manifest["seed"]),
        prepared=str(restricted / "prepared"),
    )
    layers = [
        layer for layer in opened.graph.layers if tier == "restricted" or not LAYERS[layer].directed
    ]
    return graph_files(link_graph(opened.graph.select(layers=layers)))
