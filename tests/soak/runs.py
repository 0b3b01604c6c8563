"""Whole runs that are ended: the runner by SIGKILL, a kernel by SIGKILL, the runner by signals.

``python tests/soak/runs.py [runner|kernel|signals] [times] [seed]`` prints the figures of
docs/RELIABILITY.md. Each run is a fork of a process that has imported the library, so that the
moments fall where it works and not where it imports; kernels, zygote and pages are real.
"""

import contextlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scanning.small import stand_in
from soak.small_run import Patches, write_small

from stakeholder_map.history import latest_scan, open_staging, read_history, verify_history
from stakeholder_map.suite.processes import find_marked
from stakeholder_map.suite.scratch import sweep_scratch

SLUG, REGION = "small-vale", "Small Vale"
MARK = "STAKEHOLDER_MAP_SOAK"
PATIENCE_S = 5.0


def prepare():
    """Import what a run needs, and let it cost as little as it may."""
    import papermill  # noqa: F401

    from stakeholder_map.cli import cli  # noqa: F401
    from stakeholder_map.scanning import leadership, run
    from stakeholder_map.suite import attempt, pool  # noqa: F401

    stand_in(Patches())
    leadership._load()
    pool.notebook_modules = lambda: ("pandas", "stakeholder_map.report.blocks")
    run.ROOM_BYTES = 100_000


class Run:
    """One run of the command line in a process of its own."""

    def __init__(self, folder, *arguments):
        self.folder = folder
        self.reports = folder / "reports"
        self.token = f"{os.getpid()}-{time.monotonic_ns()}"
        self.temporary = folder / "tmp" / self.token
        self.temporary.mkdir(parents=True)
        self.began = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            self._work(arguments)

    def _work(self, arguments):
        try:
            os.setsid()
            out = os.open(self.temporary.with_suffix(".txt"), os.O_CREAT | os.O_WRONLY)
            os.dup2(out, 1)
            os.dup2(out, 2)
            os.environ[MARK] = self.token
            os.environ["TMPDIR"] = str(self.temporary)
            tempfile.tempdir = None
            given = ["scan", self.folder / "region", "--notebooks", self.folder / "notebooks"]
            given += ["--reports", self.reports, "--draws", "5", *arguments]
            sys.argv = ["stakeholder-map", *map(str, given)]
            from stakeholder_map.cli import main

            main()
        except SystemExit as end:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(end.code if isinstance(end.code, int) else 99)
        except BaseException:  # noqa: BLE001  the parent has to hear of it
            traceback.print_exc()
        os._exit(98)

    def wait(self):
        """Exit code of the run, below zero for a signal."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def end(self, number):
        """Send a signal to the runner."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def text(self):
        return self.temporary.with_suffix(".txt").read_text(errors="replace")

    def processes(self):
        """Whatever of the run still lives."""
        return {*find_marked(f"{MARK}={self.token}"), *session_of(self.pid)} - {self.pid}

    def kernels(self):
        """The kernels at work: leaders of sessions below the zygote."""
        leaders = [pid for pid in find_marked(f"{MARK}={self.token}") if pid in session_of(pid)]
        return leaders[1:]

    def leftovers(self):
        """What is left of the run after some seconds: processes, temporary files."""
        until = time.monotonic() + PATIENCE_S
        while (self.processes() or any(self.temporary.iterdir())) and time.monotonic() < until:
            time.sleep(0.05)
        sweep_scratch(self.temporary)  # as the next run does
        left = [f"process: {pid}" for pid in self.processes()]
        return left + [f"temporary file: {path.name}" for path in self.temporary.iterdir()]


def fields_of(pid):
    """State, parent, group and session of a process; empty where it is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return []
    return stat.rpartition(b")")[2].split()


def session_of(session):
    """Processes of a session that live."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = fields_of(entry.name)
            if fields and fields[0] != b"Z" and int(fields[3]) == session:
                found.add(int(entry.name))
    return found


def complaints(run, before):
    """What is wrong after a run was ended; and the names of the scans that stand then."""
    found = run.leftovers()
    found += [f"verify: {problem.file} {problem}" for problem in verify_history(run.reports)]
    scans = read_history(run.reports)
    latest = latest_scan(run.reports, SLUG)
    if latest is None or latest.name not in {scan.name for scan in scans[-2:]}:
        found.append("latest: none, or neither the old nor the new one")
    names = [scan.name for scan in scans]
    if names[: len(before)] != before or len(names) > len(before) + 1:
        found.append(f"history: {names[-3:]} after {before[-2:]}")
    with open_staging(run.reports, region=REGION):  # what the next run begins with
        left = [path.name for path in run.reports.glob("*/.staging-*")]
        if len(left) != 1:
            found.append(f"staging: {left}")
    found += [f"then: {problem.file} {problem}" for problem in verify_history(run.reports)]
    found += [f"staging: {p.name}" for p in run.reports.glob("*/.staging-*")]
    if [scan.number for scan in read_history(run.reports)] != list(range(1, len(names) + 1)):
        found.append("numbers")
    return found, names


