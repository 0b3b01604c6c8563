"""What a scan at work looks like: a bar on a terminal, plain lines in a log, silence on request."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from stakeholder_map.suite import ProgressEvent

BAR_CELLS = 24
LINE_WIDTH = 79
REDRAW_SECONDS = 0.1

Show = Callable[["ProgressEvent"], None]


def choose_display(stream: TextIO, *, quiet: bool, notebooks: int) -> Show:
    """How to show progress on a stream.

    Parameters
    ----------
    stream : text stream
        Where to; standard error, so that results on standard output stay clean.
    quiet : bool
        Whether to show nothing.
    notebooks : int
        How many will run.

    Returns
    -------
    callable
        To be called with each :class:`~stakeholder_map.suite.ProgressEvent`.
    """
    if quiet:
        return lambda _event: None
    if stream.isatty():
        return ProgressBar(stream, notebooks=notebooks)
    return PlainLines(stream)


class PlainLines:
    """A line when a notebook starts and one when it ends."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def __call__(self, event: ProgressEvent) -> None:
        """Write the line of one event, if it has one."""
        if event.state == "cell":
            return
        title = event.notebook.removesuffix(".ipynb")
        after = "" if event.state == "started" else f" after {event.seconds:.1f} s"
        click.echo(f"{title}: {event.state}{after}", file=self.stream)


class ProgressBar:
    """One line that is drawn again: the share of cells done, and the notebooks at work."""

    def __init__(self, stream: TextIO, *, notebooks: int) -> None:
        self.stream = stream
        self.notebooks = notebooks
        self.started_at = time.monotonic()
        self.drawn_at = 0.0
        self.cells: dict[str, tuple[int, int]] = {}
        self.at_work: dict[str, None] = {}

    def __call__(self, event: ProgressEvent) -> None:
        """Take one event in and draw the line, not more often than an eye can follow."""
        self.cells[event.notebook] = (event.cells_done, event.cells_total)
        if event.state in {"started", "cell"}:
            self.at_work[event.notebook] = None
        else:
            self.at_work.pop(event.notebook, None)
        now = time.monotonic()
        over = event.state == "failed" or self.share() >= 1
        if over or event.state != "cell" or now - self.drawn_at >= REDRAW_SECONDS:
            self.drawn_at = now
            self._draw(over=over)

    def share(self) -> float:
        """Share of all cells that are done; a notebook that has not started counts as average."""
        done = sum(cells for cells, _ in self.cells.values())
        known = sum(total for _, total in self.cells.values())
        whole = known / len(self.cells) * max(self.notebooks, len(self.cells))
        return done / whole if whole else 0.0

    def _draw(self, *, over: bool) -> None:
        filled = int(self.share() * BAR_CELLS)
        bar = "#" * filled + "-" * (BAR_CELLS - filled)
        names = ", ".join(name.removesuffix(".ipynb") for name in self.at_work)
        seconds = time.monotonic() - self.started_at
        line = f"[{bar}] {self.share():4.0%} {seconds:3.0f} s  {names}"
        self.stream.write(f"\r{line[:LINE_WIDTH]:<{LINE_WIDTH}}" + ("\n" if over else ""))
        self.stream.flush()
