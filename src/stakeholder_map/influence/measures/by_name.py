"""The measures of influence, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from stakeholder_map.influence.measures.betweenness import betweenness, betweenness_over
from stakeholder_map.influence.measures.brokerage import brokerage, brokerage_over
from stakeholder_map.influence.measures.closeness import closeness_over, harmonic_closeness
from stakeholder_map.influence.measures.constraint import (
    constraint,
    constraint_over,
    effective_size,
    effective_size_over,
)
from stakeholder_map.influence.measures.cores import core_number, core_over
from stakeholder_map.influence.measures.pagerank import pagerank, pagerank_over
from stakeholder_map.influence.measures.readings import Floats, Readings
from stakeholder_map.influence.measures.strength import strength, strength_over


@dataclass(frozen=True)
class Measure:
    """A measure: a function from a graph to one column, and the same over many readings.

    Parameters
    ----------
    name : str
        As the literature calls it.
    of : callable
        ``of(graph, *, layers=None) -> Series`` indexed by stakeholder id.
    over : callable
        ``over(readings) -> ndarray`` of shape (count, n), with the same values.
    meaning : str
        What a leader may read into it.
    direction : {"more", "less"}
        Which end of it is influence. A missing value counts as the other end.

    Examples
    --------
    >>> sorted(MEASURES)
    ['betweenness', 'brokerage', 'constraint', 'core_number', 'effective_size',
     'harmonic_closeness', 'pagerank', 'strength']
    """

    name: str
    of: Callable[..., pd.Series[float]]
    over: Callable[[Readings], Floats]
    meaning: str
    direction: Literal["more", "less"] = "more"


MEASURES: Mapping[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("strength", strength, strength_over, "how much others report of it"),
        Measure("pagerank", pagerank, pagerank_over, "named by those who are named themselves"),
        Measure(
            "harmonic_closeness", harmonic_closeness, closeness_over, "others stand near to it"
        ),
        Measure("betweenness", betweenness, betweenness_over, "stands on the ways between others"),
        Measure("core_number", core_number, core_over, "stands among those who know many"),
        Measure(
            "constraint",
            constraint,
            constraint_over,
            "its contacts know each other anyway",
            direction="less",
        ),
        Measure(
            "effective_size",
            effective_size,
            effective_size_over,
            "knows many who do not know each other",
        ),
        Measure(
            "brokerage", brokerage, brokerage_over, "links key groups that are not tied themselves"
        ),
    )
}
"""Every measure, by name."""

DEFAULT_WEIGHTS: Mapping[str, float] = {"strength": 1.0, "pagerank": 1.0, "betweenness": 1.0}
"""Weights of the measures where `region.toml` sets none: how much comes in, from whom, and between
whom a stakeholder stands count alike. Constraint stays out: it falls with the number of contacts,
which strength counts already."""
