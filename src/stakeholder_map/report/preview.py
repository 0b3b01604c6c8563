"""How JupyterLab and a terminal show a block: plain and escaped; nothing is published from it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from stakeholder_map.report.grid import GridColumn

ROWS_PREVIEWED = 20


def preview_text(described: Mapping[str, Any]) -> str:
    """One block, or several, as plain text.

    Parameters
    ----------
    described : mapping
        Vendor JSON of the block.

    Returns
    -------
    str
        Text of findings and notes, title and alternative text of charts, title and size of tables.

    Examples
    --------
    >>> preview_text({"kind": "note", "name": "n", "text": "Counted once."})
    'Counted once.'
    """
    kind = described["kind"]
    if kind == "blocks":
        return "\n\n".join(preview_text(block) for block in described["blocks"])
    if kind == "table":
        rows, columns = len(described["rows"]), len(described["columns"])
        return f"{described['title']} ({rows} rows, {columns} columns)"
    if kind in {"chart", "explorable"}:
        return f"{described['title']}: {described['alt']}"
    if kind == "card":
        parts = [
            f"{part['heading']}: {' '.join(text for text, _ in part['lines'])}"
            for part in described["parts"]
        ]
        return "\n".join([described["title"], *parts])
    if kind == "attachment":
        return f"{described['title']} (file {described['name']}.{described['suffix']})"
    return str(described["text"])


def preview_html(described: Mapping[str, Any]) -> str:
    """One block, or several, as HTML in which every text is escaped.

    Parameters
    ----------
    described : mapping
        Vendor JSON of the block.

    Returns
    -------
    str
        A fragment; of a table at most 20 rows.

    Examples
    --------
    >>> preview_html({"kind": "note", "name": "n", "text": "a < b"})
    '<p><small>a &lt; b</small></p>'
    """
    kind = described["kind"]
    if kind == "blocks":
        return "\n".join(preview_html(block) for block in described["blocks"])
    if kind == "table":
        return _table(described)
    if kind in {"chart", "explorable"}:
        alt, png = escape(described["alt"]), escape(described["png"])
        return f'<p><img alt="{alt}" src="data:image/png;base64,{png}" style="max-width:100%"></p>'
    if kind in ("card", "attachment"):
        lines = escape(preview_text(described)).split("\n")
        return f"<p><strong>{lines[0]}</strong></p>" + "".join(
            f"<p>{line}</p>" for line in lines[1:]
        )
    text = escape(described["text"]).replace("\n", "<br>")
    return f"<p><small>{text}</small></p>" if kind == "note" else f"<p>{text}</p>"


def _table(described: Mapping[str, Any]) -> str:
    columns = [GridColumn(**column) for column in described["columns"]]
    rows = described["rows"][:ROWS_PREVIEWED]
    head = "".join(f'<th scope="col">{escape(column.label)}</th>' for column in columns)
    body = "".join(
        "<tr>"
        + "".join(
            f"<td>{escape(column.show(cell))}</td>"
            for column, cell in zip(columns, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    hidden = len(described["rows"]) - len(rows)
    more = f"<p><small>{hidden} more rows.</small></p>" if hidden else ""
    caption = f"<caption>{escape(described['title'])}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
