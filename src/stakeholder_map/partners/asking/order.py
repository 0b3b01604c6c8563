"""In which order to ask: the one that lets the most join, exactly for up to eight members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stakeholder_map.partners.asking.acceptance import Acceptance, Floats

MOST_EXACT = 8
"""Up to so many members the order is proven best."""

WILLING = 0.7
"""Who says yes with this probability by itself is willing: 3 of 4 without earlier answers."""

DIGITS = 9


@dataclass(frozen=True, eq=False)
class Order:
    """An order of asking.

    Parameters
    ----------
    members : tuple of str
        Stakeholder ids, the first to ask first.
    accepts : tuple of float
        Probability that each joins, asked in this order.
    proven : bool
        Whether no order that begins with one of the willing lets more join.
    replanned : float
        Members expected to join where who is next is decided anew after each answer; missing
        where the order is not proven.
    """

    members: tuple[str, ...]
    accepts: tuple[float, ...]
    proven: bool
    replanned: float

    @property
    def expected(self) -> float:
        """Members expected to join."""
        return round(sum(self.accepts), DIGITS)


def willing_first(acceptance: Acceptance) -> list[int]:
    """Places of the members that may be asked first: the willing, or the most willing of all."""
    least = min(WILLING, float(acceptance.alone.max(initial=0.0)))
    return [int(place) for place in np.flatnonzero(acceptance.alone >= least)]


def best_order(acceptance: Acceptance) -> Order:
    """The order of asking that lets the most members join.

    Of the orders that begin with one of the willing (who say yes alone with probability .7, or
    else the most willing) the one with the greatest expected number of members joined. Up to
    eight members it is found by branch and bound over all orders: the bound, what deciding anew
    after each answer would bring, comes from dynamic programming over subsets. Of equal orders the
    one that asks the more willing earlier, then by id. With more members each next one is the most
    likely to accept, given how likely the ones before have joined; that is not proven best.

    Parameters
    ----------
    acceptance : Acceptance
        Probabilities of the members.

    Returns
    -------
    Order

    Examples
    --------
    >>> leads = Acceptance(("a", "b"), np.array([0.8, 0.7]), np.zeros(2), np.ones(2),
    ...                    np.array([[0.0, 0.5], [0.0, 0.0]]))
    >>> best_order(leads).members, best_order(leads).expected
    (('b', 'a'), 1.57)
    """
    if len(acceptance.members) > MOST_EXACT:
        return _most_likely_next(acceptance)
    search = _Search(acceptance)
    search.extend((), joined=search.nobody, sure=0.0)
    return _as_order(
        acceptance, search.best, accepts=joining(acceptance, search.best), replanned=search.ahead
    )


def joining(acceptance: Acceptance, order: Sequence[int]) -> list[float]:
    """Probability that each joins, asked in an order that stays.

    Parameters
    ----------
    acceptance : Acceptance
        Probabilities of the members.
    order : sequence of int
        Their places.

    Returns
    -------
    list of float
        In the order of asking; exact, over every set that may have joined before.
    """
    table = acceptance.table()
    joined = _nobody(len(acceptance.members))
    accepts = []
    for place in order:
        accepts.append(round(float(joined @ table[place]), DIGITS))
        joined = _after(joined, place=place, accept=table[place])
    return accepts


def values_ahead(table: Floats) -> tuple[Floats, Floats]:
    r"""Members still expected to join where who is next is decided anew after each answer.

    .. math:: V(R, J) = \max_{i \in R} P_i(J) (1 + V(R - i, J + i)) + (1 - P_i(J)) V(R - i, J)

    Parameters
    ----------
    table : ndarray
        As `Acceptance.table` gives it.

    Returns
    -------
    values, first : ndarray
        By who is not yet asked (rows) and who has joined (columns), as bits: V, and the place of
        the member to ask next, -1 where nobody is left. Of equals the first place.
    """
    count, sets = table.shape
    everybody = np.arange(sets)
    values = np.zeros((sets, sets))
    first = np.full((sets, sets), -1.0)
    for left in range(1, sets):
        best = np.full(sets, -1.0)
        for place in range(count):
            if not left >> place & 1:
                continue
            rest = values[left ^ (1 << place)]
            accept = table[place]
            value = accept * (1 + rest[everybody | (1 << place)]) + (1 - accept) * rest
            value = value.round(DIGITS)
            first[left] = np.where(value > best, place, first[left])
            best = np.maximum(value, best)
        values[left] = best
    return values, first


class _Search:
    """Branch and bound over the orders of up to eight members."""

    def __init__(self, acceptance: Acceptance) -> None:
        self.table = acceptance.table()
        self.values, _ = values_ahead(self.table)
        self.count = len(acceptance.members)
        self.alone = acceptance.alone
        self.starts = willing_first(acceptance)
        self.nobody = _nobody(self.count)
        self.best: tuple[int, ...] = ()
        self.most = -1.0
        self.ahead = self._replanned()

    def _replanned(self) -> float:
        """What deciding anew brings, where the first to be asked is one of the willing."""
        everybody = 2**self.count - 1
        most = 0.0
        for place in self.starts:
            accept, rest = float(self.table[place, 0]), self.values[everybody ^ (1 << place)]
            yes, no = float(rest[1 << place]), float(rest[0])
            most = max(most, accept * (1 + yes) + (1 - accept) * no)
        return round(most, DIGITS)

    def extend(self, order: tuple[int, ...], *, joined: Floats, sure: float) -> None:
        """Try every next member, the most promising first, as long as it can still be best."""
        if len(order) == self.count:
            if sure > self.most + 10**-DIGITS:
                self.best, self.most = order, sure
            return
        asked = sum(1 << place for place in order)
        left = 2**self.count - 1 - asked
        nexts = []
        for place in self.starts if not order else range(self.count):
            if not left >> place & 1:
                continue
            accepts: float = sure + float(joined @ self.table[place])
            after = _after(joined, place=place, accept=self.table[place])
            ahead: float = float(after @ self.values[left ^ (1 << place)])
            bound = round(accepts + ahead, DIGITS)
            nexts.append((-bound, -self.alone[place], place, accepts, after))
        for bound, _, place, accepts, after in sorted(nexts, key=lambda each: each[:3]):
            if -bound > self.most + 10**-DIGITS:
                self.extend((*order, place), joined=after, sure=accepts)


def _nobody(count: int) -> Floats:
    joined: Floats = np.zeros(2**count)
    joined[0] = 1.0
    return joined


def _after(joined: Floats, *, place: int, accept: Floats) -> Floats:
    """Distribution over who has joined, once a member that was not in has been asked."""
    yes = joined * accept
    after: Floats = joined - yes
    sets = np.flatnonzero(yes)
    after[sets | (1 << place)] += yes[sets]
    return after


def _most_likely_next(acceptance: Acceptance) -> Order:
    """Each next one the most likely to accept, the ones before taken as joined in part."""
    order: list[int] = []
    accepts: list[float] = []
    stays: Floats = 1 - acceptance.alone
    while len(order) < len(acceptance.members):
        left = [place for place in range(len(stays)) if place not in order]
        place = max(left, key=lambda each: (round(1 - float(stays[each]), DIGITS), -each))
        order.append(place)
        accepts.append(round(float(1 - stays[place]), DIGITS))
        stays = stays * (1 - acceptance.pull[:, place] * accepts[-1])
    return _as_order(acceptance, order, accepts=accepts, replanned=float("nan"))


def _as_order(
    acceptance: Acceptance, order: Sequence[int], *, accepts: Sequence[float], replanned: float
) -> Order:
    return Order(
        tuple(acceptance.members[place] for place in order),
        tuple(accepts),
        len(order) <= MOST_EXACT,
        replanned,
    )
