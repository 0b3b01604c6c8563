"""What the map shows: organisations, ties by layer and area, and what there is to say of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from stakeholder_map.report.grid import clean_text
from stakeholder_map.report.map.places import Place
from stakeholder_map.tables import LAYERS

if TYPE_CHECKING:
    from stakeholder_map.graph import StakeholderGraph

WORDS: Mapping[str, str] = {
    "cooperation": "Work together",
    "competition": "Compete",
    "contact": "Contacts on record",
    "contact_frequency": "Are in touch",
    "intensity": "How closely they work together",
    "shared_population": "Serve the same people",
    "joint_events": "Meet at the same events",
    "shared_bodies": "Sit on the same bodies",
    "convergence": "Stand on the same side",
    "divergence": "Stand on opposite sides",
}
"""Layers as a reader of the map knows them, in the order of the switches: symmetric ones only.

A tie of a directed layer is one respondent's answer about another; no map shows it.
"""

Tie = tuple[int, int, int, int, float, float]

LEAST_STRENGTH = 0.02
"""Ties weaker than this are not on the map."""

MOST_TIES = 10_500
"""Beyond so many the weakest are left out, and the map says how many: it travels by mail."""


@dataclass(frozen=True)
class MapNode:
    """What the map says of an organisation.

    Parameters
    ----------
    power, interest : float or None
        0 to 1, for the view of power and interest; None where it is not known.
    facts : tuple of str
        Sentences for whoever opens it.
    """

    power: float | None = None
    interest: float | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class MapContent:
    """Everything on the map.

    Parameters
    ----------
    nodes : tuple of dict
        `id`, `label`, `group`, `x`, `y` (0 to 1), `power`, `interest`, `facts`; by label.
    layers : tuple of dict
        `id`, `label`, `sign`; those with a tie.
    areas : tuple of dict
        `id`, `label`; those with a tie; on a map of the record also `note`, what leaders are told
        of the climate there.
    ties : tuple of tuple
        Rows of both nodes, of the layer, of the area (-1 for the whole), strength and probability.
    left_out : int
        Ties that found no room: the weakest.
    kind : {"evidence", "record"}
        What the ties rest on: all evidence, for analysts; what stands on record, for leaders.
    items : tuple of dict
        Of a map of the record all that organisations have in common: `layer`, `area`, `label`,
        `who` (rows of nodes). Its ties follow from these.
    axes : tuple of str
        What power and what interest are, for that view; empty where there is none.
    note : str
        What leaders are told of the climate as a whole.
    warning : str
        What has to stand on top; empty as a rule.
    """

    nodes: tuple[dict[str, Any], ...]
    layers: tuple[dict[str, str], ...]
    areas: tuple[dict[str, str], ...]
    ties: tuple[Tie, ...]
    left_out: int = 0
    kind: Literal["evidence", "record"] = "evidence"
    items: tuple[dict[str, Any], ...] = ()
    axes: tuple[str, ...] = ("power", "interest")
    note: str = ""
    warning: str = ""

    @classmethod
    def of(cls, described: Mapping[str, Any]) -> MapContent:
        """The content that plain data describe, as `to_json` gave them."""
        ties = tuple(
            (*map(int, tie[:4]), float(tie[4]), float(tie[5])) for tie in described["ties"]
        )
        return cls(
            tuple(described["nodes"]),
            tuple(described["layers"]),
            tuple(described["areas"]),
            ties,  # type: ignore[arg-type]
            int(described["left_out"]),
            described.get("kind", "evidence"),
            tuple(described.get("items", ())),
            tuple(described.get("axes", ("power", "interest"))),
            described.get("note", ""),
            described.get("warning", ""),
        )

    def to_json(self) -> dict[str, Any]:
        """The content as plain data, as a notebook stores it."""
        return {
            "nodes": list(self.nodes),
            "layers": list(self.layers),
            "areas": list(self.areas),
            "ties": [list(tie) for tie in self.ties],
            "left_out": self.left_out,
            "kind": self.kind,
            "items": list(self.items),
            "axes": list(self.axes),
            "note": self.note,
            "warning": self.warning,
        }

    @property
    def places(self) -> dict[str, Place]:
        """Where each organisation stands, for the map of the next scan."""
        return {node["id"]: (node["x"], node["y"]) for node in self.nodes}


def map_content(
    graph: StakeholderGraph,
    *,
    about: Mapping[str, MapNode],
    groups: Mapping[str, str],
    areas: Mapping[str, str],
    places: Mapping[str, Place],
) -> MapContent:
    """The map of a graph.

    Parameters
    ----------
    graph : StakeholderGraph
        The expected one; its stakeholders have a `name` and a `key_group`.
    about : mapping of str to MapNode
        By stakeholder id; who is absent has nothing more to say.
    groups, areas : mapping of str to str
        Names of key groups and areas by id.
    places : mapping of str to (float, float)
        Where each stakeholder stands: see :mod:`stakeholder_map.report.map.places`.

    Returns
    -------
    MapContent
        Of the layers in `WORDS`; nothing of directed ones. Cooperation and competition stand
        beside each other.

    Examples
    --------
    >>> from stakeholder_map.graph import StakeholderGraph
    >>> graph = StakeholderGraph.from_ties([("a", "b", "cooperation", 1.0)])
    >>> places = {"a": (0.1, 0.5), "b": (0.9, 0.5)}
    >>> content = map_content(graph, about={}, groups={}, areas={}, places=places)
    >>> [node["label"] for node in content.nodes], content.layers[0]["label"]
    (['a', 'b'], 'Work together')
    """
    ties = graph.ties
    ties = ties[ties["layer"].isin(list(WORDS)) & ties["strength"].ge(LEAST_STRENGTH)]
    layers = [name for name in WORDS if (ties["layer"] == name).any()]
    within = sorted(
        {str(area) for area in ties["area"] if area}, key=lambda each: (areas.get(each, each), each)
    )
    nodes = _nodes(graph, about=about, groups=groups, places=places)
    row_of = {node["id"]: row for row, node in enumerate(nodes)}
    found = _ties(ties, row_of=row_of, layers=layers, areas=within)
    kept = sorted(found, key=lambda tie: (tie[3] >= 0, -tie[4], tie))[:MOST_TIES]
    return MapContent(
        nodes=tuple(nodes),
        layers=tuple(
            {"id": name, "label": WORDS[name], "sign": LAYERS[name].sign} for name in layers
        ),
        areas=tuple({"id": area, "label": clean_text(areas.get(area, area))} for area in within),
        ties=tuple(sorted(kept)),
        left_out=len(found) - len(kept),
    )


def _nodes(
    graph: StakeholderGraph,
    *,
    about: Mapping[str, MapNode],
    groups: Mapping[str, str],
    places: Mapping[str, Place],
) -> list[dict[str, Any]]:
    stakeholders = graph.stakeholders
    nodes = []
    for name in graph.ids:
        row = stakeholders.loc[name]
        label = row.get("name", name)
        group = row.get("key_group", "")
        known = about.get(name, MapNode())
        nodes.append(
            {
                "id": name,
                "label": clean_text(label if isinstance(label, str) else name),
                "group": groups.get(group, group) if isinstance(group, str) else "",
                "x": places[name][0],
                "y": places[name][1],
                "power": _short(known.power),
                "interest": _short(known.interest),
                "facts": [clean_text(fact) for fact in known.facts],
            }
        )
    return sorted(nodes, key=lambda node: (node["label"].casefold(), node["id"]))


def _ties(
    ties: Any, *, row_of: Mapping[str, int], layers: Sequence[str], areas: Sequence[str]
) -> list[Tie]:
    found = []
    for tie in ties.to_dict("records"):
        ends = sorted((row_of[tie["source"]], row_of[tie["target"]]))
        area = areas.index(tie["area"]) if tie["area"] else -1
        found.append(
            (
                ends[0],
                ends[1],
                layers.index(tie["layer"]),
                area,
                round(float(tie["strength"]), 2),
                round(float(tie["probability"]), 2),
            )
        )
    return found


def _short(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else round(float(value), 3)
