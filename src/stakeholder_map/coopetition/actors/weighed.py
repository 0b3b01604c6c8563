"""Those of whom direct influence was told: what each moves, and what that makes of alliances."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd

from stakeholder_map.coopetition.mactor import STRONGEST, mactor
from stakeholder_map.influence.measures.indirect import LAYER
from stakeholder_map.influence.measures.readings import Floats
from stakeholder_map.influence.measures.through_others import Sums, add_through_others, sum_up
from stakeholder_map.influence.ranking.interval import nine_of_ten
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
    """What direct influence adds.

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
    """MACTOR among those of whose direct influence something was said.

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
    places = pd.Index(scan.graph.ids).get_indexer(ids)
    inside = np.ix_(places, places)
    direct = _direct(scan.graph.matrix(LAYER).toarray()[inside]) if len(ids) else np.zeros((0, 0))
    found = mactor(direct, stands.to_numpy())
    drawn = [
        sum_up(add_through_others(_direct(matrix.toarray()[inside])))
        for matrix in islice(scan.draws.matrices(LAYER), READINGS if len(ids) else 0)
    ]
    first, second = np.triu_indices(len(ids), k=1)
    pairs = {
        "source": ids[first],
        "target": ids[second],
        "weighed_convergence": found.convergence[3][first, second],
        "weighed_divergence": found.divergence[3][first, second],
    }
    areas = {
        "weighed_for": found.mobilisation_for[3],
        "weighed_against": found.mobilisation_against[3],
    }
    known = pd.DataFrame(areas, index=stands.columns, dtype="float64")
    return Weighed(
        actors=_told(ids, Sums(found.influence, found.dependence, found.competitiveness, 0), drawn),
        areas=known if len(ids) else known * np.nan,
        pairs=pd.DataFrame(pairs).astype({"source": "str", "target": "str"}),
        degree=found.convergence_degree[3],
        stability=found.stability,
    )


def _direct(strengths: Floats) -> Floats:
    """MID from strengths in [0, 1] of which the row's actor is moved by the column's."""
    direct: Floats = (strengths.T * STRONGEST).round(9)
    np.fill_diagonal(direct, 0.0)
    return direct


def _told(ids: pd.Index[str], sums: Sums, drawn: list[Sums]) -> pd.DataFrame:
    """Sums with their intervals, and the field of the plane that most readings give."""
    table = pd.DataFrame(index=ids)
    expected = (sums.influence, sums.dependence, sums.weight)
    readings = np.array([[one.influence, one.dependence, one.weight] for one in drawn])
    readings = readings.reshape(len(drawn), len(_SUMS), len(ids)).round(9)
    for place, name in enumerate(_SUMS):
        low, high = nine_of_ten(np.nan_to_num(readings[:, place]))
        table[name], table[f"{name}_low"], table[f"{name}_high"] = expected[place], low, high
    fields, shares = _fields(readings[:, 0], readings[:, 1])
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
