"""Words in and about figures: short labels, wrapped titles, lists in alternative texts."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from stakeholder_map.report.grid import clean_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_NAMED = 15
"""So many rows are spelt out in an alternative text; the rest is counted."""

TITLE_SIGNS_PER_INCH = 11


def one_line(value: object, *, width: int = 34) -> str:
    r"""Text of an input cell as a label of one line.

    Parameters
    ----------
    value : object
        Mostly a name.
    width : int
        Most signs; a longer text ends in "…".

    Returns
    -------
    str
        Without line ends, runs of spaces and signs that cannot be drawn.

    Examples
    --------
    >>> one_line("Regional  Hospital\nAssociation of the Northern Valleys", width=24)
    'Regional Hospital Assoc…'
    """
    flat = " ".join(clean_text(str(value)).split())
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"


def in_lines(value: object, *, width: int = 18, lines: int = 2) -> str:
    """Text of an input cell as a label of a few short lines.

    Parameters
    ----------
    value : object
        Mostly a name.
    width, lines : int
        Most signs a line and most lines; what is longer ends in "…".

    Returns
    -------
    str
        Lines separated by line ends.

    Examples
    --------
    >>> in_lines("Northern Valleys Quality Forum").splitlines()
    ['Northern Valleys', 'Quality Forum']
    """
    flat = " ".join(clean_text(str(value)).split())
    return "\n".join(
        textwrap.wrap(flat, width, max_lines=lines, placeholder="…", break_on_hyphens=False)
    )


def put_title(figure: Figure, title: str) -> None:
    """Write the title over a figure, from its left edge, wrapped to its width.

    Parameters
    ----------
    figure : Figure
        With a layout that makes room for it.
    title : str
        A finding, or what is shown.
    """
    signs = int(figure.get_figwidth() * TITLE_SIGNS_PER_INCH)
    wrapped = "\n".join(textwrap.wrap(" ".join(clean_text(title).split()), signs))
    figure.suptitle(wrapped, x=0.004, ha="left", fontsize=11.5, fontweight="bold")


def spell_out(sentences: Sequence[str], *, noun: str) -> str:
    """The first sentences of an alternative text; the rest is counted.

    Parameters
    ----------
    sentences : sequence of str
        One for each row of what is drawn.
    noun : str
        What a row is, in the plural.

    Returns
    -------
    str
        At most 15 of them, with "; " between them and a full stop at the end.

    Examples
    --------
    >>> spell_out(["hospital: 3", "government: 1"], noun="key groups")
    'hospital: 3; government: 1.'
    """
    shown = "; ".join(sentences[:MOST_NAMED])
    hidden = len(sentences) - MOST_NAMED
    return f"{shown}; and {hidden} more {noun}." if hidden > 0 else f"{shown}."


def number(value: float) -> str:
    """A number as figures print it: whole where it is whole, otherwise of two decimals.

    Examples
    --------
    >>> number(1200.0), number(0.1234)
    ('1,200', '0.12')
    """
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
