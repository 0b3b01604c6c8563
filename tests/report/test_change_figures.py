"""Bump and alluvial charts: level where nothing can be told, over two scans or more."""

import numpy as np
import pandas as pd
import pytest

from stakeholder_map.report.figures.alluvial import plot_alluvial, streams
from stakeholder_map.report.figures.bump import plot_bump

DAYS = ("2025-09-30", "2026-03-31", "2026-09-30")
NAMES = ("Lake Forum", "Elm Clinic", "Fig Plan")


def course(*, days=DAYS[1:], places=((3, 1, 2), (1, 2, 3)), moved=(), blocs=None, left=()):
    """A course of three; `moved` and `left` are pairs of the place of a day and of a name."""
    rows = []
    for at, (day, found) in enumerate(zip(days, places, strict=True)):
        for who, (name, place) in enumerate(zip(NAMES, found, strict=True)):
            was = places[at - 1][who] if at else -1
            bloc = blocs[at][who] if blocs else 0
            rows.append((day, name, name, place, was, (at, who) in moved, bloc, (at, who) in left))
    columns = ["day", "stakeholder_id", "name", "place", "was", "moved", "bloc", "left"]
    return pd.DataFrame(rows, columns=columns)


def test_a_bump_chart_tells_the_moves_that_are_more_than_noise():
    chart = plot_bump(course(moved={(1, 0)}), name="b", title="Places", tier="analyst")
    assert chart.alt.endswith("Lake Forum: from place 3 to 1.")


def test_a_bump_chart_without_told_moves_is_level():
    chart = plot_bump(course(), name="b", title="P", tier="analyst")
    assert "every line is level" in chart.alt


def test_over_three_scans_each_move_stands_with_its_day_and_all_else_is_level(monkeypatch):
    from matplotlib.axes import Axes

    drawn = []

    def kept(self, x, y, **look):
        if len(x) == 2:
            drawn.append((tuple(x), tuple(y)))

    monkeypatch.setattr(Axes, "plot", kept)
    places = ((3, 1, 2), (2, 1, 3), (1, 2, 3))
    three = course(days=DAYS, places=places, moved={(2, 0)})
    chart = plot_bump(three, name="b", title="Places", tier="analyst")
    assert chart.alt.endswith("Lake Forum: from place 2 to 1 in 2026-09-30.")
    sloping = [line for line in drawn if line[1][0] != line[1][1]]
    assert len(drawn) == 6
    assert [x for x, _ in sloping] == [(1, 2)]


def test_who_came_later_has_a_line_from_then_on():
    three = course(days=DAYS, places=((-1, 1, 2), (3, 1, 2), (3, 1, 2)))
    assert "every line is level" in plot_bump(three, name="b", title="P", tier="analyst").alt


def test_streams_carry_their_members():
    two = course(blocs=((0, 0, -1), (0, 1, 1)), left={(1, 1)})
    chart = plot_alluvial(two, name="a", title="Blocs", tier="analyst")
    assert "A to B: 1; not there before to B: 1." in chart.alt


def test_over_three_scans_only_changes_are_spelt_out():
    three = course(days=DAYS, places=((1, 2, 3),) * 3, blocs=((0, 0, 0), (0, 0, 0), (0, 0, 1)),
                   left={(2, 2)})  # fmt: skip
    chart = plot_alluvial(three, name="a", title="Blocs", tier="analyst")
    assert chart.alt.endswith("A to B: 1 in 2026-09-30.")
    assert streams(three, before=DAYS[0], after=DAYS[1])["told"].tolist() == [False]


def test_charts_of_one_scan_or_of_nothing_are_refused():
    for plot in (plot_alluvial, plot_bump):
        with pytest.raises(ValueError, match=r"found \['2026-09-30'\]"):
            plot(course(days=DAYS[2:], places=((1, 2, 3),)), name="a", title="B", tier="analyst")
        with pytest.raises(ValueError, match=r"found \[\], without \['day'"):
            plot(pd.DataFrame(), name="a", title="B", tier="analyst")


def test_streams_leave_and_arrive_in_the_order_of_the_stacks(monkeypatch):
    """A stream that comes from above lies above in the bloc that it joins."""
    from matplotlib.axes import Axes

    drawn = []

    def kept(self, x, upper, lower=0, **look):
        if np.ndim(upper):
            drawn.append((float(upper[0]), float(upper[-1])))

    monkeypatch.setattr(Axes, "fill_between", kept)
    moves = [(2, 1)] * 9 + [(0, 0)] * 5 + [(1, 1)] * 10 + [(0, 1)] * 5
    rows = [
        (day, str(who), move[at], bool(at) and move[0] != move[1])
        for at, day in enumerate(DAYS[1:])
        for who, move in enumerate(moves)
    ]
    frame = pd.DataFrame(rows, columns=["day", "stakeholder_id", "bloc", "left"])
    plot_alluvial(frame, name="a", title="Blocs", tier="analyst")
    assert drawn == sorted(drawn)
    assert [end for _, end in drawn] == sorted(end for _, end in drawn)
