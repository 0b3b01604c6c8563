"""Betweenness: standing on the shortest ways between others, counted exactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from stakeholder_map.errors import UsageError
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.measures.readings import (
    Floats,
    Layers,
    Readings,
    as_column,
    read_graph,
)
from stakeholder_map.influence.measures.ways import (
    Sweep,
    largest_error,
    sample_ways,
    stated_error,
    sweep_over,
)


def betweenness(graph: StakeholderGraph, *, layers: Layers | None = None) -> pd.Series[float]:
    r"""Share of the shortest ways between two others that lead through a stakeholder.

    .. math:: b_v = \frac{1}{(n - 1)(n - 2)} \sum_{s \ne v \ne t}
              \frac{\sigma_{st}(v)}{\sigma_{st}}

    where sigma counts shortest paths, and those through v, in the lengths of `distances`.

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
        ``betweenness``, float64, indexed by stakeholder id in the graph's order; a share from 0
        to 1. More is more. A stakeholder on no way between others gets 0, and so does everyone
        where there are fewer than three; nothing is missing. Beyond 2,000 stakeholders it is
        estimated from the ways of 500, and ``attrs`` tells the number of ``sources``, the greatest
        ``standard_error`` and the greatest ``error``, by which any value may be off;
        `sample_betweenness` gives the limits of each.

    Raises
    ------
    UsageError
        A layer is negative or not in the graph, a weight is no number above 0.

    Notes
    -----
    Lengths are whole numbers, so paths that are equally long are found to be so. Path counts are
    exact up to 2**53 paths between two stakeholders. Of all measures this one suffers most from
    stakeholders who are missing.

    References
    ----------
    Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40,
    35-41. Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of
    Mathematical Sociology 25, 163-177.

    Examples
    --------
    >>> star = StakeholderGraph.from_ties(
    ...     [("hub", end, "cooperation", 1.0) for end in ("one", "two", "three")])
    >>> betweenness(star).to_dict()
    {'hub': 1.0, 'one': 0.0, 'three': 0.0, 'two': 0.0}
    """
    readings = read_graph(graph, layers=layers)
    column = as_column(betweenness_over(readings), graph, name="betweenness")
    sweep = sweep_over(readings)
    if sweep.sources < graph.n:
        column.attrs |= stated_error(_share(sweep.through_error, graph.n), sweep=sweep)
    return column


def betweenness_over(readings: Readings) -> Floats:
    """Betweenness in every reading.

    Parameters
    ----------
    readings : Readings
        Graphs side by side.

    Returns
    -------
    ndarray
        Shape (count, n), as `betweenness` defines it.
    """
    return _share(sweep_over(readings).through, readings.n)


@dataclass(frozen=True, eq=False)
class SampledBetweenness:
    """Betweenness estimated from the ways of some, with its error.

    Parameters
    ----------
    table : DataFrame
        Indexed by stakeholder id in the graph's order, all in the unit of betweenness:
        ``betweenness``; ``standard_error``; ``low`` and ``high``, between which the exact value
        lies in at least nineteen of twenty samples, whoever it is. Where every source was followed
        the error is 0 and the limits are the value.
    sources : int
        Stakeholders whose ways were followed.
    seed : int
        What they were drawn from.
    """

    table: pd.DataFrame
    sources: int
    seed: int


def sample_betweenness(
    graph: StakeholderGraph, *, sources: int, seed: int, layers: Layers | None = None
) -> SampledBetweenness:
    r"""Betweenness of a large graph from the ways of some stakeholders, with its error.

    The sources are drawn without replacement; the estimate is unbiased. Shares come in lumps: a
    stakeholder whose ways all begin with a few sources looks unimportant, and sure to be so, when
    none of them is drawn. A standard error does not know of lumps that it has not seen; the limits
    do. With k of n sources followed and a standard error s they are

    .. math:: b - 2 s \quad \text{and} \quad b + \sqrt{4 s^2 + 10 (1 - k / n) / k^2}

    since one source adds at most 1 / n: the second term is what k sources may all have missed.

    Parameters
    ----------
    graph : StakeholderGraph
        Positive layers are read, along the direction of the ties.
    sources : int
        How many to follow, at least 2; from the number of stakeholders on the values are exact.
    seed : int
        What they are drawn from.
    layers : sequence of str, or mapping of str to float, optional
        As in `betweenness`.

    Returns
    -------
    SampledBetweenness
        With a row for each stakeholder.

    Raises
    ------
    UsageError
        As in `betweenness`; fewer than two sources.

    Notes
    -----
    Twice as exact takes four times the sources. The limits were tried on graphs of 80 to 300, trees
    among them, with 10 to 60 sources: they hold the exact value of each stakeholder in 96 of 100
    samples or more, where two standard errors hold that of some in fewer than 30.

    References
    ----------
    Brandes, U. & Pich, C. (2007). Centrality estimation in large networks. International Journal
    of Bifurcation and Chaos 17, 2303-2318. Clopper, C. J. & Pearson, E. S. (1934). The use of
    confidence or fiducial limits illustrated in the case of the binomial. Biometrika 26, 404-413
    (to which the second term is close where lumps are as large as they can be).

    Examples
    --------
    >>> star = StakeholderGraph.from_ties(
    ...     [("hub", end, "cooperation", 1.0) for end in ("one", "two", "three")])
    >>> sample_betweenness(star, sources=4, seed=1).table.loc["hub"].tolist()
    [1.0, 0.0, 1.0, 1.0]
    """
    if sources < 2:
        raise UsageError(f"expected at least 2 sources, found {sources!r}")
    sweep = sample_ways(read_graph(graph, layers=layers), sources=sources, seed=seed)
    table = _table(sweep, graph)
    return SampledBetweenness(table, sources=sweep.sources, seed=seed)


def _table(sweep: Sweep, graph: StakeholderGraph) -> pd.DataFrame:
    value, error = _share(sweep.through, graph.n), _share(sweep.through_error, graph.n)
    columns = {
        "betweenness": value,
        "standard_error": error,
        "low": np.maximum(value - 2 * error, 0.0),
        "high": np.minimum(value + largest_error(error, sweep=sweep), 1.0),
    }
    return pd.DataFrame(
        {name: as_column(values, graph, name=name) for name, values in columns.items()}
    )


def _share(through: Floats, n: int) -> Floats:
    """Of the ordered pairs of others."""
    return through / ((n - 1) * (n - 2)) if n > 2 else np.zeros_like(through)
