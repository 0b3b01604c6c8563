"""Influence within each key group: who comes first among its own, and how sure that is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stakeholder_map.influence.ranking.acceptability import winning
from stakeholder_map.influence.ranking.rank import Ranking
from stakeholder_map.influence.ranking.standing import SURE
from stakeholder_map.influence.ranking.told import of_100, some_of
from stakeholder_map.phrases import spelt

RARE = 0.05


def lead_key_groups(ranking: Ranking) -> pd.DataFrame:
    """The most influential of each key group.

    Parameters
    ----------
    ranking : Ranking
        What `rank_influence` gave.

    Returns
    -------
    DataFrame
        Indexed by ``key_group``, sorted, those with anybody in the ranking. ``organisations``, how
        many; ``first``, the name of the highest ranked; ``share``, the share of the readings in
        which it is first among them (first places that several share count in parts); ``rank``,
        its place among all; ``told``: "alone", "first" or "cannot tell"; ``others``: who else is
        first, in how many of 100 readings (those in at least five).

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.influence import rank_influence
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> leaders = lead_key_groups(rank_influence(open_scan(folder, draws=20, seed=1)))
    >>> list(leaders.columns)
    ['organisations', 'first', 'rank', 'share', 'told', 'others']
    """
    rows = {}
    for group, members in ranking.table.groupby("key_group", sort=True):
        share = winning(ranking.scores[list(members.index)].to_numpy(dtype=np.float64)).mean(axis=0)
        shares = pd.Series(share, index=members["name"])
        best = members.iloc[0]
        rows[str(group)] = {
            "organisations": len(members),
            "first": best["name"],
            "rank": int(best["rank"]),
            "share": float(share[0]),
            "told": _told(shares),
            "others": _others(shares),
        }
    columns = ["organisations", "first", "rank", "share", "told", "others"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return table.rename_axis("key_group")


def tell_key_groups(leaders: pd.DataFrame) -> tuple[str, ...]:
    """In how many key groups it can be told who comes first.

    Parameters
    ----------
    leaders : DataFrame
        What `lead_key_groups` gave.

    Returns
    -------
    tuple of str
        One sentence, or none where no group has two.
    """
    several = leaders[leaders["organisations"] > 1]
    if several.empty:
        return ()
    firm = int((several["told"] == "first").sum())
    cannot = [spelt(group) for group in several.index[several["told"] != "first"]]
    unclear = f"; cannot tell for {some_of(cannot)}" if cannot else ""
    told = (
        f"In {firm} of {len(several)} key groups with more than one organisation it can be told "
        f"who comes first among them{unclear}."
    )
    return (told,)


def _told(shares: pd.Series[float]) -> str:
    if len(shares) == 1:
        return "alone"
    return "first" if shares.iloc[0] >= SURE else "cannot tell"


def _others(shares: pd.Series[float]) -> str:
    often = shares.iloc[1:].sort_values(ascending=False, kind="stable")
    names = [f"{name} ({of_100(share)})" for name, share in often.items() if share >= RARE]
    return some_of(names, most=3)
