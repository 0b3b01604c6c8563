"""Compare many scans by `scan-all` with the same scans, and the same notebooks, one after another.

What is timed by the clock, in one run and in turn:

* ours: ``stakeholder-map scan-all`` over all regions, as many at once as there are cores;
* row: ``stakeholder-map scan --jobs 1`` of each region, one after the other;
* papermill: every notebook of every region by a ``python -m papermill`` call of its own, one after
  the other; it neither checks a region nor renders or publishes anything.

`--row` and `--papermill` limit the last two to the first so many regions; their times are then
multiplied up to all regions, which is told. The regions are small, or copies of a folder
(`--source`), with few draws.

What the cells themselves compute is taken off both sides for the comparison with papermill, as in
`suite.py`, whose strict reading is used: cells that import count as computing, so that papermill
is forgiven its imports. The first round is not timed: it measures the memory of the processes of
`scan-all`, shared pages counted in parts (PSS), while it runs.

CPU seconds stand beside every time: on a machine that does other work the clock says little, and
the CPU seconds of `ours` over the cores, against those of the others, are what is left to compare.
For that the kernels of papermill note the CPU seconds of each cell, by a start-up file of IPython.

    python benchmarks/fan_out.py [--regions 16] [--jobs 2] [--row 16] [--papermill 2] [--check]

``--check`` ends with exit code 1 above 0.55 of the row or 0.25 of papermill.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from suite import Watch, busy_seconds, call

from stakeholder_map.settings import SETTINGS_FILE
from stakeholder_map.suite import find_jobs, stored_notebooks
from stakeholder_map.suite.jobs import count_cores
from stakeholder_map.suite.processes import find_descendants
from stakeholder_map.suite.runner import TIMES_VARIABLE

OF_ROW, OF_PAPERMILL = 0.55, 0.25
TABLES = {
    "stakeholders.csv": (
        "stakeholder_id,name,key_group\n"
        "us,Our Alliance,quality_improvement_organization\n"
        "st-anne,St Anne Hospital,hospital\n"
        "zoe,Zoe House,community_service\n"
    ),
    "areas.csv": "area_id,name,kind\nasthma,Asthma,goal\n",
    "positions.csv": (
        "stakeholder_id,area_id,position\nst-anne,asthma,3\nzoe,asthma,-2\nus,asthma,4\n"
    ),
}
NOTED = "STAKEHOLDER_MAP_CELLS"
NOTE_CELLS = """
import os, time
_began = [time.process_time()]
_shell = get_ipython()
_shell.events.register("pre_run_cell", lambda info: _began.append(time.process_time()))
def _note(result):
    with open(os.environ["STAKEHOLDER_MAP_CELLS"], "a") as file:
        file.write(f"{time.process_time() - _began[-1]}\\n")
_shell.events.register("post_run_cell", _note)
"""
SETTINGS = 'name = "Vale"\nconvener = "us"\nas_of = 2026-09-30\n'


@dataclass(frozen=True)
class Took:
    """Seconds by the clock and of CPU; of both what cells computed; the share of other work."""

    wall_s: float
    cpu_s: float
    cells_s: float
    cells_cpu_s: float
    others: float
    of: int

    def whole(self, regions: int) -> Took:
        """The same for all regions, where only some were measured."""
        scale = regions / self.of
        return Took(
            self.wall_s * scale,
            self.cpu_s * scale,
            self.cells_s * scale,
            self.cells_cpu_s * scale,
            self.others,
            regions,
        )


def timed(work: Callable[[], tuple[float, float]], *, of: int) -> Took:
    """Do something and say what it took; it returns what its cells computed, by clock and CPU."""
    watch, before = Watch(), children_cpu()
    cells = work()
    wall, others = watch.read()
    return Took(wall, children_cpu() - before, *cells, others, of)


def children_cpu() -> float:
    """CPU seconds of all children so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def make_regions(folder: Path, *, count: int, source: Path | None) -> list[Path]:
    """Regions that differ in their names."""
    made = []
    for number in range(1, count + 1):
        region = folder / f"region-{number:02d}"
        if source is None:
            region.mkdir(parents=True)
            for name, text in TABLES.items():
                (region / name).write_text(text, encoding="utf-8")
            settings = SETTINGS
        else:
            shutil.copytree(source, region)
            settings = (region / SETTINGS_FILE).read_text(encoding="utf-8")
        lines = settings.splitlines()
        named = [
            f'{line[:-1]} {number:02d}"' if line.startswith("name = ") else line for line in lines
        ]
        (region / SETTINGS_FILE).write_text("\n".join(named) + "\n", encoding="utf-8")
        made.append(region)
    return made


def scan_all(folder: Path, *, jobs: int, draws: int) -> tuple[float, float]:
    """All regions by one command; the CPU seconds of all cells over the cores, and their sum."""
    suite = folder / "suite.toml"
    suite.write_text(
        f'name = "Benchmark"\nregions = ["regions/*"]\ndraws = {draws}\n', encoding="utf-8"
    )
    times = folder / "times"
    times.mkdir(exist_ok=True)
    arguments = ["stakeholder_map", "scan-all", str(suite), "--jobs", str(jobs), "--quiet"]
    arguments += ["--reports", tempfile.mkdtemp(dir=folder)]
    call(arguments, folder=folder, environment={TIMES_VARIABLE: str(times / "run")})
    told = [json.loads(path.read_text()) for path in sorted(times.iterdir())]
    shutil.rmtree(times)
    computed = sum(
        cell["cpu_s"] for each in told for run in each["notebooks"] for cell in run["cells"]
    )
    return computed / min(jobs, count_cores()), computed


