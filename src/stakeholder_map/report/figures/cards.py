"""Cards of the ledger: for a few pairs both lists, the goal, and what each side says."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stakeholder_map.privacy import Tier
from stakeholder_map.report.figures.words import one_line, put_title
from stakeholder_map.report.grid import clean_text
from stakeholder_map.report.kinds import Chart
from stakeholder_map.report.style import ACCENT, INK, MUTED, RULE, figure, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS = 2
SIGNS = 50
WIDTH = 0.487
LINE_INCHES = 0.158
GAP_INCHES = 0.14

Lines = list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Card:
    """What one card says.

    Parameters
    ----------
    head : str
        Whose it is.
    lines : mapping of str to str
        Each label and what stands beside it, in order.
    """

    head: str
    lines: Mapping[str, str]


def plot_cards(cards: Sequence[Card], *, name: str, title: str, tier: Tier) -> Chart:
    """Cards side by side, two in a row.

    Parameters
    ----------
    cards : sequence of Card
        A few: each takes a sixth of a page.
    name, title, tier
        As of :class:`~stakeholder_map.report.blocks.Chart`.

    Returns
    -------
    Chart
        The alternative text holds every word of the cards.

    Raises
    ------
    ValueError
        If there is no card.

    Examples
    --------
    >>> card = Card("Lake and Elm", {"together": "Asthma", "compete": "Joints"})
    >>> print(plot_cards([card], name="cards", title="A ledger", tier="analyst").alt)
    1 card. Lake and Elm: together: Asthma; compete: Joints.
    """
    if not cards:
        raise ValueError(f"expected at least one card, found {len(cards)}")
    rows = [cards[at : at + COLUMNS] for at in range(0, len(cards), COLUMNS)]
    heights = [max(_height(card) for card in row) for row in rows]
    with style():
        drawn = figure(height=sum(heights) + GAP_INCHES * len(rows) + 0.4)
        drawn.set_layout_engine("none")
        below = drawn.get_figheight() - 0.4
        for row, height in zip(rows, heights, strict=True):
            for place, card in enumerate(row):
                left = 0.005 + place * 0.5
                _draw(drawn, card, left=left, bottom=below - height, height=height)
            below -= height + GAP_INCHES
        put_title(drawn, title)
        noun = "card" if len(cards) == 1 else "cards"
        alt = f"{len(cards)} {noun}. " + " ".join(_spoken(card) for card in cards)
        return Chart(name, drawn, title=title, alt=alt, tier=tier)


def _written(card: Card) -> Lines:
    """Each label with the lines beside it."""
    written = []
    for label, words in card.lines.items():
        flat = " ".join(clean_text(words).split())
        parts = textwrap.wrap(flat, SIGNS, max_lines=3, placeholder="…")
        written.append((label, parts or ["–"]))
    return written


def _height(card: Card) -> float:
    """Inches that a card takes."""
    return sum(len(parts) for _, parts in _written(card)) * LINE_INCHES + 0.42


def _draw(drawn: Figure, card: Card, *, left: float, bottom: float, height: float) -> None:
    """One card; its left edge as a share of the width, the rest in inches."""
    from matplotlib.patches import Rectangle

    full = drawn.get_figheight()
    edges = (left, bottom / full), WIDTH, height / full
    drawn.add_artist(Rectangle(*edges, fill=False, ec=RULE, lw=1.0))
    at, top = left + 0.012, bottom + height - 0.1
    head = one_line(card.head, width=SIGNS)
    drawn.text(at, top / full, head, va="top", fontsize=8.5, fontweight="bold", color=ACCENT)
    line = top - 0.24
    look: dict[str, Any] = {"va": "top", "fontsize": 7.5}
    for label, parts in _written(card):
        drawn.text(at, line / full, label, color=MUTED, **look)
        drawn.text(at + 0.113, line / full, "\n".join(parts), color=INK, **look)
        line -= LINE_INCHES * len(parts)


def _spoken(card: Card) -> str:
    said = "; ".join(f"{label}: {words or '–'}" for label, words in card.lines.items())
    return f"{one_line(card.head, width=120)}: {clean_text(said)}."
