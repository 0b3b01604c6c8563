"""Names beside the points of a figure; where it is crowded, numbers and a key below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from stakeholder_map.report.figures.labels import Array, Canvas, Spot, place_labels
from stakeholder_map.report.figures.words import in_lines, one_line
from stakeholder_map.report.style import INK, MUTED, PAPER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

KEY_COLUMNS = 3
KEY_ROW_INCHES = 0.16
KEY_SIGNS = 44
MOST_IN_KEY = 60


def write_names(
    axes: Axes, *, points: Array, names: Sequence[str], radius: float, lines: Array, size: float
) -> list[str]:
    """Write names beside points, without overlap.

    Parameters
    ----------
    axes : Axes
        The only one of its figure, with limits set. Its layout is settled by this call, and its
        figure grows where a key is needed.
    points : array (n, 2)
        In data units, the most important first.
    names : sequence of str
        As many; each is wrapped to two lines.
    radius : float
        Of a drawn point, in printer's points.
    lines : array (m, 4)
        Ends of drawn lines in data units: better not covered.
    size : float
        Of the letters, in printer's points.

    Returns
    -------
    list of str
        Names for which there was not even room for a number, or in the key; mostly none.
    """
    # Where they are measured they may lie far outside the axes, for which no room is to be made.
    look: dict[str, Any] = {"fontsize": size, "color": INK, "in_layout": False}
    texts = [axes.text(0, 0, in_lines(name), **look) for name in names]
    widest = "8" * len(str(min(len(names), MOST_IN_KEY)))
    numbers = [axes.text(0, 0, widest, fontweight="bold", **look) for _ in names]
    _lay_out(axes, strip=0.0, but=(texts, numbers))
    sizes = (_sizes(texts), np.repeat(_sizes(numbers[:1]), len(names), axis=0))
    canvas, spots = _try(axes, points=points, radius=radius, lines=lines, sizes=sizes)
    crowded = sum(spot is None or spot.short for spot in spots)
    if crowded:
        rows = -(-min(crowded, MOST_IN_KEY) // KEY_COLUMNS)
        _lay_out(axes, strip=0.12 + KEY_ROW_INCHES * rows, but=(texts, numbers))
        canvas, spots = _try(axes, points=points, radius=radius, lines=lines, sizes=sizes)
    _settle(axes).set_layout_engine("none")
    key: list[str] = []
    nameless: list[str] = []
    for position, spot in enumerate(spots):
        short = spot is not None and spot.short
        chosen, other = (numbers, texts) if short else (texts, numbers)
        other[position].remove()
        if spot is None or (short and len(key) == MOST_IN_KEY):
            chosen[position].remove()
            nameless.append(one_line(names[position]))
            continue
        if short:
            key.append(f"{len(key) + 1}  {one_line(names[position], width=KEY_SIGNS)}")
            chosen[position].set_text(str(len(key)))
        _put(axes, text=chosen[position], spot=spot, point=canvas.points[position])
    _write_key(axes, key=key, size=size)
    return nameless


def _settle(axes: Axes) -> Any:
    return axes.get_figure(root=True)


def _lay_out(axes: Axes, *, strip: float, but: tuple[list[Text], list[Text]]) -> None:
    """Give the figure its final layout, with a strip of so many inches below it.

    Texts that are yet to be placed are no part of it: drawing them would take most of the time.
    """
    waiting = [text for texts in but for text in texts]
    for text in waiting:
        text.set_visible(False)
    drawn = _settle(axes)
    height = drawn.get_figheight() + strip
    drawn.set_figheight(height)
    drawn.get_layout_engine().set(rect=(0, strip / height, 1, 1 - strip / height))
    drawn.draw_without_rendering()
    for text in waiting:
        text.set_visible(True)


def _sizes(texts: Sequence[Text]) -> Array:
    """Width and height of each text in pixels, wherever it stands."""
    boxes = [text.get_window_extent() for text in texts]
    return np.array([(box.width, box.height) for box in boxes]).reshape(-1, 2)


def _try(
    axes: Axes, *, points: Array, radius: float, lines: Array, sizes: tuple[Array, Array]
) -> tuple[Canvas, list[Spot | None]]:
    pixel = _settle(axes).dpi / 72
    to_pixels = axes.transData.transform
    room = axes.get_window_extent()
    canvas = Canvas(
        (room.x0, room.y0, room.x1, room.y1),
        to_pixels(points),
        np.full(len(points), radius * pixel),
        to_pixels(lines.reshape(-1, 2)).reshape(-1, 4),
    )
    full, short = sizes
    return canvas, place_labels(canvas, sizes=full + 3 * pixel, short=short + pixel)


def _put(axes: Axes, *, text: Text, spot: Spot, point: Array) -> None:
    """Write a text at its spot, with a thin line to its point where that lies farther off."""
    pixel = _settle(axes).dpi / 72
    back = axes.transData.inverted().transform
    centre = np.array([spot.x, spot.y])
    text.set(position=tuple(back(centre)), ha="center", va="center", zorder=5)
    text.set_multialignment("center")
    text.set_bbox({"facecolor": PAPER, "alpha": 0.75, "edgecolor": "none", "pad": 0.6})
    box = text.get_window_extent()
    edge = np.clip(point, [box.x0, box.y0], [box.x1, box.y1])
    if float(np.hypot(*(edge - point))) > 14 * pixel:
        (x0, y0), (x1, y1) = back(edge), back(point)
        axes.plot([x0, x1], [y0, y1], color=MUTED, linewidth=0.5, zorder=1)


def _write_key(axes: Axes, *, key: list[str], size: float) -> None:
    drawn = _settle(axes)
    rows = -(-len(key) // KEY_COLUMNS)
    height = drawn.get_figheight()
    for position, words in enumerate(key):
        column, row = divmod(position, rows)
        x = 0.01 + column * 0.99 / KEY_COLUMNS
        y = (rows - row) * KEY_ROW_INCHES / height
        drawn.text(x, y, words, ha="left", va="top", fontsize=size, color=INK)
