"""Workbooks for tests: real ones by xlsxwriter, and ones put together by hand."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter
from bad_input.planted import CLEAN

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
ROOT = (
    f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="stakeholders" sheetId="1" r:id="r1"/></sheets></workbook>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/worksheet" '
    f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{OFFICE}/sharedStrings" '
    'Target="sharedStrings.xml"/></Relationships>'
)
TWO_ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>stakeholder_id</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>acme</t></is></c></row>'
)


def by_hand(rows: str = TWO_ROWS, *, after: str = "", **parts: str | bytes) -> bytes:
    """A workbook with one sheet `stakeholders` whose XML is given; other parts by their stem."""
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": sheet,
    }
    content |= {f"xl/{stem}.xml": text for stem, text in parts.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return packed.getvalue()


def clean_tables() -> dict[str, list[list[Any]]]:
    """Cells of the clean folder as a spreadsheet would hold them: whole numbers are numbers."""
    tables = {}
    for name, text in CLEAN.items():
        if name != "region":
            rows = csv.reader(io.StringIO(text, newline=""))
            tables[name] = [
                [int(cell) if cell.isdigit() and cell != "007" else cell for cell in row]
                for row in rows
            ]
    return tables


def plant_book(folder: Path, tables: Mapping[str, list[list[Any]]], **options: Any) -> Path:
    """A region folder with one workbook that holds these tables."""
    region = folder / "my-region"
    region.mkdir()
    (region / "region.toml").write_text(CLEAN["region"])
    with xlsxwriter.Workbook(region / "region.xlsx", options) as book:
        day = book.add_format({"num_format": "dd/mm/yy"})
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for position, cell in enumerate(row):
                    if hasattr(cell, "year"):
                        sheet.write_datetime(at, position, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(at, position, cell)
                    else:
                        sheet.write(at, position, cell)
    return region


def plant_raw(folder: Path, raw: bytes) -> Path:
    """A region folder with these bytes as its workbook."""
    region = folder / "my-region"
    region.mkdir()
    (region / "region.toml").write_text(CLEAN["region"])
    (region / "region.xlsx").write_bytes(raw)
    return region
