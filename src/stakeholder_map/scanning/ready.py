"""What a scan prepares before its notebooks: draws, the opened scan, what several notebooks read.

The functions are called by name where notebooks' kernels are forked from, so that the kernels find
the scan open and what was worked out of it; see `stakeholder_map.suite.nest`.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from stakeholder_map.suite import NotebookJob

if TYPE_CHECKING:
    from stakeholder_map.read import Region

OPEN = f"{__name__}:open_for_notebooks"
FINDINGS = f"{__name__}:keep_findings_of"
"""By what name the functions are called."""

BESIDE = ("03_coopetition.ipynb",)
"""Notebooks that read no findings: they run while the findings are gathered."""

LONG = ("02_influence.ipynb", "04_first_partners.ipynb")
"""Notebooks that take long: they start as soon as they may."""


def hand_over(region: Region, *, room: Path) -> str:
    """Put down what was read of a region for the process that opens the scan.

    Parameters
    ----------
    region : Region
        As it was read.
    room : Path
        A folder of this run that nobody else can open.

    Returns
    -------
    str
        Path of a file for `open_for_notebooks`, which removes it. The evidence is collected here,
        while that process still imports.
    """
    from stakeholder_map.evidence import collect_evidence

    descriptor, path = tempfile.mkstemp(prefix="collected-", dir=room)
    with os.fdopen(descriptor, "wb") as file:
        pickle.dump((region, collect_evidence(region)), file)
    return path


def open_for_notebooks(*, inputs: str, prepared: str, draws: int, seed: int, handed: str) -> None:
    """Make the draws, store them, and keep the scan open.

    Parameters
    ----------
    inputs : str
        Folder of the scan's own copy of the region.
    prepared : str
        Folder for the draws.
    draws, seed : int
        As in `open_scan`.
    handed : str
        What `hand_over` gave.
    """
    from stakeholder_map.scan import make_ready

    collected = pickle.loads(Path(handed).read_bytes())  # noqa: S301  written by this very run
    Path(handed).unlink()
    make_ready(Path(inputs), Path(prepared), draws=draws, seed=seed, collected=collected)


def keep_findings_of(
    *, inputs: str, prepared: str, as_of: str, draws: int, seed: int, home: str
) -> None:
    """Store the findings of the scan, and beside them those of the scan before.

    Parameters
    ----------
    inputs, prepared, draws, seed
        As of `open_for_notebooks`.
    as_of : str
        Day of the scan, ISO 8601.
    home : str
        The region's folder of published scans.
    """
    from stakeholder_map.history.compare import keep_findings
    from stakeholder_map.scan import open_scan

    scan = open_scan(inputs, as_of=as_of, draws=draws, seed=seed, prepared=prepared)
    keep_findings(scan, prepared, home=home)


def in_turn(jobs: Iterable[NotebookJob]) -> tuple[NotebookJob, ...]:
    """Notebooks that may start before the findings are there, then all others.

    Parameters
    ----------
    jobs : iterable of NotebookJob
        In any order.

    Returns
    -------
    tuple of NotebookJob
        Those of `BESIDE` are first, then those that take `LONG`.

    Examples
    --------
    >>> jobs = [NotebookJob("01_environment.ipynb"), NotebookJob("03_coopetition.ipynb")]
    >>> [job.title for job in in_turn(jobs)]
    ['03_coopetition', '01_environment']
    """
    marked = [replace(job, first=job.notebook in BESIDE) for job in jobs]
    return tuple(sorted(marked, key=lambda job: (not job.first, job.notebook not in LONG)))
