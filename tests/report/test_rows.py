"""Rows of tables are written as a template with escaping would write them."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from stakeholder_map.report.grid import GridColumn
from stakeholder_map.report.rows import has_gaps, look_of, rows_html

CELLS = st.one_of(st.none(), st.text(), st.integers(), st.booleans(), st.floats(allow_nan=False))
COLUMNS = (
    GridColumn("who", "text", row_header=True),
    GridColumn("said", "text"),
    GridColumn("share", "number", decimals=2),
    GridColumn("since", "date"),
)


def as_a_template_would(row):
    cells = [
        f'<th scope="row">{escape(column.show(cell))}</th>'
        if column.row_header
        else f"<td{look_of(column)}>{escape(column.show(cell))}</td>"
        for column, cell in zip(COLUMNS, row, strict=True)
    ]
    return f"<tr>{''.join(cells)}</tr>\n"


@given(st.lists(st.tuples(CELLS, st.text(), CELLS, CELLS)))
def test_every_cell_is_escaped_as_templates_escape(rows):
    assert rows_html(COLUMNS, rows) == "".join(map(as_a_template_would, rows))


def test_markup_in_a_cell_stays_text():
    page = rows_html(COLUMNS, [("<script>", 'a\' "b"', 1.0, None)])
    assert "<script>" not in page
    assert "a&#39; &#34;b&#34;" in page


def test_gaps_are_cells_without_a_value():
    assert has_gaps([("A", None)])
    assert not has_gaps([("A", 0), ("B", "")])
    assert not has_gaps([])
