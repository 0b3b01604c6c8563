"""JSON of nodes and links, for scripts and for the web."""

from __future__ import annotations

import json

from stakeholder_map.report.exports.linked import Linked

FORMAT = 1
"""Version of the layout; it grows when a reader of the one before would be misled."""


def node_link_json(linked: Linked) -> bytes:
    """The graph as JSON.

    Parameters
    ----------
    linked : Linked
        What `link_graph` gives.

    Returns
    -------
    bytes
        UTF-8: an object with `format`, `nodes` and `links`, each link with its own id and whether
        it is directed.

    Examples
    --------
    >>> json.loads(node_link_json(Linked(({"id": "a", "label": "A"},), ())))["nodes"]
    [{'id': 'a', 'label': 'A'}]
    """
    described = {
        "format": FORMAT,
        "nodes": [dict(node) for node in linked.nodes],
        "links": [dict(tie) for tie in linked.ties],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
