"""Points on a plane of two figures, with names that do not overlap and the fields named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.names import write_names
from stakeholder_map.report.figures.words import number, one_line, put_title, spell_out
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import ACCENT, COMPETITION, MUTED, PAPER, figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHAPES = (
    ("o", ACCENT, ACCENT),
    ("D", PAPER, ACCENT),
    ("X", COMPETITION, COMPETITION),
    ("s", PAPER, MUTED),
)
"""Marker, fill and edge of each kind of point, in order; shapes differ, so grey print will do."""


@dataclass(frozen=True)
class PlaneOf:
    """What a plane is of.

    Parameters
    ----------
    across, upright : str
        Columns with the two figures.
    across_label, upright_label : str
        What they are, with their unit.
    corners : tuple of str
        Names of the fields: top right, top left, bottom right, bottom left; empty for none.
    middle : (float, float), optional
        Where the fields meet: across, upright. No lines where it is not given.
    noun : str
        What a point is, in the plural.
    """

    across: str
    upright: str
    across_label: str
    upright_label: str
    corners: tuple[str, str, str, str] = ("", "", "", "")
    middle: tuple[float, float] | None = None
    noun: str = "organisations"


_PLACES = ((0.99, 0.985, "right"), (0.01, 0.985, "left"), (0.99, 0.015, "right"))
_CORNERS = (*_PLACES, (0.01, 0.015, "left"))


def plot_plane(frame: pd.DataFrame, *, of: PlaneOf, name: str, title: str, tier: Tier) -> Chart:
    """A point for each row of a frame.

    Parameters
    ----------
    frame : DataFrame
        Index: names, the most important first (they get their labels first). The columns `of`
        names, and optionally ``kind``, told apart by marker. With all of ``<column>_low`` and
        ``<column>_high`` of both, thin lines show how far each point may move. Rows with a missing
        figure are not drawn, and counted in the alternative text.
    of : PlaneOf
        What the plane is of.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.

    Returns
    -------
    Chart
        Names never overlap; those that find no room are numbered and listed below.

    Raises
    ------
    ValueError
        If a column lacks or no row has both figures.

    Examples
    --------
    >>> frame = pd.DataFrame({"x": [0.1, 0.9], "y": [0.8, 0.2]}, index=["Asthma", "Joints"])
    >>> of = PlaneOf("x", "y", "contest", "gain together", noun="areas")
    >>> print(plot_plane(frame, of=of, name="areas", title="Areas", tier="analyst").alt)
    Points by contest (to the right) and gain together (upwards).
    Asthma: contest 0.10, gain together 0.80; Joints: contest 0.90, gain together 0.20.
    """
    wanted = [of.across, of.upright]
    if any(column not in frame for column in wanted) or frame[wanted].dropna().empty:
        raise ValueError(f"expected rows with {wanted}, found {list(frame.columns)}")
    shown = frame.dropna(subset=wanted)
    points = shown[wanted].to_numpy(dtype=float)
    with style():
        drawn = figure(height=5.4)
        axes = drawn.add_subplot()
        spread = _spread(axes, shown, of=of)
        _frame(axes, points=np.vstack([points, *spread]), of=of)
        _points(axes, points=points, kinds=_kinds(shown))
        put_title(drawn, title)
        names = [str(label) for label in shown.index]
        lines = np.empty((0, 4))
        nameless = write_names(axes, points=points, names=names, radius=6.0, lines=lines, size=8)
        alt = _describe(shown, points=points, of=of)
        alt += f" Drawn without a name: {spell_out(nameless, noun='')}" if nameless else ""
        absent = len(frame) - len(shown)
        alt += f" Not drawn, for want of a figure: {absent}." if absent else ""
        return Chart(name, drawn, title=title, alt=alt, tier=tier)


def _kinds(frame: pd.DataFrame) -> list[str]:
    return [str(kind) for kind in frame["kind"]] if "kind" in frame else [""] * len(frame)


def _spread(axes: Axes, frame: pd.DataFrame, *, of: PlaneOf) -> list[Any]:
    """Thin lines along which each point may move; their ends."""
    ends = [f"{column}_{end}" for column in (of.across, of.upright) for end in ("low", "high")]
    if any(column not in frame for column in ends):
        return []
    left, right, low, high = (frame[column].to_numpy(dtype=float) for column in ends)
    at: dict[str, Any] = {"color": ACCENT, "linewidth": 0.9, "alpha": 0.35, "zorder": 1}
    across, upright = (frame[column].to_numpy(dtype=float) for column in (of.across, of.upright))
    axes.vlines(across, low, high, **at)
    axes.hlines(upright, left, right, **at)
    return [np.column_stack([left, low]), np.column_stack([right, high])]


def _frame(axes: Axes, *, points: Any, of: PlaneOf) -> None:
    low, high = points.min(axis=0), points.max(axis=0)
    if of.middle is not None:
        low, high = np.minimum(low, of.middle), np.maximum(high, of.middle)
    share = 0.2 if any(of.corners) else 0.12  # the names of the fields want room
    room = np.where(high > low, (high - low) * share, 0.5)
    axes.set_xlim(low[0] - room[0], high[0] + room[0])
    axes.set_ylim(low[1] - room[1], high[1] + room[1])
    axes.locator_params(nbins=5)
    if of.middle is not None:
        dashes: dict[str, Any] = {"color": MUTED, "linewidth": 0.9, "zorder": 0}
        axes.axvline(of.middle[0], linestyle=(0, (4, 3)), **dashes)
        axes.axhline(of.middle[1], linestyle=(0, (4, 3)), **dashes)
    for (x, y, side), words in zip(_CORNERS, of.corners, strict=True):
        edge = "top" if y > 0.5 else "bottom"
        look: dict[str, Any] = {"ha": side, "va": edge, "color": MUTED, "style": "italic"}
        if words:
            axes.text(x, y, words, transform=axes.transAxes, **look)
    axes.set_xlabel(f"{of.across_label} → more")
    axes.set_ylabel(f"{of.upright_label} → more")


def _points(axes: Axes, *, points: Any, kinds: list[str]) -> None:
    names = list(dict.fromkeys(kinds))
    for place, kind in enumerate(names):
        chosen = np.array([one == kind for one in kinds])
        marker, face, edge = SHAPES[place % len(SHAPES)]
        at: dict[str, Any] = {"s": 54, "marker": marker, "linewidths": 1.2, "zorder": 3}
        axes.scatter(*points[chosen].T, facecolors=face, edgecolors=edge, label=kind, **at)
    if names != [""]:
        axes.legend(
            loc="upper left", bbox_to_anchor=(0, -0.12), ncols=4, fontsize=8, handletextpad=0.1
        )


def _describe(frame: pd.DataFrame, *, points: Any, of: PlaneOf) -> str:
    said = [
        f"{one_line(label)}: {of.across_label} {number(round(x, 9))}, "
        f"{of.upright_label} {number(round(y, 9))}{f' ({kind})' if kind else ''}"
        for label, (x, y), kind in zip(frame.index, points, _kinds(frame), strict=True)
    ]
    start = f"Points by {of.across_label} (to the right) and {of.upright_label} (upwards). "
    return start + spell_out(said, noun=of.noun)
