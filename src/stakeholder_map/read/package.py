"""Which part of a workbook's archive holds which sheet."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from stakeholder_map.read.archive import UnfitWorkbookError

_WORKBOOK = "xl/workbook.xml"


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Parts that hold the sheets.

    Parameters
    ----------
    parts : mapping of str to bytes
        XML parts of the archive, from :func:`~stakeholder_map.read.archive.open_archive`.

    Returns
    -------
    dict of str to str
        Path of the part by name of the sheet, in the order of the workbook; sheets of charts are
        not among them.

    Raises
    ------
    UnfitWorkbookError
        Where the parts that list the sheets are damaged or missing.
    """
    found = dict(_places(parts))
    if not found:
        raise UnfitWorkbookError("an .xlsx workbook with sheets", f"{len(parts)} parts, no sheet")
    return found


def _places(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Name of each sheet and the part that holds it."""
    by_case = {name.casefold(): name for name in parts}
    root = _relations(parts, by_case.get("_rels/.rels", ""), folder="")
    book = next((to for kind, to in root.values() if kind.endswith("/officeDocument")), _WORKBOOK)
    book = by_case.get(book.casefold(), "")
    folder, stem = posixpath.split(book)
    rels = by_case.get(posixpath.join(folder, "_rels", f"{stem}.rels").casefold(), "")
    targets = _relations(parts, rels, folder=folder)
    for element in _tree(parts.get(book, b"<none/>")).iter():
        if element.tag.endswith("}sheet"):
            ids = [value for name, value in element.items() if name.endswith("}id")]
            kind, to = targets.get(ids[0] if ids else "", ("", ""))
            if kind.endswith("/worksheet"):
                yield element.get("name", ""), by_case.get(to.casefold(), "")


def _relations(parts: Mapping[str, bytes], part: str, *, folder: str) -> dict[str, tuple[str, str]]:
    """Kind and target of each relation that a part of the archive declares, by its id."""
    return {
        element.get("Id", ""): (
            element.get("Type", ""),
            posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/"),
        )
        for element in _tree(parts.get(part, b"<none/>"))
    }


def _tree(xml: bytes) -> ET.Element:
    try:
        # document types and entities were refused when the archive was opened
        return ET.fromstring(xml)  # noqa: S314
    except ET.ParseError as failure:
        raise UnfitWorkbookError("an .xlsx workbook", f"a damaged one ({failure})") from failure
