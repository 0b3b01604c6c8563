"""A signed map: blocs as circles, cooperation solid, competition dashed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.names import write_names
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

LAYERS = ("cooperation", "competition")
GROUND = "#f3f6f8"
GOLDEN = np.pi * (3 - np.sqrt(5))
"""Angle between two seeds of a sunflower: they fill a circle evenly."""

LOOKS = (
    ("cooperation", False, "cooperation inside a bloc", MUTED, "solid", 0.7, 0.35),
    ("competition", True, "competition between blocs", COMPETITION, (0, (4, 2.5)), 0.8, 0.45),
    ("cooperation", True, "cooperation between blocs", COOPERATION, "solid", 1.6, 0.75),
    ("competition", False, "competition inside a bloc", COMPETITION, (0, (2, 1.2)), 2.2, 0.95),
)
"""Layer, whether it runs between blocs, words, colour, dashes, width, opacity; the fine ones first,
so that what breaks the picture lies on top."""

MOST = (120, 60, 24, 24)
"""Lines of each look: the strongest."""


def plot_signed_map(
    members: pd.DataFrame, *, ties: pd.DataFrame, name: str, title: str, tier: Tier
) -> Chart:
    """Blocs as circles, their members inside, those between blocs hollow and near the middle.

    Parameters
    ----------
    members : DataFrame
        Indexed by id: ``name``; ``bloc``, a letter, empty for those in none; ``between``, bool.
    ties : DataFrame
        `source`, `target` (ids), `layer` ("cooperation" or "competition"), `strength` above 0. The
        strongest are drawn.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.

    Returns
    -------
    Chart
        Ties that go against the blocs are the heavy ones. Those in no bloc stand in a row below.
        Names never overlap; those that find no room are numbered and listed.

    Raises
    ------
    ValueError
        If there is no member, or a tie has an unknown end or layer.

    Examples
    --------
    >>> members = pd.DataFrame({"name": ["Lake", "Elm"], "bloc": ["A", "B"], "between": False},
    ...                        index=["a", "b"])
    >>> ties = pd.DataFrame({"source": ["a"], "target": ["b"], "layer": ["cooperation"],
    ...                      "strength": [0.8]})
    >>> chart = plot_signed_map(members, ties=ties, name="m", title="Two", tier="analyst")
    >>> print(chart.alt)
    A map of 2 organisations in 2 blocs. A: Lake. B: Elm. Ties that run against the blocs: 1 of
    cooperation between blocs (heavy, solid), 0 of competition inside a bloc (heavy, dashed).
    """
    lines = _checked(members, ties)
    letters = sorted(set(members["bloc"]) - {""})
    centres, radii = _circles([int((members["bloc"] == each).sum()) for each in letters])
    outward = _outward(members, lines)
    points = _seats(members, letters=letters, circles=(centres, radii), outward=outward)
    with style():
        drawn = figure(height=8.4)
        axes = drawn.add_subplot()
        _frame(axes, points=points, circles=(centres, radii))
        _draw_blocs(axes, letters=letters, circles=(centres, radii))
        segments = _draw_ties(axes, lines, points=points)
        _draw_members(axes, members, points=points)
        put_title(drawn, title)
        order = np.lexsort((np.arange(len(members)), -outward))
        names = [str(members["name"].iloc[place]) for place in order]
        nameless = write_names(
            axes, points=points[order], names=names, radius=5.0, lines=segments, size=7.0
        )
        return Chart(name, drawn, title=title, alt=_alt(members, lines, nameless), tier=tier)


def _checked(members: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    if members.empty:
        raise ValueError(f"expected at least one organisation, found {len(members)}")
    for end in (*ties["source"], *ties["target"]):
        if end not in members.index:
            raise ValueError(f"a tie ends at {end!r}, which is no organisation of this map")
    for layer in ties["layer"]:
        if layer not in LAYERS:
            raise ValueError(f"layer of a tie must be one of {LAYERS}; not {layer!r}")
    bloc = members["bloc"]
    lines = ties.sort_values(
        ["strength", "source", "target", "layer"],
        ascending=[False, True, True, True],
        ignore_index=True,
    )
    ends = [np.array(bloc.reindex(lines[end]), dtype=str) for end in ("source", "target")]
    placed = [members.index.get_indexer(pd.Index(lines[end])) for end in ("source", "target")]
    return lines.assign(across=ends[0] != ends[1], one=placed[0], other=placed[1])


def _circles(sizes: list[int]) -> tuple[Array, Array]:
    """Centres and radii of blocs around the middle, the largest on top, without overlap."""
    count = len(sizes)
    radii = np.sqrt(np.array(sizes, dtype=float) + 1.0)
    if count < 2:
        return np.zeros((count, 2)), radii
    turn = np.pi if count == 2 else np.pi / 2
    angles = turn - 2 * np.pi * np.arange(count) / count
    ways = np.column_stack([np.cos(angles), np.sin(angles)])
    reach = 0.0
    for one in range(count):
        for other in range(one):
            apart = float(np.hypot(*(ways[one] - ways[other])))
            reach = max(reach, 1.12 * (radii[one] + radii[other]) / apart)
    return ways * reach, radii


def _outward(members: pd.DataFrame, lines: pd.DataFrame) -> Array:
    """Strength of each one's cooperation with other blocs that is drawn."""
    across = lines[lines["across"] & (lines["layer"] == "cooperation")]
    total = np.zeros(len(members))
    for end in ("one", "other"):
        np.add.at(total, across[end].to_numpy(), across["strength"].to_numpy(dtype=float))
    return np.round(total + 100.0 * members["between"].to_numpy(dtype=float), 9)


