"""Workbooks hold every table as text, numbers and days, and nothing that acts."""

import io
import zipfile

import openpyxl
import pandas as pd
import pytest
from report.made import INJECTIONS, naughty_strings

from stakeholder_map.report.blocks import Table
from stakeholder_map.report.exports import workbook


def a_table(name="t", *, notes=None, **columns):
    return name, Table(
        name, pd.DataFrame(columns), title=f"All of {name}", tier="analyst", notes=notes or {}
    )


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_another_reader_finds_the_same_values_with_their_types():
    day = pd.to_datetime(["2026-09-30", None])
    table = a_table(
        who=["A", None],
        n=[3, 4],
        share=[0.25, -1.5],
        on=day,
        yes=[True, False],
        notes={"share": "0 to 1"},
    )
    book = opened(workbook([table], title="Scan", about=["Vale", "1 May 2026"]))
    assert book.sheetnames == ["Read me", "t"]
    sheet = book["t"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["who", "n", "share", "on", "yes"]
    assert rows[1][:3] == ["A", 3, 0.25]
    assert rows[1][3] == pd.Timestamp("2026-09-30").to_pydatetime()
    assert rows[1][4] is True
    assert rows[2][0] is None
    assert rows[2][3] is None
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:E3"
    assert sheet["C1"].comment.text == "0 to 1"
    said = [cell.value for row in book["Read me"].iter_rows() for cell in row if cell.value]
    assert {"Scan", "Vale", "1 May 2026", "All of t"} <= set(said)


@pytest.mark.parametrize("text", [*INJECTIONS, "=1+1", "+1", "-1", "@SUM(A1)", "007", "1E5"])
def test_text_stays_text(text):
    book = opened(workbook([a_table("t", x=[text])], title=text, about=[text]))
    cell = book["t"]["A2"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None


def test_no_formula_and_no_link_stands_in_a_workbook_of_naughty_strings():
    texts = naughty_strings()
    content = workbook([a_table("t", x=texts)], title="T", about=texts[:5])
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = "".join(
            parts.read(name).decode() for name in parts.namelist() if "worksheets/" in name
        )
    assert "<f>" not in sheets
    assert "<hyperlink" not in sheets
    control = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.save(control)
    with zipfile.ZipFile(control) as parts:
        assert "<f>" in parts.read("xl/worksheets/sheet1.xml").decode()


def test_sheets_get_names_that_excel_takes():
    names = ["read me", "a" * 40, "A" * 40, "x/y:z", "[]", "history"]
    tables = [a_table(name="t", x=[1]) for _ in names]
    content = workbook(
        [(name, table) for name, (_, table) in zip(names, tables, strict=True)],
        title="T",
        about=[],
    )
    found = opened(content).sheetnames
    assert len({name.casefold() for name in found}) == len(names) + 1
    assert all(len(name) <= 31 for name in found)


def test_a_table_without_rows_has_its_header():
    book = opened(workbook([a_table("t", x=pd.Series([], dtype="str"))], title="T", about=[]))
    assert [cell.value for cell in book["t"][1]] == ["x"]


def test_two_builds_give_the_same_bytes():
    def build():
        return workbook([a_table("t", x=["a"], n=[1])], title="T", about=["a"])

    assert build() == build()
