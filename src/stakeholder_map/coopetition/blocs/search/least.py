"""Groups of least frustration: cooperation inside, competition between."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stakeholder_map.coopetition.blocs.search.cycles import violations_of
from stakeholder_map.coopetition.blocs.search.proof import bound_below
from stakeholder_map.coopetition.blocs.search.starts import annealed, by_size
from stakeholder_map.coopetition.blocs.signed import Matrix, SignedTies, signed_ties
from stakeholder_map.errors import UsageError
from stakeholder_map.influence.engine.types import Short, Whole

LINEAR = 2000
"""Most ties for which the linear program over cycles is solved."""

TWO_GROUPS = 800
"""Most ties for which two groups are proven by branch and bound."""

SEVERAL_GROUPS = 200
"""Most ties for which three groups and more are."""

NODES = (300, 60)
"""Most nodes of branch and bound, for two groups and for more."""

SWEEPS = 150
"""Rounds of annealing of each start."""

CLOSE = 1e-5
"""How near to what was found a bound must come, in units of the usual tie: what solvers tell."""

LONGEST = 6
"""Most ties of cooperation in a cycle of the packed bound."""


@dataclass(frozen=True, eq=False)
class LeastFrustration:
    """Groups, what they leave violated, and how little any could.

    Parameters
    ----------
    assignment : ndarray
        Group of each stakeholder, int64 from 0, in the order of the input; the largest first.
    groups : int
        How many groups there might be; fewer may be used.
    frustration : float
        `cooperation_between` + `competition_inside`, in the units of the input.
    cooperation_between, competition_inside : float
        Strength of cooperation between groups, and of competition inside; both kinds add up.
    lower_bound : float
        No groups, at most so many, leave less.
    """

    assignment: Whole
    groups: int
    frustration: float
    cooperation_between: float
    competition_inside: float
    lower_bound: float

    @property
    def gap(self) -> float:
        """How much less frustration might still be possible; 0 where none is."""
        return self.frustration - self.lower_bound

    @property
    def proven(self) -> bool:
        """Whether no groups leave less, by more than a hundred-thousandth of the usual tie."""
        return self.gap <= 1e-9 * max(1.0, self.frustration)


def frustration(positive: Matrix, negative: Matrix, *, assignment: npt.ArrayLike) -> float:
    r"""Strength that groups leave violated: cooperation between them and competition inside.

    .. math:: F = \sum_{i<j,\ g_i \ne g_j} a^+_{ij} + \sum_{i<j,\ g_i = g_j} a^-_{ij}

    Parameters
    ----------
    positive, negative : array_like or sparse array, shape (n, n)
        Strength of cooperation and of competition, symmetric; a pair may have both, and then one of
        the two is violated whatever the groups.
    assignment : array_like, shape (n,)
        Group of each.

    Returns
    -------
    float
        In the units of the strengths; at least 0. Less is more balanced.

    Raises
    ------
    UsageError
        As `signed_ties`; an assignment of another length.

    References
    ----------
    Doreian, P. & Mrvar, A. (1996). A partitioning approach to structural balance. Social Networks
    18, 149-168.

    Examples
    --------
    >>> frustration([[0, 1], [1, 0]], [[0, 2], [2, 0]], assignment=[0, 0])
    2.0
    """
    ties = signed_ties(positive, negative)
    group = np.asarray(assignment)
    if group.shape != (ties.n,):
        raise UsageError(f"expected the groups of {ties.n} stakeholders, found {group.shape}")
    return sum(_violated(ties, ties.taken(group)))


def least_frustration(
    positive: Matrix, negative: Matrix, *, groups: int, seed: int, prove: bool = True
) -> LeastFrustration:
    """Groups that leave the least cooperation between them and the least competition inside.

    Simulated annealing from several starts finds the groups. Up to some hundreds of ties linear and
    mixed-integer programming proves that there are no better ones, or finds them; beyond that, and
    where the proof would take more than seconds, a lower bound tells how far off they may be.

    Parameters
    ----------
    positive, negative : array_like or sparse array, shape (n, n)
        Strength of cooperation and of competition, symmetric.
    groups : int
        How many groups there may be, at least 1.
    seed : int
        Of the search.
    prove : bool
        Whether programming is used; else the lower bound is that of packed cycles.

    Returns
    -------
    LeastFrustration
        The same whatever the order of rows and the scale. Where several groupings are equally good,
        one of them.

    Raises
    ------
    UsageError
        As `signed_ties`; fewer than one group.

    Notes
    -----
    Two groups: every cycle with an odd number of ties of competition leaves one violated, and the
    linear program over these cycles is mostly tight. For three and more only the cycles with a
    single one bind whatever the groups, so a gap may remain where none is.

    References
    ----------
    Aref, S., Mason, A. J. & Wilson, M. C. (2018). Computing the line index of balance using integer
    programming optimisation. In Optimization Problems in Graph Theory, 65-84. Demaine, E. D.,
    Emanuel, D., Fiat, A. & Immorlica, N. (2006). Correlation clustering in general weighted graphs.
    Theoretical Computer Science 361, 172-187.

    Examples
    --------
    >>> together = [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    >>> against = [[0, 0, 1], [0, 0, 1], [1, 1, 0]]
    >>> camps = least_frustration(together, against, groups=2, seed=1)
    >>> camps.assignment.tolist(), camps.frustration, camps.proven
    ([0, 0, 1], 0.0, True)
    """
    if groups < 1:
        raise UsageError(f"groups: expected a whole number of at least 1, found {groups!r}")
    ties = signed_ties(positive, negative)
    return least_frustrated(ties, groups=groups, seed=seed, prove=prove)


def least_frustrated(ties: SignedTies, *, groups: int, seed: int, prove: bool) -> LeastFrustration:
    """As `least_frustration`, of ties that have been read."""
    group = _search(ties, groups=groups, seed=seed)
    bound, better = _bound(ties, groups=groups, known=group, prove=prove)
    group = group if better is None else better
    apart, inside = _violated(ties, group)
    found = apart + inside
    given = by_size(ties.put_back(group)).astype(np.int64)
    lower = found if bound >= found / ties.unit - CLOSE else bound * ties.unit
    return LeastFrustration(given, groups, found, apart, inside, max(0.0, lower))


def _search(ties: SignedTies, *, groups: int, seed: int) -> Whole:
    """The best of several annealed starts: more of them where the graph is small."""
    if groups == 1:
        return np.zeros(ties.n, dtype=np.int64)
    from stakeholder_map.coopetition.blocs.search.moves import descend

    starts = 12 if len(ties.end) < 2000 else 4
    found: list[tuple[float, Short]] = []
    for turn in range(starts):
        few = 2 if turn % 2 else groups  # two groups, then more where that helps, is often better
        cost, group = annealed(ties, groups=few, sweeps=SWEEPS, seed=seed + turn)
        if few < groups:
            cost = float(ties.cooperation.sum()) / 2 - descend(ties.pulls, group, groups)
        found.append((cost, group))
    best = min(range(starts), key=lambda turn: (round(found[turn][0], 9), turn))
    return found[best][1].astype(np.int64)


def _bound(
    ties: SignedTies, *, groups: int, known: Whole, prove: bool
) -> tuple[float, Whole | None]:
    """Lower bound in units of the mean tie, and better groups where there are any."""
    from stakeholder_map.coopetition.blocs.search.packing import pack

    if groups == 1:
        return float(ties.competition.sum()) / 2, None
    count = int((ties.cooperation > 0).sum() + (ties.competition > 0).sum()) // 2
    if prove and count <= LINEAR:
        two = groups == 2
        nodes = NODES[not two] if count <= (TWO_GROUPS if two else SEVERAL_GROUPS) else 0
        bound = bound_below(violations_of(ties), groups=groups, known=known, nodes=nodes)
        return bound.value, bound.group
    both = np.minimum(ties.cooperation, ties.competition)
    arcs = (ties.start, ties.end, ties.back, ties.tail)
    packed = pack(arcs, ties.cooperation - both, ties.competition - both, LONGEST)
    return float(packed + both.sum() / 2), None


def _violated(ties: SignedTies, group: npt.NDArray[np.signedinteger]) -> tuple[float, float]:
    """Cooperation between groups and competition inside, in the units of the input."""
    apart = group[ties.tail] != group[ties.end]
    between, inside = ties.cooperation[apart].sum(), ties.competition[~apart].sum()
    return (
        round(float(between) / 2 * ties.unit, 6) + 0.0,
        round(float(inside) / 2 * ties.unit, 6) + 0.0,
    )
