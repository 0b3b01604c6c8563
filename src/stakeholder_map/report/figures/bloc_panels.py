"""Blocs area by area: who works together and who competes with whom, in the order of the blocs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.words import one_line, put_title, spell_out
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

Array = np.ndarray[Any, np.dtype[np.float64]]

ACROSS = 4
"""Squares side by side."""

SQUARE_INCHES, FRAME_INCHES = 1.86, 0.9
HEAD = 0.22
STEP = (1.1, 1.32)
"""From one square to the next, to the right and down, in sides of a square."""


@dataclass(frozen=True, eq=False)
class BlocPanel:
    """One square.

    Parameters
    ----------
    title, words : str
        What stands above it: a name, and how it fares.
    cooperation, competition : ndarray
        Shape (n, n), symmetric, in [0, 1], organisations in the order of the blocs.
    """

    title: str
    words: str
    cooperation: Array
    competition: Array


def plot_bloc_panels(
    panels: Sequence[BlocPanel], *, blocs: Sequence[str], name: str, title: str, tier: Tier
) -> Chart:
    """Small squares, one for each area: rows and columns are organisations, bloc after bloc.

    Parameters
    ----------
    panels : sequence of BlocPanel
        At least one.
    blocs : sequence of str
        Letter of the bloc of each organisation, those of one bloc side by side; "" for none.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.

    Returns
    -------
    Chart
        Above the diagonal of a square a field is the cooperation of a pair, below it the
        competition, the darker the stronger: place and not only colour tells them apart. Lines part
        the blocs. Where blocs hold, cooperation fills the fields along the diagonal, and
        competition those away from it.

    Raises
    ------
    ValueError
        If there are no panels or fewer than two organisations.

    Examples
    --------
    >>> ties = np.array([[0.0, 0.5], [0.5, 0.0]])
    >>> panel = BlocPanel("Dental", "0 % against", ties, 0 * ties)
    >>> chart = plot_bloc_panels([panel], blocs=["A", "A"], name="panels", title="Blocs",
    ...                          tier="analyst")
    >>> print(chart.alt)
    Squares of pairs in the order of the blocs, cooperation above the diagonal and competition below
    it (2 in A). Dental: 0 % against.
    """
    if not panels or len(blocs) < 2:
        raise ValueError(f"expected squares of organisations, found {len(panels)} of {len(blocs)}")
    rows = -(-len(panels) // ACROSS)
    with style():
        drawn = figure(height=FRAME_INCHES + rows * STEP[1] * SQUARE_INCHES)
        axes = drawn.add_subplot()
        axes.set_axis_off()
        axes.set_aspect("equal")
        axes.set_xlim(-0.08, ACROSS * STEP[0] - 0.1)
        axes.set_ylim(rows * STEP[1] - HEAD, -HEAD)
        for place, panel in enumerate(panels):
            corner = (place % ACROSS * STEP[0], place // ACROSS * STEP[1])
            _square(axes, panel, corner=corner)
            _letters(axes, blocs, corner=corner)
        _lines(axes, blocs, count=len(panels))
        _legend(drawn)
        put_title(drawn, title)
        return Chart(name, drawn, title=title, alt=_describe(panels, blocs), tier=tier)


def _square(axes: Axes, panel: BlocPanel, *, corner: tuple[float, float]) -> None:
    """The fields of one square, and the words above it."""
    n = len(panel.cooperation)
    upper, lower = np.triu(panel.cooperation, 1), np.tril(panel.competition, -1)
    image = np.broadcast_to(_rgb(PAPER), (n, n, 3)).copy()
    for values, colour in ((upper, COOPERATION), (lower, COMPETITION)):
        share = np.clip(values, 0.0, 1.0)[..., None]
        image = image * (1 - share) + share * _rgb(colour)
    image[np.arange(n), np.arange(n)] = _rgb(RULE)
    x, y = corner
    axes.imshow(image, extent=(x, x + 1, y + 1, y), interpolation="nearest", aspect="equal")
    axes.text(x, y - 0.12, one_line(panel.title, width=31), fontsize=7.6, weight="bold")
    axes.text(x, y - 0.03, one_line(panel.words, width=40), fontsize=7.5, color=MUTED)


def _letters(axes: Axes, blocs: Sequence[str], *, corner: tuple[float, float]) -> None:
    """Letters of the blocs at the left of the first square of a row."""
    if corner[0]:
        return
    for letter, (at, end) in _spans(blocs):
        middle = corner[1] + (at + end) / 2 / len(blocs)
        axes.text(-0.02, middle, letter, ha="right", va="center", fontsize=8)


def _lines(axes: Axes, blocs: Sequence[str], *, count: int) -> None:
    """Frames of the squares, and lines between the blocs."""
    from matplotlib.collections import LineCollection

    cuts = np.array([end / len(blocs) for _, (_, end) in _spans(blocs)][:-1])
    for places, colour, width in ((cuts, INK, 0.7), (np.array([0.0, 1.0]), MUTED, 0.8)):
        level = [[(0.0, at), (1.0, at)] for at in places]
        lines = np.array([*level, *([end[::-1] for end in line] for line in level)]).reshape(-1, 2)
        corners = [(k % ACROSS * STEP[0], k // ACROSS * STEP[1]) for k in range(count)]
        moved = np.concatenate([lines + corner for corner in corners]).reshape(-1, 2, 2)
        axes.add_collection(
            LineCollection(list(moved), colors=colour, linewidths=width), autolim=False
        )


def _spans(blocs: Sequence[str]) -> list[tuple[str, tuple[int, int]]]:
    """Where each bloc begins and ends."""
    spans, at = [], 0
    for letter, held in groupby(blocs):
        end = at + len(list(held))
        spans.append((letter, (at, end)))
        at = end
    return spans


def _rgb(colour: str) -> Array:
    from matplotlib.colors import to_rgb

    return np.array(to_rgb(colour))


def _legend(drawn: Any) -> None:
    from matplotlib.patches import Patch

    handles = [
        Patch(facecolor=COOPERATION, label="work together (above the diagonal)"),
        Patch(facecolor=COMPETITION, label="compete (below it)"),
    ]
    drawn.legend(handles=handles, loc="outside lower left", ncols=2, fontsize=8)


def _describe(panels: Sequence[BlocPanel], blocs: Sequence[str]) -> str:
    sizes = ", ".join(f"{end - at} in {name or 'none'}" for name, (at, end) in _spans(blocs))
    said = [f"{one_line(panel.title)}: {panel.words}" for panel in panels]
    return (
        "Squares of pairs in the order of the blocs, cooperation above the diagonal and "
        f"competition below it ({sizes}). {spell_out(said, noun='squares')}"
    )
