"""What is named, what is compared, and what a stored scan holds."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from change.made import CLEAR, IDS, ask, found, truth, with_split

from stakeholder_map.change import (
    Ground,
    NoEarlier,
    change_since,
    compare_findings,
    load_findings,
)
from stakeholder_map.change.blocs import match_blocs
from stakeholder_map.change.findings import EARLIER_FILE, FINDINGS_FILE, TABLES
from stakeholder_map.change.noise import pair_noise, studentised, two_sided
from stakeholder_map.errors import ScanError


@pytest.fixture(scope="module")
def one():
    return replace(ask(truth(1), seed=11), as_of="2025-09-30", scan="2025-09-30-001")


@pytest.fixture(scope="module")
def other():
    return ask(truth(1), seed=12)


def with_table(findings, name, **columns):
    table = pd.DataFrame(columns, columns=list(TABLES[name])).astype(dict(TABLES[name]))
    return replace(findings, tables={**findings.tables, name: table})


def test_findings_come_back_as_they_were_stored_and_give_the_same_bytes(tmp_path, one):
    one.save(tmp_path / "a.npz")
    one.save(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    back = load_findings(tmp_path / "a.npz")
    for name in TABLES:
        pd.testing.assert_frame_equal(
            back.table(name), one.table(name).reset_index(drop=True), check_exact=True
        )
    assert np.abs(back.scores - one.scores).max() < 1e-6
    assert load_findings(tmp_path / "a.npz", scan="x").label == "x"


def test_findings_of_another_format_are_refused(tmp_path, one, monkeypatch):
    monkeypatch.setattr("stakeholder_map.change.findings.FORMAT", 99)
    one.save(tmp_path / "later.npz")
    monkeypatch.undo()
    with pytest.raises(ScanError, match="found 99"):
        load_findings(tmp_path / "later.npz")


def test_a_scan_compared_with_itself_shows_no_difference(one):
    assert compare_findings(one, one).differences.empty


def test_a_new_name_is_recognised_by_the_id(one, other):
    who = other.table("who")
    renamed = who.assign(name=who["name"].replace("s03", "New Name"))[1:]
    came = pd.DataFrame(
        [{"stakeholder_id": "z", "name": "Zed", "answered": False, "executives": 0}]
    )
    later = replace(other, tables={**other.tables, "who": pd.concat([renamed, came])})
    roster = compare_findings(one, later).roster
    assert roster[["name", "change", "was"]].values.tolist() == [
        ["Zed", "come", ""],
        ["s00", "gone", "s00"],
        ["New Name", "renamed", "s03"],
    ]


def test_a_changed_question_is_named_and_not_compared(one, other):
    asked = {"construct": ["cooperation"], "asked": ["Do you work together? (0 to 4)"]}
    again = {"construct": ["cooperation"], "asked": ["How much do you work together? (1 to 5)"]}
    before, after = with_table(one, "questions", **asked), with_table(other, "questions", **again)
    comparison = compare_findings(before, after)
    assert comparison.not_compared.values.tolist() == [
        ["cooperation", asked["asked"][0], again["asked"][0]]
    ]
    assert comparison.differences.empty
    assert "cannot be compared" in comparison.sentences[0]
    assert any("not compared: cooperation" in sentence for sentence in comparison.sentences)


def test_with_few_respondents_in_common_ties_are_not_compared(one, other):
    who = other.table("who")
    few = replace(other, tables={**other.tables, "who": who.assign(answered=who.index < 3)})
    ground = Ground(one, few)
    assert not ground.compares_ties
    assert 0 < ground.share < 0.3
    assert not found(one, few)


def test_every_difference_carries_the_share_of_respondents_in_common(one, other):
    table = compare_findings(one, other).differences
    assert len(table)
    assert table["common"].between(0, 1).all()
    assert (table["more_than_noise"] == (table["chance"] <= 0.05)).all()


def test_a_move_within_the_noise_is_drawn_as_none(one, other):
    comparison = compare_findings(one, other)
    course = comparison.course
    assert not course["moved"].any()
    assert not course["left"].any()
    assert course.groupby("stakeholder_id")["bloc"].nunique().eq(1).all()


def test_a_bloc_that_split_is_drawn_as_two_streams():
    region = truth(3)
    before = replace(ask(region, seed=1, **CLEAR), as_of="2025-09-30")
    comparison = compare_findings(before, ask(with_split(region), seed=2, **CLEAR))
    assert "blocs" in set(comparison.changes["kind"])
    now = comparison.course[comparison.course["day"] == comparison.course["day"].max()]
    assert 0 < now["left"].sum() < len(now)
    assert now.groupby("left")["bloc"].agg(set).map(len).min() >= 1


def test_corrections_departures_and_the_last_proposal_are_told(one, other):
    proposal = {"stakeholder_id": ["s01", "s02"], "member": [True, True], "share": [1.0, 0.9]}
    before = with_table(one, "proposal", **proposal)
    after = with_table(other, "proposal", **{**proposal, "member": [True, False]})
    after = with_table(
        after,
        "asks",
        stakeholder_id=["s01", "s02", "s02"],
        asked_on=["2026-01-05", "2026-02-01", "2025-01-01"],
        ask=["join", "board", "join"],
        answer=["yes", "later", "no"],
    )
    after = with_table(
        after,
        "corrections",
        scan=["2025-09-30-001"],
        figure=["Beds"],
        was=["1"],
        now=["2"],
        why=["Left out"],
        told_on=["2025-12-01"],
    )
    after = with_table(
        after, "departures", stakeholder_id=["s05"], seniority=["executive"], until=["2026-03-01"]
    )
    comparison = compare_findings(before, after)
    assert comparison.outcome[["name", "asked", "joined", "proposed_again"]].values.tolist() == [
        ["s01", True, True, True],
        ["s02", True, False, False],
    ]
    assert "Of 2 partners proposed then, 2 were asked since and 1 joined." in comparison.sentences
    assert any("Corrected: Beds was 1 in scan 2025-09-30-001" in each for each in comparison.named)
    assert comparison.departures["name"].tolist() == ["s05"]
    (row,) = comparison.differences.query("kind == 'proposal'").to_dict("records")
    assert (row["was"], row["now"]) == ("proposed (90%)", "not proposed (90%)")
    assert not row["more_than_noise"]


def test_without_a_record_of_asks_nobody_is_said_not_to_have_been_asked(one, other):
    proposal = {"stakeholder_id": ["s01", "s02"], "member": [True, True], "share": [1.0, 0.9]}
    before = with_table(one, "proposal", **proposal)
    comparison = compare_findings(before, with_table(other, "proposal", **proposal))
    told = "2 partners proposed then: whether they were asked is not on record."
    assert told in comparison.sentences
    assert comparison.outcome[["asked", "joined"]].isna().all(axis=None)
    assert not any("asked since" in each for each in comparison.sentences)


def test_the_notebook_compares_what_lies_beside_the_draws(tmp_path, one, other):
    assert isinstance(change_since(tmp_path), NoEarlier)
    one.save(tmp_path / EARLIER_FILE)
    other.save(tmp_path / FINDINGS_FILE)
    comparison = change_since(tmp_path)
    assert (comparison.before, comparison.after) == ("2025-09-30-001", "2026-09-30")


def test_blocs_keep_the_letter_of_those_that_most_members_come_from():
    before = np.array([0] * 5 + [1] * 5)
    assert match_blocs(before, 1 - before).tolist() == before.tolist()


def test_noise_is_taken_apart_and_what_lies_far_off_stands_out():
    rng = np.random.default_rng(5)
    by, rest = rng.normal(0, 1, 200), rng.normal(0, 1, (200, 200))
    noise = pair_noise(by[:, None] + by[None, :] + np.triu(rest, 1) + np.triu(rest, 1).T)
    assert noise.by_respondent == pytest.approx(1, abs=0.2)
    assert noise.rest == pytest.approx(1, abs=0.1)
    values = rng.normal(0, 1, 40)
    values[7] = 9
    far = studentised(values, spread=np.ones(40))
    assert two_sided(far, freedom=38).argmin() == 7
    assert studentised(values[:3], spread=np.ones(3)).tolist() == [0, 0, 0]
    assert len(IDS) == 30
