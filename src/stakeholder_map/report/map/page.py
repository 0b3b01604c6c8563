"""The file of the map: data, style, script and a picture in one; it calls nobody."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from stakeholder_map.privacy import Tier
from stakeholder_map.report.map.content import MapContent
from stakeholder_map.report.templating import TEMPLATES, page_templates

if TYPE_CHECKING:
    from stakeholder_map.report.context import PageContext

PICTURE_TIES = 300
"""Ties on the picture that stands in where scripts are off: the strongest."""

MOST_NAMED = 20
"""Organisations that a row of what is on record names; of more it says how many."""

MOST_BYTES = 300_000
"""Size of a map of 200 organisations, at most."""


def map_page(content: MapContent, *, tier: Tier, context: PageContext) -> str:
    """The map as one HTML file.

    Parameters
    ----------
    content : MapContent
        What it shows.
    tier : Tier
        Whose map it is.
    context : PageContext
        Of the scan.

    Returns
    -------
    str
        Self-contained; no request goes anywhere, and only the map's own script may run. Text of
        the input stands in it as data. The same content gives the same text.
    """
    from stakeholder_map.report.context import frame_of

    return _render(content, around=frame_of(context, tier=tier, page="map"))


def map_alone(content: MapContent, *, title: str) -> str:
    """The map without the frame of a scan, for a notebook.

    Parameters
    ----------
    content : MapContent
        What it shows.
    title : str
        Of the page.

    Returns
    -------
    str
        As of `map_page`.
    """
    return _render(content, around={"alone": True, "day": title})


def _render(content: MapContent, *, around: Mapping[str, Any]) -> str:
    script = (TEMPLATES / "map.js").read_text(encoding="utf-8")
    template = page_templates().get_template("map.html.j2")
    page: str = template.render(
        around=around,
        content=content,
        data=_data(content),
        items=_items(content),
        facts=any(node["facts"] for node in content.nodes),
        picture=_picture(content),
        rows=_rows(content),
        script=script,
        script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )
    return page


def _data(content: MapContent) -> str:
    """JSON that no HTML parser can take for markup."""
    # who it is and what there is to say stands in the table: the script reads it there
    described: dict[str, Any] = {
        "nodes": [
            {key: value for key, value in node.items() if key not in ("id", "facts")}
            for node in content.nodes
        ],
        "layers": content.layers,
        "areas": content.areas,
        "axes": content.axes,
        "note": content.note,
    }
    if content.kind == "record":
        # ties follow from these
        described["items"] = [
            [*(item[key] for key in ("layer", "area", "x", "y", "label")), *item["who"]]
            for item in content.items
        ]
    else:
        described["ties"] = _by_layer(content)
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    for sign, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(sign, code)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _by_layer(content: MapContent) -> list[list[int]]:
    """For each layer and area with ties: both, then four numbers a tie, in hundredths."""
    found: dict[tuple[int, int], list[int]] = {}
    for one, other, layer, area, strength, probability in content.ties:
        numbers = found.setdefault((layer, area), [layer, area])
        numbers += [one, other, round(100 * strength), round(100 * probability)]
    return list(found.values())


def _picture(content: MapContent) -> dict[str, Any]:
    """Lines and points of the picture that stands in where scripts are off."""
    whole = [tie for tie in content.ties if tie[3] < 0 and content.kind == "evidence"]
    strongest = sorted(whole, key=lambda tie: (-tie[4], tie))[:PICTURE_TIES]
    hubs = [item for item in content.items if (item["layer"], item["area"]) == (0, -1)]
    hubs = [item for item in hubs if len(item["who"]) > 1]
    nodes = content.nodes
    return {
        "points": [_at(node) for node in nodes],
        "lines": [
            *((*_at(nodes[t[0]]), *_at(nodes[t[1]]), _look(content, t[2])) for t in strongest),
            *(
                (*_at(hub), *_at(nodes[row]), _look(content, 0))
                for hub in hubs
                for row in hub["who"]
            ),
        ],
        "hubs": [(*_at(hub), hub["label"]) for hub in hubs],
    }


def _at(spot: Mapping[str, Any]) -> tuple[float, float]:
    return round(40 + 920 * spot["x"], 1), round(660 - 620 * spot["y"], 1)


def _look(content: MapContent, layer: int) -> str:
    return f"{content.layers[layer]['sign']} {content.layers[layer]['id']}"


def _items(content: MapContent) -> list[tuple[str, str, str, str]]:
    """What the ties of a map of the record rest on: tie, what, area, organisations."""
    return [
        (
            content.layers[item["layer"]]["label"],
            item["label"],
            content.areas[item["area"]]["label"] if item["area"] >= 0 else "",
            "; ".join(content.nodes[row]["label"] for row in item["who"])
            if len(item["who"]) <= MOST_NAMED
            else f"{len(item['who'])} organisations, each as the table above says",
        )
        for item in content.items
        if item["area"] >= 0 or not _again(item, content.items)
    ]


def _again(item: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the same stands there once more, for an area."""
    same = ("layer", "label", "who")
    return any(
        other["area"] >= 0 and all(other[key] == item[key] for key in same) for other in items
    )


def _rows(content: MapContent) -> list[Mapping[str, Any]]:
    """The table beside the map: for each organisation how many ties of each layer it has."""
    counts = [[0] * len(content.layers) for _ in content.nodes]
    for one, other, layer, area, _, _ in content.ties:
        if area < 0:
            counts[one][layer] += 1
            counts[other][layer] += 1
    return [{**node, "counts": counts[row], "row": row} for row, node in enumerate(content.nodes)]
