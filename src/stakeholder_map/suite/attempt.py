"""One notebook, executed once with a kernel of the pool, judged and stored."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stakeholder_map.suite.engine import Hooks, execute
from stakeholder_map.suite.jobs import (
    CellTime,
    Folders,
    Limits,
    NotebookJob,
    NotebookRun,
    Progress,
    ProgressEvent,
    State,
)
from stakeholder_map.suite.kernels import Kernel
from stakeholder_map.suite.libraries import find_imports
from stakeholder_map.suite.memory import count_rescues
from stakeholder_map.suite.normalise import (
    MARKER_TAG,
    drop_cells,
    normalise_notebook,
    read_notebook,
    write_notebook,
)
from stakeholder_map.suite.pool import KernelPool
from stakeholder_map.suite.proof import write_proof_cell
from stakeholder_map.suite.provision import ARGUMENTS, PoolManager
from stakeholder_map.suite.verdict import KINDS, Ending, NotebookFailed, judge, read_costs


class NotebookStopped(Exception):  # noqa: N818  named for what happened
    """A notebook was ended because another failed or the run was interrupted."""


class Attempt:
    """Executes one notebook; may be stopped from another thread.

    Parameters
    ----------
    job : NotebookJob
        Which notebook.
    folders : Folders
        Where it lies and goes; the executed one must be absolute.
    parameters : mapping of str to object
        Checked before.
    limits : Limits
        What the notebook may use.
    pool : KernelPool
        Where its kernel comes from.
    progress : callable
        Told of each cell.
    """

    def __init__(
        self,
        job: NotebookJob,
        *,
        folders: Folders,
        parameters: Mapping[str, Any],
        limits: Limits,
        pool: KernelPool,
        progress: Progress,
    ) -> None:
        self.job = job
        self.folders = folders
        self.parameters = parameters
        self.limits = limits
        self.pool = pool
        self.progress = progress
        self._nonce = secrets.token_hex(16)
        self._notebook: Any = None
        self._manager: PoolManager | None = None
        self._began: float | None = None
        self._cell = 0
        self._quit = False
        self._overdue = False
        self._stopped = threading.Event()

    def run(self) -> NotebookRun:
        """Execute, judge, store.

        Returns
        -------
        NotebookRun
            Of a notebook that has proved its completion.

        Raises
        ------
        NotebookFailed
            If it did not run to its end; NotebookTimedOut when time was short.
        NotebookStopped
            If it was stopped from outside.
        """
        self._check_stopped()
        if not self.job.first:
            self.pool.nest.wait(wanted=lambda: not self._stopped.is_set())
            self._check_stopped()
        self._began = time.monotonic()
        self._notebook = read_notebook(
            self.folders.notebooks / self.job.notebook, last_cell=write_proof_cell(self._nonce)
        )
        self._tell("started")
        ending = self._execute()
        seconds = time.monotonic() - self._began
        if self._stopped.is_set() and not self._overdue:
            self._tell("stopped")
            raise NotebookStopped(self.job.notebook)
        verdict, reason = judge(ending)
        if verdict == "killed":
            self.pool.nest.check()  # its end is the end of all kernels that are forks of it
        if verdict != "done":
            self._tell("failed")
            path = self._store(self.folders.failed)
            message = f"{self.job.notebook} {reason}\nThe notebook as far as it ran: {path}"
            kind = KINDS.get(verdict, NotebookFailed)
            raise kind(message, notebook=self.job.notebook, verdict=verdict, path=path)
        path = self._store(self.folders.executed)
        self._cell = len(self._notebook["cells"]) - 1
        self._tell("done")
        return NotebookRun(self.job.notebook, path, seconds, self._cell_times(ending))

    def check_limits(self) -> None:
        """Kill the kernel when the notebook has run longer, or holds more memory, than it may."""
        began = self._began
        if began is None or self._stopped.is_set():
            return
        if time.monotonic() - began > self.limits.seconds:
            self._overdue = True
            self.stop()
        elif (kernel := self._kernel) is not None:
            kernel.check_memory()

    def stop(self) -> None:
        """End the notebook from another thread; within about a second :meth:`run` raises."""
        self._stopped.set()
        kernel = self._kernel
        if kernel is not None:
            with contextlib.suppress(OSError):
                kernel.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))

    @property
    def _kernel(self) -> Kernel | None:
        return None if self._manager is None else self._manager.provisioner.kernel

    def _execute(self) -> Ending:
        """Run papermill and end the kernel; whatever papermill thinks of it is only noted."""
        error: Exception | None = None
        rescues = count_rescues()
        self._manager = PoolManager(self.pool, limits=self.limits)
        traits = {
            "km": self._manager,
            "resources": {"metadata": {"path": str(self.folders.executed)}},
            "extra_arguments": list(ARGUMENTS),
            "on_cell_start": self._begin_cell,
            "on_cell_executed": self._end_cell,
        }
        try:
            hooks = Hooks(prepared=self._take, traits=traits)
            execute(self._notebook, parameters=self.parameters, hooks=hooks)
        except Exception as problem:  # noqa: BLE001  the judge decides what it means
            error = problem
        finally:
            code = self._manager.finish()
        drop_cells(self._notebook, tag=MARKER_TAG)
        kernel = self._kernel
        return Ending(
            self._notebook,
            nonce=self._nonce,
            cell=self._cell,
            limits=self.limits,
            pid=0 if kernel is None else kernel.pid,
            code=code,
            overdue=self._overdue,
            excess_mb=None if kernel is None else kernel.excess_mb,
            flooded=self._manager.flooded,
            rescued=count_rescues() > rescues,
            left_alone=0 if kernel is None else kernel.left_alone,
            quit=self._quit,
            error=error,
        )

    def _take(self, notebook: Any) -> None:
        self._notebook = notebook

    def _begin_cell(self, *, cell: Any, cell_index: int) -> None:  # noqa: ARG002  nbclient's names
        self._check_stopped()
        self._cell = cell_index
        self._tell("cell")

    def _end_cell(self, *, cell: Any, cell_index: int, execute_reply: Any) -> None:  # noqa: ARG002
        # A kernel that was asked to exit goes on for a tenth of a second: long enough for the next
        # cells, the one with the proof among them.
        payload = execute_reply["content"].get("payload", ())
        if any(item.get("source") == "ask_exit" for item in payload):
            self._quit = True
            raise NotebookStopped(self.job.notebook)

    def _check_stopped(self) -> None:
        if self._stopped.is_set():
            raise NotebookStopped(self.job.notebook)

    def _store(self, folder: Path) -> Path:
        hidden = {
            str(self.folders.executed): ".",
            str(self._manager.room if self._manager else self.pool.folder): "<kernel>",
            sys.prefix: "<python>",
            str(Path(__file__).resolve().parents[2]): "<library>",
            os.path.expanduser("~"): "~",  # noqa: PTH111  Path.home() raises where there is none
        }
        path = folder / self.job.notebook
        write_notebook(normalise_notebook(self._notebook, hidden=hidden), path)
        return path

    def _cell_times(self, ending: Ending) -> tuple[CellTime, ...]:
        costs = iter(read_costs(ending) or ())
        return tuple(
            CellTime(number, any(find_imports(cell["source"])), *next(costs))
            for number, cell in enumerate(self._notebook["cells"][:-1], start=1)
            if cell["cell_type"] == "code" and cell["source"].strip()
        )

    def _tell(self, state: State) -> None:
        total = len(self._notebook["cells"]) - 1
        seconds = time.monotonic() - (self._began or time.monotonic())
        done = min(self._cell, total)
        self.progress(ProgressEvent(self.job.notebook, state, done, total, seconds))
