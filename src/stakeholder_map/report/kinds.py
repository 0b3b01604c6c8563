"""The kinds of block, and how a notebook shows and stores each.

The vendor JSON of a block describes it wholly; pages, tables and pictures are made from that alone,
so that text of the input can never become markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, InitVar, asdict, dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, get_args

import pandas as pd

from stakeholder_map.privacy import Tier
from stakeholder_map.report.card import Attachment, Card
from stakeholder_map.report.grid import Grid, build_grid
from stakeholder_map.report.picture import Picture, draw
from stakeholder_map.report.preview import preview_text
from stakeholder_map.report.shown import MIME, Shown, check_block

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "MIME",
    "Attachment",
    "Block",
    "Blocks",
    "Card",
    "Chart",
    "Finding",
    "Note",
    "Table",
    "Tone",
]

Tone = Literal["plain", "caution", "missing"]


@dataclass(frozen=True)
class Finding(Shown):
    """One or more sentences with computed numbers.

    Parameters
    ----------
    name : str
        Small letters, digits, "-" and "_"; unique in the notebook.
    text : str
        Plain text.
    tier : Tier
        Who may see it: that tier and those that see more.
    tone : {"plain", "caution", "missing"}
        A statement; a warning about it; what could not be shown for want of a table.

    Raises
    ------
    ValueError
        If the text is empty, or the name, tier or tone is not of these.

    Examples
    --------
    >>> Finding("answered", "31 of 44 organisations answered.", tier="leadership")
    Finding(name='answered', text='31 of 44 organisations answered.', tier='leadership', ...)
    """

    name: str
    text: str
    _: KW_ONLY
    tier: Tier = "analyst"
    tone: Tone = "plain"

    def __post_init__(self) -> None:
        check_block(self, text=self.text)
        if self.tone not in get_args(Tone):
            raise ValueError(f"tone must be one of {get_args(Tone)}; not {self.tone!r}")


@dataclass(frozen=True)
class Note(Shown):
    """A word on method or a caveat, printed smaller than a finding.

    Parameters
    ----------
    name, text, tier
        As of :class:`Finding`.
    """

    name: str
    text: str
    _: KW_ONLY
    tier: Tier

    def __post_init__(self) -> None:
        check_block(self, text=self.text)


@dataclass(frozen=True)
class Table(Shown):
    """A table: shown on the page, saved as CSV.

    Parameters
    ----------
    name : str
        As of :class:`Finding`; the CSV is called by it.
    frame : DataFrame
        A named index names the rows; without one the first column does. Kept as `grid`.
    title : str
        Caption: what one row is and what is shown of it.
    tier : Tier
        Who may see it.
    notes : mapping of str to str
        What to know about a column.
    decimals : int or mapping of str to int
        Digits after the point, for all columns of real numbers or by column.
    page : sequence of str
        Columns that a page shows beside those that name the rows; the CSV holds all. By default
        the page shows all too.
    downloads : bool
        Whether a CSV is saved.

    Raises
    ------
    ValueError
        If the title is empty, or a note names no column.

    Examples
    --------
    >>> table = Table("asked", pd.DataFrame({"group": ["hospital"], "asked": [7]}),
    ...               title="Organisations asked", tier="leadership")
    >>> table.grid.rows
    (('hospital', 7),)
    """

    name: str
    frame: InitVar[pd.DataFrame | Grid]
    _: KW_ONLY
    title: str
    tier: Tier
    notes: InitVar[Mapping[str, str]] = MappingProxyType({})
    decimals: InitVar[int | Mapping[str, int]] = 2
    page: InitVar[Sequence[str]] = ()
    downloads: bool = True
    grid: Grid = field(init=False)

    def __post_init__(
        self,
        frame: pd.DataFrame | Grid,
        notes: Mapping[str, str],
        decimals: int | Mapping[str, int],
        page: Sequence[str],
    ) -> None:
        check_block(self, title=self.title)
        if not isinstance(frame, Grid):
            frame = build_grid(frame, notes=notes, decimals=decimals)
        if page:
            frame = frame.narrowed(page)
        object.__setattr__(self, "grid", frame)

    def to_json(self) -> dict[str, Any]:
        """Everything there is to say of the table, as a notebook stores it."""
        return {
            "kind": "table",
            "name": self.name,
            "title": self.title,
            "tier": self.tier,
            "downloads": self.downloads,
            "columns": [asdict(column) for column in self.grid.columns],
            "rows": [list(row) for row in self.grid.rows],
        }


@dataclass(frozen=True)
class Chart(Shown):
    """A figure with the words that stand for it.

    Parameters
    ----------
    name : str
        As of :class:`Finding`; PNG and SVG are called by it.
    figure : Figure
        Of matplotlib; drawn at once and kept as `picture`.
    title : str
        Caption.
    alt : str
        What the figure shows, for those who cannot see it.
    tier : Tier
        Who may see it.

    Raises
    ------
    ValueError
        If the title or the alternative text is empty.
    """

    name: str
    figure: InitVar[Figure | Picture]
    _: KW_ONLY
    title: str
    alt: str
    tier: Tier
    picture: Picture = field(init=False, repr=False)

    def __post_init__(self, figure: Figure | Picture) -> None:
        check_block(self, title=self.title, alt=self.alt)
        drawn = figure if isinstance(figure, Picture) else draw(figure)
        object.__setattr__(self, "picture", drawn)

    def to_json(self) -> dict[str, Any]:
        """Everything there is to say of the chart, as a notebook stores it."""
        return {
            "kind": "chart",
            "name": self.name,
            "title": self.title,
            "alt": self.alt,
            "tier": self.tier,
            "png": self.picture.png_base64,
            "svg": self.picture.svg,
        }

    def _repr_mimebundle_(
        self,
        include: object = None,  # noqa: ARG002
        exclude: object = None,  # noqa: ARG002
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        described = self.to_json()
        data = {"text/plain": preview_text(described), MIME: described}
        width, height = self.picture.size
        looks = {"alt": self.alt, "width": width // 2, "height": height // 2}
        return {**data, "image/png": self.picture.png_base64}, {"image/png": looks}


@dataclass(frozen=True)
class Blocks(Shown):
    """Several blocks in the order to print.

    Parameters
    ----------
    blocks : iterable of blocks
        Nested ones are laid flat; one that is there already is not repeated.

    Raises
    ------
    ValueError
        If there is none, or two different ones share a name.
    """

    blocks: tuple[Block, ...]

    def __init__(self, blocks: Iterable[Block | Blocks]) -> None:
        flat: list[Block] = []
        for given in blocks:
            for block in given.blocks if isinstance(given, Blocks) else (given,):
                flat += [] if block in flat else [block]
        names = [block.name for block in flat]
        if not names or len(set(names)) < len(names):
            raise ValueError(f"expected blocks of different names, found {names!r}")
        object.__setattr__(self, "blocks", tuple(flat))

    def to_json(self) -> dict[str, Any]:
        """Everything there is to say of each block, as a notebook stores it."""
        return {"kind": "blocks", "blocks": [block.to_json() for block in self.blocks]}

    def in_notebook(self, described: Mapping[str, Any]) -> str:
        """Each block as it is shown alone, one below the other."""
        parts = zip(self.blocks, described["blocks"], strict=True)
        return "\n".join(block.in_notebook(part) for block, part in parts)


Block = Finding | Note | Table | Chart | Card | Attachment
