"""What a scan prepares before its notebooks: draws, the opened scan, what several notebooks read.

The functions are called by name where notebooks' kernels are forked from, so that the kernels find
the scan open and what was worked out of it; see `stakeholder_map.suite.nest`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from stakeholder_map.suite import NotebookJob

OPEN = f"{__name__}:open_for_notebooks"
FINDINGS = f"{__name__}:keep_findings_of"
"""By what name the functions are called."""

BESIDE = ("03_coopetition.ipynb",)
"""Notebooks that read no findings: they run while the findings are gathered."""

LONG = ("02_influence.ipynb", "04_first_partners.ipynb")
"""Notebooks that take long: they start as soon as they may."""


def open_for_notebooks(*, inputs: str, prepared: str, as_of: str, draws: int, seed: int) -> None:
    """Make the draws, store them, and keep the scan open.

    Parameters
    ----------
    inputs : str
        Folder of the scan's own copy of the region.
    prepared : str
        Folder for the draws.
    as_of : str
        Day of the scan, ISO 8601.
    draws, seed : int
        As in `open_scan`.
    """
    from stakeholder_map.scan import make_ready

    make_ready(Path(inputs), Path(prepared), as_of=as_of, draws=draws, seed=seed)


def keep_findings_of(
    *, inputs: str, prepared: str, as_of: str, draws: int, seed: int, home: str
) -> None:
    """Store the findings of the scan, and beside them those of the scan before.

    Parameters
    ----------
    inputs, prepared, as_of, draws, seed
        As of `open_for_notebooks`.
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
