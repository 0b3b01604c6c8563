"""Whoever sees no green, or prints in grey, still tells apart what a figure tells apart."""

import io
import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from report.seen import apart, as_seen, contrast, in_grey, rgb, without_green

import stakeholder_map.report
from stakeholder_map.report.figures import plot_parts
from stakeholder_map.report.figures.chains import _TINTS
from stakeholder_map.report.figures.plane import SHAPES
from stakeholder_map.report.style import (
    ACCENT,
    COMPETITION,
    COOPERATION,
    FILLS,
    INK,
    MUTED,
    PAPER,
)

EYES = {"all colours": as_seen, "no green": without_green, "grey print": in_grey}
AT_A_GLANCE = 10.0
"""Difference in CIELAB that is seen without looking closely."""

STYLE = Path(stakeholder_map.report.__file__).parent / "templates" / "stakeholder_map" / "map.css"
PALETTES = {
    "parts of a bar": [colour for colour, _ in FILLS],
    "cooperation and competition": [COOPERATION, COMPETITION],
    "fields of a calendar": [COMPETITION, "#8fc1d4", PAPER],
    "boxes of a chain": list(_TINTS.values()),
    "streams of an alluvial chart": [ACCENT, COMPETITION],
}
CONTROL = ["#d62728", "#2ca02c"]
"""Red and green of many a default palette."""


def ties_of_the_map():
    style = STYLE.read_text(encoding="utf-8")
    return [
        re.search(rf"\.canvas {name}[^{{]*{{[^}}]*stroke: (#[0-9a-f]{{6}})", style)[1]
        for name in ("line", r"\.negative")
    ]


def nearest(palette, seen):
    return min(apart(seen(rgb(one)), seen(rgb(other))) for one, other in combinations(palette, 2))


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", [*PALETTES, "ties of the map"])
def test_colours_used_together_differ_at_a_glance(name, eye):
    palette = PALETTES.get(name) or ties_of_the_map()
    assert len(palette) > 1
    assert nearest(palette, EYES[eye]) >= AT_A_GLANCE


def test_control_red_and_green_are_one_colour_to_whoever_sees_no_green():
    assert nearest(CONTROL, as_seen) > 100
    assert nearest(CONTROL, without_green) < AT_A_GLANCE


def test_control_the_simulations_leave_white_black_and_grey_as_they_are():
    for shade in (0, 119, 255):
        neutral = np.full(3, float(shade))
        assert np.abs(without_green(neutral) - neutral).max() < 1
        assert np.abs(in_grey(neutral) - neutral).max() < 1


@pytest.mark.parametrize("eye", EYES)
def test_points_differ_in_their_mark_and_in_what_fills_them(eye):
    assert len({marker for marker, _, _ in SHAPES}) == len(SHAPES)
    for (_, *one), (_, *other) in combinations(SHAPES, 2):
        found = max(
            apart(EYES[eye](rgb(a)), EYES[eye](rgb(b))) for a, b in zip(one, other, strict=True)
        )
        assert found >= AT_A_GLANCE


@pytest.mark.parametrize("colour", [INK, MUTED])
def test_words_stand_out_from_the_paper(colour):
    assert contrast(rgb(colour), rgb(PAPER)) >= 4.5


@pytest.mark.parametrize("eye", EYES)
def test_the_parts_of_a_drawn_bar_are_told_apart(eye):
    """In the picture as it is saved, with the few colours that a small file has."""
    frame = pd.DataFrame(
        1.0, index=["Lake"], columns=["answered", "some", "blank", "late", "silent"]
    )
    chart = plot_parts(frame, unit="answers", name="p", title="Parts", tier="analyst")
    with Image.open(io.BytesIO(chart.picture.png)) as picture:
        pixels = np.asarray(picture.convert("RGB"), dtype=float)
    colours, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_counts=True)
    many = colours[counts > 500]
    drawn = []
    for colour, _ in FILLS:
        far = [apart(each, rgb(colour)) for each in many]
        assert min(far) < 8, colour
        drawn.append(many[int(np.argmin(far))])
    found = [apart(EYES[eye](a), EYES[eye](b)) for a, b in combinations(drawn, 2)]
    assert min(found) >= AT_A_GLANCE
