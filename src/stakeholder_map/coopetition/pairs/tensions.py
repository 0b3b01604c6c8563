"""Tensions in the log of contacts, pair by pair."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stakeholder_map.read import Region


def pair_tensions(region: Region) -> pd.DataFrame:
    """Tensions between two organisations, by area and as a whole.

    Parameters
    ----------
    region : Region
        Its table `contacts` is read; a person stands for its organisation.

    Returns
    -------
    DataFrame
        One row per pair and area with a tension on record, sorted: ``area`` (``""`` counts all of
        the pair), ``source`` < ``target``; ``tensions``, how many; ``open``, how many of them no
        later contact of the two without tension followed; ``loggers``, how many organisations
        wrote them down, int64.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.read import read_region
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> found = pair_tensions(read_region(folder))
    >>> bool((found["open"] <= found["tensions"]).all())
    True
    """
    log = region.table("contacts")
    tense = log["tension"].fillna(value=False).astype("bool")
    marked = log[tense]
    if marked.empty:
        return _sorted(_parties(region, marked).assign(settled=False), owner=[])
    contacts = _parties(region, log)
    calm = contacts[~tense.to_numpy()].groupby(["source", "target"])["date"].max()
    rows = contacts[tense.to_numpy()]
    last = calm.reindex(pd.MultiIndex.from_frame(rows[["source", "target"]])).to_numpy()
    settled = np.asarray(last > rows["date"].to_numpy(), dtype=np.bool_)
    owner = [region.organisation_of(str(one)) for one in marked["from_id"]]
    return _sorted(rows.assign(settled=settled), owner=owner)


def _parties(region: Region, log: pd.DataFrame) -> pd.DataFrame:
    """Day, area and the two organisations of each contact, the first in order first."""
    ends = [[region.organisation_of(str(one)) for one in log[end]] for end in ("from_id", "to_id")]
    pairs = np.sort(np.array(ends, dtype=object).T.reshape(-1, 2), axis=1)
    return pd.DataFrame(
        {
            "area": log["area_id"].fillna("").to_numpy(),
            "source": pairs[:, 0],
            "target": pairs[:, 1],
            "date": log["date"].to_numpy(),
        }
    ).astype({"area": "str", "source": "str", "target": "str"})


def _sorted(rows: pd.DataFrame, *, owner: list[str]) -> pd.DataFrame:
    rows = rows.assign(owner=pd.Series(owner, index=rows.index, dtype="str"))
    both = pd.concat([rows[rows["area"] != ""], rows.assign(area="")], ignore_index=True)
    grouped = both.groupby(["area", "source", "target"])
    table = pd.DataFrame(
        {
            "tensions": grouped.size(),
            "open": grouped.size() - grouped["settled"].sum(),
            "loggers": grouped["owner"].nunique(),
        }
    )
    return table.astype("int64").sort_index().reset_index()
