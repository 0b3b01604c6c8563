"""How much of a yes an attribute is: above the middle yes, below it no, at the middle half."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from stakeholder_map.influence.measures.readings import Floats
from stakeholder_map.influence.ranking.standing import SURE

CANNOT_TELL = "cannot tell"


def above(values: Floats, middle: Floats | float) -> Floats:
    """Share of a yes: 1 above the middle, 0 below it, half at it and where nothing is known.

    Examples
    --------
    >>> above(np.array([3.0, 2.0, 1.0, np.nan]), 2.0).tolist()
    [1.0, 0.5, 0.0, 0.5]
    """
    return np.where(np.isnan(values), 0.5, (np.sign(values - middle) + 1) / 2)


def joint(*yes: Floats) -> Floats:
    """Share of the readings in which all of several attributes are there, shape (n,)."""
    return np.asarray(np.prod(np.broadcast_arrays(*yes), axis=0).mean(axis=0), dtype=np.float64)


def sure_class(shares: pd.DataFrame, *, otherwise: Sequence[str]) -> pd.Series[str]:
    """The class that at least nine of ten readings give; where none does, what to say instead."""
    if shares.empty:
        return pd.Series([], index=shares.index, dtype="str")
    best = shares.idxmax(axis=1).astype("str")
    return best.where(shares.max(axis=1) >= SURE, pd.Series(list(otherwise), index=shares.index))
