"""One kernel process as the runner sees it, forked or started by its command line."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from stakeholder_map.suite.memory import MemoryWatch
from stakeholder_map.suite.processes import end_marked, find_descendants, find_marked, kill

MARK_VARIABLE = "STAKEHOLDER_MAP_RUN"
STARTING_S = 120.0
ENDING_S = 10.0


class Kernel(Protocol):
    """One kernel process and everything it starts."""

    pid: int
    excess_mb: float | None
    """What it held when it was ended for holding more than it may, in millions of bytes."""
    left_alone: int
    """How many processes had left their parents when it was ended; known after :meth:`end`."""

    def poll(self) -> int | None:
        """Return code once the kernel has ended (below zero: the signal), None before."""

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel and its process group."""

    def check_memory(self) -> None:
        """End the kernel and all below it where they hold more than they may."""

    def end(self) -> int | None:
        """Kill the kernel and every process it left; how it had ended if it was gone already."""


class PlainKernel:
    """A kernel started by its command line.

    Parameters
    ----------
    command : list of str
        What to run.
    folder : Path
        Working directory.
    environment : mapping of str to str
        All variables, with a mark by which stray processes are found again.
    log : Path
        Receives what the kernel writes outside of its notebook.
    """

    def __init__(
        self, command: list[str], *, folder: Path, environment: Mapping[str, str], log: Path
    ) -> None:
        from jupyter_client.launcher import launch_kernel

        with log.open("ab") as output:
            self._process = launch_kernel(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output.fileno(),
                stderr=output.fileno(),
                cwd=str(folder),
                env=dict(environment),
            )
        self.pid = self._process.pid
        self.excess_mb: float | None = None
        self.left_alone = 0
        self._memory: MemoryWatch | None = None
        self._mark = f"{MARK_VARIABLE}={environment[MARK_VARIABLE]}"

    def watch_memory(self, limit_mb: float) -> None:
        """Let :meth:`check_memory` end the kernel where it holds more than these million bytes."""
        self._memory = MemoryWatch(self.pid, limit_mb=limit_mb)

    def poll(self) -> int | None:
        """Return code once the kernel has ended (below zero: the signal), None before."""
        return self._process.poll()

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel and its process group."""
        if self.poll() is None:
            if sys.platform == "win32":
                self._process.send_signal(number)
            else:
                os.killpg(self.pid, number)

    def check_memory(self) -> None:
        """End the kernel and all below it where they hold more than they may."""
        if self._memory is None or self.poll() is not None:
            return
        held = self._memory.excess()
        if held is not None:
            self.excess_mb = held
            kill([self.pid, *find_descendants(self.pid)])

    def end(self) -> int | None:
        """Kill the kernel and every process it left; how it had ended if it was gone already."""
        before = self.poll()
        below = () if before is not None else find_descendants(self.pid)
        if before is None:
            self.left_alone = len(set(find_marked(self._mark)) - {self.pid, *below})
        kill([*(() if before is not None else (self.pid,)), *below])
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)
        end_marked(self._mark)
        self._process.wait()
        return before
