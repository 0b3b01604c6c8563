"""What each area is like: who takes part, who stands where, and what kind of field it is."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan

import pandas as pd

from stakeholder_map.coopetition.fields import (
    UNCLAIMED,
    Highs,
    field_of_positions,
    usual_field,
)
from stakeholder_map.coopetition.pairs.strengths import covered_pairs
from stakeholder_map.coopetition.stands import area_stands
from stakeholder_map.environment.heard import NOBODY, area_states
from stakeholder_map.scan import Scan


def summarise_areas(
    scan: Scan, *, pairs: pd.DataFrame, active: pd.DataFrame, highs: Mapping[str, Highs]
) -> pd.DataFrame:
    """One row per declared area.

    Parameters
    ----------
    scan : Scan
        Its tables `areas` and `positions` are read.
    pairs, active : DataFrame
        As `PairTypes` holds them.
    highs : mapping of str to Highs
        High cooperation and competition of each area of which somebody said something.

    Returns
    -------
    DataFrame
        Indexed by area id, sorted. ``name``, ``kind``; ``state``: "reported"; "Nobody
        reported working here" where all said zero, or where the survey asked by area and all left
        this one out; "Not asked"; ``pairs``, how many somebody spoke of, and
        ``covered``, how many anybody could have (leaving out a target that was shown says zero);
        ``partnering``, ``contending``, ``adapting`` and ``isolating``, how many of the pairs are
        likely so, and ``sure``, for how many of these the intervals leave no doubt, int64;
        ``active``, stakeholders with any cooperation or competition there;
        ``field``, by the rule of `field_of` in most draws, or by that of
        `field_of_positions` where only positions are known, empty where neither is;
        ``field_from`` ("answers", "positions" or empty); ``field_share``, the share of the draws
        that give this kind, missing without answers; then the columns of `area_stands`.
    """
    region = scan.region
    declared = region.table("areas").set_index("area_id").sort_index()
    table: pd.DataFrame = declared[["name", "kind"]].copy()
    counts = pd.crosstab(pairs["area"], pairs["likely"])
    spoken = pairs.groupby("area").size().reindex(table.index, fill_value=0)
    table["state"] = states = area_states(scan.evidence, areas=table.index)
    table["pairs"] = spoken.astype("int64")
    covered = [covered_pairs(scan.evidence, area=str(area)) for area in table.index]
    table["covered"] = pd.Series(covered, index=table.index, dtype="int64")
    for name in ("partnering", "contending", "adapting", "isolating"):
        count = counts[name] if name in counts.columns else pd.Series(dtype="int64")
        table[name] = count.reindex(table.index, fill_value=0).astype("int64")
    sure = pairs[pairs["type"] != "cannot tell"].groupby("area").size()
    table["sure"] = sure.reindex(table.index, fill_value=0).astype("int64")
    size = active.groupby("area").size()
    table["active"] = size.reindex(table.index, fill_value=0).astype("int64")
    stands = area_stands(region).reindex(table.index)
    fields = [
        (UNCLAIMED, "answers", float("nan"))
        if state == NOBODY
        else _field(highs.get(str(area)), convergence=float(share))
        for (area, share), state in zip(stands["convergence"].items(), states, strict=True)
    ]
    kinds = pd.DataFrame(
        fields, columns=["field", "field_from", "field_share"], index=table.index
    ).astype({"field": "str", "field_from": "str", "field_share": "float64"})
    return table.join(kinds).join(stands)


def _field(highs: Highs | None, *, convergence: float) -> tuple[str, str, float]:
    if highs is not None:
        field, share = usual_field(highs)
        return field, "answers", share
    if not isnan(convergence):
        return field_of_positions(convergence), "positions", float("nan")
    return "", "", float("nan")
