"""Noise alone is no change; a planted change of a named size is one. More seeds: benchmarks."""

import pytest
from change.made import trial

SEEDS = range(201, 207)


@pytest.fixture(scope="module")
def trials():
    return [trial(seed) for seed in SEEDS]


@pytest.mark.parametrize("kind", ["noise, a fifth silent", "noise, all answer"])
def test_two_surveys_of_an_unchanged_region_show_no_change(trials, kind):
    assert sum(each[kind] for each in trials) <= 1


@pytest.mark.parametrize("kind", ["rival turned partner", "bloc split", "key person gone"])
def test_a_planted_change_is_told(trials, kind):
    assert sum(each[kind] for each in trials) >= len(SEEDS) - 1
