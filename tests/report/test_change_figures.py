"""Bump and alluvial charts: level where nothing can be told."""

import numpy as np
import pandas as pd
import pytest

from stakeholder_map.report.figures.alluvial import plot_alluvial
from stakeholder_map.report.figures.bump import plot_bump

ENDS = ("2025-09-30", "2026-09-30")
PLACES = pd.DataFrame(
    {"before": [3, 1, 2], "after": [1, 2, 3], "told": [True, False, False]},
    index=["Lake Forum", "Elm Clinic", "Fig Plan"],
)


def test_a_bump_chart_tells_the_moves_that_are_more_than_noise():
    chart = plot_bump(PLACES, name="b", title="Places", ends=ENDS, tier="analyst")
    assert chart.alt.endswith("Lake Forum: from place 3 to 1.")


def test_a_bump_chart_without_told_moves_is_level():
    chart = plot_bump(PLACES.assign(told=False), name="b", title="P", ends=ENDS, tier="analyst")
    assert "every line is level" in chart.alt


def test_streams_carry_their_members():
    flows = pd.DataFrame(
        {"before": ["A", "A", "new"], "after": ["A", "B", "B"], "members": [9, 5, 1],
         "told": [False, True, True]}
    )  # fmt: skip
    chart = plot_alluvial(flows, name="a", title="Blocs", ends=ENDS, tier="analyst")
    assert "A to B: 5; new to B: 1." in chart.alt


def test_charts_of_nothing_are_refused():
    with pytest.raises(ValueError, match="found 0"):
        plot_alluvial(pd.DataFrame(), name="a", title="B", ends=ENDS, tier="analyst")
    with pytest.raises(ValueError, match=r"found \[\]"):
        plot_bump(pd.DataFrame(), name="a", title="B", ends=ENDS, tier="analyst")


def test_streams_leave_and_arrive_in_the_order_of_the_stacks(monkeypatch):
    """A stream that comes from above lies above in the bloc that it joins."""
    from matplotlib.axes import Axes

    drawn = []

    def kept(self, x, upper, lower=0, **look):
        if np.ndim(upper):
            drawn.append((float(upper[0]), float(upper[-1])))

    monkeypatch.setattr(Axes, "fill_between", kept)
    frame = pd.DataFrame(
        [("C", "B", 9, True), ("A", "A", 5, False), ("B", "B", 10, False), ("A", "B", 5, True)],
        columns=["before", "after", "members", "told"],
    )
    plot_alluvial(frame, name="a", title="Blocs", ends=("2025", "2026"), tier="analyst")
    assert drawn == sorted(drawn)
    assert [end for _, end in drawn] == sorted(end for _, end in drawn)
