"""People recognise their map from scan to scan."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholder_map.report.map import keep_places

RING = np.roll(np.eye(6), 1, axis=1) + np.roll(np.eye(6), -1, axis=1)
IDS = list("abcdef")


def test_who_stood_on_the_map_stands_where_it_stood():
    before = keep_places(IDS, RING, before={}, seed=1)
    after = keep_places(IDS, RING * 0.3, before=before, seed=99)
    assert after == before
    assert keep_places(IDS, np.flipud(RING), before={}, seed=1) != before


def test_who_is_new_stands_near_those_it_works_with():
    before = {name: (0.1 * row, 0.9) for row, name in enumerate(IDS[:-1])}
    before["e"] = (0.9, 0.1)
    strength = np.zeros((6, 6))
    strength[4, 5] = strength[5, 4] = 1.0
    place = np.array(keep_places(IDS, strength, before=before, seed=1)["f"])
    assert np.linalg.norm(place - [0.9, 0.1]) < 0.06


def test_a_map_of_mostly_new_organisations_is_drawn_anew():
    before = {"a": (0.5, 0.5), "b": (0.5, 0.5)}
    assert keep_places(IDS, RING, before=before, seed=1) == keep_places(
        IDS, RING, before={}, seed=1
    )


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_everybody_has_a_place_on_the_map(n, known, seed):
    rng = np.random.default_rng(seed)
    strength = np.triu(rng.random((n, n)), 1)
    strength += strength.T
    ids = [f"s{row:02d}" for row in range(n)]
    before = {f"s{row:02d}": tuple(rng.random(2)) for row in range(known)}
    places = keep_places(ids, strength, before=before, seed=seed)
    assert list(places) == ids
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places.values())
