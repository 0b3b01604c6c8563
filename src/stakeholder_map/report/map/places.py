"""Where organisations stand on the map: people recognise it from scan to scan."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from stakeholder_map.report.figures.layout import lay_out

Array = np.ndarray[Any, np.dtype[np.float64]]
Place = tuple[float, float]

PLACES_FILE = "map_places.json"
"""File among what was prepared for notebooks: where each organisation stands on all maps."""

KNOWN_ENOUGH = 0.5
"""Where less than this share of the organisations stood on the map before, a new one is drawn."""

_PUSHES = 80
_ROOM_BETWEEN, _ROOM_BESIDE = 0.06, 0.045
_SHAPE = np.array([0.34, 1.0])
"""A name is about three times as wide as the room that it needs above and below."""

_GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))


def read_places(file: Path) -> dict[str, Place]:
    """Places that a scan has stored.

    Parameters
    ----------
    file : Path
        As `PLACES_FILE`; it may be missing.

    Returns
    -------
    dict of str to (float, float)
        By stakeholder id; empty where there is no file, or none that can be read.

    Examples
    --------
    >>> read_places(Path("nowhere", PLACES_FILE))
    {}
    """
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
        return {name: (float(x), float(y)) for name, (x, y) in stored.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def keep_places(
    ids: Sequence[str], strength: Array, *, before: Mapping[str, Place], seed: int
) -> dict[str, Place]:
    """Places of organisations, those of the scan before where it had them.

    Parameters
    ----------
    ids : sequence of str
        Sorted.
    strength : array (n, n)
        Symmetric: how close two are, 0 to 1.
    before : mapping of str to (float, float)
        Places on the map of the scan before, 0 to 1; empty for the first map.
    seed : int
        For a new map.

    Returns
    -------
    dict of str to (float, float)
        x to the right, y upwards, 0 to 1, four digits. Who stood on the map before stands where it
        stood; who is new stands amid those it is closest to, a little aside.

    Examples
    --------
    >>> keep_places(["a", "b"], np.zeros((2, 2)), before={"a": (0.1, 0.2), "b": (1, 1)}, seed=1)
    {'a': (0.1, 0.2), 'b': (1.0, 1.0)}
    """
    known = [name for name in ids if name in before]
    if len(known) < max(1.0, KNOWN_ENOUGH * len(ids)):
        lengths = np.divide(1.0, strength, out=np.zeros_like(strength), where=strength > 0.05)
        points = _evened(lay_out(lengths, seed=seed))
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


def _evened(points: Array) -> Array:
    """Half way to where all were equally far apart in each direction: room for names."""
    ranks = np.argsort(np.argsort(points, axis=0, kind="stable"), axis=0, kind="stable")
    evened: Array = (points + ranks / max(len(points) - 1, 1)) / 2
    return evened


def place_amid(members: Sequence[Array], *, others: Array) -> list[Place]:
    """Places of what organisations have in common: amid them, and apart from each other.

    Parameters
    ----------
    members : sequence of array (k, 2)
        For each the places of its organisations, 0 to 1.
    others : array (n, 2)
        Places of all organisations.

    Returns
    -------
    list of (float, float)
        0 to 1, four digits; the same for the same input.

    Examples
    --------
    >>> place_amid([np.array([[0.0, 0.5], [1.0, 0.5]])], others=np.array([[0.0, 0.5], [1.0, 0.5]]))
    [(0.5, 0.5)]
    """
    if not members:
        return []
    at = np.array([each.mean(axis=0) for each in members])
    turn = np.arange(len(at)) * _GOLDEN_ANGLE
    at += 1e-6 * np.column_stack([np.cos(turn), np.sin(turn)]) * (len(at) > 1)
    for _ in range(_PUSHES):
        for near, room in ((at, _ROOM_BETWEEN), (others, _ROOM_BESIDE)):
            gaps = (at[:, None, :] - near[None, :, :]) * _SHAPE
            length = np.sqrt((gaps**2).sum(axis=2))
            short = np.where((length > 0) & (length < room), 0.5 * (room - length), 0.0)
            step = np.divide(
                gaps, length[:, :, None], out=np.zeros_like(gaps), where=length[:, :, None] > 0
            )
            at = at + (step * short[:, :, None]).sum(axis=1) / _SHAPE
        at = np.clip(at, 0.0, 1.0)
    return [_rounded(point) for point in at]


def _rounded(point: Sequence[float] | Array) -> Place:
    return (round(float(point[0]), 4), round(float(point[1]), 4))
