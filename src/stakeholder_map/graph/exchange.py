"""Graphs for networkx and back: for exploring, and for the oracles of the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

import pandas as pd

from stakeholder_map.graph.check import COLUMNS
from stakeholder_map.tables import LAYERS

if TYPE_CHECKING:
    import networkx as nx

_NUMBERS = ("strength", "level", "highest", "probability")


class GraphParts(TypedDict):
    """What a `StakeholderGraph` is made from."""

    stakeholders: pd.DataFrame
    ties: pd.DataFrame
    layers: tuple[str, ...]
    areas: tuple[str, ...]


def to_networkx(parts: GraphParts) -> nx.MultiDiGraph[str]:
    """The graph as networkx holds it.

    Parameters
    ----------
    parts : GraphParts
        Checked tables.

    Returns
    -------
    MultiDiGraph
        Nodes are ids with the stakeholder's known attributes. An arc has the key ``(layer, area)``
        and the attributes `layer`, `area`, `sign`, `symmetric`, `strength`, `probability` and,
        where there is one, `level` and `highest`. A tie of a symmetric layer is two arcs. No
        attribute is called `weight`: a strength is not a distance, and the signs do not mix.

    Examples
    --------
    >>> from stakeholder_map.graph import StakeholderGraph
    >>> graph = StakeholderGraph.from_ties([("a", "b", "cooperation", 1.0)]).to_networkx()
    >>> graph.number_of_edges(), graph["b"]["a"]["cooperation", ""]["symmetric"]
    (2, True)
    """
    import networkx as nx

    stakeholders, ties = parts["stakeholders"], parts["ties"]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph["layers"], graph.graph["areas"] = parts["layers"], parts["areas"]
    graph.graph["columns"] = {str(name): str(kind) for name, kind in stakeholders.dtypes.items()}
    for node, row in zip(stakeholders.index, stakeholders.to_dict("records"), strict=True):
        graph.add_node(node, **{str(name): each for name, each in row.items() if _known(each)})
    for tie in ties.to_dict("records"):
        layer, area = tie["layer"], tie["area"]
        symmetric = not LAYERS[layer].directed
        known = {name: tie[name] for name in _NUMBERS if _known(tie[name])}
        about = {"layer": layer, "area": area, "sign": LAYERS[layer].sign, "symmetric": symmetric}
        ends = (tie["source"], tie["target"])
        for source, target in (ends, ends[::-1]) if symmetric else (ends,):
            graph.add_edge(source, target, key=(layer, area), **about, **known)
    return graph


def from_networkx(graph: nx.MultiDiGraph[str]) -> GraphParts:
    """Tables of a graph that came from `to_networkx`, or was built alike.

    Parameters
    ----------
    graph : MultiDiGraph
        Arcs with `layer` and `strength`; `area`, `level`, `highest` and `probability` if known.
        Of the two arcs of a symmetric tie one is enough.

    Returns
    -------
    GraphParts

    Raises
    ------
    ValueError
        An arc without layer or strength; two arcs of one symmetric tie that differ.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> _ = graph.add_edge("a", "b", layer="trust_mission", strength=0.5)
    >>> from_networkx(graph)["ties"][["source", "target", "strength"]].values.tolist()
    [['a', 'b', 0.5]]
    """
    nodes = pd.DataFrame(
        [dict(attributes) for _, attributes in graph.nodes(data=True)],
        index=pd.Index(list(graph.nodes), name="stakeholder_id", dtype="object"),
    )
    kinds: dict[str, str] = graph.graph.get("columns", {})
    for name in kinds:
        if name not in nodes.columns:
            nodes[name] = None
    rest = [name for name in nodes.columns if name not in kinds]
    nodes = nodes[[*kinds, *rest]].astype(kinds)
    rows: dict[tuple[str, str, str, str], dict[str, Any]] = {}
    for source, target, attributes in graph.edges(data=True):
        _add_arc(rows, (source, target), attributes)
    ties = pd.DataFrame(list(rows.values()), columns=pd.Index(COLUMNS))
    return {
        "stakeholders": nodes,
        "ties": ties.fillna({"probability": 1.0}).astype({"level": "Int64", "highest": "Int64"}),
        "layers": tuple(graph.graph.get("layers", ())),
        "areas": tuple(graph.graph.get("areas", ())),
    }


def _add_arc(
    rows: dict[tuple[str, str, str, str], dict[str, Any]],
    ends: tuple[str, str],
    attributes: dict[str, Any],
) -> None:
    for name in ("layer", "strength"):
        if name not in attributes:
            raise ValueError(f"an arc needs {name!r}; {ends[0]!r} to {ends[1]!r} has {attributes}")
    layer, area = attributes["layer"], attributes.get("area", "")
    symmetric = layer in LAYERS and not LAYERS[layer].directed
    source, target = sorted(ends) if symmetric else ends
    row = {"source": source, "target": target, "layer": layer, "area": area}
    row |= {name: attributes[name] for name in _NUMBERS if name in attributes}
    before = rows.setdefault((source, target, layer, area), row)
    if before != row:
        raise ValueError(f"two arcs of one tie differ: {before} and {row}")


def _known(value: Any) -> bool:
    return not pd.api.types.is_scalar(value) or bool(pd.notna(value))
