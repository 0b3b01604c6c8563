"""Where the points of a network map stand: near those they work with, the same on every run."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]

STEPS = 250


def lay_out(lengths: Array, *, seed: int) -> Array:
    """Positions in which distance on paper follows distance in the network.

    Stress majorisation (Gansner, Koren & North 2004): minimise the sum over pairs of
    ``w_ij (|x_i - x_j| - d_ij)^2`` with ``w_ij = d_ij ** -2``, where ``d`` is the length of the
    shortest way; pairs without one are put somewhat farther apart than the mean.

    Parameters
    ----------
    lengths : array (n, n)
        Symmetric: length of the tie between two, 0 where there is none.
    seed : int
        For the positions at the start.

    Returns
    -------
    array (n, 2)
        In [0, 1], longest side across; the same for the same input and seed.

    References
    ----------
    Gansner, E., Koren, Y., North, S. (2004). Graph drawing by stress majorization. GD 2004.

    Examples
    --------
    >>> chain = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], dtype=float)
    >>> x, y = lay_out(chain, seed=1).T
    >>> bool(x[0] < x[1] < x[2] or x[0] > x[1] > x[2])
    True
    """
    from scipy.sparse.csgraph import shortest_path

    n = len(lengths)
    if n < 2:
        return np.full((n, 2), 0.5)
    ways = shortest_path(lengths, directed=False)
    between = ways[np.isfinite(ways) & (ways > 0)]
    apart = 1.3 * float(between.mean()) if between.size else 1.0
    target = np.where(np.isfinite(ways), ways, apart)
    np.fill_diagonal(target, 1.0)
    weights = target**-2
    np.fill_diagonal(weights, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian)
    angles = 2 * np.pi * np.arange(n) / n
    noise = np.random.default_rng(seed).normal(scale=0.05, size=(n, 2))
    points: Array = np.column_stack([np.cos(angles), np.sin(angles)]) * apart + noise
    for _ in range(STEPS):
        gaps = points[:, None, :] - points[None, :, :]
        drawn = np.sqrt((gaps**2).sum(axis=2))
        ratio = np.divide(weights * target, drawn, out=np.zeros((n, n)), where=drawn > 1e-9)
        pull = np.diag(ratio.sum(axis=1)) - ratio
        points = inverse @ (pull @ points)
    return _settle(points)


def _settle(points: Array) -> Array:
    """Turn the longest side across, and fix the mirror image, so that no rounding can flip it."""
    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned = centred @ axes[:, ::-1]
    for side in range(2):
        heaviest = int(np.argmax(np.round(np.abs(turned[:, side]), 6)))
        turned[:, side] *= -1.0 if turned[heaviest, side] < 0 else 1.0
    span = np.maximum(np.ptp(turned, axis=0), 1e-9)
    settled: Array = np.round((turned - turned.min(axis=0)) / span, 9)
    return settled
