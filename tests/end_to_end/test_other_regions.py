"""Small, broken and partial regions through the whole of a scan."""

import shutil

import pytest
from end_to_end.conftest import call_scan

SMALLEST = {
    "region.toml": 'name = "Small"\nas_of = 2026-09-30\nconvener = "us"\nlog_start = 2025-01-01\n',
    "stakeholders.csv": (
        "stakeholder_id,name,key_group\n"
        "us,Our Coalition,purchaser_coalition\n"
        "one,One Clinic,physician_group\n"
        "two,Two Hospital,hospital\n"
    ),
    "contacts.csv": (
        "date,from_id,to_id,channel\n2026-09-01,us,one,call\n2026-03-01,us,two,meeting\n"
    ),
}


@pytest.fixture
def smallest(tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    for name, text in SMALLEST.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_two_tables_are_enough_for_a_scan_that_says_what_is_missing(smallest, tmp_path):
    outcome = call_scan(smallest, tmp_path / "reports")
    assert outcome.code == 0, outcome.text
    page = (outcome.scan / "analyst" / "02_influence.html").read_text(encoding="utf-8")
    assert "survey" in page
    environment = (outcome.scan / "analyst" / "01_environment.html").read_text(encoding="utf-8")
    assert "it would show" in environment


def test_a_fault_stops_a_scan_before_it_starts_and_harms_nothing(smallest, tmp_path):
    reports = tmp_path / "reports"
    good = call_scan(smallest, reports)
    before = good.scan
    with (smallest / "contacts.csv").open("a", encoding="utf-8") as file:
        file.write("2026-09-02,us,tow,call\nsoon,us,one,call\n")
    bad = call_scan(smallest, reports)
    assert bad.code == 2
    assert "row 4, column to_id" in bad.text
    assert "'tow'" in bad.text
    assert "(closest: 'two')" in bad.text
    assert "row 5, column date" in bad.text
    assert "Traceback" not in bad.text
    assert good.scan == before
    assert sorted(path.name for path in before.parent.iterdir() if path.is_dir()) == [
        before.name,
        "latest",
    ]


def test_a_second_scan_gets_the_next_number_and_names_the_first(smallest, tmp_path):
    reports = tmp_path / "reports"
    first = call_scan(smallest, reports).scan
    second = call_scan(smallest, reports).scan
    assert (first.name, second.name) == ("2026-09-30-001", "2026-09-30-002")
    index = (second / "analyst" / "index.html").read_text(encoding="utf-8")
    assert "2026-09-30-001" in index


def test_an_empty_cell_and_a_stranger_are_told_apart_from_each_other(smallest, tmp_path):
    shutil.copytree(smallest, tmp_path / "copy")
    (smallest / "contacts.csv").write_text(
        "date,from_id,to_id,channel\n,us,one,call\n2026-01-01,us,nobody,call\n", encoding="utf-8"
    )
    outcome = call_scan(smallest, tmp_path / "reports")
    assert outcome.code == 2
    assert "found an empty cell" in outcome.text
    assert "found 'nobody'" in outcome.text
