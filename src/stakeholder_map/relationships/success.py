"""Measures of success: where each stands between its baseline and its target, and by when."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from stakeholder_map.phrases import Missing, count_of, lacking, listed, percent
from stakeholder_map.read import Region

REACHED, PAST, AWAY, UNDER_WAY, UNKNOWN = (
    "reached",
    "past due",
    "further away",
    "under way",
    "not measured since",
)
INCOMPLETE, UNDECLARED = "incomplete", "not declared"


@dataclass(frozen=True, eq=False)
class Success:
    """Declared measures of success.

    Parameters
    ----------
    areas : DataFrame
        One row per area: ``name``, ``metric``, ``metric_kind``, ``baseline``, ``current`` (where it
        stands) and ``current_on`` (since when that is known), ``target``, ``due``, ``days_left``
        (below 0: past), ``way`` (share of the way from the baseline to the target; below 0 where it
        went the other way, above 1 where it is past the target; missing where it cannot be told),
        ``state``: "reached", "past due", "further away", "under way", "not measured since" (the
        baseline was taken), "incomplete" (a measure without baseline, target or day) or "not
        declared".
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
    A value that was measured after the day of the scan is not known yet. Whether a measure should
    rise or fall follows from its baseline and its target.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> found = success(read_region(folder)).areas
    >>> found["state"].value_counts().sort_index().to_dict()
    {'further away': 1, 'not measured since': 2, 'reached': 1, 'under way': 4}
    >>> float(found.loc["child-asthma", "way"])
    0.31
    """
    areas = region.table("areas").set_index("area_id").sort_index()
    columns = [
        "name",
        "metric",
        "metric_kind",
        "baseline",
        "current",
        "current_on",
        "target",
        "due",
    ]
    table = areas[columns].copy()
    table["days_left"] = (table["due"] - pd.Timestamp(region.as_of)).dt.days.astype("Int64")
    to_go = table["target"] - table["baseline"]
    way = (table["current"] - table["baseline"]) / to_go.where(to_go != 0)
    table["way"] = way.round(2) + 0.0  # never "-0"
    whole = table[["baseline", "target", "due"]].notna().all(axis=1)
    choices = {
        UNDECLARED: table["metric"].isna(),
        INCOMPLETE: ~whole,
        REACHED: way >= 1,
        PAST: (table["days_left"] < 0).fillna(value=False),
        UNKNOWN: table["current"].isna(),
        AWAY: way < 0,
    }
    state = np.select(list(choices.values()), list(choices), UNDER_WAY)
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
    for state, words in (
        (REACHED, "Target reached: {}."),
        (UNDER_WAY, "On the way from baseline to target: {}."),
        (AWAY, "Further from the target than at the start: {}."),
        (UNKNOWN, "Not measured since the baseline: {}."),
        (PAST, "The day is past, and the target not known to be reached: {}."),
        (INCOMPLETE, "Baseline, target or day is not given for {}."),
    ):
        names = [_with_share(row) for row in table[table["state"] == state].to_dict("records")]
        if names:
            yield words.format(listed(sorted(names)))


def _with_share(row: Mapping[Hashable, Any]) -> str:
    """A name, and how much of the way is made where that says something."""
    if row["state"] == UNDER_WAY:
        return f"{row['name']} ({percent(row['way'])} of the way)"
    return str(row["name"])
