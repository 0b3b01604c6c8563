"""How far actors agree over objectives: convergence, divergence, ambivalence (MACTOR)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stakeholder_map.influence.measures.readings import Floats


@dataclass(frozen=True, eq=False)
class Agreement:
    """Convergence and divergence of actors.

    Parameters
    ----------
    convergence, divergence : ndarray
        Shape (n, n), symmetric, nothing on the diagonal, at least 0.
    degree : float
        Per cent: convergence over both; missing where there is neither.
    """

    convergence: Floats
    divergence: Floats
    degree: float


def count_pairs(positions: Floats) -> Agreement:
    """Convergence and divergence of each pair of actors.

    Parameters
    ----------
    positions : ndarray
        Shape (n, m): signed positions of actors on objectives; 0 takes no side.

    Returns
    -------
    Agreement
        For each pair, over the objectives on which both take a side, the mean of their two
        absolute positions: to the convergence where the sides agree, else to the divergence.
        All is missing where a position is.

    Examples
    --------
    >>> found = count_pairs(np.array([[2.0, -1.0], [4.0, 3.0]]))
    >>> found.convergence[0].tolist(), found.divergence[0].tolist(), found.degree
    ([0.0, 3.0], [0.0, 2.0], 60.0)
    """
    n = len(positions)
    if np.isnan(positions).any():
        nothing = np.full((n, n), np.nan)
        return Agreement(nothing, nothing.copy(), float("nan"))
    ahead, behind = np.maximum(positions, 0.0), np.maximum(-positions, 0.0)
    sides = (ahead > 0).astype(np.float64), (behind > 0).astype(np.float64)
    same = ahead @ sides[0].T + behind @ sides[1].T
    apart = ahead @ sides[1].T + behind @ sides[0].T
    convergence, divergence = (same + same.T) / 2, (apart + apart.T) / 2
    np.fill_diagonal(convergence, 0.0)
    np.fill_diagonal(divergence, 0.0)
    agreed, all_told = convergence.sum(), convergence.sum() + divergence.sum()
    return Agreement(convergence, divergence, float(100 * agreed / all_told if all_told else "nan"))


def ambivalence_of(pairs: Agreement) -> Floats:
    r"""How far each actor agrees and disagrees with the same others.

    .. math:: 1 - \frac{\sum_j |CAA_{ij} - DAA_{ij}|}{\sum_j (CAA_{ij} + DAA_{ij})}

    Parameters
    ----------
    pairs : Agreement
        What `count_pairs` gives.

    Returns
    -------
    ndarray
        Shape (n,), from 0 to 1; missing where an actor neither agrees nor disagrees with anybody.

    Examples
    --------
    >>> ambivalence_of(count_pairs(np.array([[2.0, -1.0], [4.0, 3.0], [0.0, 0.0]]))).round(9)
    array([0.8, 0.8, nan])
    """
    apart = np.abs(pairs.convergence - pairs.divergence).sum(axis=1)
    both = (pairs.convergence + pairs.divergence).sum(axis=1)
    share = np.divide(apart, both, out=np.full(len(both), np.nan), where=both > 0)
    return np.asarray(np.maximum(1.0 - share, 0.0), dtype=np.float64)
