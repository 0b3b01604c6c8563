"""Run notebooks: checked first, side by side, each in a fresh kernel, all of them or none."""

from __future__ import annotations

import contextlib
import json
import os
import threading
import warnings
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stakeholder_map.errors import UsageError
from stakeholder_map.suite.jobs import (
    Folders,
    Limits,
    NotebookJob,
    NotebookRun,
    Progress,
    ProgressEvent,
)
from stakeholder_map.suite.parameters import check_parameters
from stakeholder_map.suite.pool import KernelPool, warm

if TYPE_CHECKING:
    from stakeholder_map.suite.attempt import Attempt

LOOK_S = 0.1
TIMES_VARIABLE = "STAKEHOLDER_MAP_TIMES"
"""Environment variable that names a file to receive the times of every cell as JSON."""


def run_notebooks(
    jobs: Sequence[NotebookJob],
    *,
    folders: Folders,
    parameters: Mapping[str, object],
    limits: Limits | None = None,
    progress: Progress | None = None,
    pool: KernelPool | None = None,
) -> tuple[NotebookRun, ...]:
    """Execute notebooks and store them, or say which one did not run to its end.

    Parameters
    ----------
    jobs : sequence of NotebookJob
        Notebooks that are not last run side by side, in the order given; the last ones after them.
    folders : Folders
        Where the notebooks lie, where the executed ones go, and where one that failed is kept.
    parameters : mapping of str to object
        Given to every notebook; checked for name and type before any kernel starts.
    limits : Limits, optional
        Time for one notebook and how many at once.
    progress : callable, optional
        Called with a :class:`ProgressEvent`, one call at a time, from other threads.
    pool : KernelPool, optional
        Kernels that were made ready before; closed by the caller. Without it one is made for this
        call.

    Returns
    -------
    tuple of NotebookRun
        In the order of `jobs`.

    Raises
    ------
    UsageError
        If a notebook is absent or named twice, or parameters do not fit.
    NotebookFailed
        For the first notebook that failed, was killed or ended itself; the others are stopped.
        NotebookTimedOut where the time limit has passed.

    Notes
    -----
    The working directory of a kernel is ``folders.executed``; that of this process stays as it is.
    """
    limits = limits if limits is not None else Limits()
    names = [job.notebook for job in jobs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f"every notebook must be named once, found twice: {twice}")
    check_parameters(jobs, folder=folders.notebooks, parameters=parameters)
    folders.executed.mkdir(parents=True, exist_ok=True)
    place = Folders(folders.notebooks, folders.executed.resolve(), folders.failed)
    with contextlib.ExitStack() as stack:
        kernels = pool if pool is not None else stack.enter_context(warm())
        attempts = _prepare(
            jobs,
            folders=place,
            parameters=parameters,
            limits=limits,
            pool=kernels,
            progress=_one_at_a_time(progress),
        )
        runs: dict[str, NotebookRun] = {}
        for last in (False, True):
            group = [attempt for attempt in attempts if attempt.job.last is last]
            runs.update(_run_side_by_side(group, limits=limits))
        ordered = tuple(runs[name] for name in names)
        _write_times(ordered, shared_cpu_s=kernels.nest.computed_s)
    return ordered


def load_runner() -> None:
    """Import papermill, which takes half a second: a good use of a time of waiting."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import stakeholder_map.suite.attempt  # noqa: F401


def _write_times(runs: Sequence[NotebookRun], *, shared_cpu_s: float) -> None:
    path = os.environ.get(TIMES_VARIABLE)
    if path:
        notebooks = [{**asdict(run), "path": run.path.name} for run in runs]
        told = {"notebooks": notebooks, "shared_cpu_s": shared_cpu_s}
        Path(path).write_text(json.dumps(told, indent=1), encoding="utf-8")


def _prepare(jobs: Sequence[NotebookJob], **needs: Any) -> list[Attempt]:
    load_runner()
    from stakeholder_map.suite.attempt import Attempt

    return [Attempt(job, **needs) for job in jobs]


def _run_side_by_side(attempts: Sequence[Attempt], *, limits: Limits) -> dict[str, NotebookRun]:
    """Run attempts in threads; at the first failure or interrupt stop the rest and raise."""
    if not attempts:
        return {}
    with ThreadPoolExecutor(limits.side_by_side, thread_name_prefix="notebook") as executor:
        futures = {executor.submit(attempt.run): attempt for attempt in attempts}
        waiting: set[Future[NotebookRun]] = set(futures)
        try:
            while waiting:
                done, waiting = wait(waiting, timeout=LOOK_S, return_when=FIRST_COMPLETED)
                for future in sorted(done, key=lambda each: futures[each].job.notebook):
                    future.result()
                for future in waiting:
                    futures[future].check_limits()
        except BaseException:
            for future, attempt in futures.items():
                future.cancel()
                attempt.stop()
            raise
    return {attempt.job.notebook: future.result() for future, attempt in futures.items()}


def _one_at_a_time(progress: Progress | None) -> Progress:
    lock = threading.Lock()

    def tell(event: ProgressEvent) -> None:
        if progress is not None:
            with lock:
                progress(event)

    return tell
