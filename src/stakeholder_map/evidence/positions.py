"""Where two stakeholders stand in an area: on the same side, or on opposite ones."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stakeholder_map.evidence.reports import as_reports

_STRONGEST = 4
_SOURCES = ("stated", "document", "our_guess")
"""From the surest to the least sure."""


def position_reports(positions: pd.DataFrame) -> pd.DataFrame:
    """Convergence and divergence of each pair of stakeholders, as MACTOR counts them.

    In one area ``(|x_i| + |x_j|) / 2 / 4``, where `x` are signed positions from -4 to 4: a
    convergence where the signs agree, a divergence where they differ, neither where one is 0. As
    a whole: the same summed over all areas, divided by the number of areas that have positions; an
    area in which a stakeholder has no position adds nothing. These layers say who stands where.
    They are no evidence that two stakeholders have a tie.

    Parameters
    ----------
    positions : DataFrame
        The table `positions`.

    Returns
    -------
    DataFrame
        Reports of kind ``positions``, ``source < target``, values in (0, 1]. `witness` is the
        weaker source of the two positions: ``stated``, ``document`` or ``our_guess`` (also where
        none is given); as a whole the weakest over the areas.

    Examples
    --------
    >>> table = pd.DataFrame({"stakeholder_id": ["a", "b", "c"], "area_id": "beds",
    ...                       "position": [4, 2, -1], "source": "stated"})
    >>> said = position_reports(table)
    >>> said.loc[said["area"] == "beds", ["source", "target", "layer", "value"]].values.tolist()
    [['a', 'b', 'convergence', 0.75], ['a', 'c', 'divergence', 0.625],
     ['b', 'c', 'divergence', 0.375]]
    """
    areas = sorted(positions["area_id"].unique())
    if not areas:
        return as_reports([])
    inside = pd.concat([_pairs(positions, area=area) for area in areas], ignore_index=True)
    pair = ["layer", "source", "target"]
    wholes = inside.groupby(pair, as_index=False).agg({"level": "sum", "surety": "max"})
    inside = inside.assign(highest=2 * _STRONGEST, derived=False)
    wholes = wholes.assign(highest=2 * _STRONGEST * len(areas), area="", derived=True)
    both = pd.concat([inside, wholes], ignore_index=True)
    both["value"] = both["level"] / both["highest"]
    both["witness"] = [_SOURCES[surety] for surety in both["surety"]]
    return as_reports([both.assign(kind="positions", witness_stakeholder="")])


def _pairs(positions: pd.DataFrame, *, area: str) -> pd.DataFrame:
    """Pairs that both stand somewhere in one area; `level` counts half steps of a position."""
    table = positions[(positions["area_id"] == area) & (positions["position"] != 0)]
    table = table.sort_values("stakeholder_id")
    ids = table["stakeholder_id"].to_numpy()
    position = table["position"].to_numpy(dtype=np.int64)
    surety = pd.Index(_SOURCES).get_indexer(pd.Index(table["source"]))
    surety = np.where(surety < 0, _SOURCES.index("our_guess"), surety)
    first, second = np.triu_indices(len(ids), k=1)
    same = position[first] * position[second] > 0
    return pd.DataFrame(
        {
            "source": ids[first],
            "target": ids[second],
            "layer": np.where(same, "convergence", "divergence"),
            "area": area,
            "level": np.abs(position[first]) + np.abs(position[second]),
            "surety": np.maximum(surety[first], surety[second]),
        }
    )
