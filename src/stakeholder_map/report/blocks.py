"""Typed blocks: everything that a notebook publishes, and how it is read back.

The last expression of a notebook cell is a :class:`Finding`, :class:`Table`, :class:`Chart` or
:class:`Note`, or :class:`Blocks` of several.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stakeholder_map.errors import ScanError
from stakeholder_map.report.card import Attachment, Card, parts_from
from stakeholder_map.report.explorable import Explorable
from stakeholder_map.report.grid import Grid, GridColumn
from stakeholder_map.report.kinds import MIME, Block, Blocks, Chart, Finding, Note, Table, Tone
from stakeholder_map.report.picture import Picture
from stakeholder_map.tables import TABLES

__all__ = [
    "MIME",
    "Attachment",
    "Block",
    "Blocks",
    "Card",
    "Chart",
    "Explorable",
    "Finding",
    "Heading",
    "Note",
    "PlacedBlock",
    "Table",
    "Tone",
    "blocks_of",
    "find_headings",
    "from_json",
    "missing",
    "read_blocks",
    "source_of",
]

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_MARKS = re.compile(r"[*_`]|!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Heading:
    """A heading in Markdown.

    Parameters
    ----------
    level : int
        1 to 6.
    title : str
        Its text without marks.
    start : int
        Where its line begins.
    """

    level: int
    title: str
    start: int


@dataclass(frozen=True)
class PlacedBlock:
    """A block and where its notebook has it.

    Parameters
    ----------
    cell : int
        Position of the cell in the notebook, from 0.
    heading : str
        Text of the nearest heading above; empty where there is none.
    block : Block
        The block.
    """

    cell: int
    heading: str
    block: Block


def missing(table_name: str, would_show: str) -> Finding:
    """Say that a table was not given and what it would add.

    Parameters
    ----------
    table_name : str
        Name of an input table.
    would_show : str
        End of the sentence that begins with "it would show".

    Returns
    -------
    Finding
        Named after both, of tone "missing", for every tier.

    Raises
    ------
    ValueError
        If no input table has that name.

    Examples
    --------
    >>> print(missing("contacts", "who is overdue for a call").text)
    This scan has no table “contacts”; it would show who is overdue for a call.
    """
    if table_name not in TABLES:
        raise ValueError(f"no input table is called {table_name!r}")
    slug = re.sub(r"[^a-z0-9]+", "-", would_show.lower()).strip("-")
    return Finding(
        f"missing-{table_name}-{slug}"[:80].rstrip("-"),
        f"This scan has no table “{table_name}”; it would show {would_show.rstrip('. ')}.",
        tier="leadership",
        tone="missing",
    )


def from_json(described: Mapping[str, Any]) -> Block | Blocks:
    """The block that its vendor JSON describes.

    Parameters
    ----------
    described : mapping
        What ``to_json()`` of a block gave, perhaps after a way through a notebook file.

    Returns
    -------
    Block or Blocks
        Equal to the one that was described.

    Raises
    ------
    ValueError
        If it does not describe a block.

    Examples
    --------
    >>> note = Note("counting", "Each system counts once.", tier="analyst")
    >>> from_json(note.to_json()) == note
    True
    """
    parts = dict(described)
    kind = parts.pop("kind", None)
    try:
        if kind == "blocks":
            return Blocks(_one(part) for part in parts["blocks"])
        return _one(described)
    except (KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise ValueError(f"not the description of a block: {str(described)[:200]!r}") from error


def _one(described: Mapping[str, Any]) -> Block:
    parts = dict(described)
    kind = parts.pop("kind", None)
    if kind == "finding":
        return Finding(**parts)
    if kind == "note":
        return Note(**parts)
    if kind in {"chart", "explorable"}:
        png = base64.b64decode(parts.pop("png"), validate=True)
        make = Chart if kind == "chart" else Explorable
        return make(figure=Picture(png, parts.pop("svg")), **parts)
    if kind == "table":
        columns = tuple(GridColumn(**column) for column in parts.pop("columns"))
        rows = tuple(tuple(row) for row in parts.pop("rows"))
        return Table(frame=Grid(columns, rows), **parts)
    if kind == "card":
        return Card(parts=parts_from(parts.pop("parts")), **parts)
    if kind == "attachment":
        return Attachment(**parts)
    raise ValueError(f"no kind of block is called {kind!r}")


def read_blocks(notebook: Mapping[str, Any]) -> tuple[PlacedBlock, ...]:
    """Every block of an executed notebook, in order.

    Parameters
    ----------
    notebook : mapping
        As nbformat reads it (version 4).

    Returns
    -------
    tuple of PlacedBlock
        Read from the vendor JSON of outputs alone; other outputs are passed over.

    Raises
    ------
    ScanError
        If two different blocks share a name: they would share a file.
    """
    placed: list[PlacedBlock] = []
    heading = ""
    for position, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "markdown":
            titles = find_headings(source_of(cell))
            heading = titles[-1].title if titles else heading
        placed += [PlacedBlock(position, heading, block) for block in blocks_of(cell)]
    seen: dict[str, PlacedBlock] = {}
    for entry in placed:
        first = seen.setdefault(entry.block.name, entry)
        if first.block != entry.block:
            raise ScanError(
                f"two blocks are called {entry.block.name!r}, under {first.heading!r} and "
                f"{entry.heading!r}; each needs a name of its own"
            )
    return tuple(placed)


def blocks_of(cell: Mapping[str, Any]) -> Iterator[Block]:
    """Blocks in the outputs of a cell, in order.

    Parameters
    ----------
    cell : mapping
        A cell of any type.

    Yields
    ------
    Block
        Each by itself, also where the cell gave several together.
    """
    for output in cell.get("outputs", ()):
        described = output.get("data", {}).get(MIME)
        if described is not None:
            block = from_json(described)
            yield from block.blocks if isinstance(block, Blocks) else (block,)


def source_of(cell: Mapping[str, Any]) -> str:
    """Text of a cell, which a notebook file may hold as a list of lines."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def find_headings(source: str) -> list[Heading]:
    r"""Headings of a piece of Markdown that begin with "#", outside fenced code.

    Parameters
    ----------
    source : str
        Markdown.

    Returns
    -------
    list of Heading
        In order.

    Examples
    --------
    >>> [(h.level, h.title) for h in find_headings("# Who\n~~~\n# no\n~~~\n## The *answer*")]
    [(1, 'Who'), (2, 'The answer')]
    """
    found: list[Heading] = []
    fence = ""
    start = 0
    for line in source.splitlines(keepends=True):
        fenced = _FENCE.match(line)
        if fenced:
            mark = fenced[1]
            fence = "" if fence and mark.startswith(fence) else fence or mark
        heading = None if fence else _HEADING.match(line.rstrip("\r\n"))
        if heading:
            title = _MARKS.sub(lambda mark: mark[1] or "", heading[2])
            found.append(Heading(len(heading[1]), title, start))
        start += len(line)
    return found
