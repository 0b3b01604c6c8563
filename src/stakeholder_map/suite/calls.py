"""Work that a process does before it forks kernels: what it leaves in memory, they have.

A function is named by its module and its name and gets plain values. It tells nothing but that it
is done, or why not; what it made lies in files, and in the memory of the process.
"""

from __future__ import annotations

import importlib
import json
import math
import os
import socket
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from stakeholder_map import errors
from stakeholder_map.errors import ResourceError, ScanError
from stakeholder_map.suite.jobs import Limits
from stakeholder_map.suite.memory import MemoryWatch, bound_allocation, count_rescues
from stakeholder_map.suite.verdict import OUT_OF_MEMORY

Value = str | int | float | bool
LOOK_S = 0.2
KERNELS_S = 2.0
"""How long those who wait for a call let the first kernels go before it."""
TOLD_BYTES = 1 << 16
MOST_TEXT = 8000

OVER = b"over "
"""How the answer of a call begins that was given up."""

PREPARATION = "the preparation of the notebooks"
"""The subject of what is said of a call."""

BRANCH = b'{"branch": true}'
"""What asks a zygote to fork another one."""


def call_here(function: str, arguments: Mapping[str, Value]) -> None:
    """Call a function by its name.

    Parameters
    ----------
    function : str
        Module and name, with a colon between them.
    arguments : mapping of str to value
        What it is called with.

    Examples
    --------
    >>> call_here("builtins:print", {"sep": "-"})
    <BLANKLINE>
    """
    module, name = function.split(":")
    getattr(importlib.import_module(module), name)(**arguments)


def pack_call(
    function: str, arguments: Mapping[str, Value], *, limits: Limits | None = None
) -> bytes:
    """A call as one message.

    Parameters
    ----------
    function, arguments
        As of :func:`call_here`.
    limits : Limits, optional
        What it may use of time and memory.

    Returns
    -------
    bytes
        JSON.
    """
    may = {} if limits is None else {"seconds": limits.seconds, "memory_mb": limits.memory_mb}
    return json.dumps({"call": function, "with": dict(arguments), "may": may}).encode()


def is_call(message: bytes) -> bool:
    """Whether a message asks for a call, and not for a kernel."""
    return message.startswith(b'{"call"')


def perform(message: bytes, *, wanted: Callable[[], bool]) -> bytes | None:
    """Do what a message of :func:`pack_call` asks for.

    Parameters
    ----------
    message : bytes
        The message.
    wanted : callable
        Asked now and then whether anybody still waits.

    Returns
    -------
    bytes or None
        The answer for :func:`hear`. None where nobody waits any more; then, and where
        :func:`is_over` says so of the answer, the work goes on until the process ends.
    """
    order = json.loads(message)
    told: dict[str, str | float | None] = {}
    beyond = _watch(**order["may"])

    def work() -> None:
        begun = time.process_time()
        try:
            call_here(order["call"], order["with"])
            told["cpu_s"] = time.process_time() - begun
        except BaseException as error:  # noqa: BLE001  the runner tells it
            traceback.print_exc()
            told.update(kind=type(error).__name__, text=str(error)[:MOST_TEXT])
            told["errno"] = error.errno if isinstance(error, OSError) else None

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(LOOK_S)
        if thread.is_alive() and not wanted():
            return None
        if thread.is_alive() and (limit := beyond()):
            return OVER + json.dumps({"kind": "ResourceError", "text": limit}).encode()
    return json.dumps(told).encode()


def is_over(answer: bytes) -> bool:
    """Whether an answer says that the work was given up, because it took more than it may."""
    return answer.startswith(OVER)


