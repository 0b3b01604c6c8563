"""Which rows of `people` and `memberships` hold on a day: one rule wherever a span is read."""

from __future__ import annotations

from datetime import date

import pandas as pd


def holding(table: pd.DataFrame, day: date) -> pd.DataFrame:
    """Rows that have begun and have not ended; both days of a span belong to it.

    Parameters
    ----------
    table : DataFrame
        With the columns ``since`` and ``until``, datetime64. A blank ``since`` has always begun, a
        blank ``until`` has not ended.
    day : date
        Which day.

    Returns
    -------
    DataFrame
        The rows in their order, with their index.

    Examples
    --------
    >>> days = pd.to_datetime(["2026-06-30", "2026-07-01", None])
    >>> seats = pd.DataFrame({"since": pd.NaT, "until": days})
    >>> holding(seats, date(2026, 7, 1)).index.tolist()
    [1, 2]
    """
    today = pd.Timestamp(day)
    return table[~(table["since"] > today) & ~(table["until"] < today)]
