"""What two organisations say of an area each by itself: sides, and gains alone and together.

It tells who could work together or would compete, not who does. So it stands in for reports of a
pair only in areas that nobody was asked about.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from stakeholder_map.influence.measures.readings import Floats

FULL = 4.0
"""Positions, priorities and gains go up to 4."""


def stated_pairs(positions: pd.DataFrame, *, areas: Sequence[str]) -> pd.DataFrame:
    r"""Would-be cooperation and competition of pairs, by what each says of itself.

    For positions x, gains together t and gains alone a of the two, each from 0 (positions from
    -4) to 4,

    .. math:: \text{cooperation} = \text{mean of } \frac{|x_i| + |x_j|}{8} [x_i x_j > 0]
              \text{ and } \frac{\min(t_i, t_j)}{4}, \qquad
              \text{competition} = \text{mean of } \frac{|x_i| + |x_j|}{8} [x_i x_j < 0]
              \text{ and } \frac{\min(a_i, a_j)}{4}

    A gain that is not known of both is left out of the mean.

    Parameters
    ----------
    positions : DataFrame
        The table `positions`.
    areas : sequence of str
        Areas to look at.

    Returns
    -------
    DataFrame
        One row per pair and area in which both have a position, sorted: ``area``, ``source`` <
        ``target``; ``cooperation`` and ``competition`` in [0, 1]; each with ``_low`` and
        ``_high``: the same where neither position is our guess, else from 0 to 1, since a guess
        settles nothing; ``witnesses``, how many of the two positions are no guess.

    Examples
    --------
    >>> said = pd.DataFrame({"stakeholder_id": ["a", "b"], "area_id": "beds", "position": [4, 2],
    ...                      "gain_together": [4, 2], "gain_alone": [1, 3], "source": "stated"})
    >>> stated_pairs(said, areas=["beds"])[["cooperation", "competition"]].values.tolist()
    [[0.625, 0.125]]
    """
    here = positions[positions["area_id"].isin(areas)]
    tables = [_one_area(str(area), rows) for area, rows in here.groupby("area_id")]
    if not tables:
        tables = [_one_area("", here)]
    return pd.concat(tables, ignore_index=True)


def _one_area(area: str, rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows.sort_values("stakeholder_id")
    first, second = np.triu_indices(len(rows), k=1)
    ids = rows["stakeholder_id"].to_numpy()
    stand = rows["position"].to_numpy(dtype=np.float64)
    told = rows["source"].isin(["stated", "document"]).to_numpy()
    strong = (np.abs(stand[first]) + np.abs(stand[second])) / (2 * FULL)
    side = stand[first] * stand[second]
    table = pd.DataFrame({"area": area, "source": ids[first], "target": ids[second]}).astype("str")
    firm = told[first] & told[second]
    for name, fits, gain in (
        ("cooperation", side > 0, "gain_together"),
        ("competition", side < 0, "gain_alone"),
    ):
        shared = _lower(rows[gain], first, second)
        agreed = np.where(fits, strong, 0.0)
        table[name] = np.where(np.isnan(shared), agreed, (agreed + shared) / 2)
        table[f"{name}_low"] = table[name].where(firm, 0.0)
        table[f"{name}_high"] = table[name].where(firm, 1.0)
    table["witnesses"] = told[first].astype(np.int64) + told[second]
    return table


def _lower(gain: pd.Series[float], first: np.ndarray, second: np.ndarray) -> Floats:
    """The lower of two gains in [0, 1]; missing where either is."""
    values = gain.astype("float64").to_numpy()
    return np.asarray(np.minimum(values[first], values[second]) / FULL, dtype=np.float64)
