"""Oracle: fields of a grid whose powers and interests are plain."""

import pandas as pd
import pytest
from influence.conftest import say, who

from stakeholder_map.influence import power_and_interest, rank_influence

IDS = ["us", "hub", *"abcdefgh"]
STAR = [say(each, "hub", moves=4) for each in "abcdefgh"] + [
    say(each, "a", moves=4) for each in ("hub", *"bcdefgh")
]
AREAS = pd.DataFrame({"area_id": ["x", "y"], "name": ["X", "Y"], "kind": "goal"})


def stand(each, area, priority, source="stated"):
    return {
        "stakeholder_id": each,
        "area_id": area,
        "position": 2,
        "priority": priority,
        "source": source,
    }


def grid_of(scan_of, stands, stakeholders=None):
    tables = {"areas": AREAS, "positions": pd.DataFrame(stands)} if stands else {}
    scan = scan_of(who(*IDS) if stakeholders is None else stakeholders, STAR, **tables)
    return power_and_interest(scan, rank_influence(scan))


def test_each_field_is_found(scan_of):
    stands = [stand("hub", area, 4) for area in "xy"] + [stand("a", area, 0) for area in "xy"]
    stands += [stand("b", area, 3) for area in "xy"]
    table = grid_of(scan_of, stands).table
    assert table.loc["hub", "field"] == "work with closely"
    assert table.loc["a", "likely"] == "keep satisfied"
    assert table.loc["b", "likely"] == "keep informed"
    assert table.loc["hub", "interest_from"] == "its own answer"


def test_an_interest_on_the_line_cannot_be_told(scan_of):
    table = grid_of(scan_of, [stand("hub", area, 2) for area in "xy"]).table
    assert table.loc["hub", "field"] == "cannot tell"
    assert table.loc["hub", "share"] == pytest.approx(0.5)


def test_areas_without_a_priority_leave_doubt_and_all_areas_none(scan_of):
    everywhere = [stand("hub", "x", 4), stand("hub", "y", 1), stand("a", "x", 3)]
    table = grid_of(scan_of, [*everywhere, stand("b", "x", 4), stand("b", "y", 2)]).table
    assert table.loc["hub", "interest_low"] == table.loc["hub", "interest_high"] == 2.5
    assert table.loc["a", "interest_low"] < 3 < table.loc["a", "interest_high"]


def test_our_guess_counts_only_where_nothing_else_is_known_and_is_marked(scan_of):
    stands = [
        stand("hub", "x", 4),
        stand("hub", "y", 0, "our_guess"),
        stand("a", "x", 0, "our_guess"),
    ]
    grid = grid_of(scan_of, stands)
    assert grid.table.loc["hub", "interest"] == 4
    assert grid.table.loc["a", "interest_from"] == "our guess"
    assert any("our guess only" in sentence for sentence in grid.sentences)


def test_unknown_interest_is_said_and_is_no_low_interest(scan_of):
    grid = grid_of(scan_of, [stand("hub", area, 4) for area in "xy"])
    assert (grid.table.loc[["a", "b"], "field"] == "interest not known").all()
    assert "The interest of 9 organisations is not known; ask." in grid.sentences
    assert grid.table.loc["a", "likely"] is not None
    assert pd.isna(grid.table.loc["a", "share"])


def test_without_positions_willingness_stands_in(scan_of):
    willing = who(*IDS).assign(willingness=[""] + [4] * 9)
    grid = grid_of(scan_of, [], stakeholders=willing)
    assert grid.table.loc["hub", "interest_from"] == "willingness as entered"
    assert [gap.table for gap in grid.missing] == ["positions"]


def test_shares_of_the_fields_sum_to_one(scan_of):
    grid = grid_of(scan_of, [stand("hub", "x", 3), stand("a", "y", 1)])
    assert grid.shares.sum(axis=1).tolist() == pytest.approx([1] * len(IDS))
    assert (grid.table["power_low"] <= grid.table["power"]).all()
