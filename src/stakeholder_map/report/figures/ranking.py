"""A ranking that shows its doubt: a dot for each, with the line that its rank may move along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.words import number, one_line, put_title, spell_out
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import ACCENT, MUTED, figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS = 30
ROW_INCHES = 0.27
FRAME_INCHES = 1.3


def plot_ranking(frame: pd.DataFrame, *, name: str, title: str, unit: str, tier: Tier) -> Chart:
    """Dots with lines, best on top; tiers that cannot be told apart share a band.

    Parameters
    ----------
    frame : DataFrame
        Index: names, in the order of the ranking. Columns `value`, `low`, `high` (ends of an
        interval) and, optionally, `group`: a number or word by which neighbours belong together.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.
    unit : str
        What the values are, with their direction, such as "influence score (more is more central)".

    Returns
    -------
    Chart
        At most the first 30 rows; the axis says so.

    Raises
    ------
    ValueError
        If there are no rows, a column lacks, or a value lies outside its own interval.

    Examples
    --------
    >>> frame = pd.DataFrame({"value": [2.0, 1.0], "low": [1.5, 0.5], "high": [2.5, 1.75]},
    ...                      index=["Lake Forum", "Elm Clinic"])
    >>> print(plot_ranking(frame, name="ranks", title="Ranks", unit="score", tier="analyst").alt)
    Dots with intervals, score, from first to last.
    Lake Forum: 2 (1.50 to 2.50); Elm Clinic: 1 (0.50 to 1.75).
    """
    values = _checked(frame)
    shown = frame.iloc[:MOST_ROWS]
    rows = np.arange(len(shown))
    with style():
        drawn = figure(height=FRAME_INCHES + ROW_INCHES * len(shown))
        axes = drawn.add_subplot()
        if "group" in shown:
            _bands(axes, groups=[one_line(group) for group in shown["group"]])
        value, low, high = values[: len(shown)].T
        axes.hlines(rows, low, high, color=ACCENT, linewidth=2.2, alpha=0.45)
        axes.scatter(low, rows, marker="|", s=40, color=ACCENT, linewidth=1.2)
        axes.scatter(high, rows, marker="|", s=40, color=ACCENT, linewidth=1.2)
        axes.scatter(value, rows, s=38, color=ACCENT, zorder=3)
        axes.set_yticks(rows, [one_line(label, width=40) for label in shown.index])
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.grid(axis="x")
        axes.set_xlabel(
            f"{unit}\ndot: expected; line: at least 90 of 100 plausible readings of the evidence"
        )
        _say_how_many(axes, shown=len(shown), of=len(frame))
        put_title(drawn, title)
        alt = f"Dots with intervals, {unit}, from first to last. {_sentences(frame, values)}"
        return Chart(name, drawn, title=title, alt=alt, tier=tier)


def _checked(frame: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.float64]]:
    columns = ["value", "low", "high"]
    lacking = [column for column in columns if column not in frame]
    if lacking or not len(frame):
        raise ValueError(f"expected rows with {columns}, found {list(frame.columns)}")
    values = frame[columns].to_numpy(dtype=float)
    wrong = ~((values[:, 1] <= values[:, 0] + 1e-9) & (values[:, 0] <= values[:, 2] + 1e-9))
    if wrong.any():
        first = int(np.argmax(wrong))
        raise ValueError(f"{frame.index[first]!r} lies outside its interval: {values[first]}")
    return values


def _bands(axes: Axes, *, groups: list[str]) -> None:
    """A grey band behind every other tier, and its name beside it."""
    starts = [row for row, group in enumerate(groups) if row == 0 or group != groups[row - 1]]
    for count, start in enumerate(starts):
        end = starts[count + 1] if count + 1 < len(starts) else len(groups)
        if count % 2 == 0:
            axes.axhspan(start - 0.5, end - 0.5, color="#eef2f4", zorder=0, linewidth=0)
        axes.annotate(
            groups[start],
            (1.0, start),
            xycoords=("axes fraction", "data"),
            xytext=(5, 0),
            textcoords="offset points",
            ha="left",
            va="center",
            fontsize=8,
            color=MUTED,
        )


def _say_how_many(axes: Axes, *, shown: int, of: int) -> None:
    if shown < of:
        axes.set_ylabel(f"first {shown} of {of}", color=MUTED, fontsize=8.5)


def _sentences(frame: pd.DataFrame, values: np.ndarray[Any, np.dtype[np.float64]]) -> str:
    described = [
        f"{one_line(label)}: {number(value)} ({number(low)} to {number(high)})"
        for label, (value, low, high) in zip(frame.index, values, strict=True)
    ]
    return spell_out(described, noun="rows")
