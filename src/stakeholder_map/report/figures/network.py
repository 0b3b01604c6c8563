"""A map of the network: who works together (solid lines) and who competes (dashed lines)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.layout import lay_out
from stakeholder_map.report.figures.names import write_names
from stakeholder_map.report.figures.words import one_line, put_title, spell_out
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import COMPETITION, COOPERATION, PAPER, figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = np.ndarray[Any, np.dtype[np.float64]]

SIGNS = ("cooperation", "competition")


def plot_network(
    ties: pd.DataFrame,
    *,
    stakeholders: pd.Series[str],
    name: str,
    title: str,
    seed: int,
    tier: Tier,
) -> Chart:
    """Organisations as points, near those they work with; rivalry as dashed lines.

    Parameters
    ----------
    ties : DataFrame
        Columns `source`, `target` (ids), `layer` ("cooperation" or "competition") and `strength` in
        (0, 1], drawn as the width of the line. Choose the strong ones first: several hundred lines
        are a ball of wool.
    stakeholders : Series
        Names by id. Those without a tie are drawn too.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.
    seed : int
        For the layout.

    Returns
    -------
    Chart
        Points grow with their number of ties; those without any stand in a row at the bottom.
        Names never overlap; those that find no room are numbered and listed below.

    Raises
    ------
    ValueError
        If there is no stakeholder, or a tie has an unknown end or layer.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": ["a"], "target": ["b"], "layer": ["competition"],
    ...                      "strength": [0.8]})
    >>> chart = plot_network(ties, stakeholders=pd.Series({"a": "Lake", "b": "Elm"}), name="map",
    ...                      title="Two rivals", seed=1, tier="analyst")
    >>> print(chart.alt)
    A map of 2 organisations with 0 ties of cooperation (solid) and 1 of competition (dashed).
    Most ties: Lake 1, Elm 1.
    """
    names = stakeholders.sort_index()
    lines = _checked(ties, ids=list(names.index))
    place = {stakeholder: position for position, stakeholder in enumerate(names.index)}
    ends = np.array([[place[a], place[b]] for a, b in zip(lines.source, lines.target, strict=True)])
    ends = ends.reshape(-1, 2).astype(int)
    together = (lines["layer"] == "cooperation").to_numpy(dtype=bool)
    degree = np.bincount(ends.ravel(), minlength=len(names))
    points = _positions(ends, together=together, degree=degree, seed=seed)
    order = np.lexsort((np.arange(len(names)), -degree))
    spoken = [str(names.iloc[position]) for position in order]
    with style():
        drawn = figure(height=6.8)
        axes = drawn.add_subplot()
        strength = lines["strength"].to_numpy(dtype=float)
        _draw_ties(axes, points=points, ends=ends, together=together, strength=strength)
        sizes = 26 + 150 * degree / max(1, int(degree.max()))
        axes.scatter(
            points[:, 0], points[:, 1], s=sizes, color=COOPERATION, edgecolors=PAPER, zorder=4
        )
        put_title(drawn, title)
        segments = points[ends].reshape(-1, 4)
        nameless = write_names(
            axes, points=points[order], names=spoken, radius=5.5, lines=segments, size=7.5
        )
        busiest = [f"{one_line(n)} {degree[p]}" for n, p in zip(spoken, order, strict=True)]
        alt = (
            f"A map of {len(names)} organisations with {int(together.sum())} ties of cooperation "
            f"(solid) and {int((~together).sum())} of competition (dashed). "
            f"Most ties: {spell_out(busiest[:10], noun='').replace('; ', ', ')}"
        )
        alt += f" Drawn without a name: {spell_out(nameless, noun='')}" if nameless else ""
        return Chart(name, drawn, title=title, alt=alt, tier=tier)


def _checked(ties: pd.DataFrame, *, ids: list[Any]) -> pd.DataFrame:
    if not ids:
        raise ValueError(f"expected at least one stakeholder, found {ids!r}")
    known = set(ids)
    for end in (*ties["source"], *ties["target"]):
        if end not in known:
            raise ValueError(f"a tie ends at {end!r}, which is no stakeholder of this map")
    for layer in ties["layer"]:
        if layer not in SIGNS:
            raise ValueError(f"layer of a tie must be one of {SIGNS}; not {layer!r}")
    return ties.sort_values(["layer", "source", "target"], ignore_index=True)


def _positions(ends: Any, *, together: Any, degree: Any, seed: int) -> Array:
    """Those with ties by the layout, rivals twice as far apart; those without in a row below."""
    n = len(degree)
    lengths = np.zeros((n, n))
    for chosen, length in ((~together, 2.0), (together, 1.0)):
        one, other = ends[chosen].T
        lengths[one, other] = lengths[other, one] = length
    tied = np.flatnonzero(degree)
    points = np.zeros((n, 2))
    points[tied] = lay_out(lengths[np.ix_(tied, tied)], seed=seed)
    alone = np.flatnonzero(degree == 0)
    points[alone, 0] = (np.arange(len(alone)) + 0.5) / max(1, len(alone))
    points[alone, 1] = -0.16
    return points


def _draw_ties(axes: Axes, *, points: Array, ends: Any, together: Any, strength: Array) -> None:
    from matplotlib.collections import LineCollection
    from matplotlib.lines import Line2D

    axes.set_xlim(-0.08, 1.08)
    axes.set_ylim(min(-0.07, float(points[:, 1].min()) - 0.07), 1.07)
    axes.set_axis_off()
    looks: tuple[tuple[Any, str, Any, str], ...] = (
        (together, COOPERATION, "solid", "work together"),
        (~together, COMPETITION, (0, (4, 2.5)), "compete"),
    )
    handles = []
    for chosen, colour, dashes, words in looks:
        segments = points[ends[chosen]]
        widths = 0.5 + 1.6 * strength[chosen]
        axes.add_collection(
            LineCollection(
                list(segments), colors=colour, linestyles=dashes, linewidths=widths, alpha=0.55
            )
        )
        handles.append(Line2D([], [], color=colour, linestyle=dashes, lw=1.8, label=words))
    axes.legend(handles=handles, loc="upper left", ncols=2, bbox_to_anchor=(0, 0))
