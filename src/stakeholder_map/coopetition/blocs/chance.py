"""Whether there are blocs at all: what signs thrown at random would show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stakeholder_map.coopetition.blocs.signed import Matrix, SignedTies, signed_ties
from stakeholder_map.errors import UsageError
from stakeholder_map.influence.engine.types import Floats, Short, Whole

LEVEL = 0.05
"""How often blocs may be seen where there are none."""

GROUPS = (2, 3, 5)
"""Numbers of groups that are looked for."""

DRAWS = (99, 39)
"""Graphs without structure that are drawn: of few ties, of many."""

MANY = 20_000
"""Ties from which on there are many."""

SWEEPS = 24
"""Rounds of annealing for each graph."""

STRATA = 4
"""Parts of the pairs of a kind, faint to strong, within which signs are drawn."""

STEPS = 8
"""Newton steps for the inclinations."""


@dataclass(frozen=True)
class ChanceTest:
    """What was seen beside what chance shows.

    Parameters
    ----------
    p_value : float
        Share of the graphs without structure, and this one, that fall into groups as well as this
        one or better; 1 where there is nothing to test.
    excess : float
        How far beyond them this one is, in their standard deviations, at the best number of groups;
        missing where there is nothing to test.
    draws : int
        How many were drawn; 0 where cooperation or competition is absent.
    """

    p_value: float
    excess: float
    draws: int

    @property
    def beyond_chance(self) -> bool:
        """Whether there are blocs, at a level of 5 %."""
        return self.p_value <= LEVEL


def chance_of_blocs(positive: Matrix, negative: Matrix, *, seed: int) -> ChanceTest:
    """Whether cooperation and competition fall into groups more than by chance.

    Graphs without structure have ties between the same pairs; which pairs work together and which
    compete is drawn anew, with each stakeholder's inclination to either kept, as many of each among
    the faint and among the strong, and what a pair holds is shuffled as it is. This graph and those
    are searched with the same effort for groups that hold most cooperation and least competition;
    each kind is weighed by how rare it is, so that a single group holds as much as chance.

    Parameters
    ----------
    positive, negative : array_like or sparse array, shape (n, n)
        Strength of cooperation and of competition, symmetric.
    seed : int
        Of the drawing and the search.

    Returns
    -------
    ChanceTest
        The same for the same seed, whatever the order of rows and the scale.

    Raises
    ------
    UsageError
        As `signed_ties`; a negative seed.

    Notes
    -----
    Where only one of the two kinds was reported, signs tell nothing, and no blocs are claimed.

    Examples
    --------
    >>> together = np.kron(np.eye(2), 1 - np.eye(6))
    >>> against = np.kron(1 - np.eye(2), np.ones((6, 6)))
    >>> chance_of_blocs(together, against, seed=1).beyond_chance
    True
    >>> chance_of_blocs(together, 0 * against, seed=1).p_value
    1.0
    """
    if seed < 0:
        raise UsageError(f"seed: expected a whole number of at least 0, found {seed!r}")
    return chance_of(signed_ties(positive, negative), seed=seed)


def chance_of(ties: SignedTies, *, seed: int, draws: int = 0) -> ChanceTest:
    """As `chance_of_blocs`, of ties that have been read, with a number of draws of one's own."""
    rng = np.random.default_rng(seed)
    if not ties.cooperation.any() or not ties.competition.any():
        return ChanceTest(1.0, float("nan"), 0)
    slots = Slots.of(ties, rng=rng)
    draws = draws or DRAWS[len(slots.works) > MANY]
    inclined = _inclinations(ties, slots)
    seen = np.empty((draws + 1, len(GROUPS)))
    for draw in range(draws + 1):
        net = slots.net_of(slots.signed if draw == 0 else _redrawn(slots, inclined, rng=rng))
        seen[draw] = _gains(ties, net, seed=draw)
    spread = seen.std(axis=0)
    scaled = (seen - seen.mean(axis=0)) / np.where(spread > 1e-9, spread, np.inf)
    best = np.round(scaled.max(axis=1), 9)
    share = float((best >= best[0]).mean())
    rest = seen[1:]
    wide = rest.std(axis=0)
    ahead = (seen[0] - rest.mean(axis=0)) / np.where(wide > 1e-9, wide, np.inf)
    return ChanceTest(round(share, 6), round(float(ahead.max()), 4), draws)


