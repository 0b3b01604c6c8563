"""How unlike two areas are: who cooperates, who competes, how many, and what they say of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stakeholder_map.influence.measures.readings import Floats

FEATURES = (
    "who cooperates",
    "who competes",
    "how many take part",
    "convergence",
    "priority",
    "gain together less alone",
)
"""What areas are compared by, each counting alike."""

SCALE = 4.0
"""Priorities and gains run from 0 to 4."""


@dataclass(frozen=True, eq=False)
class Sayings:
    """What stakeholders say of areas themselves; missing where nothing was said.

    Parameters
    ----------
    position, priority, gain : ndarray
        Shape (..., n, areas): where each stands, from -4 to 4; how much it matters, from 0 to 4;
        the gain together less that alone, from -4 to 4.
    """

    position: Floats
    priority: Floats
    gain: Floats


def area_features(parts: Floats, sayings: Sayings, *, weight: Floats) -> Floats:
    """The features of areas that are one number each.

    Parameters
    ----------
    parts : ndarray
        Shape (2, ..., n, areas): how strongly each stakeholder cooperates and competes in each
        area, in [0, 1]; missing throughout an area that nobody was asked about.
    sayings : Sayings
        Of shape (..., n, areas).
    weight : ndarray
        Shape (..., n): how often each stakeholder counts.

    Returns
    -------
    ndarray
        Shape (4, ..., areas): how many take part, convergence, priority, gain together less
        alone, each on a scale of length 1, the gain of 2; missing where unknown.

    Examples
    --------
    >>> parts = np.array([[[1.0], [0.0]], [[0.0], [0.5]]])
    >>> said = Sayings(*(np.array([[4.0], [2.0]]) for _ in range(3)))
    >>> area_features(parts, said, weight=np.ones(2))[:, 0].tolist()
    [0.75, 1.0, 0.75, 0.75]
    """
    taking = np.minimum(parts.sum(axis=0), 1.0)
    return np.stack(
        np.broadcast_arrays(
            _mean(taking, weight),
            _agreement(sayings.position, weight),
            _mean(sayings.priority, weight) / SCALE,
            _mean(sayings.gain, weight) / SCALE,
        )
    )


def unlike(parts: Floats, sayings: Sayings, *, weight: Floats) -> Floats:
    r"""Dissimilarity of areas: the root of the mean square difference over the known features.

    .. math:: d_{ab}^2 = \frac{1}{F_{ab}} \sum_f \delta_f(a, b)^2

    with :math:`F_{ab}` the number of features known of both, :math:`\delta` the difference of a
    number, or, for who cooperates and who competes, the root of the mean over stakeholders of the
    squared difference of their parts in the two areas.

    Parameters
    ----------
    parts, sayings, weight
        As in `area_features`.

    Returns
    -------
    ndarray
        Shape (..., areas, areas), symmetric. Where no feature is known of both of two areas, the
        mean over the pairs of areas of which one is: they count as unlike as is usual; 0 where none
        is known of any pair.

    Examples
    --------
    >>> parts = np.array([[[1.0, 0.0], [1.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]])
    >>> unknown = Sayings(*(np.full((2, 2), np.nan) for _ in range(3)))
    >>> unlike(parts, unknown, weight=np.ones(2))[0, 1].round(3)
    np.float64(0.816)
    """
    single = area_features(parts, sayings, weight=weight)
    squares = [_who(part, weight) for part in parts]
    squares += [(one[..., :, None] - one[..., None, :]) ** 2 for one in single]
    each = np.stack(np.broadcast_arrays(*squares))
    known = ~np.isnan(each)
    total, count = np.where(known, each, 0.0).sum(axis=0), known.sum(axis=0)
    return _filled(np.sqrt(total / np.maximum(count, 1)), known=count > 0)


def _filled(apart: Floats, *, known: npt.NDArray[np.bool_]) -> Floats:
    """Dissimilarities of which those of two areas that are not known are the mean of the others."""
    others = ~np.eye(apart.shape[-1], dtype=np.bool_)
    told = known & others
    count = told.sum(axis=(-2, -1), keepdims=True)
    usual = np.where(told, apart, 0.0).sum(axis=(-2, -1), keepdims=True) / np.maximum(count, 1)
    return np.where(others & ~known, usual, apart)


def _who(part: Floats, weight: Floats) -> Floats:
    """Mean over stakeholders of the squared difference of their parts in two areas."""
    shares = weight / weight.sum(axis=-1, keepdims=True)
    product = np.swapaxes(part * shares[..., :, None], -1, -2) @ part
    own = np.diagonal(product, axis1=-2, axis2=-1)
    square: Floats = own[..., :, None] + own[..., None, :] - 2 * product
    return np.maximum(square, 0.0)


def _mean(values: Floats, weight: Floats) -> Floats:
    """Weighted mean over the stakeholders who said something; missing where nobody did."""
    known = ~np.isnan(values)
    counted = weight[..., :, None] * known
    total = counted.sum(axis=-2)
    summed = (np.where(known, values, 0.0) * counted).sum(axis=-2)
    mean: Floats = np.divide(summed, total, out=np.full(total.shape, np.nan), where=total > 0)
    return mean


def _agreement(position: Floats, weight: Floats) -> Floats:
    """Convergence of each area as a share, as `area_stands` defines it, with weights."""
    counted = weight[..., :, None] * ~np.isnan(position)
    stand = np.nan_to_num(position)
    ahead, behind = np.maximum(stand, 0.0), np.maximum(-stand, 0.0)
    many = [(counted * (side > 0)).sum(axis=-2) for side in (ahead, behind)]
    much = [(counted * side).sum(axis=-2) for side in (ahead, behind)]
    same = sum(np.maximum(m - 1, 0.0) * s for m, s in zip(many, much, strict=True))
    both = same + many[1] * much[0] + many[0] * much[1]
    share: Floats = np.divide(same, both, out=np.full(both.shape, np.nan), where=both > 0)
    return share
