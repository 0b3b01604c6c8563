"""Slow and certain: graphs from levels, and betweenness in rational arithmetic."""

from __future__ import annotations

import heapq
from fractions import Fraction

import numpy as np
import pandas as pd

from stakeholder_map.graph import StakeholderGraph


def random_levels(rng, *, n, highest, density=0.3, symmetric=False):
    """Square array of whole levels, 0 for no tie."""
    levels = rng.integers(1, highest + 1, (n, n)) * (rng.random((n, n)) < density)
    np.fill_diagonal(levels, 0)
    return np.maximum(np.triu(levels), np.triu(levels).T) if symmetric else levels


def graph_of(levels, *, highest, layer="value_influence"):
    """A graph with one directed layer, isolates kept; ids keep the order of the array."""
    ids = [f"s{place:03d}" for place in range(len(levels))]
    rows, columns = np.nonzero(levels)
    ties = [
        (ids[i], ids[j], layer, int(levels[i, j]) / highest)
        for i, j in zip(rows, columns, strict=True)
    ]
    return with_ties(ties, ids=ids, highest=highest)


def with_ties(ties, *, ids, highest=4):
    """A graph from (source, target, layer, strength) that holds all ids."""
    ids = list(ids)
    table = pd.DataFrame(ties, columns=["source", "target", "layer", "strength"])
    table = table.astype({"source": "str", "target": "str", "layer": "str", "strength": "float64"})
    table["level"] = (table["strength"] * highest).round().astype("Int64")
    table["highest"] = pd.Series(highest, index=table.index, dtype="Int64")
    stakeholders = pd.DataFrame(
        {"stakeholder_id": pd.Series(ids, dtype="str"), "name": pd.Series(ids, dtype="str")}
    ).assign(key_group="non_health")
    return StakeholderGraph(stakeholders, table)


def exact_betweenness(levels):
    """Brandes' algorithm with distances 1 / level and shares as fractions."""
    n = len(levels)
    total = [Fraction(0)] * n
    for source in range(n):
        order, before, paths = _paths_from(levels, source)
        share = [Fraction(0)] * n
        for after in reversed(order):
            for middle in before[after]:
                share[middle] += Fraction(paths[middle], paths[after]) * (1 + share[after])
            if after != source:
                total[after] += share[after]
    return total


def _paths_from(levels, source):
    n = len(levels)
    distance = {source: Fraction(0)}
    before, paths, done, order = [[] for _ in range(n)], [0] * n, set(), []
    paths[source] = 1
    queue = [(Fraction(0), source)]
    while queue:
        reached, node = heapq.heappop(queue)
        if node in done:
            continue
        done.add(node)
        order.append(node)
        for after in np.flatnonzero(levels[node]):
            after = int(after)
            length = reached + Fraction(1, int(levels[node, after]))
            if after not in distance or length < distance[after]:
                distance[after] = length
                before[after], paths[after] = [node], paths[node]
                heapq.heappush(queue, (length, after))
            elif length == distance[after] and after not in done:
                before[after].append(node)
                paths[after] += paths[node]
    return order, before, paths


def competition_ranks(values):
    """Rank of each value, the largest first, equal values sharing the better rank."""
    ordered = sorted(values, reverse=True)
    return [ordered.index(value) + 1 for value in values]
