"""Wide sheets of positions arrive long."""

import re

from bad_input.planted import plant, told, warned

from stakeholder_map.read import read_region
from stakeholder_map.read.cells import Cells
from stakeholder_map.read.wide import is_wide

WIDE = """\
stakeholder_id,Asthma at home,beds,source
acme,strongly for,neutral,stated
Zoe House,against,,our_guess
us,,-3,
"""


def test_a_wide_sheet_reads_as_its_long_rows(tmp_path):
    positions = read_region(plant(tmp_path, positions=WIDE)).table("positions")
    columns = ["stakeholder_id", "area_id", "position", "source"]
    assert positions[columns].fillna("").to_numpy().tolist() == [
        ["acme", "asthma", 4, "stated"],
        ["acme", "beds", 0, "stated"],
        ["us", "beds", -3, ""],
        ["zoe", "asthma", -2, "our_guess"],
    ]


def test_a_blank_of_a_wide_sheet_is_no_position_and_is_not_counted(tmp_path):
    balance = read_region(plant(tmp_path, positions=WIDE)).balance
    assert balance[balance["table"] == "positions"]["rows"].tolist() == [4]


def test_a_cell_that_is_no_position_is_told_with_the_header_of_its_area(tmp_path):
    positions = WIDE.replace("neutral", "mostly for").replace("-3", "-5")
    assert told(plant(tmp_path, positions=positions)) == [
        (
            "positions.csv: row 2, column beds: expected a whole number from -4 to 4, "
            "found 'mostly for'"
        ),
        "positions.csv: row 4, column beds: expected a whole number from -4 to 4, found '-5'",
    ]


def test_a_header_that_is_no_area_is_a_fault(tmp_path):
    assert told(plant(tmp_path, positions=WIDE.replace("Asthma at", "Astma at"))) == [
        (
            "positions.csv: row 1, column Astma at home: expected the id or name of an area "
            "(closest: 'asthma'), found 'Astma at home'"
        )
    ]


def test_two_headers_for_one_area_are_a_fault(tmp_path):
    positions = "stakeholder_id,asthma,Asthma at home\nacme,4,3\n"
    assert told(plant(tmp_path, positions=positions)) == [
        (
            "positions.csv: row 1, column Asthma at home: expected one column for each area, "
            "found 'Asthma at home', the same area as the column 'asthma'"
        )
    ]


def test_an_unknown_stakeholder_of_a_wide_sheet_is_told(tmp_path):
    messages = told(plant(tmp_path, positions=WIDE.replace("Zoe House", "Zoe Hose")))
    assert messages == [
        (
            "positions.csv: row 3, column stakeholder_id: expected an id, name or alias from "
            "stakeholders (closest: 'zoe'), found 'Zoe Hose'"
        )
    ]


def test_a_sheet_without_areas_as_columns_is_not_wide():
    def sheet(*headers):
        return Cells("positions.csv", None, headers, [], [])

    assert is_wide(sheet("stakeholder_id", "asthma"))
    assert not is_wide(sheet("stakeholder_id", "area_id", "position"))
    assert not is_wide(sheet("stakeholder_id", "area_id", "postion"))
    assert not is_wide(sheet("asthma", "beds"))


def test_words_serve_in_a_long_sheet_too(tmp_path):
    positions = "stakeholder_id,area_id,position\nacme,asthma,Strongly Against\n"
    region = read_region(plant(tmp_path, positions=positions))
    assert region.table("positions")["position"].tolist() == [-4]


def test_a_sheet_of_positions_without_any_area_is_a_fault(tmp_path):
    assert told(plant(tmp_path, positions="stakeholder_id,source\nacme,stated\n")) == [
        (
            "positions.csv: row 1: expected the columns area_id and position, or a column for "
            "each area, found neither"
        )
    ]


def test_a_long_sheet_with_misspelt_headers_is_told_what_it_lacks(tmp_path):
    positions = "stakeholder_id,area,positon\nacme,asthma,4\n"
    messages = told(plant(tmp_path, positions=positions))
    assert [m for m in messages if "a column area_id (closest: 'area')" in m]
    assert [m for m in messages if "a column position (closest: 'positon')" in m]
    assert not [m for m in messages if "the id or name of an area" in m]


def test_rows_without_any_position_are_told(tmp_path):
    positions = WIDE + "Acme East,,,\n007,,,our_guess\n"
    assert warned(plant(tmp_path, positions=positions)) == [
        (
            "positions.csv: row 6: expected a position on one of the areas; a row without any is "
            "not read, found none for '007', and in 1 more such rows"
        )
    ]
    (tmp_path / "control").mkdir()
    assert warned(plant(tmp_path / "control", positions=WIDE)) == []


def test_an_unknown_stakeholder_is_told_also_where_its_row_is_blank(tmp_path):
    messages = told(plant(tmp_path, positions=WIDE + "Zoe Hose,,,\n"))
    assert messages == [
        (
            "positions.csv: row 5, column stakeholder_id: expected an id, name or alias from "
            "stakeholders (closest: 'zoe'), found 'Zoe Hose'"
        )
    ]


def test_blank_rows_of_a_wide_sheet_are_not_read_and_told_whatever_their_order(tmp_path):
    rows = ["zoe,,,", "acme,,,", "us,,-3,"]
    texts = set()
    for name, order in (("one", rows), ("two", rows[::-1])):
        positions = "\n".join([WIDE.splitlines()[0], *order, ""])
        folder = plant(tmp_path / name, positions=positions)
        assert len(read_region(folder).table("positions")) == 1
        texts |= {re.sub(r"row \d+: ", "", text) for text in warned(folder)}
    assert texts == {
        (
            "positions.csv: expected a position on one of the areas; a row without any is not "
            "read, found none for 'acme', and in 1 more such rows"
        )
    }
