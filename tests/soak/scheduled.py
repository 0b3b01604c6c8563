"""A runner that scans on schedule, night after night, whatever the night brings.

``python tests/soak/scheduled.py [runs] [seed]`` prints the figures of docs/RELIABILITY.md. One
process makes all runs by a clock of its own that jumps now and then: 5 % of the inputs are bad, 2 %
of the runs are ended by SIGKILL, and a keep rule is applied. The readings cost nothing; kernels,
zygote, pages and publication are real.
"""

import contextlib
import ctypes
import datetime as dt
import gc
import json
import os
import random
import signal
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scanning.small import REGION, stand_in, write_notebooks, write_region

from stakeholder_map.errors import InputError
from stakeholder_map.history import read_history, verify_history
from stakeholder_map.history.keep import KeepRule, apply_rule
from stakeholder_map.history.removal import removal_of
from stakeholder_map.scanning import ScanRequest, run_recorded
from stakeholder_map.suite.memory import held_bytes
from stakeholder_map.suite.processes import find_descendants, find_marked

SLUG = "small-vale"
MARK = "STAKEHOLDER_MAP_NIGHT"
WARM_RUNS = 20
"""Runs after which memory is first looked at: by then everything has been loaded."""
RULE = KeepRule(last=10, monthly=6)

BAD = (
    ("stakeholders.csv", lambda text: text.replace("zoe,Zoe", "st-anne,Zoe")),
    ("stakeholders.csv", lambda text: text.replace("community_service", "community_circus")),
    ("positions.csv", lambda text: text.replace("zoe,asthma", "zoee,asthma")),
    ("positions.csv", lambda text: text.replace(",-2", ",-9")),
    ("positions.csv", lambda text: text.replace("position\n", "positoin\n")),
    ("areas.csv", lambda text: ""),
    ("areas.csv", lambda text: "\x00\x01\x02"),
    ("region.toml", lambda text: text.replace("convener", "convenor")),
    ("region.toml", lambda text: text + "name = \n"),
)


class Clock(dt.datetime):
    """The clock of the runner: a night later at each run, with jumps in both directions."""

    at = dt.datetime(2026, 1, 1, 3, tzinfo=dt.UTC)

    @classmethod
    def now(cls, tz=None):
        return cls.at.astimezone(tz)

    @classmethod
    def pass_night(cls, chance):
        jump = chance.choice((-400, -30, -1, 30, 400)) if chance.random() < 0.05 else 1
        cls.at += dt.timedelta(days=jump, seconds=chance.randrange(3600))


class Runner:
    """One process that makes every run.

    Parameters
    ----------
    folder : Path
        Holds the region, the notebooks, the scans and the temporary files.
    seed : int
        Fixes what each night brings.
    """

    def __init__(self, folder, *, seed):
        self.folder = folder
        self.chance = random.Random(seed)
        self.counts = dict.fromkeys(("published", "refused", "killed", "survived kill"), 0)
        self.wrong = []
        self.marks = []
        write_region(folder / "region")
        write_notebooks(folder / "notebooks")
        self.temporary = folder / "tmp"
        self.temporary.mkdir()

    def request(self):
        return ScanRequest(
            self.folder / "region",
            reports=self.folder / "reports",
            notebooks=self.folder / "notebooks",
            draws=5,
            seed=1,
            as_of=Clock.at.date(),
        )

    def night(self, kind):
        """One run, and whether it ended as it should."""
        Clock.pass_night(self.chance)
        before = self.scans()
        if kind == "bad":
            self.refuse()
        elif kind == "kill":
            self.kill()
        else:
            try:
                run_recorded(self.request())
                self.counts["published"] += 1
            except Exception as error:  # noqa: BLE001  told with all others at the end
                self.wrong.append(f"a good input: {error!r}")
        more = self.scans() - before
        allowed = {"good": {1}, "bad": {0}, "kill": {0, 1}}[kind]
        if more not in allowed:
            self.wrong.append(f"{kind}: {more} scans more")
        if kind == "kill":
            self.counts["survived kill"] += more
        if self.chance.random() < 0.1:
            apply_rule(self.folder / "reports" / SLUG, rule=RULE, on=Clock.at.date())

    def refuse(self):
        """A run on an input that is bad in one way."""
        name, spoil = self.chance.choice(BAD)
        path = self.folder / "region" / name
        path.write_text(spoil(REGION[name]), encoding="utf-8")
        try:
            run_recorded(self.request())
            self.wrong.append(f"{name} was not refused: {path.read_text()!r}")
        except InputError:
            self.counts["refused"] += 1
        finally:
            path.write_text(REGION[name], encoding="utf-8")

    def kill(self):
        """A run in a process of its own that is ended at a random moment, and what it leaves."""
        token = f"{os.getpid()}-{time.monotonic_ns()}"
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                os.environ[MARK] = token
                os.setsid()
                run_recorded(self.request())
            os._exit(0)
        time.sleep(self.chance.uniform(0.05, 2.5))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        self.counts["killed"] += 1
        end = time.monotonic() + 5
        while (left := find_marked(f"{MARK}={token}")) and time.monotonic() < end:
            time.sleep(0.02)
        if left:
            self.wrong.append(f"{len(left)} processes of a killed run after 5 s")

    def scans(self):
        return len(read_history(self.folder / "reports"))

    def look(self):
        """What the runner holds after a run.

        What the allocator keeps ready for the next run is given back first: pieces of it come and
        go with the threads of a run, and would hide a leak of that size.
        """
        gc.collect()
        ready = held_bytes([os.getpid()])
        give_back()
        held = held_bytes([os.getpid()])
        return {
            "memory_mb": held / 1e6,
            "ready_mb": (ready - held) / 1e6,
            "descriptors": len(list(Path("/proc/self/fd").iterdir())),
            "children": len(find_descendants(os.getpid())),
            "threads": threading.active_count(),
            "temporary": len(list(self.temporary.iterdir())),
            "staging": len(list(self.folder.glob("reports/*/.staging-*"))),
        }


