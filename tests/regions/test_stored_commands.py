"""What commands do with scans in shared storage: read a copy, keep rules, or say what to do."""

import json

import pytest
from click.testing import CliRunner
from history.test_keep import DAYS, TODAY
from history.test_keep import publish as publish_day
from regions.stored import AskedForError, faulty, new_store, publish, shelved

from stakeholder_map.cli import cli
from stakeholder_map.errors import ResourceError
from stakeholder_map.history import read_history, verify_history
from stakeholder_map.history.keep import KeepRule, apply_rule
from stakeholder_map.history.removal import REMOVED
from stakeholder_map.regions.fetched import copy_scans
from stakeholder_map.regions.keep import keep_stored
from stakeholder_map.regions.shelved import fetch_history


def run(*arguments):
    return CliRunner().invoke(cli, [str(each) for each in arguments])


@pytest.fixture
def stored():
    """Two scans of one region, and the address of the reports folder that they are in."""
    store = new_store()
    publish(store, "old")
    publish(store, "new")
    return store, store.url.rpartition("/")[0]


def test_list_shows_what_is_stored_by_its_address(stored):
    _, url = stored
    lines = run("list", "--reports", url).stdout.splitlines()
    assert lines[0] == f"Three Rivers Valley ({url}/three-rivers-valley)"
    assert lines[1].split()[0] == "2026-09-30-002"
    assert lines[1].endswith("latest")
    told = json.loads(run("list", "--reports", url, "--json").stdout)
    assert [each["folder"] for each in told] == [
        f"{url}/three-rivers-valley/2026-09-30-00{number}" for number in (1, 2)
    ]


def test_verify_finds_what_was_changed_in_the_storage(stored):
    store, url = stored
    assert run("verify", "--reports", url).stdout.startswith("1 scan stands")
    assert run("verify", "--all", "--reports", url).stdout.startswith("2 scans stand")
    assert run("verify", "Three Rivers Valley", "--reports", url).stdout.startswith("1 scan stands")
    assert run("verify", "--reports", f"{url}/misspelt").exit_code == 64
    store.write("2026-09-30-001/analyst/tables/ranking.csv", b"forged")
    assert run("verify", "--reports", url).exit_code == 0
    for how in (["--all"], ["three-rivers-valley/2026-09-30-001"]):
        result = run("verify", *how, "--reports", url, "--json")
        assert result.exit_code == 2
        told = json.loads(result.stdout)
        assert "ranking.csv" in told["problems"][0]["file"]
        assert told["checked"][0] == f"{url}/three-rivers-valley/2026-09-30-001"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Six scans, and the same after a rule was applied to the folder."""
    folders = []
    for _ in range(2):
        folder = tmp_path_factory.mktemp("reports")
        for day in DAYS:
            publish_day(folder, day)
        folders.append(folder)
    apply_rule(folders[1] / "vale", rule=RULE, on=TODAY)
    return folders


RULE = KeepRule(last=1, monthly=2)


def contents(folder):
    """Files of all scans below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.glob("*/*-*/**/*"))
        if path.is_file()
    }


def copied(store, into):
    copy_scans(store, into, wanted=lambda *_: True)
    return into


def test_a_keep_rule_leaves_in_storage_what_it_leaves_in_a_folder(kept, tmp_path):
    before, after = kept
    store = shelved(before)
    would = keep_stored(store.url, rule=RULE, on=TODAY, dry_run=True)
    assert contents(copied(store, tmp_path / "before")) == contents(before)
    told = keep_stored(store.url, rule=RULE, on=TODAY)
    assert [one.kept for one in told["vale"]] == [one.kept for one in would["vale"]]
    assert contents(copied(store, tmp_path / "after")) == contents(after)
    assert verify_history(tmp_path / "after") == ()
    fetch_history(store.below("vale"), tmp_path / "next" / "vale")
    gone = [scan for scan in read_history(tmp_path / "next") if (scan.folder / REMOVED).exists()]
    assert len(gone) == sum(not one.kept for one in told["vale"])


def test_a_keep_rule_that_was_interrupted_is_ended_by_the_next_call(kept, tmp_path):
    before, after = kept
    counted = faulty(shelved(before))
    keep_stored(counted.url, rule=RULE, on=TODAY, store=counted)
    writing = [
        at
        for at, (name, _) in enumerate(counted.filesystem.taken, start=1)
        if name in {"pipe_file", "rm_file"}
    ]
    for at in (writing[0], writing[1], writing[5], writing[-1]):
        store = shelved(before)
        with pytest.raises((ResourceError, AskedForError)):
            keep_stored(store.url, rule=RULE, on=TODAY, store=faulty(store, fail_at=at))
        keep_stored(store.url, rule=RULE, on=TODAY)
        found = contents(copied(store, tmp_path / str(at)))
        assert found == contents(after), at


def test_the_command_keeps_by_address(kept):
    store = shelved(kept[0])
    result = run("keep", store.url, "--keep-last", 1, "--keep-monthly", 2, "--json")
    assert json.loads(result.stdout)["status"] == "removed"
    assert any(name.endswith(REMOVED) for name in store.names())


@pytest.mark.parametrize(
    "arguments",
    [
        ("scan", "s3://me:hush@bucket/vale"),
        ("check", "s3://me:hush@bucket/vale"),
        ("handbook", "s3://me:hush@bucket/vale", "--person", "p1"),
        ("leaving", "s3://me:hush@bucket/vale", "--person", "p1"),
        ("scan", "vale", "--reports", "s3://me:hush@bucket/reports"),
        ("open", "--reports", "s3://me:hush@bucket/reports"),
        ("report", "vale", "--reports", "s3://me:hush@bucket/reports"),
        ("returns", "vale", "--reports", "s3://me:hush@bucket/reports"),
        ("forget", "vale", "--reports", "s3://me:hush@bucket/reports"),
        ("rebuild", "s3://me:hush@bucket/reports/vale/2026-09-30-001"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]).replace("s3://me:hush@bucket/", ""),
)
def test_what_works_on_folders_alone_says_what_to_do(arguments):
    result = run(*arguments)
    assert result.exit_code == 64
    assert "shared storage (s3://...)" in result.stderr
    assert "scan-all" in result.stderr
    assert "hush" not in result.output
