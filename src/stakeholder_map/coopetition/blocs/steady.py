"""How steady memberships are over the readings of the evidence."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from stakeholder_map.coopetition.blocs.estimate.fit import opened, settle
from stakeholder_map.coopetition.blocs.search.starts import annealed
from stakeholder_map.coopetition.blocs.signed import SignedTies
from stakeholder_map.influence.engine.types import Floats, Short, Whole

READINGS = 40
"""Readings on which blocs are found anew."""

ROUNDS = 6
"""Rounds that each opening gets."""


def membership_shares(
    readings: Iterable[SignedTies], *, group: Whole, groups: int, seed: int
) -> Floats:
    """Share of the readings in which each stands in each bloc, found anew.

    On each reading the estimate begins from the blocs that are known and from groups annealed on
    that reading alone; what explains it better is taken, and its groups are matched with the blocs
    by how many with ties they share. Who has no tie in a reading stays in its bloc.

    Parameters
    ----------
    readings : iterable of SignedTies
        All in one order.
    group : ndarray
        Bloc of each, in the order of the input.
    groups : int
        How many blocs.
    seed : int
        Of the annealing.

    Returns
    -------
    ndarray
        Shape (n, groups), rows sum to 1; in the order of the input.
    """
    shares = np.zeros((len(group), groups))
    count = 0
    for turn, ties in enumerate(readings):
        known = ties.taken(group).astype(np.int32)
        own = annealed(ties, groups=groups, sweeps=20, seed=seed + turn)[1]
        fits = [settle(opened(ties, group=g, groups=groups), rounds=ROUNDS) for g in (known, own)]
        better = fits[round(fits[1].evidence - fits[0].evidence, 6) > 0]
        found = better.belief.argmax(axis=1)
        heard = np.diff(ties.start) > 0
        bloc = _matched(found[heard], known[heard], groups=groups)
        shares[ties.order, np.where(heard, bloc[found], known)] += 1
        count += 1
    return shares / max(1, count)


def _matched(found: Whole, known: Short, *, groups: int) -> Whole:
    """For each group found the bloc that it shares most with, one to one."""
    from scipy.optimize import linear_sum_assignment

    shared = np.zeros((groups, groups))
    np.add.at(shared, (found, known), 1.0)
    return np.asarray(linear_sum_assignment(-shared)[1], dtype=np.int64)
