"""Places and blocs over several scans: numbers go on, and noise moves nobody."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from change.made import CLEAR, IDS, ask, truth, with_split

from stakeholder_map.change import carry_course, compare_findings, load_findings
from stakeholder_map.change.course import MOST_SCANS, NONE
from stakeholder_map.change.findings import TABLES
from stakeholder_map.posterior.archive import read_arrays, write_arrays

DAYS = ("2025-09-30", "2026-03-31", "2026-09-30")


@pytest.fixture(scope="module")
def scans():
    """Three scans: only noise before the second, a bloc split before the third."""
    region = truth(1)
    asked = (region, region, with_split(region))
    found = [ask(each, seed=11 + at, **CLEAR) for at, each in enumerate(asked)]
    return [replace(each, as_of=day) for each, day in zip(found, DAYS, strict=True)]


@pytest.fixture(scope="module")
def last(scans):
    second = carry_course(scans[1], scans[0])
    return carry_course(scans[2], second)


def blocs(course):
    return course.pivot_table(index="stakeholder_id", columns="day", values="bloc")


def test_each_scan_goes_on_from_the_one_before(last):
    course = last.table("course")
    assert sorted(course["day"].unique()) == list(DAYS)
    assert len(course) == 3 * len(IDS)
    found = blocs(course)
    assert (found[DAYS[0]] == found[DAYS[1]]).all()
    moved = found[DAYS[1]] != found[DAYS[2]]
    left = course[course["left"]]
    assert set(left["stakeholder_id"]) == set(found.index[moved])
    assert set(left["day"]) == {DAYS[2]}
    assert set(left["stakeholder_id"]) <= set(IDS[:10])


def test_a_comparison_shows_all_scans_that_the_earlier_one_kept(scans):
    second = carry_course(scans[1], scans[0])
    course = compare_findings(second, scans[2]).course
    assert course["day"].nunique() == 3
    assert set(course["name"]) == set(IDS)
    two = compare_findings(scans[1], scans[2]).course
    assert two["day"].nunique() == 2


def test_at_most_six_scans_are_kept(scans):
    found = scans[0]
    for month in range(1, 9):
        found = carry_course(replace(scans[1], as_of=f"2026-{month:02d}-01"), found)
    assert found.table("course")["day"].nunique() == MOST_SCANS


def test_what_cannot_be_compared_begins_anew(scans):
    asked = pd.DataFrame({"construct": ["cooperation"], "asked": ["Otherwise"]}).astype(
        dict(TABLES["questions"])
    )
    other = replace(scans[1], tables={**scans[1].tables, "questions": asked})
    course = carry_course(other, scans[0]).table("course")
    before = course[course["day"] == DAYS[0]]
    assert (before[["place", "was", "bloc"]] == NONE).all(axis=None)
    assert (course.loc[course["day"] == DAYS[1], "place"] >= 1).all()


def test_who_came_since_has_a_place_in_no_scan_before(scans):
    who = scans[0].table("who")
    before = replace(scans[0], tables={**scans[0].tables, "who": who[1:]})
    for name in ("ranking", "blocs"):
        before = replace(before, tables={**before.tables, name: before.table(name)[1:]})
    before = replace(before, scores=before.scores[:, 1:])
    course = carry_course(scans[1], before).table("course")
    newcomer = course[course["stakeholder_id"] == IDS[0]]
    assert newcomer["day"].tolist() == [DAYS[1]]
    assert not newcomer["left"].any()
    assert np.isin(newcomer["bloc"], blocs(course)[DAYS[0]].dropna()).all()


def test_files_from_before_a_course_was_kept_can_still_be_read(last, tmp_path):
    last.save(tmp_path / "new.npz")
    back = load_findings(tmp_path / "new.npz").table("course")
    pd.testing.assert_frame_equal(back, last.table("course"))
    arrays = read_arrays(tmp_path / "new.npz")
    old = {name: each for name, each in arrays.items() if not name.startswith("course.")}
    assert len(old) < len(arrays)
    write_arrays(tmp_path / "old.npz", old)
    assert load_findings(tmp_path / "old.npz").table("course").empty
