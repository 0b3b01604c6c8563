"""Influence of actors on one another through one other, on plain arrays (MACTOR).

The one place of these formulas: the influence of a scan's leading stakeholders and MACTOR as a
whole both read them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stakeholder_map.influence.measures.readings import Floats


@dataclass(frozen=True, eq=False)
class Sums:
    """What each actor exerts and bears, and how much that makes it weigh.

    Parameters
    ----------
    influence, dependence : ndarray
        Sums of the rows and of the columns, each without the diagonal.
    weight : ndarray
        1 is the mean of all; missing where nobody influences anybody, or where all influence is
        such that it comes back to its actor in full.
    stability : float
        Per cent, from 0 (everybody depends as much as it influences) to 100 (all influence or
        depend); missing where nobody influences anybody.
    """

    influence: Floats
    dependence: Floats
    weight: Floats
    stability: float


def add_through_others(direct: Floats) -> Floats:
    r"""Direct influence, and what comes through each other actor added up (MIDI).

    .. math:: MIDI_{ij} = MID_{ij} + \sum_k \min(MID_{ik}, MID_{kj})

    Parameters
    ----------
    direct : ndarray
        Shape (n, n), at least 0; row on column.

    Returns
    -------
    ndarray
        Shape (n, n); the diagonal, influence on oneself through others, is kept.

    Examples
    --------
    >>> add_through_others(np.array([[0, 3.0, 0], [0, 0, 2], [0, 0, 0]]))[0].tolist()
    [0.0, 3.0, 2.0]
    """
    total = np.array(direct, dtype=np.float64)
    for between in range(len(direct)):
        total += np.minimum(direct[:, between, None], direct[None, between, :])
    return total


def best_through_others(direct: Floats) -> Floats:
    r"""Direct influence, or the strongest that comes through one other actor (MMIDI).

    .. math:: MMIDI_{ij} = \max(MID_{ij}, \max_k \min(MID_{ik}, MID_{kj})), \qquad MMIDI_{ii} = 0

    Parameters
    ----------
    direct : ndarray
        Shape (n, n), at least 0; row on column.

    Returns
    -------
    ndarray
        Shape (n, n), with nothing on the diagonal.

    Examples
    --------
    >>> best_through_others(np.array([[0, 3.0, 1], [0, 0, 2], [0, 0, 0]]))[0].tolist()
    [0.0, 3.0, 2.0]
    """
    best = np.array(direct, dtype=np.float64)
    for between in range(len(direct)):
        chain = np.minimum(direct[:, between, None], direct[None, between, :])
        np.maximum(best, chain, out=best)
    np.fill_diagonal(best, 0.0)
    return best


def sum_up(total: Floats) -> Sums:
    r"""Influence, dependence and weight of each actor; the stability of all.

    .. math:: r_i = \frac{I_i - M_{ii}}{\sum_k I_k} \cdot \frac{I_i}{I_i + D_i}, \qquad
              r^*_i = \frac{n\, r_i}{\sum_k r_k}, \qquad
              H = 100 \frac{\sum_i |I_i - D_i|}{2 \sum_i I_i}

    Parameters
    ----------
    total : ndarray
        Shape (n, n), at least 0: what `add_through_others` or `best_through_others` gives.

    Returns
    -------
    Sums

    Examples
    --------
    >>> found = sum_up(np.array([[0, 3.0], [1, 0]]))
    >>> found.influence.tolist(), found.weight.tolist(), found.stability
    ([3.0, 1.0], [1.8, 0.2], 50.0)
    """
    own = np.diagonal(total)
    influence, dependence = total.sum(axis=1) - own, total.sum(axis=0) - own
    exerted = float(influence.sum())
    nothing = np.full(len(total), np.nan)
    if not exerted:
        return Sums(influence, dependence, nothing, float("nan"))
    both = influence + dependence
    share = np.divide(influence, both, out=np.zeros_like(both), where=both > 0)
    strength = (influence - own) / exerted * share
    all_told = float(strength.sum())
    weight = len(total) * strength / all_told if all_told else nothing
    stability = 100 * float(np.abs(influence - dependence).sum()) / (2 * exerted)
    return Sums(influence, dependence, weight, stability)
