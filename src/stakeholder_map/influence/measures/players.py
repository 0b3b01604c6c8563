"""Key players: whose going would part the others, and whom the others all look to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from stakeholder_map.errors import UsageError
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.engine import cohesion, find_nearness
from stakeholder_map.influence.measures.readings import Floats, Layers, Readings, Whole, read_graph

Aim: TypeAlias = Literal["fragment", "reach"]
"""What a set of key players is to do."""


@dataclass(frozen=True)
class Fragmentation:
    """How far the others are parted once a set has gone.

    Parameters
    ----------
    unjoined : float
        F: share of the ordered pairs of others that no way joins; from 0 to 1.
    apart : float
        dF: 1 less the mean of 1 / steps over those pairs, 0 where no way leads; from 0 (all are
        tied to all) to 1 (nobody is tied).
    """

    unjoined: float
    apart: float


def fragmentation(
    graph: StakeholderGraph, *, without: Iterable[str] = (), layers: Layers | None = None
) -> Fragmentation:
    r"""How far the others are parted once a set of stakeholders has gone.

    .. math:: F = 1 - \frac{|\{(i, j) : \text{a way leads from } i \text{ to } j\}|}{m(m - 1)},
              \qquad dF = 1 - \frac{1}{m(m - 1)} \sum_{i \ne j} \frac{1}{d_{ij}}

    over the m stakeholders that are left, with d counted in steps.

    Parameters
    ----------
    graph : StakeholderGraph
        Positive layers are read, along the direction of the ties; strengths do not count.
    without : iterable of str
        Ids of those who go.
    layers : sequence of str, or mapping of str to float, optional
        Layers of which any tie counts; by default those of `influence_layers`.

    Returns
    -------
    Fragmentation
        More is more apart. With fewer than two left there is no pair, and both are 1.

    Raises
    ------
    UsageError
        An id that the graph does not have; a layer that is negative or not in the graph.

    References
    ----------
    Borgatti, S. P. (2006). Identifying sets of key players in a social network. Computational and
    Mathematical Organization Theory 12, 21-34.

    Examples
    --------
    >>> from stakeholder_map.example.tiny import key_player_graph
    >>> round(fragmentation(key_player_graph()).apart, 4)
    0.3929
    >>> fragmentation(key_player_graph(), without=["A", "B"])
    Fragmentation(unjoined=1.0, apart=1.0)
    """
    gone = _places(graph, without)
    readings = read_graph(graph, layers=layers)
    left = np.setdiff1d(np.arange(graph.n), gone)
    start, end, _ = readings.arcs
    near, joined = cohesion(start, end, left=left.astype(np.int32))
    pairs = len(left) * (len(left) - 1)
    if not pairs:
        return Fragmentation(1.0, 1.0)
    return Fragmentation(1 - joined / pairs, 1 - near / pairs)


def reach(graph: StakeholderGraph, group: Iterable[str], *, layers: Layers | None = None) -> float:
    r"""How near the others stand to the nearest of a set of stakeholders.

    .. math:: dR = \frac{1}{n} \sum_{i \notin K} \frac{1}{\min_{k \in K} d_{ik}}

    with d counted in steps along the ties, from who reports to whom is reported on.

    Parameters
    ----------
    graph : StakeholderGraph
        Positive layers are read, along the direction of the ties; strengths do not count.
    group : iterable of str
        Ids of the set K.
    layers : sequence of str, or mapping of str to float, optional
        Layers of which any tie counts; by default those of `influence_layers`.

    Returns
    -------
    float
        From 0 to (n - size) / n, where everyone else is tied to one of them; more is more. 0 where
        there is nobody.

    Raises
    ------
    UsageError
        An id that the graph does not have; a layer that is negative or not in the graph.

    References
    ----------
    Borgatti, S. P. (2006). Identifying sets of key players in a social network. Computational and
    Mathematical Organization Theory 12, 21-34.

    Examples
    --------
    >>> from stakeholder_map.example.tiny import key_player_graph
    >>> reach(key_player_graph(), ["A", "B"])
    0.75
    """
    near = _near_to(graph, group, layers=layers)
    return float(near.sum() / graph.n) if graph.n else 0.0


def reached(
    graph: StakeholderGraph, group: Iterable[str], *, steps: int, layers: Layers | None = None
) -> tuple[str, ...]:
    """Who stands within some steps of a set of stakeholders (m-reach).

    Parameters
    ----------
    graph : StakeholderGraph
        As in `reach`.
    group : iterable of str
        Ids of the set; they are not counted among the reached.
    steps : int
        At most so many, from 1.
    layers : sequence of str, or mapping of str to float, optional
        As in `reach`.

    Returns
    -------
    tuple of str
        Ids in the graph's order.

    Raises
    ------
    UsageError
        As in `reach`; fewer than one step.

    Examples
    --------
    >>> from stakeholder_map.example.tiny import key_player_graph
    >>> len(reached(key_player_graph(), ["A", "B"], steps=1))
    6
    """
    if steps < 1:
        raise UsageError(f"expected at least 1 step, found {steps!r}")
    near = _near_to(graph, group, layers=layers)
    return tuple(each for each, value in zip(graph.ids, near, strict=True) if value * steps >= 1)


def nearness_to_each(readings: Readings) -> Floats:
    """How near everyone (column) stands to each (row): 1 / steps, 1 for oneself.

    Parameters
    ----------
    readings : Readings
        A single one.

    Returns
    -------
    ndarray
        Shape (n, n).
    """
    back = readings.ties.T.tocsr()
    return find_nearness(back.indptr.astype(np.int64), back.indices.astype(np.int32))


def _near_to(graph: StakeholderGraph, group: Iterable[str], *, layers: Layers | None) -> Floats:
    """One over the steps from everyone to the nearest of the group; 0 for the group itself."""
    places = _places(graph, group)
    near = nearness_to_each(read_graph(graph, layers=layers))[places]
    nearest: Floats = near.max(axis=0, initial=0.0) if graph.n else np.empty(0)
    nearest[places] = 0.0
    return nearest


def _places(graph: StakeholderGraph, chosen: Iterable[str]) -> Whole:
    known = {each: place for place, each in enumerate(graph.ids)}
    wanted = sorted(set(chosen))
    unknown = [each for each in wanted if each not in known]
    if unknown:
        raise UsageError(f"expected ids of stakeholders of the graph, found {unknown[0]!r}")
    return np.array([known[each] for each in wanted], dtype=np.int64)
