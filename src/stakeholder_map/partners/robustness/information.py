"""What knowing something would be worth: expected value of partial perfect information."""

from __future__ import annotations

import numpy as np

from stakeholder_map.influence.engine.types import Floats

SHUFFLES = 20
"""How often the value that chance alone gives is measured."""


def partial_value(values: Floats, known: Floats, *, seed: int) -> float:
    r"""Expected value of knowing some uncertain quantities before choosing.

    .. math:: EVPPI = E_\phi [\max_d E[value_d | \phi]] - \max_d E[value_d]

    The inner expectation is a regression of the value of each choice on what would be known, with
    squares, over the draws. A regression on chance fits a little too: the mean over shuffled
    draws of what it gives then is taken off.

    Parameters
    ----------
    values : (draws, choices) float array
        Benefit of each choice in each draw.
    known : (draws, quantities) float array
        What would be known, in each draw.
    seed : int
        Of the shuffles.

    Returns
    -------
    float
        At least 0, at most `perfect_value`, in the unit of `values`.

    References
    ----------
    Strong, M., Oakley, J. E. & Brennan, A. (2014). Estimating multiparameter partial expected
    value of perfect information from a probabilistic sensitivity analysis sample. Medical Decision
    Making 34, 311-326.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> a, b = rng.normal(size=(2, 20_000, 1))
    >>> values = np.hstack([np.zeros_like(a), a + b])
    >>> exact = 1 / np.sqrt(2 * np.pi)
    >>> bool(abs(partial_value(values, a, seed=1) / exact - 1) < 0.03)
    True
    """
    basis = _basis(known)
    if values.shape[1] < 2 or not basis.shape[1]:
        return 0.0
    centred = values - values.mean(axis=0)
    mean = values.mean(axis=0)
    rng = np.random.default_rng([seed, 3])
    by_chance = [_gain(basis, centred[rng.permutation(len(values))], mean) for _ in range(SHUFFLES)]
    gain = _gain(basis, centred, mean) - float(np.mean(by_chance))
    return float(min(max(gain, 0.0), perfect_value(values)))


def perfect_value(values: Floats) -> float:
    """Expected value of knowing everything: what choosing now loses on average.

    Examples
    --------
    >>> perfect_value(np.array([[1.0, 0.0], [0.0, 2.0]]))
    0.5
    """
    return float(values.max(axis=1).mean() - values.mean(axis=0).max())


def _gain(basis: Floats, centred: Floats, mean: Floats) -> float:
    """Mean of the best fitted value, less the best mean; `basis` is orthonormal and centred."""
    fitted = basis @ (basis.T @ centred) + mean
    return float(fitted.max(axis=1).mean() - mean.max())


def _basis(known: Floats) -> Floats:
    """Orthonormal columns that span the quantities and their squares, without the constant."""
    centred = known - known.mean(axis=0)
    scale = centred.std(axis=0)
    some = scale > 1e-12
    standard = centred[:, some] / scale[some]
    columns = np.hstack([standard, standard**2])
    columns -= columns.mean(axis=0)
    if not columns.shape[1]:
        return np.zeros((len(known), 0))
    left, sizes, _ = np.linalg.svd(columns, full_matrices=False)
    kept: Floats = left[:, sizes > 1e-8 * sizes[0]]
    return kept
