"""The figures of notebook 02: places and their shares, power and interest with their doubt."""

import numpy as np
import pandas as pd
import pytest
from report.made import naughty_strings

from stakeholder_map.report.figures import plot_acceptability, plot_power_interest

LOOK = {"name": "f", "title": "A figure", "tier": "analyst"}


def shares_of(n, *, seed=1):
    dice = np.random.default_rng(seed).dirichlet(np.ones(n), n)
    return pd.DataFrame(
        dice, index=[f"Organisation {at}" for at in range(n)], columns=range(1, n + 1)
    )


def test_the_words_name_the_likeliest_places():
    frame = pd.DataFrame([[0.7, 0.3, 0], [0.3, 0.7, 0], [0, 0, 1]], index=list("ABC"))
    frame.columns = [1, 2, 3]
    assert plot_acceptability(frame, **LOOK).alt == (
        "Shares of the readings in which each takes each place. A: place 1 in 70 of 100, 2 in 30; "
        "B: place 2 in 70 of 100, 1 in 30; C: place 3 in 100 of 100."
    )


@pytest.mark.parametrize("n", [1, 2, 20, 60])
def test_any_number_of_rows_is_drawn_the_same_every_time(n):
    one, same = (plot_acceptability(shares_of(n), **LOOK) for _ in range(2))
    assert one.picture.png == same.picture.png
    assert one.picture.svg == same.picture.svg


def test_any_name_is_drawn():
    names = naughty_strings()[::25][:20]
    frame = pd.DataFrame(np.eye(len(names)), index=names, columns=range(1, len(names) + 1))
    assert plot_acceptability(frame, **LOOK).picture.png


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame([[1.5]]), pd.DataFrame([[np.nan]])])
def test_what_is_no_share_is_refused(frame):
    with pytest.raises(ValueError, match="shares from 0 to 1"):
        plot_acceptability(frame, **LOOK)


def grid_of(n):
    dice = np.random.default_rng(2)
    power, interest = dice.uniform(size=n), 4 * dice.uniform(size=n)
    return pd.DataFrame(
        {
            "power": power,
            "power_low": power - 0.1,
            "power_high": power + 0.1,
            "interest": interest,
            "interest_low": interest - 0.5,
            "interest_high": interest + 0.5,
            "firm": [at % 2 == 0 for at in range(n)],
        },
        index=[f"Organisation {at}" for at in range(n)],
    )


def test_the_words_say_of_whom_the_field_cannot_be_told():
    alt = plot_power_interest(grid_of(3), middle=(0.5, 2), **LOOK).alt
    assert alt.count("cannot tell the field") == 1
    assert "Organisation 1: power" in alt


def test_doubt_is_drawn_and_changes_the_picture():
    plain = grid_of(8)[["power", "interest"]]
    assert (
        plot_power_interest(grid_of(8), middle=(0.5, 2), **LOOK).picture.png
        != plot_power_interest(plain, middle=(0.5, 2), **LOOK).picture.png
    )


def test_lines_stand_where_they_are_put():
    pictures = {
        plot_power_interest(grid_of(8), middle=middle, **LOOK).picture.png
        for middle in (None, (0.5, 2), (0.9, 2))
    }
    assert len(pictures) == 3
