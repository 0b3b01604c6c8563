"""A little of the campaign of tests/soak/scheduled.py, so that it cannot go stale."""

import sys

import pytest
from soak.scheduled import Clock, campaign, plan, quicken


@pytest.mark.skipif(sys.platform != "linux", reason="kills a fork of itself, looks into /proc")
def test_nights_with_a_bad_input_a_kill_and_jumps_of_the_clock(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(Clock, "at", Clock.at)
    quicken(monkeypatch)
    told = campaign(tmp_path, runs=6, seed=1, warm_runs=1)
    assert told["wrong"] == []
    assert (told["published"], told["refused"], told["killed"]) == (4, 1, 1)
    assert told["children, most"] == 0
    assert told["temporary files after a good run, most"] == 0
    assert told["staging after a good run, most"] == 0
    assert told["descriptors, first and most"][0] == told["descriptors, first and most"][1]


def test_the_nights_hold_what_is_asked_of_them():
    import random

    kinds = plan(200, random.Random(1))
    assert (kinds.count("bad"), kinds.count("kill")) == (10, 4)
    assert kinds[-1] == "good"
    assert all(kinds[place + 1] == "good" for place, kind in enumerate(kinds) if kind == "kill")
