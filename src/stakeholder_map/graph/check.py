"""The rules that the two tables of a graph keep, checked once when the graph is made."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.errors import UsageError
from stakeholder_map.tables import LAYERS, Construct

IDENTITY = ("source", "target", "layer", "area")
"""Columns that no two ties may share."""

COLUMNS = (*IDENTITY, "strength", "level", "highest", "probability")
"""Columns of the table of ties, in order."""

_OPTIONAL: dict[str, Any] = {"area": "", "level": pd.NA, "highest": pd.NA, "probability": 1.0}
_VALUES_SHOWN = 5


def check_stakeholders(stakeholders: pd.DataFrame) -> pd.DataFrame:
    """The table of stakeholders as a graph holds it.

    Parameters
    ----------
    stakeholders : DataFrame
        Indexed by stakeholder id, or with a column `stakeholder_id`.

    Returns
    -------
    DataFrame
        A copy, indexed by `stakeholder_id`, sorted by id.

    Raises
    ------
    ValueError
        Ids that are no text, empty, missing or used twice.

    Examples
    --------
    >>> check_stakeholders(pd.DataFrame({"stakeholder_id": ["b", "a"]})).index.tolist()
    ['a', 'b']
    """
    table = stakeholders.copy()
    if "stakeholder_id" in table.columns:
        table = table.set_index("stakeholder_id")
    bad = [each for each in table.index if not isinstance(each, str) or not each]
    if bad:
        raise ValueError(f"a stakeholder id must be text that is not empty; found {_listed(bad)}")
    twice = table.index[table.index.duplicated()]
    if len(twice):
        raise ValueError(f"stakeholder ids are used twice: {_listed(twice)}")
    table.index = pd.Index(table.index, dtype="str", name="stakeholder_id")
    table.columns = pd.Index(table.columns, dtype="str")
    return table.sort_index()


def check_ties(ties: pd.DataFrame, *, ids: pd.Index[str]) -> pd.DataFrame:
    """The table of ties as a graph holds it.

    Parameters
    ----------
    ties : DataFrame
        Columns `source`, `target`, `layer`, `strength`, and where they are known `area`
        (``""`` = the relation as a whole), `level`, `highest`, `probability`.
    ids : Index
        Sorted ids of the stakeholders.

    Returns
    -------
    DataFrame
        A copy with all columns, sorted by layer (as declared), area, source and target;
        a tie of a symmetric layer stands once, with ``source < target``.

    Raises
    ------
    ValueError
        Missing or unknown columns, unknown ids or layers, self-ties, numbers out of their range,
        ties that stand twice; the message lists the values.

    Examples
    --------
    >>> tie = pd.DataFrame({"source": ["b"], "target": ["a"], "layer": ["cooperation"],
    ...                     "strength": [1.0]})
    >>> check_ties(tie, ids=pd.Index(["a", "b"]))[["source", "target"]].values.tolist()
    [['a', 'b']]
    """
    table = _with_all_columns(ties)
    for column, known in (("source", ids), ("target", ids), ("layer", pd.Index(list(LAYERS)))):
        unknown = table[column][~table[column].isin(known)]
        if len(unknown):
            what = "layers" if column == "layer" else "stakeholders"
            raise ValueError(f"ties name {what} that are not declared: {_listed(unknown)}")
    own = table.loc[table["source"] == table["target"], "source"]
    if len(own):
        raise ValueError(f"a stakeholder has no tie with itself; found {_listed(own)}")
    _check_numbers(table)
    return _in_order(table, ids)


def layer_numbers(layers: pd.Series[str]) -> npt.NDArray[np.intp]:
    """Place of each layer in the order of declaration.

    Examples
    --------
    >>> layer_numbers(pd.Series(["trust_reliability", "value_influence"])).tolist()
    [0, 3]
    """
    return np.asarray(pd.Index(list(LAYERS)).get_indexer(pd.Index(layers)), dtype=np.intp)


def check_layer(layer: str, *, among: Collection[str] = tuple(LAYERS)) -> Construct:
    """What is declared of a layer.

    Raises
    ------
    UsageError
        A layer that is not among those that may be asked for; names the closest.

    Examples
    --------
    >>> check_layer("cooperation").directed
    False
    """
    if layer not in among:
        close = get_close_matches(layer, list(among), n=1)
        nearest = f" (closest: {close[0]!r})" if close else ""
        raise UsageError(f"expected a layer from {', '.join(among)}{nearest}, found {layer!r}")
    return LAYERS[layer]


def _with_all_columns(ties: pd.DataFrame) -> pd.DataFrame:
    absent = [each for each in COLUMNS if each not in ties.columns and each not in _OPTIONAL]
    extra = [each for each in ties.columns if each not in COLUMNS]
    if absent or extra:
        raise ValueError(
            f"ties have the columns {', '.join(COLUMNS)}; "
            f"missing: {_listed(absent) or 'none'}; unknown: {_listed(extra) or 'none'}"
        )
    table = pd.DataFrame(index=pd.RangeIndex(len(ties)))
    for column in COLUMNS:
        values = ties[column].array if column in ties.columns else _OPTIONAL[column]
        given = pd.Series(values, index=table.index, dtype="object")
        if column in IDENTITY:
            bad = [each for each in given if not isinstance(each, str)]
            if bad:
                raise ValueError(f"{column} of a tie must be text; found {_listed(bad)}")
            table[column] = given.astype("str")
        elif column in ("level", "highest"):
            table[column] = given.astype("Int64")
        else:
            table[column] = given.astype("float64")
    return table


def _check_numbers(table: pd.DataFrame) -> None:
    for column in ("strength", "probability"):
        numbers = table[column]
        bad = numbers[~((numbers > 0) & (numbers <= 1))]
        if len(bad):
            raise ValueError(f"{column} must be above 0 and at most 1; found {_listed(bad)}")
    level, highest = table["level"], table["highest"]
    bad = level[
        level.notna() & ((level < 1) | highest.isna() | (level > highest)).fillna(value=True)
    ]
    if len(bad):
        raise ValueError(f"level must lie between 1 and the highest level; found {_listed(bad)}")
    scales = table.loc[highest.notna()].groupby(["layer", "area"])["highest"].agg(["min", "max"])
    mixed = scales[scales["min"] != scales["max"]]
    if len(mixed):
        found = [f"{layer} {area}".strip() for layer, area in mixed.index]
        raise ValueError(f"a layer has one highest level in an area; not so in {_listed(found)}")


def _in_order(table: pd.DataFrame, ids: pd.Index[str]) -> pd.DataFrame:
    symmetric = ~table["layer"].map({name: each.directed for name, each in LAYERS.items()})
    turned = (symmetric.astype(bool) & (table["source"] > table["target"])).to_numpy()
    source, target = table["source"].to_numpy(copy=True), table["target"].to_numpy(copy=True)
    source[turned], target[turned] = target[turned], source[turned]
    table["source"], table["target"] = pd.array(source, dtype="str"), pd.array(target, dtype="str")
    area = pd.factorize(table["area"], sort=True)[0]
    keys = np.vstack(
        [
            ids.get_indexer(pd.Index(target)),
            ids.get_indexer(pd.Index(source)),
            area,
            layer_numbers(table["layer"]),
        ]
    )
    order = np.lexsort(keys)
    ordered = keys[:, order]
    same = np.flatnonzero((ordered[:, 1:] == ordered[:, :-1]).all(axis=0))
    table = table.iloc[order].reset_index(drop=True)
    if len(same):
        found = [tuple(row) for row in table.loc[same, list(IDENTITY)].to_numpy()]
        raise ValueError(f"ties stand twice (source, target, layer, area): {_listed(found)}")
    return table


def _listed(values: Iterable[object]) -> str:
    plain = (each.item() if isinstance(each, np.generic) else each for each in values)
    distinct = list(dict.fromkeys(plain))
    shown = ", ".join(repr(each) for each in distinct[:_VALUES_SHOWN])
    more = len(distinct) - _VALUES_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
