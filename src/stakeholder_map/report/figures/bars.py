"""Horizontal bars: parts of a whole by category, and two amounts side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.words import number, one_line, put_title, spell_out
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import FILLS, INK, MUTED, PAPER, figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS = 40
BAR_INCHES = 0.34
FRAME_INCHES = 1.35


def plot_parts(frame: pd.DataFrame, *, name: str, title: str, unit: str, tier: Tier) -> Chart:
    """Bars whose parts add up: who was asked, answered, stayed silent in each key group.

    Parameters
    ----------
    frame : DataFrame
        Index: categories, from top to bottom. Columns: parts, at most five, in the order to stack;
        numbers of at least 0, missing ones count as 0.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.
    unit : str
        What is counted, such as "organisations".

    Returns
    -------
    Chart
        The number stands in each part; hatches tell the parts apart without colour. A single part
        is drawn by `plot_side_by_side`. At most the first 40 rows; the axis says so.

    Raises
    ------
    ValueError
        If there are no rows, or more than five parts, or a negative number.

    Examples
    --------
    >>> asked = pd.DataFrame({"answered": [3, 1], "silent": [1, 0]}, index=["hospital", "payer"])
    >>> chart = plot_parts(asked, name="response", title="Who answered", unit="organisations",
    ...                    tier="leadership")
    >>> chart.alt
    'Stacked bars of organisations. hospital: 3 answered, 1 silent; payer: 1 answered, 0 silent.'
    """
    values = _checked(frame, most=len(FILLS))[:MOST_ROWS]
    if frame.shape[1] == 1:
        return plot_side_by_side(frame, name=name, title=title, unit=unit, tier=tier)
    parts = [one_line(column) for column in frame.columns]
    with style():
        drawn = figure(height=FRAME_INCHES + BAR_INCHES * len(values))
        axes = drawn.add_subplot()
        start = np.zeros(len(values))
        rows = np.arange(len(values))
        for position, part in enumerate(parts):
            colour, hatch = FILLS[position]
            widths = np.nan_to_num(values[:, position])
            axes.barh(rows, widths, left=start, height=0.68, label=part, **_fill(colour, hatch))
            _write_inside(axes, start=start, widths=widths, whole=float(np.nansum(values, 1).max()))
            start = start + widths
        _finish(axes, frame=frame, unit=unit)
        _legend(axes, parts=len(parts))
        put_title(drawn, title)
        alt = f"Stacked bars of {unit}. {_sentences(frame)}"
        return Chart(name, drawn, title=title, alt=alt, tier=tier)


def plot_side_by_side(
    frame: pd.DataFrame, *, name: str, title: str, unit: str, tier: Tier
) -> Chart:
    """Two or three bars for each category: people in need and people served.

    Parameters
    ----------
    frame : DataFrame
        Index: categories, from top to bottom. Columns: what is compared, at most three; numbers of
        at least 0. A missing one is written out as not known.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.
    unit : str
        What is counted, such as "people".

    Returns
    -------
    Chart
        The number stands behind each bar. At most the first 40 rows; the axis says so.

    Raises
    ------
    ValueError
        If there are no rows, or more than three columns, or a negative number.

    Examples
    --------
    >>> needs = pd.DataFrame({"in need": [900], "served": [None]}, index=["dental care"])
    >>> plot_side_by_side(needs, name="needs", title="Needs and services", unit="people",
    ...                   tier="leadership").alt
    'Bars of people side by side. dental care: 900 in need, served not known.'
    """
    values = _checked(frame, most=3)[:MOST_ROWS]
    count = values.shape[1]
    height = 0.78 / count
    with style():
        drawn = figure(height=FRAME_INCHES + BAR_INCHES * 0.8 * count * len(values))
        axes = drawn.add_subplot()
        whole = float(np.nanmax(values, initial=0.0)) or 1.0
        for position, column in enumerate(frame.columns):
            rows = np.arange(len(values)) + (position - (count - 1) / 2) * height
            widths = np.nan_to_num(values[:, position])
            look = _fill(*FILLS[position])
            axes.barh(rows, widths, height=height * 0.92, label=one_line(column), **look)
            for row, value in zip(rows, values[:, position], strict=True):
                known = not math.isnan(value)
                axes.text(
                    (value if known else 0) + whole * 0.008,
                    row,
                    number(value) if known else "not known",
                    va="center",
                    fontsize=8,
                    color=INK if known else MUTED,
                )
        axes.set_xlim(0, whole * 1.12)
        _finish(axes, frame=frame, unit=unit)
        _legend(axes, parts=count)
        put_title(drawn, title)
        beside = " side by side" if count > 1 else ""
        alt = f"Bars of {unit}{beside}. {_sentences(frame)}"
        return Chart(name, drawn, title=title, alt=alt, tier=tier)


def _checked(frame: pd.DataFrame, *, most: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    values = frame.to_numpy(dtype=float, na_value=np.nan)
    if not values.size or values.shape[1] > most:
        raise ValueError(f"expected rows and at most {most} columns, found {values.shape}")
    if np.nanmin(values, initial=0.0) < 0:
        raise ValueError(f"a bar cannot be negative, found {np.nanmin(values)}")
    return values


def _fill(colour: str, hatch: str) -> dict[str, Any]:
    light = colour.startswith("#e")
    return {
        "color": colour,
        "hatch": hatch or None,
        "edgecolor": MUTED if light else PAPER,
        "linewidth": 0.6,
    }


def _write_inside(axes: Axes, *, start: Any, widths: Any, whole: float) -> None:
    """Number of each part, where the part is wide enough to hold it."""
    for row, (left, width) in enumerate(zip(start, widths, strict=True)):
        if width > 0 and width >= whole * 0.02:
            axes.text(
                left + width / 2,
                row,
                number(width),
                ha="center",
                va="center",
                fontsize=8,
                color=INK,
                bbox={"boxstyle": "round,pad=0.18", "facecolor": PAPER, "edgecolor": "none"},
            )


def _finish(axes: Axes, *, frame: pd.DataFrame, unit: str) -> None:
    from matplotlib.ticker import MaxNLocator

    labels = [one_line(label) for label in frame.index[:MOST_ROWS]]
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    cut = f" (first {MOST_ROWS} of {len(frame)})" if len(frame) > MOST_ROWS else ""
    axes.set_xlabel(unit + cut)
    axes.margins(y=0.02)
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.xaxis.set_major_locator(MaxNLocator(nbins=7, integer=True))


def _legend(axes: Axes, *, parts: int) -> None:
    if parts < 2:
        return
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=parts,
        borderaxespad=0.2,
        handlelength=1.8,
        columnspacing=1.6,
    )


def _sentences(frame: pd.DataFrame) -> str:
    columns = [one_line(column) for column in frame.columns]
    described = [
        f"{one_line(label)}: "
        + ", ".join(
            f"{column} not known" if math.isnan(value) else f"{number(value)} {column}"
            for column, value in zip(columns, row, strict=True)
        )
        for label, row in zip(
            frame.index, frame.to_numpy(dtype=float, na_value=np.nan), strict=True
        )
    ]
    return spell_out(described, noun="categories")
