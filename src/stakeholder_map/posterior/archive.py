"""Tables and arrays in one file of plain numbers and text: same content, same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from stakeholder_map.errors import ScanError

Arrays = dict[str, npt.NDArray[Any]]

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time that every entry bears, so that a later run gives the same bytes."""


def write_arrays(path: Path | str, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Store arrays as ``.npz``.

    Parameters
    ----------
    path : Path or str
        The file to write.
    arrays : mapping of str to array
        Numbers and text; no objects.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_arrays(Path(folder, "one.npz"), {"x": np.array([1, 2])})
    ...     read_arrays(Path(folder, "one.npz"))["x"].tolist()
    [1, 2]
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, array, allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=_LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, buffer.getvalue())


def read_arrays(path: Path | str) -> Arrays:
    """Arrays that `write_arrays` stored.

    Parameters
    ----------
    path : Path or str
        The file.

    Returns
    -------
    dict of str to array

    Raises
    ------
    ScanError
        No such file, or one that holds anything else.
    """
    name = Path(path).name
    try:
        with Path(path).open("rb") as file, np.load(file, allow_pickle=False) as archive:
            return {each: archive[each] for each in archive.files}
    except FileNotFoundError:
        raise ScanError(f"expected stored draws, found no file {name}") from None
    except (OSError, ValueError, EOFError, AttributeError, zipfile.BadZipFile) as error:
        raise ScanError(f"expected stored draws, found {name}: {error}") from error


def table_arrays(table: pd.DataFrame, *, prefix: str) -> Arrays:
    """Columns of a table as arrays: text as codes and words, a missing whole number as 0.

    Parameters
    ----------
    table : DataFrame
        Columns of text without blanks, and numbers; whole numbers that may be missing are
        above 0.
    prefix : str
        Name of the table.

    Returns
    -------
    dict of str to array

    Examples
    --------
    >>> arrays = table_arrays(pd.DataFrame({"x": pd.array([3, None], dtype="Int64")}, ), prefix="t")
    >>> arrays["t.x"].tolist()
    [3, 0]
    """
    arrays: Arrays = {}
    for name, column in table.items():
        key = f"{prefix}.{name}"
        if column.dtype == "str":
            codes, words = pd.factorize(column, sort=True)
            arrays[key] = codes.astype(np.int32)
            arrays[f"{key}.words"] = np.array(list(words), dtype=np.str_)
        elif column.dtype == "Int64":
            arrays[key] = column.to_numpy(dtype=np.int64, na_value=0)
        else:
            arrays[key] = column.to_numpy()
    return arrays


def table_of(arrays: Arrays, *, prefix: str, types: Mapping[str, str]) -> pd.DataFrame:
    """A table that `table_arrays` took apart.

    Parameters
    ----------
    arrays : dict of str to array
        What `table_arrays` gave.
    prefix : str
        Name of the table.
    types : mapping of str to str
        Its columns and their types.

    Returns
    -------
    DataFrame

    Examples
    --------
    >>> before = pd.DataFrame({"x": pd.array(["b", "a"], dtype="str")})
    >>> arrays = table_arrays(before, prefix="t")
    >>> table_of(arrays, prefix="t", types={"x": "str"})["x"].tolist()
    ['b', 'a']
    """
    columns: dict[str, Any] = {}
    for name, kind in types.items():
        values = arrays[f"{prefix}.{name}"]
        if kind == "str":
            words = arrays[f"{prefix}.{name}.words"].astype(object)
            columns[name] = pd.Series(words[values], dtype="str")
        elif kind == "Int64":
            columns[name] = pd.arrays.IntegerArray(values, values == 0)
        else:
            columns[name] = values
    return pd.DataFrame(columns)
