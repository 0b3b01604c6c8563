"""What a group of areas is called, by the rule for a single one put to all its pairs."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from stakeholder_map.coopetition.clusters.records import Records
from stakeholder_map.coopetition.fields import (
    FIELDS,
    UNCLAIMED,
    field_in_most,
    field_of_positions,
)
from stakeholder_map.coopetition.stands import pooled_convergence
from stakeholder_map.influence.measures.readings import Whole


def name_groups(
    records: Records, *, labels: Whole, idle: int
) -> tuple[pd.DataFrame, Mapping[int, int]]:
    """Name groups of areas, and number them from the most common ground to the least.

    Parameters
    ----------
    records : Records
        Of the areas that were compared.
    labels : ndarray
        Shape (areas,): the group of each.
    idle : int
        Areas in which nobody works: a group of their own.

    Returns
    -------
    groups : DataFrame
        As `AreaClusters` holds it.
    number : mapping of int to int
        Number of the group for each label.
    """
    rows = []
    for label in sorted(set(labels.tolist())):
        inside = labels == label
        if (inside & records.asked).any():
            high = records.high[..., inside & records.asked].sum(axis=-1)
            called, share = field_in_most(*high)
        else:
            position = records.sayings.position[:, inside]
            called, share = field_of_positions(pooled_convergence(position)), float("nan")
        rows.append((FIELDS.index(called), -int(inside.sum()), label, called, share))
    rows.sort(key=lambda row: row[:3])
    table = [(called, share, -size) for _, size, _, called, share in rows]
    table += [(UNCLAIMED, float("nan"), idle)] if idle else []
    groups = pd.DataFrame(
        table,
        columns=["called", "share", "areas"],
        index=pd.RangeIndex(1, len(table) + 1, name="group"),
    ).astype({"called": "str", "share": "float64", "areas": "int64"})
    return groups, {row[2]: number for number, row in enumerate(rows, start=1)}
