"""One forked kernel and the process that keeps it (Linux).

The zygote forks a keeper for each kernel, the keeper forks the kernel. The keeper adopts whatever
the kernel leaves behind, tells the runner how the kernel ended, and ends with everything below it
as soon as the runner says so or is gone.
"""

from __future__ import annotations

import contextlib
import gc
import json
import math
import os
import select
import signal
import socket
import sys
import tempfile
import traceback
from dataclasses import asdict, dataclass, field
from typing import Any, NoReturn

from stakeholder_map.suite.memory import MemoryWatch, bound_allocation
from stakeholder_map.suite.processes import adopt_orphans, die_with, end_children, find_left_alone

POLL_MS = 50


@dataclass(frozen=True)
class KernelRequest:
    """What a kernel needs to start.

    Parameters
    ----------
    arguments : tuple of str
        Command line of ipykernel without the program itself.
    folder : str
        Working directory.
    environment : dict of str to str
        Variables to set beside those of the zygote.
    memory_mb : float
        What the kernel and all that it starts may hold, in millions of bytes.
    """

    arguments: tuple[str, ...]
    folder: str
    environment: dict[str, str] = field(default_factory=dict)
    memory_mb: float = math.inf

    def pack(self) -> bytes:
        """The request as one message.

        Examples
        --------
        >>> KernelRequest.unpack(KernelRequest(("-f", "c.json"), ".").pack()).arguments
        ('-f', 'c.json')
        """
        return json.dumps(asdict(self)).encode()

    @staticmethod
    def unpack(message: bytes) -> KernelRequest:
        """Read what :meth:`pack` wrote.

        Parameters
        ----------
        message : bytes
            One message.

        Returns
        -------
        KernelRequest
            Equal to the one packed.
        """
        parts = json.loads(message)
        return KernelRequest(**{**parts, "arguments": tuple(parts["arguments"])})


def keep_kernel(line: socket.socket, request: KernelRequest, *, zygote: int) -> None:
    """Fork one kernel, watch it, and leave nothing of it behind.

    Parameters
    ----------
    line : socket.socket
        To the runner. It says what the keeper shall do, ``{"signal": 2}`` or ``{"end": true}``,
        and hears ``{"pid": 17}``, ``{"ready": true}``, ``{"memory": 513.2}`` when more millions of
        bytes were held than allowed, ``{"left": 1}`` when processes had left their parents, and
        ``{"exit": -9}``; the end of the line counts as an order to end.
    request : KernelRequest
        The kernel to start.
    zygote : int
        Process that forked the keeper.
    """
    die_with(zygote)
    adopt_orphans()
    keeper = os.getpid()
    kernel = os.fork()
    if kernel == 0:
        _become_kernel(line, request, keeper=keeper)
    tell(line, {"pid": kernel})
    ended = _watch(
        line, kernel, memory=MemoryWatch(keeper, limit_mb=request.memory_mb, counted=False)
    )
    if ended is None:
        tell(line, {"left": len(find_left_alone(keeper, but=kernel))})
        tell(line, {"exit": end_children(keep=kernel)})
    else:
        end_children()
    line.close()


def tell(line: socket.socket, message: dict[str, Any]) -> None:
    """Send one message; a listener that is gone does no harm.

    Parameters
    ----------
    line : socket.socket
        Keeps the bounds of messages.
    message : dict
        What to say.
    """
    try:
        line.send(json.dumps(message).encode())
    except OSError:
        return


def _watch(line: socket.socket, kernel: int, *, memory: MemoryWatch) -> int | None:
    """Obey the runner until it says end; how the kernel ended by itself, if it did."""
    ended: int | None = None
    poll = select.poll()
    poll.register(line, select.POLLIN)
    while True:
        waiting = poll.poll(POLL_MS)
        ended = _reap(line, kernel) if ended is None else ended
        if ended is None and (held := memory.excess()) is not None:
            tell(line, {"memory": held})
            ended = end_children(keep=kernel)
            tell(line, {"exit": ended})
        if not waiting:
            continue
        try:
            message = line.recv(4096)
        except OSError:
            message = b""
        order = json.loads(message) if message else {"end": True}
        if "end" in order:
            return ended
        if ended is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(kernel, order["signal"])


def _reap(line: socket.socket, kernel: int) -> int | None:
    """Reap whoever has ended; the kernel's return code when it is among them."""
    ended: int | None = None
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return ended
        if pid == 0:
            return ended
        if pid == kernel:
            ended = os.waitstatus_to_exitcode(status)
            tell(line, {"exit": ended})


def _become_kernel(line: socket.socket, request: KernelRequest, *, keeper: int) -> NoReturn:
    """Turn this freshly forked process into a kernel; it never returns to the keeper's code."""
    code = 1
    try:
        os.setsid()
        die_with(keeper)
        _freshen(request)
        bound_allocation(request.memory_mb)
        _serve(line, request)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001  the log is all that is left to tell
        traceback.print_exc(file=sys.__stderr__)
    finally:
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None:
                stream.flush()
        os._exit(code)


def _freshen(request: KernelRequest) -> None:
    """Give the process what a kernel started from a command line would have of its own."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(request.folder)
    os.environ.update(request.environment)
    tempfile.tempdir = None
    sys.argv = ["ipykernel_launcher", *request.arguments]
    # The old global generator of numpy was seeded in the zygote: without a new seed every
    # notebook would draw the same numbers.
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()
    gc.enable()


def _serve(line: socket.socket, request: KernelRequest) -> None:
    from ipykernel.kernelapp import IPKernelApp

    app: Any = IPKernelApp.instance()
    app.initialize(list(request.arguments))
    tell(line, {"ready": True})
    line.close()
    app.start()
    app.close()
