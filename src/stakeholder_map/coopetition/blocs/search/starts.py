"""Where searches begin: annealed groups, and clusters of correlation clustering."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy import sparse

from stakeholder_map.coopetition.blocs.signed import SignedTies
from stakeholder_map.influence.engine.types import Short, Ties


def annealed(ties: SignedTies, *, groups: int, sweeps: int, seed: int) -> tuple[float, Short]:
    """Groups of little frustration, by simulated annealing and descent.

    Parameters
    ----------
    ties : SignedTies
        The graph.
    groups, sweeps : int
        How many groups there may be; how often everyone may move.
    seed : int
        Of the random numbers.

    Returns
    -------
    (float, ndarray)
        Frustration in units of the mean tie; the group of each, -1 of nobody.
    """
    from stakeholder_map.coopetition.blocs.search.moves import anneal

    rng = np.random.default_rng(seed)
    group = rng.integers(0, groups, ties.n).astype(np.int32)
    if ties.n == 0:
        return 0.0, group
    heat = float(np.abs(ties.net).sum() / ties.n) / 4 + 1e-6
    inside = anneal(ties.pulls, group, groups, (sweeps, heat), seed)
    return float(ties.cooperation.sum()) / 2 - inside, group


def clustered(ties: SignedTies, *, resolution: float) -> Short:
    """Correlation clustering by local moves and joining, as many clusters as it takes.

    Parameters
    ----------
    ties : SignedTies
        The graph.
    resolution : float
        0: net strength inside clusters counts as it is; 1: less what ties thrown at random between
        stakeholders of the same strengths would give (signed modularity).

    Returns
    -------
    ndarray
        Cluster of each, the largest first.

    References
    ----------
    Blondel, V. D., Guillaume, J.-L., Lambiotte, R. & Lefebvre, E. (2008). Fast unfolding of
    communities in large networks. Journal of Statistical Mechanics, P10008. Gomez, S., Jensen, P. &
    Arenas, A. (2009). Analysis of community structure in networks of correlated data. Physical
    Review E 80, 016114.
    """
    from stakeholder_map.coopetition.blocs.search.joining import join

    pulls, mass = ties.pulls, ties.mass
    whole = np.maximum(mass.sum(axis=1), 1e-12)
    expected = np.where(mass.sum(axis=1) > 0, resolution / whole, 0.0)
    place = np.arange(ties.n)
    while ties.n:
        n = len(pulls[0]) - 1
        group = np.arange(n, dtype=np.int32)
        join(pulls, mass, expected, group)
        group = np.unique(group, return_inverse=True)[1].astype(np.int32)
        place = group[place].astype(np.int64)
        count = int(group.max()) + 1
        if count == n:
            break
        pulls = _joined(pulls, group=group)
        mass = np.vstack([np.bincount(group, kind, minlength=count) for kind in mass])
    return by_size(place)


def _joined(pulls: Ties, *, group: Short) -> Ties:
    """The graph of clusters; what is inside one is left out."""
    start, end, net = pulls
    tail = np.repeat(np.arange(len(start) - 1), np.diff(start))
    count = int(group.max()) + 1
    one, other = group[tail], group[end]
    apart = one != other
    held = sparse.csr_array(
        sparse.coo_array((net[apart], (one[apart], other[apart])), shape=(count, count))
    )
    held.sort_indices()
    return held.indptr.astype(np.int64), held.indices.astype(np.int32), held.data


def by_size(group: npt.NDArray[np.signedinteger]) -> Short:
    """Groups numbered anew, the largest first, those of a size by their first member.

    Examples
    --------
    >>> by_size(np.array([7, 3, 3])).tolist()
    [1, 0, 0]
    """
    _, first, place, size = np.unique(
        group, return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(len(size), dtype=np.int32)
    rank[np.lexsort((first, -size))] = np.arange(len(size), dtype=np.int32)
    return np.asarray(rank[place], dtype=np.int32)


def largest(group: Short, *, groups: int) -> Short:
    """The largest clusters only; -1 for whoever is in another."""
    return np.where(group < groups, group, -1).astype(np.int32)


def openings(ties: SignedTies, *, groups: int, seed: int) -> Iterator[Short]:
    """Groups to begin an estimate from, each of another origin.

    Parameters
    ----------
    ties : SignedTies
        The graph.
    groups : int
        How many groups there are.
    seed : int
        Of the random numbers.

    Yields
    ------
    ndarray
        Group of each, -1 where the opening does not say.
    """
    for turn in range(2):
        yield annealed(ties, groups=groups, sweeps=60, seed=seed + turn)[1]
    for resolution in (0.0, 1.0):
        yield largest(clustered(ties, resolution=resolution), groups=groups)
