"""Chains of introductions: from one of ours, step by step, to the person to be reached."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from stakeholder_map.phrases import percent
from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.words import one_line, put_title, spell_out
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import ACCENT, INK, MUTED, PAPER, figure, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

MOST_CHAINS = 12
MOST_BOXES = 5
ROW_INCHES = 0.62
FRAME_INCHES = 0.55
BOX_SIGNS = {2: 44, 3: 32, 4: 24, 5: 19}
"""Signs in a line of a box, by how many boxes stand side by side."""

WORDS = 120
"""Signs of a party in the alternative text."""

_TINTS = {"ours": "#c9dfe8", "between": PAPER, "reached": ACCENT}


def plot_chains(
    chains: Sequence[tuple[Sequence[str], Sequence[float]]], *, name: str, title: str, tier: Tier
) -> Chart:
    """One row a chain: boxes for the parties, on each arrow the probability of the step.

    Parameters
    ----------
    chains : sequence of (parties, probabilities)
        Parties in words, from one of ours to the one reached, and the probability of each step
        between them.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.

    Returns
    -------
    Chart
        At most the first 12 chains; of a chain of more than five parties the first two and the
        last two stand.

    Raises
    ------
    ValueError
        If there is no chain, or one has not one probability for each step.

    Examples
    --------
    >>> chain = (["our director", "president, Elm Clinic"], [0.5])
    >>> plot_chains([chain], name="c", title="Ways", tier="analyst").alt
    'Chains of introductions. our director, 50 %, president, Elm Clinic.'
    """
    if not chains or any(len(parties) != len(steps) + 1 for parties, steps in chains):
        raise ValueError(f"expected chains with one probability a step, found {chains!r}")
    shown = [_shortened(parties, steps) for parties, steps in chains[:MOST_CHAINS]]
    widest = max(len(parties) for parties, _ in shown)
    with style():
        drawn = figure(height=FRAME_INCHES + ROW_INCHES * len(shown))
        axes = drawn.add_subplot()
        for row, (parties, steps) in enumerate(shown):
            _draw_chain(axes, row=row, parties=parties, steps=steps, widest=widest)
        axes.set_xlim(-0.02, widest - 0.18)
        axes.set_ylim(len(shown) - 0.5, -0.5)
        axes.axis("off")
        put_title(drawn, title)
        alt = f"Chains of introductions. {_sentences(chains)}"
        return Chart(name, drawn, title=title, alt=alt, tier=tier)


def _shortened(
    parties: Sequence[str], steps: Sequence[float]
) -> tuple[Sequence[str], Sequence[float | None]]:
    if len(parties) <= MOST_BOXES:
        return parties, steps
    return [*parties[:2], "…", *parties[-2:]], [steps[0], None, None, steps[-1]]


def _draw_chain(
    axes: Axes, *, row: int, parties: Sequence[str], steps: Sequence[float | None], widest: int
) -> None:
    signs = BOX_SIGNS.get(widest, max(BOX_SIGNS.values()))
    width = 0.82
    for place, party in enumerate(parties):
        last = place == len(parties) - 1
        kind = "ours" if place == 0 else "reached" if last else "between"
        axes.add_patch(_box(place, row, width=width, colour=_TINTS[kind]))
        text = "\n".join(textwrap.wrap(one_line(party, width=3 * signs), signs)[:3])
        axes.text(
            place + width / 2,
            row,
            text,
            ha="center",
            va="center",
            fontsize=7.6,
            linespacing=1.12,
            color=PAPER if kind == "reached" else INK,
        )
    for place, chance in enumerate(steps):
        start = place + width
        axes.annotate(
            "",
            (place + 1, row),
            xytext=(start, row),
            arrowprops={"arrowstyle": "-|>", "color": MUTED, "lw": 1.1, "shrinkA": 0, "shrinkB": 0},
        )
        if chance is not None:
            middle = (start + place + 1) / 2
            axes.text(
                middle,
                row - 0.08,
                percent(chance),
                ha="center",
                va="bottom",
                fontsize=7,
                color=MUTED,
            )


def _box(left: float, row: float, *, width: float, colour: str) -> Patch:
    from matplotlib.patches import Rectangle

    return Rectangle(
        (left, row - 0.36), width, 0.72, facecolor=colour, edgecolor=ACCENT, linewidth=0.8
    )


def _sentences(chains: Sequence[tuple[Sequence[str], Sequence[float]]]) -> str:
    told = []
    for parties, steps in chains:
        words = [one_line(parties[0], width=WORDS)]
        for party, chance in zip(parties[1:], steps, strict=True):
            words += [percent(chance), one_line(party, width=WORDS)]
        told.append(", ".join(words))
    return spell_out(told, noun="chains")
