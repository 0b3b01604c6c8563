"""Places from scan to scan, joined by lines: a move within the noise is drawn as no move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.words import one_line, put_title, spell_out
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import ACCENT, INK, MUTED, PAPER, RULE, figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS = 25
ROW_INCHES = 0.25
FRAME_INCHES = 1.1
MARGIN = 0.75
"""Room for names on either side, as a share of the room for the lines."""

COLUMNS = ("day", "name", "place", "was", "moved")


def plot_bump(course: pd.DataFrame, *, name: str, title: str, tier: Tier) -> Chart:
    """A line for each through its places in all scans; level where a move may be noise.

    Parameters
    ----------
    course : DataFrame
        One row per scan and stakeholder: `day`, `name`, `place` from 1 (below 1: none), `was`, the
        place in the scan before, and `moved`, whether by more than noise.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.

    Returns
    -------
    Chart
        The first 25 by their place in the last scan, and all who ever moved by more than noise;
        places are those of the last scan, one row each, except where a told move begins.

    Raises
    ------
    ValueError
        If there are places of fewer than two scans, or a column lacks.

    Examples
    --------
    >>> course = pd.DataFrame({"day": ["2025", "2025", "2026", "2026"], "name": ["Lake", "Elm"] * 2,
    ...                        "place": [2, 1, 1, 2], "was": [-1, -1, 2, 1], "moved": False})
    >>> print(plot_bump(course, name="b", title="Places", tier="analyst").alt)
    Places from 2025 to 2026. No move is more than noise: every line is level.
    """
    lacking = [each for each in COLUMNS if each not in course]
    placed = course if lacking else course[course["place"] > 0]
    days = [] if lacking else sorted(placed["day"].unique())
    if len(days) < 2:
        raise ValueError(f"expected places of at least two days, found {days}, without {lacking}")
    lines = _lines(placed, days=days)
    with style():
        drawn = figure(height=FRAME_INCHES + ROW_INCHES * len(lines))
        axes = drawn.add_subplot()
        for line in lines:
            _draw(axes, line=line, last=len(days) - 1)
        room = MARGIN * (len(days) - 1)
        axes.set_xlim(-room, len(days) - 1 + room)
        axes.set_ylim(len(lines) + 0.7, 0.3)
        axes.set_xticks(range(len(days)), day_labels(days))
        axes.xaxis.tick_top()
        axes.set_yticks([])
        for side in axes.spines.values():
            side.set_visible(False)
        axes.tick_params(length=0)
        axes.set_xlabel("level line: no move that these surveys could detect", color=MUTED)
        put_title(drawn, title)
    alt = f"Places from {days[0]} to {days[-1]}. {_words(lines, days=days)}"
    return Chart(name, drawn, title=title, alt=alt, tier=tier)


def day_labels(days: Sequence[str]) -> list[str]:
    """Days over the columns of a figure: in two lines where there are more than two of them.

    Parameters
    ----------
    days : sequence of str
        ISO 8601, or names of scans.

    Returns
    -------
    list of str

    Examples
    --------
    >>> day_labels(["2025-09-30", "2026-03-31", "2026-09-30"])[0].splitlines()
    ['09-30', '2025']
    """
    if len(days) < 3:
        return [one_line(each) for each in days]
    return ["\n".join(map(one_line, each.split("-", 1)[::-1])) for each in days]


@dataclass(frozen=True)
class _Line:
    """One stakeholder's way: its height in each scan, and the moves that are told."""

    label: str
    first: int
    heights: tuple[float, ...]
    moves: tuple[tuple[int, int, int], ...]
    place: int


def _lines(placed: pd.DataFrame, *, days: Sequence[str]) -> list[_Line]:
    """Ways of those who have a place in the last scan, from the top."""
    last = placed[placed["day"] == days[-1]].sort_values(["place", "was", "name"])
    ever = set(placed.loc[placed["moved"], "name"])
    shown = list(last["name"][:MOST_ROWS]) + [
        each for each in last["name"][MOST_ROWS:] if each in ever
    ]
    places = last.set_index("name")["place"].reindex(shown)
    lines = []
    for row, label in enumerate(shown, start=1):
        mine = placed[placed["name"] == label].set_index("day")
        present = [at for at, day in enumerate(days) if day in mine.index]
        moves = tuple(
            (at, int(mine["was"][days[at]]), int(mine["place"][days[at]]))
            for at in present[1:]
            if mine["moved"][days[at]]
        )
        heights = _heights(float(row), moves=moves, count=len(days), places=places)
        lines.append(_Line(label, present[0], heights, moves, int(places[label])))
    return lines


def _heights(
    row: float, *, moves: Sequence[tuple[int, int, int]], count: int, places: pd.Series[int]
) -> tuple[float, ...]:
    """Height in each scan: that of the last one, but for the moves that are told."""
    began = {at: was for at, was, _ in moves}
    heights = [row] * count
    for at in range(count - 1, 0, -1):
        heights[at - 1] = _between(began[at], places=places) if at in began else heights[at]
    return tuple(heights)


def _between(place: int, *, places: pd.Series[int]) -> float:
    """Height of a place of an earlier scan: between the rows of the last one."""
    above = int((places < place).sum())
    return min(max(above + 0.5, 0.5), len(places) + 0.5)


def _draw(axes: Axes, *, line: _Line, last: int) -> None:
    told = {at for at, _, _ in line.moves}
    for at in range(line.first + 1, last + 1):
        colour, width = (ACCENT, 2.4) if at in told else (RULE, 1.6)
        axes.plot([at - 1, at], line.heights[at - 1 : at + 1], color=colour, linewidth=width,
                  solid_capstyle="round")  # fmt: skip
    for at, was, place in line.moves:
        for x, height, number in (
            (at - 1, line.heights[at - 1], was),
            (at, line.heights[at], place),
        ):
            axes.plot([x], [height], marker="o", markersize=6, color=ACCENT)
            if 0 < x < last:
                axes.annotate(str(number), (x, height), xytext=(-5, 0), ha="right", va="center",
                              textcoords="offset points", color=INK, fontsize=8, fontweight="bold",
                              bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1})  # fmt: skip
    end = line.heights[-1]
    if last not in told:
        axes.plot([last], [end], marker="o", markersize=4, color=MUTED)
    if line.first:
        axes.plot([line.first], [line.heights[line.first]], marker="|", markersize=7, color=MUTED)
    weight = "bold" if told else "normal"
    aside = 0.04 * last
    axes.text(last + aside, end, f"{line.place}  {one_line(line.label, width=38)}", va="center",
              fontsize=8.5, color=INK, fontweight=weight)  # fmt: skip
    if told and not line.first:
        words = f"{one_line(line.label, width=30)}  {line.moves[0][1]}"
        axes.text(-aside, line.heights[0], words, va="center", ha="right", fontsize=8.5, color=INK,
                  fontweight=weight)  # fmt: skip


def _words(lines: Sequence[_Line], *, days: Sequence[str]) -> str:
    moves = [
        f"{one_line(line.label)}: from place {was} to {place}"
        + (f" in {days[at]}" if len(days) > 2 else "")
        for line in lines
        for at, was, place in line.moves
    ]
    if not moves:
        return "No move is more than noise: every line is level."
    return spell_out(moves, noun="moves")
