"""Who can stop this: the influential that are against it, or have most at stake."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from stakeholder_map.influence import Ranking
from stakeholder_map.phrases import listed
from stakeholder_map.read import Region

SHARE = 1 / 3
"""Share of the ranking that counts as influential here."""

HIGH = 3
"""Priority from which on what somebody has at stake counts as much; unknown counts too."""

AGAINST = -1
"""Position from which down somebody stands against."""


def find_stoppers(region: Region, ranking: Ranking, *, areas: Mapping[str, str]) -> pd.DataFrame:
    """Influential organisations that are against a project's area, or have something at stake.

    Parameters
    ----------
    region : Region
        Its table `positions`.
    ranking : Ranking
        By influence.
    areas : mapping of str to str
        Areas of the projects that can be done, with their names.

    Returns
    -------
    DataFrame
        Indexed by stakeholder id, the most influential first: ``name``, ``influence_rank``,
        ``why`` in words, ``areas``. Whose stand is our guess is told so.
    """
    first = ranking.table[ranking.table["rank"] <= max(1, round(SHARE * len(ranking.table)))]
    first = first.drop(index=region.settings.convener, errors="ignore")
    positions = region.table("positions")
    stands = positions[
        positions["area_id"].isin(areas) & positions["stakeholder_id"].isin(first.index)
    ]
    rows = {}
    for stakeholder, their in stands.groupby("stakeholder_id"):
        why, where = [], []
        for row in their.sort_values("area_id").to_dict("records"):
            reasons = []
            if row["position"] <= AGAINST:
                guess = " (our guess)" if row["source"] == "our_guess" else ""
                reasons.append(f"stands against ({row['position']:+d}){guess}")
            if pd.notna(row["at_stake"]) and not row["priority"] < HIGH:
                reasons.append(f"has at stake: {row['at_stake']}")
            if reasons:
                where.append(row["area_id"])
                why.append(f"{areas[row['area_id']]}: {listed(reasons)}")
        if why:
            rows[stakeholder] = {
                "name": first.loc[str(stakeholder), "name"],
                "influence_rank": first["rank"][str(stakeholder)],
                "why": "; ".join(why),
                "areas": tuple(where),
            }
    columns = ["name", "influence_rank", "why", "areas"]
    found = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return found.rename_axis("stakeholder_id").sort_values(["influence_rank", "stakeholder_id"])
