"""Who stands with whom over the areas, and who weighs most among those who move others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from stakeholder_map.coopetition.actors.told import tell_alliances
from stakeholder_map.coopetition.actors.weighed import weigh_actors
from stakeholder_map.coopetition.agreement import ambivalence_of, count_pairs
from stakeholder_map.influence.measures.indirect import LAYER
from stakeholder_map.phrases import Missing, lacking
from stakeholder_map.scan import Scan


@dataclass(frozen=True, eq=False)
class Alliances:
    """Alliances, conflicts and weights (MACTOR) in a scan.

    Parameters
    ----------
    actors : DataFrame
        Indexed by stakeholder id: all with a position, or of whose direct influence something was
        said. ``name``; ``areas``, on how many it takes a side; ``ambivalence``, 0 to 1, over all
        with a position (order 2); of those with direct influence also ``influence``,
        ``dependence`` and ``competitiveness``, means over the readings in which each is defined,
        each with ``_low`` and ``_high``, see `measure_range`; ``field``, one of `PLANE`, by most
        readings, and ``field_share``, in how many of them. Missing or empty elsewhere.
    areas : DataFrame
        Indexed by area id, all declared areas: ``name``; mobilisation over all with a position:
        ``actors_for`` and ``actors_against`` (order 1), ``sum_for`` and ``sum_against`` (order 2);
        ``weighed_for`` and ``weighed_against`` (order 3), of those with direct influence, means
        over the readings; missing where it was not asked.
    pairs : DataFrame
        One row per two who agree or differ anywhere, the greatest convergence first: ``source``,
        ``target``, ``source_name``, ``target_name``, ``convergence`` and ``divergence`` (order 2),
        ``weighed_convergence`` and ``weighed_divergence`` (order 3), means over the readings,
        missing where the direct influence of either was not asked.
    degree : mapping of int to float
        Degree of convergence by order, per cent; missing where unknown.
    stability : float
        H, per cent; missing where no direct influence was told.
    sentences : tuple of str
        What it says, in words.
    missing : tuple of Missing
        Tables that would show more.
    """

    actors: pd.DataFrame
    areas: pd.DataFrame
    pairs: pd.DataFrame
    degree: dict[int, float]
    stability: float
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]


def find_alliances(scan: Scan) -> Alliances:
    r"""Alliances and conflicts over the areas, and what influence makes of them (MACTOR).

    Parameters
    ----------
    scan : Scan
        An opened scan.

    Returns
    -------
    Alliances
        Without positions the weights alone, without direct influence the alliances alone; empty
        tables where there is neither.

    Notes
    -----
    Convergence says who stands where, not who works with whom. Sums grow with the number of areas
    on which two have a position, so two of whom much is known stand higher. See `mactor`.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from stakeholder_map.scan import open_scan
    >>> files = {
    ...     "region.toml": "name = 'Tiny'\nconvener = 'us'\nas_of = 2026-07-01\n",
    ...     "stakeholders.csv": "stakeholder_id,name,key_group\nus,We,hospital\nb,Be,hospital\n",
    ...     "areas.csv": "area_id,name,kind\nbeds,Beds,goal\n",
    ...     "positions.csv": "stakeholder_id,area_id,position,gain_alone,gain_together,source\n"
    ...     "us,beds,4,1,3,stated\nb,beds,2,0,4,stated\n",
    ... }
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name, text in files.items():
    ...         _ = Path(folder, name).write_text(text)
    ...     scan = open_scan(folder, draws=5, seed=1)
    >>> find_alliances(scan).pairs[["convergence", "divergence"]].values.tolist()
    [[3.0, 0.0]]
    """
    positions = _positions(scan)
    weighed = weigh_actors(scan, positions=positions)
    names = scan.graph.stakeholders["name"]
    pairs = _pairs(positions, names=names)
    pairs = pairs.merge(weighed.pairs, how="left", on=["source", "target"])
    everybody = count_pairs(positions.to_numpy())
    signs = count_pairs(np.sign(positions.to_numpy()))
    order = ["convergence", "source", "target"]
    pairs = pairs.sort_values(
        order, ascending=[False, True, True], kind="stable", ignore_index=True
    )
    actors = _actors(positions, weighed.actors, names=names)
    return Alliances(
        actors=actors,
        areas=_areas(scan, positions=positions).join(weighed.areas),
        pairs=pairs,
        degree={1: signs.degree, 2: everybody.degree, 3: weighed.degree},
        stability=weighed.stability,
        sentences=tuple(tell_alliances(actors, pairs, degree=everybody.degree)),
        missing=_missing(scan),
    )


def _positions(scan: Scan) -> pd.DataFrame:
    """Signed positions of all who have any, by area in order; 0 where none was taken."""
    table = scan.region.table("positions")
    areas = pd.Index(sorted(scan.region.table("areas")["area_id"]), dtype="str", name="area_id")
    ids = pd.Index(sorted(set(table["stakeholder_id"])), dtype="str", name="stakeholder_id")
    places = ids.get_indexer(table["stakeholder_id"]), areas.get_indexer(table["area_id"])
    values = np.zeros((len(ids), len(areas)))
    values[places] = table["position"].to_numpy(dtype=np.float64)
    return pd.DataFrame(values, index=ids, columns=areas)


def _actors(
    positions: pd.DataFrame, weighed: pd.DataFrame, *, names: pd.Series[str]
) -> pd.DataFrame:
    index = pd.Index(sorted({*positions.index, *weighed.index}), dtype="str")
    table = pd.DataFrame(index=index.rename("stakeholder_id"))
    table["name"] = names.reindex(index).to_numpy()
    sides = (positions != 0).sum(axis=1)
    table["areas"] = sides.reindex(index, fill_value=0).to_numpy(dtype="int64")
    values = ambivalence_of(count_pairs(positions.to_numpy()))
    table["ambivalence"] = pd.Series(values, index=positions.index, dtype="float64").reindex(index)
    return table.join(weighed).fillna({"field": ""})


def _areas(scan: Scan, *, positions: pd.DataFrame) -> pd.DataFrame:
    table = scan.region.table("areas").set_index("area_id").sort_index()[["name"]]
    for side, values in (("for", positions.clip(lower=0)), ("against", -positions.clip(upper=0))):
        table[f"actors_{side}"] = (values > 0).sum(axis=0).astype("int64")
        table[f"sum_{side}"] = values.sum(axis=0)
    return table


def _pairs(positions: pd.DataFrame, *, names: pd.Series[str]) -> pd.DataFrame:
    agreement = count_pairs(positions.to_numpy())
    first, second = np.nonzero(np.triu(agreement.convergence + agreement.divergence))
    ends = positions.index[first], positions.index[second]
    table = {
        "source": ends[0],
        "target": ends[1],
        "source_name": names.reindex(ends[0]).to_numpy(),
        "target_name": names.reindex(ends[1]).to_numpy(),
    }
    return (
        pd.DataFrame(table)
        .astype("str")
        .assign(
            convergence=agreement.convergence[first, second],
            divergence=agreement.divergence[first, second],
        )
    )


def _missing(scan: Scan) -> tuple[Missing, ...]:
    gaps = lacking(scan.region.has, "areas", "positions")
    if LAYER in scan.evidence.layers():
        return gaps
    return (*gaps, Missing("survey", "who influences whom directly, where respondents were asked"))
