"""Places without something: ranked again on the expected graph with some ties taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

from stakeholder_map.influence.measures.readings import Floats, read_graph
from stakeholder_map.influence.ranking.rank import Ranking, ranked_places, shares_of, weighted
from stakeholder_map.influence.ranking.ranks import rank_ends
from stakeholder_map.scan import Scan


@dataclass(frozen=True)
class Cut:
    """Ties to take out: whatever goes from one of the sources to one of the targets.

    Parameters
    ----------
    sources : tuple of str
        Stakeholder ids.
    targets : tuple of str
        Stakeholder ids; empty: everybody.

    Examples
    --------
    >>> Cut(("a",)).targets
    ()
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...] = ()


def places_without(scan: Scan, ranking: Ranking, *, cuts: Sequence[Cut]) -> pd.DataFrame:
    """Rank of everybody on the expected graph, as it is and without some ties.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ranking : Ranking
        What `rank_influence` gave for it: its layers and weights are used.
    cuts : sequence of Cut
        Each taken out by itself.

    Returns
    -------
    DataFrame
        Indexed by stakeholder id, in the order of the ranking; column 0 is the rank with
        everything, column k that without the k-th cut. One place for each: it holds no doubt.

    Notes
    -----
    A tie stands for what its source says, and in symmetric layers for what either says: of those
    the half that counts for the target is taken out, the one that counts for the source stays.
    """
    base = read_graph(scan.graph, layers=ranking.layers)
    ties = base.ties.tocoo()
    at = {each: place for place, each in enumerate(scan.graph.ids)}
    parts = [base.ties]
    for cut in cuts:
        sources = np.isin(ties.row, [at[each] for each in cut.sources])
        targets = np.isin(ties.col, [at[each] for each in cut.targets or scan.graph.ids])
        kept = ~(sources & targets)
        places = (ties.row[kept], ties.col[kept])
        parts.append(sparse.csr_array((ties.data[kept], places), shape=base.ties.shape))
    stacked = sparse.csr_array(sparse.block_diag(parts, format="csr"))
    readings = replace(base, ties=stacked, count=len(parts))
    shares = {name: shares_of(readings, measure=name) for name in ranking.weights}
    fixed: dict[str, Floats] = {k: np.array([[weight]]) for k, weight in ranking.weights.items()}
    places_of = ranked_places(scan)
    scores = weighted(shares, weights=fixed)[:, places_of]
    ranks = rank_ends(-scores)[0].astype(np.int64)
    index = pd.Index([scan.graph.ids[place] for place in places_of], dtype="str")
    return pd.DataFrame(ranks.T, index=index).reindex(ranking.table.index)
