"""What the introductions say, in words; organisations and roles only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from stakeholder_map.phrases import count_of, listed, percent

FAINT = 0.1
"""Below this probability a chain of introductions is called faint."""


def tell_introductions(
    routes: pd.DataFrame,
    *,
    names: Sequence[str],
    leaving: Sequence[tuple[str, pd.Timestamp, int]] = (),
) -> tuple[str, ...]:
    """Sentences on the introductions.

    Parameters
    ----------
    routes : DataFrame
        As `Introductions` holds it.
    names : sequence of str
        Names of the organisations that were asked for.
    leaving : sequence of (str, Timestamp, int)
        Role of each of ours who is about to leave, the last day, and how many chains begin there.

    Returns
    -------
    tuple of str
        How many can be reached, the warmest, the faint, where no way leads and what stands near,
        and who of ours should make introductions before leaving.
    """
    if routes.empty:
        return ()
    begin = "of these ways begins", "of these ways begin"
    going = [
        f"Our {role} leaves on {day.date()}, and {count_of(chains, begin[0], plural=begin[1])} "
        "there: make these introductions before."
        for role, day, chains in leaving
    ]
    return (*_told(routes, names=names), *going)


def _told(routes: pd.DataFrame, *, names: Sequence[str]) -> Iterator[str]:
    deciders = routes[routes["purpose"] == routes["purpose"].iloc[0]]
    found = deciders[deciders["state"] == "found"]
    yield (
        f"We can be introduced to a senior decider at {len(found)} of "
        f"{count_of(len(names), 'organisation')}."
    )
    if len(found):
        best = found.sort_values(["probability", "stakeholder_id"], ascending=[False, True]).iloc[0]
        yield f"The warmest way: {best['through']} ({percent(best['probability'])})."
    faint = found[found["probability"] < FAINT]
    if len(faint):
        yield f"Faint, under {percent(FAINT)}: {listed(faint['name'])}. Build the tie first."
    single = found[found["runner_up_probability"].isna()]
    if len(single):
        yield f"There is no second way to a decider at {listed(single['name'])}."
    for row in deciders[deciders["state"] != "found"].to_dict("records"):
        what = (
            "no executive is on record"
            if row["state"] == "nobody on record"
            else "no way leads from ours to its decider"
        )
        yield f"{row['name']}: {what}; {row['nearest']}."
    experts = routes[(routes["purpose"] != routes["purpose"].iloc[0])]
    without = experts[experts["state"] != "found"]
    if len(without):
        yield f"No way to an expert in quality or operations: {listed(without['name'])}."
