"""How forecasts of acceptance did: what would have been forecast against what came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from stakeholder_map.partners.asking.acceptance import (
    ANSWERS,
    Floats,
    alone_probability,
    past_answers,
)
from stakeholder_map.partners.figures import willingness
from stakeholder_map.scan import Scan

BANDS = (("under a third", 0.0), ("a third to two thirds", 1 / 3), ("two thirds or more", 2 / 3))
"""Bands of forecasts, each with where it begins."""


@dataclass(frozen=True, eq=False)
class Forecasts:
    """Forecasts of earlier asks beside their answers.

    Parameters
    ----------
    asks : DataFrame
        One row per answered ask, by day: ``stakeholder_id``, ``name``, ``asked_on``, ``ask``,
        ``forecast`` in [0, 1], ``answer``, ``yes`` (bool).
    bands : DataFrame
        Indexed by band of the forecast: ``asks``, ``forecast`` (mean; missing where no ask),
        ``yes``, how many said yes, and ``share``.
    error : float
        Mean squared difference of forecast and answer (Brier score): 0 is perfect; missing
        without asks.
    error_of_none : float
        The same for forecasting the same for everybody, the share of yes: what to beat.

    References
    ----------
    Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. Monthly
    Weather Review 78, 1-3.
    """

    asks: pd.DataFrame
    bands: pd.DataFrame
    error: float
    error_of_none: float


def review_forecasts(scan: Scan) -> Forecasts:
    """Forecast each earlier ask from what the log held before it, and compare.

    The forecast is that of `acceptance` with nobody else in, from the answers that had come by the
    day of the ask. Willingness bears no date: today's stands in for that of the day, which may
    flatter the forecasts. Only a yes counts as one; "later" does not.

    Parameters
    ----------
    scan : Scan
        Its tables `asks` and `stakeholders` are read, and answers on `would_partner`.

    Returns
    -------
    Forecasts
        Empty where nothing was asked and answered.
    """
    region = scan.region
    asks = region.table("asks")
    asks = asks[asks["answer"].isin(list(ANSWERS))]
    asks = asks.sort_values(["asked_on", "stakeholder_id", "ask"]).reset_index(drop=True)
    willing = willingness(scan, ids=pd.Index(sorted({*asks["stakeholder_id"]}), dtype="str"))
    forecasts = []
    for who, day in zip(asks["stakeholder_id"], asks["asked_on"], strict=True):
        before = past_answers(region, before=day)
        of_it = willing.loc[[who], "willingness"]
        forecasts.append(float(alone_probability(of_it, answers=before, region=region, day=day)[0]))
    table = pd.DataFrame(
        {
            "stakeholder_id": asks["stakeholder_id"],
            "name": asks["stakeholder_id"].map(region.name_of).astype("str"),
            "asked_on": asks["asked_on"],
            "ask": asks["ask"],
            "forecast": pd.Series(forecasts, dtype="float64"),
            "answer": asks["answer"],
            "yes": asks["answer"] == "yes",
        }
    )
    came = table["yes"].to_numpy(dtype=np.float64)
    error = _squared(table["forecast"].to_numpy(), came)
    none = _squared(np.full(len(came), came.mean()), came) if len(came) else float("nan")
    return Forecasts(table, _bands(table), error, none)


def _squared(forecast: Floats, came: Floats) -> float:
    return round(float(np.mean((forecast - came) ** 2)), 9) if len(forecast) else float("nan")


def _bands(table: pd.DataFrame) -> pd.DataFrame:
    rows = []
    ends = [start for _, start in BANDS[1:]] + [np.inf]
    for (band, start), end in zip(BANDS, ends, strict=True):
        of_it = table[(table["forecast"] >= start) & (table["forecast"] < end)]
        asked, yes = len(of_it), int(of_it["yes"].sum())
        mean = float(of_it["forecast"].mean()) if asked else float("nan")
        share = yes / asked if asked else float("nan")
        rows.append((band, asked, mean, yes, share))
    columns = ["band", "asks", "forecast", "yes", "share"]
    return pd.DataFrame(rows, columns=columns).set_index("band")
