"""Forked kernels, and the process that has imported the libraries and forks them."""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from stakeholder_map.suite.calls import BRANCH, hear
from stakeholder_map.suite.keeper import KernelRequest
from stakeholder_map.suite.processes import find_descendants, kill

STARTING_S = 120.0
ENDING_S = 10.0


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
        self._process: subprocess.Popen[bytes] | None
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
        near = self._send(request.pack())
        try:
            return ForkedKernel(near)
        except BaseException:
            near.close()
            raise

    def branch(self) -> Zygote:
        """Have the zygote fork another one, which has imported the same and may come to know more.

        Returns
        -------
        Zygote
            It ends all that is below it when it is closed, or with the zygote.
        """
        other: Zygote = object.__new__(Zygote)
        other._process = None
        other._line = self._send(BRANCH)
        return other

    def call(self, message: bytes) -> float:
        """Have the zygote do something itself, and wait for the end of it.

        Parameters
        ----------
        message : bytes
            Of :func:`~stakeholder_map.suite.calls.pack_call`.

        Returns
        -------
        float
            Seconds that it computed.

        Raises
        ------
        ScanError
            What it raised there.
        """
        with self._send(message) as line:
            return hear(line, of=message)

    def _send(self, message: bytes) -> socket.socket:
        """Send a message with a line for the answer."""
        near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with far:
                socket.send_fds(self._line, [message], [far.fileno()])
        except BaseException:
            near.close()
            raise
        return near

    def close(self) -> None:
        """Hang up; the zygote ends all that is below it and sweeps."""
        if self._process is None:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_WR)
                self._line.settimeout(ENDING_S)
                self._line.recv(1)  # the end of the line comes with the end of the process
            self._line.close()
            return
        self._line.close()
        try:
            self._process.wait(ENDING_S)
        except subprocess.TimeoutExpired:
            kill([*find_descendants(self._process.pid), self._process.pid])
            self._process.wait()
