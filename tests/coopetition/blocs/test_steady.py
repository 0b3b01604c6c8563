import numpy as np
from coopetition.blocs.planted import camps
from scipy import sparse

from stakeholder_map.coopetition.blocs.signed import arranged, signed_ties
from stakeholder_map.coopetition.blocs.steady import membership_shares


def shares_beside(silent):
    """Two camps that 20 readings tell with one sign in eight turned, beside some without ties."""
    positive, negative, truth = camps((6, 6))
    wide = np.pad(positive, (0, silent)), np.pad(negative, (0, silent))
    order = signed_ties(*wide).order

    def readings():
        rng = np.random.default_rng(0)
        for _ in range(20):
            turned = np.triu(rng.random((12, 12)) < 0.125, 1)
            turned = np.pad(turned | turned.T, (0, silent))
            sides = np.where(turned, wide[1], wide[0]), np.where(turned, wide[0], wide[1])
            yield arranged(*map(sparse.csr_array, sides), order=order, unit=1.0)

    group = np.append(truth, np.zeros(silent, dtype=np.int64))
    return membership_shares(readings(), group=group, groups=2, seed=1), group


def test_who_has_no_ties_stays_in_its_bloc_and_moves_nobody():
    alone, group = shares_beside(0)
    beside, wider = shares_beside(40)
    assert alone[np.arange(12), group].min() > 0.9
    np.testing.assert_array_equal(beside[:12], alone)
    assert (beside[12:, 0] == 1).all()
    assert (wider[12:] == 0).all()
