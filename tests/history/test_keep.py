"""Keep rules remove what they say, keep what later scans need, and what is left verifies."""

import json
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from stakeholder_map.cli.commands import cli
from stakeholder_map.cli.keep import keep_after
from stakeholder_map.errors import BusyError, UsageError
from stakeholder_map.history import (
    ScanRecord,
    latest_scan,
    open_staging,
    publish_scan,
    read_history,
    verify_history,
    verify_scan,
)
from stakeholder_map.history.forget import find_any, forget
from stakeholder_map.history.forget_tables import Party
from stakeholder_map.history.keep import KeepRule, apply_rule, decide
from stakeholder_map.history.lock import hold_lock
from stakeholder_map.history.removal import REMOVED, removal_of, require_standing
from stakeholder_map.privacy.spellings import Spellings

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)
STAKEHOLDERS = "stakeholder_id,name,key_group\nus,We,hospital\nacme,Acme Clinic,hospital\n"
LEDGER = {
    "format": 1,
    "told": [
        {
            "kind": "mean",
            "about": "acme",
            "topic": "trust",
            "scale": [0, 4],
            "voices": [["us", "acme", 3, 1]],
            "weights": [1],
            "between": [2, 3],
            "label": "2.0 to 2.5",
        }
    ],
}
DAYS = ("2026-06-01", "2026-06-15", "2026-07-01", "2026-08-01", "2026-08-20", "2026-09-01")


def publish(reports, day, *, corrections="", ledger=True, region="Vale"):
    with open_staging(reports, region=region) as staging:
        inputs = staging.tier("restricted") / "inputs"
        inputs.mkdir()
        (inputs / "region.toml").write_text('name = "Vale"\nconvener = "us"\n')
        (inputs / "stakeholders.csv").write_text(STAKEHOLDERS)
        if corrections:
            text = f"Scan,figure,was,now,why,told_on\n{corrections},n,1,2,typo,2026-09-02\n"
            (inputs / "corrections.csv").write_text(text)
        for tier in ("restricted", "analyst", "leadership"):
            (staging.tier(tier) / "index.html").write_text(f"Acme Clinic, {day}")
        (staging.tier("analyst") / "01.html").write_text("x" * 5000)
        if ledger:
            (staging.tier("restricted") / "told.json").write_text(json.dumps(LEDGER))
        (staging.tier("leadership") / "how_rated.html").write_text("told")
        when = date.fromisoformat(day)
        record = ScanRecord(region, when, 1, {"draws": 5}, "d" * 64, {}, [], NOON, NOON)
        return publish_scan(staging, record)


@pytest.fixture
def reports(tmp_path):
    for day in DAYS:
        publish(tmp_path, day)
    return tmp_path


def removed(reports):
    return [scan.name for scan in read_history(reports) if removal_of(scan)]


def contents(reports):
    files = (path for path in reports.rglob("*") if path.is_file() and path.name != ".lock")
    return {path: path.read_bytes() for path in files}


def manifests(reports):
    return {path: path.read_bytes() for path in reports.glob("*/*/**/manifest.json")}


def test_the_rule_keeps_the_last_ones_and_the_last_of_each_month(reports):
    before = manifests(reports)
    decisions = apply_rule(reports / "vale", rule=KeepRule(last=2, monthly=3), on=TODAY)
    kept = {one.scan.name: one.kept for one in decisions if one.kept}
    assert kept == {
        "2026-07-01-001": "the last of 2026-07",
        "2026-08-20-001": "what a scan of the newest day compares with",
        "2026-09-01-001": "the newest",
    }
    assert removed(reports) == ["2026-06-01-001", "2026-06-15-001", "2026-08-01-001"]
    assert verify_history(reports) == ()
    assert manifests(reports) == before, "the chain and every digest that was kept still hold"
    newest = latest_scan(reports, "vale")
    assert newest is not None
    assert newest.name == "2026-09-01-001"


