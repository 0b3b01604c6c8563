"""The table of reports: its columns, their types and their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from stakeholder_map.tables import LAYERS

REPORT_TYPES: Mapping[str, str] = {
    "kind": "str",
    "witness": "str",
    "witness_stakeholder": "str",
    "source": "str",
    "target": "str",
    "layer": "str",
    "area": "str",
    "wave": "str",
    "value": "float64",
    "level": "Int64",
    "highest": "Int64",
    "state": "str",
    "derived": "bool",
}
"""Columns of a report and their types."""

KINDS = ("survey", "contacts", "events", "memberships", "positions")
"""Kinds of witness, in the order in which their reports stand."""

RECORD_KINDS = KINDS[1:]
"""Kinds that record what was, rather than ask for it."""


def as_reports(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """One table of reports from several, in canonical order.

    Parameters
    ----------
    parts : iterable of DataFrame
        With all columns but those that have a rule: `area` and `wave` are ``""``, `derived` is
        False and `highest` missing where they are left out; `state` follows from `value`.

    Returns
    -------
    DataFrame
        Columns as in `REPORT_TYPES`; sorted by kind, layer (as declared), area, source, target and
        witness.

    Examples
    --------
    >>> part = {"kind": "survey", "witness": "a", "witness_stakeholder": "a", "source": "a",
    ...         "target": "b", "layer": "cooperation", "value": [0.0], "level": 0, "highest": 4}
    >>> as_reports([pd.DataFrame(part)])["state"].tolist()
    ['zero']
    """
    complete = [_complete(part) for part in parts if len(part)]
    if not complete:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in REPORT_TYPES.items()})
    table = pd.concat(complete)
    layers = pd.Index(list(LAYERS)).get_indexer(pd.Index(table["layer"]))
    kinds = pd.Index(KINDS).get_indexer(pd.Index(table["kind"]))
    names = [table[name].to_numpy(dtype=object) for name in ("witness", "target", "source", "area")]
    codes = [pd.factorize(name, sort=True)[0] for name in names]
    order = np.lexsort([*codes, layers, kinds])
    return table.iloc[order].reset_index(drop=True)


def _complete(part: pd.DataFrame) -> pd.DataFrame:
    value = part["value"].astype("float64")
    state = np.where(value.isna(), "blank", np.where(value > 0, "answered", "zero"))
    ruled: dict[str, Any] = {"area": "", "wave": "", "derived": False, "highest": pd.NA}
    rest = {name: each for name, each in ruled.items() if name not in part.columns}
    table = part.assign(**rest, state=state)[list(REPORT_TYPES)]
    return table.astype(dict(REPORT_TYPES))
