"""A little of the campaign of tests/soak/scheduled.py, so that it cannot go stale."""

import sys

import pytest
from soak.scheduled import Clock, Runner, plan, quicken


@pytest.mark.skipif(sys.platform != "linux", reason="kills a fork of itself, looks into /proc")
def test_nights_with_a_bad_input_a_kill_and_jumps_of_the_clock(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(Clock, "at", Clock.at)
    quicken(monkeypatch)
    runner = Runner(tmp_path, seed=1)
    before = runner.look()
    for kind in ("bad", "kill", "good"):
        runner.night(kind)
    after = runner.look()
    assert runner.wrong == []
    assert (runner.counts["published"], runner.counts["refused"], runner.counts["killed"]) == (
        (1, 1, 1)
    )
    assert (after["children"], after["temporary"], after["staging"]) == (0, 0, 0)
    assert after["threads"] == before["threads"]


def test_the_nights_hold_what_is_asked_of_them():
    import random

    kinds = plan(200, random.Random(1))
    assert (kinds.count("bad"), kinds.count("kill")) == (10, 4)
    assert kinds[-1] == "good"
    assert all(kinds[place + 1] == "good" for place, kind in enumerate(kinds) if kind == "kill")
