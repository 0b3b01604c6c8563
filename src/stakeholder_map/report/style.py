"""One look for every figure: readable in grey print and by the colour-blind, the same every time.

Figures are made without pyplot, and inside :func:`style`, which leaves matplotlib's settings as it
found them. A colour never stands alone: a hatch, a marker or a line style says the same.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ACCENT = "#0b4f6c"
"""The one colour of the reports; figures use it for what matters most."""

COOPERATION = "#0b4f6c"
COMPETITION = "#c8500a"
INK = "#1c2530"
MUTED = "#5b6672"
RULE = "#cfd6dc"
PAPER = "#ffffff"

FILLS: tuple[tuple[str, str], ...] = (
    (ACCENT, ""),
    ("#9ccadb", "////"),
    ("#eceff1", ""),
    ("#d08a1e", "xx"),
    ("#8b669f", "\\\\\\"),
)
"""Colour and hatch of the parts of a bar, in order; their lightness differs in grey print too."""

MARKERS = ("o", "s", "^", "D", "v", "P", "X", "p", "h", "8", "<", ">")
"""Shapes that tell groups of points apart without colour."""

WIDTH_INCHES = 8.6
DPI = 150
MOST_COLOURS = 32

_SETTINGS: Mapping[str, Any] = MappingProxyType(
    {
        "font.family": ["DejaVu Sans"],
        "font.size": 9.5,
        "text.color": INK,
        "text.parse_math": False,
        "text.usetex": False,
        "axes.edgecolor": MUTED,
        "axes.labelcolor": INK,
        "axes.labelsize": 9.5,
        "axes.titlesize": 11.5,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.titlepad": 12,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.formatter.use_locale": False,
        "axes.unicode_minus": True,
        "axes.linewidth": 0.8,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "grid.color": RULE,
        "grid.linewidth": 0.7,
        "hatch.linewidth": 0.7,
        "hatch.color": "#ffffff",
        "legend.frameon": False,
        "legend.fontsize": 9.5,
        "figure.facecolor": PAPER,
        "figure.dpi": DPI,
        "savefig.dpi": DPI,
        "savefig.facecolor": PAPER,
        "svg.fonttype": "path",
        "svg.hashsalt": "stakeholder-map",
        "svg.id": None,
        "path.simplify": True,
    }
)


@contextmanager
def style() -> Iterator[None]:
    """Settings of the reports for what is drawn inside the ``with`` block.

    Notes
    -----
    They start from matplotlib's own defaults, so that a reader's matplotlibrc changes nothing, and
    everything is put back at the end. Text is never read as mathematics: a name may hold "$". A
    sign that the font lacks is drawn as a box, without a warning.

    Examples
    --------
    >>> import matplotlib
    >>> before = matplotlib.rcParams["font.size"]
    >>> with style():
    ...     inside = matplotlib.rcParams["font.size"]
    >>> inside, matplotlib.rcParams["font.size"] == before
    (9.5, True)
    """
    import matplotlib as mpl

    settings: dict[Any, Any] = dict(_SETTINGS)
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support")
        mpl.rcdefaults()
        mpl.rcParams.update(settings)
        yield


def figure(*, height: float, width: float = WIDTH_INCHES) -> Figure:
    """An empty figure of its own canvas, known to no window and no pyplot.

    Parameters
    ----------
    height, width : float
        Inches.

    Returns
    -------
    Figure
        To be filled inside :func:`style`.

    Examples
    --------
    >>> with style():
    ...     drawn = figure(height=2)
    >>> [float(side) for side in drawn.get_size_inches()]
    [8.6, 2.0]
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    drawn = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(drawn)
    return drawn
