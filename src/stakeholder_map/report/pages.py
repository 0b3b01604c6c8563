"""Executed notebooks as pages that anyone can read: one HTML file each, by tier, and an index.

A page calls no other host and holds no script. It is made from the blocks' vendor JSON and from the
notebook's own Markdown alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from stakeholder_map.privacy import Tier
from stakeholder_map.report.blocks import read_blocks
from stakeholder_map.report.context import (
    PAPERS,
    TAKE_AWAY,
    EarlierScan,
    PageContext,
    frame_of,
    page_context,
)
from stakeholder_map.report.downloads import download_paths
from stakeholder_map.report.kinds import MIME, Block, Chart, Finding, Note, Table
from stakeholder_map.report.picture import shrink, shrunk_bytes
from stakeholder_map.report.rows import has_gaps, look_of, rows_html
from stakeholder_map.report.selection import Plain, Prose, Section, select_sections, title_of
from stakeholder_map.report.templating import page_templates

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["EarlierScan", "PageContext", "page_context", "render_index", "render_page"]

MOST_BYTES = 395_000
"""A page stays below 400 kB: long tables are cut short first, then pictures made smaller."""

ROWS_SHOWN = 500
"""Of a table so many rows at most stand on a page; the CSV has all."""

HEADLINES = "The answer"
"""Section of a notebook whose findings the index shows."""

MOST_HEADLINES = 3
"""Findings of one page that its tier's index repeats."""

_ROOM: tuple[tuple[int, int], ...] = (
    (ROWS_SHOWN, 1290),
    (150, 1290),
    (60, 1290),
    (60, 1000),
    (25, 800),
    (10, 640),
)
"""Rows of a table and pixels of a picture that are tried one after the other."""


_FRAME_BYTES = 9_000
"""Bytes of a page without anything on it, at least."""


def render_page(notebook: Mapping[str, Any], *, tier: Tier, context: PageContext, page: str) -> str:
    """A notebook as the page of a tier.

    Parameters
    ----------
    notebook : mapping
        Executed, as nbformat reads it.
    tier : Tier
        Whose page it is.
    context : PageContext
        Of the scan.
    page : str
        File stem of the notebook, as in `context.pages`.

    Returns
    -------
    str
        One HTML file, under 400 kB, of what the tier may see; the same for the same notebook.

    Raises
    ------
    ScanError
        If two different blocks of the notebook share a name.
    """
    read_blocks(notebook)
    sections = select_sections(notebook, tier=tier)
    html = ""
    charts = [block for block in _blocks(sections) if isinstance(block, Chart)]
    for rows, pixels in _ROOM:
        written = _estimate(sections, rows=rows)
        drawn = sum(shrunk_bytes(chart.picture.png, width=pixels) for chart in charts)
        if written + drawn * 4 // 3 > MOST_BYTES and (rows, pixels) != _ROOM[-1]:
            continue
        pictures = {chart.name: _embedded(chart, pixels=pixels) for chart in charts}
        room = (rows, pictures)
        html = _render(sections, tier=tier, context=context, page=page, room=room)
        if len(html.encode()) <= MOST_BYTES:
            break
    return html


def speaks_to(notebook: Mapping[str, Any], *, tier: Tier) -> bool:
    """Whether a notebook has results for the readers of a tier.

    Parameters
    ----------
    notebook : mapping
        Executed, as nbformat reads it.
    tier : Tier
        Whose page it would be.

    Returns
    -------
    bool
        False where a page would hold nothing but words on method and on what is missing.
    """
    shown = _blocks(select_sections(notebook, tier=tier))
    return any(
        block.tone != "missing" if isinstance(block, Finding) else not isinstance(block, Note)
        for block in shown
    )


