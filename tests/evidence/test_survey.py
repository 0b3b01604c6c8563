"""Survey answers: scales, blanks, zeros, areas, and who was asked."""

import numpy as np
import pandas as pd
import pytest
from evidence.made import made_region, question, survey_region
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_map.errors import UsageError
from stakeholder_map.evidence import collect_evidence, evidence_from_answers


def only(evidence, **where):
    table = evidence.reports
    for name, value in where.items():
        table = table[table[name] == value]
    assert len(table) == 1, table
    return table.iloc[0]


@pytest.mark.parametrize(
    ("scale", "answer", "level", "value", "state"),
    [
        ({}, 0, 0, 0.0, "zero"),
        ({}, 3, 3, 0.75, "answered"),
        ({"lowest": 1}, 1, 1, 0.25, "answered"),
        ({"lowest": 1}, 4, 4, 1.0, "answered"),
        ({"lowest": 1, "reverse": True}, 1, 4, 1.0, "answered"),
        ({"lowest": 1, "reverse": True}, 4, 1, 0.25, "answered"),
        ({"reverse": True}, 4, 0, 0.0, "zero"),
        ({"highest": 10}, 7, 7, 0.7, "answered"),
    ],
)
def test_a_value_is_the_answer_over_the_highest_and_reversing_turns_the_scale(
    scale, answer, level, value, state
):
    region = survey_region([("a", "b", answer)], questions=[question("q", "cooperation", **scale)])
    report = only(collect_evidence(region))
    assert (report["level"], report["value"], report["state"]) == (level, value, state)
    assert report["highest"] == scale.get("highest", 4)


def test_silence_zero_blank_and_not_asked_are_different_things():
    region = survey_region([("a", "b", 0), ("a", "c", None), ("b", "a", 2)])
    evidence = collect_evidence(region)
    states = {
        "zero in so many words": ("a", "b"),
        "blank": ("a", "c"),
        "left out of the roster": ("b", "c"),
        "silent": ("c", "a"),
        "the convener, who asks": ("us", "a"),
        "about itself": ("a", "a"),
    }
    found = {name: evidence.state(*pair, "cooperation") for name, pair in states.items()}
    assert list(found.values()) == ["zero", "blank", "zero", "silent", "not_asked", "not_asked"]
    assert evidence.state("a", "b", "competition") == "not_asked"
    coverage = evidence.coverage("cooperation")
    ids = list(evidence.stakeholders.index)
    pairs = [("a", "b"), ("a", "c"), ("b", "c"), ("c", "a"), ("us", "a"), ("a", "a")]
    source, target = (np.array([ids.index(pair[end]) for pair in pairs]) for end in (0, 1))
    assert coverage.reports(source, target).tolist() == [1, 0, 1, 0, 0, 0]
    with pytest.raises(UsageError, match="found 'nobody'"):
        evidence.state("a", "nobody", "cooperation")
    with pytest.raises(UsageError, match="found 'love'"):
        evidence.reports_in("love")


def test_leaving_out_a_target_is_unknown_where_names_were_asked_for():
    free = survey_region([("a", "b", 3)], unlisted="unknown")
    evidence = collect_evidence(free)
    assert evidence.state("a", "c", "cooperation") == "blank"
    assert evidence.coverage("cooperation").covered == 1
    assert evidence.coverage("cooperation", unlisted="zero").covered == 3


def test_an_invitation_says_what_was_shown():
    invitations = [
        {"respondent_id": "r1", "stakeholder_id": "a", "shown": "free"},
        {"respondent_id": "r2", "stakeholder_id": "b", "shown": "roster"},
        {"respondent_id": "r3", "stakeholder_id": "c", "shown": "a|b"},
        {"respondent_id": "r4", "stakeholder_id": "d"},
    ]
    answers = [("r1", "b", 1), ("r2", "a", 1), ("r3", "a", 1), ("r3", "d", 2)]
    region = survey_region(
        answers, people=("us", "a", "b", "c", "d"), invitations=invitations, unlisted="unknown"
    )
    evidence = collect_evidence(region)
    said = {
        witness: [evidence.state(witness, target, "cooperation") for target in "abcd"]
        for witness in ("r1", "r2", "r3", "r4")
    }
    assert said == {
        "r1": ["not_asked", "answered", "blank", "blank"],
        "r2": ["answered", "not_asked", "zero", "zero"],
        "r3": ["answered", "zero", "not_asked", "answered"],
        "r4": ["silent", "silent", "silent", "not_asked"],
    }
    assert evidence.coverage("cooperation").covered == 1 + 4 + 3
    assert evidence.witnesses["unlisted"].tolist() == ["unknown", "zero", "zero", "unknown"]
    assert evidence.zero_givers("cooperation")["witness"].tolist() == ["r2", "r3"]


