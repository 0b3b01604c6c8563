"""The figures of the choice of partners."""

import pandas as pd
import pytest

from stakeholder_map.report.figures.coalition import plot_alternatives, plot_core_index

INSIDE = pd.DataFrame(
    {"1": [True, True, False], "2": [True, False, True], "3": [True, True, False]},
    index=["Hospital", "Plan", "Council"],
)


def test_the_alternative_text_names_what_each_choice_changes():
    chart = plot_alternatives(INSIDE, costs=[0, 2.5, 4], name="a", title="T", tier="analyst")
    assert chart.alt == (
        "The proposed choice: Hospital and Plan. Choice 2: with Council without Plan; costs 2.5 %. "
        "Choice 3: the same members on another project; costs 4.0 %."
    )
    assert "<svg" in chart.picture.svg


def test_choices_without_costs_are_refused():
    with pytest.raises(ValueError, match=r"found \[0\]"):
        plot_alternatives(INSIDE, costs=[0], name="a", title="T", tier="analyst")


def test_the_surest_stand_first_and_those_in_no_best_group_are_left_out():
    index = pd.DataFrame(
        {"core_index": [0.3, 1.0, 0.0], "stance": ["borderline", "core", "exterior"]},
        index=["Plan", "Hospital", "Council"],
    )
    chart = plot_core_index(index, name="c", title="T", tier="analyst")
    assert chart.alt.endswith("Hospital: 100 %, core; Plan: 30 %, borderline.")
    with pytest.raises(ValueError, match="found 1 in none"):
        plot_core_index(index.tail(1), name="c", title="T", tier="analyst")
