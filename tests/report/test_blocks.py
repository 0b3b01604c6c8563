"""Blocks say wholly what they are, and are read back equal."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from stakeholder_map.errors import ScanError
from stakeholder_map.report.blocks import (
    MIME,
    Blocks,
    Chart,
    Explorable,
    Finding,
    Note,
    Table,
    from_json,
    missing,
    read_blocks,
)
from stakeholder_map.report.style import figure, style


def a_chart(name: str = "bars", alt: str = "Two bars, 3 and 4.") -> Chart:
    with style():
        drawn = figure(height=1.5, width=3)
        drawn.add_subplot().bar(["a", "b"], [3, 4])
    return Chart(name, drawn, title="Bars", alt=alt, tier="leadership")


def a_table(name: str = "rows") -> Table:
    frame = pd.DataFrame(
        {
            "share": [0.12345, np.nan],
            "asked": pd.array([3, None], dtype="Int64"),
            "since": pd.to_datetime(["2026-01-02", None]),
            "open": pd.array([True, None], dtype="boolean"),
            "words": pd.array(["NA", None], dtype="str"),
            "several": [("b", "a"), ()],
        },
        index=pd.Index(["A & B", "C"], name="who"),
    )
    return Table(
        name, frame, title="Everything", tier="analyst", notes={"share": "of all"}, decimals=3
    )


def a_notebook(*outputs: object, heading: str = "# Who is here?") -> nbformat.NotebookNode:
    cells = [nbformat.v4.new_markdown_cell(heading)]
    for block in outputs:
        data, metadata = block._repr_mimebundle_()
        output = nbformat.v4.new_output(
            "execute_result", data=data, metadata=metadata, execution_count=1
        )
        cells.append(nbformat.v4.new_code_cell("show()", outputs=[output]))
    return nbformat.v4.new_notebook(cells=cells)


ALL_KINDS = [
    Finding("said", "31 of 44 answered.", tier="leadership", tone="caution"),
    Note("how", "Each system counts once.", tier="restricted"),
    a_table(),
    a_chart(),
]


@pytest.mark.parametrize("block", ALL_KINDS, ids=lambda block: type(block).__name__)
def test_a_block_comes_back_equal_from_its_json(block: Finding | Note | Table | Chart) -> None:
    assert from_json(json.loads(json.dumps(block.to_json(), allow_nan=False))) == block


def test_blocks_come_back_equal_from_a_notebook_file(tmp_path: Path) -> None:
    several = Blocks([ALL_KINDS[0], Blocks(ALL_KINDS[1:])])
    path = tmp_path / "executed.ipynb"
    nbformat.write(a_notebook(several), path)
    placed = read_blocks(nbformat.read(path, as_version=4))
    assert tuple(entry.block for entry in placed) == several.blocks
    assert {(entry.cell, entry.heading) for entry in placed} == {(1, "Who is here?")}


def test_a_changed_block_is_not_equal_to_the_first() -> None:
    described = a_table().to_json()
    described["rows"][0][1] = 0.124
    assert from_json(described) != a_table()


@given(st.text(min_size=1).filter(lambda text: text.strip() != ""))
def test_any_text_survives_the_way_through_json(text: str) -> None:
    finding = Finding("said", text)
    assert from_json(json.loads(json.dumps(finding.to_json()))) == finding
    finding.text.encode("utf-8")


@pytest.mark.parametrize("empty", ["", "  ", "\n"])
def test_alternative_text_is_compulsory_and_the_message_has_the_value(empty: str) -> None:
    with pytest.raises(ValueError, match="alt of 'bars'") as refusal:
        a_chart(alt=empty)
    assert repr(empty) in str(refusal.value)


@pytest.mark.parametrize("name", ["", "../up", "a b", "A", "a/b", "a.b", "x" * 81])
def test_a_name_that_could_not_be_a_files_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not"):
        Finding(name, "text")


def test_an_unknown_tier_or_tone_is_refused_with_its_value() -> None:
    with pytest.raises(ValueError, match="'public'"):
        Finding("said", "text", tier="public")
    with pytest.raises(ValueError, match="'loud'"):
        Finding("said", "text", tone="loud")


def test_blocks_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ALL_KINDS[0].text = "other"


def test_a_table_keeps_types_rounds_and_has_no_nan() -> None:
    grid = a_table().grid
    assert [column.type for column in grid.columns] == [
        "text",
        "number",
        "whole",
        "date",
        "yes_no",
        "text",
        "text",
    ]
    assert grid.rows[0] == ("A & B", 0.123, 3, "2026-01-02", True, "NA", "b; a")
    assert grid.rows[1][1:6] == (None,) * 5
    shown = [column.show(cell) for column, cell in zip(grid.columns, grid.rows[1], strict=True)]
    assert "nan" not in " ".join(shown).lower()
    assert shown[1] == "–"


def test_objects_are_typed_by_their_values() -> None:
    frame = pd.DataFrame(
        {
            "id": ["007"],
            "day": [date(2026, 1, 2)],
            "hour": pd.to_datetime(["2026-01-02 09:30"]),
            "mixed": pd.Series([True], dtype=object),
            "infinite": [float("inf")],
        }
    )
    grid = Table("t", frame, title="t", tier="analyst").grid
    assert grid.rows == (("007", "2026-01-02", "2026-01-02 09:30:00", True, None),)
    assert [column.row_header for column in grid.columns] == [True, False, False, False, False]


def test_every_level_of_a_named_index_heads_its_row() -> None:
    index = pd.MultiIndex.from_tuples([("A", "B")], names=["one", "other"])
    grid = Table("t", pd.DataFrame({"v": [1]}, index=index), title="t", tier="analyst").grid
    assert [column.row_header for column in grid.columns] == [True, True, False]


def test_a_note_on_no_column_is_refused() -> None:
    with pytest.raises(ValueError, match="'b'"):
        Table("t", pd.DataFrame({"a": [1]}), title="t", tier="analyst", notes={"b": "x"})


def test_a_frame_is_left_as_it_was() -> None:
    frame = pd.DataFrame({"a": [0.123456]})
    before = frame.copy(deep=True)
    Table("t", frame, title="t", tier="analyst")
    pd.testing.assert_frame_equal(frame, before)


def test_the_bundle_of_a_chart_carries_its_alternative_text() -> None:
    data, metadata = a_chart()._repr_mimebundle_()
    assert metadata["image/png"]["alt"] == "Two bars, 3 and 4."
    assert data[MIME]["alt"] == "Two bars, 3 and 4."
    assert "<svg" in data[MIME]["svg"]
    assert set(data) == {"text/plain", "image/png", MIME}


def test_what_jupyterlab_shows_is_escaped() -> None:
    bad = "<script>alert(1)</script>"
    table = Table("t", pd.DataFrame({bad: [bad]}), title=bad, tier="analyst")
    html = Blocks([table, Finding("f", bad), a_chart(alt=f'">{bad}')])._repr_mimebundle_()[0]
    assert "<script" not in html["text/html"]
    assert "&lt;script&gt;" in html["text/html"]


@pytest.mark.parametrize("among_others", [False, True])
def test_a_map_stands_in_a_notebook_with_its_picture_behind_it(among_others: bool) -> None:
    # JupyterLab takes frames out of what it does not trust; tests/long looks at it there
    page = '<h1 class="x">A & B</h1>'
    looks = {"title": "M", "alt": "Two bars.", "tier": "analyst", "content": {"nodes": []}}
    drawn = Explorable("map", a_chart().picture, page=page, **looks)  # type: ignore[arg-type]
    shown = Blocks([Finding("f", "One."), drawn]) if among_others else drawn
    html = shown._repr_mimebundle_()[0]["text/html"]
    soup = BeautifulSoup(html, "html.parser")
    assert soup.iframe is not None
    assert soup.iframe["srcdoc"] == page
    assert soup.iframe["sandbox"] == ["allow-scripts"], "it reaches nothing of the notebook"
    soup.iframe.decompose()
    assert soup.img is not None
    assert soup.img["alt"] == "Two bars."


def test_two_different_blocks_of_one_name_are_refused() -> None:
    with pytest.raises(ScanError, match="'said'"):
        read_blocks(a_notebook(Finding("said", "One."), Finding("said", "Two.")))
    same = a_notebook(Finding("said", "One."), Finding("said", "One."))
    assert len(read_blocks(same)) == 2
    with pytest.raises(ValueError, match="different names"):
        Blocks([Finding("said", "One."), Finding("said", "Two.")])


@pytest.mark.parametrize(
    "described",
    [
        {},
        {"kind": "script", "name": "x"},
        {"kind": "finding", "name": "x"},
        {"kind": "finding", "name": "x", "text": "y", "html": "<b>"},
        {"kind": "chart", "name": "x", "title": "t", "alt": "a", "tier": "analyst", "png": "!"},
        {"kind": "table", "name": "x", "title": "t", "tier": "analyst", "columns": 3, "rows": []},
        {"kind": "blocks", "blocks": 3},
    ],
)
def test_what_is_no_block_is_refused(described: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"block|called"):
        from_json(described)


def test_missing_names_a_declared_table() -> None:
    assert missing("contacts", "who is overdue").tone == "missing"
    with pytest.raises(ValueError, match="'contact'"):
        missing("contact", "who is overdue")
