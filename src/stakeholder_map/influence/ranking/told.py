"""What a ranking says, in the words that leaders read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from stakeholder_map.environment.heard import wave_is_open
from stakeholder_map.influence.measures.readings import Floats
from stakeholder_map.influence.ranking.standing import SURE, TOP, runs
from stakeholder_map.phrases import Missing, count_of, is_or_are, listed, spelt
from stakeholder_map.scan import Scan
from stakeholder_map.tables import TABLES

MOST_NAMES = 5
SELDOM = 0.1
"""Share of the readings below which a first place is not worth a name."""

OFTEN = 0.5
"""Who leads each of the others comes first where it leads all at once in so many readings."""

CAVEAT = "Central in what others report; not a measure of quality."


def some_of(names: Sequence[str], *, most: int = MOST_NAMES) -> str:
    """Names as a sentence lists them; beyond `most` the rest is counted.

    Examples
    --------
    >>> some_of(["A", "B", "C"]), some_of(["A", "B", "C", "D"], most=2)
    ('A, B and C', 'A, B and 2 more')
    """
    hidden = len(names) - most
    return listed([*names[:most], *([f"{hidden} more"] if hidden > 0 else [])])


def of_100(share: float) -> int:
    """How many of 100 readings: all or none only where it is all or none.

    Examples
    --------
    >>> of_100(0.93), of_100(0.999), of_100(1.0), of_100(0.001), of_100(0.0)
    (93, 99, 100, 1, 0)
    """
    if share in {0.0, 1.0}:
        return int(100 * share)
    return min(max(round(100 * share), 1), 99)


def measure_words(names: Iterable[str]) -> str:
    """Names of measures as a sentence lists them.

    Examples
    --------
    >>> measure_words(["strength", "pagerank", "core_number"])
    'strength, PageRank and core number'
    """
    return listed({"pagerank": "PageRank"}.get(name, spelt(name)) for name in names)


def tell_ranking(
    table: pd.DataFrame, *, ahead: Floats, scan: Scan, layers: Sequence[str], draws: int
) -> tuple[str, ...]:
    """Sentences of a ranking.

    Parameters
    ----------
    table : DataFrame
        As `Ranking` holds it.
    ahead : ndarray
        As `lead` gives it, in the order of `table`.
    scan : Scan
        Whence it comes.
    layers : sequence of str
        Layers that were read.
    draws : int
        Number of readings.

    Returns
    -------
    tuple of str
        Who leads, whose order cannot be told, who is on the edge of the top ten, of whom nobody
        spoke, and what influence means here.
    """
    if table.empty:
        return ("There is nobody to rank.",)
    if not layers:
        gap = Missing("survey", TABLES["survey"].adds)
        return ("No ties to read yet." if wave_is_open(scan.region) else f"No ties to read. {gap}",)
    run = pd.Series(runs(ahead), index=table.index)
    return (
        _leader(table, ahead=ahead, scan=scan, draws=draws),
        *_untold(table, run=run),
        *_top(table),
        *_unheard(table, scan=scan),
        CAVEAT,
    )


def _leader(table: pd.DataFrame, *, ahead: Floats, scan: Scan, draws: int) -> str:
    """Who comes first, or of whom it cannot be told: all whom the first does not surely lead."""
    first = table[ahead[0] < SURE]
    if len(first) > 1:
        often = first[first["first"] >= SELDOM].sort_values("first", ascending=False, kind="stable")
        most = [
            f"{name} in {of_100(share)}"
            for name, share in zip(often["name"], often["first"], strict=True)
        ]
        told = f" First in 100 plausible readings: {listed(most)}." if most else ""
        return f"Cannot tell who comes first of {some_of(list(first['name']))}.{told}"
    leader = first.iloc[0]
    raters = count_of(int(leader["raters"]), "organisation")
    us = " (the convener)" if leader.name == scan.region.settings.convener else ""
    alone = of_100(float(leader["first"]))
    if leader["first"] < OFTEN:
        return (
            f"Cannot tell who comes first: {leader['name']}{us} stands above each of the others in "
            f"at least 90 of 100 plausible readings, above all of them at once in {alone}."
        )
    return (
        f"{leader['name']}{us} comes first: in {alone} of 100 plausible readings of the evidence "
        f"({draws} were drawn), on what {raters} said of it."
    )


def _untold(table: pd.DataFrame, *, run: pd.Series[int]) -> Iterable[str]:
    """The runs among the first ten places whose order cannot be told, below the leader."""
    for number, group in table[run > 1].groupby(run[run > 1]):
        if len(group) == 1 or group["rank"].min() > TOP:
            continue
        first = int((run < number).sum()) + 1
        last = first + len(group) - 1
        yield f"Cannot tell the order of {some_of(list(group['name']))} (places {first} to {last})."


def _top(table: pd.DataFrame) -> Iterable[str]:
    if len(table) <= TOP:
        return
    sure = int((table["top_ten"] >= SURE).sum())
    open_ = int(((table["top_ten"] > 1 - SURE) & (table["top_ten"] < SURE)).sum())
    yield (
        f"{count_of(sure, 'organisation')} {is_or_are(sure)} among the top ten in at least 90 of "
        f"100 readings; for {open_} more it cannot be told."
    )


def _unheard(table: pd.DataFrame, *, scan: Scan) -> Iterable[str]:
    if not scan.region.has("survey"):
        return
    silent = int((table["raters"] == 0).sum())
    if silent:
        yield (
            f"Nobody said anything of {count_of(silent, 'organisation')}: a low place there is "
            "silence, not an answer."
        )
