"""What blocs say, in the words that leaders read."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from stakeholder_map.coopetition.blocs.chance import ChanceTest
from stakeholder_map.coopetition.blocs.search.least import LeastFrustration
from stakeholder_map.phrases import count_of, is_or_are, listed

MOST_NAMED = 5
"""Organisations or pairs that a sentence names."""

NO_BLOCS = {
    "no blocs": "The answers do not show separate groups; there may be some.",
    "cannot tell": "The answers fall into groups more than by chance, but who stands with whom "
    "differs from one plausible reading to the next: we cannot tell the blocs yet.",
    "only cooperation": "Only cooperation was reported, so signs tell of no blocs: without rivals "
    "all stand together. Whether there are rivals was not asked, or nobody said so.",
    "only competition": "Only competition was reported, so signs tell of no blocs: nobody stands "
    "with anybody. Whether there are partners was not asked, or nobody said so.",
    "too few": "Fewer than six organisations have ties: too few to speak of blocs.",
    "no ties": "Neither cooperation nor competition was reported, so nothing can be said of blocs.",
}
"""What is said where there are none."""


def tell_blocs(
    *, state: str, where: str, blocs: pd.DataFrame, members: pd.DataFrame, runner_up: int
) -> Iterator[str]:
    """Sentences of counts.

    Parameters
    ----------
    state, where : str
        As `Blocs` holds them.
    blocs, members : DataFrame
        As `Blocs` holds them.
    runner_up : int
        The next best number.

    Yields
    ------
    str
    """
    place = f"In {where}: " if where else ""
    if state != "blocs":
        yield place + NO_BLOCS[state]
        return
    told = members[members["bloc"] != ""]
    sizes = listed(f"{size}" for size in blocs["size"])
    firm = int(blocs["firm"].sum())
    yield (
        f"{place}{count_of(len(told), 'organisation')} fall into {len(blocs)} blocs of {sizes}: "
        "organisations reporting similar partners and rivals."
    )
    yield (
        f"{firm} of the {len(told)} stand in the same bloc in at least 90 of 100 plausible "
        f"readings; {int(told['between'].sum())} stand between blocs."
    )
    if runner_up == 1:
        yield "The next best reading is that there are no blocs."
    elif runner_up:
        yield f"The next best number of blocs is {runner_up}."


def tell_chance(chance: ChanceTest) -> Iterator[str]:
    """How the groups compare with what chance shows.

    Parameters
    ----------
    chance : ChanceTest
        The comparison.

    Yields
    ------
    str
    """
    if not chance.draws:
        return
    as_good = round(chance.p_value * (chance.draws + 1)) - 1
    yield (
        f"Of {chance.draws} graphs with the same ties and inclinations but signs by lot, "
        f"{as_good or 'none'} fell into groups as well as this one."
    )


def tell_balance(
    *, high_ties: pd.DataFrame, least: LeastFrustration | None, triads: pd.DataFrame
) -> Iterator[str]:
    """How well the blocs account for the ties, and what triads say.

    Parameters
    ----------
    high_ties, least, triads
        As `Blocs` holds them.

    Yields
    ------
    str
    """
    violated = int(high_ties["against"].sum())
    if least is not None and len(high_ties):
        yield (
            f"{violated} of {count_of(len(high_ties), 'high tie')} run against the blocs: "
            f"cooperation between them or competition inside. {_fewest(least)}"
        )
    total = int(triads["count"].sum())
    if total:
        balanced = int(triads.loc[triads["balanced"], "count"].sum())
        usual = float(triads.loc[triads["balanced"], "expected"].sum())
        yield (
            f"Of {count_of(total, 'triad')} of high ties {balanced} {is_or_are(balanced)} balanced "
            f"(partners of partners, rivals of rivals); signs by lot would give {usual:.0f}."
        )


def _fewest(least: LeastFrustration) -> str:
    count = round(least.frustration)
    groups = f"into {least.groups}"
    if least.proven:
        return f"No grouping {groups} leaves fewer than {count}; that is proven."
    return (
        f"The best grouping {groups} that was found leaves {count}; none leaves fewer than "
        f"{round(least.lower_bound)}."
    )


def name_blocs(
    *, blocs: pd.DataFrame, members: pd.DataFrame, high_ties: pd.DataFrame
) -> Iterator[str]:
    """Sentences that name organisations.

    Parameters
    ----------
    blocs, members, high_ties : DataFrame
        As `Blocs` holds them.

    Yields
    ------
    str
    """
    for bloc, row in blocs.iterrows():
        yield f"Bloc {bloc} ({row['size']}): most cooperation inside with {row['most_inside']}."
    between = members[members["between"]].sort_values(["steady", "name"])
    if len(between):
        yield f"Between blocs: {_names(list(between['name']))}."
    for layer, begin in (
        ("cooperation", "Bridges across blocs, each worth a conversation"),
        ("competition", "Rivals inside a bloc"),
    ):
        ties = high_ties[high_ties["against"] & (high_ties["layer"] == layer)]
        ends = zip(ties["source_name"], ties["target_name"], strict=True)
        pairs = [f"{one} with {other}" for one, other in ends]
        if pairs:
            yield f"{begin}{_surest(len(pairs))}: {'; '.join(pairs[:MOST_NAMED])}."


def _names(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    shown = names[:MOST_NAMED]
    return f"{'; '.join(shown)} and {more} more" if more > 0 else "; ".join(shown)


def _surest(count: int) -> str:
    return f" (the {MOST_NAMED} surest of {count})" if count > MOST_NAMED else ""
