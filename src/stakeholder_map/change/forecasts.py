"""Forecasts of a yes as earlier scans published them, held against what came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from stakeholder_map.change.findings import EARLIER_FILE, TABLES, Findings, load_findings
from stakeholder_map.partners.asking.acceptance import ANSWERS, alone_probability, past_answers
from stakeholder_map.partners.candidates import screen
from stakeholder_map.partners.figures import willingness
from stakeholder_map.phrases import count_of
from stakeholder_map.read import Region
from stakeholder_map.scan import Scan


@dataclass(frozen=True, eq=False)
class KeptForecasts:
    """Asks that were answered, each beside the last forecast published before it.

    Parameters
    ----------
    asks : DataFrame
        One row per answered ask, by day: ``name``, ``asked_on``, ``ask``, ``made_on`` (day of the
        scan that forecast it), ``forecast`` in [0, 1], ``answer``, ``yes`` (bool).
    error : float
        Mean squared difference of forecast and answer (Brier score); missing without asks.
    error_of_none : float
        The same for forecasting the same for everybody, the share of yes: what to beat.
    sentences : tuple of str
        What it says, or why there is nothing to say.
    """

    asks: pd.DataFrame
    error: float
    error_of_none: float
    sentences: tuple[str, ...]


def make_forecasts(scan: Scan) -> pd.DataFrame:
    """How likely each candidate is to accept an ask, with nobody else in; for later scans.

    Parameters
    ----------
    scan : Scan
        An opened scan.

    Returns
    -------
    DataFrame
        ``stakeholder_id``, ``made_on`` (the day of the scan), ``alone`` in [0, 1].
    """
    region, day = scan.region, pd.Timestamp(scan.region.as_of)
    ids = screen(region).index
    willing = willingness(scan, ids=ids)["willingness"]
    said = past_answers(region, before=day)
    return pd.DataFrame(
        {
            "stakeholder_id": ids.astype("str"),
            "made_on": region.as_of.isoformat(),
            "alone": alone_probability(willing, answers=said, region=region, day=day),
        }
    )


def carry_on(now: Findings, before: Findings) -> Findings:
    """Findings with the forecasts that the scan before had kept, its own and those before it.

    Parameters
    ----------
    now, before : Findings
        Of a scan, and of the one before.

    Returns
    -------
    Findings
        Of organisations that are still listed.
    """
    listed = set(now.table("who")["stakeholder_id"])
    kept = before.table("forecasts")
    kept = kept[kept["stakeholder_id"].isin(listed) & (kept["made_on"] < now.as_of)]
    table = pd.concat([kept, now.table("forecasts")], ignore_index=True)
    table = table.drop_duplicates(["made_on", "stakeholder_id"])
    table = table.sort_values(["made_on", "stakeholder_id"], ignore_index=True)
    return replace(now, tables={**now.tables, "forecasts": table.astype(TABLES["forecasts"])})


def published_forecasts(scan: Scan, prepared: Path | str) -> KeptForecasts:
    """Hold what earlier scans forecast of asks against the answers that have come.

    Parameters
    ----------
    scan : Scan
        An opened scan; its table `asks` is read.
    prepared : Path or str
        Folder with its stored draws, where the findings of the scan before lie too; empty where a
        notebook is opened by itself.

    Returns
    -------
    KeptForecasts

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> published_forecasts(open_scan(folder, draws=2, seed=1), "").sentences[0]
    'No scan of an earlier day is published: no forecast was published that answers could bear out.'
    """
    path = Path(prepared) / EARLIER_FILE if prepared else None
    if path is None or not path.is_file():
        return _nothing(
            "No scan of an earlier day is published: no forecast was published that answers could "
            "bear out."
        )
    before = load_findings(path)
    if before.table("forecasts").empty:
        return _nothing(f"The scan of {before.as_of} kept no forecasts of answers.")
    return hold_against(before.table("forecasts"), scan.region)


def hold_against(forecasts: pd.DataFrame, region: Region) -> KeptForecasts:
    """The last forecast before each answered ask, beside the answer.

    Parameters
    ----------
    forecasts : DataFrame
        As `make_forecasts` gives them, of any number of scans.
    region : Region
        Its table `asks` is read.

    Returns
    -------
    KeptForecasts
    """
    asks = region.table("asks")
    asks = asks[asks["answer"].isin(list(ANSWERS))].sort_values(["asked_on", "stakeholder_id"])
    made = forecasts.assign(day=pd.to_datetime(forecasts["made_on"]))
    rows = list(_matched(asks, made=made, region=region))
    columns = ["name", "asked_on", "ask", "made_on", "forecast", "answer"]
    table = pd.DataFrame(rows, columns=columns)
    table["yes"] = table["answer"] == "yes"
    if not rows:
        last = made["made_on"].max()
        return _nothing(f"Since the forecasts of {last} no answer to an ask has come.")
    came = table["yes"].to_numpy(dtype=np.float64)
    forecast = table["forecast"].to_numpy(dtype=np.float64)
    error, none = (round(float(((each - came) ** 2).mean()), 9) for each in (forecast, came.mean()))
    better = "better" if error < none else "no better"
    text = (
        f"Of {count_of(len(table), 'ask')} answered since, the forecasts that were published "
        f"before them were off by {error:.2f} (mean square; 0 is perfect), {better} than "
        f"forecasting the same for everybody ({none:.2f})."
    )
    return KeptForecasts(table, error, none, (text,))


def _matched(
    asks: pd.DataFrame, *, made: pd.DataFrame, region: Region
) -> Iterator[tuple[object, ...]]:
    for ask in asks.to_dict("records"):
        who, day = str(ask["stakeholder_id"]), ask["asked_on"]
        before = made[(made["stakeholder_id"] == who) & (made["day"] < day)].sort_values("day")
        if len(before):
            last = before.iloc[-1]
            forecast = float(last["alone"])
            yield region.name_of(who), day, ask["ask"], last["day"], forecast, ask["answer"]


def _nothing(why: str) -> KeptForecasts:
    columns = ["name", "asked_on", "ask", "made_on", "forecast", "answer", "yes"]
    return KeptForecasts(pd.DataFrame(columns=columns), np.nan, np.nan, (why,))
