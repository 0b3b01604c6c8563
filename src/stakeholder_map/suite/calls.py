"""Work that a process does before it forks kernels: what it leaves in memory, they have.

A function is named by its module and its name and gets plain values. It tells nothing but that it
is done, or why not; what it made lies in files, and in the memory of the process.
"""

from __future__ import annotations

import importlib
import json
import socket
import threading
import traceback
from collections.abc import Callable, Mapping

from stakeholder_map import errors
from stakeholder_map.errors import ScanError

Value = str | int | float | bool
LOOK_S = 0.2
KERNELS_S = 2.0
"""How long those who wait for a call let the first kernels go before it."""
TOLD_BYTES = 1 << 16
MOST_TEXT = 8000

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


def pack_call(function: str, arguments: Mapping[str, Value]) -> bytes:
    """A call as one message.

    Parameters
    ----------
    function, arguments
        As of :func:`call_here`.

    Returns
    -------
    bytes
        JSON.
    """
    return json.dumps({"call": function, "with": dict(arguments)}).encode()


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
        The answer for :func:`hear`; None where nobody waits any more, and the work may go on.
    """
    order = json.loads(message)
    told: dict[str, str] = {}

    def work() -> None:
        try:
            call_here(order["call"], order["with"])
        except BaseException as error:  # noqa: BLE001  the runner tells it
            traceback.print_exc()
            told.update(kind=type(error).__name__, text=str(error)[:MOST_TEXT])

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(LOOK_S)
        if thread.is_alive() and not wanted():
            return None
    return json.dumps(told).encode()


def hear(line: socket.socket, *, of: bytes) -> None:
    """Wait for the answer to a call.

    Parameters
    ----------
    line : socket.socket
        On which the call has gone out.
    of : bytes
        The call.

    Raises
    ------
    ScanError
        What the function raised, of the same kind where it is one of ours; or that the process is
        gone.
    """
    try:
        message = line.recv(TOLD_BYTES)
    except OSError:
        message = b""
    if not message:
        asked = json.loads(of)["call"]
        raise ScanError(f"the process that prepares the notebooks ended within {asked!r}")
    told: dict[str, str] = json.loads(message)
    if told:
        raise _error(told["kind"], told["text"])


def _error(kind: str, text: str) -> ScanError:
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
