"""Oracle: places that were made to hang on one tie, one respondent, one ring."""

import numpy as np
import pandas as pd
import pytest
from influence.conftest import say, who

from stakeholder_map.influence import find_weak_points, rank_influence
from stakeholder_map.influence.grounds.weak_points import BEYOND_CHANCE
from stakeholder_map.influence.ranking.left_out import Cut, places_without

IDS = ["us", "hub", *"abcdefgh"]
STAR = [say(each, "hub", moves=4) for each in "abcdefgh"] + [say("hub", "a", moves=4)]


def opened(scan_of, said, **options):
    scan = scan_of(who(*IDS), said, **options)
    return scan, rank_influence(scan, weights={"strength": 1})


def test_the_respondent_on_whom_a_place_rests_is_found(scan_of):
    scan, ranking = opened(scan_of, [*STAR, say("b", "c", moves=1)])
    weak = find_weak_points(scan, ranking)
    row = weak.rests_on.loc["a"]
    assert row["respondent"] == "Hub"
    assert row["share"] > 0.5
    assert row["places_lost"] >= 1
    assert row["respondent_told"] == "1 organisation (hospital)"


def test_places_without_an_answer_are_those_of_a_region_without_it(scan_of):
    scan, ranking = opened(scan_of, [*STAR, say("b", "c", moves=1), say("c", "d", moves=1)])
    places = places_without(
        scan, ranking, cuts=[Cut(("hub",)), Cut(("a",), ("hub",)), Cut(("us",), ("us",))]
    )
    assert places.loc["hub", 0] == 1
    assert places.loc["a", 0] == 2
    assert places.loc["a", 1] > 2
    assert places.loc["hub", 2] == 1
    assert (places[3] == places[0]).all()


def test_a_silent_neighbour_who_would_settle_the_order_is_named(scan_of):
    """Two level stakeholders; whether one silent organisation names the first decides."""
    said = [say(each, "hub", moves=4) for each in "abc"] + [
        say(each, "h", moves=4) for each in "abc"
    ]
    said += [say("hub", "d", moves=4), say("h", "e", moves=1)]
    scan, ranking = opened(scan_of, said, draws=400)
    weak = find_weak_points(scan, ranking)
    told = weak.changes.dropna(subset=["tie_from"])
    assert len(told)
    assert (told["ahead_with"] > told["ahead_without"]).all()


def test_what_chance_alone_makes_is_not_told(scan_of):
    """On scores that have nothing to do with the ties no tie is found."""
    scan, ranking = opened(scan_of, STAR, draws=200)
    dice = np.random.default_rng(1)
    found = []
    for _ in range(20):
        ranking.scores[:] = dice.uniform(size=ranking.scores.shape)
        found.append(find_weak_points(scan, ranking).changes["tie_from"].notna().sum())
    assert np.mean(found) < 0.5
    assert BEYOND_CHANCE > 3


def test_late_answers_are_counted_and_said(scan_of):
    late = [*STAR[:-1], {**STAR[-1], "submitted_at": "2026-06-10"}]
    scan, ranking = opened(scan_of, late, settings={"survey_closes": "2026-06-01"})
    weak = find_weak_points(scan, ranking)
    assert weak.late == 1
    assert weak.sentences[-1] == "1 answer came after the survey closed and was left out."


def test_a_ring_is_flagged_with_what_it_moves(scan_of):
    ring = [say(i, j, moves=4, keeps_word=4) for i in "abc" for j in "abc" if i != j]
    rest = [say(i, j, moves=1, keeps_word=1) for i in "defgh" for j in "abc"]
    rest += [say(i, "hub", moves=3, keeps_word=2) for i in "abcdefgh"]
    rest += [say(i, "d", moves=2, keeps_word=2) for i in "efgh"]
    scan, ranking = opened(scan_of, ring + rest)
    weak = find_weak_points(scan, ranking)
    (row,) = weak.flags.to_dict("records")
    assert row["flag"] == "rate each other top"
    assert row["organisations"] == "A; B; C"
    assert row["rank_change"] > 0
    told = "3 organisations (hospital 3) rate each other top: 4.0 of 4 among"
    assert any(told in each for each in weak.sentences)


def test_who_gives_all_the_same_is_flagged_and_still_counts(scan_of):
    others = [each for each in IDS if each != "b"]
    same = [say("b", each, moves=4, keeps_word=4) for each in others]
    said = [say(each, "hub", moves=1 + at % 4, keeps_word=2) for at, each in enumerate("acdefgh")]
    scan, ranking = opened(scan_of, said + same)
    flags = find_weak_points(scan, ranking).flags
    assert flags["flag"].tolist() == ["same answers for all"]
    assert flags["organisations"].tolist() == ["B"]
    assert flags["detail"].tolist() == ["of 9 organisations"]


@pytest.mark.parametrize("seed", [1, 2])
def test_an_unremarkable_survey_raises_no_flag(scan_of, seed):
    dice = np.random.default_rng(seed)
    said = [
        say(i, j, moves=int(dice.integers(1, 5)), keeps_word=int(dice.integers(1, 5)))
        for i in "abcdefgh"
        for j in IDS
        if i != j and dice.uniform() < 0.5
    ]
    scan, ranking = opened(scan_of, said)
    assert find_weak_points(scan, ranking).flags.empty


def test_who_answered_is_told_by_key_group_and_who_is_silent_by_name(scan_of):
    invited = pd.DataFrame(
        {"respondent_id": IDS, "stakeholder_id": IDS, "invited_at": "2026-04-01"}
    )
    said = [say(each, "hub", moves=4) for each in "abc"]
    said += [say(each, "h", moves=4) for each in "abc"] + [say("d", "e", moves=1)]
    scan, ranking = opened(scan_of, said, draws=400, invitations=invited)
    changes = find_weak_points(scan, ranking).changes.dropna(subset=["tie_from"])
    answered = changes["source_state"] == "answered"
    assert (changes.loc[answered, "tie_from_told"] == "1 organisation (hospital)").all()
    assert (changes.loc[~answered, "tie_from_told"] == changes.loc[~answered, "tie_from"]).all()


def test_no_sentence_names_whose_answers_a_place_rests_on(scan_of):
    said = [*STAR[:-1], say("h", "c", moves=4), *(say("a", each, moves=1) for each in "defg")]
    scan, ranking = opened(scan_of, said)
    weak = find_weak_points(scan, ranking)
    assert (weak.rests_on["respondent"].dropna() == "H").any()
    told = " ".join(weak.sentences)
    assert "rest on one respondent" in told
    assert " H " not in told
    assert "of H" not in told
