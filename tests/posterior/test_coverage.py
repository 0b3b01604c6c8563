"""A quick run of the coverage benchmark; the whole grid is run by hand and stands in METHODS.md."""

import numpy as np
import pytest
from posterior.benchmark import coverage_benchmark


@pytest.fixture(scope="module")
def coverage():
    with coverage_benchmark() as module:
        yield module


@pytest.fixture(scope="module")
def table(coverage):
    names = ["60-20top", "60-40any-events"]
    return coverage.run(names, regions=4, methods=("model", "flat", "newman", "either_side"))


def test_the_grid_holds_every_cell(coverage):
    cells = coverage.all_cells()
    assert len(cells) == 24
    assert {(each.n, each.silent, each.who) for each in cells.values()} == {
        (n, silent, who)
        for n in (60, 120)
        for silent, who in (
            *((share, "anyone") for share in (0.0, 0.2, 0.4)),
            *((share, "influential") for share in (0.2, 0.4)),
        )
    }


@pytest.mark.parametrize("group", ["respondents", "silent"])
@pytest.mark.parametrize("measure", ["strength", "pagerank", "betweenness"])
def test_intervals_of_the_model_hold_the_truth(table, group, measure):
    rows = table[(table["method"] == "model") & (table["group"] == group)]
    rows = rows[rows["measure"] == measure]
    assert len(rows) == 2
    assert rows["pit"].between(0.8, 1.0).all(), rows


def test_orders_that_are_sure_are_right(table):
    rows = table[(table["method"] == "model") & (table["group"] == "sure")]
    assert (rows["pit"] > 0.9).all(), rows


def test_draws_that_are_all_the_same_would_be_found(table):
    flat = table[(table["method"] == "flat") & (table["group"].isin(["respondents", "silent"]))]
    assert (flat["pit"] < 0.5).all()
    assert not flat["met"].any()


def test_simple_treatments_and_one_rate_for_all_hold_it_less_often(table):
    means = table[table["group"] == "silent"].groupby(["method", "measure"])["pit"].mean()
    assert means["either_side", "strength"] < 0.6
    assert means["newman", "strength"] < means["model", "strength"]


def test_newman_finds_rates_in_a_case_by_hand(coverage):
    """Both sides always agree: the density is the share of confirmed pairs, all are sure."""
    chance = coverage.newman(np.full(10, 2.0), np.array([2.0] * 3 + [0.0] * 7))
    assert chance.round(3).tolist() == [1.0] * 3 + [0.0] * 7
