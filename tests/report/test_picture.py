"""Pictures are made smaller in their own colours, and how small they get is known before."""

import io

import numpy as np
import pytest
from PIL import Image

from stakeholder_map.report.picture import draw, shrink, shrunk_bytes
from stakeholder_map.report.style import figure, style


@pytest.fixture(scope="module")
def picture():
    with style():
        drawn = figure(height=5)
        axes = drawn.subplots()
        for turn in range(12):
            axes.plot(np.sin(np.linspace(0, turn + 1, 50)), label=f"line {turn}")
        axes.legend()
    return draw(drawn).png


@pytest.mark.parametrize("width", [1000, 800, 640])
def test_a_smaller_picture_has_the_same_colours_and_at_least_the_bytes_foretold(picture, width):
    small = shrink(picture, width=width)
    with Image.open(io.BytesIO(picture)) as before, Image.open(io.BytesIO(small)) as after:
        assert after.width == width
        assert abs(after.height * before.width - before.height * width) <= before.width
        held, seen = (
            {colour for _, colour in each.convert("RGB").getcolors(256)} for each in (before, after)
        )
        assert len(seen) > 10
        assert seen <= held
    assert shrunk_bytes(picture, width=width) <= len(small) < len(picture)


def test_a_picture_that_is_narrow_enough_stays_as_it_is(picture):
    assert shrink(picture, width=5000) == picture
    assert shrunk_bytes(picture, width=5000) == len(picture)
