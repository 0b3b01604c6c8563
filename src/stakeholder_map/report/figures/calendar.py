"""Asks on a calendar: when to ask, when papers begin, how long they may take, the kick-off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.words import one_line, put_title, spell_out
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import ACCENT, COMPETITION, INK, MUTED, PAPER, figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS = 20
ROW_INCHES = 0.42
FRAME_INCHES = 1.55
LABEL_SIGNS = 34

_COLUMNS = ("ask", "latest", "begin", "shortest", "longest")


def plot_calendar(
    frame: pd.DataFrame, *, end: pd.Timestamp, name: str, title: str, tier: Tier
) -> Chart:
    """One row an organisation: a dot for the ask, a bar for its papers, a line for the end.

    Parameters
    ----------
    frame : DataFrame
        Index: names, the first to ask on top. Columns of days, each may be missing: `ask`,
        `latest` (to ask, should all take its longest), `begin` of papers, and when they are done
        at the `shortest` and at the `longest`.
    end : Timestamp
        The kick-off.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.

    Returns
    -------
    Chart
        At most the first 20 rows.

    Raises
    ------
    ValueError
        If there are no rows or a column lacks.

    Examples
    --------
    >>> day = pd.Timestamp
    >>> frame = pd.DataFrame({"ask": [day("2026-07-01")], "latest": [day("2026-07-31")],
    ...     "begin": [day("2026-08-03")], "shortest": [day("2026-11-02")],
    ...     "longest": [day("2027-02-01")]}, index=["Elm Clinic"])
    >>> chart = plot_calendar(frame, end=day("2027-03-01"), name="c", title="Asks", tier="analyst")
    >>> print(chart.alt)
    A calendar up to the kick-off on 2027-03-01. Elm Clinic: ask on 2026-07-01 (latest 2026-07-31),
    papers from 2026-08-03 to between 2026-11-02 and 2027-02-01.
    """
    if frame.empty or not {*_COLUMNS} <= {*frame.columns}:
        raise ValueError(f"expected rows with {list(_COLUMNS)}, found {list(frame.columns)}")
    shown = frame.iloc[:MOST_ROWS]
    days = {column: _numbers(shown[column]) for column in _COLUMNS}
    rows = np.arange(len(shown))
    with style():
        drawn = figure(height=FRAME_INCHES + ROW_INCHES * len(shown))
        axes = drawn.add_subplot()
        _papers(axes, days=days, rows=rows)
        axes.scatter(
            days["latest"],
            rows,
            marker="|",
            s=190,
            color=COMPETITION,
            lw=2,
            label="latest day to ask",
        )
        axes.scatter(days["ask"], rows, s=52, color=ACCENT, zorder=4, label="ask")
        _kick_off(axes, end=end)
        _finish(axes, labels=[one_line(each, width=LABEL_SIGNS) for each in shown.index])
        put_title(drawn, title)
        alt = f"A calendar up to the kick-off on {end.date()}. {_sentences(shown)}"
        return Chart(name, drawn, title=title, alt=alt, tier=tier)


def _numbers(days: pd.Series[Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Days since 1970, missing where there is none."""
    since = pd.to_datetime(days) - pd.Timestamp("1970-01-01")
    numbers: np.ndarray[Any, np.dtype[np.float64]] = np.asarray(
        since / pd.Timedelta(days=1), dtype=np.float64
    )
    return numbers


def _papers(axes: Axes, *, days: dict[str, Any], rows: Any) -> None:
    """A full bar up to the shortest time, an empty one from there to the longest."""
    there = ~np.isnan(days["begin"])
    if not there.any():
        return
    begin, shortest, longest = (days[each][there] for each in ("begin", "shortest", "longest"))
    axes.barh(
        rows[there],
        shortest - begin,
        left=begin,
        height=0.4,
        color="#8fc1d4",
        label="paper, shortest",
    )
    axes.barh(
        rows[there],
        longest - shortest,
        left=shortest,
        height=0.4,
        color=PAPER,
        edgecolor=MUTED,
        linewidth=0.6,
        label="paper, longest",
    )


def _kick_off(axes: Axes, *, end: pd.Timestamp) -> None:
    at = (end - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1)
    axes.axvline(at, color=INK, linewidth=1.4)
    axes.annotate(
        "kick-off",
        (at, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=8.5,
        color=INK,
    )


def _finish(axes: Axes, *, labels: list[str]) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.xaxis_date()
    locator: Any = AutoDateLocator(minticks=4, maxticks=9)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    formatter: Any = ConciseDateFormatter(  # type: ignore[no-untyped-call]
        locator, show_offset=False
    )
    axes.xaxis.set_major_formatter(formatter)
    axes.grid(axis="x")
    axes.margins(x=0.04)
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(0, -0.14 - 0.2 / len(labels)),
        ncols=4,
        borderaxespad=0,
        handlelength=1.6,
        columnspacing=1.6,
    )


def _sentences(frame: pd.DataFrame) -> str:
    told = []
    for label, row in zip(frame.index, frame[list(_COLUMNS)].to_dict("records"), strict=True):
        day = {key: "" if pd.isna(value) else str(value.date()) for key, value in row.items()}
        parts = [f"ask on {day['ask']} (latest {day['latest']})"] if day["ask"] else []
        if day["begin"]:
            parts.append(
                f"papers from {day['begin']} to between {day['shortest']} and {day['longest']}"
            )
        told.append(f"{one_line(label)}: {', '.join(parts) or 'nothing to do'}")
    return spell_out(told, noun="rows")
