"""Brokerage between key groups: who stands between two who have no tie of their own."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.engine import find_roles
from stakeholder_map.influence.measures.readings import (
    Floats,
    Layers,
    Readings,
    as_column,
    read_graph,
)

ROLES: tuple[str, ...] = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
"""Roles of a broker, as Gould and Fernandez name them."""

BETWEEN_GROUPS = (2, 3, 4)
"""Places of those roles whose two ends are of different key groups."""


def brokerage(graph: StakeholderGraph, *, layers: Layers | None = None) -> pd.Series[float]:
    r"""How often a stakeholder links two of different key groups that have no tie of their own.

    .. math:: b_j = |\{(i, k) : i \to j \to k,\ i \not\to k,\ g_i \ne g_k\}|

    Parameters
    ----------
    graph : StakeholderGraph
        Positive layers are read, along the direction of the ties; strengths do not count. Key
        groups are those of its stakeholders; without them all are of one.
    layers : sequence of str, or mapping of str to float, optional
        Layers of which any tie counts; by default those of `influence_layers`.

    Returns
    -------
    Series
        ``brokerage``, float64, indexed by stakeholder id in the graph's order; ordered pairs,
        whole numbers from 0; in a symmetric layer each pair counts in both directions. More is
        more. A stakeholder on no such way gets 0; nothing is missing.

    Raises
    ------
    UsageError
        A layer is negative or not in the graph, a weight is no number above 0.

    Notes
    -----
    It grows with the number of ties by itself: see the expected counts in `brokerage_roles`.

    References
    ----------
    Gould, R. V. & Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage
    in transaction networks. Sociological Methodology 19, 89-126.

    Examples
    --------
    >>> from stakeholder_map.example.tiny import brokerage_graph
    >>> brokerage(brokerage_graph()).to_dict()
    {'a': 1.0, 'b': 1.0, 'c': 1.0, 'd': 1.0}
    """
    return as_column(brokerage_over(read_graph(graph, layers=layers)), graph, name="brokerage")


def brokerage_over(readings: Readings) -> Floats:
    """Brokerage between key groups in every reading.

    Parameters
    ----------
    readings : Readings
        Graphs side by side.

    Returns
    -------
    ndarray
        Shape (count, n), as `brokerage` defines it.
    """
    return np.asarray(roles_over(readings)[list(BETWEEN_GROUPS)].sum(axis=0))


def roles_over(readings: Readings) -> Floats:
    """Counts of all five roles in every reading.

    Parameters
    ----------
    readings : Readings
        Graphs side by side.

    Returns
    -------
    ndarray
        Shape (5, count, n), in the order of `ROLES`.
    """
    start, end, _ = readings.arcs
    return find_roles(start, end, groups=readings.groups, count=readings.count)


def brokerage_roles(graph: StakeholderGraph, *, layers: Layers | None = None) -> pd.DataFrame:
    r"""The five roles of each broker, beside what chance would give one of its key group.

    Of every two-path i -> j -> k without a tie i -> k, j is a *coordinator* where all three are of
    one key group, *itinerant* where i and k are of one and j of another, a *representative* where
    only i is of its group, a *gatekeeper* where only k is, a *liaison* where all three differ.
    With N stakeholders, n of the group of j, and density d = ties / (N(N - 1)), chance gives

    .. math:: d^2 (1 - d) \cdot (n - 1)(n - 2), \quad \sum_{c \ne g} n_c (n_c - 1), \quad
              (N - n)(n - 1), \quad (N - n)(n - 1), \quad (N - n)^2 - \sum_{c \ne g} n_c^2

    (the factor in front stands for all five).

    Parameters
    ----------
    graph : StakeholderGraph
        Positive layers are read, along the direction of the ties; strengths do not count.
    layers : sequence of str, or mapping of str to float, optional
        Layers of which any tie counts; by default those of `influence_layers`.

    Returns
    -------
    DataFrame
        Indexed by stakeholder id in the graph's order; float64: a column for each role, ``total``,
        and ``expected_<role>``, in ordered pairs. More is more; nothing is missing.

    Raises
    ------
    UsageError
        A layer is negative or not in the graph, a weight is no number above 0.

    References
    ----------
    Gould, R. V. & Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage
    in transaction networks. Sociological Methodology 19, 89-126.

    Examples
    --------
    >>> from stakeholder_map.example.tiny import brokerage_graph
    >>> roles = brokerage_roles(brokerage_graph())
    >>> roles.loc["a", ["itinerant", "gatekeeper", "total"]].tolist()
    [1.0, 1.0, 2.0]
    >>> float(roles.loc["a", "expected_gatekeeper"])
    0.25
    """
    readings = read_graph(graph, layers=layers)
    counts = roles_over(readings)[:, 0]
    expected = _expected(readings)
    columns = {role: counts[place] for place, role in enumerate(ROLES)}
    columns["total"] = counts.sum(axis=0)
    columns |= {f"expected_{role}": expected[place] for place, role in enumerate(ROLES)}
    return pd.DataFrame(
        {name: as_column(values[np.newaxis], graph, name=name) for name, values in columns.items()}
    )


def _expected(readings: Readings) -> Floats:
    """Expected counts of each role under chance ties of the same density, shape (5, n)."""
    everybody = readings.n
    density = readings.ties.nnz / max(everybody * (everybody - 1), 1)
    sizes = np.bincount(readings.groups).astype(np.float64)
    own = sizes[readings.groups]
    others = everybody - own
    pairs = (sizes * (sizes - 1)).sum() - own * (own - 1)
    squares = (sizes**2).sum() - own**2
    ways = np.array(
        [
            (own - 1) * (own - 2),
            pairs,
            others * (own - 1),
            others * (own - 1),
            others**2 - squares,
        ]
    )
    return np.asarray(density**2 * (1 - density) * ways)
