"""A publication that meets a fault, or its end, at each of its steps; and one ended at any moment.

``python tests/soak/publication.py [times] [ends]`` prints the figures of docs/RELIABILITY.md. At
every operation on a file, before and after: ended by SIGKILL that often, by a loss of power that
empties whatever was not forced to the disk, and refused with each of five errors; then 300 ends at
random moments. A publication in place, and one on a disk that keeps nothing, must fail the same.
"""

import contextlib
import errno
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from functools import partial
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from history import faults

from stakeholder_map.history import latest_scan, verify_history, verify_scan

ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EMFILE")
TEXTS = ("first", "second", "third")


def second(reports):
    """The publication under test."""
    faults.publish_one(reports, "second")


def unsynced(reports):
    """The publication under test on a disk that confirms what it has not kept."""
    os.fsync = lambda _descriptor: None
    second(reports)


class Power:
    """Knows what was forced to the disk; when it fails, all other files are empty."""

    def __init__(self, reports):
        self.reports = reports
        self.kept = {path.stat().st_ino for path in files_below(reports)}
        force = os.fsync

        def fsync(descriptor):
            force(descriptor)
            self.kept.add(os.fstat(descriptor).st_ino)

        os.fsync = fsync

    def fail(self):
        for path in files_below(self.reports):
            if path.stat().st_ino not in self.kept:
                os.truncate(path, 0)
        os.kill(os.getpid(), signal.SIGKILL)


def files_below(folder):
    """Plain files, each once."""
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def in_place(reports):
    """What publication must not be: the files written one after the other where they are read."""
    home = reports / faults.SLUG
    source = (home / "latest").resolve()
    target = home / "2026-09-30-002"
    (home / "latest").unlink()
    (home / "latest").symlink_to(target.name)
    for path in sorted(source.rglob("*")):
        place = target / path.relative_to(source)
        if path.is_dir():
            place.mkdir(parents=True, exist_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes().replace(b"first", b"second"))


def fresh(base):
    """Reports with one scan."""
    shutil.rmtree(base, ignore_errors=True)
    faults.publish_one(base, "first")
    return base


def child_of(work):
    """Do some work in a process of its own; its number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # no thread of ours holds a lock
        child = os.fork()
    if child:
        return child
    try:
        work()
    except OSError:
        os._exit(4)
    except BaseException:  # noqa: BLE001  what else it may be is an error of the test
        os._exit(70)
    os._exit(0)


def complaints(reports):
    """What is wrong after a publication was ended or refused; empty where all is well."""
    found = [f"verify: {problem.file} {problem}" for problem in verify_history(reports)]
    latest = latest_scan(reports, faults.SLUG)
    if latest is None:
        return [*found, "latest names nothing"]
    if (reports / faults.SLUG / "latest").resolve() != latest.folder.resolve():
        found.append("latest leads nowhere")
    if verify_scan(latest.folder):
        found.append("latest is not whole")
    elif faults.text_of(latest) not in TEXTS[:2]:
        found.append(f"latest is {faults.text_of(latest)!r}")
    try:
        faults.publish_one(reports, "third")
    except Exception as error:  # noqa: BLE001  whatever it is, it is a complaint
        return [*found, f"the next run: {error!r}"]
    found += history_complaints(reports)
    found += [f"then: {problem.file} {problem}" for problem in verify_history(reports)]
    found += [f"left: {name}" for name in faults.staging_left(reports)]
    numbers = [scan.number for scan in faults.read_history(reports)]
    if numbers != list(range(1, len(numbers) + 1)):
        found.append(f"numbers: {numbers}")
    return found


def history_complaints(reports):
    """What is wrong with the scans that stand there in the end."""
    try:
        texts = faults.texts_of(reports)
    except (OSError, IndexError) as error:
        return [f"history: {error!r}"]
    return [] if texts in (["first", "third"], list(TEXTS)) else [f"history: {texts}"]


def count_steps(base, way, steps):
    """How many operations on files the publication takes."""
    reports = fresh(base)
    with faults.Steps(steps=steps) as taken:
        way(reports)
    return len(taken.taken)


def at_every_step(
    base, way, *, times, steps=faults.EVERY, ends=("SIGKILL", "power", *ERRORS), stride=1
):
    """Complaints by how the publication ended, and how many were tried."""
    found, tried = Counter(), Counter()
    for end in ends:
        for when in ("before", "after"):
            for _ in range(times if end == "SIGKILL" else 1):
                wanted = 0
                while True:
                    over = once(base, way, wanted, (end, when, steps), found)
                    tried[end] += 1
                    wanted += stride
                    if over:
                        break
    return found, tried


def once(base, way, wanted, how, found):
    """One publication with one mishap; whether it took fewer steps than that."""
    end, when, steps = how
    reports = fresh(base)

    power = None

    def act():
        if end == "power":
            power.fail()
        if end == "SIGKILL":
            os.kill(os.getpid(), signal.SIGKILL)
        faults.refuse(getattr(errno, end))

    def work():
        nonlocal power
        if end == "power":
            power = Power(reports)
        with faults.Steps(wanted, act, when=when, steps=steps) as taken:
            met = False
            try:
                way(reports)
            finally:
                met = len(taken.taken) > wanted
                if not met:
                    os._exit(7)

    status = os.waitstatus_to_exitcode(os.waitpid(child_of(work), 0)[1])
    if status == 70:
        found[f"{end}: an error of the test"] += 1
    for complaint in complaints(reports):
        found[f"{end}: {complaint.split(':')[0]}"] += 1
        if os.environ.get("TELL"):
            print(end, when, wanted, complaint)
    return status == 7


def at_random(base, way, *, ends, seed):
    """Complaints after publications that were killed at random moments."""
    random_moments = random.Random(seed)
    reports = fresh(base)
    began = time.perf_counter()
    way(reports)
    usual = time.perf_counter() - began
    found, killed = Counter(), 0
    for _ in range(ends):
        reports = fresh(base)
        child = child_of(partial(way, reports))
        time.sleep(random_moments.uniform(0, 1.2 * usual))
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        killed += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        found.update(complaint.split(":")[0] for complaint in complaints(reports))
    return found, killed


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    ends = sys.argv[2:] or ["SIGKILL", "power", *ERRORS, "random", "controls"]
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "reports"
        print(f"{count_steps(base, second, faults.EVERY)} operations on files", flush=True)
        for end in ends:
            if end == "random":
                print("random:", *at_random(base, second, ends=300, seed=8), flush=True)
            elif end == "controls":
                for way, how in ((in_place, "SIGKILL"), (unsynced, "power")):
                    found, tried = at_every_step(base, way, times=1, ends=(how,))
                    print(f"{way.__name__}: {dict(tried)} tried, complaints {dict(found)}")
            else:
                found, tried = at_every_step(base, second, times=times, ends=(end,))
                print(f"{dict(tried)} tried, complaints {dict(found)}", flush=True)


if __name__ == "__main__":
    main()
