"""On what grounds the leading stakeholders lead: ties, brokerage, ratings, groups, persons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from stakeholder_map.influence.grounds.key_groups import lead_key_groups, tell_key_groups
from stakeholder_map.influence.grounds.one_person import tell_one_person, through_one_person
from stakeholder_map.influence.grounds.ties_in import presence, strengths, strongest, unjoined
from stakeholder_map.influence.grounds.unnamed import from_key_groups, group_labels
from stakeholder_map.influence.measures.by_name import MEASURES
from stakeholder_map.influence.measures.readings import read_draws, read_graph
from stakeholder_map.influence.ranking.rank import Ranking
from stakeholder_map.influence.ranking.standing import TOP
from stakeholder_map.influence.ranking.told import measure_words
from stakeholder_map.influence.rated.received import ratings
from stakeholder_map.influence.rated.told import FEWEST_RATERS
from stakeholder_map.phrases import Missing, count_of, lacking, listed, spelt
from stakeholder_map.scan import Scan

SENDERS = 3
"""So many of those who report most of a stakeholder are named."""

LIKELY = 0.5


@dataclass(frozen=True, eq=False)
class Grounds:
    """What the places of the leading stakeholders rest on.

    Parameters
    ----------
    leaders : DataFrame
        Indexed by stakeholder id, the first ten places. ``name``, ``rank``, and ``grounds``: a
        sentence built from the data, in which those whose answers it speaks of have no names.
    senders : DataFrame
        As indexed; ``name``, ``rank``, and ``strongest_from``: the names of those from whom the
        strongest ties come in. It tells whose answers they are.
    groups : DataFrame
        As `lead_key_groups` gives it.
    one_person : DataFrame
        As `through_one_person` gives it, with ``name`` and ``rank`` before; the highest ranked
        first.
    sentences : tuple of str
        What it says, in words.
    missing : tuple of Missing
        Tables that would show more.
    """

    leaders: pd.DataFrame
    senders: pd.DataFrame
    groups: pd.DataFrame
    one_person: pd.DataFrame
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def find_grounds(scan: Scan, ranking: Ranking) -> Grounds:
    """Say what the places of the leading stakeholders rest on.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ranking : Ranking
        What `rank_influence` gave for it.

    Returns
    -------
    Grounds
        Empty tables where there is nobody or no tie to read.

    Notes
    -----
    Sentences name organisations and are for analysts. Of whom their strongest ties come from they
    tell the key groups only; `senders` has the names. Persons appear as roles.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.influence import rank_influence
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> scan = open_scan(folder, draws=20, seed=1)
    >>> grounds = find_grounds(scan, rank_influence(scan))
    >>> len(grounds.leaders)
    10
    """
    table = ranking.table
    lead = table.head(TOP) if ranking.layers else table.head(0)
    leaders = lead[["name", "rank"]].copy()
    leaders["grounds"], names = _grounds(scan, ranking, lead=lead)
    senders = leaders[["name", "rank"]].assign(strongest_from=names)
    groups = lead_key_groups(ranking) if ranking.layers else lead_key_groups(ranking).head(0)
    hanging = through_one_person(scan.region)
    named = table[["name", "rank"]].join(hanging, how="inner")
    sentences = (
        *(f"{row['name']}: {row['grounds']}." for row in leaders.head(1).to_dict("records")),
        *tell_key_groups(groups),
        *tell_one_person(hanging, names=leaders["name"]),
    )
    return Grounds(
        leaders=leaders,
        senders=senders,
        groups=groups,
        one_person=named,
        sentences=sentences,
        missing=lacking(scan.region.has, "contacts", "people"),
    )


def _grounds(
    scan: Scan, ranking: Ranking, *, lead: pd.DataFrame
) -> tuple[pd.Series[str], pd.Series[str]]:
    """A sentence for each, and the names of those from whom its strongest ties come."""
    told, sent_by = (pd.Series(index=lead.index, dtype="str") for _ in range(2))
    if lead.empty:
        return told, sent_by
    ids = list(scan.graph.ids)
    who = scan.evidence.stakeholders.reindex(ids)
    groups, labels = list(who["key_group"]), group_labels(who)
    expected = strengths(read_graph(scan.graph, layers=ranking.layers))
    tied = presence(read_draws(scan.draws, scan.graph, layers=ranking.layers)) >= LIKELY
    tied = tied | tied.T
    places = _places_by_measure(ranking)
    rated = ratings(scan.evidence)
    for each in lead.index:
        at = ids.index(each)
        senders = strongest(expected[:, at], names=ids, most=SENDERS)
        sent_by[each] = "; ".join(map(scan.region.name_of, senders))
        clauses = [
            _standing(places.loc[each]),
            _senders(from_key_groups(senders, labels=labels)),
            _between(unjoined(tied, groups=groups, place=at), contacts=int(tied[at].sum())),
            _ratings(rated.loc[each]),
        ]
        told[each] = "; ".join(clause for clause in clauses if clause)
    return told, sent_by


def _places_by_measure(ranking: Ranking) -> pd.DataFrame:
    """Place of each by the mean of each measure that counts."""
    columns = {}
    for name in ranking.weights:
        up = MEASURES[name].direction == "less"
        values = ranking.table[name].round(9)
        columns[name] = values.rank(method="min", ascending=up, na_option="bottom")
    return pd.DataFrame(columns, index=ranking.table.index).astype("int64")


def _standing(places: pd.Series[int]) -> str:
    """By what measures it stands where, the best first."""
    ordered = places.sort_values(kind="stable")
    by = [
        f"{_ordinal(int(place))} by {measure_words(map(str, same.index))}"
        for place, same in ordered.groupby(ordered, sort=True)
    ]
    return listed(by)


def _senders(groups: str) -> str:
    return f"strongest ties come in from {groups}" if groups else "no tie comes in"


def _between(pairs: list[tuple[str, str, int]], *, contacts: int) -> str:
    total = sum(count for _, _, count in pairs)
    if not total:
        return "its contacts all have ties of their own" if contacts > 1 else ""
    one, other, _ = pairs[0]
    kinds = f"within {spelt(one)}" if one == other else f"{spelt(one)} with {spelt(other)}"
    return (
        f"it stands between {count_of(total, 'pair')} of organisations without a tie of their own"
        f"{f', most often {kinds}' if len(pairs) > 1 else f' ({kinds})'}"
    )


def _ratings(row: pd.Series[float]) -> str:
    """Value and trust with their raters; means of few are left to the table."""
    told = [
        f"{family} {row[family]:.1f} of 4 ({int(row[f'{family}_raters'])} raters)"
        for family in ("value", "trust")
        if row[f"{family}_raters"] >= FEWEST_RATERS and np.isfinite(row[family])
    ]
    return f"rated {listed(told)}" if told else ""


def _ordinal(place: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    if place % 100 in {11, 12, 13}:
        return f"{place}th"
    return f"{place}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th') }"
