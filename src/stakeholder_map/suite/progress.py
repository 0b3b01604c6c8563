"""Telling a person, or a log, how far the notebooks are."""

from __future__ import annotations

from typing import Protocol, TextIO

from stakeholder_map.suite.jobs import Progress, ProgressEvent, State

BAR = 20
WORDS: dict[State, str] = {
    "started": "running",
    "cell": "running",
    "done": "done",
    "stopped": "stopped",
    "failed": "FAILED",
}


class Screen(Protocol):
    """Where lines are written."""

    def write(self, text: str, /) -> object:
        """Write text."""

    def flush(self) -> object:
        """Bring it to the reader."""


def choose_progress(stream: TextIO) -> Progress:
    """Lines that update in place on a terminal, plain lines anywhere else.

    Parameters
    ----------
    stream : text stream
        Where progress is shown.

    Returns
    -------
    callable
        To be given to :func:`~stakeholder_map.suite.runner.run_notebooks`.

    Examples
    --------
    >>> import sys
    >>> show = choose_progress(sys.stdout)
    >>> show(ProgressEvent("06_brief.ipynb", "done", 9, 9, 1.25))
    06_brief: done, 1.2 s
    """
    return LiveProgress(stream) if stream.isatty() else PlainProgress(stream)


class PlainProgress:
    """One line when a notebook starts and one when it ends.

    Parameters
    ----------
    screen : Screen
        Where to write.
    """

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def __call__(self, event: ProgressEvent) -> None:
        """Write a line, unless only a cell is done."""
        if event.state == "cell":
            return
        name = event.notebook.removesuffix(".ipynb")
        if event.state == "started":
            line = f"{name}: started, {event.cells_total} cells"
        elif event.state == "done":
            line = f"{name}: done, {event.seconds:.1f} s"
        else:
            line = f"{name}: {event.state} in cell {event.cells_done + 1}, {event.seconds:.1f} s"
        self.screen.write(line + "\n")
        self.screen.flush()


class LiveProgress:
    """A bar for each notebook, drawn over itself.

    Parameters
    ----------
    screen : Screen
        A terminal that understands cursor movement.
    """

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self._latest: dict[str, ProgressEvent] = {}
        self._drawn = 0

    def __call__(self, event: ProgressEvent) -> None:
        """Draw all bars anew."""
        self._latest[event.notebook] = event
        up = f"\x1b[{self._drawn}F" if self._drawn else ""
        lines = [self._line(each) for each in self._latest.values()]
        self.screen.write(up + "".join(f"\x1b[2K{line}\n" for line in lines))
        self.screen.flush()
        self._drawn = len(lines)

    def _line(self, event: ProgressEvent) -> str:
        width = max(len(name) for name in self._latest) - len(".ipynb")
        share = event.cells_done / max(event.cells_total, 1)
        full = BAR if event.state == "done" else int(BAR * share)
        bar = "#" * full + "." * (BAR - full)
        cells = f"{event.cells_done:>3}/{event.cells_total:<3}"
        name = event.notebook.removesuffix(".ipynb")
        return f"{name:<{width}} {bar} {cells} {event.seconds:6.1f} s  {WORDS[event.state]}"
