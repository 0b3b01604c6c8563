"""What alliances say, in words; they name organisations and stay with the analysts."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from stakeholder_map.influence.ranking.standing import SURE
from stakeholder_map.phrases import count_of, listed


def tell_alliances(actors: pd.DataFrame, pairs: pd.DataFrame, *, degree: float) -> Iterable[str]:
    """Sentences on alliances and weights.

    Parameters
    ----------
    actors, pairs : DataFrame
        As `Alliances` holds them.
    degree : float
        Degree of convergence of order 2, per cent.

    Yields
    ------
    str
    """
    if not np.isnan(degree):
        yield (
            f"Pair by pair and over all areas, {degree:.0f} % of what is known of where "
            f"stakeholders stand agrees and {100 - degree:.0f} % differs."
        )
        yield f"Most agree: {_ends(pairs, by='convergence')}."
        if (pairs["divergence"] > 0).any():
            yield f"Most differ: {_ends(pairs, by='divergence')}."
    yield from _plane(actors)
    yield from _power(pairs)


def _plane(actors: pd.DataFrame) -> Iterable[str]:
    asked = actors[actors["field"] != ""]
    if len(asked) < 2:
        return
    firm = asked[asked["field_share"] >= SURE]
    movers = list(firm.loc[firm["field"] == "moves others", "name"])
    told = f"{listed(movers)} for sure" if movers else "nobody for sure"
    yield (
        f"Of {count_of(len(asked), 'organisation')} whose direct influence was asked about, "
        f"{told} move{'s' if len(movers) < 2 else ''} others more than the mean and "
        f"{'is' if len(movers) < 2 else 'are'} moved less."
    )


def _power(pairs: pd.DataFrame) -> Iterable[str]:
    """Whether the weights change which alliance is the strongest."""
    weighed = pairs[pairs["weighed_convergence"] > 0]
    if weighed.empty:
        return
    plain, strong = _ends(weighed, by="convergence"), _ends(weighed, by="weighed_convergence")
    if plain == strong:
        yield f"Among these, {plain} agree most, weighed by influence or not."
    else:
        yield (
            f"Among these, {plain} agree most; weighed by influence it is {strong}: power changes "
            "the answer."
        )


def _ends(pairs: pd.DataFrame, *, by: str) -> str:
    """Names of the two with the greatest value; the first where several are alike."""
    first = int(pairs[by].fillna(-1.0).round(9).to_numpy().argmax())
    names = pairs[["source_name", "target_name"]].iloc[first]
    return f"{names.iloc[0]} and {names.iloc[1]}"