def test_what_is_left_is_small_and_says_so(reports):
    apply_rule(reports / "vale", rule=KeepRule(last=1), on=TODAY)
    folder = reports / "vale" / "2026-06-01-001"
    left = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    manifests = [f"{tier}manifest.json" for tier in ("", "analyst/", "leadership/", "restricted/")]
    notices = [f"{tier}/index.html" for tier in ("analyst", "leadership", "restricted")]
    assert left == sorted([*manifests, *notices, REMOVED, "restricted/told.json"])
    page = (folder / "analyst" / "index.html").read_text()
    assert "Scan 2026-06-01-001 was removed on 2026-11-22. The rule was to keep the last" in page
    assert "Acme" not in page
    assert (folder / "restricted").stat().st_mode & 0o777 == 0o700
    with pytest.raises(UsageError, match="was removed on 2026-11-22"):
        require_standing(read_history(reports)[0])
    assert list((reports / "vale").glob(".staging-*")) == []


def test_what_leaders_were_told_is_still_known(reports):
    from stakeholder_map.scanning.told import told_in

    scan = read_history(reports)[0]
    before = told_in(scan)
    apply_rule(reports / "vale", rule=KeepRule(last=1), on=TODAY)
    assert len(before) == 1
    assert told_in(scan) == before


def test_numbers_and_the_chain_go_on_behind_a_removed_scan(reports):
    apply_rule(reports / "vale", rule=KeepRule(last=1), on=TODAY)
    again = publish(reports, "2026-06-01")
    assert (again.name, again.number) == ("2026-06-01-002", len(DAYS) + 1)
    assert verify_history(reports) == ()


def test_scans_that_a_correction_names_stay(reports):
    publish(reports, "2026-10-01", corrections="2026-06-15-001")
    publish(reports, "2026-11-01", corrections="the scan of 2026-07-01")
    apply_rule(reports / "vale", rule=KeepRule(last=1), on=TODAY)
    stay = {"2026-06-15-001", "2026-07-01-001", "2026-10-01-001", "2026-11-01-001"}
    assert {scan.name for scan in read_history(reports)} - set(removed(reports)) == stay


def test_a_scan_that_told_ratings_and_lost_its_ledger_stays(tmp_path):
    publish(tmp_path, "2026-06-01", ledger=False)
    for day in DAYS[1:4]:
        publish(tmp_path, day)
    (first, *_) = decide(read_history(tmp_path), rule=KeepRule(last=1))
    assert first.kept == "it told leaders of ratings and has no told.json"


def test_two_days_are_always_kept_for_the_next_comparison(tmp_path):
    for day in ("2026-06-01", "2026-07-01", "2026-07-01"):
        publish(tmp_path, day)
    apply_rule(tmp_path / "vale", rule=KeepRule(last=1), on=TODAY)
    assert removed(tmp_path) == ["2026-07-01-001"]


def test_the_rule_applied_again_changes_nothing(reports):
    apply_rule(reports / "vale", rule=KeepRule(last=1), on=TODAY)
    before = contents(reports)
    again = apply_rule(reports / "vale", rule=KeepRule(last=1), on=date(2027, 1, 1))
    assert all(one.kept for one in again)
    assert contents(reports) == before