def scan_row(regions: list[Path], folder: Path, *, draws: int) -> tuple[float, float]:
    """One region after the other by the command for one."""
    reports = tempfile.mkdtemp(dir=folder)
    for region in regions:
        arguments = ["stakeholder_map", "scan", str(region), "--jobs", "1", "--quiet"]
        call([*arguments, "--draws", str(draws), "--reports", reports], folder=folder)
    return 0.0, 0.0


def papermill_row(regions: list[Path], folder: Path, *, draws: int) -> tuple[float, float]:
    """Every notebook by a papermill command; the seconds that its cells were busy, and of CPU."""
    source = stored_notebooks()
    start_up = folder / "ipython" / "profile_default" / "startup"
    start_up.mkdir(parents=True)
    (start_up / "00-note-cells.py").write_text(NOTE_CELLS, encoding="utf-8")
    noted = folder / "cells"
    environment = {"IPYTHONDIR": str(folder / "ipython"), NOTED: str(noted)}
    seconds = 0.0
    for region in regions:
        for job in find_jobs(source):
            out = folder / "out.ipynb"
            given = ["-p", "region_folder", str(region), "-p", "draws", str(draws)]
            command = ["papermill", job.notebook, str(out), "--no-progress-bar", *given]
            call(command, folder=source, environment=environment)
            cells = json.loads(out.read_text())["cells"]
            seconds += sum(busy_seconds(cell) for cell in cells)
    return seconds, sum(map(float, noted.read_text().split()))


def measure_memory(folder: Path, *, jobs: int, draws: int) -> tuple[float, float]:
    """Most memory of all processes of `scan-all` together, and before its first region began."""
    seen: list[float] = []
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.25):
            seen.append(sum(map(pss_mb, find_descendants(os.getpid()))))

    watcher = threading.Thread(target=look)
    watcher.start()
    scan_all(folder, jobs=jobs, draws=draws)
    over.set()
    watcher.join()
    warm = idle_memory()
    return max(seen, default=0.0), warm


def idle_memory() -> float:
    """Memory of a forge with its zygote once they have imported everything, in MB."""
    from stakeholder_map.regions.workers import ForgeProcess

    with ForgeProcess() as forge:
        sizes: list[float] = []
        while len(sizes) < 8 or sizes[-1] > 1.01 * sizes[-8]:
            time.sleep(0.5)
            below = (forge.pid, *find_descendants(forge.pid))
            sizes.append(sum(map(pss_mb, below)))
        return sizes[-1]


def pss_mb(pid: int) -> float:
    """Memory of one process, what it shares counted in parts."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


def main() -> int:
    """Measure in turn, print everything and the two ratios."""
    parser = argparse.ArgumentParser(description="Many scans at once against one after another.")
    parser.add_argument("--regions", type=int, default=16)
    parser.add_argument("--jobs", type=int, default=count_cores())
    parser.add_argument("--row", type=int, default=16)
    parser.add_argument("--papermill", type=int, default=2)
    parser.add_argument("--draws", type=int, default=10)
    parser.add_argument("--source", type=Path)
    parser.add_argument("--no-memory", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        regions = make_regions(folder / "regions", count=options.regions, source=options.source)
        how = {"draws": options.draws}
        if not options.no_memory:
            most, warm = measure_memory(folder, jobs=options.jobs, draws=options.draws)
            print(f"memory (PSS): {warm:.0f} MB for what all regions share, at most {most:.0f} MB")
            print(f"  in all: {(most - warm) / options.jobs:.0f} MB for each region at work\n")
        took = {
            "ours": timed(lambda: scan_all(folder, jobs=options.jobs, **how), of=len(regions)),
        }
        for label, work, count in (
            ("row", scan_row, min(options.row, len(regions))),
            ("papermill", papermill_row, min(options.papermill, len(regions))),
        ):
            if count:
                chosen = regions[:count]
                took[label] = timed(lambda w=work, c=chosen: w(c, folder, **how), of=count)
    return report(took, regions=options.regions, jobs=options.jobs, check=options.check)


def report(took: dict[str, Took], *, regions: int, jobs: int, check: bool) -> int:
    """Print what was measured and the ratios; the exit code."""
    heads = ("measured on", "wall", "CPU", "of cells", "CPU of cells", "other work")
    print(f"{'seconds for all':<16}" + "".join(f"{head:>14}" for head in heads))
    whole = {name: each.whole(regions) for name, each in took.items()}
    for name, each in whole.items():
        seconds = (each.wall_s, each.cpu_s, each.cells_s, each.cells_cpu_s)
        told = "".join(f"{value:>14.1f}" for value in seconds)
        print(f"{name:<16}{took[name].of:>14}{told}{each.others:>14.0%}")
    ours = whole["ours"]
    met = True
    for name, limit in (("row", OF_ROW), ("papermill", OF_PAPERMILL)):
        if name not in whole:
            continue
        other = whole[name]
        taken_off = name == "papermill"
        ratio = (ours.wall_s - taken_off * ours.cells_s) / (
            other.wall_s - taken_off * other.cells_s
        )
        by_cpu = (ours.cpu_s - taken_off * ours.cells_cpu_s) / (
            jobs * (other.cpu_s - taken_off * other.cells_cpu_s)
        )
        verdict = "at most" if ratio <= limit else "ABOVE"
        print(f"of {name:<12} {ratio:.2f} by the clock, {verdict} {limit}; {by_cpu:.2f} by CPU")
        met = met and ratio <= limit
    return 1 if check and not met else 0


if __name__ == "__main__":
    sys.exit(main())
