"""A handbook as Markdown and as one HTML page; both restricted."""

from __future__ import annotations

from html import escape

import pandas as pd

from stakeholder_map.relationships.handover import Handbook
from stakeholder_map.report.grid import build_grid, clean_text

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#1c2530;max-width:70rem;margin:2rem auto;"
    "padding:0 1rem}h1{line-height:1.2}h2{margin-top:2.5rem;border-bottom:1px solid #cfd6dc}"
    "table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;"
    "vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #cfd6dc}"
    "thead th{background:#eef2f4}.warn{background:#fff4e5;border-left:4px solid #c8500a;"
    "padding:.5rem 1rem}.wide{overflow-x:auto}@media print{h2{break-after:avoid}"
    "tr{break-inside:avoid}}"
)

WARNING = "Restricted: names persons and holds their words. Do not pass on beyond the successor."


def handbook_markdown(book: Handbook) -> str:
    """The handbook as Markdown.

    Parameters
    ----------
    book : Handbook
        Of one of our people.

    Returns
    -------
    str
        Text of the input stands in it as text: it can open no table cell and no heading.
    """
    lines = [f"# {_plain(_title(book))}", "", _plain(_day(book)), "", f"**{WARNING}**"]
    for chapter in book.chapters:
        lines += ["", f"## {chapter.title}", "", chapter.text]
        if len(chapter.table):
            header, rows = _cells(chapter.table)
            lines += ["", _row(header), _row(["---"] * len(header)), *map(_row, rows)]
    return "\n".join(lines) + "\n"


def handbook_html(book: Handbook) -> str:
    """The handbook as one page without scripts; text of the input never becomes markup.

    Parameters
    ----------
    book : Handbook
        Of one of our people.

    Returns
    -------
    str
        A whole document, in English.
    """
    title = escape(_title(book))
    parts = [
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main>",
        f'<h1>{title}</h1><p>{escape(_day(book))}</p><p class="warn">{WARNING}</p>',
    ]
    for chapter in book.chapters:
        parts.append(f"<h2>{escape(chapter.title)}</h2><p>{escape(chapter.text)}</p>")
        if len(chapter.table):
            parts.append(_table(chapter.table, caption=chapter.title))
    return "".join([*parts, "</main></body></html>\n"])


def _title(book: Handbook) -> str:
    return clean_text(f"Handbook for the successor of {book.person}, {book.role}")


def _day(book: Handbook) -> str:
    return clean_text(f"{book.region}, as of {book.as_of}.")


def _cells(table: pd.DataFrame) -> tuple[list[str], list[list[str]]]:
    grid = build_grid(table, notes={}, decimals=2)
    header = [column.label for column in grid.columns]
    rows = [
        [column.show(cell) for column, cell in zip(grid.columns, row, strict=True)]
        for row in grid.rows
    ]
    return header, rows


def _table(table: pd.DataFrame, *, caption: str) -> str:
    header, rows = _cells(table)
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in header)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="wide" role="region" aria-label="{escape(caption)}" tabindex="0"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _plain(text: str) -> str:
    """Text on one line in which nothing is Markdown."""
    flat = " ".join(text.split())
    for sign in "\\`*_{}[]<>#|!~":
        flat = flat.replace(sign, f"\\{sign}")
    return flat


def _row(cells: list[str]) -> str:
    written = [cell if cell == "---" else _plain(cell) for cell in cells]
    return f"| {' | '.join(written)} |"
