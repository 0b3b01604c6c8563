"""Pairs by area as two bars a field: cooperation above, competition below, never netted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.words import in_lines, one_line, put_title, spell_out
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import (
    COMPETITION,
    COOPERATION,
    INK,
    MUTED,
    RULE,
    figure,
    style,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = np.ndarray[Any, np.dtype[np.float64]]

ROW_INCHES = 0.31
FRAME_INCHES = 1.75
BAR = 0.86
"""Width of a full bar, of a field 1 wide."""

HEIGHT = 0.26
LINES = ((0.24, COOPERATION), (0.68, COMPETITION))
"""Where the middle of each bar lies below the top of its field."""


@dataclass(frozen=True, eq=False)
class PairBars:
    """Cooperation and competition of pairs by area.

    Parameters
    ----------
    pairs : sequence of str
        Names of the rows.
    areas : sequence of str
        Names of the columns.
    groups : sequence of str
        Name of the group that each column belongs to; columns of one group side by side.
    values : ndarray
        Shape (2, 3, pairs, areas): of cooperation and of competition the figure and both ends of
        its interval, in [0, 1]; missing where nothing is known.
    """

    pairs: Sequence[str]
    areas: Sequence[str]
    groups: Sequence[str]
    values: Array


def plot_pair_matrix(bars: PairBars, *, name: str, title: str, tier: Tier) -> Chart:
    """A field of bars: a row for each pair, a column for each area, columns by group.

    Parameters
    ----------
    bars : PairBars
        What to draw.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.

    Returns
    -------
    Chart
        In each field two bars from the left: the upper one, full, is cooperation, the lower one,
        hatched, competition. The thin line is the range of nine of ten readings. An empty field
        means that nothing was said.

    Raises
    ------
    ValueError
        If there are no rows or no columns.

    Examples
    --------
    >>> values = np.array([[[[0.75]], [[0.5]], [[1.0]]], [[[0.25]], [[0.0]], [[0.5]]]])
    >>> bars = PairBars(["Lake – Elm"], ["Dental"], ["common ground"], values)
    >>> print(plot_pair_matrix(bars, name="pairs", title="Lake and Elm", tier="analyst").alt)
    Two bars for 1 pair in 1 area: cooperation and competition from 0 to 1. Columns: Dental
    (common ground). Lake – Elm: Dental 0.75 and 0.25.
    """
    if not (len(bars.pairs) and len(bars.areas)):
        raise ValueError(f"expected pairs and areas, found {len(bars.pairs)} and {len(bars.areas)}")
    with style():
        drawn = figure(height=FRAME_INCHES + ROW_INCHES * len(bars.pairs))
        axes = drawn.add_subplot()
        _rule(axes, bars)
        for place, (line, colour) in enumerate(LINES):
            _bars(axes, bars.values[place], line=line, colour=colour, hatched=place == 1)
        _legend(axes)
        put_title(drawn, title)
        return Chart(name, drawn, title=title, alt=_describe(bars), tier=tier)


def _bars(axes: Axes, values: Array, *, line: float, colour: str, hatched: bool) -> None:
    from matplotlib.collections import LineCollection, PolyCollection

    rows, columns = np.nonzero(~np.isnan(values[0]))
    figure_, low, high = (part[rows, columns] * BAR for part in values)
    left, middle = columns - BAR / 2, rows - 0.5 + line
    top, bottom = middle - HEIGHT / 2, middle + HEIGHT / 2
    right = left + np.maximum(figure_, 0.012)
    corners = np.stack([left, top, right, top, right, bottom, left, bottom], axis=1)
    look: dict[str, Any] = {"facecolors": colour, "edgecolors": colour}
    drawn = PolyCollection(list(corners.reshape(-1, 4, 2)), linewidths=0.8, zorder=2, **look)
    if hatched:
        drawn.set_hatch("/////")
    axes.add_collection(drawn)
    spans = np.stack([left + low, middle, left + high, middle], axis=1).reshape(-1, 2, 2)
    axes.add_collection(LineCollection(list(spans), colors=INK, linewidths=0.8, zorder=3))


def _rule(axes: Axes, bars: PairBars) -> None:
    """Lines between the fields, pairs at the left, areas and their groups on top."""
    rows, columns = len(bars.pairs), len(bars.areas)
    axes.set_xlim(-0.5, columns - 0.5)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_yticks(range(rows), [one_line(pair, width=46) for pair in bars.pairs])
    heads = [in_lines(area, width=max(9, 76 // columns), lines=3) for area in bars.areas]
    axes.set_xticks(range(columns), heads)
    axes.xaxis.tick_top()
    axes.tick_params(axis="both", labelsize=7.5, length=0)
    axes.hlines(np.arange(rows + 1) - 0.5, -0.5, columns - 0.5, color=RULE, lw=0.7)
    starts = [0] + [at for at in range(1, columns) if bars.groups[at] != bars.groups[at - 1]]
    axes.vlines(np.arange(columns + 1) - 0.5, -0.5, rows - 0.5, color=RULE, lw=0.7)
    inner = [at - 0.5 for at in starts[1:]]
    axes.vlines(inner, -0.5, rows - 0.5, color=INK, lw=1.1, zorder=4)
    for at, end in zip(starts, [*starts[1:], columns], strict=True):
        words = in_lines(bars.groups[at], width=max(10, 11 * (end - at)))
        axes.text(
            (at + end - 1) / 2,
            rows - 0.38,
            words,
            ha="center",
            va="top",
            fontsize=8,
            color=MUTED,
            style="italic",
        )
    for side in axes.spines.values():
        side.set_visible(False)


def _legend(axes: Axes) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    words = "compete (lower bar)"
    handles = [
        Patch(facecolor=COOPERATION, edgecolor=COOPERATION, label="work together (upper bar)"),
        Patch(facecolor=COMPETITION, edgecolor=COMPETITION, hatch="/////", label=words),
        Line2D([], [], color=INK, lw=0.8, label="range of nine of ten readings"),
    ]
    whole: Any = axes.get_figure(root=True)
    whole.legend(handles=handles, loc="outside lower left", ncols=3, fontsize=8)


def _describe(bars: PairBars) -> str:
    nouns = [
        f"{count} {noun if count == 1 else noun + 's'}"
        for count, noun in ((len(bars.pairs), "pair"), (len(bars.areas), "area"))
    ]
    heads = ", ".join(
        f"{one_line(area)} ({group})" if group else one_line(area)
        for area, group in zip(bars.areas, bars.groups, strict=True)
    )
    said = []
    for row, pair in enumerate(bars.pairs):
        fields = [
            f"{one_line(area)} {_figure(bars.values[0, 0, row, at])} and "
            f"{_figure(bars.values[1, 0, row, at])}"
            for at, area in enumerate(bars.areas)
            if not np.isnan(bars.values[:, 0, row, at]).all()
        ]
        said.append(f"{pair}: {', '.join(fields) or 'nothing said'}")
    return (
        f"Two bars for {nouns[0]} in {nouns[1]}: cooperation and competition from 0 to 1. "
        f"Columns: {heads}. {spell_out(said, noun='pairs')}"
    )


def _figure(value: float) -> str:
    return "unknown" if np.isnan(value) else f"{value:.2f}"
