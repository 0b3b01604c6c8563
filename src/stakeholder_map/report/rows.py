"""The rows of a table as HTML: most of what a page holds, so they are written without a template.

A template takes nearly five times as long for the same text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from markupsafe import Markup

from stakeholder_map.report.grid import Cell, GridColumn


def rows_html(columns: Sequence[GridColumn], rows: Sequence[Sequence[Cell]]) -> Markup:
    """Rows of the body of a table.

    Parameters
    ----------
    columns : sequence of GridColumn
        Those that the page shows.
    rows : sequence of sequence of Cell
        One cell for each column.

    Returns
    -------
    Markup
        One line for each row; every text is escaped.

    Examples
    --------
    >>> columns = [GridColumn("who", "text", row_header=True), GridColumn("ties", "whole")]
    >>> print(rows_html(columns, [("A & B", 1200)]), end="")
    <tr><th scope="row">A &amp; B</th><td class="n">1,200</td></tr>
    """
    written = [_writer(column) for column in columns]
    return Markup(  # noqa: S704  every cell is escaped by its writer
        "".join(
            f"<tr>{''.join(write(cell) for write, cell in zip(written, row, strict=True))}</tr>\n"
            for row in rows
        )
    )


def _writer(column: GridColumn) -> Callable[[Cell], str]:
    show = column.show
    if column.row_header:
        return lambda cell: f'<th scope="row">{_escaped(show(cell))}</th>'
    opening = f"<td{look_of(column)}>"
    return lambda cell: f"{opening}{_escaped(show(cell))}</td>"


def look_of(column: GridColumn) -> Markup:
    """The class by which a page sets numbers and dates apart; empty for texts.

    Parameters
    ----------
    column : GridColumn
        Any column.

    Returns
    -------
    Markup
        An attribute with a blank before it, or nothing.

    Examples
    --------
    >>> look_of(GridColumn("since", "date"))
    Markup(' class="d"')
    """
    looks = {"number": ' class="n"', "whole": ' class="n"', "date": ' class="d"'}
    return Markup(looks.get(column.type, ""))  # noqa: S704  none of it is input


def has_gaps(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a cell has no value.

    Examples
    --------
    >>> has_gaps([("A", 1), ("B", None)])
    True
    """
    return any(None in row for row in rows)


def _escaped(text: str) -> str:
    """As templates escape: quotes as numbers."""
    if text.isalnum():
        return text
    return escape(text).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")
