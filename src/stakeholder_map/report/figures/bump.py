"""Places in two scans, joined by a line: a move within the noise is drawn as no move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.words import one_line, put_title, spell_out
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import ACCENT, INK, MUTED, RULE, figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS = 25
ROW_INCHES = 0.25
FRAME_INCHES = 1.1


def plot_bump(
    frame: pd.DataFrame, *, name: str, title: str, ends: tuple[str, str], tier: Tier
) -> Chart:
    """A line for each from its place before to its place now; level where the move may be noise.

    Parameters
    ----------
    frame : DataFrame
        Index: names. Columns: `before` and `after`, places from 1, and `told`, whether the move is
        more than noise.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.
    ends : tuple of str
        What stands over either side, such as the days.

    Returns
    -------
    Chart
        The first 25 by their place now, and all whose move is told; places are those of the later
        scan, one row each, except where a told move begins.

    Raises
    ------
    ValueError
        If there are no rows or a column lacks.

    Examples
    --------
    >>> frame = pd.DataFrame({"before": [2, 1], "after": [1, 2], "told": [False, False]},
    ...                      index=["Lake Forum", "Elm Clinic"])
    >>> print(plot_bump(frame, name="b", title="Places", ends=("2025", "2026"), tier="analyst").alt)
    Places from 2025 to 2026. No move is more than noise: every line is level.
    """
    lacking = [each for each in ("before", "after", "told") if each not in frame]
    if lacking or not len(frame):
        raise ValueError(f"expected rows with before, after and told, found {list(frame.columns)}")
    ordered = frame.sort_values(["after", "before"], kind="stable")
    ordered = ordered.assign(row=range(1, len(ordered) + 1))
    shown = ordered[(ordered["row"] <= MOST_ROWS) | ordered["told"]]
    shown = shown.assign(row=range(1, len(shown) + 1))
    with style():
        drawn = figure(height=FRAME_INCHES + ROW_INCHES * len(shown))
        axes = drawn.add_subplot()
        for label, row in shown.iterrows():
            start = _start(row, shown=shown) if row["told"] else float(row["row"])
            _line(axes, label=str(label), row=row, start=start)
        axes.set_xlim(-0.75, 1.75)
        axes.set_ylim(len(shown) + 0.7, 0.3)
        axes.set_xticks([0, 1], [one_line(end) for end in ends])
        axes.xaxis.tick_top()
        axes.set_yticks([])
        for side in axes.spines.values():
            side.set_visible(False)
        axes.tick_params(length=0)
        axes.set_xlabel("level line: no move that these surveys could detect", color=MUTED)
        put_title(drawn, title)
    told = ordered[ordered["told"]]
    moves = [
        f"{one_line(label)}: from place {row['before']} to {row['after']}"
        for label, row in told.iterrows()
    ]
    words = (
        spell_out(moves, noun="moves")
        if moves
        else ("No move is more than noise: every line is level.")
    )
    alt = f"Places from {ends[0]} to {ends[1]}. {words}"
    return Chart(name, drawn, title=title, alt=alt, tier=tier)


def _start(row: pd.Series, *, shown: pd.DataFrame) -> float:
    """Height at which a told move begins: between the rows of its place before."""
    above = int((shown["after"] < row["before"]).sum())
    return min(max(above + 0.5, 0.5), len(shown) + 0.5)


def _line(axes: Axes, *, label: str, row: pd.Series, start: float) -> None:
    told = bool(row["told"])
    colour, width = (ACCENT, 2.4) if told else (RULE, 1.6)
    end = float(row["row"])
    axes.plot([0, 1], [start, end], color=colour, linewidth=width, solid_capstyle="round")
    axes.plot([1], [end], marker="o", markersize=6 if told else 4, color=colour if told else MUTED)
    weight = "bold" if told else "normal"
    axes.text(1.04, end, f"{row['after']}  {one_line(label, width=38)}", va="center", fontsize=8.5,
              color=INK, fontweight=weight)  # fmt: skip
    if told:
        axes.plot([0], [start], marker="o", markersize=6, color=colour)
        axes.text(-0.04, start, f"{one_line(label, width=30)}  {row['before']}", va="center",
                  ha="right", fontsize=8.5, color=INK, fontweight=weight)  # fmt: skip
