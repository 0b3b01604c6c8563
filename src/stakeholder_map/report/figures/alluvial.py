"""Blocs from scan to scan as stacks, with streams of members between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.bump import day_labels
from stakeholder_map.report.figures.words import put_title, spell_out
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import ACCENT, COMPETITION, INK, MUTED, PAPER, figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT_INCHES = 3.6
GAP = 0.06
WIDTH = 0.05
CURVE = 40
MARGIN = 0.35
"""Room for words on either side, as a share of the room for the streams."""

NEW, GONE = "not there before", "no longer there"
COLUMNS = ("day", "stakeholder_id", "bloc", "left")

Stack = Mapping[str, tuple[float, float]]


def plot_alluvial(course: pd.DataFrame, *, name: str, title: str, tier: Tier) -> Chart:
    """A stack of blocs for each scan and the streams between them; hatched streams are changes.

    Parameters
    ----------
    course : DataFrame
        One row per scan and stakeholder: `day`, `stakeholder_id`, `bloc` (a number from 0; below
        0: none) and `left`, whether it changed its bloc by more than noise.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.

    Returns
    -------
    Chart

    Raises
    ------
    ValueError
        If there are blocs of fewer than two scans, or a column lacks.

    Examples
    --------
    >>> course = pd.DataFrame({"day": ["2025"] * 3 + ["2026"] * 3,
    ...                        "stakeholder_id": ["a", "b", "c"] * 2, "bloc": [0, 0, 0, 0, 0, 1],
    ...                        "left": [False] * 5 + [True]})
    >>> print(plot_alluvial(course, name="a", title="Blocs", tier="analyst").alt)
    Members of blocs from 2025 to 2026. A to A: 2; A to B: 1.
    """
    lacking = [each for each in COLUMNS if each not in course]
    known = course if lacking else course[course["bloc"] >= 0]
    days = [] if lacking else sorted(known["day"].unique())
    if len(days) < 2:
        raise ValueError(f"expected blocs of at least two days, found {days}, without {lacking}")
    steps = [streams(known, before=one, after=other) for one, other in pairwise(days)]
    with style():
        drawn = figure(height=HEIGHT_INCHES)
        axes = drawn.add_subplot()
        _draw(axes, steps=steps)
        axes.set_xticks(range(len(days)), day_labels(days))
        axes.xaxis.tick_top()
        axes.set_yticks([])
        for side in axes.spines.values():
            side.set_visible(False)
        axes.tick_params(length=0)
        axes.set_xlabel(
            "plain: no change that these surveys could detect; hatched: a change", color=MUTED
        )
        put_title(drawn, title)
    alt = f"Members of blocs from {days[0]} to {days[-1]}. {_words(steps, days=days)}"
    return Chart(name, drawn, title=title, alt=alt, tier=tier)


def _words(steps: Sequence[pd.DataFrame], *, days: Sequence[str]) -> str:
    """All streams between two scans; over more of them those that are changes."""
    told = [
        f"{row['before']} to {row['after']}: {row['members']}"
        + (f" in {day}" if len(days) > 2 else "")
        for day, step in zip(days[1:], steps, strict=True)
        for row in step.to_dict("records")
        if len(days) == 2 or row["told"]
    ]
    return spell_out(told or ["Nobody changed its bloc by more than noise"], noun="streams")


def streams(known: pd.DataFrame, *, before: str, after: str) -> pd.DataFrame:
    """Streams of members between two scans.

    Parameters
    ----------
    known : DataFrame
        Rows of a course that have a bloc.
    before, after : str
        Days of the two scans.

    Returns
    -------
    DataFrame
        ``before`` and ``after`` (letters of blocs; who came or went has words there), ``members``,
        ``told`` (a change that is more than noise, or on record).
    """
    one, other = (known[known["day"] == day].set_index("stakeholder_id") for day in (before, after))
    every = one.index.union(other.index)
    table = pd.DataFrame(
        {
            "before": [_letter(one["bloc"].get(each, -1), NEW) for each in every],
            "after": [_letter(other["bloc"].get(each, -1), GONE) for each in every],
            "members": 1,
        }
    )
    sizes = table.groupby(["before", "after"])["members"].sum().reset_index()
    return sizes.assign(told=sizes["before"] != sizes["after"])


def _letter(bloc: int, nothing: str) -> str:
    """Letter of a bloc: A to Z, then A2 to Z2."""
    if bloc < 0:
        return nothing
    times, place = divmod(int(bloc), 26)
    return chr(ord("A") + place) + (str(times + 1) if times else "")


def _draw(axes: Axes, *, steps: Sequence[pd.DataFrame]) -> None:
    """Stacks at 0, 1, ... and the streams between them."""
    total = float(max(step["members"].sum() for step in steps))
    count = len(steps) + 1
    most = 0
    for x, step in enumerate(steps):
        stacks = [_stack(step, side=side, total=total) for side in ("before", "after")]
        most = max(most, *map(len, stacks))
        _streams(axes, x=x, frame=step, stacks=stacks, total=total)
    for x in range(count):
        sides = [(steps[x - 1], "after")] if x else []
        sides += [(steps[x], "before")] if x < len(steps) else []
        for step, side in sides:
            stack = _stack(step, side=side, total=total)
            _draw_stack(axes, stack=stack, x=x, last=count - 1,
                        sizes=step.groupby(side)["members"].sum())  # fmt: skip
    room = MARGIN * (count - 1)
    axes.set_xlim(-room, count - 1 + room)
    axes.set_ylim(1.0 + GAP * most + (0.05 if count > 2 else 0.0), -0.03)


def _stack(frame: pd.DataFrame, *, side: str, total: float) -> Stack:
    """Upper and lower end of each bloc on one side, from the top; who came or went at the foot."""
    sizes = frame.groupby(side)["members"].sum()
    last = [each for each in (NEW, GONE) if each in sizes.index]
    order = [each for each in sizes.index if each not in last] + last
    stack, top = {}, 0.0
    for each in order:
        height = float(sizes[each]) / total
        stack[str(each)] = (top, top + height)
        top += height + GAP
    return stack


def _streams(
    axes: Axes, *, x: int, frame: pd.DataFrame, stacks: Sequence[Stack], total: float
) -> None:
    begun = [{key: ends[0] for key, ends in stack.items()} for stack in stacks]
    left, right = ({key: place for place, key in enumerate(stack)} for stack in stacks)
    rows = sorted(
        frame.to_dict("records"),
        key=lambda row: (left[str(row["before"])], right[str(row["after"])]),
    )
    along = np.linspace(0.0, 1.0, CURVE)
    bend = along**2 * (3 - 2 * along)
    for row in rows:
        height = float(row["members"]) / total
        tops = []
        for side, key in enumerate((str(row["before"]), str(row["after"]))):
            tops.append(begun[side][key])
            begun[side][key] += height
        upper = tops[0] + (tops[1] - tops[0]) * bend
        told = bool(row["told"])
        axes.fill_between(
            x + WIDTH / 2 + along * (1 - WIDTH),
            upper,
            upper + height,
            facecolor=COMPETITION if told else ACCENT,
            alpha=0.55 if told else 0.22,
            hatch="////" if told else None,
            linewidth=0,
        )


def _draw_stack(axes: Axes, *, stack: Stack, x: int, last: int, sizes: pd.Series[int]) -> None:
    for key, ends in stack.items():
        absent = key in (NEW, GONE)
        half = {NEW: (0.0, WIDTH / 2), GONE: (-WIDTH / 2, 0.0)} if 0 < x < last else {}
        span = half.get(key, (-WIDTH / 2, WIDTH / 2))
        axes.fill_between([x + span[0], x + span[1]], *ends, linewidth=0,
                          color=MUTED if absent else ACCENT)  # fmt: skip
        _say(axes, key=key, x=x, ends=ends, size=int(sizes[key]), last=last)


def _say(axes: Axes, *, key: str, x: int, ends: tuple[float, float], size: int, last: int) -> None:
    """The words of one bloc: beside the outer stacks, upon those between or below their foot."""
    absent, middle = key in (NEW, GONE), sum(ends) / 2
    look: dict[str, Any] = {"fontsize": 9, "color": INK, "va": "center"}
    if x in (0, last):
        words = f"{key}, {size}" if absent else f"bloc {key}, {size}"
        aside = -0.05 * last if x == 0 else 0.05 * last
        axes.text(x + aside, middle, words, ha="right" if x == 0 else "left", **look)
    elif absent:
        words, side = (f" {size} new", "left") if key == NEW else (f"{size} gone ", "right")
        axes.text(x, ends[1] + 0.01, words, ha=side, **{**look, "va": "top"})
    else:
        box = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5, "alpha": 0.85}
        axes.text(x, middle, f"{key}, {size}", ha="center", bbox=box, **look)
