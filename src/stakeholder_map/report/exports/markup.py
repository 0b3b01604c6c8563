"""GraphML and GEXF, as networkx writes them: for Gephi, Cytoscape, yEd and networkx itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stakeholder_map.report.exports.linked import Linked

if TYPE_CHECKING:
    import networkx as nx

_WRITTEN_ON = re.compile(r' lastmodifieddate="[^"]*"')


def graphml(linked: Linked) -> bytes:
    """The graph as GraphML.

    Parameters
    ----------
    linked : Linked
        What `link_graph` gives.

    Returns
    -------
    bytes
        A directed multigraph. A symmetric tie stands as two arcs, since the format's readers take
        no mixture; both carry `directed` = false.

    Examples
    --------
    >>> node = {"id": "a", "label": "A"}
    >>> b"<graphml" in graphml(Linked((node,), ()))
    True
    """
    import networkx as nx

    return ("\n".join(nx.generate_graphml(_graph(linked))) + "\n").encode("utf-8")


def gexf(linked: Linked) -> bytes:
    """The graph as GEXF 1.2.

    Parameters
    ----------
    linked : Linked
        What `link_graph` gives.

    Returns
    -------
    bytes
        As `graphml`; `weight` is the strength.

    Examples
    --------
    >>> node = {"id": "a", "label": "A"}
    >>> b"<gexf" in gexf(Linked((node,), ()))
    True
    """
    import networkx as nx

    text = "\n".join(nx.generate_gexf(_graph(linked))) + "\n"
    return _WRITTEN_ON.sub("", text).encode("utf-8")


def _graph(linked: Linked) -> nx.MultiDiGraph[str]:
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in linked.nodes:
        graph.add_node(str(node["id"]), **{key: node[key] for key in node if key != "id"})
    for tie in linked.ties:
        known = {key: tie[key] for key in tie if key not in {"id", "source", "target"}}
        ends = (str(tie["source"]), str(tie["target"]))
        ways = (ends,) if tie["directed"] else (ends, ends[::-1])
        for turn, (source, target) in enumerate(ways):
            name = str(tie["id"]) if turn == 0 else f"{tie['id']}--back"
            graph.add_edge(source, target, key=name, id=name, weight=tie["strength"], **known)
    return graph
