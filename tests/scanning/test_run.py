"""A scan goes from folder to pages, or leaves nothing but the scans before."""

import errno
import os
from datetime import date

import pytest
from history.faults import staging_left
from scanning.small import REGION, stand_in, write_notebooks, write_region

from stakeholder_map.errors import BusyError, InputError, ResourceError, ScanError, UsageError
from stakeholder_map.history import open_staging, read_history, verify_history
from stakeholder_map.scanning import ScanRequest, run_scan
from stakeholder_map.suite import NotebookFailed

SLUG = "small-vale"


def request_in(folder, **changes):
    region = folder / "region"
    notebooks = folder / "notebooks"
    if not region.exists():
        write_region(region)
    if not notebooks.exists():
        write_notebooks(notebooks)
    given = {"reports": folder / "reports", "notebooks": notebooks, "draws": 50, "seed": 7}
    return ScanRequest(region, **{**given, **changes})


@pytest.fixture(scope="module")
def two_scans(tmp_path_factory):
    """One region scanned twice, with what was told on the way of the second."""
    folder = tmp_path_factory.mktemp("scans")
    events = []
    with pytest.MonkeyPatch.context() as monkeypatch:
        stand_in(monkeypatch)
        first = run_scan(request_in(folder))
        kept = folder / "reports" / SLUG / "failed"
        kept.mkdir()
        (kept / "01_files.ipynb").write_text("of a run that failed before")
        second = run_scan(
            request_in(folder, as_of=date(2026, 10, 31), assignments=("high=0.75",)),
            progress=events.append,
        )
    return first, second, events


