"""Many scans by processes of this machine."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any, Literal

from stakeholder_map.regions.task import Outcome, ScanTask
from stakeholder_map.regions.workers import ForgeProcess, ended_outcome
from stakeholder_map.suite.jobs import count_cores

EventState = Literal["started", "at work", "over"]


@dataclass(frozen=True)
class RegionEvent:
    """Something that happened to one of many scans.

    Parameters
    ----------
    name : str
        Of the task.
    state : EventState
        What happened.
    share : float
        Of the scan that is done.
    outcome : Outcome, optional
        How it ended, once it is over.
    """

    name: str
    state: EventState
    share: float = 0.0
    outcome: Outcome | None = None


Tell = Callable[[RegionEvent], None]


def run_here(
    tasks: Sequence[ScanTask], *, jobs: int | None = None, tell: Tell = lambda _: None
) -> tuple[Outcome, ...]:
    """Carry out many scans by processes of this machine.

    Parameters
    ----------
    tasks : sequence of ScanTask
        What to scan.
    jobs : int, optional
        Scans at once; as many as cores when not given.
    tell : callable
        Told what happens, in this thread.

    Returns
    -------
    tuple of Outcome
        In the order of the tasks; none of them disturbs another.
    """
    if not tasks:
        return ()
    at_once = min(jobs or count_cores(), len(tasks))
    side_by_side = max(1, ceil(count_cores() / at_once))
    todo = [replace(task, at_once=side_by_side) for task in tasks]
    forges = 1 if sys.platform.startswith("linux") else at_once
    with ExitStack() as stack:
        yard = _Yard(todo, tell=tell, stack=stack)
        for _ in range(forges):
            yard.open(room=at_once // forges)
        while yard.missing():
            yard.step()
    return tuple(yard.outcomes[number] for number in range(len(todo)))


@dataclass
class _Seat:
    """A forge, and the tasks at work in it."""

    forge: ForgeProcess
    room: int
    at_work: set[int] = field(default_factory=set)


class _Yard:
    """Gives tasks to forges with room and takes in what they tell."""

    def __init__(self, tasks: Sequence[ScanTask], *, tell: Tell, stack: ExitStack) -> None:
        self.tasks, self.tell, self.stack = tasks, tell, stack
        self.waiting = list(range(len(tasks)))
        self.outcomes: dict[int, Outcome] = {}
        self.heard: queue.Queue[tuple[_Seat, Any]] = queue.Queue()

    def missing(self) -> bool:
        """Whether any task is not over."""
        return len(self.outcomes) < len(self.tasks)

    def open(self, *, room: int) -> None:
        """Start a forge and fill it."""
        seat = _Seat(self.stack.enter_context(ForgeProcess()), room)
        threading.Thread(target=self._listen, args=(seat,), daemon=True).start()
        self._fill(seat)

    def step(self) -> None:
        """Take one message in."""
        try:
            # a time limit lets signals through on every system
            seat, message = self.heard.get(timeout=0.2)
        except queue.Empty:
            return
        if message is None:
            self._bury(seat)
            return
        number = message["number"]
        if "share" in message:
            self.tell(RegionEvent(self.tasks[number].name, "at work", message["share"]))
            return
        outcome = (
            Outcome.from_json(message["outcome"])
            if "outcome" in message
            else ended_outcome(self.tasks[number], message["ended"])
        )
        self._over(seat, [(number, outcome)])
        self._fill(seat)

    def _listen(self, seat: _Seat) -> None:
        try:
            for message in seat.forge.messages():
                self.heard.put((seat, message))
        except ValueError:
            pass  # closed while it was heard
        self.heard.put((seat, None))

    def _fill(self, seat: _Seat) -> None:
        while self.waiting and len(seat.at_work) < seat.room:
            number = self.waiting.pop(0)
            seat.at_work.add(number)
            self.tell(RegionEvent(self.tasks[number].name, "started"))
            seat.forge.send(number, self.tasks[number])

    def _bury(self, seat: _Seat) -> None:
        """A forge is gone: so are its runs; what has not begun goes to a new one."""
        words = seat.forge.last_words()
        lost = sorted(seat.at_work)
        self._over(seat, [(n, ended_outcome(self.tasks[n], None, words=words)) for n in lost])
        seat.forge.close()
        if self.waiting:
            self.open(room=seat.room)

    def _over(self, seat: _Seat, ended: Iterable[tuple[int, Outcome]]) -> None:
        for number, outcome in ended:
            seat.at_work.discard(number)
            self.outcomes[number] = outcome
            self.tell(RegionEvent(self.tasks[number].name, "over", 1.0, outcome))
