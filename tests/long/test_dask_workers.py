"""A real Dask scheduler with two workers over TCP, one of which is killed while it scans.

Run by hand: `pytest tests/long/test_dask_workers.py` (about two minutes).
"""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from regions.many import FILES, scan_all, write_suite

from stakeholder_map.history import read_history, verify_history
from stakeholder_map.suite.processes import find_descendants

NAMES = ["adams", "brown", "clay", "dade", "elk", "fulton"]
SLOW = "import time\ntime.sleep(4)\n" + FILES


@pytest.fixture
def dask(tmp_path):
    """Address of a scheduler and its two workers, each a process of its own."""
    started = []

    def start(*arguments):
        command = [sys.executable, "-m", "dask", *arguments]
        with (tmp_path / f"dask-{len(started)}.log").open("w") as log:
            started.append(subprocess.Popen(command, stdout=log, stderr=log, cwd=tmp_path))
        return started[-1]

    file = tmp_path / "scheduler.json"
    start(
        *("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"),
        *("--scheduler-file", str(file)),
    )
    wait_for(file.exists)
    wait_for(lambda: file.read_text().strip().endswith("}"))
    address = json.loads(file.read_text())["address"]
    workers = [
        start("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        for _ in range(2)
    ]
    yield address, workers
    for process in reversed(started):
        process.terminate()
    for process in started:
        process.wait(30)


def wait_for(condition, *, seconds=120):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def begun_runs(worker):
    """Processes below a worker's forge: its zygote, its run and the kernels of it."""
    return find_descendants(worker.pid)


def test_what_a_killed_worker_had_begun_is_published_once_by_the_other(tmp_path, dask):
    address, workers = dask
    suite = write_suite(tmp_path / "many", NAMES, code=SLOW)
    reports = tmp_path / "many" / "reports"
    with ThreadPoolExecutor(1) as pool:
        night = pool.submit(scan_all, suite, "--dask", address, "--json")
        wait_for(lambda: len(list(reports.glob("*/.run.json"))) >= 2)
        time.sleep(1)
        first = {scan.name for scan in read_history(reports)}
        below = begun_runs(workers[0])
        assert below
        os.kill(workers[0].pid, signal.SIGKILL)
        workers[0].wait()
        code, told, errors = night.result()
    assert code == 0, errors
    assert first == set(), "the worker was killed before anything was published"
    by_worker = {scan["worker"] for scan in told["scans"]}
    assert [scan["state"] for scan in told["scans"]] == ["published"] * len(NAMES)
    assert len(by_worker) == len(NAMES)
    assert [scan.name for scan in read_history(reports)] == ["2026-09-30-001"] * len(NAMES)
    assert verify_history(reports) == ()
    wait_for(lambda: not any(alive(pid) for pid in below), seconds=20)
    assert not list(reports.rglob(".staging*"))


def alive(pid):
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return False
    return stat.rpartition(b")")[2].split()[0] != b"Z"


def test_a_scheduler_that_does_not_answer_is_told_so(tmp_path, monkeypatch):
    from stakeholder_map.errors import ResourceError
    from stakeholder_map.regions import ScanTask, cluster

    monkeypatch.setattr(cluster, "CONNECTING_S", 1)
    with pytest.raises(ResourceError, match=r"no Dask scheduler answers at 'tcp://127.0.0.1:9'"):
        cluster.run_by_dask([ScanTask("a", "a", "r")], address="tcp://127.0.0.1:9")
