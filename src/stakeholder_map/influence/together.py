"""Who moves others together: sets that reach most or hold most together, and direct influence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stakeholder_map.environment.heard import wave_is_open
from stakeholder_map.errors import UsageError
from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.influence.measures.indirect import indirect_influence
from stakeholder_map.influence.measures.player_sets import key_players_over
from stakeholder_map.influence.measures.players import Aim
from stakeholder_map.influence.measures.readings import read_draws
from stakeholder_map.influence.ranking.rank import Ranking, ranked_places
from stakeholder_map.influence.ranking.standing import SURE, TOP
from stakeholder_map.influence.ranking.told import some_of
from stakeholder_map.phrases import Missing, count_of
from stakeholder_map.scan import Scan

SETS = 20
"""In so many readings the best set is sought."""

SELDOM = 0.25


@dataclass(frozen=True, eq=False)
class KeySets:
    """Small sets of organisations that together reach, or hold together, most of the others.

    Parameters
    ----------
    table : DataFrame
        Indexed by stakeholder id, those in the best set of any reading, the most frequent first:
        ``name``, ``rank``; ``reach`` and ``fragment``, shares of the readings in which it stands in
        the set that the others are nearest to, and in that whose going parts them most.
    size : int
        How many a set has.
    readings : int
        In how many readings it was sought.
    proven : bool
        Whether every set is proven best; else some are best only as far as exchanging members
        goes.
    sentences : tuple of str
        What it says, in words.
    """

    table: pd.DataFrame
    size: int
    readings: int
    proven: bool
    sentences: tuple[str, ...]


def find_key_sets(scan: Scan, ranking: Ranking, *, size: int = 3) -> KeySets:
    """Find who together reaches or holds together most, in several readings (Borgatti).

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ranking : Ranking
        What `rank_influence` gave for it: its layers are read.
    size : int
        How many a set has, from 1.

    Returns
    -------
    KeySets
        Empty where there is no tie, or nobody beside a whole set.

    Raises
    ------
    UsageError
        A size below 1.

    Notes
    -----
    The best set is not that of the highest ranks: two who reach the same others are no better than
    one. Of sets that are equally good each reading takes one by lot, from the seed. Internal
    departments are left out. See `find_key_players`.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.influence import rank_influence
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> scan = open_scan(folder, draws=5, seed=1)
    >>> round(float(find_key_sets(scan, rank_influence(scan)).table["reach"].sum()), 6)
    3.0
    """
    if size < 1:
        raise UsageError(f"expected a set of at least 1 stakeholder, found {size!r}")
    graph = scan.graph.select(stakeholders=[scan.graph.ids[at] for at in ranked_places(scan)])
    count = min(SETS, len(scan.draws))
    table = pd.DataFrame(columns=["name", "rank", "reach", "fragment"])
    if not ranking.layers or graph.n <= size:
        return KeySets(table.rename_axis("stakeholder_id"), size, 0, False, ())
    shares: dict[str, pd.Series[float]] = {}
    proven = True
    for aim in ("reach", "fragment"):
        found = list(_best_sets(scan, ranking, graph=graph, size=size, aim=aim))
        times = Counter(each for members, _ in found for each in members)
        shares[aim] = pd.Series(times, dtype="float64") / count
        proven = proven and all(sure for _, sure in found)
    table = ranking.table[["name", "rank"]].join(pd.DataFrame(shares), how="inner").fillna(0.0)
    order = pd.DataFrame({"both": -table["reach"] - table["fragment"], "rank": table["rank"]})
    table = table.loc[order.sort_values(["both", "rank"], kind="stable").index]
    return KeySets(table, size, count, proven, tuple(_told(table, size=size, count=count)))


def _best_sets(
    scan: Scan, ranking: Ranking, *, graph: StakeholderGraph, size: int, aim: Aim
) -> Iterable[tuple[list[str], bool]]:
    """The best set of each reading, and whether it is proven.

    Each reading puts the stakeholders in an order of its own: where several sets are equally good,
    another one is found in another reading.
    """
    readings = read_draws(scan.draws, scan.graph, layers=ranking.layers)
    places, ids = ranked_places(scan), pd.Index(graph.ids)
    for k in range(min(SETS, len(scan.draws))):
        order = np.random.default_rng([scan.seed, k]).permutation(len(places))
        mixed = readings.only(k).among(places[order])
        players = key_players_over(mixed, graph=graph, size=size, aim=aim)[0]
        yield list(ids[order[ids.get_indexer(pd.Index(players.members))]]), players.proven


def _told(table: pd.DataFrame, *, size: int, count: int) -> Iterable[str]:
    for aim, does in (
        ("reach", "reach the others in the fewest steps"),
        ("fragment", "hold the others together, so that without them most ways are lost"),
    ):
        often = table[table[aim] >= SELDOM].sort_values(aim, ascending=False, kind="stable")
        shares = zip(often["name"], often[aim], strict=True)
        names = [f"{name} in {round(share * count)}" for name, share in shares]
        firm = int((often[aim] >= SURE).sum()) == size
        yield (
            f"{'The' if firm else 'Cannot tell which'} {count_of(size, 'organisation')} together "
            f"{does}{'' if firm else '; most often'}: "
            f"{some_of(names) or 'nobody often'} (of {count} readings)."
        )


@dataclass(frozen=True, eq=False)
class DirectInfluence:
    """Who influences whom among the leading stakeholders, as they were asked (MACTOR).

    Parameters
    ----------
    table : DataFrame
        Indexed by stakeholder id, those of the first ten of whom it was said, the most competitive
        first: ``name``, ``rank``; ``influence`` and ``dependence``, sums over the others, direct
        and through one other; ``competitiveness``, 1 is the mean.
    sentences : tuple of str
        What it says, in words.
    missing : tuple of Missing
        Tables that would show more.
    """

    table: pd.DataFrame
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def ask_direct_influence(scan: Scan, ranking: Ranking) -> DirectInfluence:
    """Direct and indirect influence among the first ten, as stated.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ranking : Ranking
        What `rank_influence` gave for it.

    Returns
    -------
    DirectInfluence
        Empty where it was not asked, or said of fewer than two of the first ten.

    Notes
    -----
    It holds what was said and nothing more: no doubt is drawn, and who did not answer seems to
    depend on nobody. See `indirect_influence`.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.influence import rank_influence
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> scan = open_scan(folder, draws=5, seed=1)
    >>> list(ask_direct_influence(scan, rank_influence(scan)).table.columns)
    ['name', 'rank', 'influence', 'dependence', 'competitiveness']
    """
    columns = ["name", "rank", "influence", "dependence", "competitiveness"]
    gap = Missing("survey", "who influences whom directly, where respondents were asked")
    asked = "direct_influence" in scan.evidence.layers()
    lead = list(ranking.table.index[:TOP])
    if not asked or len(lead) < 2:
        empty = pd.DataFrame(columns=columns).rename_axis("stakeholder_id")
        waits = wave_is_open(scan.region)
        return DirectInfluence(empty, (), () if asked or waits else (gap,))
    stated = scan.posterior.stated()
    found = indirect_influence(stated, actors=lead).table
    table = ranking.table.loc[lead, ["name", "rank"]].join(found)
    said = table[(table["influence"] > 0) | (table["dependence"] > 0)]
    said = said.sort_values(["competitiveness", "rank"], ascending=[False, True])
    answered = scan.evidence.witnesses
    heard = set(answered.loc[answered["state"] == "answered", "stakeholder"])
    silent = sum(each not in heard for each in lead)
    told = tuple(_direct(said, of=len(lead), silent=silent))
    return DirectInfluence(said[columns], told, ())


def _direct(table: pd.DataFrame, *, of: int, silent: int) -> Iterable[str]:
    if len(table) < 2:
        return
    weight = table["competitiveness"].round(9)
    most = table[weight == weight.max()]
    told = f"By what was said of direct influence among the first {of}"
    if len(most) == len(table):
        yield f"{told}, all {len(table)} of whom it was said weigh the same."
    elif len(most):
        weigh = "weighs" if len(most) == 1 else "weigh"
        yield (
            f"{told}, {some_of(list(most['name']))} {weigh} most: "
            f"{most['competitiveness'].iloc[0]:.1f} times the mean, counting what goes through one "
            "other."
        )
    if silent:
        yield (
            f"{count_of(silent, 'organisation')} of these did not answer and so "
            f"{'seems' if silent == 1 else 'seem'} to depend on nobody."
        )
