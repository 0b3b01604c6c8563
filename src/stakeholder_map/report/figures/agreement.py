"""A map of who stands where: near each other those who agree, with the strongest ties drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.names import write_names
from stakeholder_map.report.figures.words import one_line, put_title, spell_out
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import ACCENT, COMPETITION, PAPER, figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = np.ndarray[Any, np.dtype[np.float64]]

MOST_TIES = 7
"""Lines of either kind: the strongest."""


def plot_agreement(
    pairs: pd.DataFrame, *, stakeholders: pd.Series[str], name: str, title: str, tier: Tier
) -> Chart:
    """Organisations as points, near those with whom they agree and far from those they differ with.

    Parameters
    ----------
    pairs : DataFrame
        Columns `source`, `target` (ids), `convergence` and `divergence`, at least 0; the two are
        drawn as lines of their own and never netted.
    stakeholders : Series
        Names by id; those without a pair are not drawn.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.

    Returns
    -------
    Chart
        The strongest agreements are solid lines, the strongest differences dashed; those at their
        ends are named.

    Raises
    ------
    ValueError
        If there is no pair, or one has an end that is no stakeholder.

    Examples
    --------
    >>> pairs = pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"],
    ...                       "convergence": [8.0, 0.0], "divergence": [0.0, 3.0]})
    >>> chart = plot_agreement(pairs, stakeholders=pd.Series({"a": "Lake", "b": "Elm", "c": "Oak"}),
    ...                        name="map", title="Who agrees", tier="analyst")
    >>> print(chart.alt)
    A map of 3 organisations; near each other stand those who agree. Agree most (solid lines): Lake
    and Elm. Differ most (dashed lines): Lake and Oak.
    """
    if pairs.empty or not {*pairs["source"], *pairs["target"]} <= set(stakeholders.index):
        raise ValueError(f"expected pairs of the stakeholders, found {len(pairs)} pairs")
    names = stakeholders[sorted({*pairs["source"], *pairs["target"]})]
    ends = np.column_stack(
        [names.index.get_indexer(pd.Index(pairs[end])) for end in ("source", "target")]
    )
    values = pairs[["convergence", "divergence"]].to_numpy(dtype=float)
    points = _positions(ends, values, n=len(names))
    solid, dashed = (_strongest(values[:, side]) for side in (0, 1))
    named = list(dict.fromkeys(ends[np.concatenate([solid, dashed])].ravel().tolist()))
    with style():
        drawn = figure(height=5.6)
        axes = drawn.add_subplot()
        _draw_ties(axes, points=points, ends=ends, solid=solid, dashed=dashed)
        axes.scatter(
            points[:, 0],
            points[:, 1],
            s=26,
            facecolors=PAPER,
            edgecolors=ACCENT,
            linewidths=1,
            zorder=4,
        )
        axes.scatter(points[named, 0], points[named, 1], s=34, color=ACCENT, zorder=5)
        put_title(drawn, title)
        segments = points[ends[np.concatenate([solid, dashed])]].reshape(-1, 4)
        order = [*named, *(at for at in range(len(names)) if at not in set(named))]
        called = [str(names.iloc[at]) for at in named]
        nameless = write_names(
            axes,
            points=points[order][: len(named)],
            names=called,
            radius=5.0,
            lines=segments,
            size=7.5,
        )
        alt = _describe(pairs, solid=solid, dashed=dashed, names=names)
        alt += f" Drawn without a name: {spell_out(nameless, noun='')}" if nameless else ""
        return Chart(name, drawn, title=title, alt=alt, tier=tier)


def _strongest(values: Array) -> np.ndarray[Any, np.dtype[np.int64]]:
    order = np.argsort(-values.round(9), kind="stable")[:MOST_TIES]
    chosen: np.ndarray[Any, np.dtype[np.int64]] = order[values[order] > 0]
    return chosen


def _positions(ends: Any, values: Array, *, n: int) -> Array:
    """Two leading directions of agreement less what is far off: classical scaling."""
    apart = np.full((n, n), 0.5)
    total = values.sum(axis=1)
    share = np.divide(values[:, 1], total, out=np.full(len(values), 0.5), where=total > 0)
    weight = total / (total + np.median(total[total > 0]))
    # what is little known says little: it is drawn to the middle
    apart[ends[:, 0], ends[:, 1]] = apart[ends[:, 1], ends[:, 0]] = 0.5 + (share - 0.5) * weight
    np.fill_diagonal(apart, 0.0)
    square = apart**2
    middle = square - square.mean(axis=0) - square.mean(axis=1)[:, None] + square.mean()
    size, vectors = np.linalg.eigh(-middle / 2)
    points = np.zeros((n, 2))
    count = min(2, n)
    points[:, :count] = vectors[:, ::-1][:, :count] * np.sqrt(np.maximum(size[::-1][:count], 0.0))
    # an eigenvector has no sign of its own: the farthest point stands at the right, and on top
    far = np.abs(points.round(9)).argmax(axis=0)
    signs = np.sign(points[far, [0, 1]])
    turned: Array = points * np.where(signs == 0, 1.0, signs)
    return turned


def _draw_ties(axes: Axes, *, points: Array, ends: Any, solid: Any, dashed: Any) -> None:
    from matplotlib.collections import LineCollection
    from matplotlib.lines import Line2D

    axes.set_axis_off()
    axes.margins(0.1)
    handles = []
    looks: tuple[tuple[Any, str, Any, str], ...] = (
        (solid, ACCENT, "solid", "agree most"),
        (dashed, COMPETITION, (0, (4, 2.5)), "differ most"),
    )
    for chosen, colour, dashes, words in looks:
        if len(chosen):
            segments = list(points[ends[chosen]])
            at: dict[str, Any] = {"colors": colour, "linestyles": dashes}
            axes.add_collection(LineCollection(segments, linewidths=1.2, alpha=0.6, **at))
            handles.append(Line2D([], [], color=colour, linestyle=dashes, lw=1.6, label=words))
    axes.legend(handles=handles, loc="upper left", ncols=2, bbox_to_anchor=(0, 0))


def _describe(pairs: pd.DataFrame, *, solid: Any, dashed: Any, names: pd.Series[str]) -> str:
    alt = f"A map of {len(names)} organisations; near each other stand those who agree."
    for chosen, words in (
        (solid, "Agree most (solid lines)"),
        (dashed, "Differ most (dashed lines)"),
    ):
        rows = pairs.iloc[chosen]
        told = [
            f"{one_line(names[one])} and {one_line(names[other])}"
            for one, other in zip(rows["source"], rows["target"], strict=True)
        ]
        alt += f" {words}: {spell_out(told, noun='pairs')}" if told else ""
    return alt
