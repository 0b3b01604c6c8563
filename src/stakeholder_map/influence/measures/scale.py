"""The scale of whole levels on which a mean of answers is told, so that lengths are whole."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

from stakeholder_map.graph import StakeholderGraph

MOST_STEPS = 36
"""Finest scale that strengths without levels of their own are put on."""

LONGEST = 2**62
"""Any path is shorter than this: the lengths of two fit a 64-bit whole number."""


def find_steps(graph: StakeholderGraph, shares: Mapping[str, Fraction]) -> int:
    """Whole levels on which every mean of answers is a whole number, if there may be so many.

    Parameters
    ----------
    graph : StakeholderGraph
        Knows the scale of each layer.
    shares : mapping of str to Fraction
        Share of each layer in the mean.

    Returns
    -------
    int
        From 1: for two layers rated 0-4 that count alike, 8. Where a layer has no levels of its
        own, or there would be more than lengths can be told apart on, 36.

    Examples
    --------
    >>> graph = StakeholderGraph.from_ties(
    ...     [("a", "b", "value_influence", 1.0), ("a", "b", "trust_mission", 0.5)])
    >>> find_steps(graph, dict.fromkeys(graph.layers, Fraction(1, 2)))
    8
    """
    ties = graph.ties
    read = ties[ties["layer"].isin(list(shares)) & (ties["area"] == "")]
    finest = read.groupby("layer")["highest"].max()
    most = _most_steps(graph.n)
    if finest.isna().any():
        return min(MOST_STEPS, most)
    parts = (shares[str(layer)] / int(end) for layer, end in finest.items())
    exact = lcm(*(part.denominator for part in parts))
    return exact if exact <= most else min(MOST_STEPS, most)


def _most_steps(n: int) -> int:
    """Finest scale on which no path is too long for a 64-bit whole number."""
    steps = 1
    while lcm(*range(1, steps + 2)) * max(n, 1) < LONGEST:
        steps += 1
    return steps
