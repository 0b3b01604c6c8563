"""Best sets of key players: exact for few stakeholders, greedy with a bound for many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from stakeholder_map.errors import UsageError
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.engine import best_cover, best_cut, cohesion, sweep_ways
from stakeholder_map.influence.engine.fan import fan_out
from stakeholder_map.influence.engine.types import Bits
from stakeholder_map.influence.measures.players import Aim, nearness_to_each
from stakeholder_map.influence.measures.readings import Floats, Layers, Readings, Whole, read_graph

FEW = 40
"""Up to so many stakeholders the best set is found by search with bounds: it is exact."""

TRIED = 40
"""Candidates for one place that are tried at most: the rest could take away less."""

SLACK = 1e-9


@dataclass(frozen=True)
class KeyPlayers:
    """A set of key players.

    Parameters
    ----------
    members : tuple of str
        Ids in the graph's order.
    value : float
        dF without them (aim "fragment"), or their dR ("reach"); more is more.
    bound : float
        No set of this size has a greater value; equal to `value` where it is proven best.
    aim : {"fragment", "reach"}
        What they are to do.
    """

    members: tuple[str, ...]
    value: float
    bound: float
    aim: Aim

    @property
    def proven(self) -> bool:
        """Whether no set of this size is better."""
        return self.bound <= self.value + SLACK


def find_key_players(
    graph: StakeholderGraph, *, size: int, aim: Aim, layers: Layers | None = None
) -> KeyPlayers:
    """The set of a given size whose going parts the others most, or that the others stand nearest.

    Up to 40 stakeholders a search with bounds finds the best set and proves it. Beyond, members
    are taken one by one, each the best next to those before, then exchanged for others while that
    helps; the bound says how much better any set could be at most.

    Parameters
    ----------
    graph : StakeholderGraph
        Positive layers are read, along the direction of the ties; strengths do not count.
    size : int
        How many, from 1; all where there are fewer stakeholders.
    aim : {"fragment", "reach"}
        Greatest `fragmentation` (dF) without them, or greatest `reach` (dR) of them.
    layers : sequence of str, or mapping of str to float, optional
        Layers of which any tie counts; by default those of `influence_layers`.

    Returns
    -------
    KeyPlayers
        Of several sets that are equally good, one.

    Raises
    ------
    UsageError
        A size below 1, an aim that there is not; a layer that is negative or not in the graph.

    Notes
    -----
    The best set is not that of the best single players: two who reach the same others are no
    better than one. Greedy reach is at least 1 - 1/e of the best, counting members as reached.

    References
    ----------
    Borgatti, S. P. (2006). Identifying sets of key players in a social network. Computational and
    Mathematical Organization Theory 12, 21-34. Nemhauser, G. L., Wolsey, L. A. & Fisher, M. L.
    (1978). An analysis of approximations for maximizing submodular set functions. Mathematical
    Programming 14, 265-294.

    Examples
    --------
    >>> from stakeholder_map.example.tiny import key_player_graph
    >>> find_key_players(key_player_graph(), size=2, aim="fragment")
    KeyPlayers(members=('A', 'B'), value=1.0, bound=1.0, aim='fragment')
    """
    readings = read_graph(graph, layers=layers)
    (found,) = key_players_over(readings, graph=graph, size=size, aim=aim)
    return found


def key_players_over(
    readings: Readings, *, graph: StakeholderGraph, size: int, aim: Aim
) -> tuple[KeyPlayers, ...]:
    """The best set in each of several readings: twenty of them tell how sure a set is.

    Parameters
    ----------
    readings : Readings
        Graphs side by side.
    graph : StakeholderGraph
        Knows the ids.
    size, aim
        As in `find_key_players`.

    Returns
    -------
    tuple of KeyPlayers
        One for each reading.

    Raises
    ------
    UsageError
        As in `find_key_players`.
    """
    if size < 1:
        raise UsageError(f"expected a set of at least 1 stakeholder, found {size!r}")
    if aim not in ("fragment", "reach"):
        raise UsageError(f"an aim must be one of fragment, reach; not {aim!r}")
    seats = min(size, readings.n)
    choose = _fragmenting if aim == "fragment" else _reaching
    sets = [KeyPlayers((), 0.0, 0.0, aim)] * readings.count

    def choose_some(span: tuple[int, int]) -> None:
        for number in range(*span):
            members, value, bound = choose(readings.only(number), seats)
            ids = tuple(graph.ids[place] for place in members)
            sets[number] = KeyPlayers(ids, value, max(bound, value), aim)

    fan_out(choose_some, count=readings.count, steps=readings.n * readings.ties.nnz * seats)
    return tuple(sets)


def _fragmenting(reading: Readings, seats: int) -> tuple[Whole, float, float]:
    """Members, dF without them, and the greatest dF there could be."""
    left = reading.n - seats
    pairs = left * (left - 1)
    if not pairs:
        return np.arange(seats), 1.0, 1.0
    members = np.sort(_take(seats, lambda members: _next_to(reading, members)))
    kept = _cohesion_without(reading, members)
    if reading.n > FEW:
        bound = _least_left(reading, seats)
        return members, 1 - kept / pairs, 1 - bound / pairs
    tied = reading.ties.toarray() > 0
    # Those whose going harms most stand first, so that good sets are met early.
    order = np.argsort(-_harm(reading)[0].round(9), kind="stable")
    guess = np.sort(np.argsort(order)[members])
    kept, found = best_cut(
        _bits(tied[order][:, order]), _bits(tied.T[order][:, order]), known=kept, guess=guess
    )
    return np.sort(order[found]), 1 - kept / pairs, 1 - kept / pairs


def _take(seats: int, next_to: Callable[[list[int]], tuple[int, float]]) -> list[int]:
    """Take members one by one, then exchange single ones while that does better.

    `next_to` tells who is best next to some members, and what is then left to gain.
    """
    members: list[int] = []
    best = np.inf
    for _ in range(seats):
        newcomer, best = next_to(members)
        members.append(newcomer)
    place, unchanged = 0, 0
    while unchanged < seats:
        others = [*members[:place], *members[place + 1 :]]
        newcomer, left = next_to(others)
        unchanged += 1
        if left < best - SLACK:
            members, best, unchanged = [*members[:place], newcomer, *members[place + 1 :]], left, 0
        place = (place + 1) % seats
    return members


def _next_to(reading: Readings, members: list[int]) -> tuple[int, float]:
    """Whose going, after that of the members, leaves the others least joined; what is left.

    What somebody's going can take away is at most its own nearness and that of the pairs whose
    shortest ways lead through it. Those for whom that is most are tried, and only while it could
    still be better than the best.
    """
    left = np.setdiff1d(np.arange(reading.n), np.array(members, dtype=np.int64))
    rest = reading.among(left)
    harm, joined = _harm(rest)
    best, chosen = np.inf, 0
    for candidate in np.argsort(-harm.round(9), kind="stable")[:TRIED]:
        if joined - harm[candidate] >= best - SLACK:
            break
        kept = _cohesion_without(rest, [int(candidate)])
        if kept < best - SLACK:
            best, chosen = kept, int(candidate)
    return int(left[chosen]), float(best)


def _harm(reading: Readings) -> tuple[Floats, float]:
    """What each one's going takes away from the sum of 1 / steps at most; and that sum."""
    start, end, _ = reading.arcs
    arcs = (start, end, np.ones(len(end), dtype=np.int64))
    through, _, near, _ = sweep_ways(arcs, n=reading.n, count=1, weighed=True)
    return through[0] + near[0], float(near.sum())


