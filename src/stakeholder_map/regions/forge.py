"""The process that has imported everything and forks a run for each region (Linux).

It reads tasks from its standard input, a line of JSON each, and tells on its standard output what
becomes of them. It never reads a region itself: each run is a fork that knows of no other region,
and the kernels of all runs are forks of one zygote. The end of its input ends it, and whatever is
below it. Systems that cannot fork carry out one task after the other in the process itself.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from stakeholder_map.errors import Terminated
from stakeholder_map.regions.attempt import Share, carry_out
from stakeholder_map.regions.task import ScanTask
from stakeholder_map.suite import KernelPool
from stakeholder_map.suite.libraries import LATE_LIBRARIES
from stakeholder_map.suite.pool import keep_ready
from stakeholder_map.suite.processes import adopt_orphans, die_with, end_children
from stakeholder_map.suite.runner import TIMES_VARIABLE

RUN_MODULES = (
    "stakeholder_map.suite.attempt",
    "stakeholder_map.scan",
    "stakeholder_map.read",
    "stakeholder_map.history.compare",
    "stakeholder_map.report.downloads",
    "stakeholder_map.report.returns",
    "stakeholder_map.privacy.own",
    *LATE_LIBRARIES,
)
"""What a run imports late."""

CLEARING_S = 8.0
"""How long runs may take to clear away when they are told to end."""


@dataclass
class Run:
    """One region at work: its number, its process, and what was heard of it so far."""

    number: int
    pid: int
    heard: bytes = b""
    told: bool = False


def main() -> int:
    """Carry out tasks until the input ends.

    Returns
    -------
    int
        Exit code, 0.
    """
    # What libraries print must not get between the lines of the answers.
    answers = os.dup(1)
    os.dup2(2, 1)
    if not sys.platform.startswith("linux"):
        return _in_turn(answers)
    adopt_orphans()
    gc.disable()
    with KernelPool() as pool, keep_ready(pool):
        _import_all()
        gc.freeze()
        Forge(answers).serve()
    return 0


def _in_turn(answers: int) -> int:
    """One task after the other in this process."""
    for line in sys.stdin:
        order = json.loads(line)
        number = order["number"]
        task = ScanTask.from_json(order["task"])
        outcome = carry_out(task, share=_shares(answers, number))
        _tell(answers, {"number": number, "outcome": outcome.as_json()})
    return 0


def _import_all() -> None:
    from stakeholder_map.scanning.leadership import LeadershipBuild

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for module in RUN_MODULES:
            # What cannot be imported here will say so in the run that needs it.
            with contextlib.suppress(ImportError):
                importlib.import_module(module)
        LeadershipBuild().close()  # it imports what pages are rendered with


class Forge:
    """Forks runs, and hands on what they tell.

    Parameters
    ----------
    answers : int
        Descriptor to write to.
    """

    def __init__(self, answers: int) -> None:
        self.answers = answers
        self.selector = selectors.DefaultSelector()
        self.orders = b""

    def serve(self) -> None:
        """Take orders until they end; then let every run clear away, and leave none behind."""
        self.selector.register(0, selectors.EVENT_READ)
        hearing = True
        while hearing:
            for key, _ in self.selector.select():
                if key.data is None:
                    hearing = self._take_orders()
                else:
                    self._hear(key.fd, key.data)
        self._end_all()

    def _take_orders(self) -> bool:
        """Begin what is ordered; False at the end of the orders."""
        read = os.read(0, 1 << 16)
        *lines, self.orders = (self.orders + read).split(b"\n")
        for line in lines:
            order = json.loads(line)
            self._begin(order["number"], order["task"])
        return bool(read)

    def _begin(self, number: int, task: Mapping[str, Any]) -> None:
        heard, tell = os.pipe()
        forge = os.getpid()
        with warnings.catch_warnings():
            # this process has one thread
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid == 0:
            self.selector.close()
            os.close(heard)
            _name_times(number)
            _run(task, tell=tell, forge=forge)
        os.close(tell)
        self.selector.register(heard, selectors.EVENT_READ, Run(number, pid))

    def _hear(self, line: int, run: Run) -> None:
        """Hand on what a run tells; at its end, how it ended if it told nothing of that."""
        read = os.read(line, 1 << 16)
        *lines, run.heard = (run.heard + read).split(b"\n")
        for each in lines:
            message = json.loads(each)
            run.told = run.told or "outcome" in message
            _tell(self.answers, {**message, "number": run.number})
        if read:
            return
        self.selector.unregister(line)
        os.close(line)
        _, status = os.waitpid(run.pid, 0)
        if not run.told:
            code = os.waitstatus_to_exitcode(status)
            _tell(self.answers, {"number": run.number, "ended": code})

    def _end_all(self) -> None:
        runs = [k.data for k in self.selector.get_map().values() if k.data is not None]
        for run in runs:
            with contextlib.suppress(ProcessLookupError):
                os.kill(run.pid, signal.SIGTERM)
        end = time.monotonic() + CLEARING_S
        left = {run.pid for run in runs}
        while left and time.monotonic() < end:
            left -= {pid for pid in left if os.waitpid(pid, os.WNOHANG)[0]}
            time.sleep(0.02)


def _run(task: Mapping[str, Any], *, tell: int, forge: int) -> NoReturn:
    """Be the run of one region; never return to the code of the forge."""
    code = 1
    try:
        die_with(forge)
        signal.signal(signal.SIGTERM, _end)
        gc.enable()
        outcome = carry_out(ScanTask.from_json(task), share=_shares(tell))
        _tell(tell, {"outcome": outcome.as_json()})
        code = 0
    except Terminated:
        code = 143
    except BaseException:  # noqa: BLE001  the log is all that is left to tell
        traceback.print_exc()
    finally:
        os._exit(code)


def _name_times(number: int) -> None:
    """Give a run a file of its own for the times of its cells, where they are asked for."""
    path = os.environ.get(TIMES_VARIABLE)
    if path:
        os.environ[TIMES_VARIABLE] = f"{path}.{number}"


def _end(number: int, _frame: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # clearing away is not to be cut short
    raise Terminated(number)


def _shares(line: int, number: int | None = None) -> Share:
    """Tells what share of a run is done."""
    named = {} if number is None else {"number": number}
    return lambda share: _tell(line, {**named, "share": share})


def _tell(line: int, message: Mapping[str, Any]) -> None:
    """Write a message whole; a listener that is gone does no harm."""
    left = json.dumps(message).encode() + b"\n"
    with contextlib.suppress(BrokenPipeError):
        while left:
            left = left[os.write(line, left) :]


if __name__ == "__main__":
    try:
        exit_code = main()
    finally:
        if sys.platform.startswith("linux"):
            end_children()
    # without the interpreter's own tidying, which takes longer the more is loaded
    os._exit(exit_code)