def _watch(*, seconds: float = math.inf, memory_mb: float = math.inf) -> Callable[[], str]:
    """Says, asked now and then, which limit this process is beyond; nothing while it is within."""
    if math.isfinite(memory_mb):
        bound_allocation(memory_mb)
    memory, end = MemoryWatch(os.getpid(), limit_mb=memory_mb), time.monotonic() + seconds

    def beyond() -> str:
        if time.monotonic() > end:
            return f"{PREPARATION} did not finish within {seconds:g} s"
        if (held := memory.excess()) is not None:
            return f"{PREPARATION} held {held:,.0f} MB of memory; it may hold {memory_mb:,.0f} MB"
        return ""

    return beyond


def hear(line: socket.socket, *, of: bytes) -> float:
    """Wait for the answer to a call.

    Parameters
    ----------
    line : socket.socket
        On which the call has gone out.
    of : bytes
        The call.

    Returns
    -------
    float
        Seconds that it computed.

    Raises
    ------
    ScanError
        What the function raised, of the same kind where it is one of ours; or that the process is
        gone.
    ResourceError
        The limit of the call that it was beyond; that memory was refused; that the system killed
        the process because memory ran out.
    OSError
        What it raised, of the same number.
    """
    rescues = count_rescues()
    try:
        message = line.recv(TOLD_BYTES)
    except OSError:
        message = b""
    if not message:
        asked = json.loads(of)["call"]
        if count_rescues() > rescues:
            raise ResourceError(
                f"{PREPARATION} was killed by the system, whose memory ran out, within {asked!r}"
            )
        raise ScanError(f"the process that prepares the notebooks ended within {asked!r}")
    told: dict[str, Any] = json.loads(message.removeprefix(OVER))
    if "kind" in told:
        raise _error(told["kind"], told["text"], errno=told.get("errno"))
    return float(told["cpu_s"])


def _error(kind: str, text: str, *, errno: int | None) -> Exception:
    if errno is not None:
        return OSError(errno, os.strerror(errno))
    if kind in OUT_OF_MEMORY:
        return ResourceError(f"{PREPARATION} was refused memory ({text or kind})")
    known = getattr(errors, kind, None)
    if known is errors.InputError or not isinstance(known, type):
        return ScanError(text if known else f"{kind}: {text}")
    return known(text) if issubclass(known, ScanError) else ScanError(f"{kind}: {text}")


class CallBeside:
    """One call made in a thread, as soon as the first kernels are up.

    Parameters
    ----------
    call : callable
        Makes the call, and returns when it is answered.
    kernels : int
        How many kernels to let through first.

    Examples
    --------
    >>> beside = CallBeside(lambda: print("called"), kernels=1)
    >>> beside.let_through()
    >>> beside.wait(wanted=lambda: True)
    called
    """

    def __init__(self, call: Callable[[], None], *, kernels: int) -> None:
        self._call = call
        self._left = kernels
        self._changed = threading.Condition()
        self._dropped = False
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def let_through(self) -> None:
        """A kernel is up."""
        with self._changed:
            self._left -= 1
            self._changed.notify_all()

    def wait(self, *, wanted: Callable[[], bool]) -> None:
        """Have the call made soon, if it has not been made, and wait for its end.

        The first kernels are waited for a second or two: they would have to wait for the call.

        Parameters
        ----------
        wanted : callable
            Asked now and then whether to wait on; where not, this returns.

        Raises
        ------
        Exception
            What the call raised.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._left <= 0 or self._dropped, timeout=KERNELS_S)
            self._left = 0
            self._changed.notify_all()
        while self._thread.is_alive() and wanted():
            self._thread.join(LOOK_S)
        self.check()

    def check(self) -> None:
        """Raise what the call has ended with, if it failed."""
        if self._error is not None:
            raise self._error

    def drop(self) -> None:
        """Make no call that has not been made yet."""
        with self._changed:
            self._dropped = True
            self._changed.notify_all()

    def _work(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._left <= 0 or self._dropped)
            if self._dropped:
                return
        try:
            self._call()
        except BaseException as error:  # noqa: BLE001  whoever waits raises it
            self._error = error
