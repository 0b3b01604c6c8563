"""docs/DATA.md says what the reader checks: it is generated, and a test keeps it in step."""

import subprocess
import sys
from pathlib import Path

import pytest

from stakeholder_map.settings import SETTINGS
from stakeholder_map.tables import CONSTRUCTS, TABLES
from stakeholder_map.template import __main__ as command
from stakeholder_map.template.guide import HOW_TO_REGENERATE, describe_tables, written_rules

DATA = Path(__file__).resolve().parents[2] / "docs" / "DATA.md"


def test_the_page_on_data_is_in_step_with_the_declarations():
    assert DATA.read_text(encoding="utf-8") == describe_tables(), (
        f"docs/DATA.md is out of step; write it anew with: {HOW_TO_REGENERATE}"
    )


def test_every_table_column_construct_and_setting_is_described():
    page = describe_tables()
    for table in TABLES.values():
        assert f"\n### {table.name}\n" in page
        for column in table.columns:
            assert f"\n| `{column.name}` | {column.meaning.replace('|', chr(92) + '|')} |" in page
    for name in (*CONSTRUCTS, *(setting.name for setting in SETTINGS)):
        assert f"| `{name}` |" in page


@pytest.mark.parametrize(
    "phrase",
    [
        "A name used twice",
        "A self-rating",
        "A duplicate pair",
        "A stakeholder nobody declared",
        "`NA` as a name",
        "`007` as an id",
        "Blank, zero, silence and not asked",
        "Who was asked",
        "Waves",
        "Scaling",
        "Dates and time",
        "Ids, names and aliases",
        "Left out and counted, or a fault",
        "Areas",
        "List cells",
        "also as a wide sheet",
    ],
)
def test_each_case_that_was_left_to_a_written_rule_has_one(phrase):
    assert any(phrase in heading for heading, _ in written_rules())


def test_links_of_the_overview_lead_to_a_heading_and_every_row_has_as_many_cells_as_its_header():
    page = describe_tables()
    for table in TABLES:
        assert f"[{table}](#{table})" in page
    width = 0
    for line in page.splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        cells = len(line.replace("\\|", "").split("|"))
        width = width or cells
        assert cells == width, line


def test_the_command_writes_the_page(tmp_path, capsys):
    target = tmp_path / "DATA.md"
    assert command.main([str(target)]) == 0
    assert target.read_bytes() == describe_tables().encode()
    assert command.main([]) == 0
    assert capsys.readouterr().out == describe_tables()
    assert command.main(["a", "b"]) == 64
    assert "found 'a b'" in capsys.readouterr().err


def test_the_command_that_the_page_names_exists(tmp_path):
    module = HOW_TO_REGENERATE.split()[2]
    target = tmp_path / "DATA.md"
    subprocess.run([sys.executable, "-m", module, str(target)], check=True)
    assert target.read_text(encoding="utf-8") == describe_tables()
