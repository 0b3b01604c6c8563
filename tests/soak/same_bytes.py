"""The example scanned again and again: the same bytes, whatever the machine is set to.

``python tests/soak/same_bytes.py [runs] [draws]`` prints the figures of docs/RELIABILITY.md. Each
run has its own PYTHONHASHSEED, TZ, LANG, working directory, umask and number of threads; two in
three read the rows of every table in another order. What is compared is every file, but for the
times in the scan's manifest, and with another order of rows but for the copy of the input and its
digests.
"""

import csv
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ZONES = ("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "Etc/GMT+12")
TONGUES = ("C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "ja_JP.UTF-8", "POSIX")
MASKS = (0o002, 0o022, 0o027, 0o077)


def shuffle_rows(folder, order):
    """Put the rows of every table of a region folder in another order."""
    for path in sorted(folder.glob("*.csv")):
        text = path.read_bytes().decode("utf-8-sig")
        head, *rows = list(csv.reader(io.StringIO(text)))
        order.shuffle(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([head, *rows])


def scan_once(base, region, *, number, draws, shuffled):
    """One run under settings of its own; the folder of its scan."""
    dice = random.Random(number)
    place = base / f"run-{number}"
    place.mkdir()
    if shuffled:
        region = shutil.copytree(region, place / "region")
        shuffle_rows(region, dice)
    threads = str(dice.choice((1, 2, 3, 4)))
    settings = {
        "PYTHONHASHSEED": str(dice.randrange(2**32)),
        "TZ": dice.choice(ZONES),
        "LANG": (tongue := dice.choice(TONGUES)),
        "LC_ALL": tongue,
        "OMP_NUM_THREADS": threads,
        "OPENBLAS_NUM_THREADS": threads,
        "NUMBA_NUM_THREADS": threads,
    }
    reports = place / "reports"
    command = [sys.executable, "-m", "stakeholder_map", "scan", region, "--reports", reports]
    subprocess.run(
        [*map(str, command), "--draws", str(draws), "--jobs", str(dice.choice((1, 2))), "--quiet"],
        env={**os.environ, **settings},
        cwd=dice.choice(("/", str(place), tempfile.gettempdir())),
        umask=dice.choice(MASKS),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (scan,) = reports.glob("*/20*-001")
    return scan


def content(scan, *, of_input):
    """Every file of a scan without the times; without what is copied of the input if told so."""
    files = {}
    for path in sorted(scan.rglob("*")):
        name = path.relative_to(scan).as_posix()
        if path.is_file() and (of_input or not name.startswith("restricted/inputs/")):
            files[name] = path.read_bytes()
    top = json.loads(files["manifest.json"])
    del top["times"]
    if not of_input:
        del top["tiers"]["restricted"]
        restricted = json.loads(files["restricted/manifest.json"])
        del restricted["inputs"]
        told = {k: v for k, v in restricted["outputs"].items() if not k.startswith("inputs/")}
        files["restricted/manifest.json"] = json.dumps({**restricted, "outputs": told}).encode()
    files["manifest.json"] = json.dumps(top, sort_keys=True).encode()
    return files


def differences(one, other):
    """Names of files that differ, or are in one scan only."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    draws = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    found = []
    with tempfile.TemporaryDirectory() as folder:
        base, region = Path(folder), ROOT / "data" / "example"
        first = scan_once(base, region, number=0, draws=draws, shuffled=False)
        print(f"{len(content(first, of_input=True))} files", flush=True)
        for number in range(1, runs):
            shuffled = number % 3 != 0
            scan = scan_once(base, region, number=number, draws=draws, shuffled=shuffled)
            told = [content(each, of_input=not shuffled) for each in (first, scan)]
            found += [(number, name) for name in differences(*told)]
            print(f"run {number + 1}: {len(found)} differences so far", *found[:5], flush=True)
            shutil.rmtree(scan.parents[2])


if __name__ == "__main__":
    main()
