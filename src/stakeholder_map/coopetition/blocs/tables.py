"""The tables of blocs: who belongs where, what each bloc is like, which ties break the picture."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stakeholder_map.coopetition.blocs.reading import (
    KINDS,
    SignedReading,
    of_pairs,
    values_at,
)
from stakeholder_map.influence.engine.types import Floats, Whole

FIRM = 0.9
"""Share of the readings from which on a membership counts as firm."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What blocs are called, the largest first."""

OFTEN = 0.5
"""Share of the readings from which on a tie counts as there."""


def member_table(reading: SignedReading, *, group: Whole, shares: Floats) -> pd.DataFrame:
    """One row per organisation.

    Parameters
    ----------
    reading : SignedReading
        The ties.
    group : ndarray
        Bloc of each, -1 where it has none.
    shares : ndarray
        Shape (n, blocs): share of the readings in which each stands in each.

    Returns
    -------
    DataFrame
        As `Blocs.members`.
    """
    works, competes = reading.expected
    blocs = shares.shape[1]
    held = np.zeros((len(group), blocs))
    held[np.flatnonzero(group >= 0), group[group >= 0]] = 1.0
    own = np.arange(len(group)), np.maximum(group, 0)
    with_bloc, against = np.asarray(works @ held), np.asarray(competes @ held)
    inside = [np.where(group >= 0, table[own], 0.0) for table in (with_bloc, against)]
    between = [
        np.asarray(matrix.sum(axis=1)).ravel() - part
        for matrix, part in zip((works, competes), inside, strict=True)
    ]
    rest = shares.copy()
    rest[own] = -1.0
    second = rest.argmax(axis=1) if blocs > 1 else np.zeros(len(group), dtype=np.int64)
    known = group >= 0
    also = known & (rest[np.arange(len(group)), second] > 0)
    steady = np.where(known, shares[own], np.nan)
    table = pd.DataFrame(
        {
            "name": reading.scan.graph.stakeholders["name"].reindex(reading.ids),
            "bloc": letters_of(group),
            "steady": np.round(steady, 6),
            "next_bloc": letters_of(np.where(also, second, -1)),
            "cooperation_inside": np.round(inside[0], 6),
            "cooperation_between": np.round(between[0], 6),
            "competition_inside": np.round(inside[1], 6),
            "competition_between": np.round(between[1], 6),
        },
        index=reading.ids,
    )
    apart = table["cooperation_between"] > table["cooperation_inside"]
    table["between"] = known & (blocs > 1) & ((table["steady"] < FIRM) | apart)
    return table.astype({"name": "str", "bloc": "str", "next_bloc": "str", "between": "bool"})


def letters_of(group: Whole) -> list[str]:
    """Letters of blocs; empty for those in none.

    Examples
    --------
    >>> letters_of(np.array([1, -1, 0]))
    ['B', '', 'A']
    """
    return [LETTERS[each % len(LETTERS)] if each >= 0 else "" for each in group]


def bloc_table(members: pd.DataFrame) -> pd.DataFrame:
    """One row per bloc.

    Parameters
    ----------
    members : DataFrame
        As of `member_table`.

    Returns
    -------
    DataFrame
        As `Blocs.blocs`.
    """
    told = members[members["bloc"] != ""]
    by_bloc = told.groupby("bloc")
    sums = ["cooperation_inside", "cooperation_between", "competition_inside"]
    table: pd.DataFrame = by_bloc[[*sums, "competition_between"]].sum()
    table[["cooperation_inside", "competition_inside"]] /= 2
    firm = (told["steady"] >= FIRM).groupby(told["bloc"]).sum()
    table.insert(0, "size", by_bloc.size().astype("int64"))
    table.insert(1, "firm", firm.astype("int64"))
    order = ["cooperation_inside", "name"]
    ranked = told.sort_values(order, ascending=[False, True])
    leading = [
        ", ".join(ranked.loc[ranked["bloc"] == bloc, "name"].head(3)) for bloc in table.index
    ]
    table.insert(2, "most_inside", pd.Series(leading, index=table.index, dtype="str"))
    return table.round(6)


def high_ties(reading: SignedReading, *, group: Whole) -> pd.DataFrame:
    """High ties that are there in at least half of the readings, the surest first.

    Parameters
    ----------
    reading : SignedReading
        The ties.
    group : ndarray
        Bloc of each, -1 where it has none.

    Returns
    -------
    DataFrame
        As `Blocs.high_ties`.
    """
    names = reading.scan.graph.stakeholders["name"].reindex(reading.ids).to_numpy()
    ids = reading.ids.to_numpy()
    letters = np.array(letters_of(group), dtype=str)
    parts = []
    for layer, often, strength in zip(KINDS, reading.often, reading.expected, strict=True):
        one, other, share = of_pairs(often)
        there = share >= OFTEN
        one, other = one[there], other[there]
        placed = (group[one] >= 0) & (group[other] >= 0)
        apart = group[one] != group[other]
        columns = {
            "source": ids[one],
            "target": ids[other],
            "source_name": names[one],
            "target_name": names[other],
            "source_bloc": letters[one],
            "target_bloc": letters[other],
            "strength": np.round(values_at(strength, one, other), 6),
            "share": np.round(share[there], 6),
            "against": placed & (apart == (layer == "cooperation")),
        }
        parts.append(pd.DataFrame(columns).assign(layer=layer))
    table = pd.concat(parts, ignore_index=True)
    text = [name for name in table.columns if name not in ("strength", "share", "against")]
    table = table.astype(dict.fromkeys(text, "str")).astype({"against": "bool"})
    return table.sort_values(
        ["share", "strength", "layer", "source", "target"],
        ascending=[False, False, True, True, True],
        ignore_index=True,
    )
