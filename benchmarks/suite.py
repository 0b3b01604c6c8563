"""Compare one scan by this suite with plain papermill and plain nbconvert, in one run, in turn.

What is timed, from the start of the first command to the end of the last, by the clock:

* ours: ``python -m stakeholder_map scan data/example``; it also reads and checks the region,
  stores its draws, renders three tiers of pages and publishes, which the rivals do not;
* papermill: six ``python -m papermill`` calls, one after the other;
* nbconvert: six ``python -m nbconvert --execute`` calls, one after the other.

All three run the same notebooks with the same defaults. What the cells themselves compute is taken
off both sides, for no runner can save it:

* ours: CPU time of all cells, divided by the cores that the notebooks share;
* rivals: time of all cells in a row, from the kernel's "busy" to its "idle".

Two things are done in cells by a rival and before all cells by ours, so each ratio is given three
times:

* *calls and imports*: what cells call for is computing, wherever it is done. Draws, ranking, pairs
  and choice, which six notebooks of a rival work out in their cells and ours works out once for all
  of them, are taken off both; so are the cells that import, though ours still pays for its imports.
  This is the ratio that has to be at most 0.4.
* *cells alone*: the same, but what ours works out once for all notebooks stays with it, while the
  rivals are forgiven it.
* *imports as overhead*: cells alone, and those that import are overhead of both.

The floor is the time in which one process imports what the notebooks use: no runner that starts
from nothing can be faster.

A scan fills all cores and its rivals one, so whatever else the machine does takes more from the
scan. On Linux the share of the machine that other work took is printed beside each time; where it
is not near zero, the ratios say little.

    python benchmarks/suite.py [--rounds 3] [--region data/example] [--check]

``--check`` ends with exit code 1 where the first ratio is above 0.4 against either rival.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from stakeholder_map.suite import find_jobs, stored_notebooks
from stakeholder_map.suite.jobs import count_cores
from stakeholder_map.suite.libraries import find_imports, notebook_modules
from stakeholder_map.suite.runner import TIMES_VARIABLE

TARGET = 0.4
WAYS: dict[str, dict[str, bool]] = {
    "calls and imports": {},
    "cells alone": {"shared": False},
    "imports as overhead": {"shared": False, "imports": False},
}
"""What is taken off; the first is the one that counts."""


@dataclass(frozen=True)
class Sample:
    """One timed run: seconds on the clock, what its cells computed, and what else went on."""

    wall_s: float
    others: float
    import_cells_s: float
    other_cells_s: float
    shared_s: float = 0.0

    def overhead(self, *, imports: bool = True, shared: bool = True) -> float:
        """Seconds that are left when the cells' computing is taken off: with imports or not."""
        computing = self.other_cells_s + (self.import_cells_s if imports else 0.0)
        return self.wall_s - computing - (self.shared_s if shared else 0.0)


class Watch:
    """Clock of a run, and the share of the machine that was taken by other work meanwhile."""

    def __init__(self) -> None:
        self.begin = (time.perf_counter(), *self._used())

    def read(self) -> tuple[float, float]:
        """Seconds since the start; share of all cores' time that others took, if it is known."""
        wall, machine, own = (
            end - begin
            for begin, end in zip(self.begin, (time.perf_counter(), *self._used()), strict=True)
        )
        return wall, (machine - own) / (wall * (os.cpu_count() or 1))

    def _used(self) -> tuple[float, float]:
        """CPU seconds used so far by the whole machine, and by this process and its children."""
        own = sum(os.times()[:4])
        try:
            fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
        except OSError:
            return own, own
        user, nice, system, _, _, irq, soft, steal = map(int, fields[:8])
        ticks = user + nice + system + irq + soft + steal
        return ticks / os.sysconf("SC_CLK_TCK"), own


