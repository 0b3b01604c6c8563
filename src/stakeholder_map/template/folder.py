"""Write an empty region folder to fill in; nothing that is there is ever overwritten."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from stakeholder_map.errors import UsageError
from stakeholder_map.settings import SETTINGS_FILE
from stakeholder_map.tables import TABLES, Table
from stakeholder_map.template.explained import settings_text
from stakeholder_map.template.layout import (
    BASIC_TABLES,
    choose_tables,
    columns_shown,
    rows_prefilled,
)
from stakeholder_map.template.workbook import workbook_bytes

WORKBOOK_FILE = "region.xlsx"
"""File name of the workbook in a new region folder."""


def write_csv_template(
    folder: Path | str, *, tables: Iterable[str] = BASIC_TABLES
) -> tuple[Path, ...]:
    """Write region.toml and one CSV file per table, each with its header, to be filled in.

    Parameters
    ----------
    folder : Path or str
        Where to; made where it is not there.
    tables : iterable of str
        Names of the tables; the basic ones unless told, `ALL_TABLES` for all.

    Returns
    -------
    tuple of Path
        The files written, `region.toml` first.

    Raises
    ------
    UsageError
        Where a table is unknown, the folder is a file, or a region already stands there: no file
        is overwritten and none is written beside.

    Notes
    -----
    The files are UTF-8 with a byte-order mark, so that Excel shows accented letters right.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as somewhere:
    ...     [path.name for path in write_csv_template(somewhere, tables=["stakeholders"])]
    ['region.toml', 'stakeholders.csv']
    """
    chosen = choose_tables(tables)
    names = [table.name for table in chosen]
    contents = {
        f"{table.name}.csv": _csv_text(table, beside=names).encode("utf-8-sig") for table in chosen
    }
    return _write_new(Path(folder), contents)


def write_workbook_template(
    folder: Path | str, *, tables: Iterable[str] = BASIC_TABLES
) -> tuple[Path, ...]:
    """Write region.toml and one workbook with a sheet per table and a sheet of explanations.

    Parameters
    ----------
    folder : Path or str
        Where to; made where it is not there.
    tables : iterable of str
        Names of the tables; the basic ones unless told, `ALL_TABLES` for all.

    Returns
    -------
    tuple of Path
        The files written, `region.toml` first.

    Raises
    ------
    UsageError
        As :func:`write_csv_template`.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as somewhere:
    ...     [path.name for path in write_workbook_template(somewhere)]
    ['region.toml', 'region.xlsx']
    """
    return _write_new(Path(folder), {WORKBOOK_FILE: workbook_bytes(choose_tables(tables))})


def _csv_text(table: Table, *, beside: Iterable[str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in columns_shown(table, beside=beside))
    writer.writerows(rows_prefilled(table))
    return text.getvalue()


def _write_new(folder: Path, tables: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write region.toml and the tables, or nothing where a region stands in the folder already."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"expected a folder to write the new region to, found the file {folder}")
    settings = settings_text(folder.resolve().name).encode()
    contents = {SETTINGS_FILE: settings, **tables}
    there = _region_files(folder, beside=contents)
    if there:
        raise UsageError(
            f"expected a folder without a region, found {', '.join(there)} in {folder}: "
            f"nothing was written; choose another folder"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        # "x" fails rather than overwrite a file that appeared in between
        with (folder / name).open("xb") as file:
            file.write(content)
    return tuple(folder / name for name in contents)


def _region_files(folder: Path, *, beside: Iterable[str]) -> list[str]:
    """Names of files in the folder that belong to a region, however upper and lower case go."""
    if not folder.is_dir():
        return []
    taken = {SETTINGS_FILE, *(f"{name}.csv" for name in TABLES), *beside}
    names = sorted(path.name for path in folder.iterdir())
    return [name for name in names if name.casefold() in taken or name.casefold().endswith(".xlsx")]
