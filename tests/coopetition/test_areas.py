import numpy as np
import pandas as pd
import pytest
from coopetition.conftest import AREAS, QUESTIONS, agreed
from hypothesis import given
from hypothesis import strategies as st

from stakeholder_map.coopetition import FIELDS, area_stands, convergence, field_of, pair_types

SAID = [
    ("east", "west", "asthma", 4, 0),
    ("clinic", "east", "asthma", 3, 0),
    ("east", "west", "joints", 1, 4),
    ("clinic", "plan", "rural", 0, 0),
]


@pytest.fixture
def types(scan_of):
    return pair_types(scan_of(survey=agreed(SAID), questions=QUESTIONS, areas=AREAS))


def test_fields_follow_the_rule(types):
    assert types.areas["field"].to_dict() == {
        "asthma": "common ground",
        "joints": "contested",
        "rural": "unclaimed",
        "data": "unclaimed",
    }


def test_all_zeros_and_left_out_by_all_are_told_as_nobody(types):
    assert (
        types.areas.loc[["rural", "data"], "state"].tolist() == ["Nobody reported working here"] * 2
    )
    assert any(s.startswith("Nobody reported working here: Data, Rural") for s in types.sentences)


def test_where_respondents_wrote_down_partners_an_unnamed_area_was_not_asked(scan_of):
    types = pair_types(
        scan_of(survey=agreed(SAID), questions=QUESTIONS, areas=AREAS, unlisted="unknown")
    )
    assert types.areas.loc["data", "state"] == "Not asked"
    assert types.areas.loc["data", "field"] == ""


def test_counts_of_types_add_up_to_the_pairs(types):
    names = ["partnering", "contending", "adapting", "isolating"]
    assert (types.areas[names].sum(axis=1) == types.areas["pairs"]).all()
    assert (types.areas["sure"] <= types.areas["pairs"]).all()
    assert (types.areas["pairs"] <= types.areas["covered"]).iloc[:2].all()


def test_a_market_carries_the_line_on_counsel(types):
    assert types.sentences[-1] == "Counsel review before sharing among competitors."


def test_sentences_name_areas_and_never_an_organisation(types):
    text = " ".join(types.sentences)
    assert not any(name in text for name in ("East", "West", "Clinic", "Plan"))


def test_positions_alone_give_a_field_and_say_so(scan_of):
    stands = [
        ("east", "asthma", 2),
        ("west", "asthma", 4),
        ("east", "joints", 2),
        ("west", "joints", -2),
    ]
    positions = pd.DataFrame(stands, columns=["stakeholder_id", "area_id", "position"])
    types = pair_types(scan_of(areas=AREAS, positions=positions))
    assert types.areas.loc[["asthma", "joints"], "field"].tolist() == ["common ground", "contested"]
    assert any("Asthma (by positions only)" in sentence for sentence in types.sentences)
    assert not any(s.startswith("Not asked") and "Asthma" in s for s in types.sentences)


def test_positions_are_counted_by_side_with_guesses_marked(scan_of):
    positions = pd.DataFrame(
        {
            "stakeholder_id": ["east", "west", "clinic", "plan"],
            "area_id": "asthma",
            "position": [4, -1, 0, 2],
            "priority": [4, "", 2, 3],
            "source": ["stated", "our_guess", "stated", "our_guess"],
        }
    )
    stands = area_stands(scan_of(areas=AREAS, positions=positions).region)
    row = stands.loc["asthma"]
    counts = [int(row[name]) for name in ("stand_for", "neutral", "against", "guessed")]
    assert counts == [2, 1, 1, 2]
    assert row["priority"] == 3
    # East and Plan agree with (4 + 2) / 2; each differs from West, (4 + 1) / 2 and (2 + 1) / 2.
    assert row["convergence"] == pytest.approx(100 * 3 / (3 + 2.5 + 1.5))
    assert np.isnan(stands.loc["joints", "convergence"])


signed = st.lists(st.integers(-4, 4), max_size=8)


@given(signed)
def test_convergence_equals_the_sum_over_pairs(positions):
    agree = differ = 0.0
    for place, one in enumerate(positions):
        for other in positions[place + 1 :]:
            agree += (abs(one) + abs(other)) / 2 * (one * other > 0)
            differ += (abs(one) + abs(other)) / 2 * (one * other < 0)
    expected = 100 * agree / (agree + differ) if agree + differ else float("nan")
    found = convergence(np.array(positions, dtype=float))
    assert found == pytest.approx(expected, nan_ok=True)


@given(signed)
def test_turning_all_sides_round_changes_no_convergence(positions):
    values = np.array(positions, dtype=float)
    assert convergence(-values) == pytest.approx(convergence(values), nan_ok=True)


@given(st.integers(0, 50), st.integers(0, 50))
def test_more_cooperation_never_makes_an_area_more_contested(cooperating, competing):
    order = {"contested": 0, "unclaimed": 0, "coopetition": 1, "common ground": 2}
    before = field_of(cooperating, competing)
    after = field_of(cooperating + 1, competing)
    assert {before, after} <= set(FIELDS)
    assert order[after] >= order[before]
