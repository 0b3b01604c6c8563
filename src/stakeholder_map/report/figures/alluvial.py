"""Blocs in two scans as two stacks, with streams of members between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.words import one_line, put_title, spell_out
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import ACCENT, COMPETITION, INK, MUTED, figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT_INCHES = 3.6
GAP = 0.06
WIDTH = 0.05
CURVE = 40

Stack = Mapping[str, tuple[float, float]]


def plot_alluvial(
    frame: pd.DataFrame, *, name: str, title: str, ends: tuple[str, str], tier: Tier
) -> Chart:
    """Two stacks of blocs and the streams between them; hatched streams are changes.

    Parameters
    ----------
    frame : DataFrame
        One row per stream: `before` and `after` (names of blocs, "new" or "gone"), `members`,
        `told` (a change that is more than noise, or on record).
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.
    ends : tuple of str
        What stands over either stack, such as the days.

    Returns
    -------
    Chart

    Raises
    ------
    ValueError
        If there are no rows.

    Examples
    --------
    >>> frame = pd.DataFrame({"before": ["A", "A"], "after": ["A", "B"], "members": [9, 5],
    ...                       "told": [False, True]})
    >>> print(plot_alluvial(frame, name="a", title="Blocs", ends=("2025", "2026"),
    ...                     tier="analyst").alt)
    Members of blocs from 2025 to 2026. A to A: 9; A to B: 5.
    """
    if not len(frame):
        raise ValueError(f"expected at least one stream, found {len(frame)}")
    total = float(frame["members"].sum())
    stacks = [_stack(frame, side=side, total=total) for side in ("before", "after")]
    with style():
        drawn = figure(height=HEIGHT_INCHES)
        axes = drawn.add_subplot()
        _streams(axes, frame=frame, stacks=stacks, total=total)
        for x, stack in zip((0.0, 1.0), stacks, strict=True):
            _draw_stack(axes, stack=stack, x=x, frame=frame)
        axes.set_xlim(-0.35, 1.35)
        axes.set_ylim(1.0 + GAP * max(map(len, stacks)), -0.03)
        axes.set_xticks([0, 1], [one_line(end) for end in ends])
        axes.xaxis.tick_top()
        axes.set_yticks([])
        for side in axes.spines.values():
            side.set_visible(False)
        axes.tick_params(length=0)
        axes.set_xlabel("plain: no change that these surveys could detect; hatched: a change",
                        color=MUTED)  # fmt: skip
        put_title(drawn, title)
    told = [
        f"{row['before']} to {row['after']}: {row['members']}" for row in frame.to_dict("records")
    ]
    alt = f"Members of blocs from {ends[0]} to {ends[1]}. {spell_out(told, noun='streams')}"
    return Chart(name, drawn, title=title, alt=alt, tier=tier)


def _stack(frame: pd.DataFrame, *, side: str, total: float) -> Stack:
    """Upper and lower end of each bloc on one side, from the top."""
    sizes = frame.groupby(side)["members"].sum()
    last = [each for each in ("new", "gone") if each in sizes.index]
    order = [each for each in sizes.index if each not in last] + last
    stack, top = {}, 0.0
    for each in order:
        height = float(sizes[each]) / total
        stack[str(each)] = (top, top + height)
        top += height + GAP
    return stack


def _streams(axes: Axes, *, frame: pd.DataFrame, stacks: list[Stack], total: float) -> None:
    begun = [{key: ends[0] for key, ends in stack.items()} for stack in stacks]
    left, right = ({key: place for place, key in enumerate(stack)} for stack in stacks)
    rows = sorted(
        frame.to_dict("records"),
        key=lambda row: (left[str(row["before"])], right[str(row["after"])]),
    )
    x = np.linspace(0.0, 1.0, CURVE)
    bend = x**2 * (3 - 2 * x)
    for row in rows:
        height = float(row["members"]) / total
        tops = []
        for side, key in enumerate((str(row["before"]), str(row["after"]))):
            tops.append(begun[side][key])
            begun[side][key] += height
        upper = tops[0] + (tops[1] - tops[0]) * bend
        told = bool(row["told"])
        axes.fill_between(
            WIDTH / 2 + x * (1 - WIDTH),
            upper,
            upper + height,
            facecolor=COMPETITION if told else ACCENT,
            alpha=0.55 if told else 0.22,
            hatch="////" if told else None,
            linewidth=0,
        )


def _draw_stack(axes: Axes, *, stack: Stack, x: float, frame: pd.DataFrame) -> None:
    side = "before" if x == 0 else "after"
    sizes = frame.groupby(side)["members"].sum()
    for key, (top, bottom) in stack.items():
        axes.fill_between([x - WIDTH / 2, x + WIDTH / 2], top, bottom, color=ACCENT, linewidth=0)
        words = {"new": "not there before", "gone": "no longer there"}.get(key, f"bloc {key}")
        axes.text(
            x + (-0.05 if x == 0 else 0.05),
            (top + bottom) / 2,
            f"{words}, {sizes[key]}",
            ha="right" if x == 0 else "left",
            va="center",
            fontsize=9,
            color=INK,
        )
