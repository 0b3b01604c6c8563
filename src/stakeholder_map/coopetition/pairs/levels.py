"""Types of a pair by whether its cooperation and its competition are high."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.coopetition.pairs.strengths import SIDES

CANNOT_TELL = "cannot tell"

TYPES = ("partnering", "contending", "adapting", "isolating", CANNOT_TELL)
"""Types of a pair: high cooperation only, high competition only, both, neither, not known."""

BY_LEVELS = {
    (False, False): "isolating",
    (True, False): "partnering",
    (False, True): "contending",
    (True, True): "adapting",
}
"""Type of a pair by whether cooperation and competition are high."""


def likely_type(
    cooperation: npt.NDArray[np.bool_], competition: npt.NDArray[np.bool_]
) -> npt.NDArray[np.str_]:
    """Type of each pair by its levels.

    Examples
    --------
    >>> likely_type(np.array([True, False]), np.array([True, True])).tolist()
    ['adapting', 'contending']
    """
    names = np.array(list(BY_LEVELS.values()))
    return names[cooperation.astype(np.int64) + 2 * competition]


def sure_types(table: pd.DataFrame, *, high: float) -> npt.NDArray[np.str_]:
    """Type of each pair where both intervals lie on one side of the mark.

    Parameters
    ----------
    table : DataFrame
        With ``_low``, ``_high`` and ``_witnesses`` of cooperation and competition.
    high : float
        The mark.

    Returns
    -------
    ndarray
        One of `TYPES` each; "cannot tell" where an interval straddles the mark or nobody answered.

    Examples
    --------
    >>> table = pd.DataFrame({"cooperation_low": [0.6], "cooperation_high": [1.0],
    ...     "competition_low": [0.0], "competition_high": [0.4],
    ...     "cooperation_witnesses": [2], "competition_witnesses": [1]})
    >>> sure_types(table, high=0.5).tolist()
    ['partnering']
    """
    sure = {}
    for side in SIDES:
        asked = table[f"{side}_witnesses"] > 0
        sure[side, True] = asked & (table[f"{side}_low"] >= high)
        sure[side, False] = asked & (table[f"{side}_high"] < high)
    types = np.full(len(table), CANNOT_TELL, dtype=object)
    for (cooperation, competition), name in BY_LEVELS.items():
        fits = sure["cooperation", cooperation] & sure["competition", competition]
        types[fits.to_numpy()] = name
    return types.astype(str)
