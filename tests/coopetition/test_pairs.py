import numpy as np
import pandas as pd
import pytest
from coopetition.conftest import AREAS, QUESTIONS, WHO, agreed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stakeholder_map.coopetition import CANNOT_TELL, TYPES, pair_types
from stakeholder_map.coopetition.pairs.strengths import pair_strengths

SAID = [
    ("east", "west", "asthma", 4, 0),
    ("east", "west", "joints", 0, 4),
    ("clinic", "east", "asthma", 3, 3),
    ("clinic", "plan", "asthma", 1, 1),
]
LOG = ["date", "from_id", "to_id", "channel", "tension"]


@pytest.fixture
def scan(scan_of):
    return scan_of(survey=agreed(SAID), questions=QUESTIONS, areas=AREAS)


def by_pair(types, *, area):
    here = types.pairs[types.pairs["area"] == area]
    return {(row.source, row.target): row for row in here.itertuples()}


def test_where_both_sides_agree_every_type_is_found(scan):
    asthma = by_pair(pair_types(scan), area="asthma")
    assert asthma["east", "west"].likely == "partnering"
    assert asthma["clinic", "east"].likely == "adapting"
    assert asthma["clinic", "plan"].likely == "isolating"
    assert by_pair(pair_types(scan), area="joints")["east", "west"].likely == "contending"


def test_a_type_is_sure_only_where_no_interval_straddles_the_mark(scan):
    pairs = pair_types(scan).pairs
    for side in ("cooperation", "competition"):
        straddles = (pairs[f"{side}_low"] < 0.5) & (pairs[f"{side}_high"] >= 0.5)
        assert (pairs.loc[straddles, "type"] == CANNOT_TELL).all()
    sure = pairs[pairs["type"] != CANNOT_TELL]
    assert (sure["type"] == sure["likely"]).all()
    assert (sure["likely_share"] >= 0.9).all()


def test_the_whole_holds_both_sides_of_a_pair_that_differs_by_area(scan):
    whole = by_pair(pair_types(scan), area="")["east", "west"]
    assert whole.likely == "adapting"
    assert min(whole.cooperation, whole.competition) > 0.5


def test_witnesses_are_counted_by_organisation(scan):
    asthma = by_pair(pair_types(scan), area="asthma")
    assert asthma["east", "west"].witnesses == 2
    assert asthma["east", "west"].competition_witnesses == 2


def test_a_blank_on_one_side_is_not_low(scan_of):
    said = agreed([("east", "west", "", 4, 0)])
    said["against"] = pd.NA
    types = pair_types(scan_of(survey=said, questions=QUESTIONS))
    assert by_pair(types, area="")["east", "west"].type == CANNOT_TELL
    assert by_pair(types, area="")["east", "west"].likely == ""
    assert types.pairs["competition_witnesses"].tolist() == [0]
    assert types.pairs[["competition", "competition_low", "competition_high"]].isna().all(axis=None)
    assert types.pairs["cooperation"].notna().all()
    assert types.active["competition"].isna().all()


levels = st.lists(st.integers(0, 4), min_size=len(SAID), max_size=len(SAID))
KEY = ["area", "source", "target"]


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(levels)
@pytest.mark.parametrize(("changed", "kept"), [(4, "cooperation"), (3, "competition")])
def test_adding_one_side_leaves_every_figure_of_the_other_as_it_was(scan_of, changed, kept, added):
    others = [
        (*row[:changed], level, *row[changed + 1 :]) for row, level in zip(SAID, added, strict=True)
    ]
    tension = ["", "yes" if kept == "cooperation" else ""]
    logs = [
        pd.DataFrame([("2026-06-01", "us", "west", "call", each)], columns=LOG) for each in tension
    ]
    tables = {"questions": QUESTIONS, "areas": AREAS}
    without = pair_types(scan_of(survey=agreed(SAID), contacts=logs[0], **tables))
    with_them = pair_types(scan_of(survey=agreed(others), contacts=logs[1], **tables))
    for one in ("pairs", "active"):
        before, after = getattr(without, one), getattr(with_them, one)
        columns = [name for name in before.columns if name.startswith(kept)]
        key = KEY if one == "pairs" else ["area", "stakeholder_id"]
        joint = before[[*key, *columns]].merge(after[[*key, *columns]], on=key)
        for name in columns:
            pd.testing.assert_series_equal(
                joint[f"{name}_x"], joint[f"{name}_y"], check_names=False, check_exact=True
            )


def test_intervals_hold_the_value_s_own_side_and_types_are_known_words(scan):
    pairs = pair_types(scan).pairs
    assert (pairs["cooperation_low"] <= pairs["cooperation_high"]).all()
    assert set(pairs["type"]) <= set(TYPES)
    assert (pairs["source"] < pairs["target"]).all()