def render_index(
    notebooks: Mapping[str, Mapping[str, Any]],
    *,
    tier: Tier,
    context: PageContext,
    earlier: Sequence[EarlierScan] = (),
    files: Collection[str] = (),
) -> str:
    """The page that leads to all others of a tier.

    Parameters
    ----------
    notebooks : mapping of str to notebook
        Executed, by file stem, in order.
    tier : Tier
        Whose index it is.
    context : PageContext
        Of the scan.
    earlier : sequence of EarlierScan
        Newest first.
    files : collection of str
        Relative paths of the files beside the pages; those in `TAKE_AWAY` get a link.

    Returns
    -------
    str
        One HTML file: headline findings, pages, tables with their rows, earlier scans, and what
        the scan was made with.
    """
    chosen = {stem: select_sections(notebook, tier=tier) for stem, notebook in notebooks.items()}
    template = page_templates().get_template("scan.html.j2")
    page: str = template.render(
        around=frame_of(context, tier=tier, page="index"),
        headlines=[
            (stem, title_of(notebooks[stem]), findings)
            for stem, findings in _headlines(chosen).items()
        ],
        tables=[
            (block, download_paths(block, page=stem)["CSV"])
            for stem, sections in chosen.items()
            for block in _blocks(sections)
            if isinstance(block, Table) and block.downloads
        ],
        earlier=earlier,
        take_away=[(path, TAKE_AWAY[path]) for path in TAKE_AWAY if path in files],
    )
    return page


def _render(
    sections: Sequence[Section],
    *,
    tier: Tier,
    context: PageContext,
    page: str,
    room: tuple[int, Mapping[str, str]],
) -> str:
    from stakeholder_map.report.exporter import page_exporter
    from stakeholder_map.report.prose import PageProse

    rows, pictures = room
    prose = PageProse()
    parts = [item for section in sections for item in section.items]
    written = [prose(part.source) if isinstance(part, Prose) else None for part in parts]
    titles = [text for level, _, text in prose.contents if level == 1]
    resources = {
        **frame_of(context, tier=tier, page=page),
        "title": titles[0] if titles else dict(context.pages).get(page, page),
        "parts": list(zip(parts, written, strict=True)),
        "contents": [(anchor, text) for level, anchor, text in prose.contents if level == 2],
        "empty": not any(section.shown for section in sections),
        "rows_shown": rows,
        "rows_html": rows_html,
        "look_of": look_of,
        "has_gaps": has_gaps,
        "png": lambda chart: pictures[chart.name],
        "downloads": lambda block: download_paths(block, page=page),
    }
    return page_exporter().render(_reduced(parts), resources=resources)


def _reduced(parts: Sequence[Any]) -> NotebookNode:
    """A notebook that holds what may be seen and nothing else: no code, no other outputs."""
    from nbformat import from_dict

    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "source": part.source}
        if isinstance(part, Prose)
        else {"cell_type": "code", "source": "", "outputs": [_output(part)]}
        for part in parts
    ]
    reduced: NotebookNode = from_dict({"cells": cells, "metadata": {}})  # type: ignore[no-untyped-call]
    return reduced


def _output(part: Plain | Block) -> dict[str, Any]:
    if isinstance(part, Plain):
        return {"output_type": "stream", "text": part.text}
    return {"output_type": "display_data", "data": {MIME: part.name}}


def _embedded(chart: Chart, *, pixels: int) -> str:
    import base64

    return base64.b64encode(shrink(chart.picture.png, width=pixels)).decode("ascii")


def _blocks(sections: Sequence[Section]) -> list[Block]:
    return [
        item
        for section in sections
        for item in section.items
        if not isinstance(item, Prose | Plain)
    ]


def _headlines(chosen: Mapping[str, Sequence[Section]]) -> dict[str, list[Finding]]:
    """The first findings of each page: those of the brief on top, and nothing twice."""
    found: dict[str, list[Finding]] = {}
    said: set[str] = set()
    for stem in sorted(chosen, key=lambda each: each not in PAPERS):
        new = [finding for finding in _answers(chosen[stem]) if finding.text not in said]
        found[stem] = new[:MOST_HEADLINES]
        said |= {finding.text for finding in found[stem]}
    return found


def _answers(sections: Sequence[Section]) -> list[Finding]:
    """The findings of the answer, and of whatever stands below it."""
    found: list[Finding] = []
    level = 0
    for section in sections:
        if section.title.casefold() == HEADLINES.casefold():
            level = section.level
        elif section.level <= level:
            level = 0
        if level:
            found += section.findings
    return found


def _estimate(sections: Sequence[Section], *, rows: int) -> int:
    """Bytes that the frame of a page and its tables will take, at least."""
    return _FRAME_BYTES + sum(
        len(str(cell)) + 9
        for block in _blocks(sections)
        if isinstance(block, Table)
        for row in block.grid.page.rows[:rows]
        for cell in row
    )
