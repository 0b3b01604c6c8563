"""Each notebook finds what was planted in the example."""

import csv

import pytest

from stakeholder_map.example import EXAMPLE_SEED, planted_answer


def table(published, name):
    path = published.scan / "analyst" / "tables" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def planted():
    return planted_answer(EXAMPLE_SEED)


@pytest.fixture(scope="module")
def names(planted):
    return planted.graph.stakeholders["name"]


def test_the_influential_are_found(published, planted, names):
    top = [row["name"] for row in table(published, "02_influence-influence")[:10]]
    found = [each for each in planted.influential if names[each] in top]
    assert len(found) >= 0.75 * len(planted.influential)


def test_the_founding_group_is_found(published, planted, names):
    group = {row["name"] for row in table(published, "04_first_partners-asking-order")}
    assert group == {names[each] for each in planted.founding}


def test_the_first_project_is_found(published, planted, example_folder):
    with (example_folder / "projects.csv").open(encoding="utf-8", newline="") as file:
        called = {row["project_id"]: row["name"] for row in csv.DictReader(file)}
    first = table(published, "04_first_partners-choice-alternatives")[0]
    assert first["first_project"] == called[planted.project]


def test_the_kinds_of_area_are_found(published, planted, example_folder):
    with (example_folder / "areas.csv").open(encoding="utf-8", newline="") as file:
        area_ids = {row["name"]: row["area_id"] for row in csv.DictReader(file)}
    said = {area_ids[r["name"]]: r["belongs_to"] for r in table(published, "03_coopetition-areas")}
    words = {"common": "common ground"}
    right = [
        area
        for area, kind in planted.areas.items()
        if said.get(area) == words.get(kind, kind) or (kind == "unclaimed" and not said.get(area))
    ]
    assert len(right) >= len(planted.areas) - 1, (said, planted.areas)
