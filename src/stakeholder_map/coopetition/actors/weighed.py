"""Those of whom direct influence was told: what each moves, and what that makes of alliances."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd

from stakeholder_map.coopetition.agreement import Agreement, count_pairs
from stakeholder_map.coopetition.mactor import STRONGEST
from stakeholder_map.influence.measures.indirect import LAYER
from stakeholder_map.influence.measures.readings import Floats
from stakeholder_map.influence.measures.through_others import add_through_others, sum_up
from stakeholder_map.influence.ranking.interval import measure_range
from stakeholder_map.scan import Scan

READINGS = 100
"""In so many readings influence and dependence are summed up anew."""

PLANE = {
    (True, False): "moves others",
    (True, True): "moves others and is moved",
    (False, True): "is moved",
    (False, False): "by itself",
}
"""Fields of the plane by whether influence and dependence are above the mean of all; in MACTOR's
words dominant, relay, dominated and autonomous."""

_SUMS = ("influence", "dependence", "competitiveness")


@dataclass(frozen=True, eq=False)
class Weighed:
    """What direct influence adds: means over the readings.

    Parameters
    ----------
    actors : DataFrame
        Indexed by stakeholder id: ``influence``, ``dependence``, ``competitiveness``, each with
        ``_low`` and ``_high``; ``field`` and ``field_share``.
    areas : DataFrame
        Indexed by area id: ``weighed_for``, ``weighed_against``.
    pairs : DataFrame
        ``source`` < ``target``, ``weighed_convergence``, ``weighed_divergence``.
    degree : float
        Degree of convergence of order 3.
    stability : float
        H, per cent.
    """

    actors: pd.DataFrame
    areas: pd.DataFrame
    pairs: pd.DataFrame
    degree: float
    stability: float


def asked_actors(scan: Scan) -> pd.Index[str]:
    """Ids of those of whose direct influence something was said, sorted."""
    reports = scan.evidence.reports
    said = reports[(reports["layer"] == LAYER) & (reports["value"] > 0)]
    ids = sorted({*said["source"], *said["target"]})
    actors: pd.Index[str] = pd.Index(ids, dtype="str", name="stakeholder_id")
    return actors


def weigh_actors(scan: Scan, *, positions: pd.DataFrame) -> Weighed:
    """MACTOR among those of whose direct influence something was said, reading by reading.

    What comes through others grows less than the strengths it comes through, so on expected
    strengths it would be more than it is in the readings. Each figure is the mean over those in
    which it is defined.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    positions : DataFrame
        Signed positions by stakeholder and area, 0 where none was taken.

    Returns
    -------
    Weighed
        Empty where direct influence was not asked.
    """
    ids = asked_actors(scan)
    stands = positions.reindex(ids, fill_value=0.0)
    drawn = [sum_up(add_through_others(each)) for each in _readings(scan, ids)]
    sums = np.array([[one.influence, one.dependence, one.weight] for one in drawn])
    sums = sums.reshape(len(drawn), len(_SUMS), len(ids)).round(9)
    weights = _defined(sums[:, 2])
    found = _agreed(weights, stands.to_numpy())
    first, second = np.triu_indices(len(ids), k=1)
    pairs = {
        "source": ids[first],
        "target": ids[second],
        "weighed_convergence": found.convergence[first, second],
        "weighed_divergence": found.divergence[first, second],
    }
    usual = pd.Series(_mean(weights), index=ids)
    areas = {
        "weighed_for": stands.clip(lower=0.0).mul(usual, axis=0).sum(skipna=False),
        "weighed_against": stands.clip(upper=0.0).abs().mul(usual, axis=0).sum(skipna=False),
    }
    known = pd.DataFrame(areas, index=stands.columns, dtype="float64")
    stable = np.array([[one.stability] for one in drawn]).reshape(-1, 1)
    return Weighed(
        actors=_told(ids, sums),
        areas=known if len(ids) else known * np.nan,
        pairs=pd.DataFrame(pairs).astype({"source": "str", "target": "str"}),
        degree=found.degree,
        stability=float(_mean(_defined(stable))[0]),
    )


def _readings(scan: Scan, ids: pd.Index[str]) -> Iterator[Floats]:
    """MID among some in each reading; none where there is nobody."""
    places = pd.Index(scan.graph.ids).get_indexer(ids)
    for matrix in islice(scan.draws.matrices(LAYER), READINGS if len(ids) else 0):
        yield _direct(matrix.toarray()[np.ix_(places, places)])


def _direct(strengths: Floats) -> Floats:
    """MID from strengths in [0, 1] of which the row's actor is moved by the column's."""
    direct: Floats = (strengths.T * STRONGEST).round(9)
    np.fill_diagonal(direct, 0.0)
    return direct


def _defined(values: Floats) -> Floats:
    """Those of some readings, shape (readings, n), in which nothing is missing."""
    return values[~np.isnan(values).any(axis=1)]


def _mean(values: Floats) -> Floats:
    """Mean over readings, shape (n,); missing where there is none."""
    mean: Floats = values.sum(axis=0) / (len(values) or np.nan)
    return mean


def _agreed(weights: Floats, stands: Floats) -> Agreement:
    """Agreement of order 3: means over the readings that give weights; missing without any."""
    convergence, divergence = np.zeros((2, len(stands), len(stands)))
    degrees = []
    for weight in weights:
        one = count_pairs(weight[:, None] * stands)
        convergence += one.convergence
        divergence += one.divergence
        degrees.append([one.degree])
    count = len(weights) or np.nan
    degree = _mean(_defined(np.array(degrees).reshape(-1, 1)))
    return Agreement(convergence / count, divergence / count, float(degree[0]))


def _told(ids: pd.Index[str], sums: Floats) -> pd.DataFrame:
    """Sums with their intervals, and the field of the plane that most readings give."""
    table = pd.DataFrame(index=ids)
    for place, name in enumerate(_SUMS):
        readings = _defined(sums[:, place])
        low, high = measure_range(readings)
        table[name] = np.clip(_mean(readings), low, high)
        table[f"{name}_low"], table[f"{name}_high"] = low, high
    fields, shares = _fields(sums[:, 0], sums[:, 1])
    table["field"] = pd.Series(fields, index=ids, dtype="str")
    table["field_share"] = pd.Series(shares, index=ids, dtype="float64")
    return table


def _fields(influence: Floats, dependence: Floats) -> tuple[list[str], Floats]:
    """The field of each actor in most readings, and the share of the readings in it."""
    if not influence.size:
        return [], np.empty(0)
    moves = influence > influence.mean(axis=1, keepdims=True)
    moved = dependence > dependence.mean(axis=1, keepdims=True)
    shares = np.array([((moves == one) & (moved == other)).mean(axis=0) for one, other in PLANE])
    names = list(PLANE.values())
    return [names[place] for place in shares.argmax(axis=0)], shares.max(axis=0)
