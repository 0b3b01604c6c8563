"""Which places each may take: a strip for each, the darker the likelier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.words import one_line, put_title, spell_out
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import ACCENT, INK, MUTED, PAPER, RULE, figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS = 20
MOST_RANKS = 25
ROW_INCHES = 0.27
FRAME_INCHES = 1.35
SHADES = 7
WRITTEN = 0.1
"""From this share on the number of readings in a hundred stands in the field."""


def plot_acceptability(frame: pd.DataFrame, *, name: str, title: str, tier: Tier) -> Chart:
    """A field for each place that each may take, shaded and numbered by the share of the readings.

    Parameters
    ----------
    frame : DataFrame
        Index: names, in the order of the ranking. Columns: places from 1. Values: shares, from 0
        to 1.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.

    Returns
    -------
    Chart
        At most the first 20 rows and 25 places; readable without colour, since shares of at least a
        tenth are written out. Shades grow with the root of the share, so that seldom is not never.

    Raises
    ------
    ValueError
        If there are no rows, or a value is no share.

    Examples
    --------
    >>> frame = pd.DataFrame([[0.9, 0.1], [0.1, 0.9]], index=["Lake", "Elm"], columns=[1, 2])
    >>> print(plot_acceptability(frame, name="a", title="Places", tier="analyst").alt)
    Shares of the readings in which each takes each place.
    Lake: place 1 in 90 of 100, 2 in 10; Elm: place 2 in 90 of 100, 1 in 10.
    """
    shares = frame.to_numpy(dtype=float)
    if not shares.size or not ((shares >= -1e-9) & (shares <= 1 + 1e-9)).all():
        raise ValueError(f"expected shares from 0 to 1, found {shares!r}")
    shown = shares[:MOST_ROWS]
    taken = int(np.flatnonzero((shown >= 0.005).any(axis=0)).max(initial=0)) + 1
    shown = shown[:, : min(taken, MOST_RANKS)]
    with style():
        drawn = figure(height=FRAME_INCHES + ROW_INCHES * len(shown))
        axes = drawn.add_subplot()
        _fields(axes, shares=shown)
        axes.set_yticks(
            range(len(shown)), [one_line(label, width=40) for label in frame.index[: len(shown)]]
        )
        axes.tick_params(length=0)
        axes.set_xlabel(
            "place (in parts where several share it); numbers: of 100 plausible readings"
        )
        if len(shown) < len(frame):
            axes.set_ylabel(f"first {len(shown)} of {len(frame)}", color=MUTED, fontsize=8.5)
        put_title(drawn, title)
        described = [
            f"{one_line(label)}: {_places(row, list(frame.columns))}"
            for label, row in zip(frame.index, shares, strict=True)
        ]
        alt = "Shares of the readings in which each takes each place. " + spell_out(
            described, noun="rows"
        )
        return Chart(name, drawn, title=title, alt=alt, tier=tier)


def _fields(axes: Axes, *, shares: Any) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    shades = LinearSegmentedColormap.from_list("shares", [PAPER, ACCENT], N=SHADES)
    axes.imshow(
        np.sqrt(np.clip(shares, 0, 1)),
        cmap=shades,
        vmin=0,
        vmax=1,
        aspect="auto",
        interpolation="nearest",
    )
    rows, columns = shares.shape
    for row, column in zip(*np.nonzero(shares >= WRITTEN), strict=True):
        share = shares[row, column]
        axes.text(
            column,
            row,
            f"{100 * share:.0f}",
            ha="center",
            va="center",
            fontsize=7.5,
            color=PAPER if share > 0.3 else INK,
        )
    axes.set_xticks(range(columns), [str(place + 1) for place in range(columns)])
    axes.hlines(np.arange(rows + 1) - 0.5, -0.5, columns - 0.5, color=RULE, lw=0.6)
    axes.set_xlim(-0.5, columns - 0.5)
    axes.set_ylim(rows - 0.5, -0.5)
    for side in axes.spines.values():
        side.set_visible(False)


def _places(row: Any, places: list[Any]) -> str:
    """The likeliest three places, for those who cannot see the picture."""
    order = [at for at in np.argsort(-row.round(9), kind="stable")[:3] if row[at] >= 0.005]
    told = [f"{places[at]} in {100 * row[at]:.0f}" for at in order]
    return f"place {told[0]} of 100{''.join(f', {each}' for each in told[1:])}" if told else "none"
