"""Who moved in the grid of power and interest: only by more than noise."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from change.made import IDS, ask, truth

from stakeholder_map.change import compare_findings
from stakeholder_map.change.findings import EARLIER_FILE, FINDINGS_FILE, TABLES, load_findings
from stakeholder_map.change.moves import find_moves, moves_since

NONE = pd.DataFrame({"kind": [], "stakeholders": [], "more_than_noise": []}).astype(
    {"more_than_noise": "bool"}
)


@pytest.fixture(scope="module")
def one():
    return replace(ask(truth(1), seed=11), as_of="2025-09-30", scan="2025-09-30-001")


@pytest.fixture(scope="module")
def other():
    return ask(truth(1), seed=12)


def keen(findings, interest, *, spread=0.0):
    """The same findings in which some said what matters to them."""
    ids = IDS[: len(interest)]
    given = {"stakeholder_id": ids, "interest": interest, "spread": spread}
    table = pd.DataFrame(given).astype(dict(TABLES["interest"]))
    return replace(findings, tables={**findings.tables, "interest": table})


def test_a_region_in_which_nothing_changed_has_no_move(one, other):
    assert compare_findings(one, other).moves.empty


def test_a_place_that_moved_by_more_than_noise_has_its_power_before(one, other):
    found = pd.DataFrame(
        {
            "kind": ["influence", "influence", "ties"],
            "stakeholders": [("s03",), ("s04",), ("s05",)],
            "more_than_noise": [True, False, True],
        }
    )
    moves = find_moves(one, other, differences=found)
    assert list(moves.index) == ["s03"]
    scores = one.table("ranking").set_index("stakeholder_id")["score"]
    assert moves.loc["s03", "power_before"] == scores["s03"]
    assert np.isnan(moves.loc["s03", "interest_before"])


def test_interest_moves_where_it_differs_by_more_than_the_open_areas_could_make(one, other):
    told = keen(one, [1.0, 2.0, 3.0]), keen(other, [3.5, 2.0, 3.0])
    moves = find_moves(*told, differences=NONE)
    assert moves["interest_before"].to_dict() == {"s00": 1.0}
    open_ = keen(one, [1.0, 2.0, 3.0], spread=0.8), keen(other, [3.5, 2.0, 3.0], spread=0.8)
    assert find_moves(*open_, differences=NONE).empty


def test_whoever_spoke_in_one_scan_only_has_not_moved(one, other):
    moves = find_moves(keen(one, [1.0]), keen(other, [1.0, 4.0]), differences=NONE)
    assert moves.empty


def test_without_a_scan_before_there_is_no_word_of_moves():
    from stakeholder_map.report.show import moved
    from stakeholder_map.report.show.grounds import Movement

    found = moved(object())
    assert isinstance(found, Movement)
    assert found.moves is None


def test_the_moves_of_a_notebook_are_those_of_the_whole_comparison(tmp_path, one, other):
    keen(one, [1.0, 2.0]).save(tmp_path / EARLIER_FILE)
    keen(other, [3.5, 2.0]).save(tmp_path / FINDINGS_FILE)
    whole = compare_findings(*(load_findings(tmp_path / n) for n in (EARLIER_FILE, FINDINGS_FILE)))
    pd.testing.assert_frame_equal(moves_since(tmp_path), whole.moves)
    assert len(whole.moves) == 1
