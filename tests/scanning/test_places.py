"""The maps of a scan begin where those of the scan before ended."""

from types import SimpleNamespace

import pytest
from privacy.regions import all_rate, region_of

from stakeholder_map.report.map.places import PLACES_FILE, read_places
from stakeholder_map.report.map.record import places_on_record
from stakeholder_map.scanning.places import hand_on_places

ANSWERS = all_rate("abcde", {"x": [1, 2, 3, 4, 1], "y": [4, 3, 2, 1, 4]})


@pytest.fixture
def region(tmp_path):
    return region_of(tmp_path / "region", ANSWERS)


def a_scan(folder, number, places=None):
    prepared = folder / str(number) / "restricted" / "prepared"
    prepared.mkdir(parents=True)
    if places is not None:
        (prepared / PLACES_FILE).write_text(places)
    return SimpleNamespace(number=number, folder=folder / str(number))


def test_the_newest_maps_hand_on_their_places(tmp_path, region):
    old = a_scan(tmp_path, 1, '{"a": [0.1, 0.2]}')
    stand = {name: (row / 8, 0.5) for row, name in enumerate("abcdex")}
    new = a_scan(tmp_path, 2, str(stand).replace("(", "[").replace(")", "]").replace("'", '"'))
    without = a_scan(tmp_path, 3)
    prepared = a_scan(tmp_path, 4).folder / "restricted" / "prepared"
    places = hand_on_places(region, earlier=[new, without, old], prepared=prepared, seed=1)
    assert {name: places[name] for name in stand} == stand
    assert set(places) == {*stand, "y", "us"}, "who is new has a place, too"
    assert read_places(prepared / PLACES_FILE) == places


def test_a_first_scan_and_a_damaged_file_begin_anew(tmp_path, region):
    broken = a_scan(tmp_path, 1, "{")
    prepared = a_scan(tmp_path, 2).folder / "restricted" / "prepared"
    for earlier in ([], [broken]):
        places = hand_on_places(region, earlier=earlier, prepared=prepared, seed=1)
        assert places == places_on_record(region, before={}, seed=1)


def test_no_answer_moves_an_organisation_on_a_map(tmp_path, region):
    others = {pair: 5 - answer for pair, answer in ANSWERS.items()}
    again = region_of(tmp_path / "again", others)
    assert places_on_record(again, before={}, seed=1) == places_on_record(region, before={}, seed=1)
