"""What became of a notebook: done only when the proof says so, and else why not."""

from __future__ import annotations

import re
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from stakeholder_map.errors import ResourceError, ScanError, foresee
from stakeholder_map.suite.jobs import Limits
from stakeholder_map.suite.proof import PROOF_FORMAT, seal

Verdict = Literal[
    "done",
    "failed",
    "killed",
    "timed out",
    "out of memory",
    "out of disk",
    "flooded",
    "exited",
    "left alone",
]
OUT_OF_MEMORY = ("MemoryError", "_ArrayMemoryError", "ArrayMemoryError")
"""Errors by which Python and numpy say that an allocation was refused."""
SIGKILLED = -9
TRACEBACK_LINES = 8
LONGEST_LINE = 300
ANSI = re.compile(r"\x1b\[[0-9;]*m")
ERRNO = re.compile(r"\[Errno (\d+)\] ")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)


class NotebookFailed(ScanError):  # noqa: N818  named for what happened
    """A notebook did not run to its end.

    Parameters
    ----------
    message : str
        What happened, in which cell, and where the notebook lies.
    notebook : str
        File name.
    verdict : Verdict
        An error in a cell; a kernel killed from outside; a limit on time, memory or output; a
        kernel that ended itself; a process that was left behind.
    path : Path
        The notebook as far as it ran.
    """

    def __init__(self, message: str, *, notebook: str, verdict: Verdict, path: Path) -> None:
        super().__init__(message)
        self.notebook = notebook
        self.verdict = verdict
        self.path = path


class NotebookTimedOut(NotebookFailed, ResourceError):  # noqa: N818  named for what happened
    """A notebook ran longer than it may."""

    exit_code = ResourceError.exit_code


class NotebookOutOfMemory(NotebookFailed, ResourceError):  # noqa: N818  named for what happened
    """A notebook held more memory than it may, or than there is."""

    exit_code = ResourceError.exit_code


class NotebookOutOfDisk(NotebookFailed, ResourceError):  # noqa: N818  named for what happened
    """The disk, or the table of open files, refused something to a notebook."""

    exit_code = ResourceError.exit_code


class NotebookFlooded(NotebookFailed, ResourceError):  # noqa: N818  named for what happened
    """A notebook put out more than it may."""

    exit_code = ResourceError.exit_code


KINDS: Mapping[Verdict, type[NotebookFailed]] = {
    "timed out": NotebookTimedOut,
    "out of memory": NotebookOutOfMemory,
    "out of disk": NotebookOutOfDisk,
    "flooded": NotebookFlooded,
}
"""Errors by verdict; for any other it is :class:`NotebookFailed`."""


@dataclass(frozen=True)
class Ending:
    """All that is known of how one notebook's run ended.

    Parameters
    ----------
    notebook : mapping
        The notebook with its outputs, the cell with the proof last.
    nonce : str
        Secret of the run.
    cell : int
        Index of the last cell that was begun.
    pid : int
        The kernel's process; 0 when none came up.
    limits : Limits
        What the notebook was allowed.
    code : int, optional
        Return code of a kernel that had ended before the runner ended it.
    overdue : bool
        Whether the time limit has passed.
    excess_mb : float, optional
        What the kernel and its processes held when that was more than allowed.
    flooded : bool
        Whether it was ended for putting out more than it may.
    rescued : bool
        Whether the system killed some process meanwhile because memory ran out.
    left_alone : int
        Processes that had left their parents and were still there after the last cell.
    quit : bool
        Whether a cell asked the kernel to exit.
    error : Exception, optional
        What papermill or nbclient raised.
    """

    notebook: Mapping[str, Any]
    nonce: str
    cell: int
    pid: int
    limits: Limits = field(default_factory=Limits)
    code: int | None = None
    overdue: bool = False
    excess_mb: float | None = None
    flooded: bool = False
    rescued: bool = False
    left_alone: int = 0
    quit: bool = False
    error: Exception | None = None


def judge(ending: Ending) -> tuple[Verdict, str]:
    """Tell apart how a notebook can end.

    Parameters
    ----------
    ending : Ending
        What is known.

    Returns
    -------
    verdict : Verdict
        ``"exited"``: the kernel ended itself, with or without an error. ``"left alone"``: every
        cell has run, but a process that left its parents was still at work.
    reason : str
        What happened and where; a sentence that goes on behind the notebook's name. Empty when
        done.

    Examples
    --------
    >>> cells = [{"cell_type": "markdown", "source": "# Who is here?"}, {"cell_type": "code"}]
    >>> judge(Ending({"cells": cells}, nonce="ab12", cell=0, pid=7, code=-9))[1]
    "was killed (SIGKILL) in cell 1 of 1 under the heading 'Who is here?'; memory may have run out"
    """
    place = _place(ending.notebook, ending.cell)
    beyond = _explain_limit(ending, place)
    if beyond is not None:
        return beyond
    if ending.pid == 0:
        return "failed", f"did not start: {ending.error}"
    raised = _find_error(ending.notebook)
    if raised is not None:
        return _explain_error(ending, *raised)
    if ending.code is not None or ending.quit:
        return _explain_exit(ending.code or 0, place)
    if ending.error is None and read_costs(ending) is not None:
        return _explain_left_alone(ending.left_alone)
    return "failed", _explain_silence(ending.error, place)


