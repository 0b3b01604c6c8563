"""Twenty different scans at once equal twenty in a row, and a run that is killed disturbs no other.

Run by hand: `pytest tests/long/test_many_at_once.py` (some minutes).
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from regions.many import FILES, task, tier_bytes, write_suite

from stakeholder_map.history import read_history, verify_history
from stakeholder_map.regions.local import run_here
from stakeholder_map.regions.workers import ForgeProcess
from stakeholder_map.scanning import run_scan
from stakeholder_map.suite import KernelPool
from stakeholder_map.suite.pool import keep_ready
from stakeholder_map.suite.processes import find_descendants, find_marked

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("count", "notebooks"), [(20, "small"), (3, "")], ids=["twenty", "real"])
def test_scans_at_once_equal_scans_in_a_row(tmp_path, count, notebooks):
    names = [f"region-{number:02d}" for number in range(count)]
    write_suite(tmp_path, names)
    kind = {"draws": 10, "notebooks": str(tmp_path / "notebooks") if notebooks else ""}
    tasks = [task(tmp_path, name, seed=number, **kind) for number, name in enumerate(names)]
    outcomes = run_here(tasks, jobs=count)
    assert [outcome.cause for outcome in outcomes] == [""] * count
    with KernelPool() as pool, keep_ready(pool):
        for each in tasks:
            region = tmp_path / "regions" / each.name
            run_scan(each.request(region=region, reports=tmp_path / "in a row"))
    at_once, in_a_row = read_history(tmp_path / "reports"), read_history(tmp_path / "in a row")
    assert len(at_once) == len(in_a_row) == count
    for one, other in zip(at_once, in_a_row, strict=True):
        assert tier_bytes(one.folder) == tier_bytes(other.folder), one.region
    different = {scan.manifest["tiers"]["analyst"]["sha256"] for scan in at_once}
    assert len(different) == count
    assert verify_history(tmp_path / "reports") == ()


def test_a_run_that_is_killed_fails_alone(tmp_path, monkeypatch):
    names = ["adams", "brown", "clay"]
    write_suite(tmp_path, names, code="import time\ntime.sleep(3)\n" + FILES)
    forges = []
    monkeypatch.setattr(ForgeProcess, "__enter__", lambda forge: forges.append(forge) or forge)

    def kill_the_first():
        home = tmp_path / "reports" / "vale-adams"
        while not list(home.glob(".staging*")):
            time.sleep(0.02)
        os.kill(json.loads((home / "status.json").read_text())["pid"], signal.SIGKILL)

    threading.Thread(target=kill_the_first, daemon=True).start()
    outcomes = run_here([task(tmp_path, name) for name in names], jobs=2)
    assert [(o.state, o.exit_code) for o in outcomes] == [
        ("failed", 4),
        ("published", 0),
        ("published", 0),
    ]
    assert "was killed (SIGKILL)" in outcomes[0].cause
    assert find_descendants(forges[0].pid) == ()
    again = run_here([task(tmp_path, "adams")])
    assert again[0].state == "published"
    assert not list((tmp_path / "reports").rglob(".staging*"))
    assert verify_history(tmp_path / "reports") == ()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_run_of_many_that_is_told_to_end_leaves_nothing_and_is_finished_later(
    tmp_path, number, code
):
    suite = write_suite(
        tmp_path, ["adams", "brown", "clay"], code="import time\ntime.sleep(3)\n" + FILES
    )
    command = [sys.executable, "-m", "stakeholder_map", "scan-all", str(suite)]
    command += ["--run-key", "night", "--quiet"]
    environment = {**os.environ, "STAKEHOLDER_MAP_TEST_OF_MANY": f"end-{number}"}
    night = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    while not list(tmp_path.glob("reports/*/.staging*")):
        time.sleep(0.05)
    time.sleep(1)
    night.send_signal(number)
    told = time.monotonic()
    assert night.wait(60) == code
    assert time.monotonic() - told < 20
    assert not list(tmp_path.glob("reports/*/.staging*"))
    assert find_marked(f"STAKEHOLDER_MAP_TEST_OF_MANY=end-{number}") == ()
    before = {scan.folder: scan.manifest_sha256 for scan in read_history(tmp_path / "reports")}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = {scan.folder: scan.manifest_sha256 for scan in read_history(tmp_path / "reports")}
    assert len(after) == 3
    assert before.items() <= after.items()
    assert verify_history(tmp_path / "reports") == ()


def test_the_benchmark_runs_on_few_regions():
    done = subprocess.run(
        [
            sys.executable,
            ROOT / "benchmarks" / "fan_out.py",
            "--regions",
            "2",
            "--row",
            "1",
            "--papermill",
            "1",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "MB for each region at work" in done.stdout
    assert "of row" in done.stdout
