"""UCINET's data language (DL): a full matrix for each layer and area."""

from __future__ import annotations

import re

from stakeholder_map.report.exports.linked import Linked

LONGEST_LABEL = 18
"""Characters of a label that UCINET keeps; it writes them in capitals."""

_NO_LABEL = re.compile(r"[^A-Z0-9_.@-]+")


def ucinet_dl(linked: Linked) -> bytes:
    """The graph as DL, format fullmatrix.

    Parameters
    ----------
    linked : Linked
        What `link_graph` gives.

    Returns
    -------
    bytes
        One matrix of strengths for each layer, and each layer in an area; rows are sources, columns
        targets, symmetric layers stand on both sides. Labels are the ids in capitals, cut to 18
        characters, with a number at the end where two would be the same. Empty for no stakeholder.

    References
    ----------
    .. [1] Analytic Technologies, UCINET help, "DL language".

    Examples
    --------
    >>> print(ucinet_dl(Linked(({"id": "a", "label": "A"},), ())).decode().splitlines()[0])
    dl n=1, nm=1, format=fullmatrix
    """
    ids = [str(node["id"]) for node in linked.nodes]
    if not ids:
        return b""
    place = {name: row for row, name in enumerate(ids)}
    parts = sorted({(str(tie["layer"]), str(tie["area"])) for tie in linked.ties}) or [("", "")]
    matrices = {part: [["0"] * len(ids) for _ in ids] for part in parts}
    for tie in linked.ties:
        rows = matrices[str(tie["layer"]), str(tie["area"])]
        source, target = place[str(tie["source"])], place[str(tie["target"])]
        rows[source][target] = f"{tie['strength']:g}"
        if not tie["directed"]:
            rows[target][source] = rows[source][target]
    names = [layer + (f"@{area}" if area else "") or "none" for layer, area in parts]
    lines = [
        f"dl n={len(ids)}, nm={len(parts)}, format=fullmatrix",
        "labels:",
        ",".join(labels_of(ids)),
        "matrix labels:",
        ",".join(labels_of(names)),
        "data:",
    ]
    for part in parts:
        lines += [" ".join(row) for row in matrices[part]]
    return ("\n".join(lines) + "\n").encode("ascii")


def labels_of(names: list[str]) -> list[str]:
    """Labels that UCINET can tell apart.

    Parameters
    ----------
    names : list of str
        All different.

    Returns
    -------
    list of str
        In the same order: capitals, at most 18 characters, all different.

    Examples
    --------
    >>> labels_of(["mercy", "a-very-long-name-of-one", "a-very-long-name-of-two"])
    ['MERCY', 'A-VERY-LONG-NAME-O', 'A-VERY-LONG-NAME_2']
    """
    found: list[str] = []
    for name in names:
        whole = _NO_LABEL.sub("_", name.upper()) or "_"
        label, number = whole[:LONGEST_LABEL], 2
        while label in found:
            end = f"_{number}"
            label, number = whole[: LONGEST_LABEL - len(end)] + end, number + 1
        found.append(label)
    return found
