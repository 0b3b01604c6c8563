"""Figures say what they show, look the same every time and leave nothing behind."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from report.made import INJECTIONS, naughty_strings

from stakeholder_map.report.blocks import Chart
from stakeholder_map.report.figures import (
    Card,
    PairBars,
    PlaneOf,
    plot_agreement,
    plot_cards,
    plot_network,
    plot_pair_matrix,
    plot_parts,
    plot_plane,
    plot_power_interest,
    plot_ranking,
    plot_side_by_side,
)
from stakeholder_map.report.figures.labels import Canvas, place_labels
from stakeholder_map.report.figures.layout import lay_out
from stakeholder_map.report.figures.words import one_line
from stakeholder_map.report.picture import draw, shrink
from stakeholder_map.report.style import FILLS, MOST_COLOURS, figure, style


def network(names: list[str], *, seed: int = 1) -> Chart:
    ids = [f"s{n:03}" for n in range(len(names))]
    pairs = [(a, b) for a in range(len(ids)) for b in range(a + 1, len(ids)) if (a + 2 * b) % 7 < 2]
    ties = pd.DataFrame(
        {
            "source": [ids[a] for a, _ in pairs],
            "target": [ids[b] for _, b in pairs],
            "layer": ["competition" if a % 3 == 0 else "cooperation" for a, _ in pairs],
            "strength": [0.5] * len(pairs),
        }
    )
    stakeholders = pd.Series(dict(zip(ids, names, strict=True)))
    return plot_network(
        ties, stakeholders=stakeholders, name="n", title="A map", seed=seed, tier="analyst"
    )


def every_figure(names: list[str]) -> list[Chart]:
    n = len(names)
    amounts = pd.DataFrame({"answered": range(n), "silent": [1] * n}, index=names)
    ranks = pd.DataFrame({"value": 2.0, "low": 1.0, "high": 3.0, "group": names}, index=names)
    figures = np.resize([0.0, 0.5, np.nan, 1.0], (2, 3, n, 3))
    pairs = PairBars(names, ["Dental", "Data", "$x_1$"], ["common", "$y_1$", "$y_1$"], figures)
    said = pd.DataFrame(
        {
            "source": [f"s{a}" for a in range(n) for b in range(a + 1, n)],
            "target": [f"s{b}" for a in range(n) for b in range(a + 1, n)],
            "convergence": np.resize([3.0, 0.0, 1.5], n * (n - 1) // 2),
            "divergence": np.resize([0.0, 2.0], n * (n - 1) // 2),
        }
    )
    called = pd.Series(names, index=[f"s{a}" for a in range(n)])
    places = pd.DataFrame(
        {"power": np.linspace(0, 1, n), "interest": 0.5, "key_group": names}, index=names
    )
    common = {"name": "f", "title": names[0], "tier": "analyst"}
    return [
        plot_parts(amounts, unit="organisations", **common),
        plot_side_by_side(amounts, unit=names[0], **common),
        plot_ranking(ranks, unit="score", **common),
        plot_pair_matrix(pairs, **common),
        plot_plane(places, of=PlaneOf("interest", "power", names[0], "power"), **common),
        plot_cards([Card(name, {name: name}) for name in names[:5]], **common),
        plot_agreement(said, stakeholders=called, **common),
        plot_power_interest(places, **common),
        network(names),
    ]


def assert_inert_svg(text: str) -> None:
    for node in ET.fromstring(text).iter():
        tag = str(node.tag).rpartition("}")[2]
        assert tag in {
            "svg",
            "g",
            "path",
            "defs",
            "use",
            "clipPath",
            "rect",
            "style",
            "metadata",
            "pattern",
            "RDF",
            "Work",
            "type",
            "format",
            "title",
            "image",
        }, tag
        for key, value in node.attrib.items():
            name = key.rpartition("}")[2]
            assert not name.startswith("on"), name
            assert name != "href" or value.startswith("#"), value


def test_names_that_would_be_markup_or_mathematics_are_drawn_as_text():
    for chart in every_figure(list(INJECTIONS)):
        assert_inert_svg(chart.picture.svg)
        assert chart.alt
        assert "<script" not in chart.picture.svg


def test_naughty_names_are_drawn_without_a_warning():
    risky = [text for text in naughty_strings() if not text.isascii() or set(text) & set("<${\\")]
    assert len(risky) > 150
    for start in range(0, len(risky), 30):
        with style():
            drawn = figure(height=8)
            for row, name in enumerate(risky[start : start + 30]):
                drawn.text(0, 1 - row / 30, one_line(name, width=60))
        assert_inert_svg(draw(drawn).svg)


def test_a_figure_is_the_same_every_time_and_has_no_date_or_version():
    first, again = every_figure(["Lake", "Elm", "Oak"]), every_figure(["Lake", "Elm", "Oak"])
    assert first == again
    for chart in first:
        assert b"tEXt" not in chart.picture.png
        assert "Matplotlib v" not in chart.picture.svg
        assert "dc:date" not in chart.picture.svg


def test_another_seed_gives_another_map():
    names = [f"Org {n}" for n in range(12)]
    assert network(names).picture == network(names).picture
    assert network(names, seed=2).picture != network(names).picture


def test_settings_of_matplotlib_are_left_as_they_were():
    with mpl.rc_context({"font.size": 31.0, "svg.hashsalt": "mine"}):
        before = dict(mpl.rcParams)
        chart = network(["Lake", "Elm"])
        assert dict(mpl.rcParams) == before
    assert chart == network(["Lake", "Elm"])


def test_a_picture_has_few_colours_and_white_paper():
    chart = network([f"Org {n}" for n in range(20)])
    with Image.open(io.BytesIO(chart.picture.png)) as picture:
        assert picture.mode == "P"
        assert len(picture.getcolors(256) or ()) <= MOST_COLOURS
        assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    narrow = shrink(chart.picture.png, width=300)
    with Image.open(io.BytesIO(narrow)) as picture:
        assert picture.width == 300
    assert shrink(narrow, width=600) == narrow


def test_parts_of_a_bar_differ_in_grey_print():
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    shades = [grey(colour) for colour, _ in FILLS[:3]]
    assert min(np.abs(np.diff(sorted(shades)))) > 40
    assert len({hatch for _, hatch in FILLS}) == len(FILLS) - 1


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 200)), min_size=1, max_size=40),
    st.integers(10, 60),
)
def test_labels_never_overlap_each_other_or_a_point_and_stay_inside(spots, width):
    points = np.array(spots, dtype=float)
    sizes = np.column_stack([np.full(len(points), float(width)), np.full(len(points), 12.0)])
    short = np.full((len(points), 2), 7.0)
    canvas = Canvas((0, 0, 300, 200), points, np.full(len(points), 3.0), np.empty((0, 4)))
    placed = place_labels(canvas, sizes=sizes, short=short)
    assert placed == place_labels(canvas, sizes=sizes, short=short)
    boxes = []
    for spot, size in zip(placed, sizes, strict=True):
        if spot is not None:
            half = np.array([7.0, 7.0]) / 2 if spot.short else size / 2
            boxes.append((spot.x - half[0], spot.y - half[1], spot.x + half[0], spot.y + half[1]))
    for number, (left, bottom, right, top) in enumerate(boxes):
        assert min(left, bottom) >= -1e-9
        assert right <= 300 + 1e-9
        assert top <= 200 + 1e-9
        assert not any(left < x < right and bottom < y < top for x, y in points)
        for a, b, c, d in boxes[:number]:
            assert right <= a + 1e-9 or c <= left + 1e-9 or top <= b + 1e-9 or d <= bottom + 1e-9


def test_a_label_prefers_room_without_lines():
    points = np.array([[50.0, 50.0]])
    sizes = np.array([[20.0, 10.0]])
    free = Canvas((0, 0, 100, 100), points, np.array([3.0]), np.empty((0, 4)))
    crossed = Canvas(free.bounds, points, free.radii, np.array([[50.0, 50.0, 100.0, 50.0]]))
    right = place_labels(free, sizes=sizes, short=sizes)[0]
    left = place_labels(crossed, sizes=sizes, short=sizes)[0]
    assert right.x > 50 > left.x


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_a_layout_has_a_place_for_each_even_without_ties(n):
    points = lay_out(np.zeros((n, n)), seed=1)
    assert points.shape == (n, 2)
    assert np.isfinite(points).all()
    assert ((points >= 0) & (points <= 1)).all()


def test_neighbours_stand_nearer_than_strangers():
    ring = np.zeros((12, 12))
    for a in range(12):
        ring[a, (a + 1) % 12] = ring[(a + 1) % 12, a] = 1
    points = lay_out(ring, seed=5)
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    assert apart[ring > 0].max() < apart[ring == 0].max()
    assert apart[0, 1] < apart[0, 6]


def test_long_figures_stop_and_say_so():
    many = [f"Org {n}" for n in range(90)]
    amounts = pd.DataFrame({"a": range(90)}, index=many)
    chart = plot_parts(amounts, name="a", title="T", unit="u", tier="analyst")
    assert chart.picture.size[1] < 2500
    assert "and 75 more categories" in chart.alt


def test_what_cannot_be_drawn_is_refused_with_its_value():
    common = {"name": "f", "title": "T", "tier": "analyst"}
    with pytest.raises(ValueError, match=r"-3\.0"):
        plot_parts(pd.DataFrame({"a": [-3]}), unit="u", **common)
    with pytest.raises(ValueError, match="found 0 and 1"):
        plot_pair_matrix(PairBars([], ["a"], [""], np.empty((2, 3, 0, 1))), **common)
    with pytest.raises(ValueError, match="found 0"):
        plot_cards([], **common)
    with pytest.raises(ValueError, match="found 0 pairs"):
        plot_agreement(
            pd.DataFrame({"source": [], "target": []}), stakeholders=pd.Series(), **common
        )
    with pytest.raises(ValueError, match="'here'"):
        plot_plane(pd.DataFrame({"a": [1.0]}), of=PlaneOf("here", "a", "x", "y"), **common)
    ranks = pd.DataFrame({"value": [5.0], "low": [1.0], "high": [2.0]}, index=["Lake"])
    with pytest.raises(ValueError, match="'Lake'"):
        plot_ranking(ranks, unit="u", **common)
    ties = pd.DataFrame(
        {"source": ["a"], "target": ["z"], "layer": ["cooperation"], "strength": [1.0]}
    )
    with pytest.raises(ValueError, match="'z'"):
        plot_network(ties, stakeholders=pd.Series({"a": "A"}), seed=1, **common)
    with pytest.raises(ValueError, match="interest"):
        plot_power_interest(pd.DataFrame({"power": [1.0]}), **common)


def test_points_without_a_value_are_counted_not_drawn():
    frame = pd.DataFrame({"power": [1.0, None], "interest": [0.5, 0.2]}, index=["Lake", "Elm"])
    chart = plot_power_interest(frame, name="g", title="T", tier="analyst")
    assert chart.alt.endswith("Not drawn, for want of a value: 1.")


def test_any_figure_of_matplotlib_can_be_drawn():
    with style():
        drawn = figure(height=2, width=2)
        drawn.add_subplot().plot([0, 1], [0, 1])
    assert draw(drawn).size == (300, 300)


def test_an_arrow_is_drawn_from_where_a_point_stood_and_none_where_it_has_not_moved():
    frame = pd.DataFrame(
        {
            "power": [0.9, 0.2, 0.5],
            "interest": [3.0, 1.0, 2.0],
            "power_before": [0.3, np.nan, np.nan],
            "interest_before": [np.nan, np.nan, 0.5],
        },
        index=["Lake", "Elm", "Oak"],
    )
    common = {"name": "grid", "title": "Power", "tier": "analyst"}
    moved = plot_power_interest(frame, **common)
    assert moved.alt.endswith(
        "Arrows, moved since the last scan: Lake from power 0.30, interest 3; "
        "Oak from power 0.50, interest 0.50."
    )
    still = plot_power_interest(frame.assign(power_before=np.nan, interest_before=np.nan), **common)
    assert still.alt.endswith("nobody has moved by more than noise.")
    first = plot_power_interest(frame[["power", "interest"]], **common)
    assert "moved" not in first.alt
    assert first.picture.svg == still.picture.svg != moved.picture.svg