def give_back():
    """Let the C library return free memory to the system, where it can."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def plan(runs, chance):
    """What each night brings: 5 % bad inputs and 2 % kills at random places, not at the very end.

    After each kill a good input comes, so that the next run shows that no hand was needed.
    """
    kinds = ["good"] * runs
    places = chance.sample(range(1, runs - 1, 2), round(0.07 * runs) or 2)
    kills = max(1, round(0.02 * runs))
    for number, place in enumerate(places):
        kinds[place] = "kill" if number < kills else "bad"
    return kinds


def campaign(folder, *, runs, seed, warm_runs=WARM_RUNS, tell=lambda line: None):
    """All nights, and the figures of them."""
    runner = Runner(folder, seed=seed)
    kinds = plan(runs, random.Random(seed))
    for number, kind in enumerate(kinds, start=1):
        runner.night(kind)
        if number >= min(warm_runs, runs // 3) and kind == "good":
            runner.marks.append(runner.look())
        if number % 20 == 0:
            tell(f"{number} runs: {runner.counts} {runner.look()} {runner.wrong}")
    reports = folder / "reports"
    runner.wrong += [str(problem) for problem in verify_history(reports)]
    first, last = runner.marks[0], runner.marks[-1]
    most = {name: max(mark[name] for mark in runner.marks) for name in first}
    return {
        "runs": runs,
        **runner.counts,
        "removed by the keep rule": sum(removal_of(s) is not None for s in read_history(reports)),
        "memory grown, MB": round(last["memory_mb"] - first["memory_mb"], 2),
        "memory at most, MB more": round(most["memory_mb"] - first["memory_mb"], 2),
        "ready for the next run at most, MB": round(most["ready_mb"], 2),
        "descriptors, first and most": [first["descriptors"], most["descriptors"]],
        "threads, first and most": [first["threads"], most["threads"]],
        "children, most": most["children"],
        "temporary files after a good run, most": most["temporary"],
        "staging after a good run, most": most["staging"],
        "wrong": runner.wrong,
    }


def quicken(patches):
    """Let a run cost as little as it may, by the clock above."""
    from stakeholder_map.scanning import run
    from stakeholder_map.suite import KernelPool

    stand_in(patches)
    patches.setattr(run, "datetime", Clock)
    patches.setattr(run, "ROOM_BYTES", 100_000)
    modules = ("pandas", "stakeholder_map.report.blocks")
    patches.setattr(run, "warm", lambda: KernelPool(modules=modules))


class Patches:
    """Takes the place of pytest's own where no test runs."""

    setattr = staticmethod(setattr)

    @staticmethod
    def setitem(where, name, value):
        where[name] = value


def main():
    runs, seed = (int(each) for each in (*sys.argv[1:], *("200", "1")[len(sys.argv) - 1 :]))
    quicken(Patches())
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TMPDIR"] = str(Path(folder) / "tmp")
        tempfile.tempdir = None
        tell = partial(print, file=sys.stderr, flush=True)
        told = campaign(Path(folder), runs=runs, seed=seed, tell=tell)
        print(json.dumps(told, indent=1))
    return bool(told["wrong"])


if __name__ == "__main__":
    sys.exit(main())
