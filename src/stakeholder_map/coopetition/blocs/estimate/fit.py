"""Belief propagation with rates that are learned: who belongs where, and how well that explains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stakeholder_map.coopetition.blocs.estimate.rates import Rates, mixed, pairs_inside, rates_of
from stakeholder_map.coopetition.blocs.signed import SignedTies
from stakeholder_map.influence.engine.types import Floats, Short

TRUST = 0.8
"""How far an opening is believed."""

SWEEPS = 3
"""Rounds of messages between two estimates of the rates."""

SETTLED = 1e-3
"""Change of a message from which on nothing moves."""

CALM = 20
"""Rounds of estimates after which messages are damped."""


@dataclass(eq=False)
class Fit:
    """A state of belief propagation; kernels change it in place.

    Parameters
    ----------
    ties : SignedTies
        The graph.
    belief : ndarray
        Shape (n, k): where each belongs.
    message : ndarray
        Shape (arcs, k): the same of the tail of each arc, as told to its head.
    rates : Rates
        Last estimate.
    evidence : float
        Logarithm of how likely the ties are under these rates, over all groupings, by the
        approximation of Bethe.
    """

    ties: SignedTies
    belief: Floats
    message: Floats
    rates: Rates
    evidence: float = -np.inf

    @property
    def score(self) -> float:
        """Evidence less the price of what was learned: sizes of groups, and rates."""
        groups = self.belief.shape[1]
        learned = (groups - 1) / 2 * np.log(max(self.ties.n, 2))
        return float(self.evidence - learned - np.log(max(self.ties.total, 2.0)))


def opened(ties: SignedTies, *, group: Short, groups: int) -> Fit:
    """A fit that begins from groups, believed but not wholly.

    Parameters
    ----------
    ties : SignedTies
        The graph.
    group : ndarray
        Group of each, -1 where it is open.
    groups : int
        How many groups there are.

    Returns
    -------
    Fit
        With rates from these beliefs.
    """
    belief = np.full((ties.n, groups), (1 - TRUST) / groups)
    known = np.flatnonzero(group >= 0)
    belief[known, group[known]] += TRUST
    belief[group < 0] = 1 / groups
    message = np.ascontiguousarray(belief[ties.tail])
    share = (belief[ties.tail] * belief[ties.end]).sum(axis=1)
    return Fit(ties, belief, message, rates_of(ties, belief=belief, share=share))


def settle(fit: Fit, *, rounds: int, noise: float = 0.0) -> Fit:
    """Pass messages and learn rates in turn, until nothing moves.

    Parameters
    ----------
    fit : Fit
        Where to go on; changed.
    rounds : int
        Most estimates of the rates.
    noise : float
        Where above 0, the rates are not learned but those of plain groups with this noise.

    Returns
    -------
    Fit
        The same one.
    """
    from stakeholder_map.coopetition.blocs.estimate.messages import same, sweep

    ties, (n, groups) = fit.ties, fit.belief.shape
    mass, score = ties.mass.sum(axis=0), np.zeros(n)
    share, twice = np.zeros(len(ties.end)), np.zeros(len(ties.end))
    arcs, state = (ties.start, ties.back), (fit.message, fit.belief, score)
    if noise:
        fit.rates = mixed(ties, noise=noise)
    for turn in range(rounds):
        odds, density = fit.rates.odds(ties), fit.rates.density
        sizes = np.log((fit.belief.sum(axis=0) + 1) / (n + groups))
        damp = 0.5 if turn >= CALM else 0.0
        for _ in range(SWEEPS):
            change = sweep(arcs, (odds, sizes, mass), density, damp, state)
        same(arcs, odds, fit.message, share, twice)
        told = float(score.sum() - twice.sum() / 2) + fit.rates.apart(ties)
        fit.evidence = told + density * pairs_inside(ties, fit.belief)
        if change < SETTLED and turn > 4:
            break
        if not noise:
            fit.rates = rates_of(ties, belief=fit.belief, share=share)
    return fit


def alone(ties: SignedTies) -> Fit:
    """The fit of a single group: nobody is told from anybody."""
    belief = np.ones((ties.n, 1))
    rates = rates_of(ties, belief=belief, share=np.ones(len(ties.end)))
    strength = ties.mass.sum(axis=1) / 2
    told = strength @ np.log([rates.works_inside, rates.competes_inside])
    pairs = pairs_inside(ties, belief)
    evidence = told - (rates.works_inside + rates.competes_inside) * pairs
    return Fit(ties, belief, np.ones((len(ties.end), 1)), rates, float(evidence))
