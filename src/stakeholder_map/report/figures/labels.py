"""Labels that never overlap: a greedy placer without randomness and without a clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]

ANGLES = np.deg2rad([0, 180, 90, 270, 30, 150, 330, 210, 60, 120, 300, 240])
REACHES = (0.0, 7.0, 16.0, 28.0, 44.0, 64.0)
"""Gaps between a point and its label that are tried, in pixels."""


@dataclass(frozen=True)
class Canvas:
    """What labels must respect, in pixels.

    Parameters
    ----------
    bounds : tuple of float
        Left, bottom, right, top of the room for labels.
    points : array (n, 2)
        Centres of the drawn points.
    radii : array (n,)
        Their radii.
    lines : array (m, 4)
        Ends of drawn lines (x0, y0, x1, y1): better not covered.
    """

    bounds: tuple[float, float, float, float]
    points: Array
    radii: Array
    lines: Array


@dataclass(frozen=True)
class Spot:
    """Room that was found for a label.

    Parameters
    ----------
    x, y : float
        Its centre in pixels.
    short : bool
        Whether there was only room for the short form.
    """

    x: float
    y: float
    short: bool


def place_labels(canvas: Canvas, *, sizes: Array, short: Array) -> list[Spot | None]:
    """Find room for a label beside each point.

    Parameters
    ----------
    canvas : Canvas
        The drawing.
    sizes : array (n, 2)
        Width and height of each label in pixels; labels are placed in this order, so the most
        important comes first.
    short : array (n, 2)
        The same of a short form (a number), for those left over when all have been tried.

    Returns
    -------
    list of Spot or None
        None where there was no room at all. No label overlaps another, covers a point or leaves
        the bounds. Among the rooms left, the nearest that covers few lines is taken.

    Examples
    --------
    >>> points = np.array([[50.0, 50.0], [52.0, 50.0]])
    >>> canvas = Canvas((0, 0, 200, 100), points, np.array([3.0, 3.0]), np.empty((0, 4)))
    >>> spots = place_labels(canvas, sizes=np.full((2, 2), 20.0), short=np.full((2, 2), 8.0))
    >>> [(round(spot.x), round(spot.y), spot.short) for spot in spots]
    [(36, 50, False), (66, 50, False)]
    """
    boxes: list[Array] = []
    spots: list[Spot | None] = [None] * len(sizes)
    for brief, wanted in ((False, sizes), (True, short)):
        for index, size in enumerate(wanted):
            if spots[index] is not None:
                continue
            centre = _best(canvas, index=index, size=size, boxes=boxes)
            if centre is not None:
                boxes.append(np.hstack([centre - size / 2, centre + size / 2]))
                spots[index] = Spot(float(centre[0]), float(centre[1]), brief)
    return spots


def _best(canvas: Canvas, *, index: int, size: Array, boxes: list[Array]) -> Array | None:
    """Centre of the best free room for one label."""
    centres, costs = _candidates(canvas, index=index, size=size)
    corners = np.hstack([centres - size / 2, centres + size / 2])
    left, bottom, right, top = canvas.bounds
    fits = (corners[:, 0] >= left) & (corners[:, 1] >= bottom)
    fits &= (corners[:, 2] <= right) & (corners[:, 3] <= top)
    reach = canvas.radii[:, None]
    circles = np.hstack([canvas.points - reach, canvas.points + reach])
    fits &= ~_meet(corners, np.vstack([circles, *boxes])).any(axis=1)
    if not fits.any():
        return None
    costs = costs + 6.0 * _crossings(corners, canvas.lines)
    best: Array = centres[int(np.argmin(np.where(fits, np.round(costs, 6), np.inf)))]
    return best


def _candidates(canvas: Canvas, *, index: int, size: Array) -> tuple[Array, Array]:
    """Centres to try around a point, nearest first, and what each costs by itself."""
    centres = []
    costs = []
    for reach in REACHES:
        for turn, angle in enumerate(ANGLES):
            way = np.array([np.cos(angle), np.sin(angle)])
            away = (canvas.radii[index] + 1.0 + reach) * way + size / 2 * np.round(way, 6)
            centres.append(canvas.points[index] + away)
            costs.append(reach + 0.4 * turn)
    return np.array(centres), np.array(costs)


def _meet(boxes: Array, others: Array) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which boxes (rows) overlap which others (columns)."""
    one, two = boxes[:, None, :], others[None, :, :]
    across = (one[..., 0] < two[..., 2]) & (one[..., 2] > two[..., 0])
    upright = (one[..., 1] < two[..., 3]) & (one[..., 3] > two[..., 1])
    met: np.ndarray[Any, np.dtype[np.bool_]] = across & upright
    return met


def _crossings(boxes: Array, lines: Array) -> Array:
    """How many lines run through each box (Liang and Barsky's clipping)."""
    if not len(lines):
        return np.zeros(len(boxes))
    start, step = lines[None, :, :2], (lines[:, 2:] - lines[:, :2])[None, :, :]
    low, high = boxes[:, None, :2] - start, boxes[:, None, 2:] - start
    flat = np.where(np.abs(step) < 1e-9, 1e-9, step)
    near, far = np.minimum(low / flat, high / flat), np.maximum(low / flat, high / flat)
    enter = np.maximum(near.max(axis=2), 0.0)
    leave = np.minimum(far.min(axis=2), 1.0)
    counted: Array = (enter < leave).sum(axis=1).astype(float)
    return counted
