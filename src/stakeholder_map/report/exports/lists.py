"""CSV for programs that read lists of nodes and of ties: Gephi and Kumu."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from stakeholder_map.report.downloads import FORMULA_SIGNS
from stakeholder_map.report.exports.linked import Linked, Record, Value


def gephi_csv(linked: Linked) -> dict[str, bytes]:
    r"""Two tables for Gephi's spreadsheet import.

    Parameters
    ----------
    linked : Linked
        What `link_graph` gives.

    Returns
    -------
    dict of str to bytes
        "nodes" (`Id`, `Label`, further columns) and "edges" (`Id`, `Source`, `Target`, `Type`,
        `Weight`, further columns). Symmetric ties stand once, with the type "Undirected".

    Examples
    --------
    >>> gephi_csv(Linked(({"id": "a", "label": "A"},), ()))["nodes"]
    b'Id,Label\na,A\n'
    """
    edges = [
        {
            "Id": tie["id"],
            "Source": tie["source"],
            "Target": tie["target"],
            "Type": "Directed" if tie["directed"] else "Undirected",
            "Weight": tie["strength"],
            **{name: tie[name] for name in ("layer", "area", "sign", "probability")},
        }
        for tie in linked.ties
    ]
    nodes = [_renamed(node, {"id": "Id", "label": "Label"}) for node in linked.nodes]
    return {
        "nodes": _csv(nodes, first=("Id", "Label")),
        "edges": _csv(edges, first=("Id", "Source", "Target", "Type", "Weight")),
    }


def kumu_csv(linked: Linked) -> dict[str, bytes]:
    r"""Two tables for Kumu's import.

    Parameters
    ----------
    linked : Linked
        What `link_graph` gives.

    Returns
    -------
    dict of str to bytes
        "elements" (`ID`, `Label`, `Type` = the key group, further columns) and "connections" (`ID`,
        `From`, `To` by `ID`, `Type` = the layer, `Direction` "directed" or "mutual", `Strength`,
        further columns). Rows are known by their `ID`, so that a later import changes them instead
        of adding others.

    Examples
    --------
    >>> kumu_csv(Linked(({"id": "a", "label": "A", "key_group": "hospital"},), ()))["elements"]
    b'ID,Label,Type\na,A,hospital\n'
    """
    connections = [
        {
            "ID": tie["id"],
            "From": tie["source"],
            "To": tie["target"],
            "Type": tie["layer"],
            "Direction": "directed" if tie["directed"] else "mutual",
            "Strength": tie["strength"],
            "Area": tie["area"],
            "Sign": tie["sign"],
            "Probability": tie["probability"],
        }
        for tie in linked.ties
    ]
    names = {"id": "ID", "label": "Label", "key_group": "Type"}
    elements = [_renamed(node, names) for node in linked.nodes]
    return {
        "elements": _csv(elements, first=("ID", "Label", "Type")),
        "connections": _csv(connections, first=("ID", "From", "To", "Type", "Direction")),
    }


def _renamed(record: Record, names: Mapping[str, str]) -> dict[str, Value]:
    return {names.get(key, key): value for key, value in record.items()}


def _csv(records: Sequence[Mapping[str, Value]], *, first: Iterable[str]) -> bytes:
    known = {name for record in records for name in record}
    leading = [name for name in first if name in known or not records]
    header = [*leading, *sorted(known.difference(leading))]
    held = io.StringIO()
    writer = csv.DictWriter(held, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _safe(cell) for name, cell in record.items()} for record in records)
    return held.getvalue().encode("utf-8")


def _safe(cell: Value) -> Value:
    """Text that a spreadsheet might run as a formula gets an apostrophe in front."""
    if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS):
        return f"'{cell}"
    return cell
