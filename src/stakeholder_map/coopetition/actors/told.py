"""What alliances say, in words; they name organisations and stay with the analysts."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from stakeholder_map.influence.ranking.standing import SURE
from stakeholder_map.phrases import count_of, listed

MOST_NAMED = 3
"""Pairs that a sentence names where several are level."""


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
        for most, by in (("Most agree", "convergence"), ("Most differ", "divergence")):
            if (pairs[by] > 0).any():
                yield f"{most}: {_named(_greatest(pairs, by=by))}."
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
    plain, strong = (_greatest(weighed, by=by) for by in ("convergence", "weighed_convergence"))
    if plain.index.equals(strong.index):
        yield f"Among these, {_named(plain)} agree most, weighed by influence or not."
        return
    changes = "" if strong.index.isin(plain.index).all() else ": power changes the answer"
    yield (
        f"Among these, {_named(plain)} agree most; weighed by influence it is "
        f"{_named(strong)}{changes}."
    )


def _greatest(pairs: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """The two with the greatest value; all where several are level."""
    values = pairs[by].fillna(-1.0).round(9)
    level: pd.DataFrame = pairs[values == values.max()]
    return level


def _named(pairs: pd.DataFrame) -> str:
    """Names of the two ends; of many pairs the first, and how many are level with them."""
    ends = zip(pairs["source_name"], pairs["target_name"], strict=True)
    told = [f"{one} and {other}" for one, other in ends]
    more = len(told) - MOST_NAMED
    shown = "; ".join(told[:MOST_NAMED])
    return f"{shown} (level with {count_of(more, 'more pair')})" if more > 0 else shown
