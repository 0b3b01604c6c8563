"""How often cooperation and competition fall inside groups and between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stakeholder_map.coopetition.blocs.signed import SignedTies
from stakeholder_map.influence.engine.types import Floats

HALF = 0.5
"""Ties of each kind and place that are added before a rate is taken, so that none is 0."""

STEEPEST = 30.0
"""Greatest logarithm of the odds of one tie."""


@dataclass(frozen=True)
class Rates:
    """Expected strength of ties between two stakeholders, for a product of their masses of 1.

    Parameters
    ----------
    works_inside, works_between, competes_inside, competes_between : float
        Of cooperation and of competition, inside a group and between groups; all above 0.
    """

    works_inside: float
    works_between: float
    competes_inside: float
    competes_between: float

    @property
    def density(self) -> float:
        """By how much more ties of both kinds there are inside than between."""
        inside = self.works_inside + self.competes_inside
        return inside - self.works_between - self.competes_between

    @property
    def noise(self) -> float:
        """Mean share of the ties that run against the groups, inside and between."""
        inside = self.competes_inside / (self.works_inside + self.competes_inside)
        between = self.works_between / (self.works_between + self.competes_between)
        return (inside + between) / 2

    def odds(self, ties: SignedTies) -> Floats:
        """How much likelier each tie is inside a group than between groups."""
        works = np.log(self.works_inside / self.works_between)
        competes = np.log(self.competes_inside / self.competes_between)
        steep = ties.cooperation * works + ties.competition * competes
        return np.asarray(np.exp(np.clip(steep, -STEEPEST, STEEPEST)))

    def apart(self, ties: SignedTies) -> float:
        """Logarithm of the likelihood if all stood between groups, but for a constant."""
        strength = ties.mass.sum(axis=1) / 2
        told = strength @ np.log([self.works_between, self.competes_between])
        return float(told - (self.works_between + self.competes_between) * pairs_of(ties))


def pairs_of(ties: SignedTies) -> float:
    """Sum over pairs of the products of their masses."""
    mass = ties.mass.sum(axis=0)
    return float(mass.sum() ** 2 - (mass**2).sum()) / 2


def pairs_inside(ties: SignedTies, belief: Floats) -> float:
    """The same over pairs inside groups."""
    held = ties.mass.sum(axis=0)[:, None] * belief
    return float((held.sum(axis=0) ** 2).sum() - (held**2).sum()) / 2


def rates_of(ties: SignedTies, *, belief: Floats, share: Floats) -> Rates:
    """The likeliest rates.

    Parameters
    ----------
    ties : SignedTies
        The graph.
    belief : ndarray
        Shape (n, k): where each belongs.
    share : ndarray
        By arc, how likely its ends stand in one group.

    Returns
    -------
    Rates
    """
    inside = pairs_inside(ties, belief)
    between = max(pairs_of(ties) - inside, HALF)
    inside = max(inside, HALF)
    together = [float(kind @ share) / 2 for kind in (ties.cooperation, ties.competition)]
    apart = [
        float(kind.sum()) / 2 - held
        for kind, held in zip((ties.cooperation, ties.competition), together, strict=True)
    ]
    return Rates(
        (max(together[0], 0.0) + HALF) / inside,
        (max(apart[0], 0.0) + HALF) / between,
        (max(together[1], 0.0) + HALF) / inside,
        (max(apart[1], 0.0) + HALF) / between,
    )


def mixed(ties: SignedTies, *, noise: float) -> Rates:
    """Rates of groups of one density whose ties run against them at a given share.

    Parameters
    ----------
    ties : SignedTies
        The graph.
    noise : float
        Share of the ties that run against them.

    Returns
    -------
    Rates
    """
    every = max(ties.total, HALF) / max(pairs_of(ties), HALF)
    return Rates(every * (1 - noise), every * noise, every * noise, every * (1 - noise))
