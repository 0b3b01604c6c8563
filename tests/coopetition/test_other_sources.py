"""Positions and tensions beside the answers of a survey."""

import numpy as np
import pandas as pd
import pytest
from coopetition.conftest import AREAS, QUESTIONS, agreed
from hypothesis import given
from hypothesis import strategies as st

from stakeholder_map.coopetition import pair_types
from stakeholder_map.coopetition.pairs.stated import stated_pairs

COLUMNS = ["stakeholder_id", "area_id", "position", "gain_alone", "gain_together", "source"]
LOG = ["date", "from_id", "to_id", "area_id", "tension"]


def stands(rows):
    return pd.DataFrame(rows, columns=COLUMNS)


def contacts(rows):
    return pd.DataFrame(rows, columns=LOG).assign(channel="call")


def test_positions_stand_in_where_nobody_was_asked(scan_of):
    rows = [("east", "asthma", 4, 0, 4, "stated"), ("west", "asthma", 4, 0, 4, "stated")]
    said = agreed([("east", "west", "", 4, 4)])
    scan = scan_of(
        survey=said, questions=QUESTIONS, areas=AREAS, positions=stands(rows), unlisted="unknown"
    )
    pairs = pair_types(scan).pairs.set_index("area")
    assert pairs.loc["asthma", ["cooperation", "competition"]].tolist() == [1, 0]
    assert pairs.loc["asthma", "type"] == "partnering"
    assert pairs.loc["asthma", "cooperation_from"] == "positions"
    assert pairs.loc["", "cooperation_from"] == "survey"


def test_positions_change_nothing_where_anybody_was_asked(scan_of):
    rows = [("east", "asthma", 4, 0, 4, "stated"), ("west", "asthma", 4, 0, 4, "stated")]
    tables = {"survey": agreed([("east", "west", "asthma", 1, 4)]), "questions": QUESTIONS}
    without = pair_types(scan_of(areas=AREAS, **tables)).pairs
    with_them = pair_types(scan_of(areas=AREAS, positions=stands(rows), **tables)).pairs
    pd.testing.assert_frame_equal(without, with_them)


def test_a_guess_settles_nothing(scan_of):
    rows = [("east", "asthma", 4, 0, 4, "our_guess"), ("west", "asthma", 4, 0, 4, "stated")]
    pair = pair_types(scan_of(areas=AREAS, positions=stands(rows))).pairs.iloc[0]
    assert (pair["type"], pair["likely"]) == ("cannot tell", "partnering")
    assert (pair["cooperation_low"], pair["cooperation_high"]) == (0, 1)
    assert pair["cooperation_witnesses"] == 1


def test_a_tension_is_told_where_nobody_answered_on_competition(scan_of):
    log = [("2026-06-01", "us", "east", "joints", "yes"), ("2026-06-02", "us", "east", "", "yes")]
    pairs = pair_types(scan_of(areas=AREAS, contacts=contacts(log))).pairs.set_index("area")
    assert pairs.loc["joints", "competition"] == 0.5
    assert pairs.loc["", "competition"] == 0.75
    assert pairs["competition_from"].tolist() == ["log", "log"]
    assert pairs["cooperation"].isna().all()
    assert set(pairs["type"]) == {"cannot tell"}
    assert pairs.loc["", "tensions"] == 2


def test_a_tension_changes_no_answer(scan_of):
    tables = {"survey": agreed([("east", "us", "joints", 1, 1)]), "questions": QUESTIONS}
    log = [("2026-06-01", "us", "east", "joints", "yes")]
    pairs = pair_types(scan_of(areas=AREAS, contacts=contacts(log), **tables)).pairs
    joint = pairs[pairs["area"] == "joints"].iloc[0]
    assert joint["competition_from"] == "survey"
    assert joint["tensions"] == 1


rows = st.lists(
    st.tuples(
        st.sampled_from([-3, 0, 2]),
        st.one_of(st.none(), st.integers(0, 4)),
        st.one_of(st.none(), st.integers(0, 4)),
        st.sampled_from(["stated", "our_guess", "document"]),
    ),
    max_size=6,
)


@given(rows, st.lists(st.integers(0, 4), min_size=6, max_size=6))
@pytest.mark.parametrize(
    ("changed", "kept"), [("gain_alone", "cooperation"), ("gain_together", "competition")]
)
def test_gains_of_one_side_leave_the_other_side_as_it_was(changed, kept, said, gains):
    table = stands([(f"s{at}", "beds", *row) for at, row in enumerate(said)])
    other = table.assign(**{changed: pd.Series(gains[: len(table)], dtype="float64")})
    before, after = (stated_pairs(one, areas=["beds"]) for one in (table, other))
    columns = [name for name in before if name.startswith(kept)]
    pd.testing.assert_frame_equal(before[columns], after[columns])


@given(rows)
def test_what_stands_in_keeps_within_its_range(said):
    table = stated_pairs(
        stands([(f"s{at}", "beds", *row) for at, row in enumerate(said)]), areas=["beds"]
    )
    assert len(table) == len(said) * (len(said) - 1) // 2
    for side in ("cooperation", "competition"):
        values = table[[f"{side}_low", side, f"{side}_high"]].to_numpy(dtype=float)
        assert ((values >= 0) & (values <= 1)).all()
        assert (np.diff(values, axis=1) >= 0).all()
