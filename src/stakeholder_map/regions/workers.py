"""The forge as its owner sees it: tasks go in, what becomes of them comes out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from stakeholder_map.errors import ExitCode
from stakeholder_map.regions.task import Outcome, ScanTask
from stakeholder_map.suite.pool import ONE_THREAD
from stakeholder_map.suite.processes import find_descendants, kill

ENDING_S = 15.0


class ForgeProcess:
    """A forge of one's own; a context manager that leaves no process behind.

    It begins importing when it is made. Any thread may send; one thread hears.
    """

    def __init__(self) -> None:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  closed with the process
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "stakeholder_map.regions.forge"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env={**os.environ, **ONE_THREAD},
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def send(self, number: int, task: ScanTask) -> None:
        """Have a task carried out.

        Parameters
        ----------
        number : int
            By which messages name it.
        task : ScanTask
            What to do.
        """
        line = json.dumps({"number": number, "task": task.as_json()}) + "\n"
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # whoever hears will hear that it is gone
            self._process.stdin.write(line.encode())
            self._process.stdin.flush()

    def messages(self) -> Iterator[Mapping[str, Any]]:
        """What is told, until the process is gone.

        Yields
        ------
        mapping
            ``number`` and one of ``share``, ``outcome`` and ``ended``.
        """
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with suppress(ValueError):  # the last words of a process that was killed
                yield json.loads(line)

    def last_words(self) -> str:
        """The end of what it wrote to its log; empty where that is nothing."""
        self._log.seek(0)
        lines = self._log.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else ""

    def close(self) -> None:
        """Tell it to end, wait until everything below it is gone, and kill what is not."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(ENDING_S)
        except subprocess.TimeoutExpired:
            kill([*find_descendants(self.pid), self.pid])
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._log.close()


def ended_outcome(task: ScanTask, code: int | None, *, words: str = "") -> Outcome:
    """The outcome of a run that ended without telling one.

    Parameters
    ----------
    task : ScanTask
        Which run.
    code : int, optional
        Its return code, below zero the signal; None where its whole forge is gone.
    words : str
        The last that was heard.

    Returns
    -------
    Outcome
        Failed, or interrupted by the system.

    Examples
    --------
    >>> ended_outcome(ScanTask("vale", "vale", "reports"), -9).cause
    'the process of the run was killed (SIGKILL); perhaps memory ran out'
    """
    if code in {int(ExitCode.TERMINATED), -int(signal.SIGTERM)}:
        ended = int(ExitCode.TERMINATED)
        told = "ended by the system"
        return Outcome(task.name, "interrupted", ended, cause=told, reason=told)
    how = "ended without a word"
    exit_code = ExitCode.INTERNAL
    if code is not None and code < 0:
        name = signal.Signals(-code).name
        how = f"was killed ({name})"
        if name == "SIGKILL":
            how, exit_code = f"{how}; perhaps memory ran out", ExitCode.RESOURCES
    elif code is None:
        how = "is gone with the process that had started it"
    reason = f"the process of the run {how}"
    cause = f"{reason}: {words}" if words else reason
    return Outcome(task.name, "failed", int(exit_code), cause=cause, reason=reason)
