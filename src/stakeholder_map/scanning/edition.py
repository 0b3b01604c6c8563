"""What an edition holds besides its pages: the brief on paper, the map, a workbook of tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from stakeholder_map.privacy import Tier, may_see

if TYPE_CHECKING:
    from stakeholder_map.report.blocks import Table
    from stakeholder_map.report.context import PageContext

WORKBOOK = "files/tables.xlsx"

OUTLINE = ".outline.json"
"""Ending of what is to be printed, behind the name of its PDF."""

Notebooks = Mapping[str, Mapping[str, Any]]


def edition_files(notebooks: Notebooks, *, tier: Tier, context: PageContext) -> dict[str, bytes]:
    """Files of one edition beside its pages.

    Parameters
    ----------
    notebooks : mapping of str to notebook
        By file stem, as the readers of the tier may see them.
    tier : Tier
        Whose edition it is.
    context : PageContext
        Of the scan.

    Returns
    -------
    dict of str to bytes
        By relative path; what there is nothing for is left out.
    """
    files: dict[str, bytes] = {}
    for notebook in notebooks.values():
        files |= maps(notebook, tier=tier, context=context)
    return {
        **files,
        **papers(notebooks, tier=tier, context=context),
        **workbook_file(notebooks, tier=tier, context=context),
    }


def maps(notebook: Mapping[str, Any], *, tier: Tier, context: PageContext) -> dict[str, bytes]:
    """The maps of a notebook that the readers of a tier may explore, by file name."""
    from stakeholder_map.report.blocks import Explorable, read_blocks
    from stakeholder_map.report.map import MapContent, map_page

    found = (placed.block for placed in read_blocks(notebook))
    return {
        f"{block.name}.html": map_page(
            MapContent.of(block.content), tier=tier, context=context
        ).encode()
        for block in found
        if isinstance(block, Explorable) and may_see(block.tier, audience=tier)
    }


def papers(notebooks: Notebooks, *, tier: Tier, context: PageContext) -> dict[str, bytes]:
    """What is to be printed of an edition: outlines as JSON, by the name of the PDF and `OUTLINE`.

    They are printed by whoever publishes: Typst works in threads, which do not survive a fork.
    """
    from stakeholder_map.report.context import PAPERS
    from stakeholder_map.report.pdf import outline_of

    if tier == "restricted":
        return {}
    outlines = {
        PAPERS[stem]: outline_of(notebook, tier=tier, context=context)
        for stem, notebook in notebooks.items()
        if stem in PAPERS
    }
    return {
        f"{name}{OUTLINE}": json.dumps(outline.to_json()).encode()
        for name, outline in outlines.items()
    }


def print_papers(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same files with outlines printed.

    Parameters
    ----------
    files : mapping of str to bytes
        Files of an edition by relative path.

    Returns
    -------
    dict of str to bytes
        In place of each outline its PDF.
    """
    from stakeholder_map.report.pdf import Outline, print_pdf

    return {
        name.removesuffix(OUTLINE): print_pdf(Outline(**json.loads(content)))
        if name.endswith(OUTLINE)
        else content
        for name, content in files.items()
    }


def workbook_file(notebooks: Notebooks, *, tier: Tier, context: PageContext) -> dict[str, bytes]:
    """All tables of an edition as a workbook, by file name; none where there is no table.

    The restricted tier has each table as CSV: names of persons are not for passing on.
    """
    from stakeholder_map.report.blocks import Table, read_blocks
    from stakeholder_map.report.context import EDITIONS, long_day

    if tier == "restricted":
        return {}
    tables = [
        (f"{stem[:2]} {placed.block.name}", placed.block)
        for stem, notebook in notebooks.items()
        for placed in read_blocks(notebook)
        if isinstance(placed.block, Table)
        and placed.block.downloads
        and may_see(placed.block.tier, audience=tier)
    ]
    if not tables:
        return {}
    about = (
        f"As of {long_day(context.as_of)}. Seed {context.seed}, {context.draws:,} readings.",
        " ".join(EDITIONS[tier]),
        "An empty cell: not asked, not answered or not defined. Notes stand at the headers.",
    )
    return {WORKBOOK: _workbook(tuple(tables), title=context.region, about=about)}


@lru_cache(maxsize=2)
def _workbook(
    tables: tuple[tuple[str, Table], ...], *, title: str, about: tuple[str, ...]
) -> bytes:
    """A workbook, remembered: where the last notebook has no table it was made before."""
    from stakeholder_map.report.exports import workbook

    return workbook(tables, title=title, about=about)
