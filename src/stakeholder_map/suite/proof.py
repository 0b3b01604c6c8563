"""The proof of completion: what a kernel leaves behind when every cell has run.

A kernel loads this module as an IPython extension and so meters each cell. The runner appends a
last cell that calls :func:`leave_proof` with a secret drawn for this run. Only a kernel that is
alive after the last cell, that ran all cells itself and that was told the secret can leave it.
"""

from __future__ import annotations

import hashlib
import os
import time
from typing import Any

PROOF_FORMAT = "application/vnd.stakeholder-map.proof+json"
EXTENSION = "stakeholder_map.suite.proof"


class CellMeter:
    """Counts the cells that ended in this kernel and what each of them cost."""

    def __init__(self) -> None:
        self.costs: list[tuple[float, float]] = []
        self._began: tuple[float, float] | None = None

    def start(self, *_: object) -> None:
        """Note the clocks before a cell."""
        self._began = (time.perf_counter(), _cpu_seconds())

    def stop(self, *_: object) -> None:
        """Note the cost of the cell that has just ended."""
        if self._began is not None:
            wall, cpu = self._began
            self.costs.append((time.perf_counter() - wall, _cpu_seconds() - cpu))
            self._began = None


METER = CellMeter()


def load_ipython_extension(shell: Any) -> None:
    """Meter every cell of this shell; IPython calls it when the kernel starts.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
        The kernel's shell.
    """
    shell.events.register("pre_run_cell", METER.start)
    shell.events.register("post_run_cell", METER.stop)


def write_proof_cell(nonce: str) -> str:
    """Source of the cell that asks for the proof, safe against whatever names the notebook uses.

    Parameters
    ----------
    nonce : str
        Secret of this run.

    Returns
    -------
    str
        One line of Python.

    Examples
    --------
    >>> write_proof_cell("ab12")
    "__import__('stakeholder_map.suite.proof', fromlist=['leave_proof']).leave_proof('ab12')"
    """
    return f"__import__({EXTENSION!r}, fromlist=['leave_proof']).leave_proof({nonce!r})"


def leave_proof(nonce: str) -> None:
    """Publish the proof as an output of the cell that calls it.

    Parameters
    ----------
    nonce : str
        Secret of this run, known to the last cell alone.
    """
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()  # type: ignore[no-untyped-call,unused-ignore]
    costs = [list(cost) for cost in METER.costs]
    proof = {"seal": seal(nonce, cells=len(costs), pid=os.getpid()), "costs": costs}
    shell.display_pub.publish({PROOF_FORMAT: proof}, metadata={})


def seal(nonce: str, *, cells: int, pid: int) -> str:
    """Bind a run's secret to a kernel process and the number of cells that ended in it.

    Parameters
    ----------
    nonce : str
        Secret of the run.
    cells : int
        Code cells that ended in the kernel.
    pid : int
        The kernel's process.

    Returns
    -------
    str
        Hexadecimal digest.

    Examples
    --------
    >>> seal("ab12", cells=3, pid=7) == seal("ab12", cells=4, pid=7)
    False
    """
    return hashlib.sha256(f"{nonce}:{cells}:{pid}".encode()).hexdigest()


def _cpu_seconds() -> float:
    times = os.times()
    return time.process_time() + times.children_user + times.children_system