def _cohesion_without(reading: Readings, members: Whole | list[int]) -> float:
    left = np.setdiff1d(np.arange(reading.n), np.array(members, dtype=np.int64))
    start, end, _ = reading.arcs
    near, _ = cohesion(start, end, left=left.astype(np.int32))
    return near


def _least_left(reading: Readings, seats: int) -> float:
    """What any set of this size leaves joined: pairs that are tied, or have more middlemen."""
    tied = reading.ties.sign()
    middlemen = sparse.csr_array(tied @ tied)
    middlemen.data = (middlemen.data > seats) * 0.5
    sure = sparse.csr_array(tied.maximum(middlemen))
    sure.setdiag(0)
    held = np.asarray(sure.sum(axis=0)) + np.asarray(sure.sum(axis=1))
    return float(sure.sum() - np.sort(held)[-seats:].sum())


def _reaching(reading: Readings, seats: int) -> tuple[Whole, float, float]:
    """Members, their dR, and the greatest dR there could be."""
    n = reading.n
    if not n:
        return np.empty(0, dtype=np.int64), 0.0, 0.0
    near = nearness_to_each(reading)
    members = _take(seats, lambda members: _nearest_next_to(near, members))
    bound = min(_most_near(near, members[:some], seats) for some in range(seats))
    value, found = float(near[members].max(axis=0).sum()), np.sort(members)
    if n <= FEW:
        # The best single ones stand first, so that good sets are met early.
        order = np.argsort(-near.sum(axis=1).round(9), kind="stable")
        guess = np.sort(np.argsort(order)[found])
        value, found = best_cover(
            np.ascontiguousarray(near[order][:, order]), known=value, guess=guess
        )
        found, bound = np.sort(order[found]), value
    return found, (value - seats) / n, (min(bound, n) - seats) / n


def _nearest_next_to(near: Floats, members: list[int]) -> tuple[int, float]:
    """Who brings most nearness that the members do not; how much of it is then missing."""
    gains = _gains(near, members)
    gains[members] = -1.0
    chosen = int(np.argmax(gains.round(9)))
    return chosen, len(near) - float(near[[*members, chosen]].max(axis=0).sum())


def _most_near(near: Floats, members: list[int], seats: int) -> float:
    """What no set of this size can exceed: the cover of some, and the greatest gains beside it."""
    covered = float(near[members].max(axis=0, initial=0.0).sum())
    return covered + float(np.sort(_gains(near, members))[-seats:].sum())


def _gains(near: Floats, members: list[int]) -> Floats:
    cover = near[members].max(axis=0, initial=0.0)
    return np.asarray(np.maximum(near - cover, 0.0).sum(axis=1))


def _bits(tied: npt.NDArray[np.bool_]) -> Bits:
    """Rows of a square array of truths as sets of bits."""
    weight = np.uint64(1) << np.arange(len(tied), dtype=np.uint64)
    return np.asarray((tied * weight).sum(axis=1), dtype=np.uint64)
