"""Structural holes: how far a stakeholder's contacts know each other anyway."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.engine import find_holes
from stakeholder_map.influence.measures.readings import (
    Floats,
    Layers,
    Readings,
    as_column,
    read_graph,
)


def constraint(graph: StakeholderGraph, *, layers: Layers | None = None) -> pd.Series[float]:
    r"""Burt's constraint: the less of it, the more room to stand between others.

    .. math:: c_i = \sum_{j \in V_i} \Big(p_{ij} + \sum_{q} p_{iq} p_{qj}\Big)^2, \qquad
              p_{ij} = \frac{a_{ij} + a_{ji}}{\sum_k (a_{ik} + a_{ki})}

    where V_i are those with a tie to or from i, and q runs over all others.

    Parameters
    ----------
    graph : StakeholderGraph
        Positive layers are read, both directions of a tie alike.
    layers : sequence of str, or mapping of str to float, optional
        Layers to take the mean of, each with the same weight or with its own; by default those of
        `influence_layers`.

    Returns
    -------
    Series
        ``constraint``, float64, indexed by stakeholder id in the graph's order; no unit, above 0,
        1 for a single contact, a little more in small closed circles. **More is less**: the
        constrained have no gaps to bridge. Missing (NaN) for a stakeholder without ties: not
        defined.

    Raises
    ------
    UsageError
        A layer is negative or not in the graph, a weight is no number above 0.

    Notes
    -----
    It sees two steps only, and it falls with the number of contacts by itself.

    References
    ----------
    Burt, R. S. (1992). Structural Holes. Harvard University Press, pp. 54-56.

    Examples
    --------
    >>> from stakeholder_map.example.tiny import burt_graph
    >>> constraint(burt_graph()).round(3)[["A", "C", "G"]].to_dict()
    {'A': 0.595, 'C': 1.0, 'G': 0.4}
    """
    return as_column(constraint_over(read_graph(graph, layers=layers)), graph, name="constraint")


def constraint_over(readings: Readings) -> Floats:
    """Burt's constraint in every reading.

    Parameters
    ----------
    readings : Readings
        Graphs side by side.

    Returns
    -------
    ndarray
        Shape (count, n), as `constraint` defines it.
    """
    return np.asarray(_holes(readings)[0])


def effective_size(graph: StakeholderGraph, *, layers: Layers | None = None) -> pd.Series[float]:
    r"""How many contacts a stakeholder has, less what they know of each other.

    .. math:: e_i = \sum_{j \in V_i} \Big(1 - \sum_{q} p_{iq} m_{jq}\Big), \qquad
              m_{jq} = \frac{a_{jq} + a_{qj}}{\max_k (a_{jk} + a_{kj})}

    with p and V as in `constraint`. Where all ties are of one strength it is the number of contacts
    less their mean number of ties to one another.

    Parameters
    ----------
    graph : StakeholderGraph
        Positive layers are read, both directions of a tie alike.
    layers : sequence of str, or mapping of str to float, optional
        Layers to take the mean of, each with the same weight or with its own; by default those of
        `influence_layers`.

    Returns
    -------
    Series
        ``effective_size``, float64, indexed by stakeholder id in the graph's order; contacts, from
        1 (all know each other) to their number (none do). More is more. Missing (NaN) for a
        stakeholder without ties: not defined.

    Raises
    ------
    UsageError
        A layer is negative or not in the graph, a weight is no number above 0.

    Notes
    -----
    It grows with the number of contacts by itself.

    References
    ----------
    Burt, R. S. (1992). Structural Holes. Harvard University Press, pp. 51-54. Borgatti, S. P.
    (1997). Structural holes: unpacking Burt's redundancy measures. Connections 20(1), 35-38.

    Examples
    --------
    >>> from stakeholder_map.example.tiny import burt_graph
    >>> effective_size(burt_graph()).round(2)[["A", "C", "G"]].to_dict()
    {'A': 2.5, 'C': 1.0, 'G': 4.67}
    """
    values = effective_size_over(read_graph(graph, layers=layers))
    return as_column(values, graph, name="effective_size")


def effective_size_over(readings: Readings) -> Floats:
    """Effective size in every reading.

    Parameters
    ----------
    readings : Readings
        Graphs side by side.

    Returns
    -------
    ndarray
        Shape (count, n), as `effective_size` defines it.
    """
    return np.asarray(_holes(readings)[1])


_FOUND: WeakKeyDictionary[Readings, Floats] = WeakKeyDictionary()


def _holes(readings: Readings) -> Floats:
    """Both measures, shape (2, count, n); found together, and once."""
    if readings not in _FOUND:
        _FOUND[readings] = find_holes(readings.bonds, n=readings.n, count=readings.count)
    return _FOUND[readings]