def test_an_interrupted_removal_leaves_whole_scans_and_can_be_run_again(reports, monkeypatch):
    from stakeholder_map.history import keep

    real, calls = keep.exchange, []

    def fail(new, old):
        calls.append(old)
        if len(calls) == 2:
            raise OSError(5, "Input/output error")
        real(new, old)

    monkeypatch.setattr(keep, "exchange", fail)
    with pytest.raises(OSError, match="Input/output"):
        apply_rule(reports / "vale", rule=KeepRule(last=1), on=TODAY)
    assert verify_history(reports) == ()
    assert len(removed(reports)) == 1
    apply_rule(reports / "vale", rule=KeepRule(last=1), on=TODAY)
    assert len(removed(reports)) == 4
    assert verify_history(reports) == ()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / REMOVED).write_text("{}"),
        lambda folder: (folder / REMOVED).unlink(),
        lambda folder: (folder / "restricted" / "told.json").unlink(),
        lambda folder: (folder / "restricted" / "told.json").write_text("[]"),
        lambda folder: (folder / "analyst" / "index.html").write_text("all is well"),
        lambda folder: (folder / "analyst" / "more.html").write_text("added"),
        lambda folder: (folder / "leadership" / "manifest.json").unlink(),
    ],
)
def test_what_is_left_is_verified(reports, spoil):
    apply_rule(reports / "vale", rule=KeepRule(last=1), on=TODAY)
    folder = reports / "vale" / "2026-06-15-001"
    assert verify_scan(folder) == ()
    spoil(folder)
    assert verify_scan(folder)


def test_a_word_about_another_scan_does_not_excuse_missing_files(reports):
    apply_rule(reports / "vale", rule=KeepRule(last=1), on=TODAY)
    home = reports / "vale"
    word = (home / "2026-06-15-001" / REMOVED).read_bytes()
    (home / "2026-09-01-001" / REMOVED).write_bytes(word)
    (home / "2026-09-01-001" / "analyst" / "01.html").unlink()
    assert any(REMOVED in problem.file for problem in verify_history(reports))


def test_somebody_in_a_removed_ledger_can_still_be_forgotten(reports):
    apply_rule(reports / "vale", rule=KeepRule(last=1), on=TODAY)
    done = forget(reports / "vale", kind="stakeholder", wanted="acme", on=TODAY)
    assert len(done.scans) == len(DAYS)
    party = Party("stakeholder", Spellings(frozenset({"acme"}), frozenset({"Acme Clinic"})))
    assert find_any(reports / "vale", party) == []
    assert verify_history(reports) == ()


def test_a_rule_that_keeps_nothing_is_refused():
    with pytest.raises(UsageError, match="at least 1"):
        KeepRule()


def test_the_command_says_what_would_go_and_then_does_it(reports):
    run = CliRunner().invoke
    asked = ["keep", str(reports), "--keep-last", "1", "--keep-monthly", "2"]
    dry = run(cli, [*asked, "--dry-run"])
    assert dry.exit_code == 0, dry.output
    assert "2026-07-01-001  would go" in dry.output
    assert "4 scans would go; the rule keeps the last scan and the last scan of each" in dry.output
    assert removed(reports) == []
    told = json.loads(run(cli, [*asked, "--json"], standalone_mode=False).stdout)
    assert told["regions"]["vale"]["removed"] == removed(reports)
    assert len(removed(reports)) == 4


def test_verify_of_all_tells_removed_scans_apart(reports):
    asked = ["verify", "--all", "--reports", str(reports)]
    assert "6 scans stand as they were" in CliRunner().invoke(cli, asked).stdout
    apply_rule(reports / "vale", rule=KeepRule(last=1), on=TODAY)
    told = CliRunner().invoke(cli, asked).stdout
    assert told == (
        "2 scans stand as they were published. 4 were removed by a keep rule; "
        "what is left stands.\n"
    )


def test_a_scan_is_published_whatever_becomes_of_the_rule(reports):
    assert keep_after(reports / "vale", keep_last=0, keep_monthly=0) == ""
    with hold_lock(reports / "vale" / ".lock"):
        told = keep_after(reports / "vale", keep_last=1, keep_monthly=0)
    assert told.startswith("Older scans were not removed: another run")
    assert keep_after(reports / "vale", keep_last=1, keep_monthly=0).startswith("Removed 4 older")


def test_two_runs_do_not_remove_at_once(reports):
    with hold_lock(reports / "vale" / ".lock"), pytest.raises(BusyError):
        apply_rule(reports / "vale", rule=KeepRule(last=1), on=TODAY)
