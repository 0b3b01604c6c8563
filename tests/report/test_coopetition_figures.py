"""Figures of coopetition: both sides readable without colour, names that stay apart."""

import numpy as np
import pandas as pd
import pytest

from stakeholder_map.report.figures import (
    Card,
    PairBars,
    PlaneOf,
    plot_agreement,
    plot_cards,
    plot_pair_matrix,
    plot_plane,
)

COMMON = {"name": "f", "title": "T", "tier": "analyst"}


def bars(cooperation, competition):
    values = np.array([[[[x]]] * 3 for x in (cooperation, competition)], dtype=float)
    return PairBars(["Lake – Elm"], ["Dental"], ["contested"], values)


def grey(chart):
    from io import BytesIO

    from PIL import Image

    with Image.open(BytesIO(chart.picture.png)) as picture:
        return np.asarray(picture.convert("L"), dtype=int)


def test_cooperation_and_competition_differ_in_grey_print():
    together = grey(plot_pair_matrix(bars(1.0, 0.0), **COMMON))
    against = grey(plot_pair_matrix(bars(0.0, 1.0), **COMMON))
    assert (np.abs(together - against) > 60).mean() > 0.01


def test_a_matrix_tells_both_figures_of_each_field():
    alt = plot_pair_matrix(bars(0.75, 0.25), **COMMON).alt
    assert alt.endswith("Columns: Dental (contested). Lake – Elm: Dental 0.75 and 0.25.")
    unknown = plot_pair_matrix(bars(0.75, np.nan), **COMMON).alt
    assert unknown.endswith("Dental 0.75 and unknown.")


def test_no_competition_changes_the_picture_of_cooperation():
    """The upper half of the field is the same whatever the lower holds."""
    one, other = (grey(plot_pair_matrix(bars(0.5, level), **COMMON)) for level in (0.0, 1.0))
    differ = np.flatnonzero((one != other).any(axis=1))
    full = grey(plot_pair_matrix(bars(1.0, 0.0), **COMMON))
    upper = np.flatnonzero((one != full).any(axis=1))
    assert differ.min() > upper.max()


def test_cards_spell_out_every_word():
    card = Card("Lake / Elm", {"work together": "Asthma", "at stake": ""})
    chart = plot_cards([card, card, card], **COMMON)
    assert chart.alt.startswith("3 cards. Lake / Elm: work together: Asthma; at stake: –.")


def test_a_plane_counts_what_it_cannot_draw():
    frame = pd.DataFrame({"x": [0.5, None], "y": [1.0, 2.0]}, index=["Lake", "Elm"])
    of = PlaneOf("x", "y", "contest", "gain", corners=("a", "b", "c", "d"), middle=(0.5, 1.0))
    alt = plot_plane(frame, of=of, **COMMON).alt
    assert alt == (
        "Points by contest (to the right) and gain (upwards). Lake: contest 0.50, gain 1. "
        "Not drawn, for want of a figure: 1."
    )


@pytest.mark.parametrize("n", [2, 3, 12])
def test_a_map_of_agreement_is_the_same_on_every_run(n):
    first, second = np.triu_indices(n, k=1)
    pairs = pd.DataFrame(
        {
            "source": [f"s{place:02}" for place in first],
            "target": [f"s{place:02}" for place in second],
            "convergence": np.resize([4.0, 0.0, 2.0], len(first)),
            "divergence": np.resize([0.0, 3.0], len(first)),
        }
    )
    names = pd.Series({f"s{place:02}": f"Org {place}" for place in range(n)})
    one, other = (plot_agreement(pairs, stakeholders=names, **COMMON) for _ in range(2))
    assert one.picture == other.picture
    assert f"A map of {n} organisations" in one.alt
