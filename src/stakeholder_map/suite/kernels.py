"""One kernel process as the runner sees it, forked or started by its command line."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from stakeholder_map.suite.keeper import KernelRequest
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


class ForkedKernel:
    """A kernel that the zygote forked, reached through its keeper.

    Parameters
    ----------
    line : socket.socket
        To the keeper.
    """

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._code: int | None = None
        self.pid = 0
        self.excess_mb: float | None = None
        self.left_alone = 0
        self._line.settimeout(STARTING_S)
        ready = False
        # the kernel may say that it is ready before its keeper has said who it is
        while (message := self._hear()) is not None:
            self.pid = message.get("pid", self.pid)
            ready = ready or "ready" in message
            if ready and self.pid:
                return
            if "exit" in message:
                break
        self._line.close()
        raise ChildProcessError(f"kernel process {self.pid} ended with {self._code} while starting")

    def poll(self) -> int | None:
        """Return code once the kernel has ended (below zero: the signal), None before."""
        while self._code is None and self._line.fileno() >= 0:
            try:
                self._line.setblocking(False)
                self._hear()
            except BlockingIOError:
                break
        return self._code

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel and its process group."""
        self._say({"signal": number})

    def check_memory(self) -> None:
        """Nothing: the keeper does it, and says so before it says how the kernel ended."""

    def end(self) -> int | None:
        """Kill the kernel and every process it left; how it had ended if it was gone already."""
        before = self.poll()
        if self._line.fileno() >= 0:
            self._say({"end": True})
            self._line.settimeout(ENDING_S)
            with contextlib.suppress(TimeoutError):
                while self._hear() is not None:
                    continue
            self._line.close()
        return before

    def _say(self, order: dict[str, object]) -> None:
        with contextlib.suppress(OSError):
            self._line.send(json.dumps(order).encode())

    def _hear(self) -> dict[str, Any] | None:
        """One message of the keeper; None when it is gone."""
        try:
            message = self._line.recv(4096)
        except ConnectionError:
            message = b""
        if not message:
            # A keeper that left without a word was killed, and the kernel with it.
            self._code = -int(signal.SIGKILL) if self._code is None else self._code
            return None
        heard: dict[str, Any] = json.loads(message)
        self._code = heard.get("exit", self._code)
        self.excess_mb = heard.get("memory", self.excess_mb)
        self.left_alone = heard.get("left", self.left_alone)
        return heard


class Zygote:
    """The process that forks kernels, as the runner sees it.

    Parameters
    ----------
    folder : Path
        Folder that the zygote sweeps away when the runner hangs up or is gone.
    modules : sequence of str
        What it imports beside ipykernel.
    environment : mapping of str to str
        All variables.
    log : Path
        Receives what the zygote and its kernels write outside of notebooks.
    """

    def __init__(
        self, folder: Path, *, modules: Sequence[str], environment: Mapping[str, str], log: Path
    ) -> None:
        self._line, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # Without the interpreter's own tidying, which takes longer the more is loaded.
        code = "import os; from stakeholder_map.suite.zygote import main; os._exit(main())"
        with far, log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603  nothing in it is input
                [sys.executable, "-P", "-c", code, str(far.fileno()), str(folder), *modules],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                # Process 1 as the parent tells ipykernel that nobody waits at a terminal.
                env={**environment, "JPY_PARENT_PID": "1"},
                pass_fds=[far.fileno()],
                start_new_session=True,
            )

    def fork(self, request: KernelRequest) -> ForkedKernel:
        """Ask for a kernel and wait until it has bound its sockets.

        Parameters
        ----------
        request : KernelRequest
            The kernel to start.

        Returns
        -------
        ForkedKernel
            Running.

        Raises
        ------
        OSError
            If the zygote is gone, or the kernel ended while starting.
        """
        near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with far:
                socket.send_fds(self._line, [request.pack()], [far.fileno()])
            return ForkedKernel(near)
        except BaseException:
            near.close()
            raise

    def close(self) -> None:
        """Hang up; the zygote ends all that is below it and sweeps."""
        self._line.close()
        try:
            self._process.wait(ENDING_S)
        except subprocess.TimeoutExpired:
            kill([*find_descendants(self._process.pid), self._process.pid])
            self._process.wait()
