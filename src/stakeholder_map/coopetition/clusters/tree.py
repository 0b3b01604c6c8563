"""Average linkage for many small tables at once, and how well two groupings agree."""

from __future__ import annotations

import numpy as np

from stakeholder_map.influence.measures.readings import Floats, Whole


def join_nearest(apart: Floats) -> Whole:
    """Groups of things by average linkage, for many tables of dissimilarities side by side.

    Parameters
    ----------
    apart : ndarray
        Shape (tables, n, n): symmetric dissimilarities, at least 0.

    Returns
    -------
    ndarray
        Shape (tables, n + 1, n): with how many groups, the group of each thing, called by its
        first member; nothing under 0 groups. Of pairs of groups as near as each other the one
        with the first members is joined first.

    References
    ----------
    Sokal, R. R. & Michener, C. D. (1958). A statistical method for evaluating systematic
    relationships. University of Kansas Science Bulletin 38, 1409-1438.

    Examples
    --------
    >>> line = np.array([0.0, 1.0, 5.0])
    >>> join_nearest(np.abs(line[:, None] - line)[None])[0, 2].tolist()
    [0, 0, 2]
    """
    tables, n = apart.shape[:2]
    left, at = np.array(apart, dtype=np.float64), np.arange(tables)
    left[:, np.arange(n), np.arange(n)] = np.inf
    groups = np.zeros((tables, n + 1, n), dtype=np.int64)
    now = np.broadcast_to(np.arange(n), (tables, n)).copy()
    groups[:, n] = now
    size = np.ones((tables, n))
    for count in range(n - 1, 0, -1):
        nearest = left.reshape(tables, -1).round(9).argmin(axis=1)
        one, other = np.divmod(nearest, n)
        one, other = np.minimum(one, other), np.maximum(one, other)
        mine, theirs = size[at, one][:, None], size[at, other][:, None]
        joined = (mine * left[at, one] + theirs * left[at, other]) / (mine + theirs)
        left[at, one] = left[at, :, one] = joined
        left[at, one, one] = np.inf
        left[at, other] = left[at, :, other] = np.inf
        size[at, one] += theirs[:, 0]
        now = np.where(now == other[:, None], one[:, None], now)
        groups[:, count] = now
    return groups


def adjusted_rand(one: Whole, other: Whole) -> Floats:
    """Agreement of groupings of the same things: 1 where alike, about 0 where by chance.

    Parameters
    ----------
    one, other : ndarray
        Shapes (..., n) that fit one another: the group of each thing.

    Returns
    -------
    ndarray
        The adjusted Rand index; 1 where both have everything together, or everything apart.

    References
    ----------
    Hubert, L. & Arabie, P. (1985). Comparing partitions. Journal of Classification 2, 193-218.

    Examples
    --------
    >>> float(adjusted_rand(np.array([0, 0, 1, 1]), np.array([5, 5, 7, 7])))
    1.0
    """
    first, second = np.triu_indices(one.shape[-1], k=1)
    alike = (one[..., first] == one[..., second]).astype(np.float64)
    other_alike = (other[..., first] == other[..., second]).astype(np.float64)
    both = (alike * other_alike).sum(axis=-1)
    sums = alike.sum(axis=-1), other_alike.sum(axis=-1)
    chance = sums[0] * sums[1] / max(len(first), 1)
    room = (sums[0] + sums[1]) / 2 - chance
    index = np.divide(both - chance, room, out=np.ones_like(room), where=np.abs(room) > 1e-12)
    return np.asarray(index, dtype=np.float64)


def silhouette(apart: Floats, groups: Whole) -> Floats:
    """How much nearer things are to their own group than to the next, on average.

    Parameters
    ----------
    apart : ndarray
        Shape (..., n, n): dissimilarities.
    groups : ndarray
        Shape (..., n): numbers of groups below n, at least two of them in use.

    Returns
    -------
    ndarray
        Shape (...): the mean silhouette, from -1 to 1; a thing by itself counts 0.

    References
    ----------
    Rousseeuw, P. J. (1987). Silhouettes. Journal of Computational and Applied Mathematics 20,
    53-65.

    Examples
    --------
    >>> line = np.array([0.0, 1.0, 9.0, 10.0])
    >>> float(silhouette(np.abs(line[:, None] - line), np.array([0, 0, 2, 2])).round(3))
    0.889
    """
    within = groups[..., :, None] == np.arange(groups.shape[-1])
    count = within.sum(axis=-2)[..., None, :]
    total = apart @ within.astype(np.float64)
    own_count = (within * count).sum(axis=-1)
    own = (within * total).sum(axis=-1) / np.maximum(own_count - 1, 1)
    elsewhere = np.where(within | (count == 0), np.inf, total / np.maximum(count, 1))
    nearest = elsewhere.min(axis=-1)
    most = np.maximum(own, nearest)
    room = np.where((own_count > 1) & (most > 0) & np.isfinite(most), most, np.inf)
    gap = np.where(np.isfinite(nearest), nearest - own, 0.0)
    return np.asarray((gap / room).mean(axis=-1), dtype=np.float64)
