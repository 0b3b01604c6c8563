"""Where stakeholders stand in each area, how much it matters, and how far they agree."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stakeholder_map.read import Region


def area_stands(region: Region) -> pd.DataFrame:
    r"""Positions by area.

    Convergence follows the weighted positions of MACTOR (2CAA, 2DAA): over all pairs that both take
    a side,

    .. math:: 100 \frac{C}{C + D}

    where a pair adds the mean of its two absolute positions to C where both stand on the same
    side and to D where they do not.

    Parameters
    ----------
    region : Region
        Its table `positions` is read.

    Returns
    -------
    DataFrame
        Indexed by area id, all declared areas: ``stand_for``, ``neutral``, ``against`` and
        ``guessed`` (positions that are our guess), int64 counts; ``priority``, mean of what was
        given, 0 to 4, missing where nothing was; ``convergence``, per cent from 0 (all against one
        another) to 100 (all on one side), missing where no pair took sides.

    Notes
    -----
    With one side of many and one of few, convergence is high although the few may be the ones who
    can stop it.

    References
    ----------
    Bourse, F. & Godet, M. in Godet, M. (2001). Creating Futures. Economica, ch. 5 (MACTOR).

    Examples
    --------
    >>> convergence(np.array([2.0, 3.0, -1.0]))
    41.666666666666664
    """
    positions = region.table("positions")
    index = pd.Index(region.table("areas")["area_id"], name="area_id")
    side = np.sign(positions["position"].astype("float64"))
    grouped = positions.groupby("area_id")
    flags = {
        "stand_for": side == 1,
        "neutral": side == 0,
        "against": side == -1,
        "guessed": positions["source"] == "our_guess",
    }
    table = pd.DataFrame(index=index)
    for name, flag in flags.items():
        count = flag.groupby(positions["area_id"]).sum()
        table[name] = count.reindex(index, fill_value=0).astype("int64")
    table["priority"] = (
        positions.assign(priority=positions["priority"].astype("float64"))
        .groupby("area_id")["priority"]
        .mean()
        .reindex(index)
    )
    table["convergence"] = (
        grouped["position"]
        .agg(lambda each: convergence(each.to_numpy(dtype=np.float64)))
        .astype("float64")
        .reindex(index)
    )
    return table.sort_index()


def convergence(positions: np.ndarray) -> float:
    """Per cent of agreement among signed positions on one area, as `area_stands` defines it."""
    return pooled_convergence(positions[:, None])


def pooled_convergence(positions: np.ndarray) -> float:
    """Per cent of agreement over several areas: what agrees in any over what agrees or differs.

    Parameters
    ----------
    positions : ndarray
        Shape (n, areas): signed positions, 0 or missing where none was taken.

    Returns
    -------
    float
        Missing where no two took sides in one area.

    Examples
    --------
    >>> pooled_convergence(np.array([[2.0, 1.0], [3.0, np.nan], [-1.0, -1.0]]))
    35.714285714285715
    """
    agree = differ = 0.0
    for column in np.nan_to_num(positions.astype(np.float64)).T:
        ahead, behind = column[column > 0], -column[column < 0]
        agree += max(len(ahead) - 1, 0) * ahead.sum() / 2
        agree += max(len(behind) - 1, 0) * behind.sum() / 2
        differ += (len(behind) * ahead.sum() + len(ahead) * behind.sum()) / 2
    return float(100 * agree / (agree + differ)) if agree + differ > 0 else float("nan")