def test_what_counts_as_high_is_the_region_s_choice(scan_of):
    tables = {"survey": agreed(SAID), "questions": QUESTIONS, "areas": AREAS}
    strict = by_pair(pair_types(scan_of(high=0.9, **tables)), area="asthma")
    assert strict["clinic", "east"].likely == "isolating"


def test_active_are_those_with_any_cooperation_or_competition(scan):
    active = pair_types(scan).active
    here = active[active["area"] == "joints"]
    assert here["stakeholder_id"].tolist() == ["east", "west"]
    assert (here["competition"] > 0.5).all()


def test_without_such_questions_a_sentence_says_what_would_show_them(scan_of):
    positions = pd.DataFrame({"stakeholder_id": ["east"], "area_id": ["asthma"], "position": [2]})
    types = pair_types(scan_of(areas=AREAS, positions=positions))
    assert types.pairs.empty
    assert types.active.empty
    assert "cannot be shown" in types.sentences[0]


def test_the_order_of_answers_does_not_matter(scan_of):
    tables = {"questions": QUESTIONS, "areas": AREAS}
    one = pair_types(scan_of(survey=agreed(SAID), **tables))
    other = pair_types(scan_of(survey=agreed(SAID[::-1]), **tables))
    pd.testing.assert_frame_equal(one.pairs, other.pairs, check_exact=True)
    pd.testing.assert_frame_equal(one.areas, other.areas, check_exact=True)
    assert one.sentences == other.sentences


def test_a_wave_that_is_still_open_is_told_as_such(scan_of):
    waves = pd.DataFrame({"wave": ["1"], "opened": ["2026-04-01"], "closed": ["2026-12-31"]})
    seats = pd.DataFrame({"member_id": ["east"], "body": ["Board"]})
    said = agreed([("east", "west", "", 4, 0)]).assign(wave="1")
    types = pair_types(scan_of(survey=said, questions=QUESTIONS, waves=waves, memberships=seats))
    assert types.sentences[0].endswith("the survey's wave has not closed yet.")


def test_strengths_are_those_of_the_matrix_of_every_draw(scan):
    first, second = np.triu_indices(scan.graph.n, k=1)
    for layer in ("cooperation", "competition"):
        for area in ("", "asthma", "data"):
            found = pair_strengths(scan, layer=layer, area=area, first=first, second=second)
            for row, matrix in zip(found.drawn, scan.draws.matrices(layer, area=area), strict=True):
                np.testing.assert_array_equal(row, matrix.toarray()[first, second])


def test_a_scale_of_twice_the_length_gives_the_same_figures(scan_of):
    tables = {"areas": AREAS}
    longer = [(*row[:3], 2 * row[3], 2 * row[4]) for row in SAID]
    one = pair_types(scan_of(survey=agreed(SAID), questions=QUESTIONS, **tables))
    other = pair_types(
        scan_of(survey=agreed(longer), questions=QUESTIONS.assign(highest=8), **tables)
    )
    pd.testing.assert_frame_equal(one.pairs, other.pairs)
    pd.testing.assert_frame_equal(one.areas, other.areas)


def test_other_names_give_the_same_figures(scan_of):
    new = {"east": "zeta", "west": "alpha", "clinic": "east", "plan": "west"}
    renamed = agreed([(new[row[0]], new[row[1]], *row[2:]) for row in SAID])
    who = WHO.assign(stakeholder_id=[new.get(each, each) for each in WHO["stakeholder_id"]])
    tables = {"questions": QUESTIONS, "areas": AREAS}
    one = pair_types(scan_of(survey=agreed(SAID), **tables))
    other = pair_types(scan_of(stakeholders=who, survey=renamed, **tables))
    figures = ["area", "cooperation", "competition", "witnesses"]
    before, after = (
        found.pairs[figures].sort_values(figures, ignore_index=True) for found in (one, other)
    )
    pd.testing.assert_frame_equal(before, after)
    assert one.areas["field"].tolist() == other.areas["field"].tolist()


def test_two_groups_that_nothing_connects_are_told_each_by_itself(scan_of):
    said = [("east", "west", "asthma", 4, 0), ("clinic", "plan", "asthma", 0, 4)]
    types = pair_types(scan_of(survey=agreed(said), questions=QUESTIONS, areas=AREAS))
    asthma = by_pair(types, area="asthma")
    assert set(asthma) == {("clinic", "plan"), ("east", "west")}
    assert asthma["east", "west"].likely == "partnering"
    assert asthma["clinic", "plan"].likely == "contending"
    assert types.areas.loc["asthma", "field"] == "coopetition"
