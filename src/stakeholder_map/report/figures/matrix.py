"""Pairs by area: how each pair stands in each market, goal or scope, in symbols."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.words import in_lines, one_line, put_title, spell_out
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import (
    COMPETITION,
    COOPERATION,
    INK,
    MUTED,
    PAPER,
    RULE,
    figure,
    style,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_ROWS = 30
ROW_INCHES = 0.29
FRAME_INCHES = 2.0

PAIR_MARKS: Mapping[str, tuple[str, str, str, str]] = {
    "partnering": ("o", COOPERATION, COOPERATION, "work together"),
    "adapting": ("D", "#8fc1d4", INK, "both at once"),
    "contending": ("X", COMPETITION, COMPETITION, "compete"),
    "isolating": (".", MUTED, MUTED, "neither"),
    "cannot tell": ("?", MUTED, MUTED, "cannot tell"),
}
"""Marker, fill, edge and plain words of each type of pair; a blank field means not asked."""


def _marker(sign: str) -> Any:
    """A marker of matplotlib: "?" is drawn as the letter, since text is never mathematics here."""
    if sign != "?":
        return sign
    from matplotlib.textpath import TextPath
    from matplotlib.transforms import Affine2D

    outline = TextPath((0, 0), sign, size=10)
    box = outline.get_extents()
    return outline.transformed(Affine2D().translate(-box.x0 - box.width / 2, -box.height / 2))


def plot_pair_matrix(frame: pd.DataFrame, *, name: str, title: str, tier: Tier) -> Chart:
    """A field of symbols: a row for each pair, a column for each area.

    Parameters
    ----------
    frame : DataFrame
        Index: names of pairs, or two levels with the names of both ends. Columns: areas. Values:
        a type of pair (a key of :data:`PAIR_MARKS`), or missing where nobody was asked.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.

    Returns
    -------
    Chart
        At most the first 30 pairs; readable without colour.

    Raises
    ------
    ValueError
        If there are no rows or no columns, or a value is no type of pair.

    Examples
    --------
    >>> frame = pd.DataFrame({"Dental": ["adapting"], "Data": [None]}, index=["Lake – Elm"])
    >>> print(plot_pair_matrix(frame, name="pairs", title="Lake and Elm", tier="analyst").alt)
    Symbols for 1 pair in 2 areas: 1 both at once, 1 not asked.
    Lake – Elm: both at once in Dental.
    """
    types = _checked(frame)
    pairs = [_pair(label) for label in frame.index]
    shown = types[:MOST_ROWS]
    with style():
        drawn = figure(height=FRAME_INCHES + ROW_INCHES * len(shown))
        axes = drawn.add_subplot()
        for word, (marker, face, edge, _) in PAIR_MARKS.items():
            rows, columns = np.nonzero(shown == word)
            axes.scatter(
                columns,
                rows,
                marker=_marker(marker),
                s=40 if marker in {".", "?"} else 62,
                facecolors=face,
                edgecolors=edge,
                linewidths=0.3 if marker == "?" else 1,
                zorder=3,
            )
        _rule(axes, pairs=pairs[: len(shown)], areas=[str(area) for area in frame.columns])
        if len(shown) < len(types):
            axes.set_ylabel(f"first {len(shown)} of {len(types)} pairs", color=MUTED, fontsize=8.5)
        _legend(drawn, present={str(word) for word in types.ravel()})
        put_title(drawn, title)
        alt = _describe(types, pairs=pairs, areas=[one_line(area) for area in frame.columns])
        return Chart(name, drawn, title=title, alt=alt, tier=tier)


def _checked(frame: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.object_]]:
    given = frame.astype(object).where(frame.notna(), "")
    types = given.map(lambda word: str(word).replace("_", " ")).to_numpy(dtype=object)
    if not types.size:
        raise ValueError(f"expected pairs and areas, found a frame of {types.shape}")
    for word in types.ravel():
        if word and word not in PAIR_MARKS:
            raise ValueError(f"type of pair must be one of {list(PAIR_MARKS)}; not {word!r}")
    return types


def _pair(label: object) -> str:
    if isinstance(label, tuple):
        return " – ".join(one_line(end, width=24) for end in label)
    return one_line(label, width=50)


def _rule(axes: Axes, *, pairs: list[str], areas: list[str]) -> None:
    """Lines between the fields, pairs at the left, areas on top."""
    axes.set_xlim(-0.5, len(areas) - 0.5)
    axes.set_ylim(len(pairs) - 0.5, -0.5)
    slanted = len(areas) > 4
    heads = [one_line(area, width=26) if slanted else in_lines(area, lines=3) for area in areas]
    axes.set_xticks(range(len(areas)), heads)
    axes.set_yticks(range(len(pairs)), pairs)
    axes.vlines(np.arange(len(areas) + 1) - 0.5, -0.5, len(pairs) - 0.5, color=RULE, lw=0.7)
    axes.hlines(np.arange(len(pairs) + 1) - 0.5, -0.5, len(areas) - 0.5, color=RULE, lw=0.7)
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", labelsize=8.5)
    if slanted:
        for text in axes.get_xticklabels():
            text.set(rotation=38, ha="left", rotation_mode="anchor")
    axes.tick_params(axis="y", labelsize=8.5)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _legend(drawn: Figure, *, present: set[str]) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D(
            [],
            [],
            linestyle="",
            marker=_marker(marker),
            markersize=7,
            markerfacecolor=face,
            markeredgecolor=edge,
            markeredgewidth=0.3 if marker == "?" else 1,
            label=words,
        )
        for word, (marker, face, edge, words) in PAIR_MARKS.items()
        if word in present
    ]
    if "" in present:
        handles.append(
            Line2D([], [], linestyle="", marker="s", color=PAPER, mec=RULE, label="not asked")
        )
    drawn.legend(
        handles=handles,
        loc="outside lower left",
        ncols=len(handles),
        columnspacing=1.4,
        handletextpad=0.3,
    )


def _describe(
    types: np.ndarray[Any, np.dtype[np.object_]], *, pairs: list[str], areas: list[str]
) -> str:
    spoken = {word: words for word, (*_, words) in PAIR_MARKS.items()} | {"": "not asked"}
    counted = [(int((types == word).sum()), words) for word, words in spoken.items()]
    totals = ", ".join(f"{count} {words}" for count, words in counted if count)
    noun = "pair" if len(pairs) == 1 else "pairs"
    strong = {"partnering", "adapting", "contending"}
    described = []
    for pair, row in zip(pairs, types, strict=True):
        ties = [f"{spoken[w]} in {a}" for a, w in zip(areas, row, strict=True) if w in strong]
        if ties:
            described.append(f"{pair}: {', '.join(ties)}")
    details = f" {spell_out(described, noun='pairs')}" if described else ""
    return f"Symbols for {len(pairs)} {noun} in {len(areas)} areas: {totals}.{details}"
