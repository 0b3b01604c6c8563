"""The ranking under simple treatments of reports that disagree, beside the one of the scan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stakeholder_map.influence.measures.readings import read_graph
from stakeholder_map.influence.ranking.rank import Ranking, ranked_places, shares_of, weighted
from stakeholder_map.influence.ranking.standing import SURE, TOP, place
from stakeholder_map.influence.ranking.told import some_of
from stakeholder_map.phrases import listed, spelt
from stakeholder_map.posterior import TREATMENTS, weigh_evidence
from stakeholder_map.scan import Scan

SIMPLE = tuple(TREATMENTS)
"""Treatments that take the reports by a plain rule."""


@dataclass(frozen=True, eq=False)
class TreatmentComparison:
    """Places under the scan's own weighing of the evidence and under simple treatments of it.

    Parameters
    ----------
    ranks : DataFrame
        Indexed by stakeholder id, in the order of the ranking. ``name``; ``this_scan``, its rank;
        a column for each simple treatment with its rank on the graph that the treatment expects;
        ``rank_low`` and ``rank_high`` of the scan; ``depends``: whether a simple treatment puts it
        outside these.
    treatment : str
        How the scan weighs the evidence.
    sentences : tuple of str
        Where they disagree, in words.
    """

    ranks: pd.DataFrame
    treatment: str
    sentences: tuple[str, ...]


def compare_treatments(scan: Scan, ranking: Ranking) -> TreatmentComparison:
    """Rank again under each simple treatment, with the same layers and weights.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ranking : Ranking
        What `rank_influence` gave for it.

    Returns
    -------
    TreatmentComparison
        Without sentences where there is nobody or no tie.

    Notes
    -----
    A simple treatment prints one place for each and no doubt. That its place lies outside the
    interval of the scan does not say which of the two is right, but that the place is an outcome
    of the treatment as much as of the answers.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.influence import rank_influence
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> scan = open_scan(folder, draws=20, seed=1)
    >>> list(compare_treatments(scan, rank_influence(scan)).ranks.columns[1:5])
    ['this_scan', 'as_stated', 'either_side', 'both_sides']
    """
    table = ranking.table
    ranks = pd.DataFrame({"name": table["name"], "this_scan": table["rank"]}, index=table.index)
    for treatment in SIMPLE:
        ranks[treatment] = _ranks(scan, ranking, treatment=treatment)
    places = ranks[list(SIMPLE)]
    ranks["rank_low"], ranks["rank_high"] = table["rank_low"], table["rank_high"]
    ranks["depends"] = (places.min(axis=1) < ranks["rank_low"]) | (
        places.max(axis=1) > ranks["rank_high"]
    )
    sure = bool((table["first"] >= SURE).any())
    told = tuple(tell_treatments(ranks, sure=sure)) if len(table) > 1 and ranking.layers else ()
    return TreatmentComparison(ranks, scan.posterior.treatment, told)


def _ranks(scan: Scan, ranking: Ranking, *, treatment: str) -> pd.Series[int]:
    read = [(layer, "") for layer in ranking.layers]
    graph = weigh_evidence(scan.evidence, treatment=treatment, only=read).expected()
    readings = read_graph(graph, layers=ranking.layers)
    shares = {name: shares_of(readings, measure=name) for name in ranking.weights}
    weights = {name: np.array([[weight]]) for name, weight in ranking.weights.items()}
    places = ranked_places(scan)
    ids = pd.Index([graph.ids[at] for at in places], dtype="str")
    scores = weighted(shares, weights=weights)[:, places]
    return place(scores, index=ids)["rank"].reindex(ranking.table.index).astype("int64")


def tell_treatments(ranks: pd.DataFrame, *, sure: bool) -> Iterable[str]:
    """Sentences on places under all treatments.

    Parameters
    ----------
    ranks : DataFrame
        As `TreatmentComparison` holds it.
    sure : bool
        Whether one is first in at least nine of ten readings of the scan.

    Yields
    ------
    str
    """
    columns = ["this_scan", *SIMPLE]
    first = {name: _first(ranks, by=name) for name in columns}
    doubt = "" if sure else " That is by mean score: the readings leave open who comes first."
    if len(set(first.values())) > 1:
        each = [f"{listed(who) or 'nobody'} ({_word(name)})" for name, who in first.items()]
        yield f"Who comes first depends on how disagreement is treated: {listed(each)}.{doubt}"
    elif first["this_scan"]:
        yield (
            f"However disagreement is treated, {listed(first['this_scan'])} "
            f"{'comes' if len(first['this_scan']) == 1 else 'come'} first.{doubt}"
        )
    if len(ranks) > TOP:
        inside = ranks[columns] <= TOP
        edge = ranks[inside.any(axis=1) & ~inside.all(axis=1)]
        if len(edge):
            yield (
                "Among the first ten under one treatment of disagreement and not under another: "
                f"{some_of(list(edge['name']))}."
            )
    depends = ranks[ranks["depends"]]
    if len(depends):
        names = some_of(list(depends["name"]))
        yield (
            "A simple treatment gives a place outside the range of at least nine of ten readings "
            f"for {names}: that place is an outcome of the treatment as much as of the answers."
        )


def _first(ranks: pd.DataFrame, *, by: str) -> tuple[str, ...]:
    """Names in the first place; of nobody where all share it."""
    names = tuple(ranks.loc[ranks[by] == 1, "name"])
    return names if len(names) < len(ranks) else ()


def _word(name: str) -> str:
    return {"this_scan": "this scan", "as_stated": "as stated"}.get(name, spelt(name))