def _seats(
    members: pd.DataFrame, *, letters: list[str], circles: tuple[Array, Array], outward: Array
) -> Array:
    """Seats in each circle, those with most to do outside nearest the middle."""
    points = np.zeros((len(members), 2))
    bloc = members["bloc"].to_numpy()
    for letter, centre, radius in zip(letters, *circles, strict=True):
        held = np.flatnonzero(bloc == letter)
        turn = np.arange(len(held))
        way = np.sqrt((turn + 0.6) / len(held)) * radius * 0.84
        seats = centre + np.column_stack([way * np.cos(turn * GOLDEN), way * np.sin(turn * GOLDEN)])
        nearest = np.argsort(np.round(np.hypot(*seats.T), 6), kind="stable")
        points[held[np.lexsort((held, -outward[held]))]] = seats[nearest]
    alone = np.flatnonzero(bloc == "")
    if len(alone):
        low = float((circles[0][:, 1] - circles[1]).min()) if letters else 0.0
        wide = float(np.abs(circles[0][:, 0]).max() + circles[1].max()) if letters else 4.0
        points[alone, 0] = wide * (2 * (np.arange(len(alone)) + 0.5) / len(alone) - 1)
        points[alone, 1] = low - 1.1
    return points


def _frame(axes: Axes, *, points: Array, circles: tuple[Array, Array]) -> None:
    centres, radii = circles
    edges = [points]
    if len(centres):
        edges += [centres - radii[:, None], centres + radii[:, None]]
    every = np.vstack(edges)
    low, high = every.min(axis=0) - 0.7, every.max(axis=0) + 0.7
    axes.set_xlim(float(low[0]), float(high[0]))
    axes.set_ylim(float(low[1]), float(high[1]))
    axes.set_aspect("equal", adjustable="box")
    axes.set_axis_off()


def _draw_blocs(axes: Axes, *, letters: list[str], circles: tuple[Array, Array]) -> None:
    from matplotlib.patches import Circle

    for letter, centre, radius in zip(letters, *circles, strict=True):
        x, y = float(centre[0]), float(centre[1])
        axes.add_patch(
            Circle((x, y), float(radius), facecolor=GROUND, edgecolor=RULE, linewidth=1.4, zorder=0)
        )
        way = np.array([x, y + 1e-9]) / max(float(np.hypot(x, y)), 1e-9)
        mark = centre + way * radius * 0.985
        look = {"boxstyle": "circle,pad=0.3", "facecolor": PAPER, "edgecolor": MUTED}
        axes.text(
            float(mark[0]), float(mark[1]), letter, ha="center", va="center", fontsize=10,
            fontweight="bold", color=INK, bbox=look, zorder=6,
        )  # fmt: skip


def _draw_ties(axes: Axes, lines: pd.DataFrame, *, points: Array) -> Array:
    """Draw the ties look by look; returns the ends of those that labels had better not cover."""
    from matplotlib.collections import LineCollection
    from matplotlib.lines import Line2D

    handles, heavy = [], [np.empty((0, 4))]
    for (layer, across, words, colour, dashes, width, opacity), most in zip(
        LOOKS, MOST, strict=True
    ):
        chosen = lines[(lines["layer"] == layer) & (lines["across"] == across)].head(most)
        segments = points[chosen[["one", "other"]].to_numpy()]
        look: dict[str, Any] = {"linestyle": dashes, "linewidth": width}
        axes.add_collection(
            LineCollection(list(segments), colors=colour, alpha=opacity, zorder=1, **look)
        )
        handles.append(Line2D([], [], color=colour, label=words, **look))
        if (layer == "cooperation") == across:
            heavy.append(segments.reshape(-1, 4))
    axes.legend(handles=handles, loc="upper center", ncols=2, bbox_to_anchor=(0.5, 0.0))
    return np.vstack(heavy)


def _draw_members(axes: Axes, members: pd.DataFrame, *, points: Array) -> None:
    hollow = members["between"].to_numpy(dtype=bool) | (members["bloc"] == "").to_numpy()
    for chosen, fill in ((~hollow, INK), (hollow, PAPER)):
        axes.scatter(
            points[chosen, 0], points[chosen, 1], s=34, color=fill, edgecolors=INK,
            linewidths=1.3, zorder=4,
        )  # fmt: skip


def _alt(members: pd.DataFrame, lines: pd.DataFrame, nameless: list[str]) -> str:
    letters = sorted(set(members["bloc"]) - {""})
    blocs = []
    for letter in letters:
        names = [one_line(each) for each in members.loc[members["bloc"] == letter, "name"]]
        blocs.append(f"{letter}: {spell_out(names, noun='members')}")
    against = [
        int((lines["across"] & (lines["layer"] == "cooperation")).sum()),
        int((~lines["across"] & (lines["layer"] == "competition")).sum()),
    ]
    between = [one_line(each) for each in members.loc[members["between"], "name"]]
    text = f"A map of {len(members)} organisations in {len(letters)} blocs. {' '.join(blocs)} "
    text += f"Between blocs: {spell_out(between, noun='members')} " if between else ""
    text += (
        f"Ties that run against the blocs: {against[0]} of cooperation between blocs (heavy, "
        f"solid), {against[1]} of competition inside a bloc (heavy, dashed)."
    )
    if max(against) > MOST[2]:
        text += f" Of each kind the strongest {MOST[2]} are drawn."
    return text + (f" Drawn without a name: {spell_out(nameless, noun='')}" if nameless else "")
