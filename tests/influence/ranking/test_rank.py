from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from influence.conftest import say, who

from stakeholder_map.errors import InputError, UsageError
from stakeholder_map.influence import MEASURES, rank_influence, vary_weights
from stakeholder_map.influence.ranking.told import tell_ranking

IDS = ["us", "hub", *"abcdefgh"]
STAR = [say(each, "hub", moves=4) for each in "abcdefgh"] + [say("hub", "a", moves=1)]


def test_whom_all_others_name_comes_first_and_is_said_to(scan_of):
    ranking = rank_influence(scan_of(who(*IDS), STAR))
    first = ranking.table.iloc[0]
    assert first.name == "hub"
    assert (first["rank"], first["rank_low"], first["rank_high"]) == (1, 1, 1)
    assert first["first"] == 1
    assert first["raters"] == 8
    assert ranking.sentences[0] == (
        "Hub comes first: in 100 of 100 plausible readings of the evidence (100 were drawn), on "
        "what 8 organisations said of it."
    )
    assert ranking.sentences[-1] == "Central in what others report; not a measure of quality."


def test_those_of_whom_the_same_is_said_cannot_be_told_apart(scan_of):
    said = [say(each, target, moves=3) for each in "abcd" for target in "efgh"]
    ranking = rank_influence(scan_of(who(*IDS), said))
    even = ranking.table.loc[[*"efgh"]]
    assert (even["tier"] == 1).all()
    assert (even["rank_low"] < even["rank_high"]).all()
    assert ranking.sentences[0].startswith("Cannot tell who comes first")


def test_equal_scores_share_the_better_rank_and_stand_in_order_of_id(scan_of):
    seats = pd.DataFrame({"member_id": ["us", "z"], "body": "Board"})
    table = rank_influence(scan_of(who("us", "z", "m", "b"), memberships=seats)).table
    assert table.index[2:].tolist() == ["b", "m"]
    assert table["rank"].tolist()[2:] == [3, 3]
    assert len(set(zip(table["rank_low"][2:], table["rank_high"][2:], strict=True))) == 1


def test_departments_of_ours_are_measured_but_not_ranked(scan_of):
    stakeholders = who(*IDS, "desk", internal=["desk"])
    ranking = rank_influence(scan_of(stakeholders, [*STAR, say("desk", "a", moves=4)]))
    assert "desk" not in ranking.table.index
    assert len(ranking.table) == len(IDS)


def test_the_convener_is_ranked_and_marked(scan_of):
    said = [say(each, "us", moves=4) for each in "abcdefgh"]
    assert (
        rank_influence(scan_of(who(*IDS), said))
        .sentences[0]
        .startswith("Us (the convener) comes first")
    )


def test_of_whom_nobody_spoke_that_is_said(scan_of):
    sentences = rank_influence(scan_of(who(*IDS), STAR)).sentences
    assert (
        "Nobody said anything of 8 organisations: a low place there is silence, not an answer."
        in sentences
    )


def test_without_any_tie_everybody_shares_the_first_place_down_to_the_last(scan_of):
    areas = pd.DataFrame({"area_id": ["x"], "name": ["X"], "kind": ["goal"]})
    stands = pd.DataFrame({"stakeholder_id": ["a", "b"], "area_id": "x", "position": [4, 4]})
    ranking = rank_influence(scan_of(who(*IDS), areas=areas, positions=stands))
    assert ranking.layers == ()
    assert set(ranking.table["rank_low"]) == {1}
    assert set(ranking.table["rank_high"]) == {len(IDS)}
    assert "no table “survey”" in ranking.sentences[0]


def test_one_stakeholder_alone_is_ranked_without_complaint(scan_of):
    seats = pd.DataFrame({"member_id": ["us"], "body": ["Board"]})
    table = rank_influence(scan_of(who("us"), memberships=seats)).table
    assert table["rank"].tolist() == [1]
    assert table["score"].tolist() == [0.5]


def test_weights_choose_the_measures_and_are_checked(scan_of):
    scan = scan_of(who(*IDS), STAR, settings={"measure_weights": {"pagerank": 3, "strength": 1}})
    assert rank_influence(scan).weights == {"strength": 0.25, "pagerank": 0.75}
    for weights, message in (
        ({"charm": 1}, "not 'charm'"),
        ({"strength": -1}, "not -1"),
        ({"strength": 0}, "above 0"),
    ):
        with pytest.raises(UsageError, match=message):
            rank_influence(scan, weights=weights)


def test_constraint_counts_the_other_way_round(scan_of):
    ranking = rank_influence(scan_of(who(*IDS), STAR), weights={"constraint": 1})
    assert ranking.table.index[0] == "hub"


