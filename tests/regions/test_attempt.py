"""One scan among many is carried out once, and what goes wrong with it is told, not raised."""

import json

import pytest
from history.faults import fill, record
from regions.many import task, write_regions

from stakeholder_map.errors import BusyError, ResourceError, UnchangedError
from stakeholder_map.history import latest_scan, open_staging, publish_scan, read_history
from stakeholder_map.read import read_region
from stakeholder_map.regions import attempt
from stakeholder_map.regions.attempt import RUN, carry_out
from stakeholder_map.scanning import RecordedScan


@pytest.fixture
def adams(tmp_path, monkeypatch):
    """A task whose scan costs nothing; `adams.dies` lets the next one die once it is published."""
    write_regions(tmp_path / "regions", ["adams"])
    made = task(tmp_path, "adams", notebooks="", run_key="night")
    calls = []

    def run(request, *, progress=None):
        calls.append(request)
        region = read_region(request.region, as_of=request.as_of)
        with open_staging(request.reports, region=region.name) as staging:
            fill(staging, f"scan {len(calls)}")
            parameters = {"as_of": region.as_of.isoformat(), "draws": request.draws}
            told = {"region": region.name, "digest": region.digest, "parameters": parameters}
            scan = publish_scan(staging, record(region.as_of, **told))
        if run.dies:
            run.dies = False
            raise KeyboardInterrupt
        return RecordedScan(scan, None, "")

    run.dies = False
    run.calls = calls
    run.task = made
    run.reports = tmp_path / "reports"
    monkeypatch.setattr(attempt, "run_recorded", run)
    return run


def test_a_scan_tells_its_name_its_day_and_that_it_is_the_first(adams):
    outcome = carry_out(adams.task)
    assert (outcome.state, outcome.exit_code, outcome.change) == ("published", 0, "first")
    assert (outcome.region, outcome.scan) == ("Vale adams", "2026-09-30-001")
    assert outcome.peak_mb > 10


def test_the_same_run_begun_twice_publishes_once(adams):
    first, second = carry_out(adams.task), carry_out(adams.task)
    assert (first.scan, second.scan) == ("2026-09-30-001", "2026-09-30-001")
    assert len(adams.calls) == 1


def test_a_run_that_died_right_after_it_had_published_is_not_published_again(adams):
    adams.dies = True
    with pytest.raises(KeyboardInterrupt):
        carry_out(adams.task)
    outcome = carry_out(adams.task)
    assert (outcome.state, outcome.scan, len(adams.calls)) == ("published", "2026-09-30-001", 1)
    assert len(read_history(adams.reports)) == 1


def test_a_run_that_died_before_it_published_is_made_up_for(adams):
    carry_out(adams.task)
    home = adams.reports / "vale-adams"
    (home / RUN).write_text(json.dumps({"key": "next/adams", "after": 1}))
    from dataclasses import replace

    outcome = carry_out(replace(adams.task, run_key="next"))
    assert (outcome.scan, outcome.change) == ("2026-09-30-002", "same")


def test_the_next_run_has_another_key_and_publishes_again(adams):
    from dataclasses import replace

    carry_out(adams.task)
    (adams.calls[0].region / "areas.csv").write_text("area_id,name,kind\nasthma,Wheeze,goal\n")
    outcome = carry_out(replace(adams.task, run_key="second"))
    assert (outcome.scan, outcome.change) == ("2026-09-30-002", "changed")


def test_faults_of_the_input_are_told_one_by_one_and_the_last_good_scan_with_them(adams):
    carry_out(adams.task)
    settings = adams.calls[0].region / "region.toml"
    settings.write_text(settings.read_text() + "halflife_days = 3\n")
    outcome = carry_out(adams.task)
    assert (outcome.state, outcome.exit_code) == ("failed", 2)
    assert outcome.problems[0]["nearest"] == "half_life_days"
    assert "halflife_days" in outcome.cause
    assert "found 3" in outcome.cause
    assert "found" not in outcome.reason
    assert "key halflife_days" in outcome.reason
    assert latest_scan(adams.reports, "vale-adams").name == outcome.scan == "2026-09-30-001"


@pytest.mark.parametrize(
    ("error", "state", "code"),
    [
        (BusyError("another run (process 7) is at work"), "busy", 75),
        (UnchangedError("nothing has changed since '001'"), "unchanged", 3),
        (ResourceError("the disk is full: 0 MB"), "failed", 4),
        (MemoryError(), "failed", 4),
        (OSError(28, "No space left on device"), "failed", 4),
        (KeyError("lost"), "failed", 1),
    ],
)
def test_each_cause_has_its_state_and_its_code(adams, monkeypatch, error, state, code):
    def fail(request, *, progress=None):
        raise error

    monkeypatch.setattr(attempt, "run_recorded", fail)
    outcome = carry_out(adams.task)
    assert (outcome.state, outcome.exit_code) == (state, code)
    assert outcome.cause


def test_a_cause_names_no_place_on_this_machine(adams, monkeypatch, tmp_path):
    def fail(request, *, progress=None):
        raise ResourceError(f"cannot write {tmp_path}/reports/vale-adams/x")

    monkeypatch.setattr(attempt, "run_recorded", fail)
    assert str(tmp_path) not in carry_out(adams.task).cause


def test_shared_storage_is_read_and_published_into_by_address(adams):
    from dataclasses import replace

    from regions.stored import new_store, seen

    from stakeholder_map.regions.storage import Store

    store = new_store()
    above = store.url.rpartition("/")[0]
    for path in sorted((adams.reports.parent / "regions" / "adams").iterdir()):
        store.below("in/adams").write(path.name, path.read_bytes())
    made = replace(adams.task, region=f"{store.url}/in/adams", reports=f"{above}/out")
    first, again = carry_out(made), carry_out(made)
    assert (first.state, first.scan, again.scan) == ("published", *["2026-09-30-001"] * 2)
    assert len(adams.calls) == 1
    second = carry_out(replace(made, run_key="second"))
    assert (second.scan, second.change) == ("2026-09-30-002", "same")
    assert seen(Store(f"{above}/out/vale-adams"), adams.reports.parent / "seen") == "scan 2"


def test_a_notebook_that_failed_gives_analysts_no_value_of_the_input(adams, monkeypatch):
    from stakeholder_map.suite import NotebookFailed

    def fail(request, *, progress=None):
        message = "06_brief.ipynb failed in cell 5 of 5: ValueError: canary\n  | canary"
        raise NotebookFailed(message, notebook="06_brief.ipynb", verdict="failed", path=None)

    monkeypatch.setattr(attempt, "run_recorded", fail)
    outcome = carry_out(adams.task)
    assert "canary" in outcome.cause
    assert outcome.reason == "06_brief.ipynb failed in cell 5 of 5: ValueError"


def test_storage_that_fails_is_told_without_its_address(adams):
    from dataclasses import replace

    outcome = carry_out(replace(adams.task, reports="nowhere://me:secret@host/out"))
    assert (outcome.state, outcome.exit_code) == ("failed", 64)
    assert "secret" not in outcome.cause


@pytest.mark.parametrize("missing", ["fsspec", "s3fs"])
def test_storage_without_its_package_says_what_to_install(adams, monkeypatch, missing):
    import sys
    from dataclasses import replace

    monkeypatch.setitem(sys.modules, missing, None)
    outcome = carry_out(replace(adams.task, reports="s3://bucket/out"))
    assert (outcome.state, outcome.exit_code) == ("failed", 64)
    assert 'pip install "stakeholder-map[storage]"' in outcome.cause
