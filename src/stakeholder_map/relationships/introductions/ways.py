"""The way of greatest joint probability through a net of acquaintances, and a way beside it."""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from stakeholder_map.relationships.introductions.grounds import Grounds

Net = Mapping[str, Mapping[str, Grounds]]
"""Grounds of each step, by the party it leaves and the party it reaches; the same both ways."""

UNIT = 1e-9
"""Costs are whole numbers of this unit, so that equal ways compare equal."""

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Way:
    """A chain of introductions.

    Parameters
    ----------
    parties : tuple of str
        From one of ours to the person to be reached.
    cost : int
        Sum of -log probability over the steps, in units of 1e-9.
    without : frozenset of str
        Places that did not count.
    """

    parties: tuple[str, ...]
    cost: int
    without: frozenset[str] = _NONE

    @property
    def probability(self) -> float:
        """Joint probability of all steps, in (0, 1]."""
        return round(math.exp(-self.cost * UNIT), 9)

    @property
    def between(self) -> tuple[str, ...]:
        """The intermediaries: everybody but the two ends."""
        return self.parties[1:-1]

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """Who introduces us to whom, in order."""
        return tuple(zip(self.parties, self.parties[1:], strict=False))


def cost_of(probability: float) -> int:
    """Cost of a step: -log of its probability, at least one unit.

    Examples
    --------
    >>> cost_of(0.5)
    693147181
    """
    return max(1, round(-math.log(probability) / UNIT))


def warmest_ways(
    net: Net,
    *,
    ours: Collection[str],
    barred: Collection[str] = (),
    cut: frozenset[tuple[str, str]] = frozenset(),
    without: frozenset[str] = _NONE,
    until: Collection[str] = (),
) -> dict[str, Way]:
    r"""For everybody who can be reached, the chain of greatest joint probability.

    Dijkstra's shortest paths with the cost -\log p of each step, from all of ours at once. Of
    equal chains the one with fewer steps, then the one whose ids come first.

    Parameters
    ----------
    net : mapping
        Grounds of each step.
    ours : collection of str
        Where a chain may begin.
    barred : collection of str
        Parties that no chain may touch.
    cut : frozenset of (str, str)
        Steps that no chain may take, in either direction.
    without : frozenset of str
        Places that do not count as grounds.
    until : collection of str
        Look no farther than the first of these parties; empty: look everywhere.

    Returns
    -------
    dict of str to Way
        By the party reached, in the order of falling probability; ours not among them.

    References
    ----------
    Dijkstra, E. W. (1959). A note on two problems in connexion with graphs. Numerische Mathematik
    1, 269-271.

    Examples
    --------
    >>> known = Grounds((("know each other", 0.5),))
    >>> net = {"us": {"ann": known}, "ann": {"us": known, "bo": known}, "bo": {"ann": known}}
    >>> warmest_ways(net, ours=["us"])["bo"].probability
    0.225625
    """
    shut = set(barred)
    queue: list[tuple[int, int, tuple[str, ...]]] = [
        (0, 0, (each,)) for each in sorted(set(ours) - shut)
    ]
    heapq.heapify(queue)
    reached: dict[str, Way] = {}
    while queue:
        cost, steps, parties = heapq.heappop(queue)
        last = parties[-1]
        if last in reached:
            continue
        reached[last] = Way(parties, cost, without)
        if last in until:
            break
        for party, grounds in net.get(last, {}).items():
            if party in reached or party in shut or (last, party) in cut or (party, last) in cut:
                continue
            chance = grounds.probability(without=without)
            if chance > 0:
                heapq.heappush(queue, (cost + cost_of(chance), steps + 1, (*parties, party)))
    return {party: way for party, way in reached.items() if len(way.parties) > 1}


def runner_up(net: Net, way: Way, *, ours: Collection[str]) -> Way | None:
    """The warmest chain to the same person that shares nothing with a first one.

    No intermediary of the first, and no body or event at which two of its parties meet; where the
    first is a single step, another step than that.

    Parameters
    ----------
    net : mapping
        Grounds of each step.
    way : Way
        The first chain.
    ours : collection of str
        Where a chain may begin.

    Returns
    -------
    Way or None
        None where there is no other.

    Examples
    --------
    >>> known = Grounds((("know each other", 0.5),))
    >>> net = {"us": {"bo": known}, "bo": {"us": known}}
    >>> runner_up(net, warmest_ways(net, ours=["us"])["bo"], ours=["us"]) is None
    True
    """
    places = frozenset().union(*(net[one][other].keys() for one, other in way.steps))
    goal = way.parties[-1]
    ways = warmest_ways(
        net, ours=ours, barred=way.between, cut=frozenset(way.steps), without=places, until={goal}
    )
    return ways.get(goal)
