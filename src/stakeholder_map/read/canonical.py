"""One order for rows that have none, so that the same facts make the same bytes."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from stakeholder_map.settings import Settings


def sort_rows(frame: pd.DataFrame, *, key: Sequence[str]) -> pd.DataFrame:
    """Rows in canonical order.

    Parameters
    ----------
    frame : DataFrame
        Rows in any order.
    key : sequence of str
        Columns to sort by first; the others break ties, from left to right.

    Returns
    -------
    DataFrame
        The same rows with the index they had.

    Examples
    --------
    >>> frame = pd.DataFrame({"a": [2, 1, 1], "b": ["x", "z", "y"]})
    >>> sort_rows(frame, key=["a"])["b"].tolist()
    ['y', 'z', 'x']
    """
    by = [*key, *(name for name in frame.columns if name not in key)]
    compared = frame[by].reset_index(drop=True)
    for name in by:
        if frame[name].dtype == object:
            compared[name] = ["|".join(entries) for entries in frame[name]]
    if key and not compared.duplicated(list(key)).any():
        by = list(key)
    return frame.iloc[compared.sort_values(by, kind="stable").index]


def digest_of(tables: Mapping[str, pd.DataFrame], *, settings: Settings, as_of: date) -> str:
    """SHA-256 over what a scan is computed from.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Tables in canonical order.
    settings : Settings
        What region.toml says.
    as_of : date
        The day the scan speaks of.

    Returns
    -------
    str
        64 hexadecimal digits; the same for the same facts, however the files order them. Columns
        without a value and settings left at their default do not count, so that a column or key
        that a later version declares changes no digest of a region that does not use it.
    """
    given = {
        field.name: value
        for field in dataclasses.fields(settings)
        if (value := getattr(settings, field.name)) != _default(field)
    }
    text = hashlib.sha256(
        json.dumps(given | {"as_of": as_of}, default=str, sort_keys=True).encode()
    )
    for name in sorted(tables):
        used = [column for column, values in tables[name].items() if _holds_something(values)]
        text.update(f"\n{name}\n".encode())
        text.update(tables[name][used].to_csv(index=False, lineterminator="\n").encode())
    return text.hexdigest()


def _default(field: dataclasses.Field[object]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _holds_something(values: pd.Series) -> bool:
    """Whether any cell was filled in; a blank list is an empty tuple."""
    return bool(values.map(len).any() if values.dtype == object else values.notna().any())
