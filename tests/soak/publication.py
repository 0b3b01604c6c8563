"""A publication that meets a fault, or its end, at each of its steps; and one ended at any moment.

``python tests/soak/publication.py [times]`` prints the figures of docs/RELIABILITY.md: every
operation on a file, before and after, ended there by SIGKILL that often, and refused with each of
five errors once; then 300 ends at random moments. The same is done to a publication in place, which
must fail.
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
    except OSError as error:
        return [f"history: {error!r}"]
    return [] if texts in (["first", "third"], list(TEXTS)) else [f"history: {texts}"]


def count_steps(base, way, steps):
    """How many operations on files the publication takes."""
    reports = fresh(base)
    with faults.Steps(steps=steps) as taken:
        way(reports)
    return len(taken.taken)


def at_every_step(base, way, *, times, steps=faults.EVERY, ends=("SIGKILL", *ERRORS), stride=1):
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

    def act():
        if end == "SIGKILL":
            os.kill(os.getpid(), signal.SIGKILL)
        faults.refuse(getattr(errno, end))

    def work():
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
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "reports"
        for way in (second, in_place):
            count = count_steps(base, way, faults.EVERY)
            print(f"{way.__name__}: {count} operations on files", flush=True)
            often = times if way is second else 1
            ends = ("SIGKILL", *ERRORS) if way is second else ("SIGKILL",)
            found, tried = at_every_step(base, way, times=often, ends=ends)
            print(f"  at every step: {dict(tried)} tried, complaints {dict(found)}", flush=True)
            number = 300 if way is second else 50
            found, killed = at_random(base, way, ends=number, seed=8)
            print(f"  at random: {killed} of {number} killed, complaints {dict(found)}", flush=True)


if __name__ == "__main__":
    main()