def test_only_witnesses_of_the_scans_wave_count_as_asked():
    invitations = [
        {"respondent_id": "r1", "stakeholder_id": "a", "wave": "2025"},
        {"respondent_id": "r2", "stakeholder_id": "b", "wave": "2026"},
    ]
    region = made_region(
        "us",
        "a",
        "b",
        invitations=invitations,
        questions=[question("q", "cooperation")],
        survey=[{"respondent_id": "r2", "target_id": "a", "wave": "2026", "q": 1}],
    )
    assert collect_evidence(region).witnesses["witness"].tolist() == ["r2"]


def test_internal_departments_are_not_asked_and_on_the_roster_only_if_named():
    people = ("us", "a", "b", {"stakeholder_id": "desk", "internal": True})
    evidence = collect_evidence(survey_region([("a", "b", 1)], people=people))
    assert evidence.witnesses["witness"].tolist() == ["a", "b"]
    assert evidence.roster == ("a", "b", "us")
    named = collect_evidence(survey_region([("a", "desk", 1)], people=people))
    assert named.roster == ("a", "b", "desk", "us")


def test_who_answers_uninvited_is_a_witness():
    evidence = collect_evidence(survey_region([("us", "a", 1)]))
    assert evidence.witnesses.set_index("witness")["state"].to_dict() == {
        "a": "silent",
        "b": "silent",
        "c": "silent",
        "us": "answered",
    }


def test_the_whole_is_the_strongest_area_only_where_the_whole_was_not_answered():
    answers = [
        ("a", "b", 1, "beds"),
        ("a", "b", 3, "data"),
        ("a", "c", 2),
        ("a", "c", 4, "beds"),
        ("b", "a", None),
        ("b", "a", 0, "beds"),
    ]
    evidence = collect_evidence(survey_region(answers))
    wholes = evidence.reports_in("cooperation").set_index(["source", "target"])
    assert wholes["level"].to_dict() == {("a", "b"): 3, ("a", "c"): 2, ("b", "a"): 0}
    assert wholes["derived"].to_dict() == {("a", "b"): True, ("a", "c"): False, ("b", "a"): True}
    assert wholes.loc[("b", "a"), "state"] == "zero"
    assert evidence.areas() == ("beds", "data")
    assert evidence.reports_in("cooperation", area="beds")["level"].tolist() == [1, 4, 0]


def test_a_whole_is_never_copied_into_areas_and_an_unasked_area_is_not_zero():
    answers = [("a", "b", 3), ("a", "c", 2, "beds"), ("b", "a", 4), ("c", "b", 1, "data")]
    evidence = collect_evidence(survey_region(answers))
    assert len(evidence.reports_in("cooperation", area="beds")) == 1
    assert evidence.state("a", "b", "cooperation", area="beds") == "zero"
    assert evidence.state("c", "a", "cooperation", area="beds") == "zero"
    assert evidence.state("b", "a", "cooperation", area="beds") == "blank"
    assert evidence.state("a", "b", "cooperation", area="never-asked") == "not_asked"
    assert evidence.coverage("cooperation", area="never-asked").covered == 0


def test_two_questions_of_one_construct_are_averaged_on_one_scale():
    questions = [question("q", "cooperation"), question("r", "cooperation", highest=10)]
    rows = [
        {"respondent_id": "a", "target_id": "b", "q": 4, "r": 5},
        {"respondent_id": "a", "target_id": "c", "q": None, "r": 1},
        {"respondent_id": "b", "target_id": "a", "q": None, "r": None},
    ]
    region = made_region("us", "a", "b", "c", survey=rows, questions=questions)
    reports = collect_evidence(region).reports
    assert reports["highest"].unique().tolist() == [20]
    assert reports["value"].tolist() == pytest.approx([0.75, 0.1, np.nan], nan_ok=True)
    assert reports["level"].tolist() == [15, 2, pd.NA]


def test_colleagues_are_separate_witnesses_of_one_side():
    invitations = [
        {"respondent_id": name, "stakeholder_id": whom}
        for name, whom in [("r1", "a"), ("r2", "a"), ("r3", "a"), ("r4", "b")]
    ]
    answers = [("r1", "b", 4), ("r2", "b", 2), ("r3", "c", 1), ("r1", "c", None)]
    evidence = collect_evidence(survey_region(answers, invitations=invitations))
    claims = evidence.claims("cooperation").set_index(["source", "target"])
    assert claims.loc[("a", "b"), ["reports", "positives", "value"]].tolist() == [3, 2, 0.75]
    assert claims.loc[("a", "c"), ["reports", "positives", "value"]].tolist() == [2, 1, 0.25]
    assert evidence.state("r2", "c", "cooperation") == "zero"
    assert evidence.state("r4", "a", "cooperation") == "silent"


