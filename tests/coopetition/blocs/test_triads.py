import numpy as np
import pytest
from coopetition.blocs.planted import random_graph
from scipy import sparse

from stakeholder_map.coopetition.blocs import triads
from stakeholder_map.coopetition.blocs.triads import count_triads, triads_beside_chance


def ones(*sides):
    return tuple(sparse.csr_array((side > 0) * 1.0) for side in sides)


@pytest.fixture(params=["dense", "sparse"])
def either_way(request, monkeypatch):
    if request.param == "sparse":
        monkeypatch.setattr(triads, "DENSE", 0)


@pytest.mark.usefixtures("either_way")
def test_pairs_that_do_both_keep_both():
    everybody = np.ones((8, 8)) - np.eye(8)
    found = triads_beside_chance(ones(everybody, everybody), seed=1)
    assert found["count"].tolist() == [56, 168, 168, 56]
    for name in ("expected", "low", "high"):
        assert found[name].tolist() == [56, 168, 168, 56]


@pytest.mark.usefixtures("either_way")
def test_signs_by_lot_lie_on_the_same_ties(monkeypatch):
    pair = ones(*random_graph(np.random.default_rng(3), n=12, both=0.3))
    seen = []

    def watched(works, competes):
        seen.append([sparse.csr_array(side).toarray() for side in (works, competes)])
        return [0, 0, 0, 0]

    monkeypatch.setattr(triads, "_counted", watched)
    triads_beside_chance(pair, seed=1)
    works, competes = (side.toarray() for side in pair)
    assert ((works + competes) == 2).any()
    for one, other in seen:
        np.testing.assert_array_equal(one + other, works + competes)
        assert max(one.max(), other.max()) == 1
        assert one.sum() == works.sum()


def test_without_ties_there_is_nothing_to_shuffle():
    nothing = ones(np.zeros((0, 0)), np.zeros((0, 0)))
    assert count_triads(*nothing) == [0, 0, 0, 0]
    assert triads_beside_chance(nothing, seed=1)["high"].tolist() == [0, 0, 0, 0]
