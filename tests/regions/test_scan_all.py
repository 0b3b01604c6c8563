"""`scan-all` as a user calls it: published scans, a summary, one exit code; and its progress."""

import io
import json
import sys

import pytest
from regions.many import SUITE, scan_all, write_suite

from stakeholder_map.cli import cli
from stakeholder_map.cli.region_progress import RegionBar, choose_region_display
from stakeholder_map.history import read_history, verify_history
from stakeholder_map.regions import Outcome
from stakeholder_map.regions.local import RegionEvent
from stakeholder_map.suite.processes import find_marked

MARK = "STAKEHOLDER_MAP_TEST_OF_MANY"


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    """Three good regions and one with faults, scanned by one call."""
    folder = tmp_path_factory.mktemp("night")
    suite = write_suite(folder, ["adams", "brown", "clay", "dade"])
    areas = folder / "regions" / "clay" / "areas.csv"
    areas.write_text("area_id,name,kind\nasthma,Asthma,dream\n", encoding="utf-8")
    code, told, errors = scan_all(suite, "--jobs", "2", "--json", environment={MARK: "1"})
    return folder, code, told, errors


def test_the_exit_code_is_the_worst_and_a_failure_disturbs_no_other(night):
    _, code, told, errors = night
    assert code == told["exit_code"] == 2, errors
    states = {scan["name"]: scan["state"] for scan in told["scans"]}
    assert states == {
        **dict.fromkeys(("adams", "brown", "dade"), "published"),
        "clay": "failed",
    }


def test_the_cause_of_a_failure_is_told_with_every_fault(night):
    clay = night[2]["scans"][2]
    assert clay["exit_code"] == 2
    assert [(fault["file"], fault["row"]) for fault in clay["problems"]] == [("areas.csv", 2)]
    assert "'dream'" in clay["cause"]


def test_every_published_scan_stands_by_itself(night):
    folder, _, _, _ = night
    assert verify_history(folder / "reports") == ()
    assert [scan.region for scan in read_history(folder / "reports")] == [
        *("Vale adams", "Vale brown", "Vale dade")
    ]


def test_the_summary_says_who_leads_to_analysts_alone(night):
    folder, _, told, _ = night
    summary = folder / "reports" / "all_regions"
    assert told["summary"] == (summary / "analyst" / "index.html").as_posix()
    analyst = json.loads((summary / "analyst" / "summary.json").read_text(encoding="utf-8"))
    named = [lead["name"] for lead in analyst["scans"][0]["leads"]]
    assert named == ["St Anne Hospital", "Zoe House"]
    assert "Zoe" not in (summary / "leadership" / "index.html").read_text(encoding="utf-8")
    assert all("leads" not in scan for scan in told["scans"])
    assert (summary / "restricted").stat().st_mode & 0o077 == 0


def test_every_link_of_the_summary_leads_to_a_page(night):
    folder, _, _, _ = night
    import re

    for tier in ("restricted", "analyst", "leadership"):
        page = folder / "reports" / "all_regions" / tier / "index.html"
        links = re.findall(r'href="([^"#]+)"', page.read_text(encoding="utf-8"))
        wanted = [link for link in links if not link.startswith("data:")]
        assert len(wanted) == 5
        assert all((page.parent / link).is_file() for link in wanted)


def test_no_process_and_no_lock_of_a_run_is_left(night):
    folder, _, _, _ = night
    assert find_marked(f"{MARK}=1") == ()
    left = [p.name for p in (folder / "reports").rglob(".staging*")]
    assert left == []


def called(capsys, *arguments):
    """The command line in this process: its exit code and what it wrote on standard error."""
    with pytest.raises(SystemExit) as ended:
        cli.main(["scan-all", *map(str, arguments)])
    return ended.value.code, capsys.readouterr().err


def test_a_suite_with_faults_ends_with_code_2_before_anything_runs(tmp_path, capsys):
    suite = write_suite(tmp_path, ["adams"], text=SUITE + "draw = 5\n")
    code, errors = called(capsys, suite)
    assert code == 2
    assert "key draw: expected a declared key (closest: 'draws'), found 5" in errors
    assert not (tmp_path / "reports").exists()


def test_dask_without_the_extra_says_what_to_install(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, errors = called(
        capsys, write_suite(tmp_path, ["adams"]), "--dask", "tcp://127.0.0.1:9", "--quiet"
    )
    assert code == 64
    assert 'pip install "stakeholder-map[dask]"' in errors


def test_nothing_that_an_extra_brings_is_imported_for_local_folders(tmp_path):
    import subprocess

    code = (
        "import sys; from stakeholder_map.regions import read_plan; "
        "import stakeholder_map.regions.local, stakeholder_map.regions.summary; "
        f"read_plan({str(write_suite(tmp_path, ['adams']))!r}); "
        "print([m for m in ('fsspec', 'distributed', 'dask', 'papermill') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def events():
    yield RegionEvent("adams", "started")
    yield RegionEvent("brown", "started")
    yield RegionEvent("adams", "at work", 0.5)
    yield RegionEvent("brown", "over", 1.0, Outcome("brown", "failed", 2, seconds=1.0))
    yield RegionEvent("adams", "over", 1.0, Outcome("adams", "published", 0, seconds=2.0))


def test_a_log_gets_a_line_when_a_scan_starts_and_one_when_it_is_over():
    stream = io.StringIO()
    show = choose_region_display(stream, quiet=False, scans=2)
    for event in events():
        show(event)
    assert stream.getvalue().splitlines() == [
        "adams: started",
        "brown: started",
        "brown: failed after 1.0 s (1 of 2)",
        "adams: published after 2.0 s (2 of 2)",
    ]


def test_a_terminal_gets_one_line_that_ends_full():
    stream = io.StringIO()
    bar = RegionBar(stream, scans=2)
    for event in events():
        bar(event)
    drawn = stream.getvalue()
    assert drawn.count("\n") == 1
    assert "75%" in drawn
    assert "1 of 2, 1 failed  adams" in drawn
    assert drawn.rstrip().endswith("2 of 2, 1 failed")
    assert "100%" in drawn


def test_quiet_shows_nothing():
    stream = io.StringIO()
    show = choose_region_display(stream, quiet=True, scans=2)
    for event in events():
        show(event)
    assert stream.getvalue() == ""
