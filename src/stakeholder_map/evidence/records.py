"""What a kind of record shows of ties, and how records age."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd


@dataclass(frozen=True)
class Records:
    """What records of one kind show.

    Parameters
    ----------
    reports : DataFrame
        Reports, ``source < target``.
    exposures : DataFrame
        How much each stakeholder could have been seen: `kind`, `stakeholder`, `area`, `count`
        (contacts logged, events attended, bodies sat on) and `weight` (the same, decayed by age).
        What a record does not show tells something only of those whom it could have shown.
    used : int
        Rows that were used.
    left : tuple of (str, int)
        Reasons and numbers of rows that were not.
    """

    reports: pd.DataFrame
    exposures: pd.DataFrame
    used: int
    left: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Ageing:
    """How records lose weight: half after each half-life.

    Parameters
    ----------
    as_of : date
        The day the scan speaks of.
    half_life_days : float
        After how many days a record counts half.

    Examples
    --------
    >>> ageing = Ageing(date(2026, 7, 1), half_life_days=30)
    >>> ageing.weights(pd.Series(pd.to_datetime(["2026-07-01", "2026-06-01"]))).tolist()
    [1.0, 0.5]
    """

    as_of: date
    half_life_days: float

    def weights(self, days: pd.Series[pd.Timestamp]) -> npt.NDArray[np.float64]:
        """``0.5 ** (age_days / half_life_days)`` of each day; never 0, as a record stays one."""
        ages = (pd.Timestamp(self.as_of) - days).dt.days.to_numpy(dtype=np.float64)
        return np.maximum(0.5 ** (ages / self.half_life_days), np.finfo(np.float64).tiny)


EXPOSURE_COLUMNS = ("kind", "stakeholder", "area", "count", "weight")
"""Columns of the table of exposures."""


def as_exposures(kind: str, seen: pd.DataFrame) -> pd.DataFrame:
    """The table of exposures of one kind of record.

    Parameters
    ----------
    kind : str
        Which records.
    seen : DataFrame
        `stakeholder`, `area`, `count`, `weight`.

    Returns
    -------
    DataFrame
        Columns as in `EXPOSURE_COLUMNS`, sorted by area and stakeholder.

    Examples
    --------
    >>> seen = {"stakeholder": ["a"], "area": [""], "count": [2], "weight": [1.5]}
    >>> as_exposures("events", pd.DataFrame(seen)).values.tolist()
    [['events', 'a', '', 2, 1.5]]
    """
    text = {"kind": "str", "stakeholder": "str", "area": "str"}
    table = seen.assign(kind=kind)[list(EXPOSURE_COLUMNS)]
    table = table.astype({**text, "count": "int64", "weight": "float64"})
    return table.sort_values(["area", "stakeholder"], ignore_index=True)
