"""Many runs at one region, many regions at once, and readers while scans are published.

``python tests/soak/races.py [rounds]`` prints the figures of docs/RELIABILITY.md: 2, 5 and 20 runs
of one region at once that many times, twenty regions at once against twenty in a row, and ten
readers of 1,000 readings each while 200 scans are published. A publication in place, which must
give mixed readings, is read beside.
"""

import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from history import faults
from soak.publication import child_of

from stakeholder_map.errors import BusyError
from stakeholder_map.history import (
    latest_scan,
    open_staging,
    publish_scan,
    read_history,
    verify_history,
)

BUSY, DONE = 75, 0


def publish_alone(reports, name, *, wait_seconds, region=faults.REGION):
    """One publication that complains where another is at work in the same place."""
    mark = reports / f"at-work-{region}"
    with open_staging(reports, region=region, wait_seconds=wait_seconds) as staging:
        descriptor = os.open(mark, os.O_CREAT | os.O_EXCL)  # fails where another run is inside
        faults.fill(staging, name)
        time.sleep(0.002)
        publish_scan(staging, faults.record(region=region))
        os.close(descriptor)
        mark.unlink()


def ended(child):
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def one_region(base, *, runs, wait_seconds, seed):
    """Complaints after some runs of one region at once, and how they ended."""
    reports = base / f"one-{runs}-{wait_seconds}-{seed}"
    reports.mkdir()
    pause = random.Random(seed)

    def work(name):
        def run():
            try:
                publish_alone(reports, name, wait_seconds=wait_seconds)
            except BusyError as error:
                os._exit(BUSY if "process" in str(error) else 71)

        return run

    children = []
    for number in range(runs):
        children.append(child_of(work(f"run {number}")))
        time.sleep(pause.uniform(0, 0.004))
    codes = Counter(ended(child) for child in children)
    scans = read_history(reports)
    found = [str(problem) for problem in verify_history(reports)]
    if [scan.sequence for scan in scans] != list(range(1, codes[DONE] + 1)):
        found.append(f"sequence: {[scan.name for scan in scans]}")
    if [scan.number for scan in scans] != list(range(1, codes[DONE] + 1)):
        found.append(f"numbers: {[scan.number for scan in scans]}")
    if set(codes) - {DONE, BUSY} or (wait_seconds and codes[DONE] != runs):
        found.append(f"codes: {dict(codes)}")
    found += [f"left: {name}" for name in faults.staging_left(reports)]
    return found, codes


def contents(reports):
    """Every byte below the scans of a reports folder but for the states of runs."""
    return {
        path.relative_to(reports).as_posix(): path.read_bytes()
        for path in sorted(reports.glob("*/20*/**/*"))
        if path.is_file()
    }


def many_regions(base, *, regions):
    """Complaints where regions scanned at once differ from those scanned in a row."""
    names = [f"Region {number}" for number in range(regions)]
    row, once = base / "row", base / "once"
    for place in (row, once):
        place.mkdir()
    for name in names:
        publish_alone(row, name, wait_seconds=0, region=name)
    children = [
        child_of(lambda name=name: publish_alone(once, name, wait_seconds=0, region=name))
        for name in names
    ]
    codes = Counter(ended(child) for child in children)
    found = [] if codes == {DONE: regions} else [f"codes: {dict(codes)}"]
    if contents(row) != contents(once) or len(contents(row)) < 7 * regions:
        found.append("not the same")
    return found


def read_all(folder):
    """What a reader gets of one scan, file by file: it is whole if every file tells one text."""
    told = set()
    for path in sorted(folder.rglob("*.html")) + sorted(folder.rglob("*.csv")):
        text = path.read_text(encoding="utf-8")
        told.add(text.split(": ")[1].split("<")[0] if "<" in text else text.split("\n")[1])
    listed = json.loads((folder / "analyst" / "manifest.json").read_bytes())["outputs"]
    return told if len(listed) == 2 else {*told, "manifest"}


def publish_in_place(reports, text):
    """The control: the files of the latest scan written over where they are read."""
    folder = (reports / faults.SLUG / "latest").resolve()
    for path in sorted(folder.rglob("*.html")) + sorted(folder.rglob("*.csv")):
        lines = path.read_text(encoding="utf-8").split("\n")
        if "<" in lines[0]:
            lines[0] = f"{lines[0].split(': ')[0]}: {text}</p>"
        else:
            lines[1] = text
        path.write_text("\n".join(lines), encoding="utf-8")


def readers(base, publish, *, name, number=10, readings=1000, publications=200):
    """How many readings were made while scans were published, and how many were mixed."""
    reports = base / f"read-{name}"
    faults.publish_one(reports, "scan 0")

    def read(out):
        def work():
            os.nice(5)  # ten readers are not to keep the one who publishes from his work
            mixed = seen = 0
            texts = set()
            while seen < readings or not over.exists():
                try:
                    told = read_all(latest_scan(reports, faults.SLUG).folder)
                except (OSError, ValueError, IndexError):
                    told = {"torn", "reading"}
                mixed += len(told) != 1
                seen += 1
                time.sleep(0.01 if seen < readings else 0.1)
                texts |= told
            out.write_text(json.dumps([seen, mixed, len(texts)]))

        return work

    over = base / f"{name}-over"
    outs = [base / f"{name}-{reader}.json" for reader in range(number)]
    children = [child_of(read(out)) for out in outs]
    for scan in range(1, publications + 1):
        publish(reports, f"scan {scan}")
    over.touch()
    codes = {ended(child) for child in children}
    told = [json.loads(out.read_text()) for out in outs]
    seen, mixed = (sum(column) for column in list(zip(*told, strict=True))[:2])
    return {"readings": seen, "mixed": mixed, "scans seen": max(t[2] for t in told), "codes": codes}


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        for runs in (2, 5, 20):
            for wait_seconds in (0, 60):
                found, codes = [], Counter()
                for seed in range(rounds):
                    more, ends = one_region(base, runs=runs, wait_seconds=wait_seconds, seed=seed)
                    found += more
                    codes += ends
                told = f"published {codes[DONE]}, busy {codes[BUSY]}, complaints {found}"
                print(f"{runs} runs at once, waiting {wait_seconds} s: {told}", flush=True)
        print("20 regions at once and in a row:", many_regions(base, regions=20) or "the same")
        print("10 readers:", readers(base, faults.publish_one, name="whole"), flush=True)
        control = readers(base, publish_in_place, name="in-place", readings=100, publications=100)
        print("10 readers, written in place:", control, flush=True)


if __name__ == "__main__":
    main()
