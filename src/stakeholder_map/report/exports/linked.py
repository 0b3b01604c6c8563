"""Stakeholders and ties as other programs want them: records with ids of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from stakeholder_map.report.grid import clean_text
from stakeholder_map.tables import LAYERS

if TYPE_CHECKING:
    from stakeholder_map.graph import StakeholderGraph

Value = str | int | float | bool
Record = Mapping[str, Value]

_ABOUT = ("key_group", "kind", "parent_id")
"""Columns of `stakeholders` that say what an organisation is; notes and willingness stay behind."""

_NUMBERS = {"strength": 6, "probability": 6}


@dataclass(frozen=True)
class Linked:
    """A graph as records.

    Parameters
    ----------
    nodes : tuple of mapping
        One a stakeholder, isolates too, by id: `id`, `label`, what it is, and measures. A value
        that is missing is left out.
    ties : tuple of mapping
        One a tie of a layer and area: `id`, `source`, `target`, `layer`, `area` ("" for the whole),
        `sign` ("positive" or "negative"), `directed`, `strength` and `probability` (0 to 1). A
        symmetric tie stands once.
    """

    nodes: tuple[Record, ...]
    ties: tuple[Record, ...]


def link_graph(graph: StakeholderGraph, *, measures: pd.DataFrame | None = None) -> Linked:
    """A graph as records whose ids stay the same from scan to scan.

    Parameters
    ----------
    graph : StakeholderGraph
        Its stakeholders may have any columns; only name, key group, kind and parent are taken.
    measures : DataFrame, optional
        Further columns by stakeholder id.

    Returns
    -------
    Linked
        Sorted by id. The id of a tie is made of its source, layer, area and target, so that a
        program that imports a later scan finds the ties it knows.

    Examples
    --------
    >>> from stakeholder_map.graph import StakeholderGraph
    >>> graph = StakeholderGraph.from_ties([("a", "b", "cooperation", 1.0)])
    >>> linked = link_graph(graph)
    >>> linked.ties[0]["id"], linked.ties[0]["directed"]
    ('a--cooperation--b', False)
    """
    nodes = []
    for name, row in zip(graph.ids, _rows(graph, measures=measures), strict=True):
        node: dict[str, Value] = {"id": name, "label": clean_text(str(row.pop("name", name)))}
        node.update({column: _plain(cell) for column, cell in row.items() if _known(cell)})
        nodes.append(node)
    ties = sorted((_tie(row) for row in _records(graph.ties)), key=lambda tie: tie["id"])
    return Linked(tuple(nodes), tuple(ties))


def _rows(graph: StakeholderGraph, *, measures: pd.DataFrame | None) -> list[dict[str, Any]]:
    stakeholders = graph.stakeholders
    own = [name for name in ("name", *_ABOUT) if name in stakeholders.columns]
    frame = stakeholders[own]
    if measures is not None:
        frame = frame.join(measures)
    return _records(frame.loc[list(graph.ids)])


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]


def _tie(row: Mapping[str, Any]) -> dict[str, Any]:
    layer, area = row["layer"], row["area"]
    middle = layer if not area else f"{layer}@{area}"
    return {
        "id": f"{row['source']}--{middle}--{row['target']}",
        "source": row["source"],
        "target": row["target"],
        "layer": layer,
        "area": area,
        "sign": LAYERS[layer].sign,
        "directed": LAYERS[layer].directed,
        **{name: round(float(row[name]), digits) for name, digits in _NUMBERS.items()},
    }


def _known(cell: object) -> bool:
    return cell is not None and cell is not pd.NA and cell == cell  # noqa: PLR0124


def _plain(cell: Any) -> Value:
    value = cell.item() if hasattr(cell, "item") else cell
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return round(value, 6)
    return clean_text(str(value))
