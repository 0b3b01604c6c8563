"""Constraint: how far a stakeholder's contacts know each other anyway."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.readings import Floats, Readings, as_column, read_graph


def constraint(graph: StakeholderGraph, *, layers: Sequence[str] | None = None) -> pd.Series[float]:
    r"""Burt's constraint: the less of it, the more room to stand between others.

    .. math:: c_i = \sum_{j \in V_i} \Big(p_{ij} + \sum_{q} p_{iq} p_{qj}\Big)^2, \qquad
              p_{ij} = \frac{a_{ij} + a_{ji}}{\sum_k (a_{ik} + a_{ki})}

    where V_i are those with a tie to or from i, and q runs over all others.

    Parameters
    ----------
    graph : StakeholderGraph
        Positive layers are read, both directions of a tie alike.
    layers : sequence of str, optional
        Layers to take the mean of; by default those of `influence_layers`.

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
        A layer is negative or not in the graph.

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
    both = sparse.csr_array(readings.ties + readings.ties.T)
    total = np.asarray(both.sum(axis=1))
    share = np.divide(1.0, total, out=np.zeros_like(total), where=total > 0)
    invested = sparse.csr_array(sparse.diags_array(share) @ both)
    contacts = both.sign()
    held = sparse.csr_array((invested + invested @ invested) * contacts)
    value = np.asarray((held * held).sum(axis=1))
    return readings.by_reading(np.where(total > 0, value, np.nan))
