"""The choice of partners: the proposed group beside the next best, and the core index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stakeholder_map.phrases import listed, percent
from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.words import one_line, put_title
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import ACCENT, FILLS, INK, MUTED, PAPER, RULE, figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW_INCHES = 0.32
FRAME_INCHES = 1.7
MOST_INDEXED = 20
"""Candidates in the figure of the core index."""

STANCES = ("core", "borderline", "exterior")


def plot_alternatives(
    inside: pd.DataFrame, *, costs: Sequence[float], name: str, title: str, tier: Tier
) -> Chart:
    """Who stands in which choice: the proposed group beside the next best ones.

    Parameters
    ----------
    inside : DataFrame
        Index: candidates, from top to bottom; columns: choices, the proposed one first; bool.
    costs : sequence of float
        Percent of the benefit that each choice gives up against the first.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.

    Returns
    -------
    Chart
        A filled disc marks a member, a ring around it one that the first choice does not have.

    Raises
    ------
    ValueError
        If there is no candidate, or not one cost for each choice.

    Examples
    --------
    >>> inside = pd.DataFrame({"1": [True, True], "2": [True, False]}, index=["Hospital", "Plan"])
    >>> plot_alternatives(inside, costs=[0.0, 2.5], name="alternatives", tier="analyst",
    ...                   title="The choice and the next best").alt
    'The proposed choice: Hospital and Plan. Choice 2: without Plan; costs 2.5 %.'
    """
    if inside.empty or len(costs) != inside.shape[1]:
        raise ValueError(f"expected candidates and a cost for each choice, found {list(costs)!r}")
    with style():
        drawn = figure(height=FRAME_INCHES + ROW_INCHES * len(inside))
        axes = drawn.add_subplot()
        _grid(axes, rows=len(inside), columns=inside.shape[1])
        first = inside.iloc[:, 0].to_numpy(dtype=bool)
        for column in range(inside.shape[1]):
            members = inside.iloc[:, column].to_numpy(dtype=bool)
            for row in np.flatnonzero(members):
                _disc(axes, column, int(row), new=not first[row])
            for row in np.flatnonzero(first & ~members):
                axes.text(column, float(row), "–", ha="center", va="center", color=MUTED)
        labels = ["proposed", *(f"−{cost:.1f} %" for cost in list(costs)[1:])]
        axes.set_xticks(range(inside.shape[1]), labels)
        axes.set_yticks(range(len(inside)), [one_line(each, width=44) for each in inside.index])
        axes.set_xlabel("benefit given up against the proposed choice", labelpad=8)
        axes.xaxis.set_label_position("top")
        put_title(drawn, title)
        return Chart(name, drawn, title=title, alt=_told(inside, costs), tier=tier)


def plot_core_index(index: pd.DataFrame, *, name: str, title: str, tier: Tier) -> Chart:
    """In how many of the scenarios each candidate stands in the best group.

    Parameters
    ----------
    index : DataFrame
        Index: candidates; ``core_index`` in [0, 1] and ``stance`` (core, borderline, exterior).
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.

    Returns
    -------
    Chart
        Bars, the surest above; at most the first 20 that stand in any best group. The stance stands
        beside each bar in words.

    Raises
    ------
    ValueError
        If nobody stands in any best group.

    Examples
    --------
    >>> index = pd.DataFrame({"core_index": [1.0, 0.4], "stance": ["core", "borderline"]},
    ...                      index=["Hospital", "Plan"])
    >>> plot_core_index(index, name="core", title="Core index", tier="analyst").alt
    'Share of the readings in whose best group each stands. Hospital: 100 %, core; Plan: 40 %,
    borderline.'
    """
    shown = index[index["core_index"] > 0].sort_values("core_index", ascending=False, kind="stable")
    if shown.empty:
        raise ValueError(f"expected somebody in a best group, found {len(index)} in none")
    shown = shown.head(MOST_INDEXED)
    with style():
        drawn = figure(height=FRAME_INCHES + ROW_INCHES * len(shown))
        axes = drawn.add_subplot()
        for row, (share, stance) in enumerate(
            zip(shown["core_index"], shown["stance"], strict=True)
        ):
            colour, hatch = FILLS[STANCES.index(stance)]
            axes.barh(row, share, height=0.66, color=colour, hatch=hatch, edgecolor=INK, lw=0.5)
            told = f"{percent(share)}, {stance}"
            axes.text(share + 0.012, row, told, va="center", fontsize=9, color=INK)
        axes.set_yticks(range(len(shown)), [one_line(each, width=44) for each in shown.index])
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set_xlim(0, 1.22)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
        axes.set_xlabel("share of the readings in whose best group it stands")
        axes.grid(axis="x")
        axes.tick_params(length=0)
        put_title(drawn, title)
        told = "; ".join(
            f"{who}: {percent(share)}, {stance}"
            for who, share, stance in zip(
                shown.index, shown["core_index"], shown["stance"], strict=True
            )
        )
        alt = f"Share of the readings in whose best group each stands. {told}."
        return Chart(name, drawn, title=title, alt=alt, tier=tier)


def _grid(axes: Axes, *, rows: int, columns: int) -> None:
    axes.set_xlim(-0.6, columns - 0.4)
    axes.set_ylim(rows - 0.4, -0.6)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for side in ("left", "bottom", "right", "top"):
        axes.spines[side].set_visible(False)
    for row in range(rows):
        axes.axhline(row, color=RULE, lw=0.7, zorder=0)
    axes.axvspan(-0.45, 0.45, color=FILLS[2][0], zorder=-1)


def _disc(axes: Axes, column: int, row: int, *, new: bool) -> None:
    """A member; a ring around one that the first choice does not have."""
    axes.plot(column, row, "o", ms=10, mfc=ACCENT, mec=ACCENT)
    if new:
        axes.plot(column, row, "o", ms=15, mfc="none", mec=INK, mew=1.4)
        axes.plot(column, row, "o", ms=4, mfc=PAPER, mec=PAPER)


def _told(inside: pd.DataFrame, costs: Sequence[float]) -> str:
    first = inside.iloc[:, 0]
    said = [f"The proposed choice: {listed(inside.index[first.to_numpy(dtype=bool)])}."]
    for column in range(1, inside.shape[1]):
        members = inside.iloc[:, column]
        enter = listed(inside.index[(members & ~first).to_numpy(dtype=bool)])
        leave = listed(inside.index[(first & ~members).to_numpy(dtype=bool)])
        change = " ".join(
            part
            for part in (f"with {enter}" if enter else "", f"without {leave}" if leave else "")
            if part
        )
        what = change or "the same members on another project"
        said.append(f"Choice {column + 1}: {what}; costs {costs[column]:.1f} %.")
    return " ".join(said)
