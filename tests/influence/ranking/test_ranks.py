"""Oracle: the ranks of scipy, which costs half a second to import."""

import numpy as np
import pytest
from scipy.stats import rankdata

from stakeholder_map.influence.ranking.ranks import rank_ends


@pytest.mark.parametrize("shape", [(0, 3), (1, 1), (4, 0), (40, 9), (2, 500)])
@pytest.mark.parametrize("different", [1, 3, 10_000])
def test_shared_places_are_those_of_scipy(shape, different):
    values = np.random.default_rng(1).integers(0, different, shape).astype(float)
    first, last = rank_ends(values)
    if values.size:
        np.testing.assert_array_equal(first, rankdata(values, method="min", axis=1))
        np.testing.assert_array_equal(last, rankdata(values, method="max", axis=1))
        np.testing.assert_array_equal((first + last) / 2, rankdata(values, axis=1))
    assert first.shape == last.shape == shape


def test_the_lowest_there_can_be_comes_first():
    first, last = rank_ends(np.array([0.0, -np.inf, 0.0]))
    assert (first.tolist(), last.tolist()) == ([2, 1, 2], [3, 1, 3])
