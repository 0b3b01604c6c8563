"""Weights of the measures: as they are set, and drawn from within a range."""

from __future__ import annotations

from collections.abc import Mapping
from math import factorial, prod

import numpy as np

from stakeholder_map.errors import UsageError
from stakeholder_map.influence.measures.by_name import DEFAULT_WEIGHTS, MEASURES
from stakeholder_map.influence.measures.readings import Floats

Range = Mapping[str, tuple[float, float]]
"""Least and greatest weight of each measure, as shares of 1."""

MOST_TRIES = 10_000_000
BATCH = 50_000


def check_weights(weights: Mapping[str, float]) -> Mapping[str, float]:
    """Weights as shares.

    Parameters
    ----------
    weights : mapping of str to float
        By measure; empty: the default.

    Returns
    -------
    mapping of str to float
        Those above 0, in the order of the measures, summing to 1.

    Raises
    ------
    UsageError
        A measure that there is not; a weight that is negative; all 0.

    Examples
    --------
    >>> dict(check_weights({"pagerank": 3, "strength": 1}))
    {'strength': 0.25, 'pagerank': 0.75}
    """
    given = weights or DEFAULT_WEIGHTS
    for name, weight in given.items():
        _check_name(name)
        if not (weight >= 0 and np.isfinite(weight)):
            raise UsageError(f"the weight of {name} must be a number of at least 0, not {weight!r}")
    total = sum(given.values())
    if total == 0:
        raise UsageError(f"one measure must have a weight above 0; found {dict(given)!r}")
    return {name: given[name] / total for name in MEASURES if given.get(name, 0) > 0}


def check_range(within: Range) -> Range:
    """A range of weights that some weights lie in.

    Parameters
    ----------
    within : mapping of str to (float, float)
        Least and greatest share of each measure.

    Returns
    -------
    mapping of str to (float, float)
        In the order of the measures.

    Raises
    ------
    UsageError
        A measure that there is not; ends that are not 0 <= least <= greatest <= 1; a range in which
        no weights sum to 1.

    Examples
    --------
    >>> dict(check_range({"pagerank": (0, 1), "strength": (0.2, 0.5)}))
    {'strength': (0.2, 0.5), 'pagerank': (0.0, 1.0)}
    """
    for name, ends in within.items():
        _check_name(name)
        low, high = ends
        if not 0 <= low <= high <= 1:
            raise UsageError(
                f"the weight of {name} must lie between two shares from 0 to 1, not {ends!r}"
            )
    kept = {n: (float(within[n][0]), float(within[n][1])) for n in MEASURES if n in within}
    least, most = (sum(ends[k] for ends in kept.values()) for k in (0, 1))
    if not (least <= 1 + 1e-9 and most >= 1 - 1e-9):
        raise UsageError(f"no weights within {dict(within)!r} sum to 1")
    return kept


def draw_weights(within: Range, *, draws: int, seed: int) -> Floats:
    """Weights from anywhere in a range, each as likely as any other.

    Uniform on the part of the simplex that lies within the range. Proposals come from the smaller
    of two sets that hold this part, on each of which a uniform draw is plain: the simplex above
    the least weights, and the box of all measures but the widest; those outside are thrown away.

    Parameters
    ----------
    within : mapping of str to (float, float)
        Least and greatest share of each measure; (0, 1) for all is the whole simplex.
    draws : int
        How many.
    seed : int
        At least 0; the same seed gives the same weights.

    Returns
    -------
    ndarray
        Shape (draws, measures), in the order of `MEASURES`; each row sums to 1.

    Raises
    ------
    UsageError
        As in `check_range`, or a range too narrow to hit.

    Examples
    --------
    >>> drawn = draw_weights({"strength": (0, 1), "pagerank": (0.5, 1)}, draws=1000, seed=1)
    >>> bool((drawn[:, 1] >= 0.5).all()), drawn.sum(axis=1).round(9).min().item()
    (True, 1.0)
    >>> float(drawn[:, 1].mean().round(1))
    0.8
    """
    ends = np.array(list(check_range(within).values()))
    rng = np.random.default_rng(seed)
    low, high = ends.T
    free = max(1 - low.sum(), 0.0)
    width = high - low
    widest = int(width.argmax())
    others = np.delete(np.arange(len(low)), widest)
    in_simplex = free ** len(others) / factorial(len(others))
    from_box = prod(width[others].tolist()) <= in_simplex
    kept: list[Floats] = []
    found = tried = 0
    while found < draws:
        if tried >= MOST_TRIES:
            raise UsageError(f"weights within {dict(within)!r} are too few to draw from")
        if from_box:
            drawn = np.empty((BATCH, len(low)))
            drawn[:, others] = rng.uniform(low[others], high[others], (BATCH, len(others)))
            drawn[:, widest] = 1 - drawn[:, others].sum(axis=1)
        else:
            drawn = low + free * rng.dirichlet(np.ones(len(low)), BATCH)
        tried += BATCH
        fits = ((drawn >= low - 1e-9) & (drawn <= high + 1e-9)).all(axis=1)
        kept.append(np.clip(drawn[fits], low, high))
        found += int(fits.sum())
    return np.concatenate(kept)[:draws]


def _check_name(name: str) -> None:
    if name not in MEASURES:
        raise UsageError(f"a measure must be one of {', '.join(MEASURES)}; not {name!r}")
