"""Slow and certain: graphs from levels, and measures straight from their definitions."""

from __future__ import annotations

import heapq
from fractions import Fraction

import numpy as np
import pandas as pd
from scipy import sparse

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.measures.readings import Readings


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


def readings_of(graphs, *, highest, key_groups=()):
    """Arrays of levels as readings side by side."""
    blocks = sparse.block_diag([sparse.csr_array(each / highest) for each in graphs], format="csr")
    ties = sparse.csr_array(blocks)
    ties.sort_indices()
    return Readings(
        ties, n=len(graphs[0]), count=len(graphs), steps=highest, key_groups=tuple(key_groups)
    )


def brokered(levels, groups):
    """Two-paths without a short cut by role and broker, from the definition."""
    counts = np.zeros((5, len(levels)))
    tied = levels > 0
    for i, j in zip(*np.nonzero(tied), strict=True):
        for k in np.flatnonzero(tied[j] & ~tied[i]):
            if k != i:
                a, b, c = groups[i], groups[j], groups[k]
                role = (
                    0
                    if a == b == c
                    else 1
                    if a == c != b
                    else 2
                    if a == b != c
                    else 3
                    if b == c != a
                    else 4
                )
                counts[role, j] += 1
    return counts


def exact_betweenness(levels):
    """Brandes' algorithm with distances 1 / level and shares as fractions.

    Levels are whole numbers, or fractions.
    """
    n = len(levels)
    total = [Fraction(0)] * n
    for source in range(n):
        order, before, paths, _ = _paths_from(levels, source)
        share = [Fraction(0)] * n
        for after in reversed(order):
            for middle in before[after]:
                share[middle] += Fraction(paths[middle], paths[after]) * (1 + share[after])
            if after != source:
                total[after] += share[after]
    return total


def as_fraction(level):
    return level if isinstance(level, Fraction) else Fraction(int(level))


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
            length = reached + 1 / as_fraction(levels[node, after])
            if after not in distance or length < distance[after]:
                distance[after] = length
                before[after], paths[after] = [node], paths[node]
                heapq.heappush(queue, (length, after))
            elif length == distance[after] and after not in done:
                before[after].append(node)
                paths[after] += paths[node]
    return order, before, paths, distance


def distances_from(levels, source):
    return _paths_from(levels, source)[3]


def competition_ranks(values):
    """Rank of each value, the largest first, equal values sharing the better rank."""
    ordered = sorted(values, reverse=True)
    return [ordered.index(value) + 1 for value in values]


def exact_closeness(levels):
    """Sum of 1 / distance of the ways to each, with distances 1 / level, as fractions."""
    near = [Fraction(0)] * len(levels)
    for source in range(len(levels)):
        for target, distance in distances_from(levels, source).items():
            if target != source:
                near[target] += 1 / distance
    return near
