"""The templates of pages that are no notebook: the index of a scan, the map."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates" / "stakeholder_map"


@cache
def page_templates() -> Environment:
    """The one environment of this process: its templates are compiled once.

    Returns
    -------
    Environment
        Of Jinja; every value is escaped unless it was made by this package. Pages of notebooks come
        from :func:`~stakeholder_map.report.exporter.page_exporter`, which takes longer to import
        than this takes to render.

    Examples
    --------
    >>> page_templates().from_string("{{ name }}").render(name="<b>")
    '&lt;b&gt;'
    """
    from jinja2 import Environment, FileSystemLoader

    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
