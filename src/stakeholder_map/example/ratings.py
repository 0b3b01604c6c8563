"""What each organisation truly thinks of each other one it has to do with."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from stakeholder_map.example.dice import Dice
from stakeholder_map.example.latent import Levels, Truth

RATED = (
    "contact_frequency",
    "trust_reliability",
    "value_influence",
    "would_partner",
)
"""Constructs of the example's questions, apart from cooperation and competition."""


def true_ratings(truth: Truth, *, seed: int) -> Mapping[str, Levels]:
    """The true level of each rated construct, for each ordered pair that has to do with another.

    Parameters
    ----------
    truth : Truth
        Of one wave.
    seed : int
        Seed of the region: tastes are the same in both waves.

    Returns
    -------
    mapping of str to array
        ``[i, j]`` is what i thinks of j; 0 where the two have nothing to do with each other.
        `contact_frequency` is symmetric.
    """
    cooperation, competition = truth.whole("cooperation"), truth.whole("competition")
    related = (cooperation > 0) | (competition > 0)
    noise = {name: Dice(seed, name).square(truth.n) - 0.5 for name in RATED}
    shared = np.triu(noise["contact_frequency"], 1)
    power = np.clip((truth.popularity - 0.5) / 1.5, 0.0, 1.0)[None, :]
    standing = truth.standing[None, :]
    bond = 0.45 * cooperation - 0.3 * competition + standing
    raw: dict[str, NDArray[np.float64]] = {
        "contact_frequency": 0.4 + 0.9 * cooperation + shared + shared.T,
        "trust_reliability": 1.8 + bond + 1.2 * noise["trust_reliability"],
        "value_influence": 1.1 + 3.0 * power + 0.9 * noise["value_influence"],
        "would_partner": 0.8 * cooperation
        - 0.45 * competition
        + 0.9 * power
        + 0.4 * standing
        + 1.2 * noise["would_partner"],
    }
    return {name: _levels(name, raw[name], related=related) for name in RATED}


def _levels(name: str, values: NDArray[np.float64], *, related: NDArray[np.bool_]) -> Levels:
    lowest = 1 if name.startswith(("trust", "value")) else 0
    levels = np.clip(np.rint(values), lowest, 4).astype(np.int64)
    return np.where(related, levels, 0)
