"""Oracle: planted rings and respondents who tick one column."""

import numpy as np
import pytest

from stakeholder_map.evidence import evidence_from_answers
from stakeholder_map.influence import rings, straight_lines

TRUST = ("trust_mission", "trust_reliability")
EVERYBODY = [f"s{at:02}" for at in range(14)]


def honest(seed, *, but=()):
    dice = np.random.default_rng(seed)
    return [
        (rater, target, layer, int(dice.integers(1, 5)))
        for rater in EVERYBODY
        for target in EVERYBODY
        for layer in TRUST
        if rater != target and rater not in but
    ]


def ring_of(*members, top=4):
    return [(i, j, layer, top) for i in members for j in members for layer in TRUST if i != j]


def planted(members, *, others):
    """The members rate each other top and the rest low; everybody else gives `others`."""
    said = ring_of(*members)
    for rater in EVERYBODY:
        for target in EVERYBODY:
            if rater != target and not (rater in members and target in members):
                level = 2 if rater in members else others
                said += [(rater, target, layer, level + (target == "s13")) for layer in TRUST]
    return evidence_from_answers(said)


def test_a_planted_ring_is_found():
    found = rings(planted(("s00", "s01", "s02", "s03"), others=2))
    assert found["members"].tolist() == [("s00", "s01", "s02", "s03")]
    assert found["inside"].item() == 1
    assert found["outside"].item() == pytest.approx(0.5)


def test_those_whom_others_rate_as_high_are_no_ring():
    fine = [
        (i, j, layer, 4 if j in {"s00", "s01", "s02"} else 2)
        for i in EVERYBODY
        for j in EVERYBODY
        for layer in TRUST
        if i != j
    ]
    assert rings(evidence_from_answers(fine)).empty


def test_two_are_a_pair_and_no_ring():
    assert rings(planted(("s00", "s01"), others=2)).empty


@pytest.mark.parametrize("seed", range(20))
def test_chance_makes_no_ring_and_no_straight_line(seed):
    evidence = evidence_from_answers(honest(seed))
    assert straight_lines(evidence).empty
    assert all(len(each) <= 4 for each in rings(evidence)["members"])


def test_who_gives_all_the_same_is_found_and_makes_no_ring():
    said = honest(1, but=("s05",))
    said += [("s05", each, layer, 4) for each in EVERYBODY for layer in TRUST if each != "s05"]
    found = straight_lines(evidence_from_answers(said))
    assert found.index.tolist() == ["s05"]
    assert found["targets"].item() == 13
    assert not any("s05" in members for members in rings(evidence_from_answers(said))["members"])


def test_a_different_answer_for_one_target_is_no_straight_line():
    said = honest(1, but=("s05",))
    said += [("s05", each, layer, 4) for each in EVERYBODY[1:] for layer in TRUST if each != "s05"]
    assert straight_lines(evidence_from_answers(said)).index.tolist() == ["s05"]
    varied = [*said, ("s05", "s00", "trust_mission", 3)]
    assert straight_lines(evidence_from_answers(varied)).empty


def test_yes_or_no_questions_and_few_targets_say_nothing():
    yes = [(i, j, "trust_mission", 1) for i in "abcdef" for j in "abcdef" if i != j]
    assert straight_lines(evidence_from_answers(yes, highest=1)).empty
    few = [("a", each, layer, 4) for each in "bcd" for layer in TRUST]
    assert straight_lines(evidence_from_answers([*few, ("b", "a", TRUST[0], 1)])).empty


def test_nobody_makes_nothing():
    nobody = evidence_from_answers([])
    assert rings(nobody).empty
    assert straight_lines(nobody).empty
