"""The pages behind the brief: what the notebooks that ran before it have said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from stakeholder_map.report.blocks import read_blocks
from stakeholder_map.report.kinds import Block

NOTEBOOKS = "notebooks"
"""Folder of the executed notebooks, beside that of what was prepared for them."""


def page_behind(prepared: str, page: str) -> Mapping[str, Block]:
    """Blocks of a notebook that the same run has executed.

    Parameters
    ----------
    prepared : str
        Folder of what the run prepared; empty where a notebook runs by itself.
    page : str
        File stem of the notebook.

    Returns
    -------
    mapping of str to block
        By name, in order; empty where no run has executed it, for a notebook found elsewhere may
        speak of another input.

    Examples
    --------
    >>> page_behind("", "01_environment")
    {}
    """
    path = Path(prepared, "..", NOTEBOOKS, f"{page}.ipynb")
    if not prepared or not path.exists():
        return {}
    import nbformat

    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return {placed.block.name: placed.block for placed in read_blocks(notebook)}
