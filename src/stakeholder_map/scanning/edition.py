"""What an edition holds besides its pages: the brief on paper, the map, a workbook of tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stakeholder_map.privacy import Tier, may_see

if TYPE_CHECKING:
    from stakeholder_map.report.context import PageContext

WORKBOOK = "files/tables.xlsx"

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
    from stakeholder_map.report.map import map_files

    files: dict[str, bytes] = {}
    for notebook in notebooks.values():
        files |= map_files(notebook, tier=tier, context=context)
    return {
        **files,
        **papers(notebooks, tier=tier, context=context),
        **workbook_file(notebooks, tier=tier, context=context),
    }


def papers(notebooks: Notebooks, *, tier: Tier, context: PageContext) -> dict[str, bytes]:
    """The pages of an edition that are printed, as PDF by file name."""
    from stakeholder_map.report.context import PAPERS
    from stakeholder_map.report.pdf import outline_of, print_pdf

    if tier == "restricted":
        return {}
    return {
        PAPERS[stem]: print_pdf(outline_of(notebook, tier=tier, context=context))
        for stem, notebook in notebooks.items()
        if stem in PAPERS
    }


def workbook_file(notebooks: Notebooks, *, tier: Tier, context: PageContext) -> dict[str, bytes]:
    """All tables of an edition as a workbook, by file name; none where there is no table."""
    from stakeholder_map.report.blocks import Table, read_blocks
    from stakeholder_map.report.context import EDITIONS, long_day
    from stakeholder_map.report.exports import workbook

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
    about = [
        f"As of {long_day(context.as_of)}. Seed {context.seed}, {context.draws:,} readings.",
        " ".join(EDITIONS[tier]),
        "An empty cell: not asked, not answered or not defined. Notes stand at the headers.",
    ]
    return {WORKBOOK: workbook(tables, title=context.region, about=about)}
