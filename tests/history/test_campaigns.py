"""A little of each campaign of tests/soak, with the control that must fail."""

import os

import pytest
from history import faults
from soak import publication, races

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs fork and signals")


def test_a_publication_ended_or_refused_at_any_operation_leaves_whole_scans(tmp_path):
    found, tried = publication.at_every_step(
        tmp_path / "reports", publication.second, times=1, stride=61
    )
    assert not found
    assert set(tried) == {"SIGKILL", "power", *publication.ERRORS}
    assert sum(tried.values()) > 30


def test_a_publication_in_place_does_not_stand_the_same_ends(tmp_path):
    found, _ = publication.at_every_step(
        tmp_path / "reports", publication.in_place, times=1, stride=13, ends=("SIGKILL",)
    )
    assert found["SIGKILL: latest is not whole"]
    assert found["SIGKILL: verify"]


def test_a_disk_that_keeps_nothing_does_not_stand_a_loss_of_power(tmp_path):
    found, _ = publication.at_every_step(
        tmp_path / "reports", publication.unsynced, times=1, stride=11, ends=("power",)
    )
    assert found["power: verify"]


def test_a_publication_killed_at_any_moment_leaves_whole_scans(tmp_path):
    found, killed = publication.at_random(tmp_path / "reports", publication.second, ends=8, seed=1)
    assert not found
    assert killed


@pytest.mark.parametrize(("wait_seconds", "least"), [(0, 1), (60, 5)])
def test_runs_at_once_are_one_after_the_other_without_gap_or_double(tmp_path, wait_seconds, least):
    found, codes = races.one_region(tmp_path, runs=5, wait_seconds=wait_seconds, seed=1)
    assert found == []
    assert codes[races.DONE] >= least


def test_regions_at_once_are_published_as_in_a_row(tmp_path):
    assert races.many_regions(tmp_path, regions=4) == []


def test_readers_never_get_parts_of_two_scans_and_in_place_they_do(tmp_path):
    told = races.readers(
        tmp_path, faults.publish_one, name="whole", number=2, readings=40, publications=10
    )
    assert told["mixed"] == 0
    assert told["readings"] >= 80
    control = races.readers(
        tmp_path, races.publish_in_place, name="in-place", number=2, readings=40, publications=60
    )
    assert control["mixed"] > 0
