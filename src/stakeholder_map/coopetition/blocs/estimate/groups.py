"""Who stands with whom, among many: groups with the probability of each membership."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stakeholder_map.coopetition.blocs.estimate.fit import Fit, alone, opened, settle
from stakeholder_map.coopetition.blocs.search.starts import openings
from stakeholder_map.coopetition.blocs.signed import Matrix, SignedTies, signed_ties
from stakeholder_map.errors import UsageError
from stakeholder_map.influence.engine.types import Floats, Whole

FIRST_ROUNDS = 12
"""Rounds that every opening gets; the best goes on."""

ROUNDS = 80
"""Most rounds of the best one."""

NOISES = (0.15, 0.25)
"""Noise at which one more opening is held for a while, so that it does not settle too early."""


@dataclass(frozen=True, eq=False)
class Memberships:
    """Groups of stakeholders, as ties and their signs tell them.

    Parameters
    ----------
    assignment : ndarray
        Likeliest group of each stakeholder, int64 from 0, in the order of the input; the largest
        first.
    probability : ndarray
        Shape (n, groups): how likely each belongs to each.
    noise : float
        Share of the ties that run against the groups, as learned; .5 tells nothing.
    score : float
        Logarithm of the evidence for these groups, less the price of what was learned; more is
        better. Only differences mean anything.
    alone : float
        The same for no groups at all.
    """

    assignment: Whole
    probability: Floats
    noise: float
    score: float
    alone: float

    @property
    def groups(self) -> int:
        """How many groups were asked for."""
        return int(self.probability.shape[1])

    @property
    def told(self) -> bool:
        """Whether the ties tell these groups at all; if not, an assignment is but a guess."""
        return self.groups > 1 and self.score > self.alone


def estimate_blocs(positive: Matrix, negative: Matrix, *, groups: int, seed: int) -> Memberships:
    """Groups of stakeholders, from where ties are dense and how their signs fall.

    Belief propagation on a block model: two stakeholders work together, and compete, at rates that
    depend on whether they stand in one group, times how many ties each has. The rates and the sizes
    of groups are learned on the way. It begins from annealed groups of little frustration and from
    clusters; what explains the ties best is taken.

    Parameters
    ----------
    positive, negative : array_like or sparse array, shape (n, n)
        Strength of cooperation and of competition, symmetric.
    groups : int
        How many groups, at least 1.
    seed : int
        Of the openings.

    Returns
    -------
    Memberships
        The same for the same seed, whatever the order of rows and the scale. Where `told` is false,
        nothing can be told.

    Raises
    ------
    UsageError
        As `signed_ties`; fewer than one group.

    Notes
    -----
    For k equal groups of one density nothing can be told where the average degree is below
    k^2 p (1 - p) / (1 - 2 noise)^2 with p = (1 - noise) / k + (1 - 1 / k) noise. Memory grows with
    ties times groups. On dense graphs of a few dozen, neighbours know one another and the
    probabilities are too sure of themselves.

    References
    ----------
    Decelle, A., Krzakala, F., Moore, C. & Zdeborova, L. (2011). Asymptotic analysis of the
    stochastic block model. Physical Review E 84, 066106. Karrer, B. & Newman, M. E. J. (2011).
    Stochastic blockmodels and community structure in networks. Physical Review E 83, 016107.

    Examples
    --------
    >>> together = np.kron(np.eye(2), 1 - np.eye(5))
    >>> against = np.kron(1 - np.eye(2), np.ones((5, 5)))
    >>> found = estimate_blocs(together, against, groups=2, seed=1)
    >>> found.assignment.tolist(), found.told
    ([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], True)
    """
    if groups < 1:
        raise UsageError(f"groups: expected a whole number of at least 1, found {groups!r}")
    ties = signed_ties(positive, negative)
    return memberships(ties, fitted(ties, groups=groups, seed=seed))


def fitted(ties: SignedTies, *, groups: int, seed: int) -> Fit:
    """The fit that explains the ties best, of several openings.

    Parameters
    ----------
    ties : SignedTies
        The graph.
    groups : int
        How many groups.
    seed : int
        Of the openings.

    Returns
    -------
    Fit
    """
    if groups == 1:
        return alone(ties)
    if not len(ties.end):
        return opened(ties, group=np.full(ties.n, -1), groups=groups)
    best: Fit | None = None
    for place, group in enumerate(openings(ties, groups=groups, seed=seed)):
        fit = opened(ties, group=group, groups=groups)
        if place < len(NOISES) and NOISES[place]:
            held = opened(ties, group=group, groups=groups)
            settle(held, rounds=FIRST_ROUNDS, noise=NOISES[place])
            best = _better(best, settle(held, rounds=FIRST_ROUNDS))
        best = _better(best, settle(fit, rounds=FIRST_ROUNDS))
    assert best is not None
    settle(best, rounds=ROUNDS)
    return best if best.score > alone(ties).evidence else _guess(ties, groups=groups, seed=seed)


def _guess(ties: SignedTies, *, groups: int, seed: int) -> Fit:
    """Where learning the rates leads nowhere: what plain groups of little noise would look like."""
    group = next(openings(ties, groups=groups, seed=seed))
    return settle(opened(ties, group=group, groups=groups), rounds=30, noise=NOISES[0])


def _better(one: Fit | None, other: Fit) -> Fit:
    return other if one is None or round(other.evidence - one.evidence, 6) > 0 else one


def memberships(ties: SignedTies, fit: Fit) -> Memberships:
    """A fit in the order of the input, the largest group first.

    Parameters
    ----------
    ties : SignedTies
        The graph.
    fit : Fit
        What was found.

    Returns
    -------
    Memberships
    """
    group = fit.belief.argmax(axis=1) if ties.n else np.zeros(0, dtype=np.int64)
    groups = fit.belief.shape[1]
    size = np.bincount(group, minlength=groups)
    belief = np.round(ties.put_back(fit.belief), 9)
    group = ties.put_back(group)
    first = np.array([np.flatnonzero(group == r)[0] if size[r] else ties.n for r in range(groups)])
    order = np.lexsort((first, -size))
    place = np.argsort(order)
    return Memberships(
        place[group].astype(np.int64),
        np.ascontiguousarray(belief[:, order]),
        fit.rates.noise if groups > 1 else 0.5,
        fit.score,
        alone(ties).evidence,
    )
