"""A manifest tells what a scan was made from, and nothing of the machine or of what was raw."""

import getpass
import json
import os
import socket
import sys
from datetime import datetime
from pathlib import Path

import pytest
from history import faults
from history.faults import publish_one
from hypothesis import given
from hypothesis import strategies as st

from stakeholder_map.errors import UsageError
from stakeholder_map.history import slug_of
from stakeholder_map.history.layout import LONGEST_SLUG, parse_scan_name, scan_name
from stakeholder_map.history.manifest import KEYS, made_with

ROOT = Path(__file__).resolve().parents[2]


def manifests(scan):
    places = {"scan": scan.folder, **{t: scan.folder / t for t in KEYS if t != "scan"}}
    return {name: (folder / "manifest.json").read_text("utf-8") for name, folder in places.items()}


def told_of_the_machine(text, reports):
    """What of the machine stands in a text: paths, the user's and the host's name."""
    machine = [str(reports), str(ROOT), str(Path.home()), sys.prefix, os.getcwd()]  # noqa: PTH109
    names = [socket.gethostname(), getpass.getuser()]
    values = json.loads(text)

    def walk(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield key
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)
        else:
            yield str(value)

    found = [word for word in machine if word != "/" and word in text]
    found += [word for word in names if word in set(walk(values))]
    return found + [word for word in walk(values) if word.startswith(("/", "\\", "~"))]


def test_no_manifest_holds_an_absolute_path_a_user_or_a_host(tmp_path):
    for text in manifests(publish_one(tmp_path)).values():
        assert told_of_the_machine(text, tmp_path) == []


@pytest.mark.parametrize(
    "value", [str(ROOT), socket.gethostname(), getpass.getuser(), "/etc/passwd"]
)
def test_a_manifest_that_held_one_would_be_found(tmp_path, value):
    scan = publish_one(tmp_path, parameters={"note": value})
    assert told_of_the_machine(manifests(scan)["scan"], tmp_path)


def test_each_manifest_says_what_its_readers_may_know(tmp_path):
    told = {name: json.loads(text) for name, text in manifests(publish_one(tmp_path)).items()}
    assert {name: told[name].keys() for name in told} == KEYS
    balance = {"survey": {"used": 12, "after as_of": 3}, "contacts": {"used": 40}}
    assert told["restricted"]["balance"] == told["analyst"]["balance"] == balance
    assert told["restricted"]["inputs"] == {"stakeholders.csv": "e" * 64}
    assert "e" * 64 not in json.dumps([told[name] for name in ("scan", "analyst", "leadership")])
    assert "d" * 64 not in json.dumps([told[name] for name in ("analyst", "leadership")])
    assert set(told["analyst"]["outputs"]) == {"index.html", "tables/ranking.csv"}
    assert set(told["leadership"]["outputs"]) == {"index.html"}


def test_the_versions_are_those_of_the_direct_dependencies_and_of_the_lock():
    told = made_with()
    assert {"stakeholder-map", "pandas", "networkx", "click", "papermill"} <= told[
        "packages"
    ].keys()
    assert not {"jupyterlab", "pytest", "mypy", "hatchling"} & told["packages"].keys()
    assert told["python"].startswith(f"{sys.version_info.major}.{sys.version_info.minor}")
    assert len(told["lock"]) == 64


def test_times_stand_in_the_scans_manifest_only_and_in_utc(tmp_path):
    scan = publish_one(tmp_path)
    assert scan.manifest["times"] == {
        "started": "2026-10-01T08:00:00Z",
        "finished": "2026-10-01T08:00:20Z",
    }
    for name, text in manifests(scan).items():
        assert ("2026-10-01" in text) == (name == "scan")


def test_a_time_without_a_zone_is_refused(tmp_path):
    with pytest.raises(UsageError, match="2026-10-01T08:00:00"):
        publish_one(tmp_path, started=datetime(2026, 10, 1, 8))  # noqa: DTZ001
    assert faults.texts_of(tmp_path) == []


@given(st.text(min_size=1))
def test_every_name_gives_a_folder_name_that_all_systems_take(name):
    slug = slug_of(name)
    assert slug == slug_of(name)
    assert 0 < len(slug) <= LONGEST_SLUG
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")


def test_names_whose_letters_are_lost_stay_apart():
    assert len({slug_of(name) for name in ("上海", "北京", "Region 上海", "Region 北京")}) == 4
    assert slug_of("CON") != "con"
    assert slug_of("latest") != "latest"
    assert slug_of("x" * 70) != slug_of("x" * 71)


@given(st.dates(), st.integers(1, 10**6))
def test_a_scans_name_is_read_back(as_of, sequence):
    assert parse_scan_name(scan_name(as_of, sequence)) == (as_of, sequence)


@pytest.mark.parametrize(
    "name",
    ["2026-09-30-000", "2026-09-30-1", "2026-02-30-001", "x2026-09-30-001", "2026-09-30-0001"],
)
def test_other_names_are_no_scans(name):
    assert parse_scan_name(name) is None
