"""Measures of success: which areas declare one, by when, and which count money alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stakeholder_map.phrases import Missing, count_of, lacking, listed
from stakeholder_map.read import Region


@dataclass(frozen=True, eq=False)
class Success:
    """Declared measures of success.

    Parameters
    ----------
    areas : DataFrame
        One row per area: ``name``, ``metric``, ``metric_kind``, ``baseline``, ``target``,
        ``to_go`` (target less baseline: below 0 the measure should fall), ``due``, ``days_left``
        (below 0: past), ``state``: "declared", "past due", "incomplete" (a measure without
        baseline, target or day) or "not declared".
    sentences : tuple of str
        What it says, in words.
    missing : tuple of Missing
        Tables that would show more.
    """

    areas: pd.DataFrame
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def success(region: Region) -> Success:
    """Where the declared measures of success stand.

    Parameters
    ----------
    region : Region
        Its table `areas` is read.

    Returns
    -------
    Success
        By area id.

    Notes
    -----
    The table holds where a measure stood and where it should be, not where it is today: put the
    latest value into `baseline` when it is known, and the next scan names the change.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> success(read_region(folder)).areas["state"].value_counts().to_dict()
    {'declared': 8}
    """
    areas = region.table("areas").set_index("area_id").sort_index()
    columns = ["name", "metric", "metric_kind", "baseline", "target", "due"]
    table = areas[columns].copy()
    table.insert(5, "to_go", (table["target"] - table["baseline"]).round(9))
    table["days_left"] = (table["due"] - pd.Timestamp(region.as_of)).dt.days.astype("Int64")
    whole = table[["baseline", "target", "due"]].notna().all(axis=1)
    choices = [table["metric"].isna(), ~whole, (table["days_left"] < 0).fillna(value=False)]
    state = np.select(choices, ["not declared", "incomplete", "past due"], "declared")
    table["state"] = pd.Series(state, index=table.index, dtype="str")
    return Success(table, tuple(_told(table)), lacking(region.has, "areas"))


def _told(table: pd.DataFrame) -> Iterable[str]:
    if table.empty:
        return
    declared = table[table["metric"].notna()]
    yield (
        f"{len(declared)} of {count_of(len(table), 'area')} "
        f"{'declares' if len(declared) == 1 else 'declare'} a measure of success."
    )
    money = sorted(declared.loc[declared["metric_kind"] == "financial", "name"])
    if money:
        yield f"Only financial so far: {listed(money)}; ask what else would count as success."
    past = sorted(table.loc[table["state"] == "past due", "name"])
    if past:
        yield f"The day is past for {listed(past)}."
    lacks = sorted(table.loc[table["state"] == "incomplete", "name"])
    if lacks:
        yield f"Baseline, target or day is not given for {listed(lacks)}."
