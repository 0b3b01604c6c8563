"""The command line on a small region whose readings cost nothing: a whole run in little time.

``python tests/soak/small_run.py scan region --reports reports ...``, as a process of its own, for
campaigns that end it at any moment. Kernels import what they need instead of finding it imported.
"""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scanning.small import stand_in, write_notebooks, write_region

TESTS = Path(__file__).resolve().parents[1]


class Patches:
    """Takes the place of pytest's own where no test runs."""

    def setattr(self, where, name, value):
        setattr(where, name, value)


def write_small(folder):
    """A region and two notebooks below a folder."""
    return write_region(folder / "region"), write_notebooks(folder / "notebooks")


def command(folder, *arguments, reports="reports"):
    """The command of one run on what `write_small` wrote."""
    given = ["scan", folder / "region", "--notebooks", folder / "notebooks", "--draws", "5"]
    given += ["--reports", folder / reports, *arguments]
    return [sys.executable, str(Path(__file__).resolve()), *map(str, given)]


def environment(**more):
    """Variables of a run."""
    return {**os.environ, "PYTHONPATH": str(TESTS), **{k: str(v) for k, v in more.items()}}


def main():
    from stakeholder_map import suite
    from stakeholder_map.scanning import run
    from stakeholder_map.suite import pool

    stand_in(Patches())
    suite.warm = run.warm
    pool.notebook_modules = lambda: ()
    run.ROOM_BYTES = 100_000
    from stakeholder_map.cli import main

    main()


if __name__ == "__main__":
    main()
