"""Ranks of values, those that are the same sharing the places they take."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def rank_ends(values: Floats) -> tuple[Floats, Floats]:
    """First and last of the places that each value shares in its row, the smallest value first.

    Parameters
    ----------
    values : ndarray
        Shape (..., n), none missing; values are the same only where they are equal.

    Returns
    -------
    first, last : ndarray
        Shape (..., n), whole numbers from 1 to n; their mean is the usual rank of tied values.

    Examples
    --------
    >>> first, last = rank_ends(np.array([[0.5, 0.1, 0.5, 0.9]]))
    >>> first.tolist(), last.tolist()
    ([[2.0, 1.0, 2.0, 4.0]], [[3.0, 1.0, 3.0, 4.0]])
    """
    n = values.shape[-1]
    order = np.argsort(values, axis=-1, kind="stable")
    ascending = np.take_along_axis(values, order, axis=-1)
    begins = np.ones(values.shape, dtype=np.bool_)
    begins[..., 1:] = ascending[..., 1:] != ascending[..., :-1]
    ends = np.ones(values.shape, dtype=np.bool_)
    ends[..., :-1] = begins[..., 1:]
    place = np.arange(1, n + 1)
    first = np.maximum.accumulate(np.where(begins, place, 0), axis=-1)
    last = np.minimum.accumulate(np.where(ends, place, n)[..., ::-1], axis=-1)[..., ::-1]
    return _put_back(first, order), _put_back(last, order)


def _put_back(sorted_places: npt.NDArray[np.int64], order: npt.NDArray[np.intp]) -> Floats:
    """Places in the order in which the values stood."""
    places = np.empty(order.shape)
    np.put_along_axis(places, order, sorted_places.astype(np.float64), axis=-1)
    return places