def read_costs(ending: Ending) -> tuple[tuple[float, float], ...] | None:
    """Seconds on the clock and of computing for each cell that ran, from a proof that holds.

    Parameters
    ----------
    ending : Ending
        What is known.

    Returns
    -------
    tuple of (wall seconds, CPU seconds) or None
        One pair per code cell before the proof; None when there is no proof, or it is another
        run's, another process's, or counts other cells than the notebook has.
    """
    *cells, last = ending.notebook["cells"]
    proofs = [
        output["data"][PROOF_FORMAT]
        for output in last.get("outputs", ())
        if PROOF_FORMAT in output.get("data", {})
    ]
    expected = sum(1 for cell in cells if cell["cell_type"] == "code" and cell["source"].strip())
    wanted = seal(ending.nonce, cells=expected, pid=ending.pid)
    if len(proofs) != 1 or proofs[0]["seal"] != wanted:
        return None
    return tuple((float(wall), float(cpu)) for wall, cpu in proofs[0]["costs"])


def _explain_limit(ending: Ending, place: str) -> tuple[Verdict, str] | None:
    """Which limit ended the notebook, if one did."""
    limits = ending.limits
    if ending.overdue:
        return "timed out", f"did not finish within {limits.seconds:g} s; it had got to {place}"
    if ending.excess_mb is not None:
        held = f"held {ending.excess_mb:,.0f} MB of memory in {place}"
        return "out of memory", f"{held}; it may hold {limits.memory_mb:,.0f} MB"
    if ending.flooded:
        return "flooded", f"put out more than {limits.output_mb:,.0f} MB in {place}"
    if ending.code == SIGKILLED and ending.rescued:
        return "out of memory", f"was killed by the system, whose memory ran out, in {place}"
    return None


def _explain_error(ending: Ending, index: int, output: Any) -> tuple[Verdict, str]:
    place = _place(ending.notebook, index)
    what = f"{output['ename']}: {output['evalue']}"[:LONGEST_LINE].rstrip(": ")
    if output["ename"] == "SystemExit":
        return "exited", f"ended itself in {place} ({what}); cells after it did not run"
    if output["ename"] in OUT_OF_MEMORY:
        most = f"it may hold {ending.limits.memory_mb:,.0f} MB"
        return "out of memory", f"was refused memory in {place} ({what}); {most}"
    verdict: Verdict = "out of disk" if _is_refused(output["evalue"]) else "failed"
    lines = ANSI.sub("", "\n".join(output["traceback"])).splitlines()[-TRACEBACK_LINES:]
    quoted = [f"  | {line[:LONGEST_LINE]}".rstrip() for line in lines]
    return verdict, "\n".join([f"failed in {place}: {what}", *quoted])


def _is_refused(said: str) -> bool:
    """Whether an error says that the system refuses what any program would need of it."""
    found = ERRNO.match(said)
    told = foresee(OSError(int(found[1]), "")) if found else None
    return isinstance(told, ResourceError)


def _explain_left_alone(number: int) -> tuple[Verdict, str]:
    if number == 0:
        return "done", ""
    noun = "process that has" if number == 1 else "processes that have"
    return "left alone", f"left {number} {noun} outlived what started it; it was ended"


def _explain_exit(code: int, place: str) -> tuple[Verdict, str]:
    if code >= 0:
        return "exited", f"ended itself in {place} (exit code {code}); cells after it did not run"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    hint = "; memory may have run out" if name == "SIGKILL" else ""
    return "killed", f"was killed ({name}) in {place}{hint}"


def _explain_silence(error: Exception | None, place: str) -> str:
    if error is not None:
        return f"failed in {place}: {type(error).__name__}: {error}"
    return f"left no proof that all its cells have run; it had got to {place}"


def _find_error(notebook: Mapping[str, Any]) -> tuple[int, Any] | None:
    for index, cell in enumerate(notebook["cells"]):
        for output in cell.get("outputs", ()):
            if output["output_type"] == "error":
                return index, output
    return None


def _place(notebook: Mapping[str, Any], index: int) -> str:
    """The cell as the reader of the stored notebook finds it, and the heading above it."""
    cells: Sequence[Any] = notebook["cells"]
    above = "\n".join(
        cell["source"] for cell in cells[: index + 1] if cell["cell_type"] == "markdown"
    )
    headings = HEADING.findall(above)
    under = f" under the heading {headings[-1]!r}" if headings else ""
    return f"cell {index + 1} of {len(cells) - 1}{under}"