@dataclass(frozen=True, eq=False)
class Slots:
    """Pairs with ties, each once, and where they stand among the arcs.

    Parameters
    ----------
    arc, back : ndarray
        The two arcs of each.
    one, other : ndarray
        Its ends.
    signed : ndarray
        Cooperation less competition, each weighed by how rare it is, so that all add up to 0.
    stratum : ndarray
        Which fourth of the pairs of its kind it is in by strength, from 0; lots among equals.
    """

    arc: Whole
    back: Whole
    one: Whole
    other: Short
    signed: Floats
    stratum: Whole

    @classmethod
    def of(cls, ties: SignedTies, *, rng: np.random.Generator) -> Slots:
        """The pairs of a graph."""
        arc = np.flatnonzero(ties.tail < ties.end)
        works, competes = ties.cooperation[arc], ties.competition[arc]
        share = float(works.sum() / (works.sum() + competes.sum()))
        signed = np.round(works * (1 - share) - competes * share, 9)
        stratum = np.empty(len(arc), dtype=np.int64)
        for kind in (signed > 0, signed <= 0):
            held = np.flatnonzero(kind)
            order = np.lexsort((rng.random(len(held)), np.abs(signed[held])))
            stratum[held[order]] = np.arange(len(held)) * STRATA // max(1, len(held))
        return cls(arc, ties.back[arc], ties.tail[arc], ties.end[arc], signed, stratum)

    @property
    def works(self) -> npt.NDArray[np.bool_]:
        """Whether a pair rather works together than competes."""
        return np.asarray(self.signed > 0)

    def net_of(self, signed: Floats) -> Floats:
        """What each arc speaks for standing together."""
        net = np.empty(2 * len(signed))
        net[self.arc] = net[self.back] = signed
        return net


def _inclinations(ties: SignedTies, slots: Slots) -> Floats:
    """How inclined the ends of each tie are to cooperation: a penalised logistic fit."""
    usual = float(np.clip(slots.works.mean(), 0.01, 0.99))
    level = np.log(usual / (1 - usual))
    bent = np.zeros(ties.n)
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-(level + bent[slots.one] + bent[slots.other])))
        slope, curve = slots.works - likely, likely * (1 - likely)
        up, down = np.zeros(ties.n), np.zeros(ties.n)
        for ends in (slots.one, slots.other):
            up += np.bincount(ends, slope, minlength=ties.n)
            down += np.bincount(ends, curve, minlength=ties.n)
        bent += 0.5 * (up - bent) / (down + 1.0)
    inclined: Floats = level + bent[slots.one] + bent[slots.other]
    return inclined


def _redrawn(slots: Slots, inclined: Floats, *, rng: np.random.Generator) -> Floats:
    """Signs anew: as many of each kind, by inclination and lot, and their strengths shuffled."""
    luck = inclined + rng.logistic(size=len(inclined))
    signed = np.empty(len(luck))
    for stratum in np.unique(slots.stratum):
        held = np.flatnonzero(slots.stratum == stratum)
        order = held[np.argsort(-luck[held], kind="stable")]
        count = int(slots.works[held].sum())
        signed[order[:count]] = rng.permutation(slots.signed[held][slots.works[held]])
        signed[order[count:]] = rng.permutation(slots.signed[held][~slots.works[held]])
    return signed


def _gains(ties: SignedTies, net: Floats, *, seed: int) -> Floats:
    """Net strength inside the best groups found, by number of groups."""
    from stakeholder_map.coopetition.blocs.search.moves import anneal

    heat = float(np.abs(net).sum() / ties.n) / 4 + 1e-6
    pulls = (ties.start, ties.end, net)
    gains = np.empty(len(GROUPS))
    for place, groups in enumerate(GROUPS):
        group = np.zeros(ties.n, dtype=np.int32)
        gains[place] = anneal(pulls, group, groups, (SWEEPS, heat), seed)
    return gains
