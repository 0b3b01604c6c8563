"""The picture of the map: on pages, on paper, and where scripts are off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from stakeholder_map.phrases import count_of
from stakeholder_map.privacy import Tier
from stakeholder_map.report.explorable import Explorable
from stakeholder_map.report.figures.names import write_names
from stakeholder_map.report.map.content import MapContent
from stakeholder_map.report.map.page import map_alone
from stakeholder_map.report.style import COMPETITION, COOPERATION, INK, PAPER, figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST_READINGS = 0.5
"""Ties that stand in fewer readings than this are on the map, not on the picture."""

MOST_LINES = 160
"""Lines of each sign on the picture: the strongest."""


def map_block(content: MapContent, *, name: str, title: str, tier: Tier) -> Explorable:
    """The map as a block: a picture that can be explored.

    Parameters
    ----------
    content : MapContent
        What it shows.
    name, title, tier
        As of :class:`~stakeholder_map.report.explorable.Explorable`.

    Returns
    -------
    Explorable
        The picture has the strongest ties of the relation as a whole: cooperation as full lines,
        competition as broken ones.

    Examples
    --------
    >>> node = {"id": "a", "label": "Ash", "group": "", "x": 0.5, "y": 0.5, "power": None,
    ...         "interest": None, "facts": []}
    >>> block = map_block(MapContent((node,), (), (), ()), name="map", title="Map", tier="analyst")
    >>> print(block.alt)
    A map of 1 organisation with no ties drawn.
    """
    chosen = {sign: _lines(content, sign=sign) for sign in ("positive", "negative")}
    with style():
        drawn = figure(height=5.6)
        axes = drawn.add_subplot()
        _draw(axes, content=content, chosen=chosen)
        return Explorable(
            name,
            drawn,
            title=title,
            alt=_words(content, chosen=chosen),
            tier=tier,
            content=content.to_json(),
            page=map_alone(content, title=title),
        )


def _lines(content: MapContent, *, sign: str) -> list[tuple[int, int, float]]:
    """The strongest ties of the first layer of a sign that the map has."""
    layers = [at for at, layer in enumerate(content.layers) if layer["sign"] == sign]
    ties = [
        (one, other, strength)
        for one, other, layer, area, strength, probability in content.ties
        if area < 0 and layers[:1] == [layer] and probability >= LEAST_READINGS
    ]
    return sorted(ties, key=lambda tie: (-tie[2], tie))[:MOST_LINES]


def _draw(axes: Axes, *, content: MapContent, chosen: dict[str, list[Any]]) -> None:
    from matplotlib.collections import LineCollection

    points = np.array([(node["x"], node["y"]) for node in content.nodes]).reshape(-1, 2)
    looks = {"positive": (COOPERATION, "solid"), "negative": (COMPETITION, (0, (4, 3)))}
    for sign, ties in chosen.items():
        colour, dashes = looks[sign]
        ends = [[points[one], points[other]] for one, other, _ in ties]
        widths = [0.4 + 1.6 * strength for _, _, strength in ties]
        axes.add_collection(
            LineCollection(ends, colors=colour, linewidths=widths, linestyles=dashes, alpha=0.5)
        )
    axes.scatter(points[:, 0], points[:, 1], s=34, color=PAPER, edgecolors=INK, zorder=4)
    axes.set_axis_off()
    if len(points):
        degree = np.bincount(
            [end for ties in chosen.values() for tie in ties for end in tie[:2]],
            minlength=len(points),
        )
        order = np.lexsort((np.arange(len(points)), -degree))
        names = [str(content.nodes[row]["label"]) for row in order]
        write_names(
            axes, points=points[order], names=names, radius=4.5, lines=np.zeros((0, 4)), size=7
        )


def _words(content: MapContent, *, chosen: dict[str, list[Any]]) -> str:
    names = dict.fromkeys(chosen, "")
    for layer in content.layers:
        names[layer["sign"]] = names[layer["sign"]] or layer["label"].lower()
    parts = [
        f"{count_of(len(ties), 'tie')} “{names[sign]}” as {look} lines"
        for (sign, ties), look in zip(chosen.items(), ("full", "broken"), strict=True)
        if ties
    ]
    who = count_of(len(content.nodes), "organisation")
    return f"A map of {who} with {' and '.join(parts) if parts else 'no ties drawn'}."