def first(folder):
    """A region with one scan; how long that took."""
    write_small(folder)
    run = Run(folder)
    code = run.wait()
    if code:
        raise RuntimeError(f"the first run ended with {code}: {run.text()}")
    return time.monotonic() - run.began


def whole(folder):
    """A complaint where a run that nobody disturbs does not come through."""
    run = Run(folder)
    code = run.wait()
    return [] if code == 0 else [f"next run: {code}: {run.text()[-300:]}"]


def end_runner(folder, *, times, seed, every=10):
    """Kill the runner at random moments; every so often the next run is a whole one."""
    moments = random.Random(seed)
    usual = first(folder)
    found, ends = [], Counter()
    before = [scan.name for scan in read_history(folder / "reports")]
    for number in range(times):
        run = Run(folder)
        time.sleep(moments.uniform(0, usual))
        run.end(signal.SIGKILL)
        ends["killed" if run.wait() == -signal.SIGKILL else "was done"] += 1
        more, before = complaints(run, before)
        found += more
        if number % every == every - 1:
            found += whole(folder)
            ends["whole runs after"] += 1
            before = [scan.name for scan in read_history(folder / "reports")]
        shutil.rmtree(run.temporary)
    return found, ends


def end_kernel(folder, *, times, seed):
    """Kill a kernel at a random moment of its life."""
    moments = random.Random(seed)
    first(folder)
    found, ends = [], Counter()
    before = [scan.name for scan in read_history(folder / "reports")]
    while sum(ends[e] for e in ("told", "was done")) < times:
        run = Run(folder)
        until = time.monotonic() + 60
        while not (kernels := run.kernels()) and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(moments.uniform(0, 0.4))
        for kernel in (run.kernels() or kernels)[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(kernel, signal.SIGKILL)
        code = run.wait()
        more, names = complaints(run, before)
        found += more
        told = json.loads((run.reports / "runs.jsonl").read_text().splitlines()[-1])
        if code == 0:
            ends["was done"] += 1
        elif code in {1, 4} and names == before and told["state"] == "failed" and told["cause"]:
            ends["told"] += 1
        else:
            found.append(f"code {code}: {run.text()[-300:]}")
            ends["told"] += 1
        before = names
    return found, ends


def end_by_signal(folder, *, times, seed):
    """Tell the runner to end at random moments."""
    moments = random.Random(seed)
    usual = first(folder)
    found, ends, longest = [], Counter(), 0.0
    before = [scan.name for scan in read_history(folder / "reports")]
    codes = {signal.SIGTERM: {143, -signal.SIGTERM}, signal.SIGINT: {130, -signal.SIGINT}}
    for number in range(times):
        run = Run(folder)
        asked = (signal.SIGTERM, signal.SIGINT)[number % 2]
        time.sleep(moments.uniform(0.02, usual))
        run.end(asked)
        sent = time.monotonic()
        code = run.wait()
        longest = max(longest, time.monotonic() - sent)
        if list(run.reports.glob("*/.staging-*")) and code > 0:
            found.append("staging left by a clean end")
        more, names = complaints(run, before)
        found += more
        ends[code] += 1
        if code and code not in codes[asked]:
            found.append(f"{asked!r} gave {code}: {run.text()[-300:]}")
        if "Traceback" in run.text():
            found.append(f"traceback: {run.text()[-600:]}")
        before = names
    ends["longest end in seconds"] = round(longest, 2)
    return found, ends


CAMPAIGNS = {
    "runner": (end_runner, 300),
    "kernel": (end_kernel, 100),
    "signals": (end_by_signal, 50),
}


def main():
    wanted = sys.argv[1:2] or list(CAMPAIGNS)
    prepare()
    for name in wanted:
        campaign, times = CAMPAIGNS[name]
        times = int(sys.argv[2]) if len(sys.argv) > 2 else times
        seed = int(sys.argv[3]) if len(sys.argv) > 3 else 8
        with tempfile.TemporaryDirectory() as folder:
            found, ends = campaign(Path(folder), times=times, seed=seed)
        print(f"{name}: {dict(ends)}, complaints {len(found)}", *found[:20], sep="\n  ", flush=True)


if __name__ == "__main__":
    main()
