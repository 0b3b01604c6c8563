"""What many scans at work look like: one bar on a terminal, a line for each in a log."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TextIO

import click

from stakeholder_map.cli.progress import BAR_CELLS, LINE_WIDTH, REDRAW_SECONDS

if TYPE_CHECKING:
    from stakeholder_map.regions.local import RegionEvent, Tell


def choose_region_display(stream: TextIO, *, quiet: bool, scans: int) -> Tell:
    """How to show the progress of many scans on a stream.

    Parameters
    ----------
    stream : text stream
        Where to; standard error.
    quiet : bool
        Whether to show nothing.
    scans : int
        How many there are.

    Returns
    -------
    callable
        To be called with each :class:`~stakeholder_map.regions.local.RegionEvent`.
    """
    if quiet:
        return lambda _event: None
    if stream.isatty():
        return RegionBar(stream, scans=scans)
    return RegionLines(stream, scans=scans)


class RegionLines:
    """A line when a scan starts and one when it is over."""

    def __init__(self, stream: TextIO, *, scans: int) -> None:
        self.stream = stream
        self.scans = scans
        self.over = 0

    def __call__(self, event: RegionEvent) -> None:
        """Write the line of one event, if it has one."""
        if event.state == "started":
            click.echo(f"{event.name}: started", file=self.stream)
        elif event.outcome is not None:
            self.over += 1
            told = f"{event.outcome.state} after {event.outcome.seconds:.1f} s"
            click.echo(f"{event.name}: {told} ({self.over} of {self.scans})", file=self.stream)


class RegionBar:
    """One line that is drawn again: the share that is done, and the scans at work."""

    def __init__(self, stream: TextIO, *, scans: int) -> None:
        self.stream = stream
        self.scans = scans
        self.started_at = time.monotonic()
        self.drawn_at = 0.0
        self.shares: dict[str, float] = {}
        self.ended: dict[str, str] = {}

    def __call__(self, event: RegionEvent) -> None:
        """Take one event in and draw the line, not more often than an eye can follow."""
        self.shares[event.name] = event.share
        if event.outcome is not None:
            self.ended[event.name] = event.outcome.state
        now = time.monotonic()
        over = len(self.ended) == self.scans
        if over or event.state != "at work" or now - self.drawn_at >= REDRAW_SECONDS:
            self.drawn_at = now
            self._draw(over=over)

    def _draw(self, *, over: bool) -> None:
        share = sum(self.shares.values()) / self.scans
        filled = int(share * BAR_CELLS)
        bar = "#" * filled + "-" * (BAR_CELLS - filled)
        failed = sum(state == "failed" for state in self.ended.values())
        told = f"{len(self.ended)} of {self.scans}" + (f", {failed} failed" if failed else "")
        names = ", ".join(name for name in self.shares if name not in self.ended)
        seconds = time.monotonic() - self.started_at
        line = f"[{bar}] {share:4.0%} {seconds:3.0f} s  {told}  {names}"
        self.stream.write(f"\r{line[:LINE_WIDTH]:<{LINE_WIDTH}}" + ("\n" if over else ""))
        self.stream.flush()
