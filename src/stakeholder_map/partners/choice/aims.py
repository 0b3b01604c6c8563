"""What a group and a project are chosen for, and how much each aim counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from stakeholder_map.influence.engine.types import Floats
from stakeholder_map.scan import Scan

AIMS = (
    "willingness",
    "influence",
    "reach",
    "coverage",
    "assets",
    "trust",
    "conflict",
    "project",
)
"""Ready members; members who move others; people served, counted once; many key groups; what the
project needs and members can bring; trust inside; little competition inside and with us; a project
that is small, visible, feasible, urgent, for many people, and that members rally round."""

SPREAD = 0.5
"""In a scenario each weight lies between 1 - this and 1 + this times what was set."""


def aim_weights(scan: Scan, *, silent: Sequence[str] = ()) -> Mapping[str, float]:
    """Weights of the aims, summing to 1.

    Parameters
    ----------
    scan : Scan
        An opened scan; ``aim_weights`` of `region.toml` is read.
    silent : sequence of str
        Aims that no table of the region speaks for; they have no weight.

    Returns
    -------
    mapping of str to float
        By aim, in the order of `AIMS`; equal weights where `region.toml` sets none that count.
    """
    given = scan.region.settings.aim_weights
    heard = [aim for aim in AIMS if aim not in silent]
    known = {aim: float(given.get(aim, 0.0)) for aim in heard}
    if not sum(known.values()):
        known = dict.fromkeys(heard, 1.0)
    total = sum(known.values())
    return {aim: known.get(aim, 0.0) / total for aim in AIMS}


def drawn_weights(weights: Mapping[str, float], *, count: int, seed: int) -> Floats:
    """Weights that others might have set instead.

    Parameters
    ----------
    weights : mapping of str to float
        As set.
    count, seed : int
        How many, and from which seed.

    Returns
    -------
    ndarray
        Shape (count, aims): each weight is multiplied by a number between 1 - `SPREAD` and
        1 + `SPREAD`, any as likely; rows sum to 1.

    Examples
    --------
    >>> drawn = drawn_weights(dict.fromkeys(AIMS, 0.125), count=100, seed=1)
    >>> drawn.shape, bool(np.allclose(drawn.sum(axis=1), 1))
    ((100, 8), True)
    """
    fixed = np.array([weights[aim] for aim in AIMS])
    factors = np.random.default_rng([seed, 8]).uniform(1 - SPREAD, 1 + SPREAD, (count, len(AIMS)))
    drawn: Floats = fixed * factors
    drawn /= drawn.sum(axis=1, keepdims=True)
    return drawn


def set_by(scan: Scan) -> str:
    """Whose judgement the weights are, in words."""
    settings = scan.region.settings
    if not settings.aim_weights:
        return "equal, as nobody has set them yet"
    by = f"set by {settings.weights_by}" if settings.weights_by else "set, but nobody is named"
    return f"{by}, {settings.weights_on.isoformat()}" if settings.weights_on else by
