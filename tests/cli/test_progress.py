"""Progress: a bar on a terminal, lines in a log, nothing when quiet."""

import io

import pytest

from stakeholder_map.cli.progress import PlainLines, ProgressBar, choose_display
from stakeholder_map.suite import ProgressEvent


class Terminal(io.StringIO):
    def isatty(self):
        return True


def events(count=2, cells=10):
    for number in range(count):
        name = f"0{number}_n.ipynb"
        yield ProgressEvent(name, "started", 0, cells, 0.0)
        for cell in range(1, cells):
            yield ProgressEvent(name, "cell", cell, cells, cell / 10)
        yield ProgressEvent(name, "done", cells, cells, cells / 10)


def test_a_log_gets_a_line_at_each_start_and_end():
    stream = io.StringIO()
    show = choose_display(stream, quiet=False, notebooks=2)
    assert isinstance(show, PlainLines)
    for event in events():
        show(event)
    assert stream.getvalue().splitlines() == [
        "00_n: started",
        "00_n: done after 1.0 s",
        "01_n: started",
        "01_n: done after 1.0 s",
    ]


def test_a_terminal_gets_a_bar_that_grows_to_the_whole_and_ends_its_line():
    stream = Terminal()
    show = choose_display(stream, quiet=False, notebooks=2)
    assert isinstance(show, ProgressBar)
    shares = []
    for event in events():
        show(event)
        shares.append(show.share())
    assert shares == sorted(shares)
    assert shares[10] == 0.5
    drawn = stream.getvalue()
    assert drawn.endswith("\n")
    assert drawn.count("\n") == 1
    assert "100%" in drawn
    assert all(len(line) <= 79 for line in drawn.replace("\n", "").split("\r"))


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_quiet_is_quiet(stream):
    show = choose_display(stream, quiet=True, notebooks=2)
    for event in events():
        show(event)
    assert stream.getvalue() == ""


def test_a_bar_that_ends_early_ends_its_line():
    stream = Terminal()
    show = ProgressBar(stream, notebooks=6)
    show(ProgressEvent("01_n.ipynb", "started", 0, 10, 0.0))
    show(ProgressEvent("01_n.ipynb", "failed", 4, 10, 2.0))
    assert stream.getvalue().endswith("\n")
