"""Oracle: the eight classes of Mitchell, Agle and Wood, written as their attributes."""

import re
from dataclasses import replace

import numpy as np
import pytest
from influence.conftest import say, who

from stakeholder_map.influence import rank_influence, salience

IDS = ["us", "hub", *"abcdefgh"]
STAR = [say(each, "hub", moves=4) for each in "abcdefgh"] + [say("hub", "a", moves=4)]
LABELS = re.compile(
    r"domina|danger|marginal|dormant|discretion|demanding|depend|definiti|latent|expectant|autonom",
    re.IGNORECASE,
)


def salience_of(scan_of, **columns):
    table = who(*IDS)
    for name, values in columns.items():
        table[name] = [values.get(each, "") for each in IDS]
    scan = scan_of(table, STAR)
    return salience(scan, rank_influence(scan))


def test_classes_are_named_by_their_attributes(scan_of):
    found = salience_of(
        scan_of, legitimacy={"hub": 4, "b": 4, "c": 0}, urgency={"hub": 3, "b": 1, "c": 0}
    )
    assert found.table.loc["hub", "attributes"] == "power, legitimacy and urgency"
    assert len(found.shares.columns) == 8
    assert found.shares.sum(axis=1).tolist() == pytest.approx([1] * len(IDS))


def test_what_is_not_entered_is_not_known_and_the_middle_cannot_be_told(scan_of):
    found = salience_of(scan_of, legitimacy={"hub": 2}, urgency={"a": 4})
    assert found.table.loc["hub", "attributes"] == (
        "power; urgency not known; legitimacy cannot be told"
    )
    assert "Legitimacy or urgency is not entered for 10 organisations." in found.sentences


def test_a_power_that_the_readings_do_not_agree_on_cannot_be_told(scan_of):
    table = who(*IDS).assign(legitimacy=4, urgency=4)
    scan = scan_of(table, STAR)
    ranking = rank_influence(scan)
    halves = ranking.scores.assign(b=np.arange(len(ranking.scores)) % 2)
    found = salience(scan, replace(ranking, scores=halves)).table.loc["b"]
    assert found["power"] == 0.5
    assert found["attributes"] == "legitimacy and urgency; power cannot be told"


def test_no_word_hurts_an_organisation(scan_of):
    for legitimacy in (0, 2, 4):
        found = salience_of(
            scan_of,
            legitimacy=dict.fromkeys(IDS, legitimacy),
            urgency={each: at % 5 for at, each in enumerate(IDS)},
        )
        words = [*found.table["attributes"], *found.shares.columns, *found.sentences]
        assert not [each for each in words if LABELS.search(each)]


def test_a_label_would_be_found():
    assert LABELS.search("dangerous stakeholder")
