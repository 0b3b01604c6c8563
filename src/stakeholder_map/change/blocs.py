"""Blocs of two scans: which are the same, and whether one has truly split or merged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import gammaln

from stakeholder_map.change.noise import PairNoise, two_sided
from stakeholder_map.coopetition.blocs import estimate_blocs
from stakeholder_map.scan import Scan

MOST_BLOCS = 4
SEED = 1

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Parting:
    """Some members of a bloc who stand elsewhere in the other scan.

    Parameters
    ----------
    bloc : tuple of int
        Places of the members who stay together.
    part : tuple of int
        Places of those who do not.
    merged : bool
        Whether the two stood apart before and together now, instead of the other way round.
    chance : float
        Of such a difference by chance alone, over all ways to take so many out of the bloc.
    """

    bloc: tuple[int, ...]
    part: tuple[int, ...]
    merged: bool
    chance: float


def name_blocs(scan: Scan) -> pd.DataFrame:
    """The bloc of each organisation, by what it says of partners and rivals.

    Parameters
    ----------
    scan : Scan
        An opened scan.

    Returns
    -------
    DataFrame
        ``stakeholder_id``, ``bloc`` from 0, the largest first; all 0 where the answers do not show
        separate groups.
    """
    graph = scan.graph
    n, layers = graph.n, set(graph.layers)
    assignment = np.zeros(n, dtype=np.int64)
    if {"cooperation", "competition"} <= layers and n > 2:
        ties = (graph.matrix("cooperation"), graph.matrix("competition"))
        fits = [estimate_blocs(*ties, groups=k, seed=SEED) for k in range(2, MOST_BLOCS + 1)]
        told = [fit for fit in fits if fit.told]
        if told:
            assignment = max(told, key=lambda fit: round(fit.score, 6)).assignment
    return pd.DataFrame({"stakeholder_id": list(graph.ids), "bloc": assignment})


def match_blocs(before: Whole, after: Whole) -> Whole:
    """Numbers of the later blocs, called as the earlier ones that most of their members were in.

    Parameters
    ----------
    before, after : ndarray
        Bloc of each stakeholder at either time.

    Returns
    -------
    ndarray
        As `after`, with numbers of `before` where a bloc goes on, new ones where it does not.

    Examples
    --------
    >>> match_blocs(np.array([0, 0, 0, 1, 1]), np.array([1, 1, 0, 0, 0])).tolist()
    [0, 0, 1, 1, 1]
    """
    from scipy.optimize import linear_sum_assignment

    olds, news = np.unique(before), np.unique(after)
    common = np.array([[int(((before == o) & (after == m)).sum()) for m in news] for o in olds])
    rows, columns = linear_sum_assignment(-common)
    names = {int(news[c]): int(olds[r]) for r, c in zip(rows, columns, strict=True) if common[r, c]}
    fresh = int(olds.max()) + 1
    for new in news:
        if int(new) not in names:
            names[int(new)] = fresh
            fresh += 1
    return np.array([names[int(each)] for each in after], dtype=np.int64)


def partings(
    before: Whole, after: Whole, *, cooperation: PairNoise, competition: PairNoise
) -> list[Parting]:
    """Splits and mergers of blocs, each with its chance.

    A part that leaves a bloc is tested by the cooperation that the two have lost, or the
    competition that they have gained, against what chance makes of as many pairs of as many
    respondents. The blocs were found in the same answers, so the chance is multiplied by the number
    of ways to take so many members out of the bloc.

    Parameters
    ----------
    before, after : ndarray
        Bloc of each respondent in common, at either time.
    cooperation, competition : PairNoise
        Differences of their pairs.

    Returns
    -------
    list of Parting
        In the order of the blocs; splits first.
    """
    found = []
    for merged, whole, parts in ((False, before, after), (True, after, before)):
        for bloc, part in _parts(whole, parts):
            sign = 1.0 if merged else -1.0
            drop = sign * cooperation.between(part, bloc)
            rise = -sign * competition.between(part, bloc)
            freedom = cooperation.count - 1
            chance = float(two_sided(np.array([max(drop, rise, 0.0)]), freedom=freedom)[0])
            ways = _log_ways(len(part) + len(bloc), len(part))
            chance = float(np.exp(min(np.log(max(chance, 1e-300)) + ways, 0.0)))
            found.append(Parting(tuple(bloc.tolist()), tuple(part.tolist()), merged, chance))
    return found


def _parts(whole: Whole, parts: Whole) -> Iterator[tuple[Whole, Whole]]:
    """For each bloc its main part and each other part in the other scan."""
    for name in np.unique(whole):
        members = np.flatnonzero(whole == name)
        labels, counts = np.unique(parts[members], return_counts=True)
        main = members[parts[members] == labels[np.argmax(counts)]]
        for label in labels[np.arange(len(labels)) != np.argmax(counts)]:
            yield main, members[parts[members] == label]


def _log_ways(n: int, k: int) -> float:
    return float(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1))