def test_a_layer_that_is_negative_or_not_there_is_refused(scan_of):
    scan = scan_of(who(*IDS), [*STAR, say("a", "b", against=4)])
    for layer in ("competition", "intensity"):
        with pytest.raises(UsageError, match=f"not '{layer}'"):
            rank_influence(scan, layers=[layer])


def test_rivalry_changes_no_place(scan_of):
    peace = rank_influence(scan_of(who(*IDS), STAR)).table
    rivals = [dict(each, against=4) for each in STAR]
    pd.testing.assert_frame_equal(peace, rank_influence(scan_of(who(*IDS), rivals)).table)


def test_the_order_of_answers_changes_nothing(scan_of):
    one = rank_influence(scan_of(who(*IDS), STAR))
    other = rank_influence(scan_of(who(*IDS[::-1]), STAR[::-1]))
    pd.testing.assert_frame_equal(one.table, other.table, check_exact=True)
    assert one.sentences == other.sentences


@pytest.fixture
def mixed(scan_of):
    said = STAR + [say(one, two, moves=2) for one in "abcd" for two in "efgh" if one < two]
    return rank_influence(scan_of(who(*IDS), said))


def test_shares_and_intervals_hang_together(mixed):
    table = mixed.table
    assert (table["rank_low"] <= table["rank_high"]).all()
    assert table["score"].is_monotonic_decreasing
    assert table["tier"].is_monotonic_increasing
    assert set(MEASURES) <= set(table.columns)
    assert table["score"].tolist() == pytest.approx(mixed.scores.mean().tolist())


def test_who_is_ahead_is_the_share_of_readings_and_adds_up_with_its_mirror(mixed):
    ahead = mixed.ahead.to_numpy()
    assert ahead + ahead.T == pytest.approx(1)
    one, other = mixed.table.index[:2]
    lead = mixed.scores[one] - mixed.scores[other]
    assert mixed.ahead.loc[one, other] == pytest.approx(((lead > 0) + 0.5 * (lead == 0)).mean())


def test_a_range_of_weights_in_the_region_s_settings_is_drawn_from(scan_of):
    within = {"strength": (0.0, 1.0), "betweenness": (0.0, 1.0)}
    said = [*STAR, *(say(each, "a", moves=3) for each in "bcd")]
    ranges = {f"measure_weight_ranges.{k}": list(ends) for k, ends in within.items()}
    scan = scan_of(who(*IDS), said, settings={**ranges, "weights_by": "board"})
    ranking = rank_influence(scan)
    assert ranking.within == within
    assert ranking.set_by == "board"
    assert sum(ranking.weights.values()) == pytest.approx(1)
    assert ranking.scores.equals(rank_influence(scan, within=within).scores)
    assert vary_weights(ranking, seed=1).within == within


def test_weights_as_they_are_and_in_ranges_at_once_are_a_fault(scan_of):
    both = {"measure_weight_ranges.pagerank": [0, 1], "measure_weights.pagerank": 1}
    with pytest.raises(InputError, match="either measure_weights or measure_weight_ranges"):
        scan_of(who(*IDS), STAR, settings=both)


def table_of(first, names="abcd"):
    columns = {"name": list(names), "first": first, "rank": range(1, len(names) + 1)}
    return pd.DataFrame({**columns, "raters": 9, "top_ten": 1.0}, index=list(names))


def told_first(first, ahead):
    region = SimpleNamespace(settings=SimpleNamespace(convener=""), has=lambda _: False)
    ahead, scan = np.array(ahead), SimpleNamespace(region=region)
    return tell_ranking(table_of(first), ahead=ahead, scan=scan, layers=["x"], draws=100)[0]


def test_whoever_the_first_does_not_surely_lead_may_be_first_wherever_it_stands():
    ahead = [[0.5, 0.95, 0.7, 1], [0.05, 0.5, 0.6, 1], [0.3, 0.4, 0.5, 1], [0, 0, 0, 0.5]]
    assert told_first([0.7, 0.0, 0.3, 0.0], ahead).startswith(
        "Cannot tell who comes first of a and c"
    )


def test_who_leads_each_but_seldom_all_does_not_come_first():
    ahead = np.full((4, 4), 0.5)
    ahead[0, 1:] = 0.91
    assert told_first([0.4, 0.2, 0.2, 0.2], ahead).startswith(
        "Cannot tell who comes first: a stands"
    )
    assert told_first([0.8, 0.1, 0.1, 0.0], ahead).startswith("a comes first: in 80 of 100")
