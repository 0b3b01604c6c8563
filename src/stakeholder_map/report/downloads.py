"""Tables and figures as files: CSV for spreadsheets, PNG and SVG for slides and print."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from stakeholder_map.privacy import Tier, may_see
from stakeholder_map.report.blocks import read_blocks
from stakeholder_map.report.card import Attachment
from stakeholder_map.report.grid import Cell
from stakeholder_map.report.kinds import Block, Chart, Table

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text that begins with one of these may be run by a spreadsheet as a formula."""


def collect_downloads(notebook: Mapping[str, Any], *, tier: Tier, page: str) -> dict[str, bytes]:
    """Files that stand beside the page of a notebook.

    Parameters
    ----------
    notebook : mapping
        Executed, as nbformat reads it.
    tier : Tier
        Whose folder they are for.
    page : str
        File stem of the notebook; it begins the names of the files.

    Returns
    -------
    dict of str to bytes
        By relative path, in the order of the notebook: ``tables/*.csv``, ``figures/*.png``,
        ``figures/*.svg``, and other files under ``files/``.

    Raises
    ------
    ScanError
        If two different blocks of the notebook share a name.
    """
    files: dict[str, bytes] = {}
    for placed in read_blocks(notebook):
        block = placed.block
        if not may_see(block.tier, audience=tier):
            continue
        paths = download_paths(block, page=page)
        if isinstance(block, Table) and paths:
            files[paths["CSV"]] = table_csv(block)
        elif isinstance(block, Chart):
            files[paths["PNG"]] = block.picture.png
            files[paths["SVG"]] = block.picture.svg.encode("utf-8")
        elif isinstance(block, Attachment):
            files[paths[block.suffix.upper()]] = block.text.encode("utf-8")
    return files


def download_paths(block: Block, *, page: str) -> dict[str, str]:
    """Where the files of a block lie, by format.

    Parameters
    ----------
    block : Block
        Of any kind; tables, charts and attachments have files.
    page : str
        File stem of its notebook.

    Returns
    -------
    dict of str to str
        Relative paths under "CSV", "PNG", "SVG", or the ending of an attachment.

    Examples
    --------
    >>> import pandas as pd
    >>> table = Table("needs", pd.DataFrame({"a": [1]}), title="Needs", tier="leadership")
    >>> download_paths(table, page="01_environment")
    {'CSV': 'tables/01_environment-needs.csv'}
    """
    stem = f"{page}-{block.name}"
    if isinstance(block, Chart):
        return {"PNG": f"figures/{stem}.png", "SVG": f"figures/{stem}.svg"}
    if isinstance(block, Table) and block.downloads:
        return {"CSV": f"tables/{stem}.csv"}
    if isinstance(block, Attachment):
        return {block.suffix.upper(): f"files/{stem}.{block.suffix}"}
    return {}


def table_csv(table: Table) -> bytes:
    r"""A table as CSV: UTF-8, LF, texts in quotes, missing values empty, dates ISO 8601.

    Parameters
    ----------
    table : Table
        With all its rows.

    Returns
    -------
    bytes
        A text that a spreadsheet might run as a formula gets an apostrophe in front (see
        :data:`FORMULA_SIGNS`); numbers stay numbers, negative ones too.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"name": ["=1+1"], "change": [-2]})
    >>> table_csv(Table("t", frame, title="t", tier="analyst"))
    b'"name","change"\n"\'=1+1",-2\n'
    """
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([_safe(column.name) for column in table.grid.columns])
    writer.writerows([[_safe(cell) for cell in row] for row in table.grid.rows])
    return held.getvalue().encode("utf-8")


def _safe(cell: Cell) -> str | int | float | None:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS):
        return f"'{cell}"
    return cell
