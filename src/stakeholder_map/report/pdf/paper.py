"""The outline of a page set by Typst as a tagged PDF."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from stakeholder_map.report.pdf.outline import Outline

if TYPE_CHECKING:
    import typst

STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: a figure without words, or a document without title or language, is refused."""

_TEMPLATE = "page.typ"

_UNPRINTABLE = re.compile("[\ufeff\ufffe\uffff\ue000-\uf8ff]")
"""What PDF/UA does not allow, for no font can say what it means: a mark stands in its place."""


def print_pdf(outline: Outline) -> bytes:
    """A page as PDF, tagged for screen readers, with its fonts.

    Parameters
    ----------
    outline : Outline
        What stands on it.

    Returns
    -------
    bytes
        The same for the same outline: no date, no name of a machine, no fonts of the system.

    Raises
    ------
    RuntimeError
        Where Typst refuses, as for a figure without words that stand for it.

    Examples
    --------
    >>> page = Outline("Who?", "Vale", "Vale", "1 May 2026", "Analyst edition", "Seed 1", "en",
    ...                [{"kind": "note", "text": "*not* bold"}])
    >>> print_pdf(page)[:5]
    b'%PDF-'
    """
    import typst

    described = json.dumps(outline.to_json(), sort_keys=True, ensure_ascii=False)
    template = files("stakeholder_map.report") / "templates" / "stakeholder_map" / _TEMPLATE
    compiler = typst.Compiler(
        input=template.read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": _UNPRINTABLE.sub("\ufffd", described)},
    )
    compiled: Any = compiler.compile(format="pdf", pdf_standards=[STANDARD])
    return bytes(compiled)


@cache
def _fonts() -> typst.Fonts:
    """Those that come with Typst and with matplotlib: none of the system's."""
    import matplotlib as mpl
    import typst

    folder = Path(mpl.get_data_path(), "fonts", "ttf")
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
