"""Harmonic closeness: how near the others stand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.measures.readings import (
    Floats,
    Layers,
    Readings,
    as_column,
    read_graph,
)
from stakeholder_map.influence.measures.ways import stated_error, sweep_over


def harmonic_closeness(
    graph: StakeholderGraph, *, layers: Layers | None = None
) -> pd.Series[float]:
    r"""How near the others stand to a stakeholder, on the ties that lead to it.

    .. math:: h_j = \frac{1}{n - 1} \sum_{i \ne j} \frac{1}{d_{ij}}

    where a tie of strength a is 1/a long (in the whole lengths of `distances`), the length of a way
    is the sum of its ties, and whoever has no way to j adds 0.

    Parameters
    ----------
    graph : StakeholderGraph
        Positive layers are read, along the direction of the ties.
    layers : sequence of str, or mapping of str to float, optional
        Layers to take the mean of, each with the same weight or with its own; by default those of
        `influence_layers`.

    Returns
    -------
    Series
        ``harmonic_closeness``, float64, indexed by stakeholder id in the graph's order; from 0 to
        1, which is a tie of full strength from everyone. More is more. A stakeholder without
        incoming ties gets 0; nothing is missing. Beyond 2,000 stakeholders it is estimated from
        the ways of 500, and ``attrs`` tells their number as ``sources``, the greatest
        ``standard_error``, and the greatest ``error``, by which any value may be off.

    Raises
    ------
    UsageError
        A layer is negative or not in the graph, a weight is no number above 0.

    Notes
    -----
    Unlike the closeness of textbooks it needs no connected graph.

    References
    ----------
    Marchiori, M. & Latora, V. (2000). Harmony in the small-world. Physica A 285, 539-546.
    Boldi, P. & Vigna, S. (2014). Axioms for centrality. Internet Mathematics 10, 222-262.

    Examples
    --------
    >>> graph = StakeholderGraph.from_ties(
    ...     [("a", "b", "value_influence", 1.0), ("b", "c", "value_influence", 0.5)])
    >>> harmonic_closeness(graph).round(4).to_dict()
    {'a': 0.0, 'b': 0.5, 'c': 0.4167}
    """
    readings = read_graph(graph, layers=layers)
    column = as_column(closeness_over(readings), graph, name="harmonic_closeness")
    sweep = sweep_over(readings)
    if sweep.sources < graph.n:
        column.attrs |= stated_error(_mean(sweep.near_error, graph.n), sweep=sweep)
    return column


def closeness_over(readings: Readings) -> Floats:
    """Harmonic closeness in every reading.

    Parameters
    ----------
    readings : Readings
        Graphs side by side.

    Returns
    -------
    ndarray
        Shape (count, n), as `harmonic_closeness` defines it.
    """
    return _mean(sweep_over(readings).near, readings.n)


def _mean(near: Floats, n: int) -> Floats:
    return near / (n - 1) if n > 1 else np.zeros_like(near)
