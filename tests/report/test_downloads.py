"""Files beside the pages: what a spreadsheet opens stays data."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from report.made import a_notebook, markdown, naughty_strings, notebook, output

from stakeholder_map.privacy import TIERS
from stakeholder_map.report.blocks import Table
from stakeholder_map.report.downloads import FORMULA_SIGNS, collect_downloads, table_csv


def a_csv(frame: pd.DataFrame, **options) -> bytes:
    return table_csv(Table("t", frame, title="t", tier="analyst", **options))


def test_each_tier_gets_the_files_of_its_blocks():
    files = {t: set(collect_downloads(a_notebook(), tier=t, page="01_x")) for t in TIERS}
    figures = {"figures/01_x-bars.png", "figures/01_x-bars.svg"}
    assert files["leadership"] == figures
    assert files["analyst"] == files["restricted"] == figures | {"tables/01_x-rows.csv"}


def test_a_table_that_is_not_to_be_saved_gives_no_file():
    table = Table("t", pd.DataFrame({"a": [1]}), title="t", tier="analyst", downloads=False)
    assert not collect_downloads(notebook(markdown("# T"), output(table)), tier="analyst", page="p")


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_a_text_that_looks_like_a_formula_gets_an_apostrophe(sign):
    frame = pd.DataFrame({"name": [f"{sign}1+1"], f"{sign}head": ["plain"]})
    rows = list(csv.reader(io.StringIO(a_csv(frame).decode("utf-8"), newline="")))
    assert all(not cell.startswith(FORMULA_SIGNS) for row in rows for cell in row)
    assert rows[1] == [f"'{sign}1+1".replace("\r", "\ufffd"), "plain"] or sign == "\r"


def test_every_naughty_string_stays_text_and_comes_back():
    texts = naughty_strings()
    data = a_csv(pd.DataFrame({"n": range(len(texts)), "name": texts}))
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))[1:]
    assert len(rows) == len(texts)
    for (_, cell), text in zip(rows, texts, strict=True):
        assert not cell.startswith(FORMULA_SIGNS)
        assert cell.removeprefix("'") == text.removeprefix("'") or "\ufffd" in cell


def test_numbers_stay_numbers_and_missing_values_are_empty():
    frame = pd.DataFrame({"a": [-1.5, None], "b": pd.array([-2, None], dtype="Int64")})
    assert a_csv(frame, decimals=1) == b'"a","b"\n-1.5,-2\n"",""\n'
    assert pd.read_csv(io.BytesIO(a_csv(frame, decimals=1)))["a"].tolist()[0] == -1.5


def test_the_file_has_every_row_although_the_page_has_not():
    data = a_csv(pd.DataFrame({"a": range(6000)}))
    assert data.count(b"\n") == 6001
    assert b"\r" not in data