def run_ours(region: Path) -> Sample:
    """One scan by the command line, published into a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        times = Path(folder) / "times.json"
        arguments = ["stakeholder_map", "scan", str(region), "--reports", f"{folder}/reports"]
        watch = Watch()
        call(arguments, folder=Path(folder), environment={TIMES_VARIABLE: str(times)})
        wall, others = watch.read()
        told = json.loads(times.read_text())
    cells = [cell for run in told["notebooks"] for cell in run["cells"]]
    cores = min(count_cores(), len(told["notebooks"]))
    return Sample(
        wall,
        others,
        sum(cell["cpu_s"] for cell in cells if cell["imports"]) / cores,
        sum(cell["cpu_s"] for cell in cells if not cell["imports"]) / cores,
        told["shared_cpu_s"] / cores,
    )


def run_papermill(region: Path) -> Sample:
    """Every notebook by a papermill command of its own."""
    return run_rival(
        lambda notebook, out: [
            *("papermill", notebook.name, str(out), "--no-progress-bar"),
            *("-p", "region_folder", str(region)),
        ]
    )


def run_nbconvert(region: Path) -> Sample:
    """Every notebook by an nbconvert command of its own; it cannot be given parameters."""
    if region != (stored_notebooks() / ".." / "data" / "example").resolve():
        raise SystemExit(f"nbconvert runs the notebooks' own default region, not {str(region)!r}")
    return run_rival(
        lambda notebook, out: [
            *("nbconvert", "--to", "notebook", "--execute", notebook.name),
            *("--output", str(out)),
        ]
    )


def run_rival(command: Callable[[Path, Path], list[str]]) -> Sample:
    """One command after the other, each in the notebooks' own folder."""
    source = stored_notebooks()
    with tempfile.TemporaryDirectory() as folder:
        out = {job.notebook: Path(folder) / job.notebook for job in find_jobs(source)}
        watch = Watch()
        for name, path in out.items():
            call(command(source / name, path), folder=source)
        wall, others = watch.read()
        cells = [cell for path in out.values() for cell in json.loads(path.read_text())["cells"]]
    timed = [(any(find_imports("".join(cell["source"]))), busy_seconds(cell)) for cell in cells]
    return Sample(
        wall,
        others,
        sum(seconds for imports, seconds in timed if imports),
        sum(seconds for imports, seconds in timed if not imports),
    )


def busy_seconds(cell: dict[str, Any]) -> float:
    """Time from the kernel's "busy" to its "idle" for one executed cell."""
    times = cell["metadata"].get("execution", {})
    if "iopub.status.idle" not in times:
        return 0.0
    begin, end = (
        datetime.fromisoformat(times[f"iopub.status.{state}"]) for state in ("busy", "idle")
    )
    return (end - begin).total_seconds()


def call(
    arguments: Sequence[str], *, folder: Path, environment: dict[str, str] | None = None
) -> None:
    """Run ``python -m`` with these arguments; stops the benchmark if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")


def measure_floor() -> float:
    """Seconds in which one new process imports what notebooks use."""
    imports = "; ".join(f"import {name}" for name in ("ipykernel.kernelapp", *notebook_modules()))
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", imports], check=True)
    return time.perf_counter() - begin


def print_raw(samples: dict[str, list[Sample]], floor: list[float]) -> None:
    """Every measured time, in the order it was measured."""
    heads = f"{'wall':>8}{'import cells':>14}{'other cells':>13}{'for all':>9}{'other work':>12}"
    print(f"{'seconds':<12}{'round':>6}{heads}")
    for name, runs in samples.items():
        for number, run in enumerate(runs, start=1):
            cells = f"{run.import_cells_s:>14.2f}{run.other_cells_s:>13.2f}"
            times = f"{run.wall_s:>8.2f}{cells}{run.shared_s:>9.2f}"
            print(f"{name:<12}{number:>6}{times}{run.others:>12.0%}")
    print(f"{'floor':<12}{'':>6}{statistics.median(floor):>8.2f}   (one import of the libraries)")


def print_ratios(samples: dict[str, list[Sample]]) -> bool:
    """Medians without the cells' computing, and their ratios; whether the target is met."""
    met = True
    for title, taken_off in WAYS.items():
        print(f"\n{title}:")
        left = {
            name: statistics.median(run.overhead(**taken_off) for run in runs)
            for name, runs in samples.items()
        }
        print(f"  ours       {left['ours']:6.2f} s")
        for rival in ("papermill", "nbconvert"):
            ratio = left["ours"] / left[rival]
            verdict = f"{'at most' if ratio <= TARGET else 'ABOVE'} {TARGET}"
            print(f"  {rival:<10} {left[rival]:6.2f} s   ratio {ratio:.2f}, {verdict}")
            met = met and (ratio <= TARGET or bool(taken_off))
    return met


def main() -> int:
    """Measure in turn, print raw times, floor and ratios."""
    parser = argparse.ArgumentParser(description="One scan against plain papermill and nbconvert.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--region", type=Path, default=stored_notebooks() / "../data/example")
    parser.add_argument("--check", action="store_true", help="exit code 1 where above the target")
    options = parser.parse_args()
    region = options.region.resolve()
    runners = {"ours": run_ours, "papermill": run_papermill, "nbconvert": run_nbconvert}
    print(f"{count_cores()} cores, {len(find_jobs(stored_notebooks()))} notebooks, Python ", end="")
    print(
        f"{sys.version.split()[0]}, {options.rounds} rounds in turn after one that is not counted"
    )
    run_ours(region)
    floor: list[float] = []
    samples: dict[str, list[Sample]] = {name: [] for name in runners}
    for _ in range(options.rounds):
        floor.append(measure_floor())
        for name, run in runners.items():
            samples[name].append(run(region))
    print_raw(samples, floor)
    met = print_ratios(samples)
    return 1 if options.check and not met else 0


if __name__ == "__main__":
    sys.exit(main())
