"""Pairs by what else is known of them: positions and gains, tensions in the log."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stakeholder_map.coopetition.pairs.levels import likely_type, sure_types
from stakeholder_map.coopetition.pairs.stated import stated_pairs
from stakeholder_map.coopetition.pairs.strengths import SIDES
from stakeholder_map.coopetition.pairs.tensions import pair_tensions
from stakeholder_map.environment.heard import NOT_ASKED
from stakeholder_map.scan import Scan

KEY = ["area", "source", "target"]


def add_other_sources(
    surveyed: pd.DataFrame, scan: Scan, *, states: pd.Series[str]
) -> pd.DataFrame:
    """Surveyed pairs, and pairs of which only positions or tensions are known.

    What was answered stays as it is. Where nobody was asked about an area, what two organisations
    say of it each by itself stands in (see `stated_pairs`). Where nobody answered on the
    competition of a pair and there were t tensions in the log, its competition is
    ``1 - 0.5 ** t``, anything from 0 to 1: friction need not be rivalry.

    Parameters
    ----------
    surveyed : DataFrame
        As `PairTypes` holds pairs, without the columns that this adds.
    scan : Scan
        An opened scan.
    states : Series
        State of each declared area, as `area_states` gives it.

    Returns
    -------
    DataFrame
        Sorted by area and pair, with ``cooperation_from`` and ``competition_from`` ("survey",
        "positions", "log", or empty where unknown), ``tensions`` and ``open_tensions``.
    """
    table = surveyed.assign(
        **{f"{side}_from": np.where(surveyed[side].notna(), "survey", "") for side in SIDES}
    )
    closed = [str(area) for area, state in states.items() if state == NOT_ASKED]
    stated = _stated(scan, areas=closed)
    logged = pair_tensions(scan.region).rename(columns={"open": "open_tensions"})
    together = pd.concat([table, stated], ignore_index=True) if len(stated) else table
    together = together.merge(logged, how="outer", on=KEY)
    together = _with_tensions(together, names=scan.graph.stakeholders["name"])
    return together.astype(dict.fromkeys(KEY, "str")).sort_values(KEY, ignore_index=True)


def _stated(scan: Scan, *, areas: list[str]) -> pd.DataFrame:
    """Rows of the pairs that both have a position in an area that nobody was asked about."""
    table = stated_pairs(scan.region.table("positions"), areas=areas)
    names = scan.graph.stakeholders["name"]
    high = scan.region.settings.high
    for end in ("source", "target"):
        table[f"{end}_name"] = names.reindex(table[end]).to_numpy()
    for side in SIDES:
        table[f"{side}_witnesses"] = table["witnesses"]
        table[f"{side}_from"] = "positions"
    table["type"] = sure_types(table, high=high)
    table["likely"] = likely_type(*((table[side] >= round(high, 9)).to_numpy() for side in SIDES))
    return table.assign(likely_share=np.nan, positives=0)


def _with_tensions(table: pd.DataFrame, *, names: pd.Series[str]) -> pd.DataFrame:
    """Fill in what the log tells, and what a pair known from the log alone has not."""
    for end in ("source", "target"):
        table[f"{end}_name"] = names.reindex(table[end]).to_numpy()
    counts = ["tensions", "open_tensions", "loggers", "witnesses", "positives"]
    counts += [f"{side}_witnesses" for side in SIDES]
    table[counts] = table[counts].fillna(0).astype("int64")
    texts = {"type": "cannot tell", "likely": "", **{f"{side}_from": "" for side in SIDES}}
    table = table.fillna(texts)
    told = table["competition"].isna() & (table["tensions"] > 0)
    guess = (1 - 0.5 ** table["tensions"], 0.0, 1.0, table["loggers"], "log")
    names_of = ("", "_low", "_high", "_witnesses", "_from")
    for suffix, value in zip(names_of, guess, strict=True):
        name = f"competition{suffix}"
        table[name] = table[name].mask(told, value)
    return table.drop(columns="loggers")
