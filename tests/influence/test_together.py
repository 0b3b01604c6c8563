"""Oracle: two stars whose hubs together reach everybody."""

import pytest
from influence.conftest import QUESTIONS, say, who

from stakeholder_map.errors import UsageError
from stakeholder_map.influence import ask_direct_influence, find_key_sets, rank_influence

IDS = ["us", "sun", "moon", *"abcdefgh"]
TWO_STARS = [
    answer
    for hub, ends in (("sun", "abcd"), ("moon", "efgh"))
    for end in ends
    for answer in (say(hub, end, moves=4, keeps_word=4), say(end, hub, moves=4, keeps_word=4))
]
MOVES = QUESTIONS.assign(construct=["direct_influence", "trust_reliability", "competition"])


def opened(scan_of, said=TWO_STARS, **options):
    scan = scan_of(who(*IDS), said, draws=20, **options)
    return scan, rank_influence(scan)


def test_the_hubs_together_reach_most(scan_of):
    sets = find_key_sets(*opened(scan_of), size=2)
    assert set(sets.table["reach"].nlargest(2).index) == {"sun", "moon"}
    assert sets.table["reach"].sum() == pytest.approx(2)
    assert sets.proven
    assert "2 organisations together reach the others" in sets.sentences[0]


def test_a_set_as_large_as_the_region_says_nothing_and_none_is_refused(scan_of):
    scan, ranking = opened(scan_of)
    assert find_key_sets(scan, ranking, size=len(IDS)).sentences == ()
    with pytest.raises(UsageError, match="found 0"):
        find_key_sets(scan, ranking, size=0)


def test_whoever_influences_others_who_do_not_influence_it_weighs_most(scan_of):
    said = [say("a", "sun", moves=4), say("moon", "sun", moves=2), say("b", "a", moves=1)]
    scan, ranking = opened(scan_of, said, questions=MOVES)
    direct = ask_direct_influence(scan, ranking)
    assert direct.table.index[0] == "sun"
    assert direct.table.loc["sun", "dependence"] == 0
    assert "Sun weighs most" in direct.sentences[0]
    assert direct.sentences[1].endswith("seem to depend on nobody.")


def test_where_it_was_not_asked_the_table_is_named(scan_of):
    direct = ask_direct_influence(*opened(scan_of))
    assert direct.table.empty
    assert [gap.table for gap in direct.missing] == ["survey"]


def test_of_sets_that_are_equally_good_none_is_told_as_the_best(scan_of):
    said = [say(one, two, moves=4, keeps_word=4) for one in IDS for two in IDS if one != two]
    told = find_key_sets(*opened(scan_of, said), size=2).sentences
    assert len(told) == 2
    for sentence in told:
        assert sentence.startswith("Cannot tell which 2 organisations together")


def test_what_the_silent_would_say_is_no_statement(scan_of):
    said = [say("a", "sun", moves=4), say("moon", "sun", moves=2), say("b", "a", moves=1)]
    scan, _ = opened(scan_of, said, questions=MOVES)
    ties = scan.posterior.stated().ties
    directed = ties[ties["layer"] == "direct_influence"]
    assert set(zip(directed["source"], directed["target"], strict=True)) <= {
        ("sun", "a"),
        ("sun", "moon"),
        ("a", "b"),
        ("a", "sun"),
        ("moon", "sun"),
        ("b", "a"),
    }
    assert len(directed) == 3


def test_two_who_move_each_other_alike_are_not_told_apart(scan_of):
    said = [say("a", "b", moves=4), say("b", "a", moves=4)]
    direct = ask_direct_influence(*opened(scan_of, said, questions=MOVES))
    assert len(direct.table) == 2
    assert not any("weigh" in sentence for sentence in direct.sentences)
    ring = [say(one, two, moves=3) for one, two in ("ab", "bc", "ca")]
    told = ask_direct_influence(*opened(scan_of, ring, questions=MOVES)).sentences[0]
    assert told.endswith("all 3 of whom it was said weigh the same.")
