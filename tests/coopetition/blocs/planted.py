"""Graphs with planted groups, and oracles by brute force."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd


def camps(sizes, *, noise=0.0, degree=0.0, seed=1):
    """Groups of these sizes: who works together inside and competes between, some by mistake.

    A degree of 0 ties everybody to everybody.
    """
    rng = np.random.default_rng(seed)
    truth = np.repeat(np.arange(len(sizes)), sizes)
    n = len(truth)
    there = np.triu(rng.random((n, n)) < (degree / (n - 1) if degree else 1.0), 1)
    same = (truth[:, None] == truth) != (rng.random((n, n)) < noise)
    sides = [(there & kind).astype(float) for kind in (same, ~same)]
    return *(side + side.T for side in sides), truth


def random_graph(rng, *, n, both=0.1):
    """Two matrices of whole strengths; some pairs have both."""
    there = np.triu(rng.random((n, n)) < 0.6, 1)
    works = rng.random((n, n)) < 0.5
    strength = rng.integers(1, 5, (n, n))
    positive = there * works * strength
    negative = there * ~works * strength + np.triu(rng.random((n, n)) < both, 1) * 2
    return (positive + positive.T).astype(float), (negative + negative.T).astype(float)


def cost(positive, negative, group):
    apart = group[:, None] != group
    return (positive[apart].sum() + negative[~apart].sum()) / 2


def fewest(positive, negative, *, groups):
    """The least frustration of all groupings, one by one."""
    n = len(positive)
    return min(
        cost(positive, negative, np.array((0, *rest)))
        for rest in product(range(groups), repeat=n - 1)
    )


def published(folder, name):
    """A network of the shared data: both matrices and its nodes."""
    nodes = pd.read_csv(folder / "data" / name / "nodes.csv")
    ties = pd.read_csv(folder / "data" / name / "edges.csv")
    place = {each: number for number, each in enumerate(nodes.iloc[:, 0])}
    sides = np.zeros((2, len(nodes), len(nodes)))
    for tie in ties.itertuples():
        one, other = place[tie.source], place[tie.target]
        strength = abs(getattr(tie, "weight", 1))
        sides[int(tie.sign < 0), one, other] = sides[int(tie.sign < 0), other, one] = strength
    return sides[0], sides[1], nodes
