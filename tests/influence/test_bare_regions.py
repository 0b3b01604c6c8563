"""Everything of notebook 02 on regions in which there is little to read."""

import pandas as pd
import pytest
from influence.conftest import say, who

from stakeholder_map.influence import (
    ask_direct_influence,
    compare_treatments,
    find_grounds,
    find_key_sets,
    find_weak_points,
    power_and_interest,
    rank_influence,
    rate_partners,
    salience,
    vary_weights,
)
from stakeholder_map.report.show import answer, doubt, evidence, limits, method

SEATS = pd.DataFrame({"member_id": ["us"], "body": ["Board"]})
AREAS = pd.DataFrame({"area_id": ["x"], "name": ["X"], "kind": ["goal"]})
STANDS = pd.DataFrame({"stakeholder_id": ["us"], "area_id": "x", "position": [4], "priority": [4]})
REGIONS = {
    "one stakeholder": (["us"], (), [], {"memberships": SEATS}),
    "nobody but ourselves": (["us"], ("us",), [], {"memberships": SEATS}),
    "no survey": (["us", "a", "b"], (), [], {"areas": AREAS, "positions": STANDS}),
    "one respondent": (["us", "a", "b"], (), [say("a", "b", moves=4)], {}),
    "two who name each other": (
        ["us", "a"],
        (),
        [say("us", "a", moves=4), say("a", "us", moves=4)],
        {},
    ),
    "all zero": (["us", "a", "b"], (), [say("a", "b", against=0), say("b", "a", against=0)], {}),
    "blank answers": (["us", "a", "b"], (), [say("a", "b")], {}),
}


def everything(scan):
    ranking = rank_influence(scan)
    return (
        ranking,
        vary_weights(ranking, seed=1),
        compare_treatments(scan, ranking),
        find_grounds(scan, ranking),
        power_and_interest(scan, ranking),
        salience(scan, ranking),
        find_weak_points(scan, ranking),
        rate_partners(scan.evidence),
        find_key_sets(scan, ranking),
        ask_direct_influence(scan, ranking),
    )


def texts_of(blocks):
    for block in blocks:
        told = {key: value for key, value in block.to_json().items() if key not in {"png", "svg"}}
        yield str(told)


@pytest.mark.parametrize("region", REGIONS)
def test_little_evidence_gives_sensible_words(scan_of, region):
    ids, internal, said, tables = REGIONS[region]
    results = everything(scan_of(who(*ids, internal=internal), said, draws=20, **tables))
    ranking = results[0]
    shown = [
        *answer(ranking, *(results[2:4])).blocks,
        *evidence(ranking, *results[3:6], *results[7:]).blocks,
        *doubt(ranking, results[1], results[2], results[6]).blocks,
        *limits(*results).blocks,
        *method(*results).blocks,
    ]
    words = " ".join(texts_of(shown))
    assert words
    for odd in ("nan", "inf ", "NaN", "<NA>"):
        assert odd not in words, odd
    assert len(ranking.table) == len(set(ids) - set(internal))
    for result in (*results[3:7], *results[8:]):
        for sentence in result.sentences:
            assert sentence.endswith((".", "?"))


def test_nobody_to_rank_is_said(scan_of):
    ranking = rank_influence(scan_of(who("us", internal=["us"]), memberships=SEATS, draws=5))
    assert ranking.sentences == ("There is nobody to rank.",)
    assert ranking.acceptability.shape == (0, 0)


def test_one_respondent_makes_nobody_firm(scan_of):
    scan = scan_of(who("us", *"abcdef"), [say("a", "b", moves=4)], draws=200)
    first = rank_influence(scan).table.iloc[0]
    assert first.name == "b"
    assert first["tier"] == 1
    assert (rank_influence(scan).table["tier"] == 1).sum() > 1
