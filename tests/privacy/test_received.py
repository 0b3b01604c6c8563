"""What leaders are told of ratings in small regions whose right answer is plain."""

from fractions import Fraction

import pytest
from privacy.regions import all_rate, region_of

from stakeholder_map.privacy.ledger import read_ledger, write_ledger
from stakeholder_map.privacy.ratings import collect_ratings
from stakeholder_map.privacy.received import received_ratings
from stakeholder_map.privacy.rules import OFF
from stakeholder_map.privacy.safe import HIDDEN

NINE = "abcdefghi"


def rows(received):
    return {row["name"]: row for row in received.organisations.records()}


def test_five_raters_have_a_band_and_four_have_none(tmp_path):
    answers = all_rate(NINE, {"x": [2, 3, 2, 3, 2, 0, 0, 0, 0], "y": [2, 3, 2, 3, 0, 0, 0, 0, 0]})
    told = rows(received_ratings(region_of(tmp_path, answers), audience="convener"))
    assert told["Organisation x"]["value"] == "2.0 to 2.5"
    assert told["Organisation x"]["value_raters"] == "5 to 9"
    assert told["Organisation y"]["value"] == HIDDEN


def test_parents_count_and_not_their_children(tmp_path):
    answers = all_rate(NINE, {"x": [2, 3, 2, 3, 2, 0, 0, 0, 0], "y": [2, 3, 2, 3, 2, 2, 3, 2, 3]})
    family = {"b": "a", "c": "a"}
    received = received_ratings(region_of(tmp_path, answers, parents=family), audience="convener")
    assert rows(received)["Organisation x"]["value"] == HIDDEN
    assert rows(received)["Organisation y"]["value"] != HIDDEN


def test_what_a_system_says_of_its_own_members_is_left_out(tmp_path):
    answers = all_rate(NINE, {"x": [4, 3, 2, 3, 2, 2, 0, 0, 0]})
    region = region_of(tmp_path, answers, parents={"x": "a"})
    assert "a" not in {voice.rater for voice in collect_ratings(region).voices}


def test_all_four_others_at_the_top_is_never_told(tmp_path):
    answers = all_rate(NINE, {"x": [2, 4, 4, 4, 4, 0, 0, 0, 0]})
    received = received_ratings(region_of(tmp_path, answers), audience="convener")
    assert rows(received)["Organisation x"]["value"] == HIDDEN
    assert received.withheld > 0
    bare = received_ratings(region_of(tmp_path, answers), audience="convener", rules=OFF)
    assert rows(bare)["Organisation x"]["value"] == "3.60"


def test_a_question_for_analysts_alone_is_not_read(tmp_path):
    answers = all_rate(NINE, {"x": [2, 3, 2, 3, 2, 2, 3, 2, 3]})
    closed = received_ratings(region_of(tmp_path / "a", answers), audience="convener")
    open_ = received_ratings(
        region_of(tmp_path / "b", answers, trust="leadership"), audience="convener"
    )
    assert closed.topics == ("value",)
    assert open_.topics == ("value", "trust")


@pytest.mark.parametrize("audience", ["members", "public"])
def test_members_and_the_public_get_no_organisation_by_name(tmp_path, audience):
    answers = all_rate(NINE, {"x": [2, 3, 2, 3, 2, 2, 3, 2, 3]})
    received = received_ratings(region_of(tmp_path, answers), audience=audience)
    assert received.organisations.rows == ()


def test_fewer_than_five_answering_systems_get_no_report(tmp_path):
    four = region_of(tmp_path / "four", all_rate("abcd", {"x": [2, 3, 2, 3], "a": [0, 3, 2, 2]}))
    five = region_of(tmp_path / "five", all_rate("abcde", {"x": [2, 3, 2, 3, 2]}))
    assert not received_ratings(four, audience="convener").reported
    assert received_ratings(five, audience="convener").reported


def test_no_minimum_no_maximum_and_no_count_below_ten_is_told(tmp_path):
    answers = all_rate(NINE, {"x": [2, 3, 2, 3, 2, 2, 3, 2, 3]})
    received = received_ratings(region_of(tmp_path, answers), audience="convener")
    columns = set(received.organisations.columns)
    assert columns == {"value", "value_raters", "value_change"}
    texts = {value.text for _, values in received.organisations.rows for value in values}
    assert texts <= {HIDDEN, "", "5 to 9", "10 or more", "2.0 to 2.5", "2.5 to 3.0"}


def test_every_told_mean_is_the_mean_of_its_voices(tmp_path):
    answers = all_rate(NINE, {"x": [2, 3, 2, 3, 2, 2, 3, 2, 3], "y": [1, 2, 2, 3, 1, 2, 2, 1, 1]})
    received = received_ratings(region_of(tmp_path, answers), audience="convener")
    for one in received.told:
        mean = Fraction(sum(v.total for v in one.cell.voices), len(one.cell.voices))
        assert float(one.label[:3]) <= mean <= float(one.label[-3:])


def test_a_ledger_tells_what_was_told(tmp_path):
    answers = all_rate(NINE, {"x": [2, 3, 2, 3, 2, 2, 3, 2, 3]})
    told = received_ratings(region_of(tmp_path, answers), audience="convener").told
    assert told
    assert read_ledger(write_ledger(told)) == told


def test_a_change_is_told_only_where_raters_are_the_same_or_differ_by_five(tmp_path):
    raters = "abcdefghijklmno"

    def scan(name, given, earlier=()):
        answers = all_rate(raters, {"x": given, "y": [2] * 5 + [3] * 10})
        region = region_of(tmp_path / name, answers)
        return received_ratings(region, audience="convener", earlier=earlier)

    first = scan("1", [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 0, 0, 0, 0, 0])
    same = scan("2", [3, 3, 2, 3, 3, 2, 3, 3, 2, 3, 0, 0, 0, 0, 0], [first.told])
    fewer = scan("3", [3, 3, 2, 3, 3, 2, 3, 3, 2, 0, 0, 0, 0, 0, 0], [first.told])
    more = scan("4", [3, 3, 2, 3, 3, 2, 3, 3, 2, 3, 3, 2, 3, 3, 2], [first.told])
    against_both = scan(
        "5", [3, 3, 2, 3, 3, 2, 3, 3, 2, 3, 3, 2, 3, 3, 2], [fewer.told, first.told, more.told]
    )
    almost = scan("6", [3, 3, 2, 3, 3, 2, 3, 3, 2, 3, 3, 2, 3, 3, 0], [more.told, first.told])
    changes = [
        rows(each)["Organisation x"]["value_change"]
        for each in (first, same, fewer, more, against_both, almost)
    ]
    assert changes == ["", "higher", "", "higher", "same band", ""]


def test_key_groups_of_fewer_than_three_systems_are_pooled(tmp_path):
    answers = all_rate(NINE, {"x": [2, 3, 2, 3, 2, 2, 3, 2, 3], "y": [1, 2, 2, 3, 1, 2, 2, 1, 1]})
    family = dict.fromkeys("bcdefg", "a")
    groups = received_ratings(
        region_of(tmp_path, answers, parents=family), audience="public"
    ).groups
    assert all(name in {"other key groups", "all organisations"} for name, _ in groups.rows)