def test_a_layer_that_nobody_answered_has_no_zeros():
    evidence = collect_evidence(survey_region([("a", "b", None), ("b", "c", None)]))
    assert evidence.layers() == ("cooperation",)
    assert evidence.coverage("cooperation").covered == 0
    assert evidence.claims("cooperation").empty
    assert evidence.state("a", "c", "cooperation") == "blank"


def test_nobody_answered_or_nobody_was_asked():
    region = survey_region([])
    evidence = collect_evidence(region)
    assert set(evidence.witnesses["state"]) == {"silent"}
    assert evidence.layers() == ("cooperation",)
    assert evidence.reports.empty
    assert (
        evidence.reports.dtypes.to_dict()
        == collect_evidence(survey_region([("a", "b", 1)])).reports.dtypes.to_dict()
    )
    nobody = collect_evidence(made_region("us", "a"))
    assert nobody.witnesses.empty
    assert nobody.layers() == nobody.areas() == ()


def test_one_respondent_only_speaks_for_one_side():
    evidence = collect_evidence(survey_region([("a", "b", 3)]))
    assert evidence.coverage("cooperation").covered == 3
    assert evidence.claims("cooperation")["source"].tolist() == ["a"]


def test_the_balance_counts_every_cell():
    region = survey_region([("a", "b", 3), ("a", "c", 0), ("b", "a", None), ("b", "c", 2, "x")])
    balance = collect_evidence(region).balance
    assert balance.values.tolist() == [
        ["survey", "cells answered", 2],
        ["survey", "cells zero", 1],
        ["survey", "cells blank", 1],
    ]


IDS = "abcde"
ANSWERS = st.dictionaries(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(["", "x", "y"])).filter(
        lambda key: key[0] != key[1]
    ),
    st.one_of(st.none(), st.integers(0, 4)),
    max_size=14,
)


@settings(max_examples=30)
@given(ANSWERS, st.sampled_from(["zero", "unknown"]), st.sets(st.sampled_from(IDS)))
def test_counted_reports_agree_with_the_state_of_every_witness(answers, unlisted, silent):
    told = [(w, t, "cooperation", level, area) for (w, t, area), level in answers.items()]
    evidence = evidence_from_answers(told, silent=silent, others=IDS, unlisted=unlisted)
    n = len(IDS)
    source, target = (codes.ravel() for codes in np.indices((n, n)))
    for area in ("", "x", "y"):
        coverage = evidence.coverage("cooperation", area=area)
        expected = [
            evidence.state(IDS[i], IDS[j], "cooperation", area=area) in ("answered", "zero")
            for i, j in zip(source, target, strict=True)
        ]
        assert coverage.reports(source, target).tolist() == [int(each) for each in expected]
        assert coverage.covered == sum(expected)
        either = np.reshape(expected, (n, n)) | np.reshape(expected, (n, n)).T
        assert coverage.covered_either == np.triu(either, k=1).sum()
        claims = evidence.claims("cooperation", area=area)
        assert (claims["reports"] == 1).all()
        said = {key for key, level in answers.items() if level is not None and key[2] == area}
        if area:
            assert len(claims) == len(said)


@settings(max_examples=30)
@given(ANSWERS, st.randoms())
def test_the_order_of_rows_does_not_matter(answers, random):
    told = [(w, t, "cooperation", level, area) for (w, t, area), level in answers.items()]
    shuffled = random.sample(told, len(told))
    first, second = (evidence_from_answers(each, others=IDS) for each in (told, shuffled))
    pd.testing.assert_frame_equal(first.reports, second.reports)
    pd.testing.assert_frame_equal(first.witnesses, second.witnesses)


def test_two_thousand_stakeholders_take_no_row_per_pair():
    rng = np.random.default_rng(1)
    ids = [f"s{i:04d}" for i in range(2000)]
    told = [
        (who, ids[whom], "cooperation", 2)
        for i, who in enumerate(ids[:1200])
        for whom in sorted(set(rng.integers(0, 2000, 5).tolist()) - {i})
    ]
    evidence = evidence_from_answers(told, silent=ids[1200:])
    assert evidence.coverage("cooperation").covered == 1200 * 1999
    assert len(evidence.claims("cooperation")) == len(evidence.reports) == len(told)