def names(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_scan_has_the_three_tiers_and_verifies(two_scans):
    first, second, _ = two_scans
    assert (first.name, second.name) == ("2026-09-30-001", "2026-10-31-001")
    assert verify_history(first.folder.parents[1]) == ()
    pages = {"index.html", "01_files.html", "06_brief.html", "manifest.json"}
    pages.add("files/tables.xlsx")
    tables = {"tables/01_files-counts.csv", "tables/06_brief-counts.csv"}
    assert names(first.folder / "leadership") == pages | tables | {"brief.pdf"}
    assert names(first.folder / "analyst") == pages | tables | {"brief.pdf"}
    restricted = {
        "tables/01_files-names.csv",
        "tables/06_brief-names.csv",
        "prepared/draws.npz",
        "prepared/map_places.json",
        "told.json",
    }
    restricted |= {"notebooks/01_files.ipynb", "notebooks/06_brief.ipynb"}
    restricted |= {f"inputs/{name}" for name in REGION}
    assert (
        names(first.folder / "restricted") == (pages - {"files/tables.xlsx"}) | tables | restricted
    )
    assert staging_left(first.folder.parents[1]) == []
    assert not (first.folder.parent / "failed").exists()


def test_each_tier_shows_what_its_readers_may_see(two_scans):
    first, _, _ = two_scans
    pages = {
        tier: (first.folder / tier / "01_files.html").read_text(encoding="utf-8")
        for tier in ("restricted", "analyst", "leadership")
    }
    assert all("4 files, 50 draws, as of 2026-09-30, high 0.5." in page for page in pages.values())
    assert ["50 readings with seed 7" in page for page in pages.values()] == [True, True, False]
    assert ["positions.csv" in page for page in pages.values()] == [True, False, False]


def test_the_input_is_kept_as_it_was_read(two_scans):
    first, _, _ = two_scans
    kept = first.folder / "restricted" / "inputs"
    assert {path.name: path.read_text(encoding="utf-8") for path in kept.iterdir()} == REGION


def test_the_manifest_says_what_the_scan_was_made_with(two_scans):
    first, second, _ = two_scans
    assert first.manifest["parameters"] == {"as_of": "2026-09-30", "draws": 50}
    assert second.manifest["parameters"] == {"as_of": "2026-10-31", "draws": 50, "high": 0.75}
    assert second.manifest["seed"] == 7
    assert second.manifest["previous"]["scan"] == first.name
    assert first.manifest["times"]["started"] <= first.manifest["times"]["finished"]


def test_the_index_leads_to_the_pages_and_to_the_scan_before(two_scans):
    first, second, _ = two_scans
    for tier in ("restricted", "analyst", "leadership"):
        index = second.page(tier).read_text(encoding="utf-8")
        link = f"../../{first.name}/{tier}/index.html"
        assert f'href="{link}"' in index
        assert (second.folder / tier / link).resolve() == first.page(tier).resolve()
        assert 'href="01_files.html"' in index
        assert first.name not in first.page(tier).read_text(encoding="utf-8")


def test_further_parameters_reach_the_notebooks_and_progress_is_told(two_scans):
    _, second, events = two_scans
    page = (second.folder / "leadership" / "06_brief.html").read_text(encoding="utf-8")
    assert "as of 2026-10-31, high 0.75." in page
    assert [e.notebook for e in events if e.state == "done"] == ["01_files.ipynb", "06_brief.ipynb"]


def test_nothing_published_holds_a_path_of_this_machine(two_scans, tmp_path_factory):
    first, _, _ = two_scans
    folder = str(first.folder.parents[2])
    for path in first.folder.rglob("*"):
        if path.is_file():
            assert folder.encode() not in path.read_bytes(), path.name


def test_the_kept_input_scanned_again_gives_the_same_bytes(two_scans, tmp_path, monkeypatch):
    first, _, _ = two_scans
    stand_in(monkeypatch)
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    kept = first.folder / "restricted" / "inputs"
    notebooks = first.folder.parents[2] / "notebooks"
    again = run_scan(ScanRequest(kept, tmp_path, notebooks=notebooks, draws=50, seed=7))
    for tier in ("restricted", "analyst", "leadership"):
        for name in names(first.folder / tier):
            one, two = (scan.folder / tier / name for scan in (first, again))
            assert one.read_bytes() == two.read_bytes(), f"{tier}/{name}"
    assert first.manifest["tiers"] == again.manifest["tiers"]


def assert_nothing_published(reports):
    assert read_history(reports) == []
    assert staging_left(reports) == []


def test_faults_of_the_input_publish_nothing(tmp_path, monkeypatch):
    stand_in(monkeypatch)
    request = request_in(tmp_path)
    (request.region / "positions.csv").write_text(
        "stakeholder_id,area_id,position\nnobody,asthma,9\n"
    )
    with pytest.raises(InputError) as error:
        run_scan(request)
    assert len(error.value.problems) == 2
    assert error.value.__notes__ == ["Nothing was published."]
    assert_nothing_published(request.reports)


def test_faults_of_region_toml_are_told_with_those_of_the_tables(tmp_path, monkeypatch):
    stand_in(monkeypatch)
    request = request_in(tmp_path)
    (request.region / "region.toml").write_text('name = "Small Vale"\nconvener = 3\n')
    (request.region / "positions.csv").write_text("stakeholder_id,area_id,position\n")
    with pytest.raises(InputError) as error:
        run_scan(request)
    assert {problem.file for problem in error.value.problems} >= {"region.toml", "positions.csv"}
    assert not request.reports.exists()


def test_a_notebook_that_fails_is_kept_and_nothing_is_published(tmp_path, monkeypatch):
    stand_in(monkeypatch)
    write_notebooks(tmp_path / "notebooks", code="{}['patients']")
    request = request_in(tmp_path)
    with pytest.raises(NotebookFailed, match="patients"):
        run_scan(request)
    assert_nothing_published(request.reports)
    failed = request.reports / SLUG / "failed"
    assert (failed / "01_files.ipynb").is_file()
    if os.name == "posix":
        assert failed.stat().st_mode & 0o777 == 0o700


def test_an_input_that_changes_while_it_is_read_publishes_nothing(tmp_path, monkeypatch):
    stand_in(monkeypatch, after=lambda folder: (folder / "areas.csv").write_text("changed"))
    request = request_in(tmp_path)
    with pytest.raises(ScanError, match=r"'areas\.csv' was changed"):
        run_scan(request)
    assert_nothing_published(request.reports)


def test_a_page_that_cannot_be_written_publishes_nothing(tmp_path, monkeypatch):
    stand_in(monkeypatch)

    def full(path, content):
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr("stakeholder_map.scanning.pages._write", full)
    request = request_in(tmp_path)
    with pytest.raises(OSError, match="No space left") as error:
        run_scan(request)
    assert error.value.__notes__ == ["Nothing was published."]
    assert_nothing_published(request.reports)


def test_too_little_room_stops_before_the_work(tmp_path, monkeypatch):
    monkeypatch.setattr("stakeholder_map.scanning.run.ROOM_BYTES", 10**18)
    request = request_in(tmp_path)
    with pytest.raises(ResourceError, match="MB free"):
        run_scan(request)
    assert not request.reports.exists()


def test_another_run_at_the_same_region_is_not_disturbed(tmp_path):
    request = request_in(tmp_path)
    with (
        open_staging(request.reports, region="Small Vale") as other,
        pytest.raises(BusyError, match="small-vale"),
    ):
        run_scan(request)
    assert not other.folder.exists()


@pytest.mark.parametrize(
    ("assignment", "words"),
    [
        ("seed=7", "give --seed"),
        ("region_folder=/etc", "give the region"),
        ("hihg=0.5", "closest: 'high'"),
        ("high=much", "expected float for 'high', found 'much'"),
        ("high", "expected name=value, found 'high'"),
    ],
)
def test_parameters_that_do_not_fit_stop_before_anything_is_read(tmp_path, assignment, words):
    request = request_in(tmp_path, assignments=(assignment,))
    with pytest.raises(UsageError, match=words):
        run_scan(request)
    assert not request.reports.exists()
