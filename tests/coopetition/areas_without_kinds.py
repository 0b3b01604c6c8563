"""Areas that differ by chance alone, and such as fall into kinds, as arrays."""

import numpy as np

from stakeholder_map.coopetition.clusters.features import Sayings
from stakeholder_map.coopetition.clusters.records import Records, parts_of


def without_kinds(*, seed, n=40, areas=7, kinds=1):
    """Pairs fall into one to three areas each, whatever these are; so do positions and gains.

    With more kinds than one, the areas of each kind have a share of competition and gains of
    their own.
    """
    rng = np.random.default_rng(seed)
    kind = np.arange(areas) % kinds
    first, second = np.triu_indices(n, k=1)
    tied = rng.random(len(first)) < 0.2
    ends = np.column_stack([first[tied], second[tied]])
    there = rng.random((len(ends), areas)) < 0.28
    rival = np.linspace(0.1, 0.9, kinds)[kind] if kinds > 1 else np.full(areas, 0.35)
    rivals = there & (rng.random(there.shape) < rival)
    level = rng.integers(1, 5, there.shape) / 4
    strengths = np.stack([np.where(there & ~rivals, level, 0.0), np.where(rivals, level, 0.0)])
    said = rng.random((n, areas)) < 0.5
    gain = rng.integers(-4, 5, (n, areas)) / 2 + (3 - 6 * rival if kinds > 1 else 0)
    sayings = Sayings(
        *(
            np.where(said, values, np.nan)
            for values in (
                rng.integers(-4, 5, (n, areas)).astype(float),
                rng.integers(0, 5, (n, areas)).astype(float),
                gain,
            )
        )
    )
    drawn = np.stack([parts_of(side, ends, n=n) for side in strengths])[:, None]
    high = (strengths >= 0.5).sum(axis=1)[:, None]
    names = tuple(f"area {place}" for place in range(areas))
    asked = np.ones(areas, dtype=bool)
    return Records(names, asked, ends, n, strengths, drawn, high, sayings)
