import numpy as np
import pytest

from stakeholder_map.coopetition.clusters.features import Sayings, unlike
from stakeholder_map.coopetition.clusters.tree import join_nearest


def unknown(n, areas):
    return np.full((n, areas), np.nan)


def halves_known():
    """Of two areas only answers are known, of two only positions; each pair is far apart."""
    parts = np.full((2, 6, 4), np.nan)
    parts[0, :, :2], parts[1, :, :2] = [1, 0], [0, 1]
    position = unknown(6, 4)
    position[:, 2], position[:, 3] = 4, [4, 4, 4, -4, -4, -4]
    return parts, Sayings(position, unknown(6, 4), unknown(6, 4))


def test_areas_with_nothing_in_common_are_as_unlike_as_is_usual():
    apart = unlike(*halves_known(), weight=np.ones(6))
    known = [apart[0, 1], apart[2, 3]]
    assert min(known) > 0.5
    assert apart[:2, 2:] == pytest.approx(np.mean(known))
    np.testing.assert_array_equal(apart, apart.T)
    assert not np.diagonal(apart).any()
    nearer = int(np.argmin(known))
    first = join_nearest(apart[None])[0, 3]
    assert first[2 * nearer] == first[2 * nearer + 1]


def test_each_resample_is_filled_by_itself():
    parts, sayings = halves_known()
    weight = np.array([np.ones(6), [0, 0, 0, 0, 1, 5]])
    both = unlike(parts[:, None], sayings, weight=weight)
    for one, counted in zip(both, weight, strict=True):
        np.testing.assert_allclose(one, unlike(parts, sayings, weight=counted))
    assert both[0, 0, 2] != pytest.approx(both[1, 0, 2])


def test_areas_of_which_nothing_is_known_are_not_told_apart():
    parts = np.full((2, 3, 2), np.nan)
    said = Sayings(*(unknown(3, 2) for _ in range(3)))
    assert not unlike(parts, said, weight=np.ones(3)).any()
