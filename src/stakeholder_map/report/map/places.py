"""Where organisations stand on the map: people recognise it from scan to scan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from stakeholder_map.report.figures.layout import lay_out

Array = np.ndarray[Any, np.dtype[np.float64]]
Place = tuple[float, float]

PLACES_FILE = "places.json"
"""File among what was prepared for notebooks: where each stood on the map of the scan before."""

KNOWN_ENOUGH = 0.5
"""Where less than this share of the organisations stood on the map before, a new one is drawn."""

_GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))


def keep_places(
    ids: Sequence[str], strength: Array, *, before: Mapping[str, Place], seed: int
) -> dict[str, Place]:
    """Places of organisations, those of the scan before where it had them.

    Parameters
    ----------
    ids : sequence of str
        Sorted.
    strength : array (n, n)
        Symmetric: how closely two work together, 0 to 1.
    before : mapping of str to (float, float)
        Places on the map of the scan before, 0 to 1; empty for the first map.
    seed : int
        For a new map.

    Returns
    -------
    dict of str to (float, float)
        x to the right, y upwards, 0 to 1, four digits. Who stood on the map before stands where it
        stood; who is new stands amid those it works with most, a little aside.

    Examples
    --------
    >>> keep_places(["a", "b"], np.zeros((2, 2)), before={"a": (0.1, 0.2), "b": (1, 1)}, seed=1)
    {'a': (0.1, 0.2), 'b': (1.0, 1.0)}
    """
    known = [name for name in ids if name in before]
    if len(known) < max(1.0, KNOWN_ENOUGH * len(ids)):
        lengths = np.divide(1.0, strength, out=np.zeros_like(strength), where=strength > 0.05)
        points = lay_out(lengths, seed=seed)
        return dict(zip(ids, map(_rounded, points), strict=True))
    places = {name: _rounded(before[name]) for name in known}
    row_of = {name: row for row, name in enumerate(ids)}
    at = np.array([places[name] for name in known])
    for number, name in enumerate(name for name in ids if name not in before):
        pull = strength[row_of[name], [row_of[other] for other in known]]
        amid = (pull @ at) / pull.sum() if pull.sum() > 0 else np.array([0.5, 0.02])
        aside = 0.05 * np.array([np.cos(number * _GOLDEN_ANGLE), np.sin(number * _GOLDEN_ANGLE)])
        places[name] = _rounded(np.clip(amid + aside, 0.0, 1.0))
    return {name: places[name] for name in ids}


def _rounded(point: Sequence[float] | Array) -> Place:
    return (round(float(point[0]), 4), round(float(point[1]), 4))
