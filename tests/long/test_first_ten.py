"""How many of the truly influential are found where a log is a third witness of every pair.

Some minutes: `pytest tests/long/test_first_ten.py`. The figures of a hundred regions stand in
`docs/METHODS.md`.
"""

import pytest
from posterior.benchmark import coverage_benchmark

REGIONS = 16
CELL = "120-40top-third-witness"


@pytest.fixture(scope="module")
def found():
    """Share of the true first ten, by method: two in five are silent, rather the influential."""
    with coverage_benchmark() as module:
        table = module.run([CELL], regions=REGIONS, methods=("model", "newman", "either_side"))
    return table[table["group"] == "first ten"].set_index("method")["pit"]


def test_the_model_finds_as_many_of_the_first_ten_as_an_earlier_trial(found):
    assert found["model"] >= 0.86


def test_one_rate_for_all_and_either_side_find_fewer(found):
    assert found["newman"] <= found["model"] - 0.1
    assert found["either_side"] <= found["model"] - 0.2
