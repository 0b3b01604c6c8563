"""What everybody may read of areas: nothing from answers that were given in confidence."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from stakeholder_map.environment.heard import FEWEST_SYSTEMS
from stakeholder_map.phrases import listed
from stakeholder_map.scan import Scan

AHEAD = 0.1
"""From this part of the scale on, the gain together is said to be more, or less, than alone."""


def areas_for_leadership(scan: Scan, areas: pd.DataFrame) -> pd.DataFrame:
    """Areas by positions.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    areas : DataFrame
        As `AreaClusters` holds them.

    Returns
    -------
    DataFrame
        Indexed by area id: ``name``, ``kind``; ``positions``, how many organisations have one;
        ``convergence`` and ``priority`` from 0 to 1 and ``gain`` from -1 to 1, to tenths, so that
        one organisation more does not show as a rule; each missing where
        fewer than five systems are behind it. Nothing of answers on cooperation and competition:
        what leaders may know of them they read among the audited means.
    """
    region = scan.region
    table = areas[["name", "kind"]].copy()
    said = region.table("positions")
    systems = said["stakeholder_id"].map(region.root_of)
    counts = said.groupby("area_id").size().reindex(table.index, fill_value=0)
    table["positions"] = counts.astype("int64")
    gains = said["gain_together"].notna() & said["gain_alone"].notna()
    for name, known in (
        ("convergence", said["position"].notna()),
        ("priority", said["priority"].notna()),
        ("gain", gains),
    ):
        behind = systems[known].groupby(said["area_id"]).nunique()
        enough = behind.reindex(table.index, fill_value=0) >= FEWEST_SYSTEMS
        table[name] = areas[name].where(enough).round(1)
    return table


def tell_leadership(table: pd.DataFrame) -> Iterable[str]:
    """Sentences from the table for leadership.

    Parameters
    ----------
    table : DataFrame
        What `areas_for_leadership` gives.

    Yields
    ------
    str

    Examples
    --------
    >>> table = pd.DataFrame({"name": ["Asthma", "Joints"], "kind": ["goal", "market"],
    ...                       "gain": [0.5, -0.75], "convergence": [1.0, 0.4]})
    >>> list(tell_leadership(table))
    ['Organisations expect to gain more together than alone in Asthma.',
     'They expect to gain more alone in Joints.']
    """
    told = table.dropna(subset=["gain"])
    order = told.sort_values("gain", ascending=False, kind="stable")
    together, alone = order[order["gain"] >= AHEAD], order[order["gain"] <= -AHEAD]
    if len(together):
        names = listed(together["name"])
        yield f"Organisations expect to gain more together than alone in {names}."
    if len(alone):
        yield f"They expect to gain more alone in {listed(alone['name'][::-1])}."
