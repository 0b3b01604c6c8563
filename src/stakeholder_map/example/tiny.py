"""Tiny named graphs for doctests and tests, with published figures."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stakeholder_map.graph import StakeholderGraph


def _undirected(edges: str, *, layer: str = "cooperation") -> StakeholderGraph:
    return StakeholderGraph.from_ties(
        [(edge[0], edge[2], layer, 1.0) for edge in edges.split()],
    )


def burt_graph() -> StakeholderGraph:
    """Burt's example of structural holes: seven actors, all ties of strength 1.

    Returns
    -------
    StakeholderGraph
        Layer `cooperation`. Constraint of G .400, A .595, C 1; effective size of G 4.67, A 2.50,
        C 1 (published).

    References
    ----------
    Burt, R. S. (1992). Structural Holes. Harvard University Press.

    Examples
    --------
    >>> burt_graph().ids
    ('A', 'B', 'C', 'D', 'E', 'F', 'G')
    """
    return _undirected("A-B A-F A-G A-E E-G F-G B-G B-D D-G G-C")


def key_player_graph() -> StakeholderGraph:
    """Borgatti's example of key players: eight actors, all ties of strength 1.

    Returns
    -------
    StakeholderGraph
        Layer `cooperation`. Distance-weighted fragmentation .3929; without A and B 1 (published).

    References
    ----------
    Borgatti, S. P. (2006). Identifying sets of key players in a social network. Computational and
    Mathematical Organization Theory 12, 21-34.

    Examples
    --------
    >>> key_player_graph().n
    8
    """
    return _undirected("A-B A-C A-F A-G A-H B-C B-D B-E")


def brokerage_graph() -> StakeholderGraph:
    """The directed example of Gould-Fernandez brokerage in R's sna: four actors, two groups.

    Returns
    -------
    StakeholderGraph
        Layer `value_influence`, column `key_group`. Coordinator 0 0 0 0; itinerant 1 0 0 1;
        representative 0 1 0 1; gatekeeper 1 0 1 0; liaison 0 0 0 0 (published).

    References
    ----------
    Gould, R. V. and Fernandez, R. M. (1989). Structures of mediation. Sociological Methodology 19,
    89-126.

    Examples
    --------
    >>> brokerage_graph().stakeholders["key_group"].tolist()
    ['hospital', 'hospital', 'government', 'government']
    """
    return StakeholderGraph.from_ties(
        [(arc[0], arc[1], "value_influence", 1.0) for arc in ["ab", "ac", "bc", "bd", "cd", "da"]],
        key_groups={"a": "hospital", "b": "hospital", "c": "government", "d": "government"},
    )


def rivals() -> StakeholderGraph:
    """Four organisations: two rival hospitals, a plan and a clinic, with one pair of each type.

    Returns
    -------
    StakeholderGraph
        Layers `cooperation` and `competition`, areas `market` and `asthma`. In `asthma` the two
        hospitals cooperate (0.75), in `market` they compete (1.0) and cooperate a little (0.25).

    Examples
    --------
    >>> rivals().matrix("competition", area="market").toarray()[1].tolist()  # of east
    [0.0, 0.0, 0.0, 1.0]
    """
    ties = [
        ("east", "west", "cooperation", 0.75, "asthma"),
        ("east", "west", "cooperation", 0.25, "market"),
        ("east", "west", "competition", 1.0, "market"),
        ("clinic", "east", "cooperation", 1.0, "asthma"),
        ("clinic", "west", "cooperation", 0.5, "asthma"),
        ("east", "plan", "cooperation", 0.5, "market"),
        ("plan", "west", "competition", 0.75, "market"),
        ("east", "west", "cooperation", 0.75),
        ("east", "west", "competition", 1.0),
        ("clinic", "east", "cooperation", 1.0),
        ("clinic", "west", "cooperation", 0.5),
        ("east", "plan", "cooperation", 0.5),
        ("plan", "west", "competition", 0.75),
    ]
    groups = {"clinic": "physician_group", "plan": "health_plan"}
    groups |= dict.fromkeys(("east", "west"), "hospital")
    return StakeholderGraph.from_ties(ties, key_groups=groups)


class AirportStudy(NamedTuple):
    """The inputs of the airport study.

    Parameters
    ----------
    influence : array
        Direct influence of each of six actors on each, 0 to 4.
    positions : array
        Signed position of each actor on each of five objectives, -4 to +4.
    """

    influence: NDArray[np.int64]
    positions: NDArray[np.int64]


def airport_study() -> AirportStudy:
    """The study "Aeroport de Paris", which the authors of MACTOR published.

    Returns
    -------
    AirportStudy
        Six actors, five objectives. Stability 12.2222 %, degrees of convergence 41.935484 and
        42.063492 % (computed from the published inputs).

    References
    ----------
    Bourse, F. and Godet, M.: the method MACTOR.

    Examples
    --------
    >>> influence, positions = airport_study()
    >>> influence.shape, positions.shape, int(influence.sum())
    ((6, 6), (6, 5), 49)
    """
    influence = [
        [0, 1, 1, 3, 0, 2],
        [2, 0, 3, 2, 1, 1],
        [1, 2, 0, 1, 1, 0],
        [2, 3, 3, 0, 3, 2],
        [0, 2, 3, 1, 0, 2],
        [0, 1, 1, 3, 2, 0],
    ]
    positions = [
        [2, 3, 0, 0, 1],
        [-2, 0, 3, -1, -3],
        [-1, 0, -3, 3, -2],
        [0, 3, 2, 0, 1],
        [-1, 0, -2, 2, -2],
        [0, 0, 0, 0, 3],
    ]
    return AirportStudy(np.array(influence), np.array(positions))
