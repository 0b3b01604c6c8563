"""The map of a scan begins where that of the scan before ended."""

import json
from types import SimpleNamespace

from stakeholder_map.report.show.explore import earlier_places
from stakeholder_map.report.shown import MIME
from stakeholder_map.scanning.places import hand_on_places


def a_scan(folder, number, places=None):
    notebooks = folder / str(number) / "restricted" / "notebooks"
    notebooks.mkdir(parents=True)
    nodes = [{"id": name, "x": x, "y": y} for name, (x, y) in (places or {}).items()]
    map_block = {"kind": "explorable", "name": "map", "content": {"nodes": nodes}}
    blocks = {"kind": "blocks", "blocks": [{"kind": "note"}, *([map_block] if places else [])]}
    cells = [
        {"cell_type": "markdown", "source": "# Map"},
        {"cell_type": "code", "outputs": [{"data": {MIME: blocks}}]},
    ]
    (notebooks / "02_influence.ipynb").write_text(json.dumps({"cells": cells}))
    return SimpleNamespace(number=number, folder=folder / str(number))


def test_the_newest_map_hands_on_its_places(tmp_path):
    old = a_scan(tmp_path, 1, {"a": (0.1, 0.2)})
    new = a_scan(tmp_path, 2, {"a": (0.5, 0.25), "b": (1.0, 0.0)})
    without = a_scan(tmp_path, 3)
    prepared = tmp_path / "prepared"
    prepared.mkdir()
    hand_on_places([new, without, old], prepared=prepared)
    assert earlier_places(str(prepared)) == {"a": (0.5, 0.25), "b": (1.0, 0.0)}


def test_a_first_scan_and_a_damaged_notebook_hand_on_nothing(tmp_path):
    broken = a_scan(tmp_path, 1, {"a": (0.1, 0.2)})
    (broken.folder / "restricted" / "notebooks" / "02_influence.ipynb").write_text("{")
    for earlier in ([], [broken]):
        hand_on_places(earlier, prepared=tmp_path)
        assert earlier_places(str(tmp_path)) == {}
