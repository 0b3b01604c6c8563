"""What a page shows of a table."""

import pandas as pd
import pytest

from stakeholder_map.report.blocks import Table, from_json


def test_a_page_shows_the_columns_asked_for_and_the_csv_has_all():
    frame = pd.DataFrame({"name": ["a"], "shown": [1], "aside": [2]})
    table = Table("t", frame, title="One", tier="analyst", page=("shown",))
    assert [column.name for column in table.grid.page.columns] == ["name", "shown"]
    assert table.grid.page.rows == (("a", 1),)
    assert [column.name for column in table.grid.columns] == ["name", "shown", "aside"]
    assert from_json(table.to_json()) == table


def test_a_column_for_the_page_must_be_there():
    with pytest.raises(ValueError, match="'shwon'"):
        Table("t", pd.DataFrame({"shown": [1]}), title="One", tier="analyst", page=("shwon",))
