"""The summary over regions tells each edition what its readers may know, and nothing else."""

import json
import re
from datetime import date

import pytest

from stakeholder_map.history import PublishedScan, slug_of
from stakeholder_map.regions import Outcome, worst_of
from stakeholder_map.regions.leads import RANKING, leads_of
from stakeholder_map.regions.summary import FOLDER, Summary, write_summary

CAUSE = (
    "survey.csv has 1 problem:\n  row 14, column trust: expected a number, found 'canary'\n"
    "Nothing was published."
)
OUTCOMES = (
    Outcome(
        *("adams", "published", 0, "Adams County", "2026-09-30-002", "2026-09-30", "changed"),
        leads=({"name": "Mallow <b>Plan</b>", "first": 0.97},),
    ),
    Outcome(
        *("brown", "published", 0, "Brown County", "2026-09-30-001", "2026-09-30", "first"),
        leads=({"name": "St Anne", "first": 0.56}, {"name": "Zoe House", "first": 0.31}),
    ),
    Outcome(
        *("clay", "failed", 2, "Clay County", "2026-06-30-001", "2026-06-30"),
        cause=CAUSE,
        reason="survey.csv has 1 problem (row 14, column trust)",
        problems=({"row": 14},),
    ),
    Outcome("dade", "failed", 4, cause="memory ran out", reason="memory ran out"),
    Outcome("elk", "unchanged", 3, "Elk County", "2026-09-30-001", "2026-09-30"),
)
SUMMARY = Summary("State, November", "2026-11-22", OUTCOMES)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    reports = tmp_path_factory.mktemp("reports")
    write_summary(SUMMARY, str(reports))
    return {
        tier: {
            name: (reports / FOLDER / tier / name).read_text(encoding="utf-8")
            for name in ("index.html", "summary.json", "summary.txt")
        }
        for tier in ("restricted", "analyst", "leadership")
    }


def test_the_folder_of_the_summary_can_belong_to_no_region():
    assert slug_of(FOLDER) != FOLDER


def test_leaders_read_no_name_of_an_organisation_and_no_cause(written):
    for text in written["leadership"].values():
        for word in ("Mallow", "St Anne", "Zoe", "canary", "survey.csv", "memory"):
            assert word not in text
        assert "Clay County" in text
    assert "analyst edition alone" in written["leadership"]["index.html"]


def test_analysts_read_who_leads_and_where_the_input_had_faults_but_no_value_of_it(written):
    for text in written["analyst"].values():
        assert "canary" not in text
        assert "survey.csv has 1 problem" in text
        assert "memory ran out" in text
        assert "Zoe House" in text
    assert "Mallow &lt;b&gt;Plan&lt;/b&gt;" in written["analyst"]["index.html"]
    assert "Cannot tell" in written["analyst"]["index.html"]


def test_the_restricted_edition_has_every_fault(written):
    assert all("canary" in text for text in written["restricted"].values())


def test_each_edition_leads_to_the_same_edition_of_every_region(written):
    for tier, files in written.items():
        found = re.findall(r'href="(\.\./[^"]+)"', files["index.html"])
        assert found == [
            f"../../{region}/{scan}/{tier}/index.html"
            for region, scan in (
                ("adams-county", "2026-09-30-002"),
                ("brown-county", "2026-09-30-001"),
                ("clay-county", "2026-06-30-001"),
                ("elk-county", "2026-09-30-001"),
            )
        ]


def test_the_json_has_the_counts_and_the_worst_code(written):
    told = json.loads(written["leadership"]["summary.json"])
    assert told["counts"] == {"published": 2, "failed": 2, "unchanged": 1}
    assert told["exit_code"] == 4
    assert set(told["scans"][0]) == {
        *("name", "region", "state", "exit_code", "scan", "as_of", "change", "cause")
    }


def test_the_page_calls_no_other_host_and_holds_no_script(written):
    for files in written.values():
        page = files["index.html"]
        assert "<script" not in page
        assert not re.search(r'(src|href)="(https?:)?//', page)


def test_the_first_sentence_says_how_many_were_published(written):
    assert (
        "2 of 5 scans were published; the input of 1 has changed."
        in (written["leadership"]["index.html"])
    )


def test_the_worst_code_is_that_of_what_needs_a_hand_first():
    def codes(*numbers):
        return worst_of(tuple(Outcome("x", "failed", number) for number in numbers))

    assert codes() == 0
    assert codes(0, 3) == 3
    assert codes(3, 75, 2) == 2
    assert codes(2, 4) == 4
    assert codes(4, 1) == 1
    assert codes(1, 143, 130) == 143


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ('"A",0.95\n"B",0.05\n', ["A"]),
        ('"A",0.3\n"B",0.6\n"C",0.05\n', ["B", "A"]),
        ('"A",\n', []),
        ('"A",much\n', []),
    ],
)
def test_who_leads_is_named_alone_only_where_the_answers_can_tell(tmp_path, rows, named):
    path = tmp_path / "2026-09-30-001" / RANKING
    path.parent.mkdir(parents=True)
    path.write_text(f'"name","first"\n{rows}', encoding="utf-8")
    scan = PublishedScan(tmp_path / "2026-09-30-001", date(2026, 9, 30), 1)
    assert [lead["name"] for lead in leads_of(scan)] == named


def test_a_scan_without_a_ranking_names_nobody(tmp_path):
    assert leads_of(PublishedScan(tmp_path / "none", date(2026, 9, 30), 1)) == ()
