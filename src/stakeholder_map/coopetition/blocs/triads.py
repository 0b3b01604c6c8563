"""Balance of triads: partners of partners, rivals of rivals."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from scipy import sparse

from stakeholder_map.coopetition.blocs.reading import of_pairs
from stakeholder_map.influence.engine.types import Whole

TRIADS = (
    ("three partners", True),
    ("two partners with a common rival", True),
    ("partners of one who are rivals", False),
    ("three rivals", False),
)
"""The four types, by how many of their three ties are competition (0, 2, 1, 3), and whether
structural balance expects them."""

SHUFFLES = 99
"""Graphs on the same ties with signs shuffled."""

DENSE = 400
"""Organisations up to which whole matrices are quicker than their entries."""

Pair: TypeAlias = tuple[sparse.csr_array, sparse.csr_array]
Ones: TypeAlias = Any


def count_triads(cooperation: sparse.csr_array, competition: sparse.csr_array) -> list[int]:
    """How many triads there are of each type.

    Parameters
    ----------
    cooperation, competition : csr_array
        Who works together and who competes: ones, symmetric. A pair that does both is part of
        triads of either kind.

    Returns
    -------
    list of int
        In the order of `TRIADS`.

    References
    ----------
    Cartwright, D. & Harary, F. (1956). Structural balance: a generalization of Heider's theory.
    Psychological Review 63, 277-293.

    Examples
    --------
    >>> works = sparse.csr_array(np.array([[0, 1, 1], [1, 0, 0], [1, 0, 0]]))
    >>> competes = sparse.csr_array(np.array([[0, 0, 0], [0, 0, 1], [0, 1, 0]]))
    >>> count_triads(works, competes)
    [0, 0, 1, 0]
    """
    return _counted(cooperation * 1.0, competition * 1.0)


def _counted(works: Ones, competes: Ones) -> list[int]:
    friends, rivals = works @ works, competes @ competes
    sums = (
        (friends * works).sum() / 6,
        (rivals * works).sum() / 2,
        (friends * competes).sum() / 2,
        (rivals * competes).sum() / 6,
    )
    return [round(float(each)) for each in sums]


def triads_beside_chance(pair: Pair, *, seed: int) -> pd.DataFrame:
    """Triads of each type, beside those on the same ties with their signs shuffled.

    Signs are shuffled among the pairs that have one alone; a pair that does both keeps both.

    Parameters
    ----------
    pair : (csr_array, csr_array)
        As of `count_triads`.
    seed : int
        Of the shuffling.

    Returns
    -------
    DataFrame
        Indexed by type: ``balanced`` (bool), ``count`` (int64), ``expected`` (mean of the shuffled
        ones), ``low`` and ``high``, between which nine of ten of them lie.
    """
    rng = np.random.default_rng(seed)
    n = pair[0].shape[0]
    works, competes = (one * n + other for one, other, _ in map(of_pairs, pair))
    both = np.intersect1d(works, competes)
    single = np.setdiff1d(works, both), np.setdiff1d(competes, both)
    count = len(single[0])
    shuffled = []
    for _ in range(SHUFFLES if len(works) + len(competes) else 0):
        order = rng.permutation(np.concatenate(single))
        parts = (np.append(both, part) for part in (order[:count], order[count:]))
        shuffled.append(_counted(*(_ones(*np.divmod(part, n), n=n) for part in parts)))
    drawn = np.array(shuffled, dtype=np.float64).reshape(-1, len(TRIADS))
    seen = len(drawn) > 0
    return pd.DataFrame(
        {
            "balanced": [balanced for _, balanced in TRIADS],
            "count": np.array(count_triads(*pair), dtype=np.int64),
            "expected": np.round(drawn.mean(axis=0), 6) if seen else 0.0,
            "low": np.quantile(drawn, 0.05, axis=0) if seen else 0.0,
            "high": np.quantile(drawn, 0.95, axis=0) if seen else 0.0,
        },
        index=pd.Index([name for name, _ in TRIADS], name="triad", dtype="str"),
    )


def _ones(one: Whole, other: Whole, *, n: int) -> Ones:
    if n <= DENSE:
        table = np.zeros((n, n))
        table[one, other] = table[other, one] = 1.0
        return table
    held = sparse.coo_array((np.ones(len(one)), (one, other)), shape=(n, n))
    return sparse.csr_array(held + held.T)
