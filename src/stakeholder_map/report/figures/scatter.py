"""Power and interest: where each organisation stands, with labels that do not overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.names import write_names
from stakeholder_map.report.figures.words import number, one_line, put_title, spell_out
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import ACCENT, INK, MARKERS, MUTED, PAPER, figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CORNERS = (
    (0.99, 0.985, "right", "top", "work with closely"),
    (0.01, 0.985, "left", "top", "keep satisfied"),
    (0.99, 0.015, "right", "bottom", "keep informed"),
    (0.01, 0.015, "left", "bottom", "follow"),
)
"""Names of the four fields (Mendelow 1991), in words that may be read by those who stand there."""


MOVED = ("interest_before", "power_before")
SPREAD = ("power_low", "power_high", "interest_low", "interest_high")


def plot_power_interest(
    frame: pd.DataFrame,
    *,
    name: str,
    title: str,
    tier: Tier,
    middle: tuple[float, float] | None = None,
) -> Chart:
    """A point for each organisation: interest to the right, power upwards.

    Parameters
    ----------
    frame : DataFrame
        Index: names, the most important first (they get their labels first). Columns `power` and
        `interest`, any scale, and optionally `key_group`, told apart by marker. Rows with a missing
        value are not drawn, and counted in the alternative text. With all of `power_low`,
        `power_high`, `interest_low`, `interest_high` thin lines show how far each may move. A
        column `firm` (yes or no) fills the points whose field is sure and leaves the others empty.
        Columns `power_before` and `interest_before` draw an arrow from where a point stood; both
        are missing where it has not moved.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.
    middle : (float, float), optional
        Power and interest at which the lines are drawn; by default the medians of those drawn.

    Returns
    -------
    Chart
        Names never overlap and stand
        alike on every run; those that find no room are numbered and listed below.

    Raises
    ------
    ValueError
        If a column lacks or no row has both values.

    Examples
    --------
    >>> frame = pd.DataFrame({"power": [0.9, 0.2], "interest": [0.8, 0.1]}, index=["Lake", "Elm"])
    >>> print(plot_power_interest(frame, name="grid", title="Power", tier="analyst").alt)
    Points by interest (to the right) and power (upwards).
    Lake: power 0.90, interest 0.80; Elm: power 0.20, interest 0.10.
    """
    lacking = [column for column in ("power", "interest") if column not in frame]
    if lacking or frame[["power", "interest"]].dropna().empty:
        raise ValueError(f"expected rows with power and interest, found {list(frame.columns)}")
    drawn_rows = frame.dropna(subset=["power", "interest"])
    points = drawn_rows[["interest", "power"]].to_numpy(dtype=float)
    with style():
        drawn = figure(height=6.8)
        axes = drawn.add_subplot()
        tails = _tails(drawn_rows)
        moved = ~np.isnan(tails[:, 0])
        _frame(axes, points=np.vstack([points, tails[moved]]), middle=middle)
        _arrows(axes, points=points, tails=tails)
        if all(column in drawn_rows for column in SPREAD):
            _spread(axes, frame=drawn_rows)
        if "firm" in drawn_rows:
            _firm(axes, points=points, firm=drawn_rows["firm"].to_numpy(dtype=bool))
        else:
            _points(axes, points=points, groups=_groups(drawn_rows))
        put_title(drawn, title)
        names = [str(label) for label in drawn_rows.index]
        lines = np.hstack([tails[moved], points[moved]])
        nameless = write_names(axes, points=points, names=names, radius=6.0, lines=lines, size=8)
        alt = "Points by interest (to the right) and power (upwards). " + spell_out(
            [
                f"{one_line(label)}: power {number(power)}, interest {number(interest)}{firm}"
                for label, (interest, power), firm in zip(
                    drawn_rows.index, points, _firmness(drawn_rows), strict=True
                )
            ],
            noun="organisations",
        )
        alt += f" Drawn without a name: {spell_out(nameless, noun='')}" if nameless else ""
        alt += _told_moves(drawn_rows, tails=tails)
        absent = len(frame) - len(drawn_rows)
        alt += f" Not drawn, for want of a value: {absent}." if absent else ""
        return Chart(name, drawn, title=title, alt=alt, tier=tier)


def _tails(frame: pd.DataFrame) -> Any:
    """Where each point stood before, (n, 2); missing where it has not moved."""
    tails = np.full((len(frame), 2), np.nan)
    if not all(column in frame for column in MOVED):
        return tails
    before = frame[list(MOVED)].to_numpy(dtype=float)
    moved = ~np.isnan(before).all(axis=1)
    now = frame[["interest", "power"]].to_numpy(dtype=float)
    tails[moved] = np.where(np.isnan(before[moved]), now[moved], before[moved])
    return tails


def _arrows(axes: Axes, *, points: Any, tails: Any) -> None:
    """From where each stood that has moved; an empty circle marks the place that was left."""
    for head, tail in zip(points, tails, strict=True):
        if np.isnan(tail[0]):
            continue
        look: dict[str, Any] = {"arrowstyle": "-|>", "color": INK, "linewidth": 1.6, "shrinkB": 4}
        axes.annotate("", xy=head, xytext=tail, arrowprops=look, zorder=4)
        axes.scatter(
            tail[0], tail[1], s=26, facecolors=PAPER, edgecolors=INK, linewidths=1.2, zorder=2
        )


def _told_moves(frame: pd.DataFrame, *, tails: Any) -> str:
    """What an alternative text says of moves; nothing where there is no scan before."""
    if not all(column in frame for column in MOVED):
        return ""
    moves = [
        f"{one_line(label)} from power {number(tail[1])}, interest {number(tail[0])}"
        for label, tail in zip(frame.index, tails, strict=True)
        if not np.isnan(tail[0])
    ]
    if not moves:
        return " No arrow: since the last scan nobody has moved by more than noise."
    return f" Arrows, moved since the last scan: {spell_out(moves, noun='organisations')}"


def _groups(frame: pd.DataFrame) -> list[str]:
    if "key_group" not in frame:
        return [""] * len(frame)
    return [one_line(str(group).replace("_", " ")) for group in frame["key_group"]]


def _firmness(frame: pd.DataFrame) -> list[str]:
    """What an alternative text says of the empty points."""
    if "firm" not in frame:
        return [""] * len(frame)
    return ["" if firm else " (cannot tell the field)" for firm in frame["firm"]]


def _spread(axes: Axes, *, frame: pd.DataFrame) -> None:
    """Thin lines along which each point may move."""
    low, high, left, right = (frame[column].to_numpy(dtype=float) for column in SPREAD)
    at: dict[str, Any] = {"color": ACCENT, "linewidth": 0.8, "alpha": 0.25, "zorder": 1}
    axes.vlines(frame["interest"].to_numpy(dtype=float), low, high, **at)
    axes.hlines(frame["power"].to_numpy(dtype=float), left, right, **at)


def _firm(axes: Axes, *, points: Any, firm: Any) -> None:
    """Full points where the field is sure, empty ones where it cannot be told."""
    for chosen, face, words in (
        (firm, ACCENT, "field told by nine of ten readings"),
        (~firm, PAPER, "cannot tell the field"),
    ):
        if chosen.any():
            axes.scatter(
                points[chosen, 0],
                points[chosen, 1],
                s=40,
                facecolors=face,
                edgecolors=ACCENT,
                linewidths=1.2,
                label=words,
                zorder=3,
            )
    axes.legend(loc="upper left", bbox_to_anchor=(0, -0.09), ncols=2, fontsize=8, handletextpad=0.1)


def _frame(axes: Axes, *, points: Any, middle: tuple[float, float] | None) -> None:
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.where(high > low, (high - low) * 0.14, 0.5)
    if middle is not None:
        low, high = np.minimum(low, middle[::-1]), np.maximum(high, middle[::-1])
    axes.set_xlim(low[0] - room[0], high[0] + room[0])
    axes.set_ylim(low[1] - room[1], high[1] + room[1])
    across, upright = np.median(points, axis=0) if middle is None else middle[::-1]
    axes.axvline(across, color=MUTED, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
    axes.axhline(upright, color=MUTED, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
    for x, y, side, edge, words in CORNERS:
        axes.text(
            x,
            y,
            words,
            transform=axes.transAxes,
            ha=side,
            va=edge,
            color=MUTED,
            style="italic",
        )
    axes.set_xlabel("interest → more")
    axes.set_ylabel("power → more")


def _points(axes: Axes, *, points: Any, groups: list[str]) -> None:
    kinds = sorted(set(groups))
    for position, kind in enumerate(kinds):
        chosen = np.array([group == kind for group in groups])
        axes.scatter(
            points[chosen, 0],
            points[chosen, 1],
            s=46,
            marker=MARKERS[position % len(MARKERS)],
            facecolors=ACCENT if position % 2 == 0 else PAPER,
            edgecolors=ACCENT,
            linewidths=1.2,
            label=kind,
            zorder=3,
        )
    if kinds != [""]:
        axes.legend(
            loc="upper left", bbox_to_anchor=(0, -0.09), ncols=4, fontsize=8, handletextpad=0.1
        )
