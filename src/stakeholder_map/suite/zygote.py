"""The process that imports the libraries once and forks a kernel for each notebook (Linux).

A kernel spends nearly all of its start on imports. The zygote has done them: what it forks is a
process of its own, with its own memory, whose libraries are loaded and whose namespace is empty.
It stays single-threaded and opens no ZeroMQ context, for neither survives a fork.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import select
import shutil
import socket
import sys
import time
import traceback
from collections.abc import Sequence

from stakeholder_map.suite.calls import BRANCH, is_call, is_over, perform
from stakeholder_map.suite.keeper import KernelRequest, keep_kernel
from stakeholder_map.suite.processes import adopt_orphans, die_with, end_children

KERNEL_MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "faulthandler",
    "pdb",
    "tornado.platform.asyncio",
    "stakeholder_map.suite.output",
    "stakeholder_map.suite.proof",
)

HEARD_S = 0.2
"""How long the runner has to hear why all kernels will end, before they do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Import, then fork kernels until the runner hangs up.

    Parameters
    ----------
    arguments : sequence of str, optional
        File descriptor of the line to the runner, folder to sweep at the end, modules to import.

    Returns
    -------
    int
        Exit code, 0.
    """
    number, folder, *modules = sys.argv[1:] if arguments is None else arguments
    runner = os.getppid()
    adopt_orphans()
    # Collecting while thousands of objects come to stay costs a tenth of the imports. What is
    # frozen at the end is never looked at again, so that kernels go on sharing its memory.
    gc.disable()
    line = socket.socket(fileno=int(number))
    # A batch kernel is never debugged, and importing the debugger takes longer than all the rest
    # of a kernel's start.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    for module in (*KERNEL_MODULES, *modules):
        if _hung_up(line):
            break
        # What cannot be imported here will say so in the notebook that needs it.
        with contextlib.suppress(Exception):
            importlib.import_module(module)
    gc.freeze()
    _answer(line, runner=runner)
    line.close()
    end_children()
    shutil.rmtree(folder, ignore_errors=True)
    return 0


def _hung_up(line: socket.socket) -> bool:
    try:
        return line.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def _answer(line: socket.socket, *, runner: int) -> None:
    """Fork or work for each request that comes in with a line of its own."""
    zygote = os.getpid()
    poll = select.poll()
    poll.register(line, select.POLLIN)
    while os.getppid() == runner:
        _reap()
        if not poll.poll(1000):
            continue
        message, descriptors, _, _ = socket.recv_fds(line, 1 << 20, 1)
        if not message:
            return
        with socket.socket(fileno=descriptors[0]) as other:
            if is_call(message):
                _call(line, other, message, runner=runner)
            elif os.fork() == 0:
                # Whatever happens, a child must not go on as this zygote.
                try:
                    line.close()
                    _become(other, message, zygote=zygote)
                except BaseException:  # noqa: BLE001  the log is all that is left to tell
                    traceback.print_exc()
                finally:
                    os._exit(0)


def _become(line: socket.socket, message: bytes, *, zygote: int) -> None:
    """Go on as the keeper of a kernel, or as a zygote that may come to know more than this one."""
    if message != BRANCH:
        keep_kernel(line, KernelRequest.unpack(message), zygote=zygote)
        return
    die_with(zygote)
    adopt_orphans()
    _answer(line, runner=zygote)
    end_children()


def _call(line: socket.socket, other: socket.socket, message: bytes, *, runner: int) -> None:
    """Do some work in this process, and leave where the end of it is not waited for."""
    gc.enable()
    answer = perform(message, wanted=lambda: os.getppid() == runner and not _hung_up(line))
    if answer is not None and not is_over(answer):
        gc.disable()
        gc.freeze()
    if answer is not None:
        with contextlib.suppress(OSError):
            other.send(answer)
    if answer is None or is_over(answer):
        if answer is not None:
            time.sleep(HEARD_S)
        end_children()
        os._exit(0)


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue
