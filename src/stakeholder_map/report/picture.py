"""A drawn figure as bytes: PNG for pages and office programs, SVG for print; the same every run."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from stakeholder_map.report.style import DPI, MOST_COLOURS, style

if TYPE_CHECKING:
    import PIL.Image
    from matplotlib.figure import Figure

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PICTURES_KEPT = 64
"""Smaller pictures that are remembered: each tier shows the same ones."""

GROWTH = 1.5
"""Power of the width by which a PNG grows at most: text and lines grow by less than the area."""

_COMMENT = re.compile(r"\s*<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Picture:
    """A figure in both forms.

    Parameters
    ----------
    png : bytes
        At most 32 colours, 150 dots an inch.
    svg : str
        Text drawn as outlines, so that it looks alike wherever it is opened.

    Raises
    ------
    ValueError
        If either is not what it should be.
    """

    png: bytes
    svg: str

    def __post_init__(self) -> None:
        if not self.png.startswith(_SIGNATURE):
            raise ValueError(f"expected a PNG, found {self.png[:16]!r}")
        if "<svg" not in self.svg:
            raise ValueError(f"expected an SVG, found {self.svg[:40]!r}")

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the PNG in pixels."""
        return int.from_bytes(self.png[16:20]), int.from_bytes(self.png[20:24])

    @property
    def png_base64(self) -> str:
        """The PNG as notebooks and data addresses carry it."""
        return base64.b64encode(self.png).decode("ascii")


def draw(figure: Figure) -> Picture:
    """Draw a figure as PNG and SVG.

    Parameters
    ----------
    figure : Figure
        Of matplotlib; it is not changed, but for its canvas.

    Returns
    -------
    Picture
        The same bytes for the same figure: no date, no version, no random ids.

    Examples
    --------
    >>> from stakeholder_map.report.style import figure
    >>> draw(figure(height=1, width=2)).size
    (300, 150)
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    with style():
        figure.set_dpi(DPI)
        canvas: Any = FigureCanvasAgg(figure)
        canvas.draw()
        figure.set_layout_engine("none")  # settled by the drawing; a second one costs as much again
        png = _encode(np.asarray(canvas.buffer_rgba())[:, :, :3])
        text = io.StringIO()
        vector: Any = FigureCanvasSVG(figure)
        vector.print_svg(text, metadata={"Date": None, "Creator": None})
    return Picture(png, _COMMENT.sub("", text.getvalue()))


@lru_cache(maxsize=PICTURES_KEPT)
def shrink(png: bytes, *, width: int) -> bytes:
    """Make a PNG narrower, for a page that would grow too heavy.

    Parameters
    ----------
    png : bytes
        The picture.
    width : int
        Pixels.

    Returns
    -------
    bytes
        The same picture at that width in the same colours, or itself where it is no wider.
    """
    from PIL import Image

    if int.from_bytes(png[16:20]) <= width:
        return png
    with Image.open(io.BytesIO(png)) as picture:
        height = round(picture.height * width / picture.width)
        smaller = picture.convert("RGB").resize((width, height), Image.Resampling.HAMMING)
        if picture.mode == "P":
            return _as_png(smaller.quantize(palette=picture, dither=Image.Dither.NONE))
    return _encode(np.asarray(smaller))


def shrunk_bytes(png: bytes, *, width: int) -> int:
    """How many bytes a PNG will have at least when it is made narrower.

    Parameters
    ----------
    png : bytes
        The picture.
    width : int
        Pixels.

    Returns
    -------
    int
        An estimate from below, without drawing; the length of the picture where it is no wider.
    """
    narrower = min(1.0, width / int.from_bytes(png[16:20]))
    return int(len(png) * narrower**GROWTH)


def _encode(pixels: np.ndarray[Any, Any]) -> bytes:
    """PNG of few colours: figures are flat, and pages travel by mail."""
    from PIL import Image

    flat = Image.fromarray(np.ascontiguousarray(pixels))
    few = flat.quantize(
        colors=MOST_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )
    return _as_png(few)


def _as_png(few: PIL.Image.Image) -> bytes:
    held = io.BytesIO()
    few.save(held, format="PNG", compress_level=6)  # 9 takes eight times as long for 5 %
    return held.getvalue()
