"""Whether the chains of a sampler found the same, and how many independent draws they amount to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from stakeholder_map.posterior.candidates import Part
from stakeholder_map.posterior.chain import Kept
from stakeholder_map.posterior.problem import Floats

_TIES, _SPREAD = 0, 3

HIGHEST_R_HAT = 1.1
"""Above it, the chains have not found the same."""


def convergence_words(convergence: pd.DataFrame) -> str:
    """A sentence where the sampling has not converged, empty where it has.

    Parameters
    ----------
    convergence : DataFrame
        `Candidates.convergence`.

    Returns
    -------
    str

    Examples
    --------
    >>> table = pd.DataFrame({"layer": ["cooperation"], "area": [""], "r_hat": [1.3]})
    >>> convergence_words(table)
    'Not settled yet in cooperation: R-hat is up to 1.30, above 1.1, so that its intervals may be
    too narrow; another seed may give other figures.'
    >>> convergence_words(table.assign(r_hat=1.02))
    ''
    """
    late = convergence[convergence["r_hat"] > HIGHEST_R_HAT]
    if late.empty:
        return ""
    names = [
        f"{layer} ({area})" if area else str(layer)
        for layer, area in zip(late["layer"], late["area"], strict=True)
    ]
    return (
        f"Not settled yet in {', '.join(names)}: R-hat is up to {late['r_hat'].max():.2f}, above "
        f"{HIGHEST_R_HAT}, so that its intervals may be too narrow; another seed may give other "
        "figures."
    )


def judge(part: Part, chains: Sequence[Kept]) -> dict[str, Any]:
    """A row of the table of convergence: the worse of the number of ties and of their spread.

    Parameters
    ----------
    part : (str, str)
        Layer and area.
    chains : sequence of Kept
        Its chains.

    Returns
    -------
    dict
        `layer`, `area`, `chains`, `sweeps`, `r_hat`, `ess`.
    """
    traces = np.stack([each.trace for each in chains])
    # Rates of which hardly any report tells may wander as long as the ties do not.
    moved = [traces[:, :, k] for k in (_TIES, _SPREAD) if np.ptp(traces[:, :, k]) > 0]
    return {
        "layer": part[0],
        "area": part[1],
        "chains": len(chains),
        "sweeps": traces.shape[0] * traces.shape[1],
        "r_hat": max((split_r_hat(trace) for trace in moved), default=1.0),
        "ess": min((effective_size(trace) for trace in moved), default=float(traces[:, :, 0].size)),
    }


def split_r_hat(trace: Floats) -> float:
    """Spread over all halves of chains against the spread within them.

    ``sqrt((W (L - 1) / L + B) / W)`` with the mean variance `W` within the half-chains of length
    `L` and the variance `B` of their means (Gelman et al. 2013, Bayesian Data Analysis, 11.4).

    Parameters
    ----------
    trace : (chains, sweeps) array
        One quantity.

    Returns
    -------
    float
        At best 1; higher is worse.

    Examples
    --------
    >>> even = np.tile([0.0, 1.0], (4, 50))
    >>> round(split_r_hat(even), 2), round(split_r_hat(even + np.arange(4)[:, None]), 2)
    (0.99, 2.57)
    """
    half = trace.shape[1] // 2
    parts = np.concatenate([trace[:, :half], trace[:, half : 2 * half]])
    within = parts.var(axis=1, ddof=1).mean()
    between = parts.mean(axis=1).var(ddof=1)
    if within == 0:
        return 1.0 if between == 0 else float("inf")
    return float(np.sqrt((half - 1) / half + between / within))


def effective_size(trace: Floats) -> float:
    """How many independent draws the sweeps are worth.

    Sweeps divided by the integrated autocorrelation time, the sum cut at the first pair of
    successive autocorrelations that is negative (Geyer 1992, Statistical Science 7, 473).

    Parameters
    ----------
    trace : (chains, sweeps) array
        One quantity.

    Returns
    -------
    float
        Above 0.

    Examples
    --------
    >>> noise = np.random.default_rng(1).standard_normal((4, 250))
    >>> 700 < effective_size(noise) < 1400, effective_size(noise.cumsum(axis=1)) < 20
    (True, True)
    """
    chains, length = trace.shape
    centred = trace - trace.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(centred, 2 * length, axis=1)
    covariance = np.fft.irfft(np.abs(spectrum) ** 2, axis=1)[:, :length].mean(axis=0) / length
    within = covariance[0] * length / (length - 1)
    total = covariance[0] + trace.mean(axis=1).var(ddof=1)
    if total == 0:
        return float(chains * length)
    correlation = 1 - (within - covariance) / total
    time = 1.0
    for lag in range(1, length - 1, 2):
        pair = correlation[lag] + correlation[lag + 1]
        if pair < 0:
            break
        time += 2 * pair
    return float(chains * length / time)
