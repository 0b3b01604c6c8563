"""The handbook: complete, private, and plain text whatever the log holds."""

import json
import stat
import sys

import pandas as pd
import pytest
from click.testing import CliRunner
from relationships.conftest import PEOPLE, contact

from stakeholder_map.cli import cli
from stakeholder_map.errors import UsageError
from stakeholder_map.relationships.handover import write_handbook
from stakeholder_map.report.show.handbook import handbook_html, handbook_markdown

NASTY = "<script>alert(1)</script> | # *bold* `x`"


@pytest.fixture
def book(region_of):
    log = pd.DataFrame(
        [
            {
                **contact("2026-05-01", "u1", "a1"),
                "notes": "Never on Mondays",
            },
            {
                **contact("2026-06-01", "u1", "b1", next_date="2026-07-10"),
                "outcome": NASTY,
                "tension": "yes",
            },
            {**contact("2026-06-02", "u2", "a2"), "notes": "of somebody else"},
        ]
    )
    owed = pd.DataFrame(
        {
            "stakeholder_id": ["acme"],
            "direction": ["we_owe"],
            "kind": ["reply"],
            "what": ["the memo"],
            "due": ["2026-07-01"],
        }
    )
    return write_handbook(region_of(contacts=log, commitments=owed), "u1")


def chapter(book, title):
    return next(each for each in book.chapters if each.title == title).table


def test_it_holds_organisations_people_history_promises_tensions_and_advice(book):
    assert chapter(book, "The organisations")["name"].tolist() == ["Beta Plan", "Acme Hospital"]
    assert chapter(book, "The organisations")["others"].tolist() == ["nobody else of ours", "Ulf"]
    assert chapter(book, "The people")["name"].tolist() == ["Ada", "Bea"]
    assert chapter(book, "The last contacts")["with"].tolist() == ["Ada", "Bea"]
    assert chapter(book, "Promises open")["what"].tolist() == ["the memo", "a contact announced"]
    assert chapter(book, "Tensions")["name"].tolist() == ["Beta Plan"]
    assert chapter(book, "Advice from the log")["note"].tolist() == ["Never on Mondays"]
    assert chapter(book, "What would be lost")["our_people_after"].tolist() == [0, 1]
    through = chapter(book, "Who can introduce you").set_index("name")["through"]
    assert through["Ada"] == "Ulf, then Art"


def test_whoever_has_left_hands_over_as_much_as_on_the_last_day(region_of):
    log = pd.DataFrame([contact("2026-05-01", "u1", "a1"), contact("2026-05-02", "u1", "b1")])
    gone = PEOPLE.assign(until=PEOPLE["until"].mask(PEOPLE["person_id"] == "u1", "2026-05-31"))
    here, left = (
        write_handbook(region_of(contacts=log, people=who), "u1") for who in (PEOPLE, gone)
    )
    for one, other in zip(here.chapters[1:], left.chapters[1:], strict=True):
        assert one.title == other.title
        pd.testing.assert_frame_equal(one.table, other.table)
    assert "The person left on 2026-05-31" in left.chapters[0].text
    assert len(chapter(left, "The people")) == 2
    states = chapter(left, "The organisations").set_index("name")["state"]
    assert states["Beta Plan"] == "inherited"  # as it stands, for the successor to see


def test_text_of_the_log_stays_text(book):
    page, text = handbook_html(book), handbook_markdown(book)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "\\<script\\>" in text
    assert "\\| \\# \\*bold\\*" in text
    assert all(line.count("|") >= 3 for line in text.splitlines() if line.startswith("| "))


def test_only_one_of_our_own_has_a_handbook(region_of):
    region = region_of(contacts=pd.DataFrame([contact("2026-05-01", "u1", "a1")]))
    with pytest.raises(UsageError, match="'a1' of 'Acme Hospital'"):
        write_handbook(region, "a1")
    with pytest.raises(UsageError, match="'nobody'"):
        write_handbook(region, "nobody")


def test_one_who_met_nobody_gets_a_handbook_that_says_so(region_of):
    region = region_of(contacts=pd.DataFrame([contact("2026-05-01", "u1", "a1")]))
    empty = write_handbook(region, "u2")
    texts = {each.title: each.text for each in empty.chapters}
    assert texts["The last contacts"] == "Nothing is on record."
    assert "Nothing is on record." in handbook_html(empty)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_command_writes_for_its_owner_alone(example_folder, tmp_path):
    into = tmp_path / "handover"
    done = CliRunner().invoke(
        cli, ["handbook", str(example_folder), "--person", "p002", "--into", str(into), "--json"]
    )
    assert done.exit_code == 0, done.output
    files = sorted(into.iterdir())
    assert json.loads(done.stdout)["files"] == [path.as_posix() for path in files]
    assert [path.name for path in files] == ["handbook-p002.html", "handbook-p002.md"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE(into.stat().st_mode) == 0o700
