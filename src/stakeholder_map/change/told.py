"""What a comparison says, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from stakeholder_map.change.ground import Ground
from stakeholder_map.change.noise import FEWEST
from stakeholder_map.phrases import count_of, is_or_are, percent

NO_CHANGE = "No change that these surveys could detect"

_KINDS = {
    "influence": "place in what others report",
    "ties": "ties",
    "pairs": "relation",
    "areas": "area",
    "blocs": "bloc",
    "proposal": "proposal",
}


def tell_comparison(
    ground: Ground, *, differences: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sentences for everybody, and sentences that name organisations.

    Parameters
    ----------
    ground : Ground
        Two findings.
    differences : DataFrame
        Tested differences.
    tables : mapping of str to DataFrame
        What is on record, by name.

    Returns
    -------
    tuple of str, tuple of str
        Counts only; then by name.
    """
    counts = tuple(_counts(ground, differences=differences, tables=tables))
    return counts, tuple(_named(differences, tables=tables))


def _counts(
    ground: Ground, *, differences: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> Iterator[str]:
    sure = differences[differences["more_than_noise"]]
    since = f"since the scan of {ground.before.as_of}"
    if len(sure):
        kinds = sure["kind"].value_counts(sort=False)
        listed = ", ".join(f"{kinds[kind]} of {_KINDS[kind]}" for kind in _KINDS if kind in kinds)
        changes = f"{count_of(len(sure), 'change')} {since} {is_or_are(len(sure))} more than noise"
        yield f"{changes}: {listed}."
    elif ground.compares_influence or ground.compares_ties:
        rest = len(differences)
        noise = (
            f"; {count_of(rest, 'difference')} {is_or_are(rest)} within the noise" if rest else ""
        )
        yield f"{NO_CHANGE} {since}{noise}."
    else:
        yield f"The answers cannot be compared with those of the scan of {ground.before.as_of}."
    yield _respondents(ground)
    people = tables["roster"]["change"].value_counts()
    if len(people):
        words = {"come": "came", "gone": "left", "renamed": "renamed"}
        told = [f"{people[each]} {word}" for each, word in words.items() if each in people]
        yield f"Stakeholders on record: {', '.join(told)}."
    yield from _proposed(tables["outcome"])
    changed = ground.not_compared
    if len(changed):
        yield f"Asked or weighed differently, and not compared: {', '.join(changed['what'])}."
    fixed = len(tables["corrections"])
    if fixed:
        yield f"{count_of(fixed, 'published figure')} {'was' if fixed == 1 else 'were'} corrected."


def _proposed(partners: pd.DataFrame) -> Iterator[str]:
    if partners["asked"].isna().any():
        whether = "whether they were asked is not on record"
        yield f"{count_of(len(partners), 'partner')} proposed then: {whether}."
    elif len(partners):
        asked = int(partners["asked"].sum())
        yield (
            f"Of {count_of(len(partners), 'partner')} proposed then, {asked} "
            f"{'was' if asked == 1 else 'were'} asked since and "
            f"{int(partners['joined'].sum())} joined."
        )


def _respondents(ground: Ground) -> str:
    text = f"{percent(ground.share)} of those who answered in either scan answered in both"
    if len(ground.respondents) < FEWEST:
        return f"{text}: too few to compare ties and blocs."
    return f"{text} ({len(ground.respondents)} organisations)."


def _named(differences: pd.DataFrame, *, tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    for row in differences[differences["more_than_noise"]].to_dict("records"):
        yield f"{row['name']}: {row['was']} before, {row['now']} now."
    for row in tables["roster"].to_dict("records"):
        if row["change"] == "renamed":
            yield f"{row['was']} is now called {row['name']}."
    for row in tables["departures"].to_dict("records"):
        when = f" on {row['until']}" if row["until"] else "; since when is not on record"
        yield f"{row['name']}: somebody at the level {row['seniority']} has left{when}."
    for row in tables["corrections"].to_dict("records"):
        yield (
            f"Corrected: {row['figure']} was {row['was']} in scan {row['scan']} and is "
            f"{row['now']}. {row['why']}."
        )
