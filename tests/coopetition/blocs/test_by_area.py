import numpy as np
import pytest
from coopetition.blocs.planted import camps

from stakeholder_map.coopetition.blocs.by_area import _violated
from stakeholder_map.coopetition.blocs.signed import signed_ties


def test_ties_of_those_without_a_bloc_are_neither_for_nor_against():
    positive, negative, group = camps((3, 3, 3))
    group = np.where(group == 2, -1, group)
    positive[:2, 6:] = positive[6:, :2] = 4.0
    positive[0, 3] = positive[3, 0] = 1.0  # the one tie against: beside 6 inside, 9 between
    ties = signed_ties(positive, negative)
    assert _violated(ties, ties.taken(group)) == pytest.approx(1 / 16)


def test_nothing_is_said_where_nobody_with_ties_has_a_bloc():
    positive, negative, group = camps((3, 3))
    ties = signed_ties(positive, negative)
    assert np.isnan(_violated(ties, np.full(6, -1)))
    assert _violated(ties, ties.taken(group)) == 0
