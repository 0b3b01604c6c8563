"""What would change a ranking, in words."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from stakeholder_map.influence.ranking.told import of_100
from stakeholder_map.phrases import count_of

FAR = 3
"""So many places must be lost before a sentence says whose answers they rest on."""

MOST_CHANGES = 3


def tell_weak_points(
    *, changes: pd.DataFrame, rests_on: pd.DataFrame, flags: pd.DataFrame, late: int
) -> tuple[str, ...]:
    """Sentences on what the leading places hang on.

    Parameters
    ----------
    changes, rests_on, flags : DataFrame
        As `WeakPoints` holds them.
    late : int
        Answers left out because they came too late.

    Returns
    -------
    tuple of str
        The ties that matter, the respondents on whom a place rests, flags, late answers.
    """
    return (
        *_of_ties(changes),
        *_of_respondents(rests_on),
        *_of_flags(flags),
        *_of_late(late),
    )


def _of_ties(changes: pd.DataFrame) -> Iterable[str]:
    if changes.empty:
        return
    costly = changes[(changes["ahead"] >= 0.5) & (changes["ahead_without"] < 0.5)]
    for row in costly.head(MOST_CHANGES).to_dict("records"):
        yield (
            f"Whether {row['name']} stands above {row['below']} turns on the tie from "
            f"{row['tie_from_told']}{_silent(row['source_state'])}: above in "
            f"{of_100(row['ahead_with'])} of 100 readings with it, in "
            f"{of_100(row['ahead_without'])} without."
        )
    if costly.empty:
        yield (
            "No single tie decides who stands above the next among the first "
            f"{count_of(len(changes), 'place')}, as far as the readings can tell."
        )
    elif len(costly) > MOST_CHANGES:
        more = count_of(len(costly) - MOST_CHANGES, "more place")
        yield f"The same holds of {more} among the first {len(changes)}."


def _silent(state: str) -> str:
    return ", which did not answer and could tell" if state == "silent" else ""


def _of_respondents(rests_on: pd.DataFrame) -> Iterable[str]:
    far = rests_on[rests_on["places_lost"].fillna(0) >= FAR]
    told = [
        f"{row['name']}, {row['places_lost']} places lower without the answers of "
        f"{row['respondent_told']}"
        for row in far.to_dict("records")
    ]
    if told:
        more = len(told) - MOST_CHANGES
        rest = f"; and {count_of(more, 'place')} more" if more > 0 else ""
        yield f"Places that rest on one respondent: {'; '.join(told[:MOST_CHANGES])}{rest}."


def _of_flags(flags: pd.DataFrame) -> Iterable[str]:
    alike = flags[flags["flag"] == "same answers for all"]
    if len(alike):
        yield (
            f"{count_of(len(alike), 'organisation')} gave every other the same answers. They count "
            "like any other; ask again."
        )
    for row in flags[flags["flag"] == "rate each other top"].to_dict("records"):
        fall = row["rank_change"]
        moved = f" Without these ratings one of them would fall by {count_of(fall, 'place')}."
        yield (
            f"{row['told']} rate each other top: {row['detail']}. "
            f"That may be a true bond.{moved if fall is not pd.NA and fall > 0 else ''}"
        )


def _of_late(late: int) -> Iterable[str]:
    if late:
        yield f"{count_of(late, 'answer')} came after the survey closed and {_were(late)} left out."


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
